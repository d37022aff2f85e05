"""Taking a plan into the journal: what of it is done already, and what is left to be done.

Without `resume` every file is done again. With it a file keeps its result while its input, what shapes the outputs and
the outputs themselves are what they were; one that failed stays failed unless it is to be tried again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from layout_tool.batch.journal import Journal, forget_results, read_journal, spoken
from layout_tool.batch.journal_rows import State, kept_path, path_of, stamp_of
from layout_tool.batch.journal_text import error_text
from layout_tool.batch.leftovers import sweep
from layout_tool.batch.plan import Job
from layout_tool.batch.unchanged import stamp, still

_PLAN = """
INSERT INTO file (position, given, path, output, state, error) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (output) DO UPDATE SET position = excluded.position, given = excluded.given, path = excluded.path
"""
_WITH_RESULT = """
SELECT * FROM file WHERE position IS NOT NULL AND output IS NOT NULL AND state != 'planned' ORDER BY position
"""
_AGAIN = """
UPDATE file SET state = 'planned', size = NULL, mtime = NULL, sha256 = NULL, pages = NULL, articles = NULL,
lines = NULL, characters = NULL, encoding = NULL, seconds = NULL, memory = NULL, notes = NULL, error = NULL WHERE id = ?
"""
_UNDER = "UPDATE file SET settings = ?, attempt = 0 WHERE state = 'planned' AND position IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Left:
    """The positions of the jobs that are left to be done, and how many others `failed` in an earlier run."""

    positions: Set[int]
    failed: int


def take_in(
    journal: Journal, jobs: Sequence[Job], settings: str, *, resume: bool = False, retry_failed: bool = False
) -> None:
    """The journal's plan becomes these jobs, each planned or, where its result still holds, as it was; what an earlier
    run left half-written of those that are planned is removed.

    `settings` is the hash of all that shapes the outputs besides the inputs. Raises OutputError.
    """
    _take(journal, jobs, settings, resume, retry_failed)
    sweep(journal)


def left_to_do(folder: Path, jobs: Sequence[Job], settings: str, *, retry_failed: bool = False) -> Left:
    """What a run with `resume` would do, by a copy of the journal; nothing is written.

    Raises MissingJournal, BrokenJournal.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        with read_journal(folder) as journal, spoken(folder):
            journal.connection.backup(copy)
        journal = Journal(folder, copy)
        _take(journal, jobs, settings, resume=True, retry_failed=retry_failed)
        counts = journal.counts()
        refused = sum(job.refused is not None for job in jobs)
        return Left(set(journal.pending()), counts[State.FAILED] + counts[State.QUARANTINED] - refused)


def _take(journal: Journal, jobs: Sequence[Job], settings: str, resume: bool, retry_failed: bool) -> None:
    with journal.whole() as connection:
        connection.execute("UPDATE file SET position = NULL WHERE position IS NOT NULL")
        connection.execute("DELETE FROM file WHERE output IS NULL")
        connection.executemany(_PLAN, _planned(journal.folder, jobs))
        held = _Held(journal, settings, retry_failed) if resume else None
        again = [row["id"] for row in connection.execute(_WITH_RESULT) if held is None or not held.holds(row)]
        for number in again:
            forget_results(connection, number)
            connection.execute(_AGAIN, (number,))
        for statement, values in held.seen_anew if held else ():
            connection.execute(statement, values)
        connection.execute(_UNDER, (settings,))


def _planned(folder: Path, jobs: Sequence[Job]) -> Iterator[tuple[object, ...]]:
    here = Path.cwd()
    for position, job in enumerate(jobs):
        given, full = kept_path(job.path), kept_path(here / job.path)
        if job.refused is None:
            yield position, given, full, kept_path(job.output.relative_to(folder)), State.PLANNED, None
        else:
            yield position, given, full, None, State.FAILED, error_text(job.refused)


class _Held:
    """Whether the result of a file still holds. `seen_anew` has what to note of files that were touched, but not
    changed, so that they need not be read the next time."""

    def __init__(self, journal: Journal, settings: str, retry_failed: bool) -> None:
        self._journal = journal
        self._settings = settings
        self._retry_failed = retry_failed
        self.seen_anew: list[tuple[str, tuple[object, ...]]] = []

    def holds(self, row: sqlite3.Row) -> bool:
        if row["settings"] != self._settings:
            return False
        match State(row["state"]):
            case State.DONE:
                return self._input_holds(row) and self._outputs_hold(row["id"])
            case State.FAILED | State.QUARANTINED:
                return not self._retry_failed and stamp(path_of(row["path"])) == stamp_of(row)
            case _:
                return False

    def _input_holds(self, row: sqlite3.Row) -> bool:
        noted = stamp_of(row)
        now = still(path_of(row["path"]), noted, row["sha256"])
        if now is not None and now != noted:
            self.seen_anew.append(
                ("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (now.size, now.mtime, row["id"]))
            )
        return now is not None

    def _outputs_hold(self, number: int) -> bool:
        return all(self._output_holds(each) for each in self._journal.written(number))

    def _output_holds(self, row: sqlite3.Row) -> bool:
        noted = stamp_of(row)
        now = still(self._journal.folder / path_of(row["name"]), noted, row["sha256"])
        if now is not None and now != noted:
            values = (now.size, now.mtime, row["file"], row["name"])
            self.seen_anew.append(("UPDATE written SET size = ?, mtime = ? WHERE file = ? AND name = ?", values))
        return now is not None
