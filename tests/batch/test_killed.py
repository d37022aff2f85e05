"""A run that is killed at any moment and taken up again ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool.batch.journal import read_journal
from layout_tool.batch.journal_rows import State
from tests.batch.runs import outputs, write_pages

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = 300
KILLS = 10  # in each of the two ways
EARLIEST, LATEST = 0.2, 2.5  # seconds after the start: before the first page, and among them


def start(inputs: Path, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program at work in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "layout_tool", "batch", str(inputs), "-o", str(folder), "--jobs", "2", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=os.name == "posix",
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of the pages, and what a run makes of them that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_pages(folder / "in", PAGES)
    assert start(folder / "in", folder / "out").wait() == 0
    return folder / "in", outputs(folder / "out")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="groups of processes are a matter of POSIX")
@pytest.mark.parametrize("whole_group", [True, False], ids=["all its processes", "the parent alone"])
def test_a_killed_run_is_taken_up(
    undisturbed: tuple[Path, dict[str, str]], tmp_path: Path, whole_group: bool
) -> None:
    inputs, wanted = undisturbed
    lots = random.Random(KILLS)
    groups = []
    for _ in range(KILLS):
        run = start(inputs, tmp_path, "--resume")
        groups.append(run.pid)
        time.sleep(lots.uniform(EARLIEST, LATEST))
        if whole_group:
            os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.wait()
        whole = {name: content for name, content in outputs(tmp_path).items() if name.endswith(".json")}
        assert whole.items() <= wanted.items(), "what stands under its name is whole"
    assert start(inputs, tmp_path, "--resume").wait() == 0
    assert outputs(tmp_path) == wanted
    with read_journal(tmp_path) as journal:
        rows = list(journal.rows())
    assert [row.state for row in rows] == [State.DONE] * PAGES
    assert len({row.output for row in rows}) == PAGES
    for group in groups:
        assert ended(group), "no worker outlives its run for long"


def ended(group: int) -> bool:
    """Whether the group of processes has come to its end, or does within a while."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
