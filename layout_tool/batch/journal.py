"""What a run has done so far, in a database in its output folder: what a killed run is taken up from.

One SQLite file, `.layout-tool/journal.sqlite` below the output folder, and a lock beside it that the system frees when
the process dies. The run's parent alone writes it, with a rollback journal and not with a write-ahead log, which needs
memory shared by all who open it and so does not work on a shared file system. What is noted goes into one transaction
for many results, at most half a second old: `finish` notes, `commit` makes it last. Whatever was not committed when the
process was killed is as if it had not been done, and is done again, with the same bytes.

A file is known by its output, which no two files of a run share; those that the plan refused are noted anew by every
run. Files of earlier runs into the same folder stay in the journal, outside the plan.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path, PurePath
from urllib.parse import quote

from filelock import FileLock, Timeout

from layout_tool.batch.journal_rows import FileRow, State, file_row, kept_path, path_of
from layout_tool.batch.journal_text import error_text, phrases_text
from layout_tool.batch.task import Done
from layout_tool.batch.unchanged import stamp
from layout_tool.errors import BrokenJournal, FolderInUse, MissingJournal, OutputError

FOLDER = ".layout-tool"
_NAME = "journal.sqlite"
_LOCK = "lock"
_VERSION = 1
_PATIENCE = 30.0  # seconds to wait for one who reads the journal
_MOST_RESULTS, _MOST_SECONDS = 64, 0.5  # in one transaction
_CHUNK = 256

_SCHEMA = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    position INTEGER UNIQUE,  -- in the plan of the last run; NULL where it is of an earlier one
    given BLOB NOT NULL,      -- the path as that run was given it
    path BLOB NOT NULL,       -- and in full
    output BLOB UNIQUE,       -- below the folder; NULL where the plan refused the file
    state TEXT NOT NULL,
    settings TEXT,            -- hash of all that shapes the outputs
    attempt INTEGER NOT NULL DEFAULT 0,
    size INTEGER, mtime INTEGER, sha256 TEXT,  -- of the input
    pages INTEGER, articles INTEGER, lines INTEGER, characters INTEGER, encoding TEXT,
    seconds REAL, memory REAL,
    notes TEXT, error TEXT
);
CREATE TABLE written (
    file INTEGER NOT NULL REFERENCES file (id), name BLOB NOT NULL,
    size INTEGER, mtime INTEGER, sha256 TEXT NOT NULL,
    PRIMARY KEY (file, name)
) WITHOUT ROWID;
CREATE TABLE page (
    file INTEGER NOT NULL REFERENCES file (id), number INTEGER NOT NULL,
    articles INTEGER, doubts INTEGER, confidence REAL, coverage REAL, warnings TEXT,
    PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX file_state ON file (state, position);
"""
_RESULT = (
    "UPDATE file SET state = ?, attempt = ?, sha256 = ?, pages = ?, articles = ?, lines = ?, characters = ?,"
    " encoding = ?, seconds = ?, memory = ?, notes = ?, error = ? WHERE position = ?"
)


class Journal:
    """The journal of one output folder, for the one run that writes it; `open_journal` gives it."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.connection = connection
        self._noted = 0
        self._since = 0.0

    def counts(self) -> dict[State, int]:
        """How many files of the plan stand where."""
        found = self.connection.execute(
            "SELECT state, count(*) FROM file WHERE position IS NOT NULL GROUP BY state"
        ).fetchall()
        return dict.fromkeys(State, 0) | {State(state): count for state, count in found}

    def pending(self) -> Iterator[int]:
        """The positions of the files that are left to be done, in the order of the plan; each once, whatever becomes
        of it meanwhile."""
        query = "SELECT position FROM file WHERE state = 'planned' AND position > ? ORDER BY position LIMIT ?"
        return (row["position"] for row in self._each(query, "position"))

    def planned_outputs(self) -> Iterator[Path]:
        """Where the documents of the files go that are left to be done."""
        query = "SELECT position, output FROM file WHERE state = 'planned' AND position > ? ORDER BY position LIMIT ?"
        return (self.folder / path_of(row["output"]) for row in self._each(query, "position"))

    def start(self, position: int, path: Path) -> None:
        """The file is begun; what the system says of it is noted before it is read, so that no later change of the
        file is missed."""
        now = stamp(path)
        self._note(
            "UPDATE file SET state = 'running', size = ?, mtime = ? WHERE position = ?",
            (now and now.size, now and now.mtime, position),
        )

    def put_back(self, position: int) -> None:
        """The file was begun, but not brought to an end."""
        self._note("UPDATE file SET state = 'planned' WHERE position = ?", (position,))

    def finish(self, position: int, done: Done) -> None:
        """The file has come to its end; it counts from the next `commit` on."""
        with spoken(self.folder):
            connection = self.begun()
            (number,) = connection.execute("SELECT id FROM file WHERE position = ?", (position,)).fetchone()
            forget_results(connection, number)
            connection.executemany("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)", _page_fields(number, done))
            connection.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?)", self._written_fields(number, done))
        self._note(_RESULT, (*_result_fields(done), position))  # last: what is broken off before is not done

    def give_up(self) -> None:
        """What was noted since the last commit is forgotten; it cannot be written."""
        self._noted = 0
        with suppress(sqlite3.Error):  # it may be forgotten already
            self.connection.execute("ROLLBACK")

    @contextmanager
    def whole(self) -> Iterator[sqlite3.Connection]:
        """A transaction that lasts when the block ends well; else nothing of it. Raises OutputError."""
        self.commit()
        with ExitStack() as undone:
            undone.callback(self.give_up)
            with spoken(self.folder):
                yield self.begun()
            self.commit()
            undone.pop_all()

    def written(self, number: int) -> list[sqlite3.Row]:
        """The outputs of the file of that number."""
        return self.connection.execute("SELECT * FROM written WHERE file = ? ORDER BY name", (number,)).fetchall()

    def due(self) -> bool:
        """Whether it is time for a `commit`."""
        return self._noted >= _MOST_RESULTS or (self._noted > 0 and time.monotonic() - self._since >= _MOST_SECONDS)

    def commit(self) -> None:
        """What was noted lasts. Raises OutputError; then all that was noted since the last commit is not."""
        self._noted = 0
        with spoken(self.folder):
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")

    def row(self, position: int) -> FileRow:
        """One file of the plan."""
        found = self.connection.execute("SELECT * FROM file WHERE position = ?", (position,)).fetchone()
        return self._whole(found)

    def rows(self) -> Iterator[FileRow]:
        """Every file of the plan, in its order."""
        query = "SELECT * FROM file WHERE position > ? ORDER BY position LIMIT ?"
        return map(self._whole, self._each(query, "position"))

    def all_rows(self) -> Iterator[FileRow]:
        """Every file of this run and of earlier ones into the folder, in the order in which they came."""
        return map(self._whole, self._each("SELECT * FROM file WHERE id > ? ORDER BY id LIMIT ?", "id"))

    def begun(self) -> sqlite3.Connection:
        """The connection within a transaction."""
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN IMMEDIATE")
            self._since = time.monotonic()
        return self.connection

    def _note(self, statement: str, values: tuple[object, ...]) -> None:
        with spoken(self.folder):
            self.begun().execute(statement, values)
        self._noted += 1

    def _written_fields(self, number: int, done: Done) -> Iterator[tuple[object, ...]]:
        for path, sha256 in done.outputs:
            seen = stamp(path)
            yield number, kept_path(path.relative_to(self.folder)), seen and seen.size, seen and seen.mtime, sha256

    def _each(self, query: str, key: str) -> Iterator[sqlite3.Row]:
        """What a query finds, some at a time by its rising key: whoever takes long over a row keeps nobody waiting."""
        last = -1
        while chunk := self.connection.execute(query, (last, _CHUNK)).fetchall():
            yield from chunk
            last = chunk[-1][key]

    def _whole(self, row: sqlite3.Row) -> FileRow:
        return file_row(
            row,
            self.connection.execute("SELECT * FROM page WHERE file = ? ORDER BY number", (row["id"],)).fetchall(),
            self.written(row["id"]),
        )


def _page_fields(number: int, done: Done) -> Iterator[tuple[object, ...]]:
    for row in done.pages:
        told = phrases_text(row.warnings)
        yield number, row.page, row.articles, row.doubts, row.confidence, row.coverage, told


def _result_fields(done: Done) -> tuple[object, ...]:
    state = State.DONE if done.error is None else State.QUARANTINED if done.quarantined else State.FAILED
    counts = done.counts
    return (
        *(state, done.attempt, done.sha256),
        *(counts.pages, counts.articles, counts.lines, counts.characters, counts.encoding),
        *(done.seconds, done.memory, phrases_text(done.notes), error_text(done.error)),
    )


def forget_results(connection: sqlite3.Connection, number: int) -> None:
    """The file of that number has neither pages nor outputs."""
    connection.execute("DELETE FROM page WHERE file = ?", (number,))
    connection.execute("DELETE FROM written WHERE file = ?", (number,))


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """The journal of an output folder, for one run at a time; both are made where they are not.

    Raises FolderInUse where another run has it, BrokenJournal where it cannot be read, OutputError.
    """
    with ExitStack() as held:
        try:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(folder / FOLDER / _LOCK, thread_local=False, timeout=0))
        except Timeout as error:
            raise FolderInUse(path=str(folder)) from error
        except OSError as error:
            raise OutputError.of(folder, error) from error
        with spoken(folder):
            connection = held.enter_context(closing(_connected(journal_path(folder), "rwc")))
            _prepare(connection, folder)
        journal = Journal(folder, connection)
        try:
            yield journal
        finally:
            journal.commit()


@contextmanager
def read_journal(folder: Path) -> Iterator[Journal]:
    """The journal of an output folder, to be read; a run may go on meanwhile.

    Raises MissingJournal where the folder has none, BrokenJournal where it cannot be read.
    """
    path = journal_path(folder)
    if not path.is_file():
        raise MissingJournal(path=str(folder))
    with spoken(folder):
        connection = _connected(path, "rw")
    with closing(connection):
        with spoken(folder):
            if _is_new(connection):  # the run that was to make it was killed
                raise MissingJournal(path=str(folder))
            _check(connection, folder)
        yield Journal(folder, connection)


def journal_path(folder: Path) -> Path:
    """Where the journal of an output folder lies."""
    return folder / FOLDER / _NAME


_SCHEME = "file:" + 2 * "/"


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{_address(path.absolute())}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _address(path: PurePath) -> str:
    """A full path as SQLite wants it, which takes no host in an address: that of a network drive is part of the path.

    >>> from pathlib import PureWindowsPath
    >>> [_address(PureWindowsPath(path)).removeprefix("file:") for path in ("C:/out", "//archive/pages")]
    ['///C%3A/out', '////archive/pages/']
    """
    name = path.as_posix()
    return _SCHEME + quote(os.fsencode(name if name.startswith("/") else f"/{name}"))


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """A new database gets its tables; an old one is looked at."""
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    if _is_new(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
    _check(connection, folder)


def _is_new(connection: sqlite3.Connection) -> bool:
    """Whether no tables stand in it yet."""
    return bool(connection.execute("PRAGMA schema_version").fetchone()[0] == 0)


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        raise BrokenJournal(path=str(journal_path(folder)), reason="reason_journal_version")


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """What the database says becomes an error for the user."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(folder, error) from error


def _error(folder: Path, error: sqlite3.Error) -> OutputError:
    path = str(journal_path(folder))
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the rest says more than is asked
        case sqlite3.SQLITE_FULL:
            return OutputError(path=path, reason="reason_disk_full")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return OutputError(path=path, reason="reason_write_denied")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return FolderInUse(path=str(folder))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return BrokenJournal(path=path, reason="reason_journal_damaged")
        case _:
            return OutputError(path=path, reason="reason_write", detail=str(error))
