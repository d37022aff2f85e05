"""Processes that crash, hang and starve: each at its own cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from layout_tool import resources
from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.executors.local import LocalExecutor
from layout_tool.batch.task import Done, Task
from layout_tool.batch.work import work
from tests.batch.executors.acts import act, children_of, crash_unguarded, task
from tests.conftest import ROOT

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


def sample(folder: Path) -> Task:
    return Task(resources.path("samples", "river-evening.pdf"), folder / "river.json")


def test_a_pdf_is_read_by_the_process_itself_and_in_a_guarded_child_the_second_time(tmp_path: Path) -> None:
    alone = work(sample(tmp_path))
    with LocalExecutor(1, LIMITS) as executor:
        first = executor.submit(children_of, sample(tmp_path)).result()
        second = executor.submit(crash_unguarded, sample(tmp_path)).result()
    assert (first.memory, first.attempt, second.attempt) == (0, 1, 2)
    assert alone.outputs == first.outputs == second.outputs
    assert alone.pages == first.pages == second.pages


def test_an_idle_process_that_is_ended_from_outside_costs_no_file(tmp_path: Path) -> None:
    with LocalExecutor(1, LIMITS) as executor:
        first = executor.submit(act, task(tmp_path, "a")).result()
        victim = psutil.Process(int(first.memory))
        victim.kill()
        gone(victim)
        time.sleep(0.5)  # its last threads may be a little later
        second = executor.submit(act, task(tmp_path, "a")).result()
    assert second.memory != first.memory
    assert (second.error, second.attempt) == (None, 1)


def test_what_cannot_be_sent_harms_nothing(tmp_path: Path) -> None:
    with LocalExecutor(1, LIMITS) as executor:
        first = executor.submit(act, task(tmp_path, "a")).result()
        with pytest.raises(Exception, match="pickle"):
            executor.submit(lambda: None).result()
        second = executor.submit(act, task(tmp_path, "a")).result()
    assert (first.attempt, second.attempt, second.error) == (1, 1, None)


def test_nothing_is_left_open(tmp_path: Path) -> None:
    outcomes(tmp_path, ["a"])
    this = psutil.Process()
    before = open_pipes(this)
    outcomes(tmp_path, ["a", "crash", "b", "once-leave"], LIMITS, workers=2)
    assert open_pipes(this) == before
    assert [child for child in this.children() if child.status() == psutil.STATUS_ZOMBIE] == []


def open_pipes(process: psutil.Process) -> int:
    count: int = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return count


@pytest.mark.parametrize("name", ["a", "hang"], ids=["idle", "at work"])
def test_processes_end_with_their_parent(tmp_path: Path, name: str) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from layout_tool.batch.executors.local import LocalExecutor\n"
        "from tests.batch.executors.acts import act, task\n"
        "from tests.batch.executors.test_local import LIMITS\n"
        "folder = Path(sys.argv[1])\n"
        "executor = LocalExecutor(1, LIMITS)\n"
        "print(int(executor.submit(act, task(folder, 'a')).result().memory), flush=True)\n"
        "executor.submit(act, task(folder, sys.argv[2])).result()\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        time.sleep(0.3)
        assert worker.is_running()
        parent.kill()
    gone(worker)


def gone(process: psutil.Process) -> None:
    """Wait for the end of a process, whoever its parent is; a zombie has ended."""
    for _ in range(600):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    raise TimeoutError(process)
