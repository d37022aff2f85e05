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


@pytest.mark.skipif(sys.platform == "win32", reason="the processors' time of children is not told")
def test_the_cost_of_a_run(shared: Path, tmp_path: Path) -> None:
    synth = shared / "corpus" / "synth"
    sources = sorted([*synth.glob("*.pdf"), *synth.glob("*.seedlike.txt"), *synth.glob("*.pdftotext-layout.txt")])
    (tmp_path / "in").mkdir()
    for number in range(PAGES):
        source = sources[number % len(sources)]
        shutil.copyfile(source, tmp_path / "in" / f"{number:05}-{source.name}")
    loop = cost("-c", LOOP, str(tmp_path / "in"))
    print(f"\n{PAGES} pages\nthe engine in a loop   {loop}")
    runs = {}
    for jobs in (1, 2):
        words = ("batch", str(tmp_path / "in"), "-o", str(tmp_path / f"out-{jobs}"), "--jobs", str(jobs), "--quiet")
        runs[jobs] = cost("-m", "layout_tool", *words)
        print(f"a run, processes: {jobs}    {runs[jobs]}")
    for name in ("clock", "processor"):
        print(f"one process over the loop, {name}: {getattr(runs[1], name) / getattr(loop, name) - 1:+.1%}")
    print(f"two processes over one, clock: {runs[1].clock / runs[2].clock:.2f} ×")
    made = [{path.name: path.read_bytes() for path in (tmp_path / f"out-{jobs}").glob("*.json")} for jobs in (1, 2)]
    assert len(made[0]) == PAGES
    assert made[0] == made[1]
