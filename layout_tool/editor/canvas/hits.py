"""What lies where on a page: regions under a point and in a box, found by a grid; handles of a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from layout_tool.model.document import Region
from layout_tool.model.geometry import Box, overlap

Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]
HANDLES: tuple[Handle, ...] = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
_CELLS = 32


class RegionGrid:
    """The regions of one page in a grid of cells; points and boxes are in page units."""

    def __init__(self, regions: Sequence[Region], width: float, height: float) -> None:
        self._boxes = {region.id: region.bbox for region in regions}
        self._turn = {region.id: turn for turn, region in enumerate(regions)}
        self._across, self._down = max(width, 1e-6) / _CELLS, max(height, 1e-6) / _CELLS
        self._cells: dict[tuple[int, int], list[str]] = {}
        for region in regions:
            for cell in self._cells_of(region.bbox):
                self._cells.setdefault(cell, []).append(region.id)

    def under(self, x: float, y: float, reach: float = 0.0) -> list[str]:
        """The regions at a point, or within `reach` of it, the smallest first."""
        near = self._near(Box(x - reach, y - reach, x + reach, y + reach))
        found = [
            name
            for name in near
            if self._boxes[name].x0 - reach <= x <= self._boxes[name].x1 + reach
            and self._boxes[name].y0 - reach <= y <= self._boxes[name].y1 + reach
        ]
        return sorted(found, key=lambda name: (self._boxes[name].area, self._turn[name]))

    def touched(self, box: Box) -> list[str]:
        """The regions that share something with the box, in the page's order."""
        found = [name for name in self._near(box) if meet(self._boxes[name], box)]
        return sorted(found, key=self._turn.__getitem__)

    def _near(self, box: Box) -> set[str]:
        return {name for cell in self._cells_of(box) for name in self._cells.get(cell, ())}

    def _cells_of(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(self._cell(box.x0, self._across), self._cell(box.x1, self._across) + 1):
            for row in range(self._cell(box.y0, self._down), self._cell(box.y1, self._down) + 1):
                yield column, row

    @staticmethod
    def _cell(place: float, size: float) -> int:
        return min(max(int(place // size), -1), _CELLS)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a point; a box may have no width or height."""
    return overlap(one.x0, one.x1, other.x0, other.x1) >= 0 and overlap(one.y0, one.y1, other.y0, other.y1) >= 0


def next_under(under: Sequence[str], selected: Iterable[str]) -> str | None:
    """What a click selects of the regions under it: the smallest, or the one behind it where that is selected already.

    >>> next_under(["a", "b"], []), next_under(["a", "b"], ["a"]), next_under(["a", "b"], ["b"])
    ('a', 'b', 'a')
    """
    if not under:
        return None
    chosen = [name for name in under if name in set(selected)]
    return under[(under.index(chosen[-1]) + 1) % len(under)] if chosen else under[0]


def handle_places(box: Box) -> Mapping[Handle, tuple[float, float]]:
    """Where the eight handles of a box stand."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    places = {"n": (x, box.y0), "e": (box.x1, y), "s": (x, box.y1), "w": (box.x0, y)}
    corners = {
        "nw": (box.x0, box.y0),
        "ne": (box.x1, box.y0),
        "se": (box.x1, box.y1),
        "sw": (box.x0, box.y1),
    }
    every = {**places, **corners}
    return {handle: every[handle] for handle in HANDLES}


def handle_at(box: Box, x: float, y: float, reach: float) -> Handle | None:
    """The handle within `reach` of a point; corners first. All in one unit."""
    near = [name for name, (at, to) in handle_places(box).items() if abs(at - x) <= reach and abs(to - y) <= reach]
    return min(near, key=lambda name: -len(name), default=None)


def resized(box: Box, handle: Handle, x: float, y: float) -> Box:
    """The box with a handle drawn to a point; turned over where it is drawn across the other side."""
    x0, y0, x1, y1 = box
    if "w" in handle:
        x0 = x
    if "e" in handle:
        x1 = x
    if "n" in handle:
        y0 = y
    if "s" in handle:
        y1 = y
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def crossed(path: Sequence[tuple[float, float]], grid: RegionGrid, step: float, *, covered: bool = False) -> list[str]:
    """The regions that a stroke runs through, each once, in the order in which it enters them; sampled every `step`.

    Of regions that lie over one another the smallest is meant; with `covered` those behind it too.
    """
    found: dict[str, None] = {}
    for (x0, y0), (x1, y1) in pairwise(path):
        length = max(abs(x1 - x0), abs(y1 - y0))
        count = max(1, int(length / max(step, 1e-9)))
        for at in range(count + 1):
            share = at / count
            under = grid.under(x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            found.update(dict.fromkeys(under if covered else under[:1]))
    return list(found)
