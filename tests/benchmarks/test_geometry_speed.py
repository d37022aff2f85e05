"""How the time for a page of glyphs grows with its glyphs. Ratios are printed, no time asserted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pytest

from layout_tool import propose
from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.geometry.reading import read_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.glyphs import Font, GlyphPage, Glyphs, Ruling

PER_GLYPH = ("text", "origin", "box", "size", "angle", "vertical", "font", "colour", "span", "visible")


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of some rounds, after one that loads what is loaded once."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def beside(left: GlyphPage, right: GlyphPage) -> GlyphPage:
    """Two pages as one, side by side."""
    a, b = left.glyphs, right.glyphs
    shift = np.array([left.width, 0.0])
    moved = replace(
        b, origin=b.origin + shift, box=b.box + np.tile(shift, 2),
        font=b.font + np.int32(len(a.fonts)), span=b.span + a.span.max() + np.int32(1),
    )  # fmt: skip
    both = {name: np.concatenate([getattr(a, name), getattr(moved, name)]) for name in PER_GLYPH}
    return replace(
        left,
        width=left.width + right.width,
        height=max(left.height, right.height),
        glyphs=Glyphs(**both, fonts=a.fonts + b.fonts),
        rulings=(*left.rulings, *(Ruling(rule.bbox.moved(left.width, 0), rule.kind) for rule in right.rulings)),
        images=(*left.images, *(box.moved(left.width, 0) for box in right.images)),
    )


def shuffled(page: GlyphPage) -> GlyphPage:
    """The page with its glyphs in no order."""
    order = np.random.default_rng(1).permutation(page.glyphs.count)
    return replace(page, glyphs=replace(page.glyphs, **{name: getattr(page.glyphs, name)[order] for name in PER_GLYPH}))


def upright_pairs(count: int) -> GlyphPage:
    """A page of so many glyphs in short upright runs, far from each other."""
    at = np.arange(count) // 2
    x, y = (at % 60) * 30.0, (at // 60) * 40.0 + (np.arange(count) % 2) * 10.0
    box = np.stack([x, y, x + 10, y + 10], axis=1)
    zeros, numbers = np.zeros(count), np.zeros(count, dtype=np.int32)
    glyphs = Glyphs(
        np.array(["国"] * count), box[:, :2], box, zeros + 10, zeros, zeros > 0, numbers, numbers,
        np.arange(count, dtype=np.int32), zeros == 0, (Font("Serif"),),
    )  # fmt: skip
    return GlyphPage(0, 1800.0, float(box[-1, 3]), glyphs)


def first_pages(shared: Path, kind: str, count: int) -> list[Path]:
    return sorted((shared / "corpus" / "synth").glob(f"{kind}-*.pdf"))[:count]


def glyphs_of(path: Path) -> GlyphPage:
    (page,) = open_pdf(path, isolated=False).pages
    return page


def characters(path: Path) -> int:
    """The characters of a file by pdfplumber."""
    with pdfplumber.open(path) as document:
        return sum(len(page.chars) for page in document.pages)


@pytest.mark.parametrize("kind", ["zh-modern", "en-broadsheet"])
def test_a_page_of_a_pdf_beside_pdfplumber(shared: Path, kind: str) -> None:
    """Reading and all that follows, in this process, against reading alone by pdfplumber (aim: 0.5)."""
    profile = load_profile()
    ours = engine = theirs = 0.0
    for path in first_pages(shared, kind, 4):
        page = glyphs_of(path)
        propose(path)
        ours += cpu(lambda path=path: glyphs_of(path))  # type: ignore[misc]
        engine += cpu(lambda page=page: propose_glyph_page(page, "s1", 1, profile))  # type: ignore[misc]
        theirs += cpu(lambda path=path: characters(path), 2)  # type: ignore[misc]
    print(
        f"{kind}: reading {ours / 4 * 1000:.0f} ms, engine {engine / 4 * 1000:.0f} ms,"
        f" {(ours + engine) / theirs:.2f} of pdfplumber's {theirs / 4 * 1000:.0f} ms"
    )


@pytest.mark.parametrize("kind", ["zh-modern", "zh-vertical", "en-broadsheet"])
def test_two_pages_side_by_side(shared: Path, kind: str) -> None:
    """Twice the glyphs (aim: 2.4 times the time)."""
    profile = load_profile()
    left, right = (glyphs_of(path) for path in first_pages(shared, kind, 2))
    one = [cpu(lambda page=page: propose_glyph_page(page, "s1", 1, profile)) for page in (left, right)]  # type: ignore[misc]
    both = beside(left, right)
    two = cpu(lambda: propose_glyph_page(both, "s1", 1, profile))
    print(
        f"{kind}: {left.glyphs.count} and {right.glyphs.count} glyphs in {one[0]:.3f} s and {one[1]:.3f} s,"
        f" both in {two:.3f} s: {2 * two / sum(one):.2f} times for twice"
    )


def test_glyphs_in_no_order(shared: Path) -> None:
    """Four pages in one, some 24,000 glyphs, in order and in none: their lines are found alike."""
    page = beside(*(glyphs_of(path) for path in first_pages(shared, "zh-modern", 2)))
    page = beside(page, page)
    mixed = shuffled(page)
    in_order, in_none = cpu(lambda: read_glyph_page(page), 2), cpu(lambda: read_glyph_page(mixed), 2)
    print(f"{page.glyphs.count} glyphs: {in_order:.3f} s in order, {in_none:.3f} s in none")
    found = [sorted(line.core for line in read_glyph_page(each).typeset.lines) for each in (page, mixed)]
    assert len(found[0]) > 1000
    assert len(set(found[1]) & set(found[0])) >= 0.9 * len(set(found[0]))


def test_upright_runs() -> None:
    """Thousands of upright runs (aim: twice the time for twice)."""
    few, many = upright_pairs(3000), upright_pairs(6000)
    one, two = cpu(lambda: read_glyph_page(few)), cpu(lambda: read_glyph_page(many))
    print(f"upright runs: {one:.3f} s for 1500, {two:.3f} s for 3000: {two / one:.2f} times for twice")
    assert len(read_glyph_page(many).typeset.lines) == 3000
