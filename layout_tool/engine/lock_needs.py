"""What the locks still need once articles are drafted, and whether each of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.lock_logic import reached
from layout_tool.engine.lock_terms import CHAIN_ROLES, LockTerms
from layout_tool.model.roles import HEADING_ROLES


def lock_needs(drafts: Sequence[Draft], locks: LockTerms) -> LockTerms:
    """The locks, with fragments kept apart that these drafts bring together although a lock speaks against it.

    Returns terms equal to those given where the drafts need no more.
    """
    pairs = {*_read_on(drafts, locks), *_in_a_circle(drafts, locks)}
    return locks.with_apart({(i, j) for i, j in pairs if j not in locks.kin.get(i, {i})})


def _read_on(drafts: Sequence[Draft], locks: LockTerms) -> Iterator[tuple[int, int]]:
    """Parts that are read one after the other although they must not be."""
    for draft in drafts:
        for part, then in pairwise(draft.parts()):
            under_head = part.role in HEADING_ROLES and then.role not in HEADING_ROLES
            if (part.fragment, then.fragment) in locks.cannot and not under_head:
                yield part.fragment, then.fragment


def _in_a_circle(drafts: Sequence[Draft], locks: LockTerms) -> Iterator[tuple[int, int]]:
    """Fragments of one article that other locked orders want in different places of a circle of articles."""
    home = _homes(drafts)
    later: dict[int, set[int]] = {}
    for first, then in locks.order:
        if first in home and then in home:
            later.setdefault(home[first], set()).add(home[then])
    ordered = sorted({k for pair in locks.order for k in pair})
    for at in later:
        if at in reached(later, at):
            yield from combinations([k for k in ordered if home.get(k) == at], 2)


def _homes(drafts: Sequence[Draft]) -> dict[int, int]:
    """The article of each fragment, by its place in the list."""
    return {part.fragment: at for at, draft in enumerate(drafts) for part in draft.parts()}


def all_hold(drafts: Sequence[Draft], outside: Sequence[Part], locks: LockTerms) -> bool:
    """Whether the articles, in their order, are as every lock says."""
    home = _homes(drafts)
    parts = {part.fragment: part for draft in drafts for part in draft.parts()} | {
        part.fragment: part for part in outside
    }
    read = {(part.fragment, then.fragment) for draft in drafts for part, then in pairwise(draft.parts())}
    return (
        locks.must <= read
        and not any(_read_on(drafts, locks))
        and all(parts[k].role is role for k, role in locks.roles.items())
        and all(_stands_over(head, body, parts, home) for head, body in locks.heads)
        and locks.placed <= home.keys()
        and locks.opens <= {_opening(draft) for draft in drafts}
        and all(one in home and home[one] == home.get(other) for one, other in locks.together)
        and not any(k in home and home.get(other) == home[k] for k, others in locks.apart.items() for other in others)
        and all(home[first] < home[then] for first, then in locks.order)
    )


def _stands_over(head: int, body: int, parts: Mapping[int, Part], home: Mapping[int, int]) -> bool:
    return parts[head].role in HEADING_ROLES and head in home and home[head] == home.get(body, -1)


def _opening(draft: Draft) -> int | None:
    """The fragment that a draft's text begins with."""
    return next((part.fragment for part in draft.parts() if part.role in CHAIN_ROLES), None)
