"""The progress of a run: plain lines, JSON lines, and the bar on a terminal."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from layout_tool.batch.journal_rows import FileRow
from layout_tool.batch.run import Summary
from layout_tool.batch.task import Done, PageRow, Task
from layout_tool.batch.work import work
from layout_tool.cli.json_log import JsonLog
from layout_tool.cli.progress import Bar, Lines
from layout_tool.cli.session import Session
from layout_tool.errors import EmptyInput, OutputError, phrase
from layout_tool.messages import Language, Recorder, load
from layout_tool.settings import Settings
from tests.batch.runs import go, write_pages


@pytest.fixture
def session() -> Session:
    return Session(load(Language.EN), Recorder(), Settings())


def warned(session: Session) -> list[str]:
    assert isinstance(session.door, Recorder)
    return session.door.warned


def told(task: Task) -> Done:
    if task.path.stem == "page-001":
        return Done(error=EmptyInput(path=str(task.path)))
    done = replace(work(task), pages=(PageRow(1, 2, 3),), notes=(phrase("note_controls", count=2),))
    return replace(done, counts=replace(done.counts, articles=2), seconds=1.5, memory=80.4)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[FileRow]:
    monkeypatch.chdir(tmp_path)
    write_pages(Path("in"), 2)
    return go([Path("in")], Path("out"), work=told).rows


def follow(progress: Lines | Bar | JsonLog, rows: list[FileRow], kept: int = 0, failed: int = 0) -> None:
    progress.begin(len(rows) + kept, kept, failed)
    for row in rows:
        progress.step(row)
    progress.stopping()
    progress.end()


DONE = "in/page-000.txt: articles: 2, doubts: 3"
NOTE = "in/page-000.txt: control characters kept in the text as they are: 2"
FAILED = "in/page-001.txt: there is no text in it; make the file again"
KEPT_FAILED = "failed in an earlier run: 1; --retry-failed tries them again"
STOPPING = "stopping: what has been begun is finished; Ctrl+C again stops at once"


def test_plain_lines(session: Session, rows: list[FileRow]) -> None:
    follow(Lines(session), rows, kept=3, failed=1)
    kept = ["done in an earlier run: 2", KEPT_FAILED]
    assert warned(session) == [*kept, f"[4/5] {DONE}", NOTE, f"[5/5] {FAILED}", STOPPING]


def test_quiet_and_verbose_lines(session: Session, rows: list[FileRow]) -> None:
    follow(Lines(session, quiet=True), rows, kept=3, failed=1)
    assert warned(session) == [KEPT_FAILED, f"[5/5] {FAILED}", STOPPING]
    warned(session).clear()
    follow(Lines(session, verbose=True), rows)
    assert warned(session)[0] == f"[1/2] {DONE}; pages: 1, 1.50 s, 80 MB"


def test_lines_of_json(session: Session, rows: list[FileRow]) -> None:
    log = JsonLog(session)
    follow(log, rows, kept=1)
    log.ended(Summary(1, 1, 1, 2, OutputError(path="out", reason="reason_disk_full"), asked=True))
    begin, done, failed, stopping, end = (json.loads(line) for line in warned(session))
    assert {type(line.pop("time")) for line in (begin, done, failed, stopping, end)} == {str}
    assert begin == {"event": "begin", "total": 3, "kept": 1, "failed": 0}
    fields = ("event", "path", "status", "pages", "articles", "doubts", "error", "error_kind")
    assert [done.pop(name) for name in fields] == ["file", "in/page-000.txt", "done", 1, 2, 3, None, None]
    notes = ["control characters kept in the text as they are: 2"]
    assert done == {"notes": notes, "attempt": 1, "seconds": 1.5, "memory": 80.4}
    assert (failed["status"], failed["error"], failed["error_kind"]) == ("failed", FAILED, "EmptyInput")
    assert stopping == {"event": "stopping"}
    assert end["error"] == "out: cannot be written: the disk is full; make room or choose another one"
    assert (end["done"], end["failed"], end["kept"], end["left"]) == (1, 1, 1, 2)


def test_the_bar_counts_and_errors_stand_above_it(
    session: Session, rows: list[FileRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")
    odd = replace(rows[1], path=Path("in/\x1b[31mred.txt"), error=EmptyInput(path="in/\x1b[31mred.txt"))
    follow(Bar(session), [*rows, odd], kept=1, failed=1)
    shown = screen.getvalue()
    assert FAILED in shown
    assert NOTE in shown
    assert DONE not in shown
    assert "in/␛[31mred.txt" in shown
    assert STOPPING in shown
    assert "4/4" in shown
    assert "failed: 3" in shown
    assert KEPT_FAILED in shown


def test_the_bar_says_more_when_asked(session: Session, rows: list[FileRow], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    follow(Bar(session, verbose=True), rows)
    assert DONE in screen.getvalue()


def test_a_name_of_several_lines_is_said_on_one(session: Session, rows: list[FileRow]) -> None:
    follow(Lines(session), [replace(rows[0], path=Path("in/a\nb.txt"), notes=())])
    assert warned(session)[0] == "[1/1] in/a b.txt: articles: 2, doubts: 3"
