"""Where the letters, order numbers and measures of regions stand, so that none of them covers a word.

A region's tag (its letter and number) stands in the gutter left of it where that is free, right of a shallow one,
else on a rail inside it; then the region's words move aside, a little smaller. The measure stands on a strip below
the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layout_tool.export.picture_sheet import Sheet, code, inflated, measure_mark
from layout_tool.export.picture_type import width
from layout_tool.model.document import Region
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import HEADING_ROLES, Role

CHIP = 9.5
"""Size of the letters."""

MARK = 8.0
"""Size of measures and of the names of roles."""

_UNNUMBERED = HEADING_ROLES | {Role.BYLINE}
_ROUND = 13.0
_PAPER_EDGE = 15.0
_SHALLOW = 3 * CHIP
_STRIP = MARK + 2
_MOST_STRIP = 0.12


@dataclass(frozen=True, slots=True)
class Tag:
    """What is told of one region and where, in picture pixels: the chip with its rows of letters, the spot of the
    order number, the measure's own; `area` is what is left for the words that fill `whole`."""

    whole: Box
    area: Box
    rows: tuple[str, ...] = ()
    chip: Box | None = None
    number: int = 0
    spot: Box | None = None
    mark: Box | None = None

    def moved(self, box: Box) -> Box:
        """Where a line of the region stands once the words have moved aside."""
        across = self.area.width / max(self.whole.width, 1e-9)
        down = self.area.height / max(self.whole.height, 1e-9)
        return Box(
            self.area.x0 + (box.x0 - self.whole.x0) * across,
            self.area.y0 + (box.y0 - self.whole.y0) * down,
            self.area.x0 + (box.x1 - self.whole.x0) * across,
            self.area.y0 + (box.y1 - self.whole.y0) * down,
        )


def tags(sheet: Sheet) -> dict[str, Tag]:
    """The tag of every region of the page, by its id."""
    numbers = order_numbers(sheet)
    taken = [sheet.place(region.bbox) for region in sheet.page.regions]
    placed: dict[str, Tag] = {}
    for region in sheet.page.regions:
        tag = _tag(sheet, region, numbers.get(region.id, 0), taken)
        placed[region.id] = tag
        taken += [box for box in (tag.chip, tag.spot) if box is not None]
    return placed


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return overlap(one.x0, one.x1, other.x0, other.x1) > 0 and overlap(one.y0, one.y1, other.y0, other.y1) > 0


def order_numbers(sheet: Sheet) -> dict[str, int]:
    """Numbers in reading order for the regions after the heading, in articles where there are several on the page."""
    roles = {region.id: region.role for region in sheet.page.regions}
    numbers: dict[str, int] = {}
    for article in sheet.articles:
        read = [name for name in article.regions if name in roles and roles[name] not in _UNNUMBERED]
        if len(read) > 1:
            numbers |= {name: place for place, name in enumerate(read, start=1)}
    return numbers


def _tag(sheet: Sheet, region: Region, number: int, taken: Sequence[Box]) -> Tag:
    whole = sheet.place(region.bbox)
    look = sheet.looks.get(region.id)
    if look is None:
        return Tag(whole, whole)
    label = code(look, region.role)
    narrow = whole.width < width(label) * CHIP + 6 and whole.height > 3 * CHIP
    rows = tuple(label.split("·")) if narrow else (label,)
    size = (max(map(width, rows)) * CHIP + 6, (CHIP + 2) * len(rows) + 2)
    stacked = number > 0 and whole.height >= size[1] + _ROUND
    long = max(size[0], _ROUND) if stacked else size[0] + _ROUND * (number > 0)
    deep = size[1] + _ROUND * stacked
    stand = _stand(sheet, whole, long, deep, taken)
    area = whole
    if meet(stand, whole):
        clear = long < whole.width / 2
        area = whole._replace(x0=stand.x1 + 1) if clear else whole._replace(y0=min(stand.y1, whole.y1))
    area, mark = _with_mark(sheet, region, whole, area)
    chip = Box(stand.x0, stand.y0, stand.x0 + (long if stacked else size[0]), stand.y0 + size[1])
    return Tag(whole, area, rows, chip, number, _spot(chip, stacked) if number else None, mark)


def _stand(sheet: Sheet, whole: Box, long: float, deep: float, taken: Sequence[Box]) -> Box:
    """Where a tag of that length and depth stands: left of the region, right of a shallow one, or in its corner."""
    frame = inflated(whole)
    paper = sheet.place(Box(0, 0, sheet.page.width, sheet.page.height))
    left = Box(whole.x0 - 1 - long, whole.y0, whole.x0 - 1, whole.y0 + deep)
    right = Box(frame.x1, whole.y0, frame.x1 + long, whole.y0 + deep)
    for gutter in (left, right) if whole.height < _SHALLOW else (left,):
        inside = gutter.x0 >= paper.x0 - _PAPER_EDGE and gutter.x1 <= paper.x1 + _PAPER_EDGE
        if inside and not any(meet(gutter, box) for box in taken):
            return gutter
    return Box(frame.x0, whole.y0, frame.x0 + long, whole.y0 + deep)


def _spot(chip: Box, stacked: bool) -> Box:
    """The order number's circle: under the chip, or right of it."""
    x = (chip.x0 + chip.x1 - _ROUND) / 2 if stacked else chip.x1
    y = chip.y1 if stacked else (chip.y0 + chip.y1 - _ROUND) / 2
    return Box(x + 0.5, y + 0.5, x + _ROUND - 0.5, y + _ROUND - 0.5)


def _with_mark(sheet: Sheet, region: Region, whole: Box, area: Box) -> tuple[Box, Box | None]:
    """Room for lines × measure, e.g. `27 × 15 em`, in the lower right corner: right of a last line that ends early,
    else on a strip below the words; none in a region too small for that."""
    text = measure_mark(sheet.page, region)
    long = width(text) * MARK + 4
    if not text or long > area.width:
        return area, None
    mark = Box(whole.x1 - long, whole.y1 - _STRIP, whole.x1, whole.y1)
    if not _covers(mark, (sheet.place(line.bbox) for line in region.lines)):
        return area, mark
    if area.height * _MOST_STRIP < _STRIP:
        return area, None
    return area._replace(y1=area.y1 - _STRIP), mark


def _covers(mark: Box, words: Iterable[Box]) -> bool:
    return any(meet(mark, box) for box in words)
