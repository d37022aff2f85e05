"""What proposing a page of a PDF costs beside pdfplumber, in one run. Processor time, so a busy machine does little
harm."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from tests.benchmarks.test_reading import characters, seconds

KINDS = ("zh-modern", "mixed-hard", "zh-vertical", "en-broadsheet")
PAGES_OF_A_KIND = 6
MOST_OF_PDFPLUMBER = 0.5
GROWTH = 2.4
MOST_MEMORY = 250
MEGABYTE = 1 << 20


def propose_all(path: Path) -> int:
    """All pages of a file, read in this process and proposed; how many articles."""
    profile = load_profile()
    pages = open_pdf(path, isolated=False).pages
    return sum(len(propose_glyph_page(page, "s1", at, profile).articles) for at, page in enumerate(pages, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_proposing_beside_pdfplumber(shared: Path, kind: str) -> None:
    paths = sorted((shared / "corpus" / "synth").glob(f"{kind}-*.pdf"))[:PAGES_OF_A_KIND]
    ours = theirs = worst = 0.0
    for path in paths:
        one = seconds(lambda path=path: propose_all(path), 3)  # type: ignore[misc]
        other = seconds(lambda path=path: characters(path), 2)  # type: ignore[misc]
        ours, theirs, worst = ours + one, theirs + other, max(worst, one / other)
    print(
        f"{kind}: {ours / len(paths) * 1000:.0f} ms a page, {ours / theirs:.3f} of pdfplumber's"
        f" {theirs / len(paths) * 1000:.0f} ms (worst page {worst:.3f}; aim {MOST_OF_PDFPLUMBER})"
    )


def doubled(page: GlyphPage) -> GlyphPage:
    """The page twice, one below the other."""
    glyphs, down = page.glyphs, page.height
    shift = np.array([0.0, down])

    def twice(boxes: tuple[Box, ...]) -> list[Box]:
        return [*boxes, *(Box(box.x0, box.y0 + down, box.x1, box.y1 + down) for box in boxes)]

    return replace(
        page,
        height=2 * down,
        glyphs=replace(
            glyphs,
            text=np.tile(glyphs.text, 2),
            origin=np.concatenate([glyphs.origin, glyphs.origin + shift]),
            box=np.concatenate([glyphs.box, glyphs.box + np.tile(shift, 2)]),
            size=np.tile(glyphs.size, 2),
            angle=np.tile(glyphs.angle, 2),
            vertical=np.tile(glyphs.vertical, 2),
            font=np.tile(glyphs.font, 2),
            colour=np.tile(glyphs.colour, 2),
            span=np.concatenate([glyphs.span, glyphs.span + glyphs.span.max() + 1]),
            visible=np.tile(glyphs.visible, 2),
        ),
        rulings=tuple(
            replace(ruling, bbox=box)
            for ruling, box in zip(page.rulings * 2, twice(tuple(r.bbox for r in page.rulings)), strict=True)
        ),
        images=tuple(twice(page.images)),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_glyphs(shared: Path, kind: str) -> None:
    profile = load_profile()
    (page,) = open_pdf(shared / "corpus" / "synth" / f"{kind}-7-00.pdf", isolated=False).pages
    longer = doubled(page)
    once = seconds(lambda: propose_glyph_page(page, "s1", 1, profile), 3)
    twice = seconds(lambda: propose_glyph_page(longer, "s1", 1, profile), 3)
    print(f"{kind}: twice the glyphs take {twice / once:.2f} times as long ({once:.3f} s; aim {GROWTH})")


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of POSIX")
@pytest.mark.parametrize("name", ["zh-modern-7-00", "en-broadsheet-7-00"])
def test_peak_memory_of_a_page(shared: Path, name: str) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.benchmarks.test_pdf_speed import propose_all\n"
        "assert propose_all(Path(sys.argv[1]))\n"
        "from layout_tool.ingest.pdf.limits import peak_memory\n"
        "print(peak_memory())\n"
    )
    command = [sys.executable, "-c", program, str(shared / "corpus" / "synth" / f"{name}.pdf")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(f"{name}: {int(printed) // MEGABYTE} MB at most (aim {MOST_MEMORY})")
