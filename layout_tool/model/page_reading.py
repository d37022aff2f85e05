"""How a page is read as it stands, for the engine that solves it again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from layout_tool.model.document import Document
from layout_tool.model.facts import Placed, Reading, Said, text_among
from layout_tool.model.locks import CannotLink, HeadOf, MustLink, Opens
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import HEADING_ROLES, Role


def reading_of(document: Document, page: str, before: Document | None = None) -> tuple[Said, ...]:
    """How a page is read as it stands: what follows what from region to region, what opens an article, the headings of
    each text, and where a person put what is no text.

    With the document `before` an edit, what the edit brought together is said twice, what it parted is said against;
    and said is also what headings stood over of which all text went elsewhere.
    """
    now = Reading.of(document, page)
    links, heads = list(_linked(now)), list(_headed(now))
    new: list[MustLink] = []
    gone: list[CannotLink] = []
    if before is not None:
        was = Reading.of(before, page)
        old, headed = set(_linked(was)), {one.head for one in heads}
        gone = [CannotLink(one.before, one.after) for one in dict.fromkeys(_linked(was)) if _is_gone(one, now)]
        new = [one for one in dict.fromkeys(links) if one not in old]
        heads += [one for one in _headed(was) if one.head not in headed]
    places = [fact for one in document.pages if one.id == page for fact in facts_on(one) if isinstance(fact, Placed)]
    opens = [Opens(text[0].lines[0].id) for _, own in now.order if (text := text_among(own))]
    return (*dict.fromkeys(links), *new, *gone, *opens, *heads, *places)


def _linked(reading: Reading) -> Iterator[MustLink]:
    """Each text with the one that is read after it, and over subheads with the next."""
    for _, own in reading.order:
        text = text_among(own)
        for row in (text, [region for region in text if region.role is not Role.SUBHEAD]):
            yield from (MustLink(first.lines[-1].id, then.lines[0].id) for first, then in pairwise(row))


def _is_gone(link: MustLink, now: Reading) -> bool:
    """Whether the two stand in two articles now."""
    return now.homes.get(link.before) != now.homes.get(link.after)


def _headed(reading: Reading) -> Iterator[HeadOf]:
    for _, own in reading.order:
        opening = next((region.lines[0].id for region in text_among(own)), None)
        if opening is not None:
            yield from (HeadOf(region.lines[0].id, opening) for region in own if region.role in HEADING_ROLES)
