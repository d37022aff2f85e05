"""Which tiles make up what is seen of a page.

A page at one scale is a picture of so many dots across (`Raster`), cut into squares of `SIDE` dots; a tile is drawn
for exactly that scale, so that what has settled is as sharp as the screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from layout_tool.model.document import Page
from layout_tool.model.geometry import Box

SIDE = 512
"""Dots along a side of a tile."""

_POINTS_PER_INCH = 72.0
_MOST_DOTS = 100_000
_INSIDE = 0.25  # of a dot, so that a tile's edge never falls into its neighbour


@dataclass(frozen=True, slots=True)
class Key:
    """A picture of a page, the whole (`place` is None) or the tile in column and row `place`, of so many dots across
    the page; `dark` where it is shown as a negative."""

    page: str
    dark: bool
    across: int
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Raster:
    """A page at one scale: its size in points and in dots."""

    width: float
    height: float
    across: int
    down: int

    @classmethod
    def of(cls, page: Page, across: float) -> Raster:
        """The page about so many dots wide."""
        most = _MOST_DOTS * min(1.0, page.width / page.height)
        dots = max(1, round(min(across, most)))
        down = math.ceil(page.height * (dots - _INSIDE) / page.width)
        return cls(page.width, page.height, dots, max(1, down))

    @property
    def dpi(self) -> float:
        """The dots an inch at which the page comes out so wide."""
        return _POINTS_PER_INCH * (self.across - _INSIDE) / self.width

    def places(self, view: Box) -> Iterator[tuple[int, int]]:
        """The tiles seen in a view, in points; those in its middle first."""
        columns = _steps(view.x0, view.x1, self.width, self.across)
        rows = _steps(view.y0, view.y1, self.height, self.down)
        middle = (columns.start + columns.stop - 1) / 2, (rows.start + rows.stop - 1) / 2
        found = [(column, row) for row in rows for column in columns]
        yield from sorted(found, key=lambda place: abs(place[0] - middle[0]) + abs(place[1] - middle[1]))

    def dots(self, place: tuple[int, int]) -> tuple[int, int, int, int]:
        """Left, top, width and height of a tile in dots."""
        left, top = place[0] * SIDE, place[1] * SIDE
        return left, top, min(SIDE, self.across - left), min(SIDE, self.down - top)

    def box(self, place: tuple[int, int]) -> Box:
        """What to ask for so that a tile comes: a trifle less than it covers, in points."""
        left, top, width, height = self.dots(place)
        across, down = self.width / self.across, self.height / self.down
        return Box(
            (left + _INSIDE) * across,
            (top + _INSIDE) * down,
            (left + width - _INSIDE) * across,
            (top + height - _INSIDE) * down,
        )


def _steps(start: float, end: float, length: float, dots: int) -> range:
    """The columns or rows of tiles between two points of a page's side."""
    first = max(0, math.floor(start * dots / length / SIDE))
    last = min(math.ceil(dots / SIDE), math.ceil(end * dots / length / SIDE))
    return range(first, max(first, last))
