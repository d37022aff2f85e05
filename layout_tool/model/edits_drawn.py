"""Regions drawn by hand: a rectangle takes the lines that lie in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from layout_tool.model.document import Document, Line, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_cuts import cut_at, part, upright
from layout_tool.model.edits_draft import Draft
from layout_tool.model.edits_regions import sound
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import Role

_T = TypeVar("_T")
_REACH = 1.5
"""In em: a line is cut at the edge of the box where it goes on so far on either side."""


def draw_region(document: Document, page: str, box: Box, role: Role | None = None) -> Document:
    """A new region of the lines whose middle lies in the box, taken from the regions that hold them.

    A line that runs far over an edge of the box is cut there. The region joins the article that most of its
    characters come from, at the place that they had there; lines that come from elsewhere stand where they are
    printed. Without `role` it has the role of most of its characters. Regions that are left empty vanish. Raises
    EditError where no line lies in the box.
    """
    draft = Draft(document)
    if page not in draft.pages:
        raise EditError("edit_no_page", page=page)
    box = sound(box)
    sources = [source for name in _read(draft, page) if (source := _taken(draft, name, box)).lines]
    if not sources:
        raise EditError("edit_no_lines")
    owner = _most((source.owner, source.size) for source in sources)
    anchor = max((source for source in sources if source.owner == owner), key=lambda source: source.size)
    role = role or _most((source.region.role, source.size) for source in sources)
    for source in sources:
        if source.region.role is not role:
            draft.relabel_lines(line.id for line in source.lines)
    new = draft.fresh_id(anchor.region.id)
    drawn = part(anchor.region, new, _merged(sources, owner, anchor.region))
    draft.regions[new] = replace(drawn, role=role, extra=None)
    _place(draft, new, anchor)
    for source in sources:
        if source is not anchor:
            _leave(draft, source.region, source.left)
    return draft.finish()


@dataclass(frozen=True, slots=True)
class _Source:
    """A region and its lines, cut ones in pieces; each with whether the box takes it."""

    region: Region
    owner: str | None
    pieces: list[tuple[Line, bool]]

    @property
    def lines(self) -> list[Line]:
        return [line for line, taken in self.pieces if taken]

    @property
    def left(self) -> list[Line]:
        return [line for line, taken in self.pieces if not taken]

    @property
    def size(self) -> int:
        return sum(len(line.text) for line in self.lines)


def _read(draft: Draft, page: str) -> list[str]:
    """The regions of the page: articles in their order, then what is outside, as it stands on the page."""
    here = set(draft.pages[page])
    inside = [name for article in draft.order for name in draft.members[article] if name in here]
    return inside + [name for name in draft.pages[page] if name not in set(inside)]


def _taken(draft: Draft, name: str, box: Box) -> _Source:
    region = draft.regions[name]
    drawn = upright(box, region.direction)
    pieces: list[tuple[Line, bool]] = []
    for line in region.lines:
        lies = upright(line.bbox, region.direction)
        places: list[float] = []
        if drawn.y0 <= (lies.y0 + lies.y1) / 2 <= drawn.y1 and overlap(lies.x0, lies.x1, drawn.x0, drawn.x1) > 0:
            reach = _REACH * lies.height
            places = [edge for edge in (drawn.x0, drawn.x1) if lies.x0 + reach < edge < lies.x1 - reach]
        cuts = cut_at(draft, line, places, region.direction)
        pieces += [(piece, _inside(upright(piece.bbox, region.direction), drawn)) for piece in cuts]
    return _Source(region, draft.owner_of(name), pieces)


def _inside(lies: Box, drawn: Box) -> bool:
    """Whether the middle of a line lies in the box."""
    return drawn.x0 <= (lies.x0 + lies.x1) / 2 <= drawn.x1 and drawn.y0 <= (lies.y0 + lies.y1) / 2 <= drawn.y1


def _most(counted: Iterable[tuple[_T, int]]) -> _T:
    """What has most characters; the first of equals."""
    found: Counter[_T] = Counter()
    for key, size in counted:
        found[key] += size
    return max(found, key=found.__getitem__)


def _merged(sources: Sequence[_Source], owner: str | None, model: Region) -> list[Line]:
    """The taken lines: the owner's in their order, each other one above the first line that is printed below it."""
    lines = [line for source in sources if source.owner == owner for line in source.lines]
    for stray in (line for source in sources if source.owner != owner for line in source.lines):
        box = upright(stray.bbox, model.direction)
        below, at = None, 0
        for number, line in enumerate(lines):
            other = upright(line.bbox, model.direction)
            if overlap(other.x0, other.x1, box.x0, box.x1) > 0:
                at = number + 1
                if other.y0 + other.y1 > box.y0 + box.y1:
                    below = number
                    break
        lines.insert(below if below is not None else at or len(lines), stray)
    return lines


def _place(draft: Draft, new: str, anchor: _Source) -> None:
    """Put the new region where the anchor's taken lines were: between what is left before and behind them."""
    name, left = anchor.region.id, anchor.left
    runs = [(taken, [line for line, _ in run]) for taken, run in groupby(anchor.pieces, key=lambda piece: piece[1])]
    draft.insert_behind(name, new, before=runs[0][0])
    if [taken for taken, _ in runs] == [False, True, False]:
        tail = draft.fresh_id(name)
        draft.regions[tail] = part(anchor.region, tail, runs[2][1])
        draft.insert_behind(new, tail)
        left = runs[0][1]
    _leave(draft, anchor.region, left)


def _leave(draft: Draft, region: Region, lines: Sequence[Line]) -> None:
    if lines:
        draft.regions[region.id] = part(region, region.id, lines)
    else:
        draft.drop(region.id)
