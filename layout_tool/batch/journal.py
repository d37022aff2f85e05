"""What a run has done so far, in a database in its output folder: what a killed run is taken up from.

STUB of the public names, for those who build upon it.

    with open_journal(folder) as journal:                       # raises FolderInUse, OutputError
        journal.plan(jobs, settings, resume=True, retry_failed=False)
        summary = run_batch(journal, jobs, task_of, executor, progress, stop)
        for row in journal.rows():                              # in the order of the plan
            report.add(row)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layout_tool.batch.plan import Job
from layout_tool.errors import LayoutToolError, Phrase


class State(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # the file's own fault; or refused by the plan
    QUARANTINED = "quarantined"  # it broke its worker twice


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a run as the journal has it. `pages` are work.PageRow's; all that work.Done had is here."""

    position: int  # in the plan, from 0
    path: Path  # as given
    output: Path | None  # None where the plan refused it
    state: State
    attempt: int
    seconds: float | None
    memory: float | None
    error: LayoutToolError | None
    notes: tuple[Phrase, ...]
    # counts: pages, articles, lines, characters, encoding as in work.Done
    # pages: tuple[PageRow, ...]


class Journal:
    def plan(
        self, jobs: Sequence[Job], settings: str, *, resume: bool = False, retry_failed: bool = False
    ) -> int:
        """Take the jobs in; how many are left to be done."""
        raise NotImplementedError

    def rows(self) -> Iterator[FileRow]:
        """Every file of the plan, in its order."""
        raise NotImplementedError


def open_journal(folder: Path) -> AbstractContextManager[Journal]:
    raise NotImplementedError
