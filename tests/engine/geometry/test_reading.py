"""A page of glyphs is read: body type, faces, places, what stands around."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from layout_tool.engine.geometry.reading import read_glyph_page
from layout_tool.model.geometry import Box
from tests.engine.geometry.printed import BOLD, Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR, two_stories


def test_body_type_is_that_of_most_text() -> None:
    body = read_glyph_page(two_stories().page()).typeset.body
    assert (body.size, body.leading, body.tolerance) == (10, 13, 1)


def test_lines_know_indent_width_face_and_place() -> None:
    typeset = read_glyph_page(two_stories().page()).typeset
    head = next(line for line in typeset.lines if line.core == "远洋货轮百艘到港")
    first = next(line for line in typeset.lines if line.core.startswith("新港区"))
    assert head.face is not None
    assert (head.face.size, head.face.weight) == (2.4, 700)
    assert first.face is not None
    assert (first.face.size, first.face.weight) == (1, 400)
    assert (first.indent, first.width) == (2, 13)
    assert first.cell == pytest.approx((70 / 5, 100 / 13, 200 / 5, 110 / 13))


def test_each_line_starts_where_the_line_before_ended() -> None:
    lines = read_glyph_page(two_stories().page()).typeset.lines
    assert [line.number for line in lines] == list(range(len(lines)))
    assert all(after.start == before.end + 1 for before, after in pairwise(lines))


def test_sizes_that_a_recogniser_measured_are_the_bodys() -> None:
    scatter = random.Random(3)
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 60, 24, BOLD)
    for k in range(20):
        sheet.line(HARBOUR[k : k + 15], 50, 100 + 14 * k, round(10 * scatter.uniform(0.92, 1.08), 2))
    typeset = read_glyph_page(sheet.page()).typeset
    sizes = [line.face.size for line in typeset.lines if line.face is not None]
    assert sizes.count(1.0) == 20
    assert max(sizes) > 2


def test_a_picture_over_the_whole_page_is_its_background() -> None:
    sheet = two_stories()
    sheet.images += [Box(0, 0, 600, 800), Box(400, 100, 500, 200)]
    around = read_glyph_page(sheet.page()).around
    assert around.images.tolist() == [pytest.approx([80, 100 / 13, 100, 200 / 13])]
