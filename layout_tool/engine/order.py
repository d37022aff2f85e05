"""The page's order of articles."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.engine.drafts import Draft
from layout_tool.engine.lock_terms import LockTerms


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
