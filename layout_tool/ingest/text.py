"""The reader of plain text: any dump of a page, decoded letter for letter, a page at a time.

The decoded source is the file's text without a byte-order mark; all offsets count its code points. Line ends,
tabs, ideographic spaces, zero-width and control characters stay in it; a byte that fits nowhere stays visible
as `\\xNN`. Form feeds part pages and belong to no page; blank pages at the end make none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from layout_tool.errors import (
    BinaryInput,
    EmptyInput,
    Phrase,
    UndecodableInput,
    UnreadableInput,
    UsageError,
    phrase,
)
from layout_tool.ingest import sniff
from layout_tool.ingest.encodings import Guess, Sample, canonical, detect, sampled_text, settle
from layout_tool.ingest.files import CHANGED, Stamp, open_file, stamp
from layout_tool.ingest.survey import Survey, TextStream, count_controls, survey
from layout_tool.model.document import Source
from layout_tool.model.proposal import TextPage, TextSource

MEDIA_TYPE = "text/plain"

_PIECE = 1 << 16  # bytes of each piece of the sample
_NO_ENCODING = phrase("reason_known_encoding")  # stands where the error names the encoding a file is not in
_HIGH_CONTROLS = re.compile("[\x80-\x9f]")
_MOST_CONTROLS = 0.06  # a share of control characters beyond this is no text …
_MOST_CONTROLS_UTF8 = 0.3  # … save in UTF-8 without a flaw, which no chance produces


def open_text(path: Path, encoding: str | None = None) -> TextSource:
    """A text file: its facts at once, its pages as they are asked for.

    `encoding` is any name Python knows; without it the encoding is detected. The file is read twice, first whole
    (hash, encoding, number of pages), then page by page; it is opened for reading only.

    Raises MissingInput, FolderInput, UnreadableInput (also while the pages are read, should the file change),
    EmptyInput, UnknownFormat and BinaryInput for other kinds of files, UndecodableInput where no encoding fits,
    UsageError for an encoding that does not exist.
    """
    with open_file(path) as stream:
        before = stamp(stream)
        sample = _sample(stream, before.size)
        guess = _encoding(path, sample, encoding)
        facts = _survey(path, stream, guess)
        if encoding is None and sample.is_ascii() and facts.flaws.first is not None:
            guess = _encoding(path, _sample_at(stream, facts.flaws.first, sample), None)
            facts = _survey(path, stream, guess)
        if stamp(stream) != before or facts.size != before.size:
            raise UnreadableInput(path=str(path), reason=CHANGED)
    if _too_many_controls(facts.encoding, facts.controls, facts.size, facts.flaws.count):
        raise BinaryInput(path=str(path), kind=sniff.NOISE)
    if facts.pages == 0:
        raise EmptyInput(path=str(path))
    source = Source(
        id="s1",
        name=_name(path),
        media_type=MEDIA_TYPE,
        sha256=facts.sha256,
        bytes=facts.size,
        encoding=facts.encoding,
    )
    return TextSource(source, _pages(path, before, facts), tuple(_notes(guess, facts)), facts.pages)


def _sample(stream: BinaryIO, size: int) -> Sample:
    """The head; of a large file also pieces of its middle and its end."""
    if size <= 3 * _PIECE:
        return Sample(stream.read(3 * _PIECE))
    head = stream.read(_PIECE)
    further = []
    for offset in (size // 2, size - _PIECE):
        stream.seek(offset - offset % 4)
        further.append(stream.read(_PIECE))
    return Sample(head, tuple(further))


def _sample_at(stream: BinaryIO, offset: int, sample: Sample) -> Sample:
    """A better sample where the first was plain ASCII but the text is not: from its first other byte on.

    The line feed keeps bytes in mid-file from passing for a byte-order mark or a signature.
    """
    stream.seek(offset)
    return Sample(b"\n" + stream.read(_PIECE), sample.pieces())


def _encoding(path: Path, sample: Sample, wanted: str | None) -> Guess:
    """The encoding to decode with, after all that is no text has been refused."""
    if not sample.head:
        raise EmptyInput(path=str(path))
    claim = sniff.claim_of(sample.head[: sniff.HEAD], path.name)
    if claim is not None:
        raise sniff.refusal(path, claim)
    guess = _wanted(sample, wanted) if wanted is not None else detect(sample)
    if _is_binary(sample, guess):
        raise BinaryInput(path=str(path), kind=sniff.NOISE)
    if guess is None:
        raise UndecodableInput(path=str(path), encoding=_NO_ENCODING, offset=_first_high(sample.head))
    return guess


def _wanted(sample: Sample, wanted: str) -> Guess:
    name = canonical(wanted)
    if name is None:
        raise UsageError(reason="usage_encoding", name=wanted)
    return settle(name, sample)


def _is_binary(sample: Sample, guess: Guess | None) -> bool:
    """Whether the sample is no text; where no encoding fits, by the controls that every encoding has."""
    encoding = guess.encoding if guess is not None else "iso8859-1"
    text, bad = sampled_text(sample, encoding)
    if guess is None:
        text = _HIGH_CONTROLS.sub("x", text)
    return _too_many_controls(encoding, count_controls(text), len(text) + bad, bad)


def _too_many_controls(encoding: str, controls: int, signs: int, flaws: int) -> bool:
    most = _MOST_CONTROLS_UTF8 if encoding == "utf-8" and not flaws else _MOST_CONTROLS
    return controls > most * signs


def _first_high(head: bytes) -> int:
    return next((place for place, byte in enumerate(head) if byte >= 0x80), 0)


def _survey(path: Path, stream: BinaryIO, guess: Guess) -> Survey:
    """The facts in the narrowest encoding of the family that leaves no byte undecoded, else in that with fewest."""
    best: Survey | None = None
    for encoding in guess.family():
        facts = survey(path, stream, encoding, guess.mark)
        if best is None or facts.flaws.count < best.flaws.count:
            best = facts
        if best.flaws.count == 0:
            break
    assert best is not None  # a family has a first member
    return best


def _name(path: Path) -> str:
    """The file's name; bytes of it that are no text become question marks."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _notes(guess: Guess, facts: Survey) -> Iterator[Phrase]:
    if guess.doubtful:
        yield phrase("note_encoding", encoding=facts.encoding)
    if facts.flaws.count:
        first = 0 if facts.flaws.first is None else facts.flaws.first
        yield phrase("note_flaws", count=facts.flaws.count, encoding=facts.encoding, first=first)
    if facts.controls:
        yield phrase("note_controls", count=facts.controls)


def _pages(path: Path, before: Stamp, facts: Survey) -> Iterator[TextPage]:
    """The second pass. Raises UnreadableInput where the file is not what the first pass saw."""
    with open_file(path) as stream:
        if stamp(stream) != before:
            raise UnreadableInput(path=str(path), reason=CHANGED)
        text = TextStream(stream, facts.encoding, facts.mark)
        yield from _parted(text, facts.pages)
        if text.sha256 != facts.sha256:
            raise UnreadableInput(path=str(path), reason=CHANGED)


def _parted(text: TextStream, pages: int) -> Iterator[TextPage]:
    """The first `pages` pages of a stream of text; the rest of the stream is read all the same."""
    index = start = place = 0
    parts: list[str] = []
    for chunk in text:
        for number, piece in enumerate(chunk.split("\f")):
            if number:
                if index < pages:
                    yield TextPage(index, start, "".join(parts))
                parts.clear()
                index, place = index + 1, place + 1
                start = place
            if index < pages:
                parts.append(piece)
            place += len(piece)
    if index < pages:
        yield TextPage(index, start, "".join(parts))
