"""The fast reader: PDFium, page by page."""

from __future__ import annotations

import weakref
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_shapes import walk
from layout_tool.ingest.pdf.pdfium_text import read_glyphs
from layout_tool.ingest.pdf.raw_page import UNKNOWN, RawPage, Sheet
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.stand_in_font import with_stand_ins
from layout_tool.ingest.pdf.user_unit import in_points, may_have_units
from layout_tool.model.geometry import Box

NAME = "pdfium"

_MOST_IN_MEMORY = 48_000_000  # bytes of a file that may be held twice
_MANY_PAGES = 5_000  # from here on it is looked whether there are as many as the file says


class PdfiumDocument:
    """A file opened with PDFium. Raises PasswordRefused, ReaderRefused."""

    name = NAME

    def __init__(self, path: Path, password: str | None) -> None:
        self._path, self._password = path, password
        self._plain: _Loaded | None = None
        self._loaded = _lighter(path) or _loaded(path, password)
        self.page_count = pdfium.page_count(self._loaded.handle)
        if self.page_count < 1 or (self.page_count >= _MANY_PAGES and not self._has(self.page_count - 1)):
            self.close()
            raise ReaderRefused("PDFium finds no pages, or fewer than the file promises")

    def read(self, index: int) -> RawPage:
        """Page `index`, from 0, in points. Where a glyph's character is unknown, the page is read once more without
        stand-ins for fonts, and the reading with more characters counts.

        Raises ReaderRefused.
        """
        found = _read(self._loaded.handle, index)
        if self._loaded.light and _known(found) < found.glyphs.count:
            with suppress(ReaderRefused):
                self._plain = self._plain or _loaded(self._path, self._password)
                plain = _read(self._plain.handle, index)
                found = plain if _known(plain) > _known(found) else found
        return in_points(found, self._units[index] if index < len(self._units) else 1.0)

    def close(self) -> None:
        """May be called twice."""
        self._loaded.close()
        if self._plain is not None:
            self._plain.close()

    @cached_property
    def _units(self) -> tuple[float, ...]:
        """Of each page the points of its unit, as the other reader finds them; none where no page says anything."""
        if not may_have_units(self._path):
            return ()
        from layout_tool.ingest.pdf.plumber_reader import PlumberDocument

        try:
            document = PlumberDocument(self._path, self._password)
        except ReaderRefused:
            return ()
        try:
            return document.units()
        finally:
            document.close()

    def _has(self, index: int) -> bool:
        page = pdfium.load_page(self._loaded.handle, index)
        if page:
            pdfium.close_page(page)
        return bool(page)


class _Loaded:
    """A file open in PDFium; closed at the latest when nobody has it any more. `content` are the bytes that it was
    opened from, with stand-ins for its fonts; they live until then."""

    def __init__(self, handle: pdfium.Handle, content: bytearray | None = None) -> None:
        self.handle = handle
        self.light = content is not None
        self._closing = weakref.finalize(self, _close, handle, content)
        self._closing.atexit = False  # by then PDFium itself may be shut down

    def close(self) -> None:
        self._closing()


def _close(document: pdfium.Handle, content: bytearray | None) -> None:
    pdfium.close_document(document)
    del content


def _lighter(path: Path) -> _Loaded | None:
    """The file opened with stand-ins for its fonts, which cost PDFium least; None where that is not possible."""
    content = with_stand_ins(path.read_bytes()) if path.stat().st_size <= _MOST_IN_MEMORY else None
    document = pdfium.load_memory(content, None) if content is not None else 0
    return _Loaded(document, content) if document else None


def _loaded(path: Path, password: str | None) -> _Loaded:
    """The file, opened with the password, or without where it needs none."""
    for attempt in dict.fromkeys((password, None)):
        document = pdfium.load_document(path, attempt)
        if document:
            return _Loaded(document)
        code = pdfium.last_error()
        if code != pdfium.PASSWORD_ERROR:
            raise ReaderRefused(f"PDFium error {code}")
    raise PasswordRefused("PDFium asks for another password")


def _read(document: pdfium.Handle, index: int) -> RawPage:
    page = pdfium.load_page(document, index)
    if not page:
        raise ReaderRefused(f"PDFium finds no page {index}")
    try:
        return _of_page(page, index)
    finally:
        pdfium.close_page(page)


def _of_page(page: pdfium.Handle, index: int) -> RawPage:
    text = pdfium.load_text(page)
    if not text:
        raise ReaderRefused(f"PDFium finds no text page {index}")
    try:
        painted = walk(page)
        glyphs, lost = read_glyphs(text, painted.texts)
    finally:
        pdfium.close_text(text)
    sheet = Sheet(Box(*pdfium.page_box(page)), pdfium.page_rotation(page))
    return RawPage(index, sheet, glyphs, tuple(painted.drawings), tuple(painted.images), NAME, lost)


def _known(page: RawPage) -> int:
    """How many glyphs have a character."""
    return int((page.glyphs.text != UNKNOWN).sum())
