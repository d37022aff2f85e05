"""Whether locks can all hold, told from the lines that they name alone; where they cannot, which are to blame.

Every lock is brought to three plain statements: roles that a line may have, lines that share an article, articles that
stand before others. They contradict where a line has no role left, links do not make chains, headings over one article
find no order, or articles stand before themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from layout_tool.errors import ImpossibleLock, LockConflict, LockOverPages, LocksConflict
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
from layout_tool.model.locks_json import lock_words
from layout_tool.model.roles import FLOW_ROLES, FURNITURE_ROLES, HEADING_ROLES, Role

T = TypeVar("T", bound=Hashable)

PLACED_ROLES = frozenset(Role) - FURNITURE_ROLES - {Role.TABLE, Role.PULLQUOTE, Role.OTHER}
"""What may stand in an article."""


def check_locks(locks: Sequence[Lock]) -> None:
    """Raise LockConflict with the smallest set of locks that cannot hold together, if there is one."""
    if contradictory(locks):
        raise conflict(smallest(locks, contradictory))


def contradictory(locks: Sequence[Lock]) -> bool:
    """Whether no page can be as all these locks say."""
    return (
        any(_over_pages(lock) or (len(set(lines_of(lock))) < len(lines_of(lock)) and _ties(lock)) for lock in locks)
        or not all(_roles_left(locks).values())
        or not _make_chains(locks)
        or not _stacks_stand(locks)
        or not _kept_apart(locks)
        or goes_round(orders(locks))
    )


def _ties(lock: Lock) -> bool:
    """Whether a lock speaks of two lines that are different ones."""
    return not isinstance(lock, CannotLink | Together)


def _over_pages(lock: Lock) -> bool:
    """Whether the lock ties lines of two pages, or orders articles against the pages' order."""
    if isinstance(lock, RoleLock | Opens | CannotLink | Apart):
        return False
    first, second = map(_page_of, lines_of(lock))
    if isinstance(lock, OrderLock):
        return first.isdecimal() and second.isdecimal() and int(first) > int(second)
    return first != second


def _page_of(line: str) -> str:
    """The number of a line's page, as its id gives it."""
    return line.partition("-")[0].removeprefix("p")


def _roles_left(locks: Sequence[Lock]) -> dict[str, frozenset[Role]]:
    """The roles that each line may have by all locks that name it."""
    left: dict[str, frozenset[Role]] = {}
    for lock in locks:
        for line, roles in _roles_by(lock):
            left[line] = left.get(line, roles) & roles
    return left


def _roles_by(lock: Lock) -> Iterator[tuple[str, frozenset[Role]]]:
    """What one lock says of the roles of its lines."""
    match lock:
        case RoleLock(line, role):
            yield line, frozenset({role})
        case MustLink(before, after):
            yield from ((before, FLOW_ROLES), (after, FLOW_ROLES))
        case HeadOf(head, body):
            yield from ((head, HEADING_ROLES), (body, FLOW_ROLES))
        case OrderLock(first, then):
            yield from ((first, PLACED_ROLES), (then, PLACED_ROLES))
        case Together(one, other):
            yield from ((one, FLOW_ROLES), (other, FLOW_ROLES))
        case Opens(line):
            yield line, FLOW_ROLES


def _kept_apart(locks: Sequence[Lock]) -> bool:
    """Whether no lines share an article by some locks and never do by another."""
    home = articles_of(locks)
    return all(home[lock.one] != home[lock.other] for lock in locks if isinstance(lock, Apart))


def _make_chains(locks: Sequence[Lock]) -> bool:
    """Whether links lead from each line to one, to each line from one, never round, to no line that opens an article,
    and are not forbidden."""
    links = {(lock.before, lock.after) for lock in locks if isinstance(lock, MustLink)}
    forbidden = {(lock.before, lock.after) for lock in locks if isinstance(lock, CannotLink)}
    first = {lock.line for lock in locks if isinstance(lock, Opens)}
    after = dict(links)
    if len(after) < len(links) or len(set(after.values())) < len(links) or links & forbidden:
        return False
    if not first.isdisjoint(after.values()):
        return False
    return not goes_round({line: {then} for line, then in after.items()})


def _stacks_stand(locks: Sequence[Lock]) -> bool:
    """Whether the headings over each article can stand one after the other so that no lock forbids it."""
    home = articles_of(locks)
    apart = {(lock.before, lock.after) for lock in locks if isinstance(lock, CannotLink)}
    stacks: dict[str, dict[str, None]] = {}
    for lock in locks:
        if isinstance(lock, HeadOf):
            stacks.setdefault(home[lock.head], {})[lock.head] = None
    return all(in_a_row(list(stack), apart) is not None for stack in stacks.values())


def in_a_row(members: Sequence[T], apart: Collection[tuple[T, T]]) -> list[T] | None:
    """The members in an order in which no pair of `apart` stands side by side; the given order as far as it goes.

    >>> in_a_row([1, 2, 3], {(1, 2)})
    [1, 3, 2]
    >>> in_a_row([1, 2], {(1, 2), (2, 1)}) is None
    True
    """

    def placed(row: list[T], left: Sequence[T]) -> list[T] | None:
        if not left:
            return row
        for at, member in enumerate(left):
            if not row or (row[-1], member) not in apart:
                found = placed([*row, member], [*left[:at], *left[at + 1 :]])
                if found is not None:
                    return found
        return None

    return placed([], members)


def articles_of(locks: Sequence[Lock]) -> dict[str, str]:
    """For each line that locks name, the line that stands for its article: links, heads and company join lines."""
    joined = (lines_of(lock) for lock in locks if isinstance(lock, MustLink | HeadOf | Together))
    return groups((line for lock in locks for line in lines_of(lock)), joined)


def groups(members: Iterable[T], joined: Iterable[tuple[T, ...]]) -> dict[T, T]:
    """For each member, the one that stands for its group; the members of each of `joined` are in one."""
    parent = {member: member for member in members}

    def root(member: T) -> T:
        while parent[member] != member:
            member = parent[member]
        return member

    for first, *others in joined:
        for other in others:
            parent[root(other)] = root(first)
    return {member: root(member) for member in parent}


def orders(locks: Sequence[Lock]) -> dict[str, set[str]]:
    """For each article, those that stand after it by a lock."""
    home = articles_of(locks)
    later: dict[str, set[str]] = {}
    for lock in locks:
        if isinstance(lock, OrderLock):
            later.setdefault(home[lock.first], set()).add(home[lock.then])
    return later


def goes_round(after: Mapping[T, Iterable[T]]) -> bool:
    """Whether some way through `after` comes back to where it began."""
    return any(start in reached(after, start) for start in after)


def reached(after: Mapping[T, Iterable[T]], start: T) -> set[T]:
    """Everything that a way of one step or more leads to."""
    found: set[T] = set()
    waiting = [start]
    while waiting:
        for then in after.get(waiting.pop(), ()):
            if then not in found:
                found.add(then)
                waiting.append(then)
    return found


def smallest(locks: Sequence[Lock], fails: Callable[[Sequence[Lock]], bool]) -> tuple[Lock, ...]:
    """Locks out of those given that fail together, none of which can be spared; one or two where they are enough."""
    kept = list(dict.fromkeys(locks))
    few: list[tuple[Lock, ...]] = [(lock,) for lock in kept]
    few += [pair for pair in combinations(kept, 2) if _touch(*pair)]
    found = next((some for some in few if fails(some)), None)
    if found is not None:
        return found
    for lock in tuple(kept):
        rest = [other for other in kept if other != lock]
        kept = rest if fails(rest) else kept
    return tuple(kept)


def _touch(first: Lock, second: Lock) -> bool:
    """Whether two locks name one line."""
    return not set(lines_of(first)).isdisjoint(lines_of(second))


def conflict(locks: Sequence[Lock]) -> LockConflict:
    """The error that names locks which cannot hold together."""
    words = [lock_words(lock) for lock in locks]
    if len(locks) == 1:
        return (LockOverPages if _over_pages(locks[0]) else ImpossibleLock)(lock=words[0])
    if len(locks) == 2:
        return LockConflict(first=words[0], second=words[1])
    return LocksConflict(first=words[0], second=words[1], others=", ".join(words[2:]))
