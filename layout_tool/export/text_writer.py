"""Plain text: the articles in reading order, a line between them; at the end what stands in none."""

from __future__ import annotations

from collections.abc import Iterator

from layout_tool.export.article_text import Passage, article_text, outside_text, regions_by_id
from layout_tool.export.signs import one_line
from layout_tool.export.words import Words
from layout_tool.model.document import Document
from layout_tool.model.prose import Script, script_of
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_RULE = "─" * 40
_CLOSE = HEADING_ROLES | {Role.BYLINE}
"""Roles whose passages stand line under line."""


def text_of(document: Document, words: Words) -> str:
    """The document as plain text, its headings in the language of `words`; line feeds, a line end at the end."""
    regions = regions_by_id(document)
    parts = ["\n".join(_title(document))] if document.publication else []
    parts += ["\n".join(_article(article_text(article, regions), words)) for article in document.articles]
    if outside := outside_text(document):
        parts.append("\n".join([words.text("export_outside"), "", *(_of_role(passage, words) for passage in outside)]))
    return f"\n\n{_RULE}\n\n".join(part for part in parts if part) + "\n"


def _title(document: Document) -> Iterator[str]:
    if document.publication is not None:
        said = (document.publication.title, document.publication.date, document.publication.number)
        yield "  ".join(one_line(part) for part in said if part)


def _article(passages: tuple[Passage, ...], words: Words) -> Iterator[str]:
    before: Passage | None = None
    for passage in passages:
        if before is not None and not (passage.role in _CLOSE and before.role in _CLOSE):
            yield ""
        text = one_line(passage.text)
        if passage.role in PICTURE_ROLES:
            yield _of_role(passage, words)
        elif passage.role in _CLOSE or passage.role is Role.SUBHEAD:
            yield text
        else:
            yield f"\u3000\u3000{text}" if script_of(text) is Script.IDEOGRAPHIC else text
        before = passage


def _of_role(passage: Passage, words: Words) -> str:
    return words.text("export_of_role", role=words.text(f"role_{passage.role}"), text=one_line(passage.text))
