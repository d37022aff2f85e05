"""Boxes on a page: origin top-left, x to the right, y down, in the page's own unit (pt, px or em)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """An axis-parallel rectangle with x0 <= x1 and y0 <= y1, origin top-left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    def moved(self, dx: float, dy: float) -> Box:
        """The same box, shifted right by dx and down by dy."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length shared by the intervals [a0, a1] and [b0, b1]; negative where a gap parts them.

    >>> overlap(0, 4, 3, 9)
    1
    >>> overlap(0, 2, 3, 9)
    -1
    """
    return min(a1, b1) - max(a0, b0)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them.

    Raises ValueError where there is none.

    >>> union([Box(0, 0, 1, 1), Box(2, 3, 4, 5)])
    Box(x0=0, y0=0, x1=4, y1=5)
    """
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))
