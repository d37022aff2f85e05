"""The journal: every event on a line of its own, on the disk before it is shown, read back as far as it is whole."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from layout_tool.atomic import atomic_file
from layout_tool.errors import OutputError
from layout_tool.model.operations import Event
from layout_tool.model.operations_json import NotAnEvent, decode_event, encode_event

FORMAT, VERSION = "layout-tool/journal", 1


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a project open: name, computer, process, since when (ISO 8601)."""

    by: str
    host: str
    pid: int
    since: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a journal holds: the revision of the project that it continues, who wrote it, its events as far as they are
    whole, and whether more stands behind."""

    revision: str
    owner: Owner
    events: tuple[Event, ...]
    broken: bool


def read_journal(path: Path) -> Kept | None:
    """The journal in a file; None where there is none, or none of this program. Events count as far as each line is
    whole. Raises OSError."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    line, newline, _ = raw.partition(b"\n")
    try:
        head = json.loads(line)
        owner, revision = Owner(**head["owner"]), str(head["revision"])
        if not newline or head["format"] != FORMAT or head["version"] != VERSION:
            return None
    except (KeyError, TypeError, ValueError):
        return None
    events: list[Event] = []
    place = len(line) + 1
    for record in raw[place:].splitlines(keepends=True):
        event = _event(record)
        if event is None:
            break
        events.append(event)
        place += len(record)
    return Kept(revision, owner, tuple(events), broken=place < len(raw))


def _event(record: bytes) -> Event | None:
    check, space, line = record[:8], record[8:9], record[9:-1]
    if not record.endswith(b"\n") or space != b" " or check != b"%08x" % zlib.crc32(line):
        return None
    try:
        return decode_event(line)
    except NotAnEvent:
        return None


def _record(event: Event) -> bytes:
    line = encode_event(event)
    return b"%08x " % zlib.crc32(line) + line + b"\n"


class JournalFile:
    """A journal that is written: `count` events are in it, all of them on the disk.

    What could not be kept is owed, and kept before anything else: the order of events is never broken.
    """

    def __init__(self, path: Path, revision: str, count: int, end: int) -> None:
        self.path = path
        self.revision = revision
        self.count = count
        self._end = end
        self._owed: list[bytes] = []
        self._stream: FileIO | None = None

    @classmethod
    def begin(cls, path: Path, revision: str, owner: Owner, events: Sequence[Event]) -> JournalFile:
        """A journal that holds these events, in the place of whatever is there. Raises OutputError."""
        head = {"format": FORMAT, "version": VERSION, "revision": revision, "owner": asdict(owner)}
        written = b"".join((json.dumps(head).encode(), b"\n", *map(_record, events)))
        with atomic_file(path) as stream:
            stream.write(written)
        return cls(path, revision, len(events), len(written))

    @property
    def known(self) -> int:
        """How many events it was given, kept or owed."""
        return self.count + len(self._owed)

    def append(self, event: Event) -> None:
        """Keep an event: when this returns it is on the disk, and all before it. Raises OutputError; then the event is
        owed, and nothing of it is in the file."""
        self._owed.append(_record(event))
        records = b"".join(self._owed)
        try:
            if self._stream is None:
                self._stream = self.path.open("r+b", buffering=0)
            self._write(self._stream, records)
        except OSError as error:
            self._cut()
            raise OutputError.of(self.path, error) from error
        self._end += len(records)
        self.count = self.known
        self._owed.clear()

    def close(self) -> None:
        """Close the file; it stays, and is opened again where another event comes."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _write(self, stream: FileIO, records: bytes) -> None:
        if stream.seek(0, os.SEEK_END) != self._end:
            stream.truncate(self._end)
            stream.seek(self._end)
        while records:
            records = records[stream.write(records) :]
        os.fsync(stream.fileno())

    def _cut(self) -> None:
        """Leave nothing of a record that was not written whole, as far as the disk allows now."""
        if self._stream is not None:
            with suppress(OSError):
                self._stream.truncate(self._end)
