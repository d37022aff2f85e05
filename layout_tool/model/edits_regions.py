"""Edits of regions: role, split, join, place on the page.

Each takes a document and ids and gives a new document; each raises EditError where it cannot be done. Lines keep
their ids and their letters; a line cut in two gives its id to the first half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from layout_tool.model.document import Direction, Document, Line, Origin, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_draft import Draft
from layout_tool.model.geometry import Box, union
from layout_tool.model.roles import Role


def set_role(document: Document, regions: Sequence[str], role: Role) -> Document:
    """Give the regions a role. They stay where they are, in their article or outside."""
    draft = Draft(document)
    for name in draft.require(regions):
        draft.relabel(name, role)
    return draft.finish()


def split_region(document: Document, region: str, line: int, offset: int = 0) -> Document:
    """Part a region before its line number `line` (from 0), or inside it, before code point `offset`.

    The second part follows the first on the page and in its place. A cut inside a line begins a paragraph there;
    the line's box and span are divided in proportion to its characters.
    """
    draft = Draft(document)
    (name,) = draft.require([region])
    whole = draft.regions[name]
    if not 0 <= line < len(whole.lines) or not 0 <= offset <= len(whole.lines[line].text):
        raise EditError("edit_no_such_place")
    lines = list(whole.lines)
    if 0 < offset < len(lines[line].text):
        lines[line : line + 1] = _halves(lines[line], offset, draft.fresh_id(lines[line].id), whole.direction)
        draft.halve(lines[line].id, lines[line + 1].id)
        line += 1
    elif offset:
        line += 1
    if not 0 < line < len(lines):
        raise EditError("edit_part_empty")
    second = draft.fresh_id(name)
    draft.regions[name] = _part(whole, name, lines[:line])
    draft.regions[second] = _part(whole, second, lines[line:])
    for place in (draft.place_of(name), draft.pages[draft.page_of(name)]):
        place.insert(place.index(name) + 1, second)
    return draft.finish()


def remove_regions(document: Document, regions: Sequence[str]) -> Document:
    """Take regions out of their articles: they stand outside, their text is not lost.

    They keep their role: what a region is on the page does not change, and put back it finds its place by it.
    Raises EditError where all are outside already.
    """
    draft = Draft(document)
    leaving = [name for name in draft.require(regions) if draft.owner_of(name) is not None]
    if not leaving:
        raise EditError("edit_outside_already")
    for name in leaving:
        draft.place_of(name).remove(name)
    draft.outside += leaving
    return draft.finish()


def join_regions(document: Document, regions: Sequence[str]) -> Document:
    """Join regions of one page, in the order given, into the first: its id, role, column and place remain."""
    draft = Draft(document)
    first, *others = draft.require(regions)
    if not others:
        raise EditError("edit_join_two")
    page = draft.page_of(first)
    parts = [draft.regions[name] for name in (first, *others)]
    if any(draft.page_of(name) != page for name in others):
        raise EditError("edit_join_pages")
    if any(part.direction is not parts[0].direction for part in parts):
        raise EditError("edit_join_directions")
    for name in others:
        draft.relabel(name, parts[0].role)
        draft.place_of(name).remove(name)
        draft.pages[page].remove(name)
        del draft.regions[name]
    draft.regions[first] = replace(
        parts[0],
        lines=tuple(line for part in parts for line in part.lines),
        bbox=union(part.bbox for part in parts),
        confidence=None,
        origin=Origin.EDITOR,
    )
    return draft.finish()


def move_region(document: Document, region: str, dx: float, dy: float) -> Document:
    """Shift a region with its lines, right by dx and down by dy, in the page's unit."""
    draft = Draft(document)
    (name,) = draft.require([region])
    whole = draft.regions[name]
    draft.regions[name] = replace(
        whole,
        bbox=_sound(whole.bbox.moved(dx, dy)),
        lines=tuple(replace(line, bbox=_sound(line.bbox.moved(dx, dy))) for line in whole.lines),
        origin=Origin.EDITOR,
    )
    return draft.finish()


def resize_region(document: Document, region: str, box: Box) -> Document:
    """Give a region another box, in the page's unit; its lines stay where they are printed."""
    draft = Draft(document)
    (name,) = draft.require([region])
    draft.regions[name] = replace(draft.regions[name], bbox=_sound(box), origin=Origin.EDITOR)
    return draft.finish()


def _halves(line: Line, offset: int, second: str, direction: Direction) -> tuple[Line, Line]:
    share = offset / len(line.text)
    x0, y0, x1, y1 = line.bbox
    if direction is Direction.HORIZONTAL:
        cut = round(x0 + share * (x1 - x0), 2)
        boxes = Box(x0, y0, cut, y1), Box(cut, y0, x1, y1)
    else:
        cut = round(y0 + share * (y1 - y0), 2)
        boxes = Box(x0, y0, x1, cut), Box(x0, cut, x1, y1)
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None] = None, None
    if line.span is not None:
        start, end = line.span
        middle = min(start + offset, end)
        spans = (start, middle), (middle, end)
    return (
        replace(line, text=line.text[:offset], bbox=boxes[0], span=spans[0]),
        Line(second, line.text[offset:], boxes[1], spans[1]),
    )


def _part(whole: Region, name: str, lines: Sequence[Line]) -> Region:
    box = union(line.bbox for line in lines)
    return replace(whole, id=name, lines=tuple(lines), bbox=box, confidence=None, origin=Origin.EDITOR)


def _sound(box: Box) -> Box:
    """The box with two decimals, as documents hold them.

    Raises EditError where it is the wrong way round or not finite.
    """
    if not all(map(isfinite, box)) or box.x0 > box.x1 or box.y0 > box.y1:
        raise EditError("edit_no_box")
    return Box(*(round(edge, 2) for edge in box))
