"""What an edit says: the facts that it fixes, read from the document before it and after.

Facts name lines, so that they stay true when regions are split or joined. Those that the engine honours are locks;
`Placed` says in which article a region stands that is in no chain of text (a caption, an advertisement).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from layout_tool.model.document import Document, Region
from layout_tool.model.locks import (
    Apart,
    CannotLink,
    HeadOf,
    Lock,
    MustLink,
    Opens,
    OrderLock,
    RoleLock,
    Together,
    lines_of,
)
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, Role

CHAINED_ROLES = FLOW_ROLES - {Role.SIGNOFF}
"""Roles of regions that are read one after the other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The region with line `line` stands in the article with line `company` (its own line: one of its own), or in none
    (None)."""

    line: str
    company: str | None


Fact = Lock | Placed
Said = MustLink | CannotLink | Opens | HeadOf | Placed
"""What is read after what on a page, and what not any more, what opens an article, which headings stand over which
text, and where a person put what is no text."""


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
    was, now = Reading.of(before, page), Reading.of(after, page)
    found: list[Fact] = [
        *_roles(was, now),
        *_company(was, now),
        *_links(was, now),
        *_places(was, now),
        *_order(was, now),
    ]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Reading:
    """A page's regions with lines; the article of each (None outside); the page's articles in order, each as its
    regions on the page."""

    regions: Mapping[str, Region]
    owners: Mapping[str, str | None]
    order: Sequence[tuple[str, Sequence[Region]]]

    @classmethod
    def of(cls, document: Document, page: str) -> Reading:
        """How a page of the document is read."""
        here = next((one for one in document.pages if one.id == page), None)
        regions = {region.id: region for region in (here.regions if here is not None else ()) if region.lines}
        owners: dict[str, str | None] = dict.fromkeys(regions)
        order: list[tuple[str, Sequence[Region]]] = []
        for article in document.articles:
            own = [regions[name] for name in article.regions if name in regions]
            if own:
                order.append((article.id, own))
                owners.update((region.id, article.id) for region in own)
        return cls(regions, owners, order)

    @cached_property
    def after(self) -> Mapping[str, str]:
        """What is read directly after what, by line."""
        found: dict[str, str] = {}
        for _, own in self.order:
            found.update(pairwise(line.id for region in text_among(own) for line in region.lines))
        return found

    def above(self, line: str) -> list[str]:
        """What the text of a line is read on from: the line before it, and past subheads the text before those."""
        return self._beyond(line, self._before)

    def below(self, line: str) -> list[str]:
        """What is read on from the text of a line: the line after it, and past subheads the text after those."""
        return self._beyond(line, self.after)

    def _beyond(self, line: str, step: Mapping[str, str]) -> list[str]:
        found: list[str] = []
        at = step.get(line)
        while at is not None:
            found.append(at)
            at = step.get(at) if self.roles[at] is Role.SUBHEAD else None
        return found

    @cached_property
    def _before(self) -> Mapping[str, str]:
        return {then: first for first, then in self.after.items()}

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The role of each line."""
        return {line.id: region.role for region in self.regions.values() for line in region.lines}

    @cached_property
    def homes(self) -> Mapping[str, str | None]:
        """The article of each line."""
        return {line.id: self.owners[name] for name, region in self.regions.items() for line in region.lines}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each line of text, article by article."""
        lines = [line.id for _, own in self.order for region in text_among(own) for line in region.lines]
        return {line: rank for rank, line in enumerate(lines)}

    def members(self, article: str | None) -> Sequence[Region]:
        """The article's regions on the page."""
        return next((own for name, own in self.order if name == article), ())

    def opening(self, article: str | None) -> str | None:
        """The first line of an article's text, else of its regions."""
        own = self.members(article)
        first = next(iter(text_among(own)), None) or next(iter(own), None)
        return first.lines[0].id if first is not None else None


def text_among(own: Iterable[Region]) -> list[Region]:
    """The regions of the text that is read in sequence."""
    return [region for region in own if region.role in CHAINED_ROLES]


def anchor(regions: Iterable[Region]) -> Region | None:
    """The region that an article is known by: that with most text, the first of several."""
    return max(regions, key=lambda region: sum(len(line.text) for line in region.lines), default=None)


def _roles(was: Reading, now: Reading) -> Iterator[Fact]:
    for region in now.regions.values():
        if any(was.roles.get(line.id, region.role) is not region.role for line in region.lines):
            yield RoleLock(region.lines[0].id, region.role)


def _company(was: Reading, now: Reading) -> Iterator[Fact]:
    """Text that came into an article stands with the text that was there, and is not read on from where it stood; an
    article that was founded stands apart from the one it was part of."""
    for article, own in now.order:
        text = text_among(own)
        came = [region for region in text if was.homes.get(region.lines[0].id) != article]
        stayed = anchor(region for region in text if was.homes.get(region.lines[0].id) == article)
        stood = stayed or anchor(came)
        for region in came:
            line = region.lines[0].id
            if stood is not None and region is not stood:
                yield Together(stood.lines[0].id, line)
            left = anchor(text_among(now.members(was.homes.get(line))))
            if stayed is None and left is not None:
                yield Apart(left.lines[0].id, line)
            for above in was.above(line):
                if now.homes.get(above) != article:
                    yield CannotLink(above, line)


def _links(was: Reading, now: Reading) -> Iterator[Fact]:
    """Where text that was in an article before is read in another order."""
    for article, own in now.order:
        known = (was.ranks.get(region.lines[0].id) for region in text_among(own) if _stayed(region, article, was))
        ranks = [rank for rank in known if rank is not None]
        if ranks != sorted(ranks):
            for first, then in pairwise(text_among(own)):
                if was.after.get(first.lines[-1].id) != then.lines[0].id:
                    yield MustLink(first.lines[-1].id, then.lines[0].id)


def _stayed(region: Region, article: str, was: Reading) -> bool:
    return was.homes.get(region.lines[0].id) == article


def _places(was: Reading, now: Reading) -> Iterator[Fact]:
    for name, region in now.regions.items():
        line, home = region.lines[0].id, now.owners[name]
        moved = line in was.homes and was.homes[line] != home
        if region.role in HEADING_ROLES and home is not None and (moved or was.roles.get(line) is not region.role):
            body = anchor(text_among(now.members(home)))
            if body is not None:
                yield HeadOf(line, body.lines[0].id)
                continue
        if moved:
            yield Placed(line, now.opening(home) if home is not None else None)


def _order(was: Reading, now: Reading) -> Iterator[Fact]:
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
    """The facts with the new ones; an older fact that cannot hold beside them is gone.

    What was said of the company of text that went to another article is gone. Of the rest the newest counts: going
    back in time, a fact is kept where it contradicts nothing that was said after it.
    """
    went = {fact.line for fact in new if isinstance(fact, Placed)}
    said = _Said()
    still = [fact for fact in facts if not _left(fact, went)]
    turned = dict.fromkeys(fact for fact in reversed((*still, *new)) if said.take(fact))
    return tuple(reversed(turned))


def _left(fact: Fact, went: Collection[str]) -> bool:
    """Whether some but not all of the lines that a fact holds together went elsewhere."""
    if isinstance(fact, MustLink | CannotLink | HeadOf | Together):
        return len([line for line in lines_of(fact) if line in went]) == 1
    return isinstance(fact, Placed) and fact.line in went


class _Said:
    """Facts taken one after the other, none against another."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._apart: list[tuple[str, str]] = []
        self._roles: dict[str, Role] = {}
        self._flow: dict[str, bool] = {}
        self._after: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._never: set[tuple[str, str]] = set()
        self._opens: set[str] = set()
        self._later: set[tuple[str, str]] = set()
        self._placed: set[str] = set()

    def take(self, fact: Fact) -> bool:
        """Whether the fact can hold beside those taken; it is taken where it can."""
        if not self._room(fact):
            return False
        match fact:
            case RoleLock(line, role):
                self._roles[line] = role
            case MustLink(first, then):
                self._after[first], self._before[then] = then, first
            case CannotLink(first, then):
                self._never.add((first, then))
            case Apart(one, other):
                self._apart.append((one, other))
            case Opens(line):
                self._opens.add(line)
            case OrderLock(first, then):
                self._later.add((first, then))
            case Placed(line, _) | HeadOf(line, _):
                self._placed.add(line)
            case Together():
                pass
        self._flow.update(_flow(fact))
        if isinstance(fact, MustLink | HeadOf | Together):
            one, other = map(self._root, lines_of(fact))
            if one != other:
                self._home[one] = other
        return True

    def _room(self, fact: Fact) -> bool:
        if any(self._flow.get(line, flow) is not flow for line, flow in _flow(fact).items()):
            return False
        match fact:
            case RoleLock(line, _):
                return line not in self._roles
            case MustLink(first, then):
                return (
                    first not in self._after
                    and then not in self._before
                    and (first, then) not in self._never
                    and then not in self._opens
                    and self._may_join(first, then)
                    and not self._leads(then, first)
                )
            case CannotLink(first, then):
                return self._after.get(first) != then
            case HeadOf(one, other):
                return self._may_join(one, other) and one not in self._placed
            case Together(one, other):
                return self._may_join(one, other)
            case Apart(one, other):
                return self._root(one) != self._root(other)
            case Opens(line):
                return line not in self._before
            case OrderLock(first, then):
                return (then, first) not in self._later
            case Placed(line, _):
                return line not in self._placed

    def _may_join(self, one: str, other: str) -> bool:
        joined = {self._root(one), self._root(other)}
        return len(joined) == 1 or all({self._root(a), self._root(b)} != joined for a, b in self._apart)

    def _leads(self, start: str, end: str) -> bool:
        while start in self._after:
            start = self._after[start]
            if start == end:
                return True
        return False

    def _root(self, line: str) -> str:
        while line in self._home:
            line = self._home[line]
        return line


def _flow(fact: Fact) -> dict[str, bool]:
    """The lines that a fact says are text of an article's flow, or are not."""
    match fact:
        case RoleLock(line, role):
            return {line: role in FLOW_ROLES}
        case MustLink(first, second) | Together(first, second):
            return {first: True, second: True}
        case HeadOf(head, body):
            return {head: False, body: True}
        case Opens(line):
            return {line: True}
        case _:
            return {}
