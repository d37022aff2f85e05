"""How a page is read as it stands, for the engine that solves it again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from layout_tool.model.document import Document
from layout_tool.model.facts import Placed, Reading, Said, text_among
from layout_tool.model.locks import HeadOf, MustLink
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import HEADING_ROLES


def reading_of(document: Document, page: str, before: Document | None = None) -> tuple[Said, ...]:
    """How a page is read as it stands: what follows what from region to region, the headings of each text, and where a
    person put what is no text.

    With the document `before` an edit, also the text that headings stood over which have none any more: all of it went
    elsewhere.
    """
    now = Reading.of(document, page)
    heads = list(_headed(now))
    if before is not None:
        known = {one.head for one in heads}
        heads += [one for one in _headed(Reading.of(before, page)) if one.head not in known]
    links = [
        MustLink(first.lines[-1].id, then.lines[0].id)
        for _, own in now.order
        for first, then in pairwise(text_among(own))
    ]
    places = [fact for one in document.pages if one.id == page for fact in facts_on(one) if isinstance(fact, Placed)]
    return (*links, *heads, *places)


def _headed(reading: Reading) -> Iterator[HeadOf]:
    for _, own in reading.order:
        opening = next((region.lines[0].id for region in text_among(own)), None)
        if opening is not None:
            yield from (HeadOf(region.lines[0].id, opening) for region in own if region.role in HEADING_ROLES)
