"""The first pass over a text: everything that must be known before its pages are read one by one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from layout_tool.errors import UndecodableInput, UnreadableInput
from layout_tool.ingest.decoding import Flaws, VisibleDecoder
from layout_tool.ingest.files import chunks

CHUNK = 1 << 18  # bytes read at a time
LONGEST_PAGE = 1 << 26  # code points of one page that memory is given to
MOST_PAGES = 1_000_000
MOST_FLAWS = 0.4  # the share of undecodable bytes from which on an encoding is the wrong one
_EARLY = 1 << 20  # bytes after which a wrong encoding is given up before the end

# Anything that is neither white space nor invisible by nature (zero-width signs, byte-order mark, soft hyphen).
_INK = re.compile("[^\\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts of a whole text in one encoding.

    `size` counts bytes; `pages` the form-feed pages up to the last that is not blank, 0 where all are blank;
    `controls` the control characters other than white space.
    """

    encoding: str
    mark: int
    sha256: str
    size: int
    pages: int
    controls: int
    flaws: Flaws


class TextStream:
    """A file's text, chunk by chunk, in bounded memory; `sha256` and `size` are of all its bytes, mark included."""

    def __init__(self, stream: BinaryIO, encoding: str, mark: int) -> None:
        self._stream = stream
        self._mark = mark
        self._decoder = VisibleDecoder(encoding, mark)
        self._digest = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        self._stream.seek(0)
        self._note(self._stream.read(self._mark))
        for chunk in chunks(self._stream, CHUNK):
            self._note(chunk)
            yield self._decoder.decode(chunk)
        yield self._decoder.decode(b"", final=True)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    @property
    def flaws(self) -> Flaws:
        return self._decoder.flaws

    def _note(self, chunk: bytes) -> None:
        self._digest.update(chunk)
        self.size += len(chunk)


def count_controls(text: str) -> int:
    """The number of control characters that are no white space.

    >>> count_controls("a\\x00b\\tc\\n")
    1
    """
    return len(_CONTROLS.findall(text))


def survey(path: Path, stream: BinaryIO, encoding: str, mark: int) -> Survey:
    """Read a whole text once.

    Raises UnreadableInput for a page or a number of pages beyond all measure, UndecodableInput where more than
    `MOST_FLAWS` of the bytes do not fit the encoding.
    """
    text = TextStream(stream, encoding, mark)
    count = _PageCount(path)
    controls = 0
    for piece in text:
        if text.size >= _EARLY:
            _refuse_flawed(path, text, encoding)
        count.feed(piece)
        controls += count_controls(piece)
    _refuse_flawed(path, text, encoding)
    count.close_page()
    return Survey(encoding, mark, text.sha256, text.size, count.inked, controls, text.flaws)


def _refuse_flawed(path: Path, text: TextStream, encoding: str) -> None:
    if text.flaws.count > MOST_FLAWS * text.size:
        raise UndecodableInput(path=str(path), encoding=encoding, offset=text.flaws.first or 0)


class _PageCount:
    """Counts pages in a stream of text; `inked` is the number of pages up to the last that is not blank."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closed = 0
        self._length = 0
        self._ink = False
        self.inked = 0

    def feed(self, text: str) -> None:
        for place, piece in enumerate(text.split("\f")):
            if place:
                self.close_page()
            self._length += len(piece)
            self._ink = self._ink or _INK.search(piece) is not None
        if self._length > LONGEST_PAGE:
            self._refuse("reason_page_too_long", number=self._closed + 1, most=f"{LONGEST_PAGE:,}")
        if self._closed > MOST_PAGES:
            self._refuse("reason_too_many_pages", most=f"{MOST_PAGES:,}")

    def close_page(self) -> None:
        self._closed += 1
        if self._ink:
            self.inked = self._closed
        self._length, self._ink = 0, False

    def _refuse(self, reason: str, **fields: str | int) -> None:
        raise UnreadableInput(path=str(self._path), reason=reason, **fields)
