"""The way of reading drawn as arrows: along gutters and through gaps, from the foot of a region to the next one's head.

A page whose text runs downwards is turned so that its lines run to the right; what is found there is turned back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layout_tool.model.geometry import Box, overlap

Point = tuple[float, float]

_AIR = 3.0
_CLEAR = 4.0
_CORNER_COST = 2.0
_LENGTH_COST = 0.02
_NEAR = 2.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A region on the way: all of it, its last line, and the spot to which the way leads (its order number)."""

    whole: Box
    last: Box
    spot: Box

    def turned(self, width: float) -> Stop:
        return Stop(_turned(self.whole, width), _turned(self.last, width), _turned(self.spot, width))


def route(start: Stop, goal: Stop, words: Sequence[Box], vertical: bool, width: float) -> tuple[Point, ...]:
    """The points of the way from one region to the next that crosses the fewest words.

    `words` are the boxes of all lines and pictures of the page, `width` is the picture's. Boxes and points are in
    picture pixels.
    """
    if vertical:
        turned = [_turned(box, width) for box in words]
        found = route(start.turned(width), goal.turned(width), turned, False, width)
        return tuple((width - y, x) for x, y in found)
    ways = [_tidy(way) for way in _ways(start, goal)]
    return min(ways, key=lambda way: _cost(way, words))


def _turned(box: Box, width: float) -> Box:
    return Box(box.y0, width - box.x1, box.y1, width - box.x0)


def _ways(start: Stop, goal: Stop) -> Iterator[list[Point]]:
    """Ways with few corners; all end at the edge of the goal's spot."""
    a, b, spot = start.whole, goal.whole, goal.spot
    x, y = (spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2
    foot = (start.last.y0 + start.last.y1) / 2
    end = min(start.last.x1 + _AIR, a.x1 + 1)
    if overlap(a.x0, a.x1, b.x0, b.x1) > 0 and b.y0 >= a.y1 - _AIR:
        middle = (max(a.x0, b.x0) + min(a.x1, b.x1)) / 2
        yield [(middle, a.y1 + 1), (middle, b.y0 - 1)]
        yield [(x, a.y1 - _AIR), (x, spot.y0 - 1)]
        side = a.x0 - _CLEAR
        yield [(a.x0, foot), (side, foot), (side, y), (spot.x0 - 1 if side < x else spot.x1 + 1, y)]
        yield [(a.x0, foot), (side, foot), (side, spot.y0 - 1)]
    yield from ([(end, foot), (x, foot), (x, edge)] for edge in (_edge(foot, spot),))
    below, above = a.y1 + _CLEAR, b.y0 - _CLEAR
    for level in (below, (a.y1 + b.y0) / 2, above):
        start_x = min(max(start.last.x1, a.x0 + 6), a.x1 - 2)
        yield [(start_x, a.y1 + 1), (start_x, level), (x, level), (x, _edge(level, spot))]
    gutter = a.x1 + _CLEAR
    yield [(end, foot), (gutter, foot), (gutter, above), (x, above), (x, _edge(above, spot))]
    yield [(end, foot), (gutter, foot), (gutter, y), (spot.x0 - 1 if gutter < x else spot.x1 + 1, y)]
    beside = spot.x0 - _CLEAR
    yield [(start.last.x0 + 6, a.y1 + 1), (start.last.x0 + 6, below), (beside, below), (beside, y), (spot.x0 - 1, y)]


def _edge(level: float, spot: Box) -> float:
    """Where a way that comes from that height meets the spot."""
    return spot.y1 + 1 if level > (spot.y0 + spot.y1) / 2 else spot.y0 - 1


def _tidy(way: list[Point]) -> tuple[Point, ...]:
    """The way without steps too short to be seen."""
    kept = [way[0]]
    for point in way[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _NEAR:
            kept.append(point)
    return (*kept, way[-1])


def _cost(way: tuple[Point, ...], words: Sequence[Box]) -> float:
    pairs = list(pairwise(way))
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairs)
    slanted = sum(min(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs)
    crossed = sum(_inside(a, b, box) for a, b in pairs for box in words)
    return crossed + slanted + _LENGTH_COST * length + _CORNER_COST * len(way)


def _inside(a: Point, b: Point, box: Box) -> float:
    """The length of a level or upright stretch that lies in a box."""
    x0, x1, y0, y1 = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    if x1 < box.x0 or x0 > box.x1 or y1 < box.y0 or y0 > box.y1:
        return 0.0
    return max(overlap(x0, x1, box.x0, box.x1), 0.0) + max(overlap(y0, y1, box.y0, box.y1), 0.0)
