"""The rows of the journal as values."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layout_tool.batch.journal_text import error_of, phrases_of
from layout_tool.batch.task import PageRow
from layout_tool.batch.unchanged import Stamp
from layout_tool.errors import LayoutToolError, Phrase


class State(StrEnum):
    """Where a file stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One output: `name` below the output folder, what it was when it was written."""

    name: Path
    stamp: Stamp | None
    sha256: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as the journal has it.

    `position` is its place in the plan, from 0; `path` is as the run was given it, `full` in full; `output` is below
    the output folder, None where the plan refused the file. `seconds` and `memory` (MB) are what the work took;
    `settings` is the hash under which it was done.
    """

    position: int
    path: Path
    full: Path
    output: Path | None
    state: State
    settings: str | None
    attempt: int
    stamp: Stamp | None
    sha256: str | None
    pages: int
    articles: int
    lines: int
    characters: int
    encoding: str | None
    seconds: float | None
    memory: float | None
    notes: tuple[Phrase, ...]
    error: LayoutToolError | None
    rows: tuple[PageRow, ...] = ()
    written: tuple[WrittenRow, ...] = ()

    @property
    def failed(self) -> bool:
        return self.state in (State.FAILED, State.QUARANTINED)


def kept_path(path: Path) -> bytes:
    """A path as the journal keeps it: any name that a file can have, with forward strokes."""
    return os.fsencode(path.as_posix())


def path_of(kept: bytes) -> Path:
    """The path that `kept_path` kept."""
    return Path(os.fsdecode(kept))


def stamp_of(row: sqlite3.Row) -> Stamp | None:
    """The stamp in a row of files or outputs."""
    return None if row["size"] is None else Stamp(row["size"], row["mtime"])


def file_row(row: sqlite3.Row, pages: Iterable[sqlite3.Row], written: Iterable[sqlite3.Row]) -> FileRow:
    """A file's row with those of its pages and outputs."""
    return FileRow(
        position=-1 if row["position"] is None else row["position"],
        path=path_of(row["given"]),
        full=path_of(row["path"]),
        output=None if row["output"] is None else path_of(row["output"]),
        state=State(row["state"]),
        settings=row["settings"],
        attempt=row["attempt"],
        stamp=stamp_of(row),
        sha256=row["sha256"],
        pages=row["pages"] or 0,
        articles=row["articles"] or 0,
        lines=row["lines"] or 0,
        characters=row["characters"] or 0,
        encoding=row["encoding"],
        seconds=row["seconds"],
        memory=row["memory"],
        notes=phrases_of(row["notes"]),
        error=error_of(row["error"]),
        rows=tuple(_page_row(page) for page in pages),
        written=tuple(WrittenRow(path_of(each["name"]), stamp_of(each), each["sha256"]) for each in written),
    )


def _page_row(row: sqlite3.Row) -> PageRow:
    return PageRow(
        page=row["number"],
        articles=row["articles"],
        doubts=row["doubts"],
        confidence=row["confidence"],
        coverage=row["coverage"],
        warnings=phrases_of(row["warnings"]),
    )
