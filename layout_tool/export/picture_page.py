"""The page in the picture: columns, pictures, rules, and the regions with their text, letters and marks."""

from __future__ import annotations

from collections.abc import Iterator

from layout_tool.export.picture_colours import ACCENT, FAINT, INK, MUTED, PAPER, mixed
from layout_tool.export.picture_shapes import Anchor, Face, Hatch, Pattern, Rect, Shape, Stroke, Text
from layout_tool.export.picture_sheet import Sheet, code, inflated, measure_mark
from layout_tool.export.picture_tags import CHIP, MARK, Tag, meet, tags
from layout_tool.export.picture_type import fit, upright, width
from layout_tool.model.document import Direction, Region
from layout_tool.model.geometry import Box
from layout_tool.model.roles import HEADING_ROLES

_HEAD_TINT = 0.62
_TEXT_TINT = 0.34
_READABLE = 3.4


def page_shapes(sheet: Sheet) -> list[Shape]:
    """The page from the ground up; no letter, mark or order number covers text."""
    shapes = [*_ground(sheet)]
    placed = tags(sheet)
    for region in sheet.page.regions:
        shapes += _area(sheet, region)
        shapes += _words(sheet, region, placed[region.id])
    for region in sheet.page.regions:
        shapes += _labels(sheet, region, placed[region.id])
    return shapes


def _ground(sheet: Sheet) -> Iterator[Shape]:
    for column in sheet.page.columns:
        box = sheet.place(column.bbox)
        yield Rect(inflated(inflated(box)), stroke=mixed(FAINT, PAPER, 0.45), radius=4)
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


def _area(sheet: Sheet, region: Region) -> Iterator[Shape]:
    box = inflated(sheet.place(region.bbox))
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


def _natural_size(box: Box, text: str, vertical: bool, heading: bool) -> float:
    if vertical:
        return min(box.width * 0.95, box.height / len(text))
    return min(box.height * 0.92, max(box.width / max(width(text), 0.3), 8.0 if heading else 0.0))


def _bar(box: Box, vertical: bool) -> Shape:
    """Text too small to read, as a stroke."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    ends = (x, box.y0, x, box.y1) if vertical else (box.x0, y, box.x1, y)
    return Stroke(*ends, mixed(INK, PAPER, 0.3), 0.8)


def _words(sheet: Sheet, region: Region, tag: Tag) -> Iterator[Shape]:
    """The region's own words, all of one size, in the area that its tag leaves."""
    lines = [(tag.moved(sheet.place(line.bbox)), " ".join(line.text.split())) for line in region.lines]
    lines = [(box, text) for box, text in lines if text]
    if not lines:
        return
    heading = region.role in HEADING_ROLES and region.id in sheet.looks
    colour = INK if heading else mixed(INK, PAPER, 0.55)
    vertical = region.direction is Direction.VERTICAL
    sizes = sorted(_natural_size(box, text, vertical, heading) for box, text in lines)
    size = sizes[len(sizes) // 4]
    for box, text in lines:
        if size < _READABLE:
            yield _bar(box, vertical)
        elif vertical:
            middle = (box.x0 + box.x1) / 2
            yield Text(middle, box.y0, upright(text), size, colour, Face.SERIF, heading, vertical=True)
        else:
            yield _horizontal(box._replace(x1=tag.area.x1) if heading else box, text, size, colour, heading)


def _horizontal(box: Box, text: str, size: float, colour: str, heading: bool) -> Shape:
    """A line across; a heading's is made smaller, then cut, where it is too long for its room."""
    if heading:
        size = min(size, max(size * 0.6, box.width / max(width(text), 0.3)))
        text = fit(text, box.width / size * 1.1)
    baseline = (box.y0 + box.y1) / 2 + size * 0.36
    return Text(box.x0, baseline, text, size, colour, Face.SERIF, heading, room=box.width)


def _labels(sheet: Sheet, region: Region, tag: Tag) -> Iterator[Shape]:
    look = sheet.looks.get(region.id)
    if look is None or tag.chip is None:
        yield from _outside_label(sheet, region)
        return
    chip = tag.chip
    yield Rect(chip, fill=mixed(look.colour, PAPER, 0.9), radius=2)
    middle, y = (chip.x0 + chip.x1) / 2, chip.y0
    for row in tag.rows:
        y += CHIP + 1.5
        yield Text(middle, y - 1, row, CHIP, INK, bold=True, anchor=Anchor.MIDDLE)
    if tag.spot is not None:
        yield from _number(tag.number, tag.spot)
    if tag.mark is not None:
        text = measure_mark(sheet.page, region)
        yield Text(tag.mark.x1 - 2, tag.mark.y1 - 2, text, MARK, MUTED, anchor=Anchor.END)


def _number(number: int, spot: Box) -> Iterator[Shape]:
    x, y = (spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2
    yield Rect(spot, fill=PAPER, stroke=ACCENT, radius=spot.width / 2)
    size = 8.5 if number < 10 else 7.5 if number < 100 else 6
    yield Text(x, y + size * 0.36, str(number), size, ACCENT, bold=True, anchor=Anchor.MIDDLE)


def _outside_label(sheet: Sheet, region: Region) -> Iterator[Shape]:
    """The role of what belongs to no article, right of its words, where there is room."""
    box = inflated(sheet.place(region.bbox))
    name = sheet.messages.text(f"role_{region.role}")
    long = width(name) * MARK + 8
    spot = Box(box.x1 - long, box.y0 + 1, box.x1 - 1, box.y0 + min(MARK + 5, box.height - 1))
    free = all(not meet(spot, sheet.place(line.bbox)) for line in region.lines)
    if free and long <= box.width and box.height >= MARK:
        yield Text(spot.x1 - 4, spot.y1 - 3, name, MARK, MUTED, anchor=Anchor.END)
