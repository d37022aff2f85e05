"""Which of two glyphs at one place are kept."""

from __future__ import annotations

import numpy as np
import pytest

from layout_tool.ingest.pdf.doubles import painted_once
from layout_tool.ingest.pdf.raw_page import UNKNOWN

Spot = tuple[str, float, float]


def kept(*spots: Spot, reach: float = 10.0, size: float = 10.0, hidden: tuple[int, ...] = ()) -> list[bool]:
    count = len(spots)
    visible = ~np.isin(np.arange(count), hidden)
    origin = np.array([(x, y) for _, x, y in spots], np.float64)
    signs = np.array([sign for sign, _, _ in spots])
    found = painted_once(signs, origin, np.full(count, reach), np.full(count, size), visible)
    return [bool(one) for one in found]


@pytest.mark.parametrize("place", [(0.0, 0.0), (3.1, 7.7), (999.9, 0.3), (59.999, 60.001)])
@pytest.mark.parametrize("step", [(0.0, 0.0), (0.3, 0.0), (-2.9, 0.0), (0.0, 2.9), (2.9, -2.9)])
def test_the_same_letter_near_by_is_one(place: tuple[float, float], step: tuple[float, float]) -> None:
    x, y = place
    assert kept(("文", x, y), ("文", x + step[0], y + step[1])) == [True, False]


@pytest.mark.parametrize("step", [(3.1, 0.0), (10.0, 0.0), (0.0, 3.1), (0.0, 12.0)])
def test_the_same_letter_farther_off_is_another(step: tuple[float, float]) -> None:
    assert kept(("文", 50, 50), ("文", 50 + step[0], 50 + step[1])) == [True, True]


def test_other_letters_may_stand_anywhere() -> None:
    assert kept(("文", 50, 50), ("字", 50, 50)) == [True, True]


def test_narrow_letters_are_judged_by_their_advance() -> None:
    assert kept(("l", 50, 50), ("l", 52.2, 50), reach=2.2) == [True, True]
    assert kept(("l", 50, 50), ("l", 51, 50), reach=2.2) == [True, False]


def test_many_coats_are_one() -> None:
    assert kept(*(("文", 50 + part / 10, 50) for part in range(6))) == [True] + [False] * 5


def test_the_seen_one_is_kept() -> None:
    assert kept(("文", 50, 50), ("文", 50, 50), hidden=(0,)) == [False, True]
    assert kept(("文", 50, 50), ("文", 50, 50), hidden=(0, 1)) == [True, False]


def test_what_has_no_advance_is_kept() -> None:
    assert kept((" ", 50, 50), (" ", 50, 50), reach=0) == [True, True]
    assert kept((UNKNOWN, 50, 50), (UNKNOWN, 50, 50), reach=0) == [True, True]
    assert kept((" ", 50, 50), (" ", 50, 50), reach=3) == [True, False]


def test_ligatures_count_as_letters_do() -> None:
    assert kept(("ffi", 50, 50), ("f", 70, 50), ("ffi", 50.5, 50)) == [True, True, False]


def test_a_full_page_of_one_letter_is_untouched() -> None:
    spots = [("中", 10.0 * column, 12.0 * row) for row in range(60) for column in range(60)]
    assert all(kept(*spots))
