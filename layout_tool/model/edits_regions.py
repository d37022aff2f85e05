"""Edits of regions: role, join, delete, place on the page.

Each takes a document and ids and gives a new document; each raises EditError where it cannot be done. Lines keep
their ids and their letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from layout_tool.model.document import Document, Origin
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
        bbox=sound(whole.bbox.moved(dx, dy)),
        lines=tuple(replace(line, bbox=sound(line.bbox.moved(dx, dy))) for line in whole.lines),
        origin=Origin.EDITOR,
    )
    return draft.finish()


def resize_region(document: Document, region: str, box: Box) -> Document:
    """Give a region another box, in the page's unit; its lines stay where they are printed."""
    draft = Draft(document)
    (name,) = draft.require([region])
    draft.regions[name] = replace(draft.regions[name], bbox=sound(box), origin=Origin.EDITOR)
    return draft.finish()


def sound(box: Box) -> Box:
    """The box with two decimals, as documents hold them.

    Raises EditError where it is the wrong way round or not finite.
    """
    if not all(map(isfinite, box)) or box.x0 > box.x1 or box.y0 > box.y1:
        raise EditError("edit_no_box")
    return Box(*(round(edge, 2) for edge in box))
