"""Printed lines: runs joined over the gaps of letter-spacing and tabulation, but never over a gutter or a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.runs import Boxes, Indices, Runs, find_runs
from layout_tool.model.glyphs import Glyphs

_WIDEST = 9.0
_ALWAYS = 0.3
_LIKE_SIZE = 1.35
_EDGE_SLACK, _HANGING = 0.3, 0.6
_EDGE_REACH = 26.0
_EDGE_SUPPORT = 3
_LONG = 5.0
_SPACED = 0.8
_OTHER_SIZE = 1.04
_STRIP = 0.3
_LONE = 1.25
_GUTTER = {
    "left_edge": 1.2, "right_edge": 1.0, "whole": 1.2, "corridor": 1.4, "blocked": -2.2, "wide": 0.8, "wider": 0.8,
    "other_size": 2.0, "lone": -1.5,
}  # fmt: skip
_GUTTER_PRIOR = -2.8


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
    inked = np.array([bool(text.strip()) for text in glyphs.text.tolist()], dtype=bool)
    runs = find_runs(glyphs, upward=upward)
    runs = _trimmed(runs, glyphs, inked)
    groups = _joined_along(runs, walls) + _joined_across(runs, upward)
    return [_line(runs, group, glyphs) for group in groups]


def _trimmed(runs: Runs, glyphs: Glyphs, inked: NDArray[np.bool_]) -> Runs:
    """Runs without white space at their ends; those of white space alone are dropped."""
    members, boxes, keep = [], [], []
    for at, run in enumerate(runs.members):
        ink = np.flatnonzero(inked[run])
        if not ink.size:
            continue
        trimmed = run[ink[0] : ink[-1] + 1]
        box = runs.box[at]
        if len(trimmed) < len(run):
            part = glyphs.box[trimmed]
            box = np.array([part[:, 0].min(), part[:, 1].min(), part[:, 2].max(), part[:, 3].max()])
        members.append(trimmed)
        boxes.append(box)
        keep.append(at)
    return Runs(members, np.array(boxes).reshape(-1, 4), runs.size[keep], runs.upright[keep])


def _joined_along(runs: Runs, walls: Boxes) -> list[list[int]]:
    """Groups of runs that make one line to the right, each from left to right.

    Gaps are judged twice: by the edges of runs, then by those of the lines that came of it.
    """
    at = np.flatnonzero(~runs.upright)
    if not at.size:
        return []
    box, size = runs.box[at], runs.size[at]
    after, gap = _nearest_right(box, size)
    following: dict[int, int] = {}
    edges = _Edges(box, size)
    for a in np.flatnonzero(after >= 0):
        b = int(after[a])
        width = float(gap[a]) / float(min(size[a], size[b]))
        if _walled(box[a], box[b], walls):
            continue
        if width <= _ALWAYS or _gutter_score(box[a], box[b], (float(size[a]), float(size[b])), width, edges) <= 0:
            following[int(a)] = b
    chains = _chains(following, len(at))
    lines = np.array([_around(box[chain]) for chain in chains])
    edges = _Edges(lines, np.array([size[chain].max() for chain in chains]))
    return [[int(at[k]) for k in part] for chain in chains for part in _recut(chain, box, size, edges)]


def _around(boxes: Boxes) -> NDArray[np.float64]:
    return np.array([boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()])


def _recut(chain: Sequence[int], box: Boxes, size: NDArray[np.float64], edges: _Edges) -> list[list[int]]:
    """A line cut at the widest gap that its two parts show to be a gutter, and so on; each part a list of runs."""
    unit = float(size[list(chain)].max())
    best: tuple[float, int] | None = None
    for k in range(1, len(chain)):
        width = float(box[chain[k], 0] - box[chain[k - 1], 2]) / unit
        if width <= _ALWAYS:
            continue
        left, right = _around(box[list(chain[:k])]), _around(box[list(chain[k:])])
        sizes = float(size[list(chain[:k])].max()), float(size[list(chain[k:])].max())
        score = _gutter_score(left, right, sizes, width, edges)
        if score > 0 and (best is None or score > best[0]):
            best = (score, k)
    if best is None:
        return [list(chain)]
    cut = best[1]
    return _recut(chain[:cut], box, size, edges) + _recut(chain[cut:], box, size, edges)


def _nearest_right(box: Boxes, size: NDArray[np.float64]) -> tuple[Indices, NDArray[np.float64]]:
    """For each run the run to its right on the same line (-1: none) and the white between them; both ways nearest."""
    n = len(box)
    after, gaps = np.full(n, -1), np.zeros(n)
    before_gap = np.full(n, np.inf)
    before = np.full(n, -1)
    order = np.argsort(box[:, 0], kind="stable")
    left_edges = box[order, 0]
    for a in range(n):
        unit = size[a]
        low = np.searchsorted(left_edges, box[a, 2] - 0.8 * unit)
        high = np.searchsorted(left_edges, box[a, 2] + _WIDEST * unit)
        near = order[low:high]
        near = near[near != a]
        if not near.size:
            continue
        down = np.minimum(box[near, 3], box[a, 3]) - np.maximum(box[near, 1], box[a, 1])
        height = np.minimum(box[near, 3] - box[near, 1], box[a, 3] - box[a, 1])
        alike = (size[near] <= _LIKE_SIZE * unit) & (unit <= _LIKE_SIZE * size[near])
        fits = near[(down > 0.55 * height) & alike & (box[near, 2] > box[a, 2])]
        if not fits.size:
            continue
        b = int(fits[np.argmin(box[fits, 0])])
        gap = box[b, 0] - box[a, 2]
        if gap < before_gap[b]:
            if before[b] >= 0:
                after[before[b]] = -1
            before_gap[b], before[b] = gap, a
            after[a], gaps[a] = b, gap
    return after, gaps


class _Edges:
    """Left and right edges of a page's runs or lines, looked up near a place."""

    def __init__(self, box: Boxes, size: NDArray[np.float64]) -> None:
        self.box, self.size = box, size
        self._long = box[:, 2] - box[:, 0] >= _LONG * size

    def support(self, side: int, box: NDArray[np.float64], unit: float) -> float:
        """How surely long lines near a box, of its size, share its left (0) or right (2) edge, 0 to 1.

        A mark may hang beyond the right edge.
        """
        near = np.abs(self.box[:, 1] - box[1]) <= _EDGE_REACH * unit
        off = (box[side] - self.box[:, side]) / unit
        same = (off >= -_EDGE_SLACK) & (off <= (_HANGING if side == 2 else _EDGE_SLACK))
        like = np.abs(self.size - unit) <= 0.06 * unit
        others = np.abs(self.box[:, 1] - box[1]) > 0.5 * unit
        return min(1.0, float((near & same & like & others & self._long).sum()) / _EDGE_SUPPORT)

    def corridor(self, a: NDArray[np.float64], b: NDArray[np.float64], unit: float) -> tuple[bool, bool]:
        """Whether white goes on above and below the gap between two boxes: for a line or more on each side."""
        left, right = a[2], b[0]
        across = (self.box[:, 0] < right) & (self.box[:, 2] > left) & (np.abs(self.size - unit) <= 0.25 * unit)
        top, foot = min(a[1], b[1]), max(a[3], b[3])
        above = across & (self.box[:, 3] <= top + 0.5 * unit) & (self.box[:, 3] > top - 1.1 * unit)
        below = across & (self.box[:, 1] >= foot - 0.5 * unit) & (self.box[:, 1] < foot + 1.1 * unit)
        least = min(_STRIP * unit, 0.4 * (right - left))
        return (
            bool(_widest_white(self.box[above], left, right) >= least),
            bool(_widest_white(self.box[below], left, right) >= least),
        )


def _widest_white(boxes: Boxes, left: float, right: float) -> float:
    """The widest strip between left and right that no box covers."""
    edge, widest = left, 0.0
    for x0, x1 in sorted(zip(boxes[:, 0].tolist(), boxes[:, 2].tolist(), strict=True)):
        widest = max(widest, min(x0, right) - edge)
        edge = max(edge, x1)
    return max(widest, right - edge)


def _gutter_score(
    a: NDArray[np.float64], b: NDArray[np.float64], sizes: tuple[float, float], width: float, edges: _Edges
) -> float:
    """Log-odds that the gap between two boxes of one height is a gutter; `sizes` of their type, `width` in em."""
    unit = min(sizes)
    free = sum(edges.corridor(a, b, unit))
    starts, ends = edges.support(0, b, unit), edges.support(2, a, unit)
    wholes = [
        min(left, right) if box[2] - box[0] >= _LONG * unit else 0.0
        for box, left, right in ((a, edges.support(0, a, unit), ends), (b, starts, edges.support(2, b, unit)))
    ]
    terms = {
        "left_edge": starts,
        "right_edge": ends,
        "whole": max(wholes),
        "corridor": 1.0 if free == 2 else 0.0,
        "blocked": 1.0 if free == 0 else 0.5 if free == 1 else 0.0,
        "wide": float(width > _SPACED),
        "wider": float(width > 1.6),
        "other_size": float(max(sizes) > _OTHER_SIZE * min(sizes)),
        "lone": float(max(a[2] - a[0], b[2] - b[0]) <= _LONE * unit),
    }
    return _GUTTER_PRIOR + sum(_GUTTER[name] * value for name, value in terms.items())


def _walled(a: NDArray[np.float64], b: NDArray[np.float64], walls: Boxes) -> bool:
    """Whether a wall stands between two runs of one line."""
    if not len(walls):
        return False
    middle = (walls[:, 0] + walls[:, 2]) / 2
    between = (middle > a[2] - 0.5) & (middle < b[0] + 0.5)
    tall = np.minimum(walls[:, 3], min(a[3], b[3])) - np.maximum(walls[:, 1], max(a[1], b[1]))
    return bool((between & (tall > 0.3 * min(a[3] - a[1], b[3] - b[1]))).any())


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


_ACROSS_GAP = 1.0


def _joined_across(runs: Runs, upward: bool) -> list[list[int]]:
    """Groups of upright runs that make one line across the main direction, each in reading order."""
    at = np.flatnonzero(runs.upright)
    following: dict[int, int] = {}
    for a, i in enumerate(at):
        best: tuple[float, int] | None = None
        for b, j in enumerate(at):
            unit = min(runs.size[i], runs.size[j])
            middle = abs(runs.box[i, 0] + runs.box[i, 2] - runs.box[j, 0] - runs.box[j, 2])
            ahead = runs.box[i, 1] - runs.box[j, 3] if upward else runs.box[j, 1] - runs.box[i, 3]
            gap = ahead / unit
            alike = max(runs.size[i], runs.size[j]) <= 1.1 * unit
            if i != j and alike and middle <= 0.4 * unit and -0.3 < gap < _ACROSS_GAP and (not best or gap < best[0]):
                best = (gap, b)
        if best is not None and best[1] not in following.values():
            following[a] = best[1]
    return [[int(at[k]) for k in chain] for chain in _chains(following, len(at))]


def _line(runs: Runs, group: Sequence[int], glyphs: Glyphs) -> PrintedLine:
    members = np.concatenate([runs.members[k] for k in group])
    boxes = runs.box[list(group)]
    box = np.array([boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()])
    return PrintedLine(members, box, float(np.median(glyphs.size[members])), bool(runs.upright[group[0]]))
