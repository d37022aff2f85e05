"""The run loop: every file to its end or its error, whatever the order, and what ends a run before its time."""

from __future__ import annotations

import errno
import os
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from layout_tool.batch.journal import Journal
from layout_tool.batch.journal_rows import State
from layout_tool.batch.stop import Stop
from layout_tool.batch.task import Done, Task
from layout_tool.batch.work import work
from layout_tool.errors import EmptyInput, EngineGone, MissingInput, OutputError
from tests.batch.runs import Serial, Told, failing, go, outputs, write_pages

FULL = OutputError(path="x.json", reason="reason_disk_full")


def test_every_page_is_done_and_told_once(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 9)
    ran = go([tmp_path / "in"], tmp_path / "out")
    assert (ran.summary.done, ran.summary.failed, ran.summary.kept, ran.summary.left) == (9, 0, 0, 0)
    assert (ran.told.begun, ran.told.ends, ran.told.stops) == ((9, 0, 0), 1, 0)
    assert ran.told.names == sorted(row.path.name for row in ran.rows)
    assert [row.position for row in ran.rows] == list(range(9))
    assert {row.output and row.output.as_posix() for row in ran.rows} == set(outputs(tmp_path / "out"))


def test_the_order_in_which_results_come_shows_nowhere(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 40)
    lots = random.Random(7)
    one_at_a_time = threading.Lock()

    def late(task: Task) -> Done:
        time.sleep(lots.random() / 50)
        with one_at_a_time:
            return work(task)

    whole = go([tmp_path / "in"], tmp_path / "serial")
    with ThreadPoolExecutor(4) as pool:
        ran = go([tmp_path / "in"], tmp_path / "pool", executor=pool, work=late, window=8)
    came = [row.position for row in ran.told.steps]
    assert came != sorted(came)
    assert [(row.path, row.sha256, row.state) for row in ran.rows] == [
        (row.path, row.sha256, row.state) for row in whole.rows
    ]
    assert outputs(tmp_path / "pool") == outputs(tmp_path / "serial")


def test_few_tasks_are_out_at_a_time(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 12)
    most = 0

    class Counting(ThreadPoolExecutor):
        out = 0

        def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
            nonlocal most
            self.out += 1
            most = max(most, self.out)
            future = super().submit(work, *given, **named)
            future.add_done_callback(lambda future: self.back(future.done()))
            return future

        def back(self, done: bool) -> None:
            self.out -= done

    with Counting(1) as pool:
        assert go([tmp_path / "in"], tmp_path / "out", executor=pool, window=3).summary.done == 12
    assert most == 3


def test_a_bad_file_never_stops_the_run(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 6)
    paths[1].write_bytes(b"")
    gone = tmp_path / "gone.txt"
    ran = go([tmp_path / "in", gone], tmp_path / "out")
    assert (ran.summary.done, ran.summary.failed, ran.summary.left) == (5, 2, 0)
    failed = {row.path: type(row.error) for row in ran.rows if row.failed}
    assert failed == {paths[1]: EmptyInput, gone: MissingInput}
    assert len(outputs(tmp_path / "out")) == 5


def test_what_the_plan_refuses_is_told_and_fails(tmp_path: Path) -> None:
    for name in ("page.txt", "page.text"):
        (tmp_path / name).write_text("Harbour news\n\nThe ferry was late.\n", "utf-8")
    ran = go([tmp_path / "page.txt", tmp_path / "page.text"], tmp_path / "out")
    assert (ran.summary.done, ran.summary.failed, ran.summary.kept) == (1, 1, 0)
    assert ran.told.names == ["page.text", "page.txt"]
    assert ran.rows[1].output is None
    again = go([tmp_path / "page.txt", tmp_path / "page.text"], tmp_path / "out", resume=True)
    assert (again.summary.done, again.summary.failed, again.summary.kept) == (1, 1, 1)
    assert again.told.names == ["page.text"]


def test_a_file_may_vanish_while_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layout_tool.batch.journal._MOST_RESULTS", 1)
    paths = write_pages(tmp_path / "in", 8)
    gone = (paths[4], paths[6])
    ran = go(paths, tmp_path / "out", told=Told(vanishing=gone), window=1)
    assert (ran.summary.done, ran.summary.failed, ran.summary.left) == (6, 2, 0)
    assert {row.path: type(row.error) for row in ran.rows if row.failed} == dict.fromkeys(gone, MissingInput)


def test_a_full_disk_ends_the_run_and_keeps_what_is_done(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 9)
    ran = go(paths, tmp_path / "out", work=failing({paths[4].name}, FULL), window=2)
    assert ran.summary.stopped is not None
    assert ran.summary.stopped.fields == FULL.fields
    assert ran.told.stops == 0, "nobody asked"
    assert ran.summary.done + ran.summary.left == 9
    assert ran.summary.failed == 0
    assert ran.summary.done >= 4
    again = go(paths, tmp_path / "out", resume=True)
    assert (again.summary.done, again.summary.kept, again.summary.stopped) == (9, ran.summary.done, None)


def test_a_disk_that_fills_while_outputs_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write_pages(tmp_path / "in", 9)
    written = iter(range(100))

    def full(_: int) -> None:
        if next(written) >= 10:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("layout_tool.atomic.os.fsync", full)  # of the file, then of its folder
    ran = go(paths, tmp_path / "out")
    assert isinstance(ran.summary.stopped, OutputError)
    assert ran.summary.stopped.fields["reason"] == "reason_disk_full"
    assert (ran.summary.done, ran.summary.failed, ran.summary.left) == (5, 0, 4)
    assert len(outputs(tmp_path / "out")) == 5, "nothing is left half-written"
    monkeypatch.undo()
    assert go(paths, tmp_path / "out", resume=True).summary.done == 9


def test_an_output_that_only_this_file_cannot_have_does_not_end_the_run(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 3)
    (tmp_path / "out" / "page-001.json").mkdir(parents=True)
    ran = go(paths, tmp_path / "out")
    assert (ran.summary.done, ran.summary.failed, ran.summary.stopped) == (2, 1, None)


def test_an_executor_that_is_lost_ends_the_run(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 5)

    class Lost(Serial):
        tasks = 0

        def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
            self.tasks += 1
            if self.tasks > 2:
                raise EngineGone(path="the scheduler")
            return super().submit(work, *given, **named)

    ran = go(paths, tmp_path / "out", executor=Lost())
    assert isinstance(ran.summary.stopped, EngineGone)
    assert (ran.summary.done, ran.summary.left) == (2, 3)


def test_a_fault_of_the_program_comes_out_and_what_was_done_lasts(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 5)

    def faulty(task: Task) -> Done:
        if task.path == paths[3]:
            raise ZeroDivisionError
        return work(task)

    with pytest.raises(ZeroDivisionError):
        go(paths, tmp_path / "out", work=faulty, window=1)
    again = go(paths, tmp_path / "out", resume=True)
    assert (again.summary.kept, again.summary.done) == (3, 5)


def test_nothing_is_begun_once_a_stop_is_asked(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 30)
    stop, told = Stop(), Told()
    begun: list[Path] = []

    def asking(task: Task) -> Done:
        begun.append(task.path)
        if len(begun) == 5:
            stop.ask()
        return work(task)

    ran = go(paths, tmp_path / "out", work=asking, stop=stop, told=told, window=3)
    assert ran.summary.asked
    assert ran.summary.stopped is None
    assert (ran.summary.done, ran.summary.left, told.stops, told.ends) == (5, 25, 1, 1)
    assert {row.state for row in ran.rows} == {State.DONE, State.PLANNED}
    again = go(paths, tmp_path / "out", resume=True)
    assert again.told.names == sorted(path.name for path in paths[5:])
    assert {row.attempt for row in again.rows} == {1}


def test_waiting_tasks_are_taken_back_when_a_stop_is_asked(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 6)
    stop = Stop()

    def asking(task: Task) -> Done:
        stop.ask()
        time.sleep(0.5)
        return work(task)

    with ThreadPoolExecutor(1) as pool:
        ran = go(paths, tmp_path / "out", executor=pool, work=asking, stop=stop, window=4)
    assert ran.summary.left >= 4
    assert ran.summary.done + ran.summary.left == 6


def test_a_journal_that_cannot_be_written_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write_pages(tmp_path / "in", 12)
    told = Told()
    monkeypatch.setattr("layout_tool.batch.journal._MOST_RESULTS", 4)
    commit, commits = Journal.commit, iter(range(100))

    def full(self: Journal) -> None:
        if next(commits) == 2:
            self.connection.execute(
                f"PRAGMA max_page_count = {self.connection.execute('PRAGMA page_count').fetchone()[0]}"
            )
        commit(self)

    monkeypatch.setattr(Journal, "commit", full)
    ran = go(paths, tmp_path / "out", told=told, work=with_many_pages)
    assert ran.summary.stopped is not None
    assert ran.summary.stopped.fields["reason"] == "reason_disk_full"
    assert ran.summary.done == len(told.steps) < 12
    monkeypatch.undo()
    assert go(paths, tmp_path / "out", resume=True).summary.done == 12


def with_many_pages(task: Task) -> Done:
    """Work whose rows fill the journal."""
    from dataclasses import replace

    from layout_tool.batch.task import PageRow

    return replace(work(task), pages=tuple(PageRow(number) for number in range(1, 300)))
