"""Edits of order: of regions in their article, and of articles in the document.

Where a place is a number, it counts from 0 in the list as it stands before the edit, as a drop between two rows
does; a number past the end is the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from layout_tool.model.document import Document, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_cuts import upright
from layout_tool.model.edits_draft import Draft
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_HEAD_ROLES = HEADING_ROLES | {Role.BYLINE}


def reorder_regions(document: Document, article: str, order: Sequence[str]) -> Document:
    """Set the reading order of an article; `order` names each of its regions once."""
    draft = Draft(document)
    _same(order, draft.members[draft.require_article(article)], "edit_order_regions")
    draft.members[article] = list(order)
    return draft.finish()


def reorder_articles(document: Document, order: Sequence[str]) -> Document:
    """Set the order of the articles; `order` names each once."""
    draft = Draft(document)
    _same(order, draft.order, "edit_order_articles")
    draft.order = list(order)
    return draft.finish()


def order_from_clicks(document: Document, article: str, clicked: Sequence[str], *, rest: bool = False) -> Document:
    """Read regions of an article in the order in which they were clicked, or touched by one stroke.

    They take the places that they held among the others. With `rest` they are read one after the other, and the
    regions that were not clicked follow in the order of their columns, captions and credits last; a headline stack
    or byline that was read before all that were clicked stays before them.
    """
    draft = Draft(document)
    names, members = draft.require(clicked), draft.members[draft.require_article(article)]
    if not set(names) <= set(members):
        raise EditError("edit_one_article")
    if rest:
        first = min(members.index(name) for name in names)
        head = [name for name in members[:first] if draft.regions[name].role in _HEAD_ROLES]
        others = [name for name in members if name not in names and name not in head]
        draft.members[article] = head + names + in_columns(draft, others)
    else:
        following = iter(names)
        chosen = set(names)
        draft.members[article] = [next(following) if name in chosen else name for name in members]
    return draft.finish()


def move_region_in_order(document: Document, regions: Sequence[str], step: int) -> Document:
    """Read regions of one article earlier (step -1) or later (1); they close up and move as a group."""
    draft = Draft(document)
    names = draft.require(regions)
    owner = draft.owner_of(names[0])
    if owner is None:
        raise EditError("edit_in_no_article")
    members = draft.members[owner]
    if not set(names) <= set(members):
        raise EditError("edit_one_article")
    draft.members[owner] = _stepped(members, names, step)
    return draft.finish()


def move_article_in_order(document: Document, article: str, step: int) -> Document:
    """Move an article up (step -1) or down (1) among those that begin on the same page."""
    draft = Draft(document)
    page = draft.page_of(draft.members[draft.require_article(article)][0])
    here = set(draft.pages[page])
    peers = [name for name in draft.order if draft.members[name][0] in here]
    moved = iter(_stepped(peers, [article], step))
    chosen = set(peers)
    draft.order = [next(moved) if name in chosen else name for name in draft.order]
    return draft.finish()


def place_regions(document: Document, regions: Sequence[str], article: str | None, at: int) -> Document:
    """Put regions, in the order given, at a place of an article's order, or of what is outside (None)."""
    draft = Draft(document)
    names = draft.require(regions)
    place = draft.outside if article is None else draft.members[draft.require_article(article)]
    at = _without(place, names, at)
    for name in names:
        draft.place_of(name).remove(name)
    place[at:at] = names
    return draft.finish()


def place_regions_after(document: Document, regions: Sequence[str], after: str) -> Document:
    """Put regions, in the order given, behind region `after`, wherever that is: in its article or outside."""
    draft = Draft(document)
    names = draft.require(regions)
    draft.require([after])
    if after in names:
        raise EditError("edit_after_itself")
    place = draft.place_of(after)
    for name in names:
        draft.place_of(name).remove(name)
    at = place.index(after) + 1
    place[at:at] = names
    return draft.finish()


def place_article(document: Document, article: str, at: int) -> Document:
    """Put an article at a place of the document's order of articles."""
    draft = Draft(document)
    at = _without(draft.order, [draft.require_article(article)], at)
    draft.order.remove(article)
    draft.order.insert(at, article)
    return draft.finish()


def in_columns(draft: Draft, names: Iterable[str]) -> list[str]:
    """The regions page by page, column by column as their direction is read, down each column; pictures' last."""
    numbers = {page: number for number, page in enumerate(draft.pages)}
    found: list[str] = []
    for pictures in (False, True):
        chosen = [name for name in names if (draft.regions[name].role in PICTURE_ROLES) is pictures]
        for page in sorted({draft.page_of(name) for name in chosen}, key=numbers.__getitem__):
            found += _columns([draft.regions[name] for name in chosen if draft.page_of(name) == page])
    return found


def _columns(regions: Sequence[Region]) -> list[str]:
    """The regions of one page in the order of their columns."""
    turned = sorted((*upright(region.bbox, region.direction), number) for number, region in enumerate(regions))
    columns: list[tuple[Box, list[tuple[float, float, int]]]] = []
    for box, number in ((Box(*edges), number) for *edges, number in turned):
        strip = next(
            (
                strip
                for span, strip in columns
                if overlap(span.x0, span.x1, box.x0, box.x1) > 0.5 * min(span.width, box.width)
            ),
            None,
        )
        if strip is None:
            strip = []
            columns.append((box, strip))
        strip.append((box.y0, box.x0, number))
    return [regions[number].id for _, strip in columns for *_, number in sorted(strip)]


def _stepped(members: Sequence[str], names: Collection[str], step: int) -> list[str]:
    """The list with the names closed up and moved as a group. Raises EditError where they are at its end."""
    group = [name for name in members if name in names]
    others = [name for name in members if name not in names]
    edge = members.index(group[0] if step < 0 else group[-1])
    at = sum(name not in names for name in members[:edge]) + step
    at = max(0, min(len(others), at))
    moved = others[:at] + group + others[at:]
    if moved == list(members):
        raise EditError("edit_first_already" if step < 0 else "edit_last_already")
    return moved


def _without(place: Sequence[str], names: Collection[str], at: int) -> int:
    """Where place `at` of the list is once the names are taken out."""
    at = max(0, min(len(place), at))
    return at - sum(name in names for name in place[:at])


def _same(order: Collection[str], members: Collection[str], key: str) -> None:
    if sorted(order) != sorted(members):
        raise EditError(key)
