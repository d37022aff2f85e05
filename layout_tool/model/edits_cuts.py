"""Cuts: regions parted between lines, in a line, or along a drawn stroke.

A line keeps its letters; one that is cut gives its id to the first half, and box and span are divided in proportion
to its characters. Geometry is done upright: turned so that lines run to the right and follow one another downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from layout_tool.model.document import Direction, Document, Line, Origin, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_draft import Draft
from layout_tool.model.geometry import Box, union

_REACH = 2
"""A cut by geometry falls into a gap of the text where there is one so many characters away."""


def split_region(document: Document, region: str, line: int, offset: int = 0) -> Document:
    """Part a region before its line number `line` (from 0), or inside it, before code point `offset`.

    The second part follows the first on the page and in its place. A cut inside a line begins a paragraph there.
    """
    draft = Draft(document)
    (name,) = draft.require([region])
    whole = draft.regions[name]
    if not 0 <= line < len(whole.lines) or not 0 <= offset <= len(whole.lines[line].text):
        raise EditError("edit_no_such_place")
    before, at, behind = whole.lines[:line], whole.lines[line], whole.lines[line + 1 :]
    if 0 < offset < len(at.text):
        first, second = cut(draft, at, offset, whole.direction)
        return _parted(draft, name, [*before, first], [second, *behind])
    return _parted(draft, name, [*before, at], behind) if offset else _parted(draft, name, before, [at, *behind])


def split_region_at(document: Document, line_id: str, offset: int) -> Document:
    """Part a region at the text cursor: in a line, before code point `offset`; 0 is before it, its length behind it."""
    for region in document.regions():
        for number, line in enumerate(region.lines):
            if line.id == line_id:
                return split_region(document, region.id, number, offset)
    raise EditError("edit_no_line", line=line_id)


def split_region_along(
    document: Document, region: str, start: tuple[float, float], end: tuple[float, float]
) -> Document:
    """Part a region along the straight line through two points (x, y), in the page's unit.

    A stroke along the text parts between lines: each goes to the side of its middle. A stroke across the text cuts
    the lines that it crosses, in proportion. The part that holds the beginning of the text comes first.
    """
    draft = Draft(document)
    (name,) = draft.require([region])
    whole = draft.regions[name]
    stroke = _Stroke.through(start, end, whole.direction)
    sides: dict[bool, list[Line]] = {}
    for line in whole.lines:
        box = upright(line.bbox, whole.direction)
        pieces = cut_at(draft, line, [stroke.crossing(box)] if stroke.across else [], whole.direction)
        for piece in pieces:
            sides.setdefault(stroke.side(upright(piece.bbox, whole.direction)), []).append(piece)
    if len(sides) < 2:
        raise EditError("edit_part_empty")
    return _parted(draft, name, *sides.values())


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A drawn line, upright: through (x, y), leaning by (dx, dy)."""

    x: float
    y: float
    dx: float
    dy: float

    @classmethod
    def through(cls, start: tuple[float, float], end: tuple[float, float], direction: Direction) -> _Stroke:
        if not all(map(isfinite, (*start, *end))) or start == end:
            raise EditError("edit_no_stroke")
        x0, y0, *_ = upright(Box(*start, *start), direction)
        x1, y1, *_ = upright(Box(*end, *end), direction)
        return cls(x0, y0, x1 - x0, y1 - y0)

    @property
    def across(self) -> bool:
        """Whether it leads rather across the lines of text than along them."""
        return abs(self.dy) > abs(self.dx)

    def crossing(self, box: Box) -> float:
        """Where it crosses the middle of a line of text, for strokes across."""
        return self.x + ((box.y0 + box.y1) / 2 - self.y) * self.dx / self.dy

    def side(self, box: Box) -> bool:
        """On which side the middle of a line is."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if self.across:
            return x > self.crossing(box)
        return y > self.y + (x - self.x) * self.dy / self.dx


def upright(box: Box, direction: Direction) -> Box:
    """The box turned so that its lines run to the right and follow downwards.

    >>> upright(Box(10, 0, 12, 30), Direction.VERTICAL)
    Box(x0=0, y0=-12, x1=30, y1=-10)
    """
    x0, y0, x1, y1 = box
    return box if direction is Direction.HORIZONTAL else Box(y0, -x1, y1, -x0)


def cut_at(draft: Draft, line: Line, places: Sequence[float], direction: Direction) -> list[Line]:
    """The line in pieces: cut where the upright places, from left to right, fall between its characters."""
    pieces = [line]
    for place in places:
        last = pieces[-1]
        box = upright(last.bbox, direction)
        if box.x0 < place < box.x1:
            offset = _in_gap(last.text, round(len(last.text) * (place - box.x0) / box.width))
            if 0 < offset < len(last.text):
                pieces[-1:] = cut(draft, last, offset, direction)
    return pieces


def cut(draft: Draft, line: Line, offset: int, direction: Direction) -> tuple[Line, Line]:
    """The halves of a line before and behind a code point inside it."""
    second = draft.fresh_id(line.id)
    draft.halve(line.id, second)
    share = offset / len(line.text)
    x0, y0, x1, y1 = line.bbox
    if direction is Direction.HORIZONTAL:
        middle = round(x0 + share * (x1 - x0), 2)
        boxes = Box(x0, y0, middle, y1), Box(middle, y0, x1, y1)
    else:
        middle = round(y0 + share * (y1 - y0), 2)
        boxes = Box(x0, y0, x1, middle), Box(x0, middle, x1, y1)
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None] = None, None
    if line.span is not None:
        start, end = line.span
        place = min(start + offset, end)
        spans = (start, place), (place, end)
    return (
        replace(line, text=line.text[:offset], bbox=boxes[0], span=spans[0]),
        Line(second, line.text[offset:], boxes[1], spans[1]),
    )


def part(whole: Region, name: str, lines: Sequence[Line]) -> Region:
    """A region of some of another's lines, tight around them, made by hand."""
    box = union(line.bbox for line in lines)
    return replace(whole, id=name, lines=tuple(lines), bbox=box, confidence=None, origin=Origin.EDITOR)


def _parted(draft: Draft, name: str, first: Sequence[Line], second: Sequence[Line]) -> Document:
    if not first or not second:
        raise EditError("edit_part_empty")
    new = draft.fresh_id(name)
    whole = draft.regions[name]
    draft.regions[name] = part(whole, name, first)
    draft.regions[new] = part(whole, new, second)
    draft.insert_behind(name, new)
    return draft.finish()


def _in_gap(text: str, offset: int) -> int:
    """The nearest place within reach that is beside white space, or the offset itself.

    >>> _in_gap("月到港  Port", 3), _in_gap("月到港  Port", 6), _in_gap("月到港口", 2)
    (3, 5, 2)
    """
    for away in range(_REACH + 1):
        for place in (offset - away, offset + away):
            if 0 < place < len(text) and text[place - 1].isspace() is not text[place].isspace():
                return place
    return offset
