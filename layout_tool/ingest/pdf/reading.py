"""A PDF file open in this process: PDFium reads it, and pdfplumber what PDFium refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from layout_tool.ingest.pdf.page_making import page_as_seen
from layout_tool.ingest.pdf.raw_page import RawPage
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.model.glyphs import GlyphPage

PDFIUM, PDFPLUMBER = "pdfium", "pdfplumber"
READERS = (PDFIUM, PDFPLUMBER)
"""In the order in which they are tried."""


class PdfDocument(Protocol):
    """A file opened by one reader."""

    @property
    def name(self) -> str: ...

    @property
    def page_count(self) -> int: ...

    def read(self, index: int) -> RawPage:
        """Raises ReaderRefused."""

    def close(self) -> None: ...


def _with_pdfium(path: Path, password: str | None) -> PdfDocument:
    from layout_tool.ingest.pdf.pdfium_reader import PdfiumDocument

    return PdfiumDocument(path, password)


def _with_pdfplumber(path: Path, password: str | None) -> PdfDocument:
    from layout_tool.ingest.pdf.plumber_reader import PlumberDocument

    return PlumberDocument(path, password)


_OPENERS: dict[str, Callable[[Path, str | None], PdfDocument]] = {PDFIUM: _with_pdfium, PDFPLUMBER: _with_pdfplumber}


class PdfFile:
    """An open file. `readers` are tried in turn, for the file and then for each page.

    Raises PasswordRefused as soon as one asks for another password, ReaderRefused where none can read the file.
    """

    def __init__(self, path: Path, password: str | None = None, readers: tuple[str, ...] = READERS) -> None:
        self._path, self._password = path, password
        self._open: dict[str, PdfDocument] = {}
        refusals: list[ReaderRefused] = []
        for name in readers:
            try:
                document = self._document(name)
            except PasswordRefused:
                raise
            except ReaderRefused as refusal:
                refusals.append(refusal)
                continue
            self.reader, self.page_count = name, document.page_count
            return
        raise refusals[0]

    def read(self, index: int, readers: tuple[str, ...] = READERS) -> GlyphPage:
        """Page `index`, from 0, by the reader that opened the file, else by another of `readers`; also by another one
        where that has lost texts, and the other finds more.

        Raises ReaderRefused where none can.
        """
        best: RawPage | None = None
        refusals: list[ReaderRefused] = []
        for name in sorted(readers, key=lambda name: name != self.reader):
            try:
                raw = self._document(name).read(index)
            except ReaderRefused as refusal:
                refusals.append(refusal)
                continue
            if best is None or raw.glyphs.inked > best.glyphs.inked:
                best = raw
            if not best.lost:
                break
        if best is None:
            raise refusals[0]
        with np.errstate(all="ignore"):  # numbers beyond all measure make glyphs that are left out
            page = page_as_seen(best)
        return page if page.reader == self.reader else read_by_another(page)

    def close(self) -> None:
        """May be called twice."""
        for document in self._open.values():
            document.close()
        self._open.clear()

    def _document(self, name: str) -> PdfDocument:
        if name not in self._open:
            self._open[name] = _OPENERS[name](self._path, self._password)
        return self._open[name]


def read_by_another(page: GlyphPage) -> GlyphPage:
    """The page with a note that the reader of its file did not read it."""
    note = ("note_page_reader", (("page", str(page.index + 1)), ("reader", page.reader)))
    return replace(page, notes=(*page.notes, note))
