"""The proposal over the printed page: tints and arrows under its ink; outlines, letters and numbers above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from layout_tool.export.picture_colours import ACCENT, DOUBTFUL, FAINT, INK, PAPER, mixed
from layout_tool.export.picture_routes import Stop, route
from layout_tool.export.picture_shapes import Anchor, Hatch, Pattern, Raster, Rect, Route, Shape, Stroke, Text
from layout_tool.export.picture_sheet import Sheet, code, inflated
from layout_tool.export.picture_spots import CHIP, Spot, flow_numbers, spots
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Direction, Region, SeparatorKind
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import HEADING_ROLES

_HEAD_TINT = 0.62
_TEXT_TINT = 0.34
_DOUBTFUL_BELOW = 2.75  # log-odds: four to one once softened as an article's confidence is


def overlay_shapes(sheet: Sheet, ink: bytes, decisions: tuple[Decision, ...]) -> list[Shape]:
    """The page from the ground up; `ink` is its picture as a PNG with clear paper."""
    placed = spots(sheet)
    doubtful = _doubtful(decisions)
    shapes: list[Shape] = []
    for region in sheet.page.regions:
        shapes += _tint(sheet, region)
    shapes += _arrows(sheet, placed, doubtful)
    shapes.append(Raster(sheet.place(Box(0, 0, sheet.page.width, sheet.page.height)), ink))
    shapes += _printed(sheet)
    for region in sheet.page.regions:
        shapes += _outline(sheet, region, doubtful)
    for region in sheet.page.regions:
        if region.id in placed:
            shapes += _tag(sheet, region, placed[region.id])
    return shapes


def _doubtful(decisions: tuple[Decision, ...]) -> frozenset[tuple[str, ...]]:
    """The subjects of doubtful decisions: the two lines of a link, the first line of a heading or attached region."""
    kinds = (DecisionKind.LINK, DecisionKind.HEAD, DecisionKind.ATTACH)
    return frozenset(
        decision.subjects if decision.kind is DecisionKind.LINK else decision.subjects[:1]
        for decision in decisions
        if decision.kind in kinds and decision.margin < _DOUBTFUL_BELOW and not decision.locked
    )


def _tint(sheet: Sheet, region: Region) -> Iterator[Shape]:
    box = inflated(sheet.place(region.bbox))
    look = sheet.looks.get(region.id)
    if look is None:
        yield Hatch(box, "#E2E4E6", Pattern.RISING, gap=7)
        return
    share = _HEAD_TINT if region.role in HEADING_ROLES else _TEXT_TINT
    yield Rect(box, fill=look.colour, opacity=share, radius=2)
    if look.pattern:
        yield Hatch(box, mixed(look.colour, INK, 0.85), look.pattern, gap=8, opacity=0.45)


def _printed(sheet: Sheet) -> Iterator[Shape]:
    """Pictures in the colour of their article, separators as thin lines of the program's own."""
    colours = {image: sheet.looks[region].colour for article in sheet.articles for image in article.images
               for region in article.regions if region in sheet.looks}  # fmt: skip
    for image in sheet.page.images:
        box = sheet.place(image.bbox)
        if image.id in colours:
            yield Rect(box, fill=colours[image.id], opacity=0.25)
        yield Rect(box, stroke=mixed(colours.get(image.id, FAINT), INK, 0.8), stroke_width=1.1)
    faint = mixed(ACCENT, PAPER, 0.45)
    for separator in sheet.page.separators:
        box = sheet.place(separator.bbox)
        if separator.kind is SeparatorKind.TINT:
            continue
        if min(box.width, box.height) >= 4:
            yield Rect(box, stroke=faint, stroke_width=0.9)
        elif box.width >= box.height:
            yield Stroke(box.x0, (box.y0 + box.y1) / 2, box.x1, (box.y0 + box.y1) / 2, faint, 0.9)
        else:
            yield Stroke((box.x0 + box.x1) / 2, box.y0, (box.x0 + box.x1) / 2, box.y1, faint, 0.9)


def _outline(sheet: Sheet, region: Region, doubtful: frozenset[tuple[str, ...]]) -> Iterator[Shape]:
    box = inflated(sheet.place(region.bbox))
    look = sheet.looks.get(region.id)
    name = sheet.messages.text(f"role_{region.role}")
    if look is None:
        yield Rect(box, stroke="#9AA0A6", dashed=True, radius=2, tip=name)
        return
    tip = f"{code(look, region.role)} · {name}"
    if any((line.id,) in doubtful for line in region.lines):
        yield Rect(box, stroke=DOUBTFUL, stroke_width=1.8, dashed=True, radius=2, tip=tip)
    else:
        yield Rect(box, stroke=mixed(look.colour, INK, 0.85), stroke_width=1, radius=2, tip=tip)


def _arrows(sheet: Sheet, placed: Mapping[str, Spot], doubtful: frozenset[tuple[str, ...]]) -> Iterator[Shape]:
    """An arrow from each numbered region to the next one of its article, dashed where the link is doubtful."""
    numbers = flow_numbers(sheet)
    regions = {region.id: region for region in sheet.page.regions}
    words = [sheet.place(line.bbox) for region in sheet.page.regions for line in region.lines]
    words += [sheet.place(image.bbox) for image in sheet.page.images]
    stops = {name: _stop(sheet, regions[name], spot) for name, spot in placed.items()}
    chips = [box for spot in placed.values() for box in spot.boxes()]
    edge = sheet.place(Box(0, 0, sheet.page.width, 0)).x1
    for article in sheet.articles:
        read = sorted((name for name in article.regions if name in numbers), key=lambda name: numbers[name])
        for one, other in pairwise(read):
            own = {*placed[one].boxes(), *placed[other].boxes()}
            vertical = regions[other].direction is Direction.VERTICAL
            around = words + [chip for chip in chips if chip not in own]
            points = route(stops[one], stops[other], around, vertical, edge)
            doubt = any(
                (line.id, onward.id) in doubtful for line in regions[one].lines for onward in regions[other].lines
            )
            colour = DOUBTFUL if doubt else mixed(sheet.looks[other].colour, INK, 0.62)
            if doubt or not _directly_below(regions[one], regions[other]):
                yield Route(points, colour, 1.9 if doubt else 1.3, doubt)


def _directly_below(one: Region, other: Region) -> bool:
    """Whether the second is the next thing in the column of the first, where no arrow is needed."""
    if Direction.VERTICAL in (one.direction, other.direction):
        shared = overlap(one.bbox.y0, one.bbox.y1, other.bbox.y0, other.bbox.y1)
        gap, line = one.bbox.x0 - other.bbox.x1, one.lines[-1].bbox.width
    else:
        shared = overlap(one.bbox.x0, one.bbox.x1, other.bbox.x0, other.bbox.x1)
        gap, line = other.bbox.y0 - one.bbox.y1, one.lines[-1].bbox.height
    return shared > 0 and -line < gap < 3 * line


def _stop(sheet: Sheet, region: Region, spot: Spot) -> Stop:
    whole, last = sheet.place(region.bbox), sheet.place(region.lines[-1].bbox)
    return Stop(whole, last, spot.circle or spot.chip)


def _tag(sheet: Sheet, region: Region, spot: Spot) -> Iterator[Shape]:
    look = sheet.looks[region.id]
    yield Rect(
        spot.chip,
        fill=mixed(look.colour, PAPER, 0.95),
        stroke=mixed(look.colour, INK, 0.7),
        stroke_width=0.7,
        radius=2.5,
    )
    middle, size = (spot.chip.x0 + spot.chip.x1) / 2, CHIP * spot.scale
    baseline = (spot.chip.y0 + spot.chip.y1) / 2 + size * 0.36
    yield Text(middle, baseline, spot.label, size, INK, bold=True, anchor=Anchor.MIDDLE)
    if spot.circle is None:
        return
    x, y = (spot.circle.x0 + spot.circle.x1) / 2, (spot.circle.y0 + spot.circle.y1) / 2
    size = (8 if spot.number < 10 else 7) * spot.scale
    yield Rect(spot.circle, fill=PAPER, stroke=ACCENT, stroke_width=0.9, radius=spot.circle.width / 2)
    yield Text(x, y + size * 0.36, str(spot.number), size, ACCENT, bold=True, anchor=Anchor.MIDDLE)
