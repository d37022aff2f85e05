"""What a run of many pages costs over the engine alone, and what a second process gains. Nothing is asserted of times.

Seconds of processors are told beside those of the clock: on a machine that does other work too, they say more.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = int(os.environ.get("LAYOUT_TOOL_BENCH_PAGES", "200"))

LOOP = """
import sys
from pathlib import Path
from layout_tool.batch.propose import assemble, iter_proposals
from layout_tool.batch.reading import Reading
from layout_tool.model.contract_write import to_json
for path in sorted(Path(sys.argv[1]).iterdir()):
    to_json(assemble(iter_proposals(path, reading=Reading(isolated=False))))
"""


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock, and of processors over a process and its children."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:7.1f} s of the clock, {self.processor:7.1f} s of processors"


def cost(*command: str) -> Cost:
    before, start = os.times(), time.perf_counter()
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT, env=environment)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - start, processor)


def some_pages(shared: Path, folder: Path, count: int) -> Path:
    """The development pages, over and over under other names: PDFs and two kinds of dumps."""
    synth = shared / "corpus" / "synth"
    sources = sorted([*synth.glob("*.pdf"), *synth.glob("*.seedlike.txt"), *synth.glob("*.pdftotext-layout.txt")])
    folder.mkdir()
    for number in range(count):
        source = sources[number * 37 % len(sources)]  # a few of them are a fair sample
        shutil.copyfile(source, folder / f"{number:05}-{source.name}")
    return folder


def run(pages: Path, folder: Path, jobs: int) -> Cost:
    return cost("-m", "layout_tool", "batch", str(pages), "-o", str(folder), "--jobs", str(jobs), "--quiet")


@pytest.mark.skipif(sys.platform == "win32", reason="the processors' time of children is not told")
def test_the_cost_of_a_run(shared: Path, tmp_path: Path) -> None:
    """What a run costs once (its start, the pictures of its summary) is told from what it costs for each page by a
    short run beside the long one."""
    few, many = max(PAGES // 8, 20), PAGES
    pages = {count: some_pages(shared, tmp_path / f"in-{count}", count) for count in (few, many)}
    loops = {count: cost("-c", LOOP, str(pages[count])) for count in pages}
    runs = {(count, 1): run(pages[count], tmp_path / f"out-{count}-1", 1) for count in pages}
    runs[many, 2] = run(pages[many], tmp_path / f"out-{many}-2", 2)
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f}")
    for count, loop in loops.items():
        print(f"{count:5} pages, the engine in a loop   {loop}")
    for (count, jobs), one in runs.items():
        print(f"{count:5} pages, a run, processes: {jobs}    {one}")
    for name in ("clock", "processor"):
        whole, short = (getattr(runs[count, 1], name) - getattr(loops[count], name) for count in (many, few))
        page = (getattr(loops[many], name) - getattr(loops[few], name)) / (many - few)
        each = (whole - short) / (many - few)
        print(f"{name}: a run over the loop, as it is {whole / getattr(loops[many], name):+.1%}")
        print(f"{name}: for each page {each / page:+.1%}, once {short - few * each:+.1f} s")
        print(f"{name}: for 2000 pages by these {(2000 * each + short - few * each) / (2000 * page):+.1%}")
    print(f"two processes over one, clock: {runs[many, 1].clock / runs[many, 2].clock:.2f} ×")
    made = [
        {path.name: path.read_bytes() for path in (tmp_path / f"out-{many}-{jobs}").glob("*.json")} for jobs in (1, 2)
    ]
    assert len(made[0]) == many
    assert made[0] == made[1]
