"""The page's order of articles.

A dump has its own order. On a printed page an article's turn is a sum: how far down it begins, how far across, and
how large its headline is, for the lead is read first though something may stand above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.engine.drafts import Draft
from layout_tool.engine.lines import TextLine
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.surroundings import Surroundings

_ACROSS = 0.4
"""The page's width as a share of its height: an article at the far side waits for those that begin so much lower."""
_HEADLINE, _LARGEST = 0.4, 4.0
"""What a headline of the largest type, in sizes of the text, is ahead: a share of the page's height."""


def order_articles(drafts: Sequence[Draft], locks: LockTerms, around: Surroundings | None = None) -> list[Draft]:
    """Articles in the order of the page, moved only as far as locked orders demand.

    The order is the dump's, or where the page's geometry is known (`around`) by place and headline: top first, columns
    from the left; on a page whose text runs down, tiers from the top, each from the right.
    """
    if around is not None:
        drafts = sorted(drafts, key=lambda draft: (_turn(draft, around), draft.place))
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


def _turn(draft: Draft, around: Surroundings) -> float:
    """When an article is read: the share of the page's height that lies above it, and what counts like it."""
    lines = [line for part in draft.parts() for line in part.lines if line.cell is not None]
    if not lines:
        return 0.0
    heads = [line for part in draft.heads for line in part.lines if line.face is not None]
    largest = max((line.face.size for line in heads if line.face is not None), default=1.0)
    ahead = _HEADLINE * min(1.0, max(0.0, largest - 1) / (_LARGEST - 1))
    opening = [line for line in (heads or lines[:1]) if line.cell is not None]
    start = [*opening, *(line for part in draft.flow[:1] for line in part.lines[:1])]
    left = min(_place(line)[0] for line in start) / max(around.width, 1e-6)
    top = min(_place(line)[1] for line in start) / max(around.height, 1e-6)
    down, across = (left, top) if around.turned else (top, left)
    return round(down + _ACROSS * across - ahead, 4)


def _place(line: TextLine) -> tuple[float, float]:
    return (line.cell.x0, line.cell.y0) if line.cell is not None else (0.0, 0.0)
