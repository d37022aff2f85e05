"""Whether what a run wrote is still what it wrote, of inputs that are still what they were: by the journal's hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from layout_tool.batch.journal import read_journal
from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.unchanged import sha256_of, stamp
from layout_tool.errors import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Verified:
    """One file of a run: its row and what is wrong with it or with its outputs, in words for the user."""

    row: FileRow
    faults: tuple[Phrase, ...] = ()

    @property
    def left(self) -> bool:
        """No run brought the file to an end."""
        return self.row.state in (State.PLANNED, State.RUNNING)


def verify(folder: Path) -> Iterator[Verified]:
    """Every file of the runs into a folder, in the order in which they came; all bytes of inputs and outputs are read.

    A file that failed has no output and so no fault. Raises MissingJournal, BrokenJournal.
    """
    with read_journal(folder) as journal:
        for row in journal.all_rows():
            yield Verified(row, tuple(_faults(folder, row)) if row.state is State.DONE else ())


def _faults(folder: Path, row: FileRow) -> Iterator[Phrase]:
    output = str(folder / row.output) if row.output else ""
    match _compared(row.full, row.sha256):
        case "missing":
            yield phrase("verify_input_missing", path=str(row.full), output=output)
        case "unreadable":
            yield phrase("verify_unreadable", path=str(row.full))
        case "changed":
            yield phrase("verify_input_changed", path=str(row.full), output=output)
    for written in row.written:
        path = folder / written.name
        match _compared(path, written.sha256):
            case "missing":
                yield phrase("verify_output_missing", path=str(path))
            case "unreadable":
                yield phrase("verify_unreadable", path=str(path))
            case "changed":
                yield phrase("verify_output_changed", path=str(path))


def _compared(path: Path, sha256: str | None) -> str:
    if stamp(path) is None:
        return "missing"
    found = sha256_of(path)
    if found is None:
        return "unreadable"
    return "same" if found == sha256 else "changed"
