"""Runs of glyphs: neighbours in the stream that stand on one line, along the page's direction or across it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.glyphs import Glyphs

_GAP = 0.3
_BACK = -0.75
_OFF_LINE = 0.2
_LIKE_SIZE = 1.12
_FEW_LINKED = 0.5
_USUAL = 10.0

Boxes = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """m runs. `members` are the glyphs of each, in reading order; `box` (m, 4) around them, `size` (m,) the font size.

    `upright` (m,) where the run goes across the page's main direction: down, or up on a turned page; a single
    glyph goes neither way and counts as one to the right. `even` (m,) where all its glyphs have that size.
    """

    members: list[Indices]
    box: Boxes
    size: NDArray[np.float64]
    upright: NDArray[np.bool_]
    even: NDArray[np.bool_]


def type_size(glyphs: Glyphs) -> float:
    """The size of most of a page's type: the median of its glyphs; the page's thresholds are multiples of it."""
    sizes = glyphs.size[glyphs.size > 0]
    return float(np.median(sizes)) if sizes.size else _USUAL


def downward_share(glyphs: Glyphs) -> float:
    """The share of glyphs with a follower on their line whose line runs down the page, 0 to 1."""
    along, down = _links(glyphs.box, glyphs.size, upward=False)
    linked = int(along.sum() + down.sum())
    return float(down.sum()) / linked if linked else 0.0


def find_runs(glyphs: Glyphs, *, upward: bool) -> Runs:
    """The runs of a page whose main direction is to the right.

    `upward` on a turned page, where lines across the main direction run up. Where the stream has the
    glyphs in no order of lines, they are first sorted by height and place.
    """
    order = np.arange(glyphs.count)
    along, down = _links(glyphs.box, glyphs.size, upward=upward)
    if glyphs.count > 2 and (along | down).mean() < _FEW_LINKED:
        rows = np.round(glyphs.box[:, 3] / (0.25 * type_size(glyphs)))
        by_place = np.lexsort((glyphs.box[:, 0], rows))
        other_along, other_down = _links(glyphs.box[by_place], glyphs.size[by_place], upward=upward)
        if (other_along | other_down).sum() > (along | down).sum():
            order, along, down = by_place, other_along, other_down
    return _gathered(glyphs, order, along, down)


def _links(box: Boxes, size: NDArray[np.float64], *, upward: bool) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each glyph but the last: whether the next in the stream follows it on its line, to the right or across."""
    if len(box) < 2:
        return np.zeros(0, dtype=bool), np.zeros(0, dtype=bool)
    small, large = np.minimum(size[:-1], size[1:]), np.maximum(size[:-1], size[1:])
    unit = np.maximum(small, 1e-3)
    alike = large <= _LIKE_SIZE * unit
    foot = np.abs(box[1:, 3] - box[:-1, 3]) <= _OFF_LINE * unit
    level = np.abs(box[1:, 1] + box[1:, 3] - box[:-1, 1] - box[:-1, 3]) <= 2 * _OFF_LINE * unit
    ahead = (box[1:, 0] - box[:-1, 2]) / unit
    along = alike & (foot | level) & (ahead > _BACK) & (ahead < _GAP)
    middle = np.abs(box[1:, 0] + box[1:, 2] - box[:-1, 0] - box[:-1, 2]) <= 2 * _OFF_LINE * unit
    below = ((box[:-1, 1] - box[1:, 3]) if upward else (box[1:, 1] - box[:-1, 3])) / unit
    down = alike & middle & (below > _BACK) & (below < _GAP) & ~along
    return along, down


def _gathered(glyphs: Glyphs, order: Indices, along: NDArray[np.bool_], down: NDArray[np.bool_]) -> Runs:
    """Runs from the links; where the direction changes, a new run begins."""
    n = glyphs.count
    kind = np.where(along, 1, np.where(down, 2, 0))
    starts = np.ones(n, dtype=bool)
    if n > 1:
        linked = kind > 0
        turned = np.zeros(n - 1, dtype=bool)
        turned[1:] = (kind[1:] != kind[:-1]) & (kind[:-1] > 0) & linked[1:]
        starts[1:] = ~linked | turned
    bounds = np.append(np.flatnonzero(starts), n)
    members = [order[a:b] for a, b in pairwise(bounds)]
    heads = bounds[:-1]
    box = glyphs.box[order]
    found = (
        np.stack(
            [
                np.minimum.reduceat(box[:, 0], heads),
                np.minimum.reduceat(box[:, 1], heads),
                np.maximum.reduceat(box[:, 2], heads),
                np.maximum.reduceat(box[:, 3], heads),
            ],
            axis=1,
        )
        if n
        else np.zeros((0, 4))
    )
    sizes = glyphs.size[order]
    size = np.maximum.reduceat(sizes, heads) if n else np.zeros(0)
    even = size == np.minimum.reduceat(sizes, heads) if n else np.zeros(0, dtype=bool)
    first_kind = np.append(kind, 0)[heads] if n else np.zeros(0, dtype=int)
    long = np.diff(bounds) > 1
    return Runs(members, found, size, (first_kind == 2) & long, even)
