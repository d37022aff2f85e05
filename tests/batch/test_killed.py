"""A run that is killed at any moment and taken up again ends as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from layout_tool.batch.journal import read_journal
from layout_tool.batch.journal_rows import State
from layout_tool.errors import MissingJournal
from tests.batch.program import documents, ended, report, start
from tests.batch.runs import write_pages

PAGES = 50
FOLDERS, KILLS = 2, 5  # in each of the two ways


@dataclass(frozen=True)
class Whole:
    """Pages, what a run makes of them that nobody kills, and how long it takes."""

    inputs: Path
    documents: dict[str, str]
    report: list[dict[str, str]]
    seconds: float


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    write_pages(folder / "in", PAGES)
    begun = time.monotonic()
    assert start(folder / "in", folder / "out").wait() == 0
    seconds = time.monotonic() - begun
    return Whole(folder / "in", documents(folder / "out"), report(folder / "out"), seconds)


def noted(folder: Path) -> dict[str, str]:
    """The outputs that the journal has, with their hashes; none where the run had not come to make one."""
    with suppress(MissingJournal), read_journal(folder) as journal:
        return {each.name.as_posix(): each.sha256 for row in journal.rows() for each in row.written}
    return {}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="groups of processes are a matter of POSIX")
@pytest.mark.parametrize("all_processes", [True, False], ids=["with its workers", "the parent alone"])
@pytest.mark.parametrize("turn", range(FOLDERS))
def test_a_killed_run_is_taken_up(whole: Whole, tmp_path: Path, all_processes: bool, turn: int) -> None:
    lots = random.Random(turn)
    groups = []
    for _ in range(KILLS):
        run = start(whole.inputs, tmp_path, "--resume")
        groups.append(run.pid)
        time.sleep(lots.uniform(0.3, 1.0) * whole.seconds)
        if all_processes:
            os.killpg(run.pid, signal.SIGKILL)
        else:
            run.kill()
        run.wait()
        named = {name: content for name, content in documents(tmp_path).items() if not name.endswith(".part")}
        assert named.items() <= whole.documents.items(), "what stands under its name is whole"
        assert noted(tmp_path).items() <= named.items(), "what counts as done is there"
    assert start(whole.inputs, tmp_path, "--resume").wait() == 0
    assert documents(tmp_path) == whole.documents
    assert report(tmp_path) == whole.report
    with read_journal(tmp_path) as journal:
        rows = list(journal.rows())
    assert [row.state for row in rows] == [State.DONE] * PAGES
    assert len({row.output for row in rows}) == PAGES
    assert [group for group in groups if not ended(group)] == [], "no worker outlives its run for long"
