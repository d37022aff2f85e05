"""What an edit says: the facts that it fixes, read from the document before it and after.

Facts name lines, so that they stay true when regions are split or joined. Those that the engine honours are locks;
`Placed` says in which article a region stands that is in no chain of text (a caption, an advertisement).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layout_tool.model.document import Document, Region
from layout_tool.model.locks import CannotLink, HeadOf, Lock, MustLink, OrderLock, RoleLock, lines_of
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, Role

_CHAINED = FLOW_ROLES - {Role.SIGNOFF}
"""Roles of regions that are read one after the other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The region with line `line` stands in the article with line `company` (its own line: one of its own), or in none
    (None)."""

    line: str
    company: str | None


Fact = Lock | Placed


def lines_named(fact: Fact) -> tuple[str, ...]:
    """The ids of the lines that a fact names."""
    if isinstance(fact, Placed):
        return (fact.line,) if fact.company is None else (fact.line, fact.company)
    return lines_of(fact)


def locks_in(facts: Iterable[Fact]) -> tuple[Lock, ...]:
    """The facts that the engine honours."""
    return tuple(fact for fact in facts if not isinstance(fact, Placed))


def facts_between(before: Document, after: Document, page: str) -> tuple[Fact, ...]:
    """The facts about a page that an edit fixed, in a fixed order; none where it changed boxes alone.

    A role that was given is a fact; so is what is read directly after what, where the edit changed that, what is not
    read so any more, which heading an article has, where a caption or what is outside stands, and the order
    of articles.
    """
    was, now = _Reading.of(before, page), _Reading.of(after, page)
    found: list[Fact] = [*_roles(was, now), *_links(was, now), *_places(was, now), *_order(was, now)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page's regions with lines; the article of each (None outside); what is read after what, by line; the page's
    articles in order, each as its regions on the page."""

    regions: Mapping[str, Region]
    owners: Mapping[str, str | None]
    after: Mapping[str, str]
    order: Sequence[tuple[str, Sequence[Region]]]

    @classmethod
    def of(cls, document: Document, page: str) -> _Reading:
        here = next((one for one in document.pages if one.id == page), None)
        regions = {region.id: region for region in (here.regions if here is not None else ()) if region.lines}
        owners: dict[str, str | None] = dict.fromkeys(regions)
        after: dict[str, str] = {}
        order: list[tuple[str, Sequence[Region]]] = []
        for article in document.articles:
            own = [regions[name] for name in article.regions if name in regions]
            if own:
                order.append((article.id, own))
                owners.update((region.id, article.id) for region in own)
                lines = [line.id for region in own if region.role in _CHAINED for line in region.lines]
                after.update(pairwise(lines))
        return cls(regions, owners, after, order)

    def role_of(self) -> dict[str, Role]:
        """The role of each line."""
        return {line.id: region.role for region in self.regions.values() for line in region.lines}

    def home_of(self) -> dict[str, str | None]:
        """The article of each line."""
        return {line.id: self.owners[name] for name, region in self.regions.items() for line in region.lines}

    def opening(self, article: str | None) -> str | None:
        """The first line of an article's text, else of its regions."""
        own = next((own for name, own in self.order if name == article), ())
        first = next((region for region in own if region.role in _CHAINED), next(iter(own), None))
        return first.lines[0].id if first is not None else None


def _roles(was: _Reading, now: _Reading) -> Iterator[Fact]:
    before = was.role_of()
    for region in now.regions.values():
        if any(before.get(line.id, region.role) is not region.role for line in region.lines):
            yield RoleLock(region.lines[0].id, region.role)


def _links(was: _Reading, now: _Reading) -> Iterator[Fact]:
    new = {pair for pair in now.after.items() if was.after.get(pair[0]) != pair[1]}
    yield from (MustLink(*pair) for pair in now.after.items() if pair in new)
    begun, ended = {second for _, second in new}, {first for first, _ in new}
    known = now.role_of()
    for first, second in was.after.items():
        parted = now.after.get(first) != second and first in known and second in known
        if parted and first not in ended and second not in begun and known[first] in _CHAINED:
            yield CannotLink(first, second)


def _places(was: _Reading, now: _Reading) -> Iterator[Fact]:
    before, roles = was.home_of(), was.role_of()
    for name, region in now.regions.items():
        line, home = region.lines[0].id, now.owners[name]
        moved = line in before and before[line] != home
        if region.role in HEADING_ROLES and home is not None and (moved or roles.get(line) is not region.role):
            opening = now.opening(home)
            if opening is not None and opening != line:
                yield HeadOf(line, opening)
        if moved:
            yield Placed(line, now.opening(home) if home is not None else None)


def _order(was: _Reading, now: _Reading) -> Iterator[Fact]:
    names = [name for name, _ in now.order]
    before = [name for name, _ in was.order if name in set(names)]
    if [name for name in names if name in set(before)] == before:
        return
    rank = {name: turn for turn, name in enumerate(before)}
    for first, then in pairwise([name for name in names if name in rank]):
        if rank[first] > rank[then]:
            one, other = now.opening(first), now.opening(then)
            if one is not None and other is not None:
                yield OrderLock(one, other)


def added(facts: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with the new ones; an older fact that says otherwise of the same lines is gone.

    The last word on a role, on what follows a line or stands before it, on a heading's article, on a place and on two
    articles' order counts.
    """
    kept = list(facts)
    for fact in new:
        kept = [other for other in kept if not _overrules(fact, other)]
        kept.append(fact)
    return tuple(dict.fromkeys(kept))


def _overrules(new: Fact, old: Fact) -> bool:
    match new, old:
        case RoleLock(line, _), RoleLock(other, _):
            return line == other
        case MustLink(before, after), MustLink(other, following):
            return before == other or after == following
        case (MustLink(before, after), CannotLink(other, following)) | (
            CannotLink(before, after),
            MustLink(other, following),
        ):
            return (before, after) == (other, following)
        case HeadOf(head, _), HeadOf(other, _):
            return head == other
        case Placed(line, _), Placed(other, _):
            return line == other
        case OrderLock(first, then), OrderLock(other, following):
            return {first, then} == {other, following}
        case _:
            return new == old
