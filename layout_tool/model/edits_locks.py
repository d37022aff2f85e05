"""Locking: how regions are read now is said to be right, and what was fixed about them is let go again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from layout_tool.model.document import Document, Page, Region
from layout_tool.model.facts import CHAINED_ROLES, Fact, Placed, Reading, anchor, lines_named, text_among
from layout_tool.model.locks import HeadOf, MustLink, Opens, RoleLock, Together
from layout_tool.model.page_facts import facts_on, fixing, lifted
from layout_tool.model.roles import HEADING_ROLES


def lock_regions(document: Document, regions: Collection[str]) -> Document:
    """The document where it is fixed how these regions are read: their roles, their company, their neighbours."""
    for page in document.pages:
        known = facts_on(page)
        new = [fact for fact in facts_about(document, page, regions) if fact not in known]
        if new:
            document = fixing(document, page.id, new)
    return document


def unlock_regions(document: Document, regions: Collection[str]) -> Document:
    """The document without the facts that speak of these regions."""
    for page in document.pages:
        facts = naming(page, regions)
        if facts:
            document = lifted(document, page.id, facts)
    return document


def naming(page: Page, regions: Collection[str]) -> tuple[Fact, ...]:
    """The facts of a page that name lines of these regions."""
    lines = {line.id for region in page.regions if region.id in regions for line in region.lines}
    return tuple(fact for fact in facts_on(page) if lines and not lines.isdisjoint(lines_named(fact)))


def facts_about(document: Document, page: Page, regions: Collection[str]) -> tuple[Fact, ...]:
    """What would be fixed if these regions of a page were locked as they are read now."""
    chosen = [region for region in page.regions if region.id in regions and region.lines]
    if not chosen:
        return ()
    reading = Reading.of(document, page.id)
    return tuple(dict.fromkeys(fact for region in chosen for fact in _facts(region, reading)))


def _facts(region: Region, reading: Reading) -> Iterator[Fact]:
    line, home = region.lines[0].id, reading.owners[region.id]
    yield RoleLock(line, region.role)
    text = text_among(reading.members(home)) if home is not None else []
    if region.role in CHAINED_ROLES and home is not None:
        yield from _in_text(region, text)
        return
    body = anchor(text)
    if region.role in HEADING_ROLES and body is not None:
        yield HeadOf(line, body.lines[0].id)
    else:
        yield Placed(line, reading.opening(home) if home is not None else None)


def _in_text(region: Region, text: list[Region]) -> Iterator[Fact]:
    """The company of a text, and what it is read after and before in its article."""
    line, turn, kept = region.lines[0].id, text.index(region), anchor(text)
    if turn == 0:
        yield Opens(line)
    elif kept is not None and kept is not region:
        yield Together(kept.lines[0].id, line)
    if turn > 0:
        yield MustLink(text[turn - 1].lines[-1].id, line)
    if turn + 1 < len(text):
        yield MustLink(region.lines[-1].id, text[turn + 1].lines[0].id)
