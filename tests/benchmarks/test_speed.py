"""How fast, and in how much memory. Processor time of this process or its children, so a busy machine does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool import propose
from layout_tool.resources import path as resource

if sys.platform == "win32":
    pytest.skip("processor time of children and peak memory are asked of POSIX", allow_module_level=True)

import resource as usage

WARM_SECONDS = 0.1
COLD_SECONDS = 2.5
GROWTH = 14.0
ROUNDS = 5
MEGABYTE = 1 << 20
MORE_MEMORY = 48 * MEGABYTE


@pytest.fixture(scope="module")
def page(shared: Path) -> Path:
    """A real front page of a trade paper, as its text layer gives it."""
    (only,) = (shared / "corpus" / "real-text").glob("*.dump.txt")
    return only


def seconds(path: Path, rounds: int = ROUNDS) -> float:
    """The least processor time of some rounds, after one that loads what is loaded once."""
    propose(path)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        propose(path)
        times.append(time.process_time() - start)
    return min(times)


def child_seconds() -> float:
    spent = usage.getrusage(usage.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def peak_memory(path: Path, pages: int) -> int:
    """Bytes that a process needs at most while it proposes the first pages of a file, keeping none."""
    program = (
        "import itertools, resource, sys\n"
        "from layout_tool.batch.propose import iter_proposals\n"
        "done = sum(1 for _ in itertools.islice(iter_proposals(sys.argv[1]).pages, int(sys.argv[2])))\n"
        "assert done == int(sys.argv[2]), done\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", program, str(path), str(pages)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(printed) * (1 if sys.platform == "darwin" else 1024)


def test_a_page_with_the_dictionary_loaded(page: Path) -> None:
    spent = seconds(page)
    print(f"warm: {spent:.3f} s")
    assert spent <= WARM_SECONDS


def test_a_page_in_a_process_of_its_own(page: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "layout_tool", "propose", str(page), "-o", str(tmp_path / "out.json")]
    env = os.environ | {"LAYOUT_TOOL_CACHE": str(tmp_path / "cache")}
    spent = []
    for _ in ("dictionary read from its text", "dictionary read from the cache"):
        start = child_seconds()
        subprocess.run(command, check=True, env=env, stdin=subprocess.DEVNULL)
        spent.append(child_seconds() - start)
    print("cold: {:.2f} s, then {:.2f} s".format(*spent))
    assert spent[1] <= COLD_SECONDS


def test_ten_times_the_lines(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8").replace("\f", "\n")
    longer = tmp_path / "longer.txt"
    longer.write_text(text * 10, encoding="utf-8")
    once, ten = seconds(page), seconds(longer, rounds=2)
    print(f"ten times the lines: {ten / once:.1f} times the time ({once:.3f} s, {ten:.3f} s)")
    assert ten <= GROWTH * once


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    sample = resource("samples", "trade-paper.flowed.txt").read_text("utf-8").strip("\f")
    few, many = tmp_path / "few.txt", tmp_path / "many.txt"
    few.write_text("\f".join([sample] * 10), encoding="utf-8")
    pages = 50 * MEGABYTE // few.stat().st_size * 10
    many.write_text("\f".join([sample] * pages), encoding="utf-8")
    assert many.stat().st_size > 45 * MEGABYTE
    little, much = peak_memory(few, 10), peak_memory(many, 60)
    print(f"memory: {little >> 20} MB for 10 pages, {much >> 20} MB for 60 of {pages} pages")
    assert much <= little + MORE_MEMORY
