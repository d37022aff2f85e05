"""What reading a PDF page costs beside pdfplumber, in one run. Processor time, so a busy machine does little harm."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from layout_tool.ingest.pdf.source import open_pdf
from tests.ingest.pdf.made import Leaf, text, write_pdf

ROUNDS = 5
KINDS = {"zh-modern": 0.25, "mixed-hard": 0.25, "zh-vertical": 0.25, "en-broadsheet": 0.12}
"""The share of pdfplumber's time that is aimed at."""
PAGES_OF_A_KIND = 6
GROWTH = 2.4
MOST_MEMORY = 250
MEGABYTE = 1 << 20


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least processor time of some rounds, after one that loads what is loaded once."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def read(path: Path) -> int:
    """All pages of a file in this process, open and close included."""
    return sum(page.glyphs.count for page in open_pdf(path, isolated=False).pages)


def characters(path: Path) -> int:
    """The same by pdfplumber."""
    with pdfplumber.open(path) as document:
        return sum(len(page.chars) for page in document.pages)


@pytest.mark.parametrize("kind", KINDS)
def test_reading_beside_pdfplumber(shared: Path, kind: str) -> None:
    paths = sorted((shared / "corpus" / "synth").glob(f"{kind}-*.pdf"))[:PAGES_OF_A_KIND]
    ours = theirs = 0.0
    worst = 0.0
    for path in paths:
        one, other = seconds(lambda path=path: read(path)), seconds(lambda path=path: characters(path), 2)  # type: ignore[misc]
        ours, theirs, worst = ours + one, theirs + other, max(worst, one / other)
    print(
        f"{kind}: {ours / len(paths) * 1000:.0f} ms a page, {ours / theirs:.3f} of pdfplumber's"
        f" {theirs / len(paths) * 1000:.0f} ms (worst page {worst:.3f}; aim {KINDS[kind]})"
    )


def test_twice_the_glyphs(tmp_path: Path) -> None:
    def page(lines: int) -> Path:
        content = "".join(text("the quick brown fox jumps over the lazy dog " * 2, 20, 12 * at) for at in range(lines))
        return write_pdf(tmp_path / f"{lines}.pdf", Leaf(content, media=(0, 0, 600, 12 * lines)))

    for lines in (60, 240, 960):
        once, twice = seconds(lambda lines=lines: read(page(lines))), seconds(lambda lines=lines: read(page(2 * lines)))  # type: ignore[misc]
        print(f"{88 * lines} glyphs: twice as many take {twice / once:.2f} times as long (aim {GROWTH})")


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of POSIX")
@pytest.mark.parametrize("name", ["zh-modern-7-00", "en-broadsheet-7-00"])
def test_peak_memory_of_a_page(shared: Path, name: str) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from layout_tool.ingest.pdf.source import open_pdf\n"
        "assert sum(page.glyphs.count for page in open_pdf(Path(sys.argv[1]), isolated=False).pages)\n"
        "from layout_tool.ingest.pdf.limits import peak_memory\n"
        "print(peak_memory())\n"
    )
    command = [sys.executable, "-c", program, str(shared / "corpus" / "synth" / f"{name}.pdf")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(f"{name}: {int(printed) // MEGABYTE} MB at most (aim {MOST_MEMORY})")


def test_reading_in_a_child(shared: Path) -> None:
    """Wall time: the child's part counts."""
    path = shared / "corpus" / "synth" / "en-broadsheet-7-00.pdf"
    for isolated in (False, True):
        times = []
        for _ in range(ROUNDS + 1):
            start = time.perf_counter()
            list(open_pdf(path, isolated=isolated).pages)
            times.append(time.perf_counter() - start)
        print(f"{'in a child' if isolated else 'in this process'}: {min(times) * 1000:.0f} ms")
