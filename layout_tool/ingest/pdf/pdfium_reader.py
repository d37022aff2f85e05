"""The fast reader: PDFium, page by page."""

from __future__ import annotations

import weakref
from pathlib import Path

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_shapes import walk
from layout_tool.ingest.pdf.pdfium_text import read_glyphs
from layout_tool.ingest.pdf.raw_page import RawPage, Sheet
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.stand_in_font import with_stand_ins
from layout_tool.model.geometry import Box

NAME = "pdfium"

_MOST_IN_MEMORY = 48_000_000  # bytes of a file that may be held twice


class PdfiumDocument:
    """A file opened with PDFium. Raises PasswordRefused, ReaderRefused."""

    name = NAME

    def __init__(self, path: Path, password: str | None) -> None:
        document, content = _loaded(path, password)
        self._document = document
        self._closing = weakref.finalize(self, _close, document, content)
        self._closing.atexit = False  # by then PDFium itself may be shut down
        self.page_count = pdfium.page_count(self._document)
        if self.page_count < 1:
            self.close()
            raise ReaderRefused("PDFium finds no pages")

    def read(self, index: int) -> RawPage:
        """Page `index`, from 0. Raises ReaderRefused."""
        page = pdfium.load_page(self._document, index)
        if not page:
            raise ReaderRefused(f"PDFium finds no page {index}")
        try:
            return self._read(page, index)
        finally:
            pdfium.close_page(page)

    def _read(self, page: pdfium.Handle, index: int) -> RawPage:
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

    def close(self) -> None:
        """May be called twice."""
        self._closing()


def _close(document: pdfium.Handle, content: bytearray | None) -> None:
    """Close a file; its bytes, where it was opened from them, live until then."""
    pdfium.close_document(document)
    del content


def _loaded(path: Path, password: str | None) -> tuple[pdfium.Handle, bytearray | None]:
    """The file, opened with the password, or without where it needs none; and its bytes where it was opened from them.

    It is opened with stand-ins for its fonts where that is possible: they cost PDFium least.
    """
    lighter = with_stand_ins(path.read_bytes()) if path.stat().st_size <= _MOST_IN_MEMORY else None
    if lighter is not None:
        document = pdfium.load_memory(lighter, None)
        if document:
            return document, lighter
    for attempt in dict.fromkeys((password, None)):
        document = pdfium.load_document(path, attempt)
        if document:
            return document, None
        code = pdfium.last_error()
        if code != pdfium.PASSWORD_ERROR:
            raise ReaderRefused(f"PDFium error {code}")
    raise PasswordRefused("PDFium asks for another password")
