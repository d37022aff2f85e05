"""Work on a cluster: a real scheduler and real workers, some of which are lost."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from layout_tool.batch.executors import dask
from layout_tool.batch.executors.dask import DaskExecutor
from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.journal_rows import FileRow
from layout_tool.batch.task import Done
from layout_tool.errors import SetupError
from layout_tool.version import __version__
from tests.batch.executors.acts import act, slow_work, task
from tests.batch.executors.cluster import Cluster
from tests.batch.runs import Told, go, outputs, write_pages

pytest.importorskip("distributed", reason="the extra layout-tool[cluster] is not installed")

LIMITS = WorkLimits(seconds=60.0, memory=1_500_000_000)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path / "cluster") as cluster:
        yield cluster


@dataclass
class Killing(Told):
    """Kills a process as soon as some files are done."""

    victims: list[subprocess.Popen[bytes]] = field(default_factory=list)
    left_when_killed: int = 0

    def step(self, row: FileRow) -> None:
        super().step(row)
        if self.victims and self.begun and len(self.steps) >= 3:
            self.left_when_killed = self.begun[0] - len(self.steps)
            self.victims.pop().kill()


def unused_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_loses_no_page(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the workers are elsewhere; paths mean there what they mean here
    write_pages(Path("in"), 24)
    whole = go([Path("in")], Path("serial"))
    workers = [cluster.start_worker() for _ in range(2)]
    told = Killing(victims=workers[:1])
    with DaskExecutor(cluster.address, LIMITS) as executor:
        ran = go([Path("in")], Path("out"), executor=executor, told=told, work=slow_work, window=executor.window)
    assert told.left_when_killed > 4
    assert workers[0].wait() != 0
    assert workers[1].poll() is None
    assert (ran.summary.done, ran.summary.failed, ran.summary.left) == (24, 0, 0)
    assert [(row.path, row.sha256, row.state) for row in ran.rows] == [
        (row.path, row.sha256, row.state) for row in whole.rows
    ]
    assert outputs(Path("out")) == outputs(Path("serial"))


@pytest.mark.slow
def test_limits_hold_and_crashes_are_charged_to_their_own_file(cluster: Cluster, tmp_path: Path) -> None:
    worker = cluster.start_worker()
    with DaskExecutor(cluster.address, WorkLimits(60.0, 400_000_000)) as executor:
        futures = [executor.submit(act, task(tmp_path, name)) for name in ("a", "crash", "once-leave", "leave", "b")]
        done: list[Done] = [future.result() for future in futures]
    assert [each.quarantined for each in done] == [False, True, False, True, False]
    assert done[1].error is not None
    assert done[1].error.fields["reason"] == ("reason_work_crash" if sys.platform == "win32" else "reason_work_signal")
    assert worker.poll() is None


@pytest.mark.slow
def test_a_scheduler_that_goes_ends_the_run(cluster: Cluster, tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 12)
    cluster.start_worker()
    told = Killing(victims=cluster.processes[:1])
    with DaskExecutor(cluster.address, LIMITS) as executor:
        ran = go([tmp_path / "in"], tmp_path / "out", executor=executor, told=told, work=slow_work)
        assert isinstance(ran.summary.stopped, SetupError)
        assert ran.summary.stopped.fields["what"] == "setup_lost_scheduler"
    assert ran.summary.done >= 3
    assert ran.summary.left > 0
    again = go([tmp_path / "in"], tmp_path / "out", resume=True)
    assert (again.summary.done, again.summary.left) == (12, 0)


@pytest.mark.slow
def test_what_is_cancelled_stays_undone(cluster: Cluster, tmp_path: Path) -> None:
    with DaskExecutor(cluster.address, LIMITS) as executor:  # without a worker nothing is begun
        future = executor.submit(act, task(tmp_path, "a"))
        assert future.cancel()
    with DaskExecutor(cluster.address, LIMITS) as executor:
        future = executor.submit(act, task(tmp_path, "a"))
        executor.shutdown(wait=True, cancel_futures=True)
        assert future.cancelled()
        with pytest.raises(SetupError):
            executor.submit(act, task(tmp_path, "a"))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "127.0.0.1:{port}", "no address", "gopher://x:1", ""])
def test_a_scheduler_that_is_not_there(address: str) -> None:
    named = address.format(port=unused_port())
    with pytest.raises(SetupError) as caught:
        DaskExecutor(named, LIMITS, connect_seconds=0.5)
    assert caught.value.fields["what"] == "setup_no_scheduler"
    assert caught.value.fields["address"] == named


def test_the_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SetupError) as caught:
        DaskExecutor("tcp://127.0.0.1:1", LIMITS)
    assert caught.value.fields["what"] == "setup_no_cluster"


def test_workers_that_are_not_fit_say_so(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="setup_other_version"):
        dask._on_worker("0.0.0", tmp_path, LIMITS, act, ())
    with pytest.raises(SetupError, match="setup_not_shared"):
        dask._on_worker(__version__, tmp_path / "nowhere", LIMITS, act, (task(tmp_path, "a"),))
