"""Processes that crash, hang and starve: each at its own cost."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.executors.local import LocalExecutor
from layout_tool.batch.work import Done
from tests.batch.executors.acts import act, task

LIMITS = WorkLimits(seconds=60.0, memory=1_500_000_000)


def outcomes(folder: Path, names: Sequence[str], limits: WorkLimits = LIMITS, workers: int = 2) -> list[Done]:
    with LocalExecutor(workers, limits) as executor:
        futures = [executor.submit(act, task(folder, name)) for name in names]
        return [future.result() for future in futures]


def reason(done: Done) -> str:
    assert done.error is not None
    assert done.quarantined
    return str(done.error.fields["reason"])


def test_a_crash_is_charged_to_its_own_file(tmp_path: Path) -> None:
    names = ["a", "crash", "b", "leave", "c"]
    done = outcomes(tmp_path, names)
    assert [each.error is None for each in done] == [True, False, True, False, True]
    assert done[1].error is not None
    assert done[1].error.fields["path"] == str(tmp_path / "crash.txt")
    assert reason(done[1]) == ("reason_work_crash" if sys.platform == "win32" else "reason_work_signal")
    assert (reason(done[3]), done[3].error and done[3].error.fields["code"]) == ("reason_work_crash", 3)


def test_what_goes_wrong_once_is_done_the_second_time(tmp_path: Path) -> None:
    done = outcomes(tmp_path, ["once-crash", "a", "once-leave", "b"])
    assert [each.attempt for each in done] == [2, 1, 2, 1]
    assert [each.error for each in done] == [None] * 4


def test_a_hang_is_ended(tmp_path: Path) -> None:
    outcomes(tmp_path, ["a"])  # the machine is warm: the start of a process counts for little
    limits = WorkLimits(seconds=0.5, memory=LIMITS.memory)
    with LocalExecutor(1, limits) as executor:
        assert executor.submit(act, task(tmp_path, "a")).result().error is None
        assert executor.submit(act, task(tmp_path, "once-hang")).result().error is None


def test_work_with_signs_of_life_may_take_long(tmp_path: Path) -> None:
    with LocalExecutor(1, WorkLimits(seconds=2.0, memory=LIMITS.memory)) as executor:
        first = executor.submit(act, task(tmp_path, "a")).result()
        assert executor.submit(act, task(tmp_path, "long")).result().memory == first.memory


@pytest.mark.skipif(sys.platform == "darwin", reason="it does not say how much a process holds now")
def test_hunger_is_ended(tmp_path: Path) -> None:
    (done,) = outcomes(tmp_path, ["hunger"], WorkLimits(60.0, 400_000_000), workers=1)
    assert (reason(done), done.error and done.error.fields["megabytes"]) == ("reason_work_heavy", 400)


def test_processes_are_replaced_after_so_many_pages(tmp_path: Path) -> None:
    done = outcomes(tmp_path, ["a"] * 5, WorkLimits(60.0, LIMITS.memory, pages=2), workers=1)
    pids = [each.memory for each in done]
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]
    assert os.getpid() not in pids


def test_an_exception_ends_the_processes_at_once(tmp_path: Path) -> None:
    start = time.monotonic()
    executor = LocalExecutor(2, LIMITS)
    futures = [executor.submit(act, task(tmp_path, name)) for name in ("a", "hang", "hang", "hang")]
    futures[0].result()
    executor.__exit__(KeyboardInterrupt, None, None)
    assert all(future.done() for future in futures)
    assert time.monotonic() - start < 300  # the work would take 600
