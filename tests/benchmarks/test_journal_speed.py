"""What the journal costs: taking up a run that is done, and the parent's memory over many pages. Nothing is asserted
of times."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool.batch.journal import open_journal
from layout_tool.batch.journal_rows import FileRow
from layout_tool.batch.plan import plan
from layout_tool.batch.resume import take_in
from tests.batch.runs import Told, go, write_pages

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = 2000


class Memory(Told):
    """A progress that keeps nothing but the memory of this process after some numbers of pages, in MB."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.after: dict[int, float] = {}

    def step(self, row: FileRow) -> None:
        self.count += row.attempt
        if self.count in (100, PAGES):
            self.after[self.count] = resident()


def resident() -> float:
    """The memory that this process holds, in MB."""
    with Path("/proc/self/statm").open() as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def seconds(folder: Path, *words: str) -> float:
    """How long the program takes for a run over the pages."""
    command = [sys.executable, "-m", "layout_tool", "batch", str(folder / "in"), "-o", str(folder / "out"), *words]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_parent_does_not_grow(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", PAGES)
    memory = Memory()
    start = time.perf_counter()
    go([tmp_path / "in"], tmp_path / "out", told=memory)
    print(f"\n{PAGES} pages in this process: {time.perf_counter() - start:.1f} s")
    print(f"memory from page 100 to page {PAGES}: + {memory.after[PAGES] - memory.after[100]:.1f} MB")
    assert memory.after[PAGES] - memory.after[100] < 20


def test_taking_up_what_is_done(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", PAGES)
    print(f"\n{PAGES} pages: {seconds(tmp_path):.1f} s")
    print(f"taken up, all done: {min(seconds(tmp_path, '--resume') for _ in range(3)):.2f} s")
    jobs = plan([tmp_path / "in"], tmp_path / "out")
    with open_journal(tmp_path / "out") as journal:
        start = time.perf_counter()
        take_in(journal, jobs, str(next(journal.rows()).settings), resume=True)
        print(f"of this, the look at inputs and outputs: {time.perf_counter() - start:.2f} s")
