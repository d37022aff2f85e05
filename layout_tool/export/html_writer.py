"""One HTML page that needs nothing else: the articles as text beside the page picture, each marked on the other.

Without a picture the regions are drawn alone. Neither text nor ids of the document are ever markup.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from html import escape as _escape

from PIL import Image

from layout_tool.export.article_text import Passage, article_text, outside_text, regions_by_id
from layout_tool.export.html_style import SCRIPT, STYLE
from layout_tool.export.picture import Printed
from layout_tool.export.picture_colours import PALETTE, letter
from layout_tool.export.words import Words
from layout_tool.model.article import Article
from layout_tool.model.document import Document, Page, Unit
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_DPI, _QUALITY = 110.0, 82
_CONTROLS = {number: 0x2400 + number for number in range(32) if chr(number) not in "\t\n"} | {127: 0x2421}
"""Control characters, which HTML forbids, as their pictures."""
_TAGS = {Role.HEADLINE: "h2", Role.SUBHEAD: "h3"}


def html_of(document: Document, words: Words, printed: Printed | None = None) -> str:
    """The document as one HTML file; `printed` gives a page's picture as PNG at a resolution, or None."""
    title = escape(_title(document, words))
    language = document.publication.language if document.publication and document.publication.language else words.tag
    letters = {article.id: letter(turn) for turn, article in enumerate(document.articles)}
    colours = {article.id: PALETTE[turn % len(PALETTE)] for turn, article in enumerate(document.articles)}
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        f"style-src 'unsafe-inline'; script-src 'unsafe-inline'\"><title>{title}</title><style>{STYLE}</style></head>",
        f"<body><header><h1>{title}</h1></header><div class=desk>",
        f'<section class=pages aria-label="{escape(words.text("export_pages"))}">',
        *(_page(document, page, letters, colours, words, printed) for page in document.pages),
        f'</section><main aria-label="{escape(words.text("export_articles"))}">',
        *_articles(document, letters, colours, words),
        f"</main></div><script>{SCRIPT}</script></body></html>",
    ]
    return "\n".join(parts) + "\n"


def escape(text: str) -> str:
    """A text as HTML that shows just this text.

    >>> escape("<b>\\x00")
    '&lt;b&gt;␀'
    """
    return _escape(text.translate(_CONTROLS))


def _title(document: Document, words: Words) -> str:
    said = document.publication
    parts = (said.title, said.date, said.number) if said is not None else ()
    sources = [source.name for source in document.sources]
    return " · ".join(part for part in parts if part) or " · ".join(sources) or words.text("export_articles")


def _page(
    document: Document,
    page: Page,
    letters: Mapping[str, str],
    colours: Mapping[str, str],
    words: Words,
    printed: Printed | None,
) -> str:
    label = words.text("export_page", number=page.label or str(page.number))
    owners = {name: article.id for article in document.articles for name in article.regions}
    shapes = []
    for region in page.regions:
        x, y = region.bbox.x0, region.bbox.y0
        box = f'x="{x:g}" y="{y:g}" width="{region.bbox.width:g}" height="{region.bbox.height:g}"'
        owner = owners.get(region.id)
        if owner is None:
            shapes.append(
                f"<rect class=outside {box}><title>{escape(words.text(f'role_{region.role}'))}</title></rect>"
            )
            continue
        size = min(page.width, page.height) / 55
        name = f"{letters[owner]}: {words.text(f'role_{region.role}')}"
        kind = "head" if region.role in HEADING_ROLES else "text"
        shapes.append(
            f'<g class="region {kind}" data-article="{escape(owner)}" style="--c:{colours[owner]}">'
            f"<title>{escape(name)}</title><rect {box}/>"
            f'<text x="{x + size * 0.2:g}" y="{y + size:g}" font-size="{size:g}">{letters[owner]}</text></g>'
        )
    picture = _picture(page, printed)
    image = f'<image href="{picture}" width="{page.width:g}" height="{page.height:g}"/>' if picture else ""
    return (
        f'<figure><svg viewBox="0 0 {page.width:g} {page.height:g}" role=img aria-label="{escape(label)}" '
        f'class="{"printed" if picture else "drawn"}">'
        f'<rect class=paper width="{page.width:g}" height="{page.height:g}"/>{image}{"".join(shapes)}</svg>'
        f"<figcaption>{escape(label)}</figcaption></figure>"
    )


def _picture(page: Page, printed: Printed | None) -> str | None:
    """The page picture as a data URI; None where there is none."""
    png = printed(page, _DPI) if printed is not None and page.unit is Unit.PT else None
    if png is None:
        return None
    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(made, "JPEG", quality=_QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(made.getvalue()).decode("ascii")


def _articles(
    document: Document, letters: Mapping[str, str], colours: Mapping[str, str], words: Words
) -> Iterator[str]:
    regions = regions_by_id(document)
    for article in document.articles:
        yield _article(article, article_text(article, regions), letters[article.id], colours[article.id], words)
    if outside := outside_text(document):
        rows = "".join(
            f"<li><b>{escape(words.text(f'role_{one.role}'))}</b> {escape(one.text)}</li>" for one in outside
        )
        yield f"<section class=outside><h2>{escape(words.text('export_outside'))}</h2><ul>{rows}</ul></section>"


def _article(article: Article, passages: tuple[Passage, ...], mark: str, colour: str, words: Words) -> str:
    name = escape(article.id)
    headed = any(passage.role is Role.HEADLINE for passage in passages)
    head = "" if headed else f"<h2 class=none>{escape(words.text('export_no_headline'))}</h2>"
    body = "".join(map(_passage, passages))
    return (
        f'<article id="{name}" data-article="{name}" style="--c:{colour}" tabindex=0>'
        f"<span class=letter aria-hidden=true>{mark}</span>{head}{body}</article>"
    )


def _passage(passage: Passage) -> str:
    tag = _TAGS.get(passage.role, "figcaption" if passage.role in PICTURE_ROLES else "p")
    text = f'<{tag} class="{passage.role}">{escape(passage.text)}</{tag}>'
    return f"<figure class=picture>{text}</figure>" if passage.role in PICTURE_ROLES else text
