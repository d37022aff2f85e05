"""What is left for a person to look at after a run: its files, the most doubtful first.

They are read from the run's journal, which a run may go on writing meanwhile, or, where there is none, from its report.
What a person has done since stands in projects beside the documents or beside the inputs.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from layout_tool.batch.journal import journal_path, read_journal, spoken
from layout_tool.batch.journal_rows import State
from layout_tool.batch.journal_text import error_of
from layout_tool.batch.plan import LINES
from layout_tool.batch.report_rows import report_rows
from layout_tool.errors import BrokenJournal, EmptyFolder, InputError, LayoutToolError, MissingJournal
from layout_tool.model.doubts import is_doubtful
from layout_tool.model.progress import PageStatus, document_status
from layout_tool.storage.places import Projects, is_there
from layout_tool.storage.project import kept_document

_CHUNK = 1024
_ROWS = """
SELECT file.given, file.path, file.output, file.state, file.error, file.position, sum(page.doubts) AS doubts,
sum(page.confidence * page.articles) / sum(page.articles) AS confidence
FROM (SELECT * FROM file WHERE position > ? ORDER BY position LIMIT ?) AS file LEFT JOIN page ON page.file = file.id
GROUP BY file.id ORDER BY file.position
"""
_FINISHED = (PageStatus.CORRECTED, PageStatus.APPROVED)


class Place(IntEnum):
    """The parts of the list, in their order: to be looked at, not done yet by any run, failed, finished by a person."""

    OPEN = 0
    LEFT = 1
    FAILED = 2
    FINISHED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a run.

    `name` says it to people, below the run's folders; `source` is the input's path; `output` that of the document below
    the output folder, None where there is none. `doubts` are those of all its pages, `confidence` the mean of its
    articles'. `reason` is why it failed, as an error or in the words of a report. `project` is where a person has
    worked on it, `progress` how far.
    """

    name: str
    source: str
    output: str | None
    state: State
    doubts: int | None = None
    confidence: float | None = None
    reason: LayoutToolError | str | None = None
    project: Path | None = None
    progress: PageStatus = PageStatus.PROPOSED

    @property
    def failed(self) -> bool:
        return self.state in (State.FAILED, State.QUARANTINED)

    @property
    def finished(self) -> bool:
        """Whether a person is done with it."""
        return self.progress in _FINISHED

    @property
    def place(self) -> Place:
        """In which part of the list it stands."""
        if self.finished:
            return Place.FINISHED
        if self.failed:
            return Place.FAILED
        return Place.OPEN if self.state is State.DONE else Place.LEFT

    @property
    def turn(self) -> tuple[int, int, float]:
        """What sorts the list: most doubts first, then least confidence; what ties stays in the order of the plan."""
        return self.place, -(self.doubts or 0), 1.0 if self.confidence is None else self.confidence


@dataclass(frozen=True, slots=True)
class Worklist:
    """The files of a run in the order in which they should be looked at; a person is done with `finished` of them.
    `fault` is why the journal could not be read,
    where they are those of the report instead."""

    folder: Path
    entries: tuple[Entry, ...]
    finished: int = 0
    fault: LayoutToolError | None = None

    def path(self, turn: int) -> Path:
        """The file to open for that entry: where a person has worked on it, its document, or its input."""
        entry = self.entries[turn]
        if entry.project is not None and is_there(entry.project):
            return entry.project
        document = self.folder / entry.output if entry.output is not None else None
        return document if document is not None and is_there(document) else Path(entry.source)

    def source(self, turn: int) -> Path:
        """The input of that entry."""
        return Path(self.entries[turn].source)


def holds_run(folder: Path) -> bool:
    """Whether a run wrote to this folder."""
    return is_there(journal_path(folder)) or is_there(folder / LINES)


def read_worklist(folder: Path) -> Worklist:
    """The worklist of an output folder.

    Raises MissingJournal where no run wrote to it, BrokenJournal where what one wrote cannot be read, EmptyFolder where
    it had no file.
    """
    fault: LayoutToolError | None = None
    try:
        found = list(_of_journal(folder))
    except (BrokenJournal, MissingJournal) as error:
        if not is_there(folder / LINES):
            raise
        fault = error if isinstance(error, BrokenJournal) else None
        found = list(_of_report(folder))
    if not found:
        raise EmptyFolder(path=str(folder))
    entries = tuple(sorted(_worked_on(folder, found), key=lambda entry: entry.turn))
    return Worklist(folder, entries, sum(entry.finished for entry in entries), fault)


def _of_journal(folder: Path) -> Iterator[Entry]:
    """The files of the plan in its order; a few are read at a time, so that a run need not wait long."""
    last = -1
    with read_journal(folder) as journal, spoken(folder):
        while chunk := journal.connection.execute(_ROWS, (last, _CHUNK)).fetchall():
            for row in chunk:
                state = State(row["state"])
                output = os.fsdecode(row["output"]) if row["output"] is not None else None
                given = os.fsdecode(row["given"])
                yield Entry(
                    name=_name(given, output),
                    source=os.fsdecode(row["path"]),
                    output=output if state is State.DONE else None,
                    state=state,
                    doubts=row["doubts"],
                    confidence=row["confidence"],
                    reason=error_of(row["error"]),
                )
            last = chunk[-1]["position"]


def _name(given: str, output: str | None) -> str:
    """What people call a file of a run: its own name in the folder of its document.

    >>> _name("/archive/1931/may/a.pdf", "may/a.json")
    'may/a.pdf'
    """
    return given if output is None else posixpath.join(posixpath.dirname(output), posixpath.basename(given))


def _of_report(folder: Path) -> Iterator[Entry]:
    """The files of the report in its order."""
    for row in report_rows(folder / LINES):
        yield Entry(
            name=_name(row.path, row.output),
            source=_found_input(row.path, folder),
            output=row.output,
            state=row.state,
            doubts=row.doubts,
            confidence=row.confidence,
            reason=row.error,
        )


def _found_input(given: str, folder: Path) -> str:
    """Where the input lies that a run was given from a folder that nobody knows: here, beside the output folder, or in
    a folder around that."""
    places = (Path.cwd(), *folder.absolute().parents)
    return next((str(place / given) for place in places if is_there(place / given)), str(Path(given).absolute()))


def _worked_on(folder: Path, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries with what a person has done since."""
    projects, base = Projects(), str(folder)
    for entry in entries:
        of_output = projects.find(os.path.join(base, entry.output)) if entry.output is not None else None  # noqa: PTH118 - text is quicker
        project = of_output or projects.find(entry.source)
        yield entry if project is None else _with_project(entry, project)


def _with_project(entry: Entry, project: Path) -> Entry:
    try:
        document = kept_document(project)
    except InputError:  # whoever opens it is told
        return replace(entry, project=project)
    doubts = sum(map(is_doubtful, document.decisions))
    return replace(entry, project=project, progress=document_status(document), doubts=doubts)
