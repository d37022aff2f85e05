"""Where letters and order numbers stand on a printed page: in gutters, gaps and blank ends of lines, never on words
if any place near the region's beginning is free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from layout_tool.export.picture_sheet import Sheet, code
from layout_tool.export.picture_type import width
from layout_tool.model.document import Direction, Region, Separator, SeparatorKind
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import Role

CHIP = 8.5
"""Size of the letters, in picture pixels."""

ROUND = 12.0
"""Width of an order number's circle."""

_NUMBERED = frozenset({Role.BODY, Role.DATELINE, Role.NOTE, Role.TABLE})
_GAP = 1.5
_EDGE = 16.0
_FAR = 5.0  # square pixels of words that may be covered to keep a better choice
_SHALLOW = 3
_SLIM = 0.78
_CHIP_WEIGHT, _RULE_WEIGHT = 6.0, 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A region's tag: the chip with its label, and the circle of its order number (0: none)."""

    chip: Box
    label: str
    number: int = 0
    circle: Box | None = None
    scale: float = 1.0

    def boxes(self) -> tuple[Box, ...]:
        return (self.chip, self.circle) if self.circle else (self.chip,)


@dataclass(frozen=True, slots=True)
class _Form:
    """A tag's outline and where its chip and its circle lie in it; `scale` makes its letters smaller."""

    wide: float
    high: float
    chip: Box
    circle: Box | None
    scale: float = 1.0


def spots(sheet: Sheet) -> dict[str, Spot]:
    """The tag of every region that belongs to an article, by its id."""
    numbers = flow_numbers(sheet)
    words = [sheet.place(line.bbox) for region in sheet.page.regions for line in region.lines]
    words += [sheet.place(image.bbox) for image in sheet.page.images]
    rules = [edge for separator in sheet.page.separators for edge in _edges(sheet, separator)]
    placed: dict[str, Spot] = {}
    chips: list[Box] = []
    for region in sheet.page.regions:
        look = sheet.looks.get(region.id)
        if look is None:
            continue
        spot = _spot(sheet, region, code(look, region.role), numbers, (words, rules, chips))
        placed[region.id] = spot
        chips += spot.boxes()
    return placed


def _edges(sheet: Sheet, separator: Separator) -> Iterator[Box]:
    """A rule as a band, a frame as four; a tint hides nothing."""
    x0, y0, x1, y1 = sheet.place(separator.bbox)
    if separator.kind is SeparatorKind.RULE:
        yield Box(x0 - 1, y0 - 1, x1 + 1, y1 + 1)
    elif separator.kind is SeparatorKind.FRAME:
        yield from (Box(x0, y0, x1, y0 + 1), Box(x0, y1 - 1, x1, y1), Box(x0, y0, x0 + 1, y1), Box(x1 - 1, y0, x1, y1))


def flow_numbers(sheet: Sheet) -> dict[str, int]:
    """Numbers in reading order for the regions of running text, in articles that have several on the page."""
    roles = {region.id: region.role for region in sheet.page.regions}
    numbers: dict[str, int] = {}
    for article in sheet.articles:
        read = [name for name in article.regions if roles.get(name) in _NUMBERED]
        if len(read) > 1:
            numbers |= {name: place for place, name in enumerate(read, start=1)}
    return numbers


def _spot(
    sheet: Sheet,
    region: Region,
    label: str,
    numbers: Mapping[str, int],
    taken: tuple[Sequence[Box], Sequence[Box], Sequence[Box]],
) -> Spot:
    number = numbers.get(region.id, 0)
    paper = sheet.place(Box(0, 0, sheet.page.width, sheet.page.height))
    best: tuple[float, Box, _Form] | None = None
    for turn, (box, form) in enumerate(_choices(sheet, region, label, number)):
        if not _on_paper(box, paper):
            continue
        words, rules, chips = taken
        cost = _covered(box, words) + _RULE_WEIGHT * _covered(box, rules) + _CHIP_WEIGHT * _covered(box, chips)
        cost += _FAR * turn
        if best is None or cost < best[0]:
            best = cost, box, form
    if best is None:
        whole = sheet.place(region.bbox)
        form = _beside(label, number)
        best = 0.0, Box(whole.x0, whole.y0, whole.x0 + form.wide, whole.y0 + form.high), form
    _, box, form = best
    circle = form.circle.moved(box.x0, box.y0) if form.circle else None
    return Spot(form.chip.moved(box.x0, box.y0), label, number, circle, form.scale)


def _beside(label: str, number: int) -> _Form:
    """The circle right of the chip."""
    wide, high = width(label) * CHIP + 6, CHIP + 3.5
    chip = Box(0, 0, wide, high)
    if not number:
        return _Form(wide, high, chip, None)
    chip = chip.moved(0, (ROUND - high) / 2)
    return _Form(wide + 1 + ROUND, ROUND, chip, Box(wide + 1, 0, wide + 1 + ROUND, ROUND))


def _stacked(label: str, number: int) -> _Form:
    """The circle under the chip."""
    wide, high = max(width(label) * CHIP + 4, ROUND), CHIP + 3.5
    chip = Box(0, 0, wide, high)
    if not number:
        return _Form(wide, high, chip, None)
    left = (wide - ROUND) / 2
    return _Form(wide, high + 1 + ROUND, chip, Box(left, high + 1, left + ROUND, high + 1 + ROUND))


def _slim(label: str, number: int) -> _Form:
    """The circle under the chip, both small enough for a narrow gutter."""
    form = _stacked(label, number)
    boxes = [Box(*(value * _SLIM for value in box)) for box in (form.chip, form.circle) if box]
    return _Form(form.wide * _SLIM, form.high * _SLIM, boxes[0], boxes[1] if form.circle else None, _SLIM)


def _choices(sheet: Sheet, region: Region, label: str, number: int) -> Iterator[tuple[Box, _Form]]:
    """Places near the beginning of the region, the best first."""
    whole = sheet.place(region.bbox)
    row, pile, slim = _beside(label, number), _stacked(label, number), _slim(label, number)
    lines = [sheet.place(line.bbox) for line in region.lines]
    first, last = lines[0], lines[-1]
    over, under = whole.y0 - _GAP - row.high, whole.y1 + _GAP
    left, right = whole.x0 - _GAP, whole.x1 + _GAP
    places: list[tuple[float, float, _Form]]
    if region.direction is Direction.VERTICAL:
        places = [
            (whole.x1 - row.wide, over, row),
            (right, whole.y0, pile),
            (right - 1, whole.y0, slim),
            (whole.x1 - pile.wide, whole.y0 - _GAP - pile.high, pile),
            (whole.x0, over, row),
            (first.x1 - row.wide, first.y0 - row.high, row),
            (left - pile.wide, whole.y0, pile),
            (whole.x1 - row.wide + 4, whole.y0 - row.high * 0.7, row),
        ]
        if len(lines) <= _SHALLOW:
            places += [(last.x0, last.y1 + _GAP, pile), (whole.x0, under, row)]
    else:
        level = whole.y0 + (min(whole.height, 24) - row.high) / 2
        places = [
            (left - pile.wide, whole.y0, pile),
            (left - slim.wide + 1, whole.y0, slim),
            (left - row.wide, level, row),
            (whole.x0, over, row),
            (whole.x0, first.y0 + (first.height - row.high) / 2, row),
            (right, level, row),
            (whole.x1 - row.wide, over, row),
        ]
        if len(lines) <= _SHALLOW:
            places += [
                (last.x1 + _GAP, last.y0 + (last.height - row.high) / 2, row),
                (whole.x0, under, row),
                (whole.x1 - row.wide, under, row),
            ]
        places += [
            (whole.x0 - 4, whole.y0 - row.high * 0.7, row),
            (whole.x0 - pile.wide * 0.75, whole.y0, pile),
        ]
    for x, y, form in places:
        yield Box(x, y, x + form.wide, y + form.high), form


def _on_paper(box: Box, paper: Box) -> bool:
    sideways = box.x0 >= paper.x0 - _EDGE and box.x1 <= paper.x1 + _EDGE
    return sideways and box.y0 >= paper.y0 - _EDGE and box.y1 <= paper.y1 + _EDGE


def _covered(box: Box, others: Sequence[Box]) -> float:
    """How many square pixels of the box lie on others; those on rules and frames count by their bands."""
    total = 0.0
    for other in others:
        wide, high = overlap(box.x0, box.x1, other.x0, other.x1), overlap(box.y0, box.y1, other.y0, other.y1)
        if wide > 0 and high > 0:
            total += wide * high
    return total
