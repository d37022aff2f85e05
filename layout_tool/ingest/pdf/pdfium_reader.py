"""The fast reader: PDFium, page by page."""

from __future__ import annotations

import atexit
from pathlib import Path

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_shapes import walk
from layout_tool.ingest.pdf.pdfium_text import read_glyphs
from layout_tool.ingest.pdf.raw_page import RawPage, Sheet
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.model.geometry import Box

NAME = "pdfium"


class _Library:
    """Whether PDFium still runs: it is shut down when the program ends, and nothing may be closed after that."""

    running = True

    @classmethod
    def stop(cls) -> None:
        cls.running = False


atexit.register(_Library.stop)  # runs before the library's own, which was registered earlier


class PdfiumDocument:
    """A file opened with PDFium. Raises PasswordRefused, ReaderRefused."""

    name = NAME

    def __init__(self, path: Path, password: str | None) -> None:
        self._document = pdfium.load_document(path, password)
        if not self._document:
            code = pdfium.last_error()
            raise PasswordRefused() if code == pdfium.PASSWORD_ERROR else ReaderRefused(f"PDFium error {code}")
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
            glyphs = read_glyphs(text, painted.texts)
        finally:
            pdfium.close_text(text)
        sheet = Sheet(Box(*pdfium.page_box(page)), pdfium.page_rotation(page))
        return RawPage(index, sheet, glyphs, tuple(painted.drawings), tuple(painted.images), NAME)

    def close(self) -> None:
        """May be called twice."""
        if self._document and _Library.running:
            pdfium.close_document(self._document)
        self._document = 0
