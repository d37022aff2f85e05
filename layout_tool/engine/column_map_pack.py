"""Stories packed on a page: each in the highest free place, few holes, the lead at the top.

A skyline is kept, the lower edge of all that is placed. The lowest stretch of it is filled next; a story that fills its
width is best. A beam of partial pages is kept, since the best story for a gap is seen only later. (The best-fit skyline
heuristic for rectangle packing, Burke, Kendall and Whitwell 2004, with ragged lower edges and a beam.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layout_tool.engine.column_map_parcel import Parcel

_BEAM, _LEAST_BEAM = 8, 2
_MANY = 120
"""Stories times partial pages: of a page of more than a few dozen stories fewer partial pages are kept."""
_OPTIONS = 5
_OUT_OF_TURN = 8.0
_UNEVEN = 0.05
_EPS = 1e-6

Stretch = tuple[float, float, float]
"""Left, right and y of a stretch of the skyline."""

Widen = Callable[[int, float], Parcel]
"""A story by its number, its gutters widened by so many em in all."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Story number `story`, set as `parcel`, its upper left corner at (x, y)."""

    story: int
    parcel: Parcel
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Packing:
    """A page, whole or in part: placements, the skyline, numbers still to place, area lost, cost of turns jumped."""

    placements: tuple[Placement, ...]
    skyline: tuple[Stretch, ...]
    rest: tuple[int, ...]
    lost: float
    turns: float

    @property
    def height(self) -> float:
        """The lowest point that is used."""
        return max(y for _, _, y in self.skyline)


def pack(parcels: Sequence[Parcel], width: float, gutter: float, gap: float, widen: Widen, stretch: float) -> Packing:
    """Place all parcels, none wider than `width` em, on a page of that width.

    gutter, gap: the least distance to the right and below, in em. stretch: by how much each gutter of a story may be
    widened so that the story fills its place; `widen` sets it anew.
    """
    beam = [Packing((), ((0.0, width + gutter, 0.0),), tuple(range(len(parcels))), 0.0, 0.0)]
    tall = [max(bottom for _, _, bottom in parcel.floor) + gap for parcel in parcels]
    areas = [parcel.area + gap * parcel.width + gutter * tall[n] for n, parcel in enumerate(parcels)]
    kept = max(_LEAST_BEAM, min(_BEAM, _MANY // max(1, len(parcels))))
    for _ in range(len(parcels)):
        grown: list[Packing] = []
        for page in beam:
            grown += _next(page, parcels, gutter, gap, widen, stretch)
        grown.sort(key=lambda page: _outlook(page, tall, areas))
        beam = _distinct(grown)[:kept]
    return beam[0]


def _outlook(page: Packing, tall: Sequence[float], areas: Sequence[float]) -> float:
    """The least area that the whole page can take, in square em, with what its disorder costs."""
    width = page.skyline[-1][1]
    used = sum((right - left) * y for left, right, y in page.skyline)
    least = max(page.height, (used + sum(areas[n] for n in page.rest)) / width)
    if page.rest:
        least = max(least, min(y for _, _, y in page.skyline) + max(tall[n] for n in page.rest))
    return least * width + page.turns + _UNEVEN * (page.height * width - used) + 0.5 * page.lost


def _distinct(pages: Sequence[Packing]) -> list[Packing]:
    """The pages without those that differ from a better one only in the order in which stories were placed."""
    seen = set()
    kept = []
    for page in pages:
        key = (page.rest, page.skyline)
        if key not in seen:
            seen.add(key)
            kept.append(page)
    return kept


def _next(
    page: Packing, parcels: Sequence[Parcel], gutter: float, gap: float, widen: Widen, stretch: float
) -> list[Packing]:
    """The page with one more story in its lowest place, in several ways; stretches too narrow for any are given up."""
    skyline, lost = list(page.skyline), page.lost
    rest = page.rest[:1] if not page.placements else page.rest
    narrowest = min(parcels[n].width for n in rest) + gutter
    while True:
        k = min(range(len(skyline)), key=lambda i: (skyline[i][2], skyline[i][0]))
        left, right, y = skyline[k]
        if right - left + _EPS >= narrowest:
            break
        lost += _give_up(skyline, k)
    room = right - left - gutter
    fitting = [n for n in rest if parcels[n].width <= room + _EPS]
    fitting.sort(key=lambda n: (_left_over(parcels[n], room, stretch) > 0, _left_over(parcels[n], room, stretch), n))
    in_turn = sorted(fitting)[:1]
    grown = []
    for n in dict.fromkeys(fitting[:_OPTIONS] + in_turn):
        slack = room - parcels[n].width
        fills = _EPS < slack <= stretch * parcels[n].gutters
        parcel = widen(n, slack) if fills else parcels[n]
        turns = page.rest.index(n)
        placed = (*page.placements, Placement(n, parcel, left, y))
        raised = _raise(skyline, k, parcel, gutter, gap)
        left_over = tuple(m for m in page.rest if m != n)
        grown.append(Packing(placed, raised, left_over, lost, page.turns + _OUT_OF_TURN * turns))
    if len(skyline) > 1:
        lower = list(skyline)
        given_up = lost + _give_up(lower, k)
        wider = Packing(page.placements, tuple(lower), page.rest, given_up, page.turns)
        if any(parcels[n].width > room + _EPS for n in rest):
            grown += _next(wider, parcels, gutter, gap, widen, stretch)[:2]
    return grown


def _left_over(parcel: Parcel, room: float, stretch: float) -> float:
    """The width that a parcel leaves unused in a place, in em."""
    slack = room - parcel.width
    return 0.0 if slack <= stretch * parcel.gutters + _EPS else slack


def _give_up(skyline: list[Stretch], k: int) -> float:
    """Raise stretch k to its lower neighbour, join level neighbours, and return the area lost."""
    left, right, y = skyline[k]
    sides = [skyline[i][2] for i in (k - 1, k + 1) if 0 <= i < len(skyline)]
    level = min(sides)
    skyline[k] = (left, right, level)
    skyline[:] = _joined(skyline)
    return (right - left) * (level - y)


def _raise(skyline: Sequence[Stretch], k: int, parcel: Parcel, gutter: float, gap: float) -> tuple[Stretch, ...]:
    """The skyline with a parcel in the left of stretch k."""
    left, right, y = skyline[k]
    end = min(right, left + parcel.width + gutter)
    raised = [
        (left + x0, end if i + 1 == len(parcel.floor) else left + x1, y + bottom + gap)
        for i, (x0, x1, bottom) in enumerate(parcel.floor)
    ]
    tail = [(end, right, y)] if right - end > _EPS else []
    if not tail:
        raised[-1] = (raised[-1][0], right, raised[-1][2])
    return tuple(_joined([*skyline[:k], *raised, *tail, *skyline[k + 1 :]]))


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours at one height made one; what differs by less than a line counts as level, at the lower edge."""
    joined: list[Stretch] = []
    for left, right, y in stretches:
        if joined and abs(joined[-1][2] - y) < _EPS:
            joined[-1] = (joined[-1][0], right, y)
        else:
            joined.append((left, right, y))
    return joined
