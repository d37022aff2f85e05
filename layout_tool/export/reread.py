"""What was made is read again before it takes its place: every text of the document must be in it, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from layout_tool.errors import ExportRefused, InputError, phrase
from layout_tool.export.article_text import article_text, outside_text, regions_by_id
from layout_tool.export.signs import one_line, squeezed
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Document

_FIRST = 20
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSEEN = frozenset({"style", "script", "title"})

Seen = Callable[[bytes], str]
"""What somebody who opens the file reads in it."""


def require_texts(document: Document, seen: str, path: str) -> None:
    """Raises ExportRefused where what is seen lacks a text of the document, or has it in another place."""
    whole, at = squeezed(seen), 0
    for text in _texts(document):
        wanted = squeezed(one_line(text))
        found = whole.find(wanted, at)
        if found < 0:
            raise ExportRefused(path=path, reason=phrase("check_unread", text=one_line(text)[:_FIRST]))
        at = found + len(wanted)


def require_same(document: Document, written: bytes, path: str) -> None:
    """Raises ExportRefused where JSON does not open as the same document."""
    try:
        opened = from_json(written, path)
    except InputError as error:
        raise ExportRefused(path=path, reason=phrase("check_unlike")) from error
    if _told(opened) != _told(document) or to_json(opened) != written:
        raise ExportRefused(path=path, reason=phrase("check_unlike"))


def seen_text(written: bytes) -> str:
    """Plain text as it is."""
    return written.decode()


def seen_markdown(written: bytes) -> str:
    """Markdown without the signs that keep others from being markup; those of markup itself are left.

    >>> seen_markdown(b"# 1\\\\. \\\\*")
    '# 1. *'
    """
    return _ESCAPED.sub(r"\1", written.decode())


def seen_html(written: bytes) -> str:
    """The text of an HTML page, without pictures.

    >>> seen_html(b"<title>T</title><p>a &lt; b")
    'a < b'
    """
    reader = _Reader()
    reader.feed(written.decode())
    reader.close()
    return "".join(reader.texts)


class _Reader(HTMLParser):
    """Gathers what is read; what stands in the head, in scripts and in drawings is not."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if not self._hidden and (tag in _UNSEEN or tag == "svg"):
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def _texts(document: Document) -> Iterator[str]:
    regions = regions_by_id(document)
    for article in document.articles:
        yield from (passage.text for passage in article_text(article, regions))
    yield from (passage.text for passage in outside_text(document))


def _told(document: Document) -> object:
    """All that a document says in words, and where; numbers are rounded in JSON."""
    lines = tuple(
        (region.id, region.role, line.id, line.text) for region in document.regions() for line in region.lines
    )
    articles = tuple(
        (one.id, one.regions, one.headline, one.kicker, one.deck, one.byline, one.dateline, one.paragraphs)
        for one in document.articles
    )
    return lines, articles, document.outside, document.publication
