"""One HTML page that needs nothing else: the articles as text beside the pages, each marked on the other.

Neither text nor ids of the document are ever markup; what may run and what may style is named by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping

from layout_tool.export.article_text import Passage, article_text, outside_text, regions_by_id
from layout_tool.export.html_page import Mark, page_figure
from layout_tool.export.html_style import SCRIPT, STYLE, TONES
from layout_tool.export.picture import Printed
from layout_tool.export.picture_colours import letter
from layout_tool.export.signs import escape
from layout_tool.export.words import Words
from layout_tool.model.article import Article
from layout_tool.model.document import Direction, Document
from layout_tool.model.prose import Script, script_of
from layout_tool.model.roles import PICTURE_ROLES, Role

_TAGS = {Role.HEADLINE: "h2", Role.SUBHEAD: "h3"}


def html_of(document: Document, words: Words, printed: Printed | None = None) -> str:
    """The document as one HTML file; `printed` gives a page's picture as PNG at a resolution, or None."""
    title = escape(_title(document, words))
    marks = {one.id: Mark(letter(turn), turn % TONES) for turn, one in enumerate(document.articles)}
    owners = {name: article.id for article in document.articles for name in article.regions}
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(words.tag)}">',
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{title}</title><style>{STYLE}</style></head>",
        f'<body><header><h1 lang="{_language(document, title)}" dir="auto">{title}</h1></header><div class="desk">',
        f'<section class="pages" aria-label="{escape(words.text("export_pages"))}">',
        *(page_figure(page, owners, marks, words, printed) for page in document.pages),
        f'</section><main aria-label="{escape(words.text("export_articles"))}">',
        *_articles(document, marks, words),
        f"</main></div><script>{SCRIPT}</script></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


_POLICY = (
    f"default-src 'none'; img-src data:; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; "
    "base-uri 'none'; form-action 'none'"
)
"""No network, and nothing but this style and this script."""


def _title(document: Document, words: Words) -> str:
    said = document.publication
    parts = (said.title, said.date, said.number) if said is not None else ()
    sources = [source.name for source in document.sources]
    shown = parts if said is not None and said.title else (*sources, *parts)
    return " · ".join(part for part in shown if part) or words.text("export_articles")


def _language(document: Document, text: str) -> str:
    """The language of a text of the paper; empty where nobody knows it."""
    if document.publication is not None and document.publication.language:
        return escape(document.publication.language)
    return "zh" if script_of(text) is Script.IDEOGRAPHIC else ""


def _articles(document: Document, marks: Mapping[str, Mark], words: Words) -> Iterator[str]:
    regions = regions_by_id(document)
    vertical = {page.id for page in document.pages if page.direction is Direction.VERTICAL}
    downwards = {region.id for page in document.pages if page.id in vertical for region in page.regions}
    for article in document.articles:
        passages = article_text(article, regions)
        language = _language(document, "".join(passage.text for passage in passages))
        kind = "downwards" if downwards.issuperset(article.regions) else "across"
        yield _article(article, passages, marks[article.id], (language, kind), words)
    if outside := outside_text(document):
        language = _language(document, "".join(passage.text for passage in outside))
        rows = "".join(
            f'<li><b>{escape(words.text(f"role_{one.role}"))}</b> <bdi lang="{language}">{escape(one.text)}</bdi></li>'
            for one in outside
        )
        yield f'<section class="rest"><h2>{escape(words.text("export_outside"))}</h2><ul>{rows}</ul></section>'


def _article(article: Article, passages: tuple[Passage, ...], mark: Mark, kind: tuple[str, str], words: Words) -> str:
    name, (language, direction) = escape(article.id), kind
    headed = any(passage.role is Role.HEADLINE for passage in passages)
    head = "" if headed else f'<h2 class="none">{escape(words.text("export_no_headline"))}</h2>'
    return (
        f'<article id="{name}" data-article="{name}" class="c{mark.tone}" tabindex="0">'
        f'<span class="letter" aria-hidden="true">{mark.letter}</span>{head}'
        f'<div class="{direction}" lang="{language}">{"".join(_passages(passages))}</div></article>'
    )


def _passages(passages: tuple[Passage, ...]) -> Iterator[str]:
    """A caption and the credits after it are one figure."""
    captions: list[Passage] = []
    for passage in passages:
        if captions and (passage.role is Role.CAPTION or passage.role not in PICTURE_ROLES):
            yield _figure(captions)
            captions = []
        if passage.role in PICTURE_ROLES:
            captions.append(passage)
        else:
            yield _passage(passage, _TAGS.get(passage.role, "p"))
    if captions:
        yield _figure(captions)


def _figure(captions: list[Passage]) -> str:
    rows = "".join(_passage(passage, "p") for passage in captions)
    return f'<figure class="picture"><figcaption>{rows}</figcaption></figure>'


def _passage(passage: Passage, tag: str) -> str:
    return f'<{tag} class="{passage.role}" dir="auto">{escape(passage.text)}</{tag}>'
