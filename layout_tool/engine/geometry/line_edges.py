"""What the lines around a gap say of it: whether others begin and end at it, and whether white goes on above and below.

Boxes are tuples (x0, y0, x1, y1); all is looked up in sorted lists, so a look costs what stands near the place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_EDGE_SLACK, _HANGING = 0.3, 0.6
_EDGE_REACH = 26.0
_EDGE_SUPPORT = 3
_STRIP = 0.3
LONG = 5.0
"""Em from which on a run has edges that tell."""

Rect = tuple[float, float, float, float]


class Edges:
    """Left and right edges of a page's runs or lines, looked up near a place; `sizes` are those of their type."""

    def __init__(self, boxes: Sequence[Rect], sizes: Sequence[float]) -> None:
        self._boxes, self._sizes = boxes, sizes
        self._found: dict[tuple[int, Rect, float], float] = {}
        long = [k for k, box in enumerate(boxes) if box[2] - box[0] >= LONG * sizes[k]]
        self._by_side = {side: sorted((boxes[k][side], k) for k in long) for side in (0, 2)}
        self._by_top = sorted((box[1], k) for k, box in enumerate(boxes))
        self._by_foot = sorted((box[3], k) for k, box in enumerate(boxes))

    def support(self, side: int, box: Rect, unit: float) -> float:
        """How surely long lines near a box, of its size, share its left (0) or right (2) edge, 0 to 1.

        A mark may hang beyond the right edge.
        """
        key = side, box, unit
        if key not in self._found:
            self._found[key] = self._supporters(side, box, unit) / _EDGE_SUPPORT
        return self._found[key]

    def _supporters(self, side: int, box: Rect, unit: float) -> int:
        """How many lines do, counted up to those that make it sure."""
        ranked = self._by_side[side]
        hanging = _HANGING if side == 2 else _EDGE_SLACK
        start = bisect_left(ranked, (box[side] - (hanging + 0.01) * unit, -1))
        stop = bisect_right(ranked, (box[side] + (_EDGE_SLACK + 0.01) * unit, len(self._boxes)))
        found = 0
        for edge, k in ranked[start:stop]:
            away = abs(self._boxes[k][1] - box[1])
            if not 0.5 * unit < away <= _EDGE_REACH * unit or abs(self._sizes[k] - unit) > 0.06 * unit:
                continue
            if -_EDGE_SLACK <= (box[side] - edge) / unit <= hanging:
                found += 1
                if found == _EDGE_SUPPORT:
                    break
        return found

    def corridor(self, a: Rect, b: Rect, unit: float) -> int:
        """On how many sides, above and below, white goes on from the gap between two boxes: for a line or more."""
        left, right = a[2], b[0]
        top, foot = min(a[1], b[1]), max(a[3], b[3])
        n = len(self._boxes)
        above = self._by_foot[
            bisect_right(self._by_foot, (top - 1.1 * unit, n)) : bisect_right(self._by_foot, (top + 0.5 * unit, n))
        ]
        below = self._by_top[
            bisect_left(self._by_top, (foot - 0.5 * unit, -1)) : bisect_left(self._by_top, (foot + 1.1 * unit, -1))
        ]
        least = min(_STRIP * unit, 0.4 * (right - left))
        return sum(
            _widest_white(self._across(near, left, right, unit), left, right) >= least for near in (above, below)
        )

    def _across(self, near: Iterable[tuple[float, int]], left: float, right: float, unit: float) -> list[Rect]:
        """Those of the lines that reach into the gap, of about its size."""
        boxes, sizes = self._boxes, self._sizes
        return [
            boxes[k]
            for _, k in near
            if boxes[k][0] < right and boxes[k][2] > left and abs(sizes[k] - unit) <= 0.25 * unit
        ]


def _widest_white(boxes: Sequence[Rect], left: float, right: float) -> float:
    """The widest strip between left and right that no box covers."""
    if not boxes:
        return right - left
    edge, widest = left, 0.0
    for x0, _, x1, _ in sorted(boxes, key=lambda box: (box[0], box[2])):
        widest = max(widest, min(x0, right) - edge)
        edge = max(edge, x1)
    return max(widest, right - edge)
