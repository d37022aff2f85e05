"""Where fragments with boxes stand to each other: below, in the next column, over, near.

Boxes are in cells and rows of a layout-preserving dump, or in any unit in which a line of text is `row` high and an
em is `em` wide; origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.surroundings import Bounds, boxes_of

Array = NDArray[np.float64]
_BELOW_REACH = 12.0
_OVERLAP = -1.2
_FADES, _FADES_IN_PRINT = 3.0, 1.5
"""White after which `below` is down to a third, in rows: a dump keeps blank lines, a printed column has hardly any."""
_OVER_REACH = 12.0
_COLUMN_GAP_EM = 14.0
_STACK_GAP = 0.8
_LEVEL = 2.5
_FILLED_ROOM, _PASSED_ROOM = 2.0, 1.5
"""White around what fills a gap, in rows: all that stands there, and what a column of one story runs past."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs (n, n), row i and column j.

    `below`: j stands directly below i in its column, 1 without a gap, falling with it. `next_column`: j tops the
    column to the right of the one that i ends, 1 where their tops are level. `over`: i stands directly over j, as a
    headline does, times the share of j's width that it covers. `beside`: i stands left or right of j at the same
    height. `distance`: white between the boxes, in lines.
    """

    below: Array
    next_column: Array
    over: Array
    beside: Array
    distance: Array


def find_neighbours(
    fragments: Sequence[Fragment], outside: Array, bounds: Bounds | None = None, em: float = 2.0, row: float = 1.0
) -> Neighbours:
    """The neighbours among a page's fragments; `outside` is the log-odds that a fragment is no running text.

    Where `bounds` are known, what pictures and headings fill is no gap, and columns run past some of it.
    """
    boxes = boxes_of(fragments)
    x0, y0, x1, y1 = (boxes[:, side] for side in range(4))
    measure = np.array([fragment.measure for fragment in fragments]) * em
    width = np.maximum(np.maximum(x1 - x0, np.minimum(measure, 1.5 * (x1 - x0))), 1e-6)
    right = x0 + width
    across = np.minimum(right[:, None], right[None, :]) - np.maximum(x0[:, None], x0[None, :])
    down = np.minimum(y1[:, None], y1[None, :]) - np.maximum(y0[:, None], y0[None, :])
    shared = across / np.minimum(width[:, None], width[None, :])
    gap_down = (y0[None, :] - y1[:, None]) / row
    under = (shared > 0.5) & (gap_down > _OVERLAP)
    np.fill_diagonal(under, False)
    nearest = _nearest(under & (outside < 0)[None, :], gap_down)
    white = gap_down if bounds is None else _white(gap_down, bounds.filled, _FILLED_ROOM)
    below = np.where(
        under & (gap_down <= nearest[:, None] + 0.5) & (white < _BELOW_REACH),
        np.exp(-np.maximum(white - 0.5, 0) / (_FADES if bounds is None else _FADES_IN_PRINT)),
        0.0,
    )
    top, bottom = _stacks(
        boxes, below, gap_down if bounds is None else _white(gap_down, bounds.passed, _PASSED_ROOM), outside
    )
    next_column = _next_columns(boxes, right, top, bottom, em, row)
    over = np.where(
        (shared > 0.3) & (gap_down > _OVERLAP) & (white < _OVER_REACH), np.exp(-np.maximum(white - 1, 0) / 6), 0.0
    )
    over = over * np.clip(across / width[None, :], 0, 1) * (gap_down <= nearest[:, None] + 1.5)
    gap_across = np.maximum(x0[None, :] - right[:, None], x0[:, None] - right[None, :]) / em
    beside = np.where((down > 0.5 * row) & (gap_across > -1) & (gap_across < 6), 1.0, 0.0)
    distance = np.hypot(np.maximum(gap_across * em / (2 * row), 0), np.maximum(-down / row, 0))
    for array in (over, beside):
        np.fill_diagonal(array, 0.0)
    return Neighbours(np.asarray(below), next_column, np.asarray(over), np.asarray(beside), np.asarray(distance))


def _white(gap: Array, filled: Array, room: float) -> Array:
    """The white in a gap that is partly filled, in rows; `room` rows of white around what fills it does not count."""
    return np.asarray(np.where(filled > 0, gap - filled - room, np.where(np.isinf(filled), np.inf, gap)))


def _nearest(under: NDArray[np.bool_], gap: Array) -> Array:
    """For each i the gap to the nearest fragment under it, infinite where there is none."""
    return np.asarray(np.where(under, gap, np.inf).min(axis=1, initial=np.inf))


def _stacks(boxes: Array, below: Array, gap: Array, outside: Array) -> tuple[Array, Array]:
    """Top and bottom of the stack of running text that each fragment belongs to."""
    n = len(boxes)
    top, bottom = boxes[:, 1].copy(), boxes[:, 3].copy()
    text = outside < 0
    touching = (below > 0) & (gap < _STACK_GAP) & text[:, None] & text[None, :]
    order = np.argsort(boxes[:, 1], kind="stable")
    for j in order:
        above = np.flatnonzero(touching[:, j])
        if above.size:
            top[j] = min(top[j], top[above].min())
    for i in order[::-1]:
        under = np.flatnonzero(touching[i])
        if under.size:
            bottom[i] = max(bottom[i], bottom[under].max())
    return top[:n], bottom[:n]


def _next_columns(boxes: Array, right: Array, top: Array, bottom: Array, em: float, row: float) -> Array:
    """j tops a stack right of the stack that i ends; nearest columns first, level tops best."""
    x0, y0, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 3]
    ends = y1 >= bottom - 0.5 * row
    tops = y0 <= top + 0.5 * row
    gap = (x0[None, :] - right[:, None]) / em
    beyond = (gap > -1.5) & (gap < _COLUMN_GAP_EM) & ends[:, None] & tops[None, :]
    meets = (top[None, :] <= bottom[:, None] + row) & (bottom[None, :] >= top[:, None] - row)
    level = np.abs(top[None, :] - top[:, None]) / row
    inside = (top[None, :] >= top[:, None] - row) & (top[None, :] <= bottom[:, None])
    value = np.where(level <= _LEVEL, 1.0, np.where(inside, 0.5, 0.25))
    value = np.where(beyond & meets, value * np.exp(-np.maximum(gap - 4, 0) / 5), 0.0)
    nearest = np.where(beyond & meets, gap, np.inf).min(axis=1, initial=np.inf)
    return np.asarray(np.where(gap <= nearest[:, None] + 4, value, 0.3 * value))
