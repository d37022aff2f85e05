"""The facts of a page, kept with it: what a person has fixed is saved, exported, undone and redone with the edits.

They stand in an added field of the page (`extra`) in the form of the locks' file, and the decisions that they settle
are marked as locked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.extras import extra_field, with_extra
from layout_tool.model.facts import Fact, Placed, Reading, added, facts_between, lines_named
from layout_tool.model.facts_json import fact_of, record_of
from layout_tool.model.locks import CannotLink, HeadOf, MustLink, Opens, RoleLock
from layout_tool.model.roles import Role

_FIELD = "locks"


def facts_on(page: Page) -> tuple[Fact, ...]:
    """What is fixed on the page, the oldest first; records that are none of ours are passed over."""
    return _facts_in(page.extra)


@lru_cache(maxsize=64)
def _facts_in(extra: str | None) -> tuple[Fact, ...]:
    """The facts among a page's added fields; asked for many times for one edit."""
    records = extra_field(extra, _FIELD)
    found = (fact_of(record) for record in records) if isinstance(records, list) else ()
    return tuple(fact for fact in found if fact is not None)


def with_facts(document: Document, page_id: str, facts: Iterable[Fact]) -> Document:
    """The document with these facts on the page and no others; decisions that they settle are locked, others not."""
    kept = tuple(facts)
    page = next(one for one in document.pages if one.id == page_id)
    if kept == facts_on(page):
        return document
    records = [record_of(fact) for fact in kept]
    noted = replace(page, extra=with_extra(page.extra, _FIELD, records or None))
    pages = tuple(noted if one is page else one for one in document.pages)
    return with_locked(replace(document, pages=pages), page_id, page)


def fixed(before: Document, after: Document) -> Document:
    """`after` with the facts that the edit from `before` fixed, on every page that it touched."""
    pages = {page.id: page for page in before.pages}
    touched = _touched(before, after)
    for page in after.pages:
        if page.id in pages and page.id in touched:
            known = facts_on(page)
            if known == facts_on(pages[page.id]):
                after = with_facts(after, page.id, added(known, facts_between(before, after, page.id)))
    return after


def fixing(document: Document, page_id: str, facts: Iterable[Fact]) -> Document:
    """The document with these facts said now, beside those that were."""
    page = next(one for one in document.pages if one.id == page_id)
    return with_facts(document, page_id, added(facts_on(page), tuple(facts)))


def lifted(document: Document, page_id: str, facts: Collection[Fact] | None = None) -> Document:
    """The document without these facts of a page, or without any (None)."""
    page = next(one for one in document.pages if one.id == page_id)
    left = () if facts is None else tuple(fact for fact in facts_on(page) if fact not in facts)
    return with_facts(document, page_id, left)


def with_locked(document: Document, page_id: str, before: Page | None = None) -> Document:
    """The document where those of the page's decisions are locked that its facts settle.

    Of others those are not any more that were settled by the facts of the page `before`; what was locked without a
    fact, as in documents of older versions, stays so.
    """
    page = next(one for one in document.pages if one.id == page_id)
    settled, was = _Settled(page), _Settled(before) if before is not None else None
    here = {line.id for region in page.regions for line in region.lines} | {region.id for region in page.regions}
    changed = {
        at: replace(one, locked=not one.locked)
        for at, one in enumerate(document.decisions)
        if not here.isdisjoint(one.subjects) and one.locked is not _locked(one, settled, was)
    }
    if not changed:
        return document
    decisions = tuple(changed.get(at, one) for at, one in enumerate(document.decisions))
    return replace(document, decisions=decisions)


def _locked(decision: Decision, settled: _Settled, was: _Settled | None) -> bool:
    return settled.settles(decision) or (decision.locked and (was is None or not was.settles(decision)))


def confirming(decision: Decision, document: Document) -> Fact | None:
    """The fact that a person fixes who confirms the decision; None where none says it (a jump to another page)."""
    reading, line = _reading(document, decision)
    match decision.kind, decision.subjects:
        case DecisionKind.LINK, (first, then):
            return MustLink(first, then)
        case DecisionKind.START, (start,):
            return Opens(start)
        case DecisionKind.HEAD, (head, body):
            return HeadOf(head, body)
        case DecisionKind.ATTACH, (member, body):
            return Placed(member, body)
        case ((DecisionKind.HEAD | DecisionKind.ATTACH), (member,)):
            home = reading.homes.get(member)
            return Placed(member, reading.opening(home) if home is not None else None)
        case DecisionKind.ROLE, _ if line in reading.roles:
            return RoleLock(line, reading.roles[line])
        case _:
            return None


def instead(decision: Decision) -> Fact | None:
    """The fact that a person fixes who takes the runner-up of the decision; None where it has none that can be said."""
    other = decision.runner_up
    if other is None:
        return None
    match decision.kind, other.kind, other.subjects:
        case ((DecisionKind.LINK | DecisionKind.START), DecisionKind.LINK, (first, then)):
            return MustLink(first, then)
        case DecisionKind.LINK, DecisionKind.LINK, ():
            return CannotLink(*decision.subjects) if len(decision.subjects) == 2 else None
        case DecisionKind.LINK, DecisionKind.ROLE, (line,):
            return RoleLock(line, Role.OTHER)
        case _, DecisionKind.HEAD, (head, body):
            return HeadOf(head, body)
        case _, DecisionKind.ATTACH, (member, body):
            return Placed(member, body)
        case _, (DecisionKind.HEAD | DecisionKind.ATTACH), (member,):
            return Placed(member, None)
        case DecisionKind.ROLE, DecisionKind.LINK, ():
            return RoleLock(decision.subjects[0], Role.BODY)
        case _:
            return None


class _Settled:
    """Which decisions a page's facts settle."""

    def __init__(self, page: Page) -> None:
        self._facts = facts_on(page)
        first = {line.id: region.lines[0].id for region in page.regions for line in region.lines}
        self._roles = {first.get(one.line, one.line) for one in self._facts if isinstance(one, RoleLock)}
        self._links = {(one.before, one.after) for one in self._facts if isinstance(one, MustLink)}
        self._places = {one.line for one in self._facts if isinstance(one, Placed)}
        self._places |= {one.head for one in self._facts if isinstance(one, HeadOf)}
        self._opens = {one.line for one in self._facts if isinstance(one, Opens)}
        self._first = first

    def settles(self, decision: Decision) -> bool:
        line = decision.subjects[0] if decision.subjects else ""
        match decision.kind:
            case DecisionKind.LINK:
                return decision.subjects in self._links
            case DecisionKind.START:
                return line in self._opens
            case DecisionKind.HEAD | DecisionKind.ATTACH:
                return line in self._places
            case DecisionKind.ROLE:
                return self._first.get(line, line) in self._roles
            case DecisionKind.JUMP:
                return decision.locked


def _touched(before: Document, after: Document) -> set[str]:
    """The pages whose regions, or the articles of whose regions, are not the same objects any more."""
    was = {page.id: page for page in before.pages}
    homes = {region.id: page.id for page in after.pages for region in page.regions}
    found = {page.id for page in after.pages if was.get(page.id) is not page}
    kept = {id(article) for article in before.articles} & {id(article) for article in after.articles}
    names = [name for one in (*before.articles, *after.articles) if id(one) not in kept for name in one.regions]
    names += set(before.outside) ^ set(after.outside)
    found.update(homes[name] for name in names if name in homes)
    order = [one.id for one in before.articles], [one.id for one in after.articles]
    return found if order[0] == order[1] else found | _moved(before, after, homes)


def _moved(before: Document, after: Document, homes: Mapping[str, str]) -> set[str]:
    """The pages of articles that stand elsewhere among the others."""
    rank = {one.id: turn for turn, one in enumerate(before.articles)}
    return {
        homes[name]
        for turn, one in enumerate(after.articles)
        if rank.get(one.id) != turn
        for name in one.regions
        if name in homes
    }


def _reading(document: Document, decision: Decision) -> tuple[Reading, str]:
    """How the page of a decision is read, and the first line of what the decision names first."""
    subject = decision.subjects[0] if decision.subjects else ""
    for page in document.pages:
        for region in _regions_of(page, subject):
            return Reading.of(document, page.id), subject if subject != region.id else region.lines[0].id
    return Reading({}, {}, ()), subject


def _regions_of(page: Page, subject: str) -> Iterator[Region]:
    return (
        region
        for region in page.regions
        if region.lines and (region.id == subject or any(line.id == subject for line in region.lines))
    )


def settled_lines(page: Page) -> frozenset[str]:
    """The lines that the page's facts name."""
    return frozenset(line for fact in facts_on(page) for line in lines_named(fact))
