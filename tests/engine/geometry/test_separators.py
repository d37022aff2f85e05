"""Rules, frames and tints."""

from __future__ import annotations

import numpy as np

from layout_tool.engine.geometry.separators import Rules, find_separators
from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Ruling

RULE, FRAME, TINT = SeparatorKind.RULE, SeparatorKind.FRAME, SeparatorKind.TINT


def test_rules_are_level_or_walls() -> None:
    found = find_separators([Ruling(Box(0, 9, 90, 10), RULE), Ruling(Box(50, 0, 50, 90), RULE)], 100, 100, 9)
    assert found.level.tolist() == [[0, 9, 90, 10]]
    assert found.walls.tolist() == [[50, 0, 50, 90]]
    assert not len(found.frames)


def test_a_frame_has_four_edges_and_a_tint_has_none() -> None:
    found = find_separators([Ruling(Box(10, 10, 60, 40), FRAME), Ruling(Box(10, 50, 60, 90), TINT)], 100, 100, 9)
    assert len(found.level) == len(found.walls) == 2
    assert len(found.frames) == 2


def test_a_frame_drawn_twice_counts_once_and_the_page_is_none() -> None:
    outline = Ruling(Box(1, 1, 99, 99), FRAME)
    twice = [Ruling(Box(10, 10, 60, 40), FRAME), Ruling(Box(11, 11, 61, 41), TINT)]
    assert len(find_separators([outline, *twice], 100, 100, 9).frames) == 1


def test_a_box_is_in_the_smallest_frame_around_it() -> None:
    found = find_separators([Ruling(Box(20, 20, 50, 50), FRAME), Ruling(Box(10, 10, 90, 90), TINT)], 100, 100, 9)
    boxes = np.array([[30, 30, 40, 40], [60, 60, 70, 70], [92, 92, 99, 99]], dtype=float)
    assert found.frame_of(boxes).tolist() == [1, 0, -1]


def test_a_rule_crosses_where_it_runs_between_two_boxes() -> None:
    upper, lower = [10.0, 0, 60, 10], [10.0, 20, 60, 30]
    assert Rules(np.array([[0.0, 15, 100, 15]]), 9).between(upper, lower)
    assert not Rules(np.array([[0.0, 15, 20, 15]]), 9).between(upper, lower)
    assert not Rules(np.array([[0.0, 45, 100, 45]]), 9).between(upper, lower)
    assert not Rules(np.zeros((0, 4)), 9).between(upper, lower)
