"""The page's order of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout_tool.engine.drafts import Draft
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.stories import Stories
from layout_tool.model.roles import Role


def order_articles(drafts: Sequence[Draft], locks: LockTerms) -> list[Draft]:
    """Articles by their place in the dump, moved only as far as locked orders demand."""
    home = {part.fragment: at for at, draft in enumerate(drafts) for part in draft.parts()}
    after: dict[int, set[int]] = {at: set() for at in range(len(drafts))}
    for first, then in locks.order:
        if first in home and then in home and home[first] != home[then]:
            after[home[then]].add(home[first])
    placed: list[int] = []
    waiting = list(range(len(drafts)))
    while waiting:
        ready = next((at for at in waiting if not after[at] - set(placed)), waiting[0])
        waiting.remove(ready)
        placed.append(ready)
    return [drafts[at] for at in placed]


def order_needs(stories: Stories, locks: LockTerms) -> LockTerms:
    """The locks with what the locked orders still need: a story parted between two ordered places, text kept in.

    Returns the same locks where the solution has all that the orders need.
    """
    chain_of = {k: c for c, path in enumerate(stories.paths) for k in path}
    attached = {k for head in stories.heads if head.chain >= 0 for k in head.stack}
    attached |= {k for choice in (*stories.pictures, *stories.lines) for k in choice.members}
    cannot, roles = set(locks.cannot), dict(locks.roles)
    for pair in locks.order:
        for k in pair:
            if k not in chain_of and k not in attached and k not in roles:
                roles[k] = Role.BODY
        first, then = (chain_of.get(k) for k in pair)
        if first is not None and first == then:
            weakest = _weakest_between(stories, locks, stories.paths[first], pair)
            if weakest is not None:
                cannot.add(weakest)
    return replace(locks, cannot=frozenset(cannot), roles=roles)


def _weakest_between(
    stories: Stories, locks: LockTerms, path: Sequence[int], pair: tuple[int, int]
) -> tuple[int, int] | None:
    """The link between two places of a chain that costs least to cut and that no lock keeps."""
    start, stop = sorted(path.index(k) for k in pair)
    links = [link for link in zip(path[start:stop], path[start + 1 : stop + 1], strict=True) if link not in locks.must]
    return min(links, key=lambda link: (float(stories.scores.link[link]), link)) if links else None
