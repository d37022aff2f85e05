"""The page in the picture: columns, pictures, rules, and the regions with their text, letters and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layout_tool.export.picture_colours import ACCENT, FAINT, INK, MUTED, PAPER, Look, mixed
from layout_tool.export.picture_shapes import Anchor, Face, Hatch, Pattern, Rect, Shape, Stroke, Text
from layout_tool.export.picture_type import fit, upright, width
from layout_tool.export.words import Words
from layout_tool.model.article import Article
from layout_tool.model.document import Direction, Page, Region, Unit
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import HEADING_ROLES, Role

ROLE_CODES: Mapping[Role, str] = {
    Role.HEADLINE: "H",
    Role.KICKER: "K",
    Role.DECK: "D",
    Role.BYLINE: "B",
    Role.CAPTION: "C",
    Role.CREDIT: "R",
    Role.SUBHEAD: "S",
    Role.JUMP: "J",
    Role.DATELINE: "L",
    Role.SIGNOFF: "G",
    Role.TABLE: "T",
    Role.PULLQUOTE: "Q",
    Role.NOTE: "N",
}
"""The letter after the article's; body text has none."""

_UNNUMBERED = HEADING_ROLES | {Role.BYLINE}
_MARKED = frozenset({Role.BODY, Role.CAPTION, Role.TABLE})
_HEAD_TINT = 0.62
_TEXT_TINT = 0.34
_READABLE = 3.4
_CHIP = 9.5
_AIR = 2.5
_NARROWEST = 0.62


@dataclass(frozen=True, slots=True)
class Sheet:
    """What painting a page needs: the page, its articles in order, looks by region id, and where paper begins."""

    page: Page
    articles: tuple[Article, ...]
    looks: Mapping[str, Look]
    left: float
    top: float
    scale: float
    messages: Words

    def place(self, box: Box) -> Box:
        """A box of the page in picture pixels."""
        return Box(*(value * self.scale for value in box)).moved(self.left, self.top)


def page_shapes(sheet: Sheet) -> list[Shape]:
    """The page from the ground up; letters, marks and order numbers lie on top of all text."""
    shapes = [*_ground(sheet)]
    for region in sheet.page.regions:
        shapes += _area(sheet, region)
        shapes += _words(sheet, region)
    numbers = _order(sheet)
    for region in sheet.page.regions:
        shapes += _labels(sheet, region, numbers.get(region.id))
    return shapes


def _ground(sheet: Sheet) -> Iterator[Shape]:
    for column in sheet.page.columns:
        box = sheet.place(column.bbox)
        yield Rect(_inflated(_inflated(box)), stroke=mixed(FAINT, PAPER, 0.45), radius=4)
    for image in sheet.page.images:
        box = sheet.place(image.bbox)
        yield Rect(box, fill="#E6E8EA", stroke=FAINT)
        yield Stroke(box.x0, box.y0, box.x1, box.y1, "#D2D6DA")
        yield Stroke(box.x0, box.y1, box.x1, box.y0, "#D2D6DA")
    for separator in sheet.page.separators:
        box = sheet.place(separator.bbox)
        if min(box.width, box.height) < 2:
            yield Stroke(*box, MUTED, 0.9)
        else:
            yield Rect(box, stroke=MUTED, stroke_width=0.8)


def _inflated(box: Box) -> Box:
    """A region's box with air around its text."""
    return Box(box.x0 - _AIR, box.y0 - _AIR, box.x1 + _AIR, box.y1 + _AIR)


def _area(sheet: Sheet, region: Region) -> Iterator[Shape]:
    box = _inflated(sheet.place(region.bbox))
    look = sheet.looks.get(region.id)
    if look is None:
        yield Rect(box, fill="#F4F4F2", radius=2)
        yield Hatch(box, "#DADCDE", Pattern.RISING, gap=7)
        yield Rect(box, stroke="#9AA0A6", dashed=True, radius=2, tip=sheet.messages.text(f"role_{region.role}"))
        return
    share = _HEAD_TINT if region.role in HEADING_ROLES else _TEXT_TINT
    tip = f"{code(look, region.role)} · {sheet.messages.text(f'role_{region.role}')}"
    yield Rect(box, fill=look.colour, opacity=share, radius=2)
    if look.pattern:
        yield Hatch(box, mixed(look.colour, INK, 0.85), look.pattern, gap=8, opacity=0.45)
    yield Rect(box, stroke=mixed(look.colour, INK, 0.88), stroke_width=1.1, radius=2, tip=tip)


def _words(sheet: Sheet, region: Region) -> Iterator[Shape]:
    """The region's own words, all of one size, clear of the chip in its corner."""
    lines = [(sheet.place(line.bbox), " ".join(line.text.split())) for line in region.lines if line.text.strip()]
    if not lines:
        return
    chip = _chip(sheet, region)
    heading = region.role in HEADING_ROLES and chip is not None
    colour = INK if heading else mixed(INK, PAPER, 0.55)
    vertical = region.direction is Direction.VERTICAL
    sizes = sorted(_natural_size(box, text, vertical, heading) for box, text in lines)
    size = sizes[len(sizes) // 4]
    limit = sheet.place(region.bbox) if heading else None
    for box, text in lines:
        if size < _READABLE:
            yield _bar(box, vertical)
        elif vertical:
            yield from _vertical(box, text, size, colour, chip, heading)
        else:
            yield from _horizontal(
                box if limit is None else box._replace(x1=limit.x1), text, size, colour, chip, heading
            )


def _natural_size(box: Box, text: str, vertical: bool, heading: bool) -> float:
    if vertical:
        return min(box.width * 0.95, box.height / len(text))
    return min(box.height * 0.92, max(box.width / max(width(text), 0.3), 8.0 if heading else 0.0))


def _bar(box: Box, vertical: bool) -> Shape:
    """Text too small to read, as a stroke."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    ends = (x, box.y0, x, box.y1) if vertical else (box.x0, y, box.x1, y)
    return Stroke(*ends, mixed(INK, PAPER, 0.3), 0.8)


def _horizontal(box: Box, text: str, size: float, colour: str, chip: Box | None, heading: bool) -> Iterator[Shape]:
    """A line across. What lies under the chip moves aside, narrower; a line too full for that loses its first signs."""
    start = box.x0
    if chip and overlap(box.y0, box.y1, chip.y0, chip.y1) > 2 and start < chip.x1 + 3:
        start = chip.x1 + 3
        natural = width(text) * size
        if not heading and natural * _NARROWEST > box.x1 - start:
            text = _without_first(text, (start - box.x0) / size)
    room = box.x1 - start
    if heading:
        size = min(size, max(size * 0.6, room / max(width(text), 0.3)))
    shown = fit(text, room / size * 1.1) if heading else text
    if shown and room > size / 2:
        baseline = (box.y0 + box.y1) / 2 + size * 0.36
        yield Text(start, baseline, shown, size, colour, Face.SERIF, heading, room=room)


def _vertical(box: Box, text: str, size: float, colour: str, chip: Box | None, heading: bool) -> Iterator[Shape]:
    """A line down the page; what lies under the chip gives way as in `_horizontal`."""
    start = box.y0
    if chip and overlap(box.x0, box.x1, chip.x0, chip.x1) > 2 and start < chip.y1 + 1:
        start = chip.y1 + 1
        hidden = -(-(start - box.y0) // size)
        if heading:
            size = min(size, (box.y1 - start) / len(text))
        else:
            text = text[int(hidden) :]
            start = box.y0 + hidden * size
    if text:
        yield Text((box.x0 + box.x1) / 2, start, upright(text), size, colour, Face.SERIF, heading, vertical=True)


def _without_first(text: str, room: float) -> str:
    """The text less the signs that stand in its first `room` em."""
    used = 0.0
    for place, sign in enumerate(text):
        if used >= room:
            return text[place:]
        used += width(sign)
    return ""


def code(look: Look, role: Role) -> str:
    """The letter of the article and, but for body text, that of the role: `D`, `D·H`."""
    return f"{look.letter}·{ROLE_CODES[role]}" if role in ROLE_CODES else look.letter


def _order(sheet: Sheet) -> dict[str, int]:
    """Numbers in reading order for the regions after the heading, in articles where there are several on the page."""
    roles = {region.id: region.role for region in sheet.page.regions}
    numbers: dict[str, int] = {}
    for article in sheet.articles:
        read = [name for name in article.regions if name in roles and roles[name] not in _UNNUMBERED]
        if len(read) > 1:
            numbers |= {name: place for place, name in enumerate(read, start=1)}
    return numbers


def _chip(sheet: Sheet, region: Region) -> Box | None:
    """Where the letter of the region stands: its corner; None outside articles. A narrow region has it stacked."""
    if region.id not in sheet.looks:
        return None
    box = _inflated(sheet.place(region.bbox))
    rows = _chip_rows(sheet.looks[region.id], region.role, box)
    long = max(map(width, rows)) * _CHIP + 6
    wide = max(long, box.width) if len(rows) > 1 else long
    return Box(box.x0, box.y0, box.x0 + wide, box.y0 + (_CHIP + 2) * len(rows) + 2)


def _chip_rows(look: Look, role: Role, box: Box) -> list[str]:
    label = code(look, role)
    narrow = box.width < width(label) * _CHIP + 6 and box.height > 3 * _CHIP
    return label.split("·") if narrow else [label]


def _labels(sheet: Sheet, region: Region, number: int | None) -> Iterator[Shape]:
    box = _inflated(sheet.place(region.bbox))
    look = sheet.looks.get(region.id)
    chip = _chip(sheet, region)
    if look is None or chip is None:
        yield from _outside_label(sheet, region, box)
        return
    yield from _mark(sheet, region, box, look)
    yield Rect(chip, fill=mixed(look.colour, PAPER, 0.9), radius=2)
    middle, y = (chip.x0 + chip.x1) / 2, chip.y0
    for row in _chip_rows(look, region.role, box):
        y += _CHIP + 1.5
        yield Text(middle, y - 1, row, _CHIP, INK, bold=True, anchor=Anchor.MIDDLE)
    if number is not None and box.width > chip.width + 18 and box.height > 20:
        yield from _number(number, box)


def _number(number: int, box: Box) -> Iterator[Shape]:
    radius = 6.5
    x, y = box.x1 - radius - 2.5, box.y0 + radius + 2.5
    yield Rect(Box(x - radius, y - radius, x + radius, y + radius), fill=PAPER, stroke=ACCENT, radius=radius)
    size = 8.5 if number < 10 else 7.5 if number < 100 else 6
    yield Text(x, y + size * 0.36, str(number), size, ACCENT, bold=True, anchor=Anchor.MIDDLE)


def _mark(sheet: Sheet, region: Region, box: Box, look: Look) -> Iterator[Shape]:
    """Lines × measure in the lower right corner, e.g. `27 × 15 em`."""
    text = measure_mark(sheet.page, region)
    size = 8.0
    long = width(text) * size + 6
    if not text or box.width < long + 4 or box.height < 34:
        return
    yield Rect(
        Box(box.x1 - long - 1, box.y1 - size - 5, box.x1 - 1, box.y1 - 1),
        fill=mixed(look.colour, PAPER, _TEXT_TINT),
        radius=2,
    )
    yield Text(box.x1 - 4, box.y1 - 4, text, size, MUTED, anchor=Anchor.END)


def measure_mark(page: Page, region: Region) -> str:
    """`depth × measure em` of a region of text: the column's own where the region is all of it."""
    if region.role not in _MARKED or len(region.lines) < 2:
        return ""
    column = next((column for column in page.columns if column.id == region.column), None)
    measure = column.measure if column else None
    if measure is None and page.unit is Unit.EM:
        measure = region.bbox.height if region.direction is Direction.VERTICAL else region.bbox.width
    if measure is None:
        return str(len(region.lines))
    alone = sum(other.column == region.column for other in page.regions) == 1
    depth = column.depth if column and column.depth and alone else len(region.lines)
    return f"{depth} × {measure:.1f}".removesuffix(".0") + " em"


def _outside_label(sheet: Sheet, region: Region, box: Box) -> Iterator[Shape]:
    name = sheet.messages.text(f"role_{region.role}")
    size = 8.0
    long = width(name) * size + 8
    words = max((width(line.text) for line in region.lines), default=0.0) * sheet.scale
    room = box.width - (words if sheet.page.unit is Unit.EM else box.width * 0.7)
    if long <= room and box.height >= size:
        spot = Box(box.x1 - long, box.y0 + 1, box.x1 - 1, box.y0 + min(size + 5, box.height - 1))
        yield Rect(spot, fill="#F4F4F2", opacity=0.92, radius=2)
        yield Text(spot.x1 - 4, spot.y1 - 3, name, size, MUTED, anchor=Anchor.END)
