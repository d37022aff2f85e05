"""The way in: a PDF file as a source of pages with geometry."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from layout_tool.errors import EmptyInput, PasswordNeeded, UnreadableInput, UnreadablePdf, UsageError
from layout_tool.ingest.files import CHANGED, Stamp, chunks, open_file, stamp
from layout_tool.ingest.pdf.guard import GuardedFile, NeededTooMuch, ReadingEnded, TookTooLong
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.page_making import empty_page
from layout_tool.ingest.pdf.raw_page import Note
from layout_tool.ingest.pdf.reading import PdfFile
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.selection import PageSelection, parse_pages
from layout_tool.model.document import Source
from layout_tool.model.glyphs import GlyphPage, GlyphSource

MEDIA_TYPE = "application/pdf"
PASSWORD_VARIABLE = "LAYOUT_TOOL_PASSWORD"  # noqa: S105  its name

_CHUNK = 1 << 20
_MOST_FAILURES = 200  # pages in a row that cannot be read, after which the rest is not tried
_SHORTER = 0.25  # of the time for a page, after some that took too long


def open_pdf(
    path: Path,
    *,
    password: str | None = None,
    pages: str | PageSelection | None = None,
    isolated: bool = True,
    limits: Limits | None = None,
) -> GlyphSource:
    """A PDF file: its facts at once, its pages as they are asked for.

    `password` opens an encrypted file; where none is given, that of the environment's LAYOUT_TOOL_PASSWORD. `pages`
    chooses some (`1-3,7`). Reading runs in a child process within `limits`, save where `isolated` is false: for callers
    that are guarded themselves. A page that cannot be read is an empty one with a note; after many in a row those
    that follow are not tried, and are empty too.

    Raises MissingInput, FolderInput, UnreadableInput, EmptyInput; PasswordNeeded; UnreadablePdf where no reader opens
    the file (and, from the pages, where none of them can be read); UsageError for pages that there are not.
    """
    limits = limits or Limits()
    wanted = pages if isinstance(pages, PageSelection) else parse_pages(pages)
    secret = password if password is not None else os.environ.get(PASSWORD_VARIABLE)
    before, digest = _facts(path)
    file = _opened(path, secret, isolated, limits)
    try:
        indices = wanted.indices(file.page_count)
    except UsageError:
        file.close()
        raise
    source = Source(
        id="s1",
        name=path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        media_type=MEDIA_TYPE,
        sha256=digest,
        bytes=before.size,
        extra=json.dumps({"reader": file.reader}),
    )
    return GlyphSource(source, _pages(path, before, file, indices, limits), len(indices))


def _facts(path: Path) -> tuple[Stamp, str]:
    """The file's stamp and the hash of its bytes."""
    with open_file(path) as stream:
        before = stamp(stream)
        digest = hashlib.sha256()
        for chunk in chunks(stream, _CHUNK):
            digest.update(chunk)
    if not before.size:
        raise EmptyInput(path=str(path))
    return before, digest.hexdigest()


def _opened(path: Path, password: str | None, isolated: bool, limits: Limits) -> GuardedFile | PdfFile:
    try:
        return GuardedFile(path.absolute(), password, limits) if isolated else PdfFile(path, password)
    except PasswordRefused as refusal:
        raise PasswordNeeded(path=str(path), variable=PASSWORD_VARIABLE) from refusal
    except ReaderRefused as refusal:
        raise _unreadable(path, refusal, limits) from refusal


def _unreadable(path: Path, refusal: ReaderRefused, limits: Limits) -> UnreadablePdf:
    match refusal:
        case TookTooLong():
            return UnreadablePdf(path=str(path), reason="reason_pdf_slow", seconds=f"{limits.seconds:g}")
        case NeededTooMuch():
            return UnreadablePdf(path=str(path), reason="reason_pdf_heavy")
        case ReadingEnded():
            return UnreadablePdf(path=str(path), reason="reason_pdf_crash")
    return UnreadablePdf(path=str(path), reason="reason_pdf_damaged")


def _pages(
    path: Path, before: Stamp, file: GuardedFile | PdfFile, indices: tuple[int, ...], limits: Limits
) -> Iterator[GlyphPage]:
    """The pages in turn. Those that cannot be read wait until one can: a file without any is an error."""
    waiting: list[GlyphPage] = []
    refusal: ReaderRefused | None = None
    patience = _Patience(limits)
    try:
        for index in indices:
            if patience.at_end:
                if not patience.read:
                    break
                yield empty_page(index, file.reader, _left(index))
                continue
            try:
                page = file.read(index, patience.seconds)
            except ReaderRefused as failure:
                refusal = refusal or failure
                page = empty_page(index, file.reader, _note(index, failure, patience.seconds))
                patience.failed(failure)
            else:
                patience.succeeded()
            waiting.append(page)
            if patience.read:
                yield from waiting
                waiting.clear()
        file.close()
        if refusal is not None and not patience.read:
            raise _unreadable(path, refusal, limits) from refusal
        _refuse_changed(path, before)
    finally:
        file.let_go()


class _Patience:
    """How long the next page may take, by how those before it went; `read` counts the pages that could be read."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._failed = self._slow = 0  # in a row
        self.read = 0

    @property
    def at_end(self) -> bool:
        return self._slow >= 2 * self._limits.slow_pages or self._failed >= _MOST_FAILURES

    @property
    def seconds(self) -> float:
        return self._limits.seconds * (_SHORTER if self._slow >= self._limits.slow_pages else 1.0)

    def failed(self, failure: ReaderRefused) -> None:
        self._failed += 1
        self._slow += isinstance(failure, TookTooLong)

    def succeeded(self) -> None:
        self.read += 1
        self._failed = self._slow = 0


def _note(index: int, failure: ReaderRefused, seconds: float) -> Note:
    page = ("page", str(index + 1))
    match failure:
        case TookTooLong():
            return "note_page_slow", (page, ("seconds", f"{seconds:g}"))
        case NeededTooMuch():
            return "note_page_heavy", (page,)
        case ReadingEnded():
            return "note_page_crash", (page,)
    return "note_page_damaged", (page,)


def _left(index: int) -> Note:
    return "note_page_left", (("page", str(index + 1)),)


def _refuse_changed(path: Path, before: Stamp) -> None:
    with open_file(path) as stream:
        if stamp(stream) != before:
            raise UnreadableInput(path=str(path), reason=CHANGED)
