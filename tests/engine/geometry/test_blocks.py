"""Stacks: lines under one another at one size; how far sizes may differ is told by the page."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.geometry.blocks import find_stacks, size_tolerance
from layout_tool.engine.geometry.printed_lines import PrintedLine, find_lines
from layout_tool.engine.geometry.separators import Separators, find_separators
from layout_tool.model.document import SeparatorKind
from tests.engine.geometry.printed import Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR

NO_WALLS = np.zeros((0, 4))
NOTHING = find_separators((), 600, 800, 10)


def lines_of(sheet: Sheet) -> list[PrintedLine]:
    return find_lines(sheet.page().glyphs, NO_WALLS)


def parts(sheet: Sheet) -> list[int]:
    separators = find_separators(sheet.rulings, sheet.width, sheet.height, 10)
    return sorted(len(stack.lines) for stack in find_stacks(lines_of(sheet), separators))


def noisy(share: float) -> Sheet:
    """A column of 20 lines whose sizes scatter by that share, as a recogniser measures them."""
    scatter = random.Random(7)
    sheet = Sheet()
    for k in range(20):
        sheet.line(HARBOUR[k : k + 15], 50, 100 + 14 * k, round(10 * scatter.uniform(1 - share, 1 + share), 2))
    return sheet


def test_a_printed_page_has_sharp_sizes() -> None:
    assert size_tolerance(lines_of(noisy(0))) < 1.04


def test_scattered_sizes_make_one_stack() -> None:
    assert size_tolerance(lines_of(noisy(0.08))) > 1.15
    assert parts(noisy(0.08)) == [20]


def test_a_subhead_stands_by_itself_where_sizes_are_sharp() -> None:
    sheet = Sheet()
    for k in range(20):
        sheet.line(HARBOUR[k : k + 15] if k != 8 else "渔民卖鱼", 50, 100 + 13 * k, 11.5 if k == 8 else 10)
    assert parts(sheet) == [1, 8, 11]


def test_rules_frames_and_white_part_stacks() -> None:
    sheet = Sheet()
    y = sheet.column(HARBOUR[:58], 50, 100, 15)
    sheet.rule(50, y, 200, y)
    y = sheet.column(HARBOUR[:58], 50, y + 3, 15)
    y = sheet.column(HARBOUR[:58], 50, y + 8, 15)
    assert parts(sheet) == [4, 4, 4]
    sheet.rule(45, y, 205, y + 60, SeparatorKind.FRAME)
    sheet.column(HARBOUR[:43], 50, y + 4, 15)
    assert parts(sheet) == [3, 4, 4, 4]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.floats(0, 300), st.floats(0, 300), st.sampled_from([8.0, 10.0, 10.2, 20.0])),
        max_size=20,
    )
)
def test_every_line_is_in_one_stack_from_top_to_bottom(made: list[tuple[int, float, float, float]]) -> None:
    lines = [
        PrintedLine(np.array([k]), np.array([x, y, x + n * size, y + size]), size, False)
        for k, (n, x, y, size) in enumerate(made)
    ]
    stacks = find_stacks(lines, Separators(NO_WALLS, NO_WALLS, NO_WALLS, 10))
    assert Counter(id(line) for stack in stacks for line in stack.lines) == Counter(id(line) for line in lines)
    for stack in stacks:
        for upper, lower in pairwise(stack.lines):
            assert lower.box[1] >= upper.box[3] - 0.5 * upper.size
            assert lower.size <= 1.23 * upper.size
