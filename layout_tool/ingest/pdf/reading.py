"""A PDF file open in this process: PDFium reads it, and pdfplumber what PDFium refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

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


class Reading(NamedTuple):
    """A page as read, and whether texts of it may have been lost."""

    page: GlyphPage
    lost: bool


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

    def read(self, index: int, seconds: float | None = None) -> GlyphPage:
        """Page `index`, from 0, by the reader that opened the file, else by the other; by the fuller reading where the
        first has lost texts. It takes as long as it takes: nobody here counts the `seconds`.

        Raises ReaderRefused where none can.
        """
        del seconds
        first = self.read_once(index, READERS)
        if not first.lost:
            return first.page
        try:
            return fuller(first.page, self.read_once(index, others(first.page.reader)).page)
        except ReaderRefused:
            return first.page

    def read_once(self, index: int, readers: tuple[str, ...]) -> Reading:
        """Page `index` by the reader that opened the file, if it is among `readers`, else by the first that can.

        Raises ReaderRefused where none can.
        """
        refusals: list[ReaderRefused] = []
        for name in sorted(readers, key=lambda name: name != self.reader):
            try:
                raw = self._document(name).read(index)
            except ReaderRefused as refusal:
                refusals.append(refusal)
                continue
            with np.errstate(all="ignore"):  # numbers beyond all measure make glyphs that are left out
                page = page_as_seen(raw)
            return Reading(page if name == self.reader else _by_another(page), raw.lost > 0)
        raise refusals[0]

    def close(self) -> None:
        """May be called twice."""
        for document in self._open.values():
            document.close()
        self._open.clear()

    let_go = close

    def _document(self, name: str) -> PdfDocument:
        if name not in self._open:
            self._open[name] = _OPENERS[name](self._path, self._password)
        return self._open[name]


def others(reader: str) -> tuple[str, ...]:
    """The readers but one."""
    return tuple(name for name in READERS if name != reader)


def fuller(first: GlyphPage, second: GlyphPage) -> GlyphPage:
    """The reading with more glyphs, blanks not counted; the first where they have as many."""
    return second if _inked(second) > _inked(first) else first


def _inked(page: GlyphPage) -> int:
    return page.glyphs.count - int(np.isin(page.glyphs.text, (" ", "\u00a0", "\u3000")).sum())


def _by_another(page: GlyphPage) -> GlyphPage:
    """The page with a note that the reader of its file did not read it."""
    note = ("note_page_reader", (("page", str(page.index + 1)), ("reader", page.reader)))
    return replace(page, notes=(*page.notes, note))
