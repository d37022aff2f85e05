"""Routes as painters draw them: corners made round, the end cut to make room for the arrow's head."""

from __future__ import annotations

from itertools import pairwise
from math import dist

Point = tuple[float, float]

_ROUND = 4.0
_STEPS = 6


def head_size(width: float) -> float:
    """The length of the head of an arrow whose line is so wide."""
    return 3.2 + 1.9 * width


def curve(points: tuple[Point, ...], trim: float = 0.0) -> list[Point]:
    """The points of a line with round corners that ends `trim` before its last point.

    >>> curve(((0, 0), (10, 0)), trim=4)
    [(0, 0), (6.0, 0.0)]
    """
    ends = [*points[:-1], _before(points[-2], points[-1], trim)] if trim else list(points)
    made = [ends[0]]
    for before, corner, after in zip(ends, ends[1:], ends[2:], strict=False):
        radius = min(_ROUND, dist(before, corner) / 2, dist(corner, after) / 2)
        start, end = _before(before, corner, radius), _before(after, corner, radius)
        made += [_bend(start, corner, end, step / _STEPS) for step in range(_STEPS + 1)]
    return [*made, ends[-1]]


def head(points: tuple[Point, ...], width: float) -> tuple[Point, Point, Point]:
    """The triangle at the end of an arrow."""
    tip, size = points[-1], head_size(width)
    foot = _before(points[-2], tip, size)
    across = ((tip[1] - foot[1]) * 0.42, (foot[0] - tip[0]) * 0.42)
    return tip, (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1])


def dashes(points: list[Point], dash: float, gap: float) -> list[list[Point]]:
    """The line cut into strokes `dash` long and `gap` apart.

    >>> dashes([(0, 0), (10, 0)], 4, 2)
    [[(0, 0), (4.0, 0.0)], [(6.0, 0.0), (10, 0)]]
    """
    strokes: list[list[Point]] = [[points[0]]]
    left, drawn = dash, True
    for start, end in pairwise(points):
        at, long = 0.0, dist(start, end)
        while long - at > left:
            at += left
            point = _before(start, end, long - at)
            if drawn:
                strokes[-1].append(point)
            else:
                strokes.append([point])
            drawn = not drawn
            left = dash if drawn else gap
        left -= long - at
        if drawn:
            strokes[-1].append(end)
    return [stroke for stroke in strokes if len(stroke) > 1]


def _before(origin: Point, goal: Point, by: float) -> Point:
    """The point that lies so far before the goal on the way from the origin."""
    long = dist(origin, goal)
    share = min(by / long, 1.0) if long else 0.0
    return goal[0] + (origin[0] - goal[0]) * share, goal[1] + (origin[1] - goal[1]) * share


def _bend(start: Point, corner: Point, end: Point, at: float) -> Point:
    a, b, c = (1 - at) ** 2, 2 * at * (1 - at), at**2
    return a * start[0] + b * corner[0] + c * end[0], a * start[1] + b * corner[1] + c * end[1]
