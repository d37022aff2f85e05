"""Printed lines: runs joined over the gaps of letter-spacing and tabulation, but never over a gutter or a rule."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.line_edges import LONG, Edges, Rect
from layout_tool.engine.geometry.near_pairs import first_of_each, middle, pairs_level, pairs_within
from layout_tool.engine.geometry.runs import Boxes, Indices, Runs, find_runs
from layout_tool.model.glyphs import Glyphs

_WIDEST = 9.0
_ALWAYS = 0.3
_LEVEL = 0.55
_LIKE_SIZE = 1.35
_SPACED = 0.8
_OTHER_SIZE = 1.04
_ACROSS_BACK, _ACROSS_GAP = -0.3, 1.0
_LONE = 1.25
_GUTTER = {
    "left_edge": 1.2, "right_edge": 1.0, "whole": 1.2, "corridor": 1.4, "blocked": -2.2, "wide": 0.8, "wider": 0.8,
    "other_size": 2.0, "lone": -1.5,
}  # fmt: skip
_GUTTER_PRIOR = -2.8
_EDGES_MOST = _GUTTER["left_edge"] + _GUTTER["right_edge"] + _GUTTER["whole"]
_CORRIDOR = (_GUTTER["blocked"], 0.5 * _GUTTER["blocked"], _GUTTER["corridor"])
"""By the number of sides, above and below, on which the gap goes on as white."""
_VERY_WIDE = 1.6
_OVER_WALL = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLine:
    """Glyphs of one line in reading order; `box` (x0, y0, x1, y1) around them, `size` the font size of most.

    `upright` where it runs across the page's main direction: down, or up on a turned page. `shadow` where it is hidden
    text behind text that is seen.
    """

    members: Indices
    box: NDArray[np.float64]
    size: float
    upright: bool
    shadow: bool = False


def find_lines(glyphs: Glyphs, walls: Boxes, *, upward: bool = False) -> list[PrintedLine]:
    """The lines of a page whose main direction is to the right, in no order that matters.

    `walls` (k, 4) are boxes of vertical rules and frame edges: no line goes through one. `upward` on a turned page,
    where lines across the main direction run up.
    """
    texts = glyphs.text.tolist()
    inked = {text: bool(text.strip()) for text in set(texts)}
    runs = find_runs(glyphs, upward=upward)
    if not all(inked.values()):
        runs = _trimmed(runs, glyphs, np.fromiter(map(inked.__getitem__, texts), dtype=bool, count=len(texts)))
    groups = _joined_along(runs, walls) + _joined_across(runs, upward)
    return [_line(runs, group, glyphs) for group in groups]


def _trimmed(runs: Runs, glyphs: Glyphs, inked: NDArray[np.bool_]) -> Runs:
    """Runs without white space at their ends; those of white space alone are dropped."""
    members, boxes, keep = [], [], []
    printed = inked.tolist()
    for at, whole in enumerate(runs.members):
        run, box = whole, runs.box[at]
        if not (printed[run[0]] and printed[run[-1]]):
            ink = np.flatnonzero(inked[run])
            if not ink.size:
                continue
            run = run[ink[0] : ink[-1] + 1]
            part = glyphs.box[run]
            box = np.array([part[:, 0].min(), part[:, 1].min(), part[:, 2].max(), part[:, 3].max()])
        members.append(run)
        boxes.append(box)
        keep.append(at)
    return Runs(members, np.array(boxes).reshape(-1, 4), runs.size[keep], runs.upright[keep], runs.even[keep])


def _joined_along(runs: Runs, walls: Boxes) -> list[list[int]]:
    """Groups of runs that make one line to the right, each from left to right.

    Gaps are judged twice: by the edges of runs, then by those of the lines that came of it.
    """
    at = np.flatnonzero(~runs.upright)
    if not at.size:
        return []
    box, size = runs.box[at], runs.size[at]
    boxes, sizes = _rects(box), size.tolist()
    standing = sorted(((wall[0] + wall[2]) / 2, wall[1], wall[3]) for wall in walls.tolist())
    following: dict[int, int] = {}
    edges = Edges(boxes, sizes)
    for a, b, gap in _nearest_right(box, size):
        width = gap / min(sizes[a], sizes[b])
        if _walled(boxes[a], boxes[b], standing):
            continue
        if width <= _ALWAYS or not _is_gutter(boxes[a], boxes[b], (sizes[a], sizes[b]), width, edges):
            following[a] = b
    chains = _chains(following, len(at))
    edges = Edges([_around([boxes[k] for k in chain]) for chain in chains], [max(sizes[k] for k in c) for c in chains])
    return [[int(at[k]) for k in part] for chain in chains for part in _recut(chain, boxes, sizes, edges)]


def _rects(boxes: Boxes) -> list[Rect]:
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in boxes.tolist()]


def _around(boxes: Sequence[Rect]) -> Rect:
    if len(boxes) == 1:
        return boxes[0]
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)


def _recut(chain: list[int], boxes: Sequence[Rect], sizes: Sequence[float], edges: Edges) -> list[list[int]]:
    """A line cut at the widest gap that its two parts show to be a gutter, and so on; each part a list of runs."""
    if len(chain) == 1:
        return [chain]
    own, type_sizes = [boxes[k] for k in chain], [sizes[k] for k in chain]
    unit = max(type_sizes)
    best: tuple[float, int] | None = None
    for k in range(1, len(chain)):
        width = (own[k][0] - own[k - 1][2]) / unit
        if width <= _ALWAYS:
            continue
        parts = max(type_sizes[:k]), max(type_sizes[k:])
        score = _gutter_score(_around(own[:k]), _around(own[k:]), parts, width, edges)
        if score > 0 and (best is None or score > best[0]):
            best = (score, k)
    if best is None:
        return [chain]
    cut = best[1]
    return _recut(chain[:cut], boxes, sizes, edges) + _recut(chain[cut:], boxes, sizes, edges)


def _nearest_right(box: Boxes, size: NDArray[np.float64]) -> list[tuple[int, int, float]]:
    """Runs with the run to the right of each on its line and the white between them; both ways nearest."""
    found = []
    for one, other in pairs_level(box, _LEVEL):
        unit = size[one]
        x0, x1 = box[other, 0], box[one, 2]
        fits = (x0 >= x1 - 0.8 * unit) & (x0 < x1 + _WIDEST * unit) & (box[other, 2] > x1) & (one != other)
        a, b = one[fits], other[fits]
        down = np.minimum(box[b, 3], box[a, 3]) - np.maximum(box[b, 1], box[a, 1])
        height = np.minimum(box[b, 3] - box[b, 1], box[a, 3] - box[a, 1])
        alike = (size[b] <= _LIKE_SIZE * size[a]) & (size[a] <= _LIKE_SIZE * size[b])
        level = (down > _LEVEL * height) & alike
        found.append((a[level], b[level]))
    a, b = (np.concatenate(side) for side in zip(*found, strict=True))
    nearest = first_of_each(a, box[b, 0], b)
    before: dict[int, tuple[int, float]] = {}
    for left, right in zip(a[nearest].tolist(), b[nearest].tolist(), strict=True):
        gap = float(box[right, 0] - box[left, 2])
        if right not in before or gap < before[right][1]:
            before[right] = left, gap
    return sorted((left, right, gap) for right, (left, gap) in before.items())


def _is_gutter(a: Rect, b: Rect, sizes: tuple[float, float], width: float, edges: Edges) -> bool:
    """Whether the gap is rather a gutter than not; edges of other lines are only asked where they could matter."""
    unit = min(sizes)
    score = _white_score(a, b, sizes, width, edges)
    return score + _EDGES_MOST >= 0 and (score > 0 or score + _edge_score(a, b, unit, edges) > 0)


def _gutter_score(a: Rect, b: Rect, sizes: tuple[float, float], width: float, edges: Edges) -> float:
    """Log-odds that the gap between two boxes of one height is a gutter; `sizes` of their type, `width` in em."""
    score = _white_score(a, b, sizes, width, edges)
    return score if score + _EDGES_MOST < 0 else score + _edge_score(a, b, min(sizes), edges)


def _white_score(a: Rect, b: Rect, sizes: tuple[float, float], width: float, edges: Edges) -> float:
    """What the white between the boxes and their type say for it."""
    unit = min(sizes)
    score = _CORRIDOR[edges.corridor(a, b, unit)]
    if width > _SPACED:
        score += _GUTTER["wide"]
    if width > _VERY_WIDE:
        score += _GUTTER["wider"]
    if max(sizes) > _OTHER_SIZE * unit:
        score += _GUTTER["other_size"]
    if max(a[2] - a[0], b[2] - b[0]) <= _LONE * unit:
        score += _GUTTER["lone"]
    return _GUTTER_PRIOR + score


def _edge_score(a: Rect, b: Rect, unit: float, edges: Edges) -> float:
    """What the edges of other lines say for a gutter between two boxes."""
    starts, ends = edges.support(0, b, unit), edges.support(2, a, unit)
    whole_left = min(edges.support(0, a, unit), ends) if a[2] - a[0] >= LONG * unit else 0.0
    whole_right = min(starts, edges.support(2, b, unit)) if b[2] - b[0] >= LONG * unit else 0.0
    whole = max(whole_left, whole_right)
    return _GUTTER["left_edge"] * starts + _GUTTER["right_edge"] * ends + _GUTTER["whole"] * whole


def _walled(a: Rect, b: Rect, walls: Sequence[tuple[float, float, float]]) -> bool:
    """Whether a wall stands between two runs of one line; `walls` are (x, top, foot), sorted."""
    top, foot = max(a[1], b[1]), min(a[3], b[3])
    low = min(a[3] - a[1], b[3] - b[1])
    least, slack = 0.3 * low, _OVER_WALL * low
    for x, y0, y1 in walls[bisect_right(walls, (a[2] - slack, np.inf, np.inf)) :]:
        if x >= b[0] + slack:
            return False
        if min(y1, foot) - max(y0, top) > least:
            return True
    return False


def _chains(following: dict[int, int], n: int) -> list[list[int]]:
    """Maximal chains over `following`; every one of n is in one."""
    followed = set(following.values())
    found = []
    for head in range(n):
        if head in followed:
            continue
        chain = [head]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        found.append(chain)
    return found


def _joined_across(runs: Runs, upward: bool) -> list[list[int]]:
    """Groups of upright runs that make one line across the main direction, each in reading order."""
    at = np.flatnonzero(runs.upright)
    box, size = runs.box[at], runs.size[at]
    head, foot = (-box[:, 3], -box[:, 1]) if upward else (box[:, 1], box[:, 3])
    found = []
    for a, b in pairs_within(head, foot + (_ACROSS_BACK - 0.01) * size, foot + (_ACROSS_GAP + 0.01) * size):
        unit = np.minimum(size[a], size[b])
        off = np.abs(box[a, 0] + box[a, 2] - box[b, 0] - box[b, 2])
        gap = (head[b] - foot[a]) / unit
        alike = np.maximum(size[a], size[b]) <= 1.1 * unit
        fits = (a != b) & alike & (off <= 0.4 * unit) & (gap > _ACROSS_BACK) & (gap < _ACROSS_GAP)
        found.append((a[fits], b[fits], gap[fits]))
    following: dict[int, int] = {}
    followed: set[int] = set()
    if found:
        a, b, gap = (np.concatenate(part) for part in zip(*found, strict=True))
        nearest = first_of_each(a, gap, b)
        for left, right in zip(a[nearest].tolist(), b[nearest].tolist(), strict=True):
            if right not in followed:
                following[left] = right
                followed.add(right)
    return [[int(at[k]) for k in chain] for chain in _chains(following, len(at))]


def _line(runs: Runs, group: Sequence[int], glyphs: Glyphs) -> PrintedLine:
    first = group[0]
    if len(group) == 1:
        members, box = runs.members[first], runs.box[first]
        size = float(runs.size[first]) if runs.even[first] else middle(glyphs.size[members])
    else:
        members = np.concatenate([runs.members[k] for k in group])
        box = np.array(_around(_rects(runs.box[list(group)])))
        size = middle(glyphs.size[members])
    return PrintedLine(members, box, size, bool(runs.upright[first]))
