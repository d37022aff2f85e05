"""What the lines around a gap say of it: whether others begin and end at it, and whether white goes on above and below.

Boxes are tuples (x0, y0, x1, y1); all is looked up in sorted lists, so a look costs what stands near the place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter

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
        self._found: dict[tuple[int, Rect, float], float] = {}
        self._boxes, self._sizes = boxes, sizes

    @cached_property
    def _by_side(self) -> dict[int, _Ranked]:
        placed = zip(self._boxes, self._sizes, strict=True)
        long = [(box, size) for box, size in placed if box[2] - box[0] >= LONG * size]
        return {side: _Ranked([(box[side], box[1], size) for box, size in long]) for side in (0, 2)}

    @cached_property
    def _by_top(self) -> _Ranked:
        return _Ranked([(y, x0, x1, size) for (x0, y, x1, _), size in zip(self._boxes, self._sizes, strict=True)])

    @cached_property
    def _by_foot(self) -> _Ranked:
        return _Ranked([(y, x0, x1, size) for (x0, _, x1, y), size in zip(self._boxes, self._sizes, strict=True)])

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
        least, most, reach, unlike = 0.5 * unit, _EDGE_REACH * unit, box[1], 0.06 * unit
        own = box[side]
        found = 0
        for edge, top, size in ranked.between(own - (hanging + 0.01) * unit, own + (_EDGE_SLACK + 0.01) * unit):
            if not least < abs(top - reach) <= most or abs(size - unit) > unlike:
                continue
            if -_EDGE_SLACK <= (own - edge) / unit <= hanging:
                found += 1
                if found == _EDGE_SUPPORT:
                    break
        return found

    def corridor(self, a: Rect, b: Rect, unit: float) -> int:
        """On how many sides, above and below, white goes on from the gap between two boxes: for a line or more."""
        left, right = a[2], b[0]
        top, foot = min(a[1], b[1]), max(a[3], b[3])
        above = self._by_foot.between(top - 1.1 * unit, top + 0.5 * unit, after=True)
        below = self._by_top.between(foot - 0.5 * unit, foot + 1.1 * unit, before=True)
        least = min(_STRIP * unit, 0.4 * (right - left))
        over = _widest_white(_across(above, left, right, unit), left, right) >= least
        return over + (_widest_white(_across(below, left, right, unit), left, right) >= least)


class _Ranked:
    """Entries by their first value."""

    def __init__(self, entries: Iterable[tuple[float, ...]]) -> None:
        self._entries = sorted(entries, key=itemgetter(0))
        self._keys = [entry[0] for entry in self._entries]

    def between(self, low: float, high: float, *, after: bool = False, before: bool = False) -> list[tuple[float, ...]]:
        """The entries from low to high, both included; without those at low (`after`) or at high (`before`)."""
        first = bisect_right(self._keys, low) if after else bisect_left(self._keys, low)
        return self._entries[first : (bisect_left if before else bisect_right)(self._keys, high)]


def _across(near: Iterable[tuple[float, ...]], left: float, right: float, unit: float) -> list[tuple[float, float]]:
    """Both ends of those of the lines that reach into the gap, of about its size."""
    unlike = 0.25 * unit
    return [(x0, x1) for _, x0, x1, size in near if x0 < right and x1 > left and abs(size - unit) <= unlike]


def _widest_white(spans: Sequence[tuple[float, float]], left: float, right: float) -> float:
    """The widest strip between left and right that nothing covers."""
    if not spans:
        return right - left
    edge, widest = left, 0.0
    for x0, x1 in sorted(spans):
        widest = max(widest, min(x0, right) - edge)
        edge = max(edge, x1)
    return max(widest, right - edge)
