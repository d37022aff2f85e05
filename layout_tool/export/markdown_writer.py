"""Markdown (CommonMark): headings, paragraphs, captions as quotes; no sign of the paper becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from layout_tool.export.article_text import Passage, article_text, outside_text, regions_by_id
from layout_tool.export.signs import one_line
from layout_tool.export.words import Words
from layout_tool.model.document import Document
from layout_tool.model.roles import PICTURE_ROLES, Role

_MARKUP = re.compile(r"([\\`*_\[\]<&~|#$])")
"""Signs that are markup anywhere; `#` at the end of a heading, `$` where a reader knows formulas."""
_START = re.compile(r"^([+=>-])")
_NUMBER = re.compile(r"^(\d+)([.)])")


def markdown_of(document: Document, words: Words) -> str:
    """The document as Markdown, its headings in the language of `words`; line feeds, a line end at the end."""
    return "\n\n".join(_paragraphs(document, words)) + "\n"


def escaped(text: str) -> str:
    r"""A text as Markdown that shows just this text, on one line.

    >>> escaped("1. <b>*x*</b>"), escaped("- a - b")
    ('1\\. \\<b>\\*x\\*\\</b>', '\\- a - b')
    """
    shown = _MARKUP.sub(r"\\\1", one_line(text))
    return _NUMBER.sub(r"\1\\\2", _START.sub(r"\\\1", shown))


def _paragraphs(document: Document, words: Words) -> Iterator[str]:
    regions = regions_by_id(document)
    if document.publication is not None and document.publication.title:
        said = (document.publication.title, document.publication.date)
        yield "# " + escaped(" ".join(part for part in said if part))
    for turn, article in enumerate(document.articles):
        if turn:
            yield "---"
        passages = article_text(article, regions)
        if not any(passage.role is Role.HEADLINE for passage in passages):
            yield "## " + escaped(words.text("export_no_headline"))
        yield from map(_passage, passages)
    if outside := outside_text(document):
        yield "---"
        yield "## " + escaped(words.text("export_outside"))
        yield "\n".join(f"- **{escaped(words.text(f'role_{one.role}'))}** {escaped(one.text)}" for one in outside)


def _passage(passage: Passage) -> str:
    text = escaped(passage.text)
    match passage.role:
        case Role.HEADLINE:
            return f"## {text}"
        case Role.SUBHEAD:
            return f"### {text}"
        case Role.KICKER | Role.DECK:
            return f"**{text}**"
        case Role.BYLINE | Role.SIGNOFF:
            return f"*{text}*"
        case Role.PULLQUOTE:
            return f"> {text}"
        case role if role in PICTURE_ROLES:
            return f"> *{text}*"
        case _:
            return text
