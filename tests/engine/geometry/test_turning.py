"""Turning a page and turning boxes back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.geometry.turning import turned, turned_back, turned_box
from layout_tool.model.geometry import Box
from tests.engine.geometry.printed import Sheet

EDGE = st.floats(-50, 900, allow_nan=False)


@given(EDGE, EDGE, st.floats(0, 300), st.floats(0, 300), st.floats(1, 900))
def test_turning_back_undoes_turning(x: float, y: float, width: float, height: float, page: float) -> None:
    box = Box(x, y, x + width, y + height)
    there = turned_box(box, page)
    assert turned_back(there, page) == pytest.approx(tuple(box), abs=1e-6)
    assert (there.width, there.height) == pytest.approx((height, width), abs=1e-6)


def test_a_turned_page_has_the_next_line_below() -> None:
    sheet = Sheet()
    sheet.line("右", 500, 100, down=True)
    sheet.line("左", 480, 100, down=True)
    sheet.rule(490, 50, 490, 300)
    sheet.images.append(Box(0, 0, 100, 50))
    page = turned(sheet.page())
    assert (page.width, page.height) == (800, 600)
    right, left = page.glyphs.box
    assert left[1] > right[1]
    assert left[0] == right[0]
    assert page.rulings[0].bbox == Box(50, 110, 300, 110)
    assert page.images == (Box(0, 500, 50, 600),)


def test_some_glyphs_of_a_page() -> None:
    sheet = Sheet()
    sheet.line("新港渔民", 10, 10)
    glyphs = sheet.page().glyphs
    some = glyphs.taken(np.array([True, False, False, True]))
    assert some.text.tolist() == ["新", "民"]
    assert some.fonts == glyphs.fonts
