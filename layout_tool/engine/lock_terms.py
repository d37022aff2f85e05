"""Locks as terms of the scores: what a person has fixed is required or forbidden, never weighed.

Locks name lines; a lock inside a fragment cuts it there (`cut_before`). `check_locks` finds the pair that cannot hold.
`LockedLines` finds the lock on a line that no page has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field

from layout_tool.engine.chains import FORBIDDEN, REQUIRED, ChainScores
from layout_tool.errors import ImpossibleLock, LockConflict, UnknownLine
from layout_tool.model.locks import CannotLink, HeadOf, Lock, MustLink, OrderLock, RoleLock
from layout_tool.model.locks_json import KINDS
from layout_tool.model.roles import HEADING_ROLES, Role

FLOW = frozenset({Role.BODY, Role.DATELINE, Role.SUBHEAD, Role.NOTE})
"""Roles of what stands in a chain."""
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class LockTerms:
    """The locks of one page, by fragment."""

    must: frozenset[tuple[int, int]] = frozenset()
    cannot: frozenset[tuple[int, int]] = frozenset()
    roles: Mapping[int, Role] = field(default_factory=dict)
    heads: frozenset[tuple[int, int]] = frozenset()
    order: frozenset[tuple[int, int]] = frozenset()

    def apply(self, scores: ChainScores) -> ChainScores:
        """The scores with what is locked required or forbidden."""
        link, start, end, outside = (array.copy() for array in (scores.link, scores.start, scores.end, scores.outside))
        for i, j in self.cannot:
            link[i, j] = FORBIDDEN
        for i, j in self.must:
            link[i, j] = REQUIRED
        for k, role in self.roles.items():
            outside[k] = FORBIDDEN if role in FLOW else REQUIRED
        for head, body in self.heads:
            outside[head] = max(outside[head], REQUIRED / 10)
            outside[body] = FORBIDDEN
        return ChainScores(link, start, end, outside)

    def head_scores(
        self, stacks: Sequence[Sequence[int]], paths: Sequence[Sequence[int]]
    ) -> dict[tuple[int, int], float]:
        """Extra score of (stack, chain) pairs that a lock fixes."""
        chain_of = {k: c for c, path in enumerate(paths) for k in path}
        stack_of = {k: s for s, stack in enumerate(stacks) for k in stack}
        return {
            (stack_of[head], chain_of[body]): REQUIRED / 10
            for head, body in self.heads
            if head in stack_of and body in chain_of
        }


def cut_before(locks: Sequence[Lock], index: Mapping[str, int]) -> frozenset[int]:
    """Places in the list of lines before which a lock demands a cut; `index` gives the place of each line id."""
    cuts: set[int] = set()
    for lock in locks:
        if isinstance(lock, MustLink | CannotLink):
            cuts |= {index[lock.before] + 1} if lock.before in index else set()
            cuts |= {index[lock.after]} if lock.after in index else set()
            if lock.before in index and lock.after in index and index[lock.after] <= index[lock.before]:
                cuts |= {index[lock.before], index[lock.after] + 1}
        elif isinstance(lock, HeadOf) and lock.head in index:
            cuts |= {index[lock.head], index[lock.head] + 1}
    roles = {index[lock.line]: lock.role for lock in locks if isinstance(lock, RoleLock) and lock.line in index}
    for at, role in roles.items():
        cuts |= {at} if roles.get(at - 1) is not role else set()
        cuts |= {at + 1} if roles.get(at + 1) is not role else set()
    return frozenset(cuts)


def place_locks(locks: Sequence[Lock], index: Mapping[str, int], fragment_at: Sequence[int]) -> LockTerms:
    """The locks of this page by fragment; `fragment_at` gives the fragment of each place in the list of lines.

    Locks that name lines of other pages are left aside.
    """
    here = {name: fragment_at[place] for name, place in index.items()}
    pairs: dict[type, set[tuple[int, int]]] = {MustLink: set(), CannotLink: set(), HeadOf: set(), OrderLock: set()}
    roles: dict[int, Role] = {}
    for lock in locks:
        if isinstance(lock, RoleLock):
            if lock.line in here:
                roles[here[lock.line]] = lock.role
            continue
        first, second = _ends(lock)
        if first in here and second in here:
            pairs[type(lock)].add((here[first], here[second]))
    return LockTerms(
        frozenset(pairs[MustLink]), frozenset(pairs[CannotLink]), roles,
        frozenset(pairs[HeadOf]), frozenset(pairs[OrderLock]),
    )  # fmt: skip


def _ends(lock: MustLink | CannotLink | HeadOf | OrderLock) -> tuple[str, str]:
    if isinstance(lock, HeadOf):
        return lock.head, lock.body
    if isinstance(lock, OrderLock):
        return lock.first, lock.then
    return lock.before, lock.after


def lock_words(lock: Lock) -> str:
    """The lock as its file words it: the kind, then what it speaks of.

    >>> lock_words(CannotLink("p1-l10", "p1-l11")), lock_words(RoleLock("p1-l3", Role.HEADLINE))
    ('cannot-link p1-l10 p1-l11', 'role p1-l3 headline')
    """
    return " ".join([_NAMES[type(lock)], *map(str, astuple(lock))])


class LockedLines:
    """The lines that locks name and that no page has shown yet."""

    def __init__(self, locks: Sequence[Lock]) -> None:
        self._missing: dict[str, Lock] = {}
        for lock in locks:
            for line in (lock.line,) if isinstance(lock, RoleLock) else _ends(lock):
                self._missing.setdefault(line, lock)

    def seen(self, lines: Iterable[str]) -> None:
        """These line ids are there."""
        for line in lines:
            self._missing.pop(line, None)

    def check(self, path: str) -> None:
        """Raise UnknownLine with the first line still missing, once all pages are seen; `path` is the locks' file."""
        for line, lock in self._missing.items():
            raise UnknownLine(path=path, lock=lock_words(lock), line=line)


def check_locks(locks: Sequence[Lock]) -> None:
    """Raise LockConflict with the first pair of locks that cannot both hold, ImpossibleLock with one that never can."""
    follows: dict[str, Lock] = {}
    precedes: dict[str, Lock] = {}
    roles: dict[str, Lock] = {}
    forbidden = {(lock.before, lock.after): lock for lock in locks if isinstance(lock, CannotLink)}
    for lock in locks:
        if isinstance(lock, MustLink):
            if (lock.before, lock.after) in forbidden:
                raise _conflict(forbidden[lock.before, lock.after], lock)
            if lock.before == lock.after:
                raise _conflict(lock, lock)
            _only_one(follows, lock.before, lock)
            _only_one(precedes, lock.after, lock)
            _no_circle(follows, lock)
        elif isinstance(lock, RoleLock):
            _only_one(roles, lock.line, lock)
    _roles_allow(locks, roles, follows, precedes)
    _one_home(locks, follows)
    _one_order(locks)


def _conflict(first: Lock, second: Lock) -> LockConflict:
    if first == second:
        return ImpossibleLock(lock=lock_words(first))
    return LockConflict(first=lock_words(first), second=lock_words(second))


def _only_one(seen: dict[str, Lock], key: str, lock: Lock) -> None:
    if seen.setdefault(key, lock) != lock:
        raise _conflict(seen[key], lock)


def _no_circle(follows: Mapping[str, Lock], lock: MustLink) -> None:
    """A chain of links may not come back to where it began."""
    at = lock.after
    while at in follows:
        step = follows[at]
        assert isinstance(step, MustLink)
        if step.after == lock.before or step is lock:
            raise _conflict(step, lock)
        at = step.after


def _roles_allow(
    locks: Sequence[Lock], roles: Mapping[str, Lock], follows: Mapping[str, Lock], precedes: Mapping[str, Lock]
) -> None:
    """What is no running text has no place in a chain; a head is no running text, its body is."""
    for name, lock in roles.items():
        assert isinstance(lock, RoleLock)
        if lock.role not in FLOW and (name in follows or name in precedes):
            raise _conflict(lock, follows.get(name) or precedes[name])
    for lock in locks:
        if not isinstance(lock, HeadOf):
            continue
        head, body = roles.get(lock.head), roles.get(lock.body)
        if isinstance(head, RoleLock) and head.role not in HEADING_ROLES:
            raise _conflict(head, lock)
        if isinstance(body, RoleLock) and body.role not in FLOW:
            raise _conflict(body, lock)
        for links in (follows, precedes):
            if lock.head in links:
                raise _conflict(links[lock.head], lock)


class _Articles:
    """Which lines must be in one article, by links and heads (union–find), and a lock that says so."""

    def __init__(self, locks: Sequence[Lock]) -> None:
        self._parent: dict[str, str] = {}
        self._says: dict[str, Lock] = {}
        for lock in locks:
            if isinstance(lock, MustLink | HeadOf):
                first, second = _ends(lock)
                self._says.setdefault(first, lock)
                self._says.setdefault(second, lock)
                self._parent[self.of(first)] = self.of(second)

    def of(self, line: str) -> str:
        """The article's representative line."""
        while self._parent.get(line, line) != line:
            line = self._parent[line]
        return line

    def reason(self, line: str) -> Lock:
        return self._says[line]


def _one_home(locks: Sequence[Lock], follows: Mapping[str, Lock]) -> None:
    """A head stands over one article, is no body itself, and its bodies are not known to differ."""
    seen: dict[str, HeadOf] = {}
    bodies = {lock.body: lock for lock in locks if isinstance(lock, HeadOf)}
    for lock in locks:
        if not isinstance(lock, HeadOf):
            continue
        if lock.head in bodies:
            raise _conflict(bodies[lock.head], lock)
        first = seen.setdefault(lock.head, lock)
        linked = _reaches(follows, first.body, lock.body) or _reaches(follows, lock.body, first.body)
        if first.body != lock.body and not linked:
            raise _conflict(first, lock)


def _reaches(follows: Mapping[str, Lock], start: str, goal: str) -> bool:
    at = start
    while at in follows and at != goal:
        step = follows[at]
        assert isinstance(step, MustLink)
        at = step.after
    return at == goal


def _one_order(locks: Sequence[Lock]) -> None:
    """Orders of articles may not contradict each other, directly or in a circle, nor part what links join."""
    articles = _Articles(locks)
    later: dict[str, dict[str, OrderLock]] = {}
    for lock in locks:
        if not isinstance(lock, OrderLock):
            continue
        first, then = articles.of(lock.first), articles.of(lock.then)
        if first == then:
            raise _conflict(lock if lock.first == lock.then else articles.reason(lock.first), lock)
        closing = _path(later, then, first)
        if closing is not None:
            raise _conflict(closing, lock)
        later.setdefault(first, {})[then] = lock


def _path(later: Mapping[str, Mapping[str, OrderLock]], start: str, goal: str) -> OrderLock | None:
    """The first lock on a way from start to goal, if there is one."""
    stack: list[tuple[str, OrderLock | None]] = [(start, None)]
    seen = {start}
    while stack:
        at, first = stack.pop()
        for then, lock in later.get(at, {}).items():
            if then == goal:
                return first or lock
            if then not in seen:
                seen.add(then)
                stack.append((then, first or lock))
    return None
