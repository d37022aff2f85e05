"""What an edit says: the facts that it fixes, read from the document before it and after.

Facts name lines, so that they stay true when regions are split or joined. Those that the engine honours are locks;
`Placed` says in which article a region stands that is in no chain of text (a caption, an advertisement).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layout_tool.model.document import Document, Region
from layout_tool.model.locks import Apart, CannotLink, HeadOf, Lock, MustLink, OrderLock, RoleLock, Together, lines_of
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

    A role that was given is a fact; so are what came into one article and what left one, which heading an article has,
    where a caption or what is outside stands, what is read directly after what where regions of one article were put
    into another order, and the order of articles.
    """
    was, now = _Reading.of(before, page), _Reading.of(after, page)
    found: list[Fact] = [
        *_roles(was, now),
        *_company(was, now),
        *_links(was, now),
        *_places(was, now),
        *_order(was, now),
    ]
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

    def sequence(self) -> list[str]:
        """All lines of text, article by article."""
        return [line.id for _, own in self.order for region in own if region.role in _CHAINED for line in region.lines]

    def is_text(self, line: str) -> bool:
        """Whether a line stands in the text of an article."""
        return any(
            one.id == line for _, own in self.order for region in own if region.role in _CHAINED for one in region.lines
        )

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


def _company(was: _Reading, now: _Reading) -> Iterator[Fact]:
    """Text that came into an article stands with the text that was there, and apart from that of its old one."""
    before = was.home_of()
    for article, own in now.order:
        text = [region for region in own if region.role in _CHAINED]
        stayed = next((region for region in text if before.get(region.lines[0].id) == article), None)
        came = [region for region in text if region is not stayed and before.get(region.lines[0].id) != article]
        anchor = stayed or next(iter(came), None)
        for region in came:
            line = region.lines[0].id
            if anchor is not None and region is not anchor:
                yield Together(anchor.lines[0].id, line)
            left = now.opening(before.get(line)) if before.get(line) is not None else None
            if left is not None and left != line and now.is_text(left):
                yield Apart(left, line)


def _links(was: _Reading, now: _Reading) -> Iterator[Fact]:
    """Where text that was in an article before is read in another order."""
    before = was.home_of()
    rank = {line: turn for turn, line in enumerate(was.sequence())}
    for article, own in now.order:
        text = [region for region in own if region.role in _CHAINED and before.get(region.lines[0].id) == article]
        ranks = [rank.get(region.lines[0].id, -1) for region in text]
        if ranks != sorted(ranks):
            read = [region for region in own if region.role in _CHAINED]
            for first, then in pairwise(read):
                if was.after.get(first.lines[-1].id) != then.lines[0].id:
                    yield MustLink(first.lines[-1].id, then.lines[0].id)


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
        case RoleLock(line, role), MustLink() | Together():
            return role not in FLOW_ROLES and line in lines_named(old)
        case RoleLock(line, role), HeadOf(head, body):
            return (role not in HEADING_ROLES and line == head) or (role not in FLOW_ROLES and line == body)
        case MustLink(before, after), MustLink(other, following):
            return before == other or after == following
        case (MustLink(before, after), CannotLink(other, following)) | (
            CannotLink(before, after),
            MustLink(other, following),
        ):
            return (before, after) == (other, following)
        case HeadOf(head, _), HeadOf(other, _):
            return head == other
        case (Together(one, other), Apart(first, second)) | (Apart(one, other), Together(first, second)):
            return {one, other} == {first, second}
        case Placed(line, _), Placed(other, _):
            return line == other
        case OrderLock(first, then), OrderLock(other, following):
            return {first, then} == {other, following}
        case _:
            return new == old
