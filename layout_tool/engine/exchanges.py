"""Other solutions near the chosen one, and what decisions cost to reverse where the heads move along with the chains.

`chains.margins` has the best solution of all chains, with the heads as they are; here each exchange of one or two links
is weighed with the heads that suit it best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.chains import Chains, ChainScores

_NEAR = 7.0
_MOST_WEIGHED = 100
"""Exchanges that cost the chains more than the first are not weighed, and of the others that many, cheapest first."""

Heading = tuple[float, Mapping[int, frozenset[int]]]
"""The score of the best heads over some chains, and for each fragment of a heading the chain that it heads."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Another solution, and what its chains cost by themselves."""

    loss: float
    after: NDArray[np.intp]


@dataclass(slots=True)
class Reversals:
    """The least cost of an exchange that reverses a decision, chains and heads together.

    `link` has, for a fragment, the cost of doing without its successor and the successor it has then (-1: none);
    `start`, for the first of a chain, the cost and the fragment that it is read after; `head`, for each fragment of a
    heading, the cost of another story for it.
    """

    link: dict[int, tuple[float, int]] = field(default_factory=dict)
    start: dict[int, tuple[float, int]] = field(default_factory=dict)
    head: dict[int, float] = field(default_factory=dict)

    def note(self, chains: Chains, other: Chains, cost: float) -> None:
        """Count what another solution has otherwise, at that cost."""
        before, opened = other.before, chains.before < 0
        for i in np.flatnonzero(other.after != chains.after).tolist():
            if chains.after[i] >= 0:
                self.link[i] = min(self.link.get(i, (np.inf, -1)), (cost, int(other.after[i])))
        for j in np.flatnonzero(opened & (before >= 0)).tolist():
            self.start[j] = min(self.start.get(j, (np.inf, -1)), (cost, int(before[j])))


def weigh_exchanges(scores: ChainScores, chains: Chains, heading: Callable[[Chains], Heading]) -> Reversals:
    """What decisions cost to reverse by an exchange near the chains; `scores` without what heads say of links."""
    found = Reversals()
    value, homes = heading(chains)
    first = {k: path[0] for path in chains.paths() for k in path}
    opens = {k: first[min(home)] for k, home in homes.items()}
    for exchange in _exchanges(scores, chains):
        other = Chains(exchange.after, 0.0)
        if scores.ties and scores.ties.pending(other.paths()):
            continue
        other_value, other_homes = heading(other)
        cost = max(0.0, exchange.loss + value - other_value)
        found.note(chains, other, cost)
        for k, opening in opens.items():
            if opening not in other_homes.get(k, ()):
                found.head[k] = min(found.head.get(k, np.inf), cost)
    return found


def _exchanges(scores: ChainScores, chains: Chains) -> list[Exchange]:
    """The exchanges of one or two links, cheapest first."""
    found = sorted(_losses(scores, chains), key=lambda one: one[0])[:_MOST_WEIGHED]
    exchanges = []
    for loss, changes in found:
        after = chains.after.copy()
        for i, j in changes:
            after[i] = j
        exchanges.append(Exchange(loss, after))
    return exchanges


def _losses(scores: ChainScores, chains: Chains) -> Iterator[tuple[float, tuple[tuple[int, int], ...]]]:
    """What it costs to cut a link, to join an end to a start, and to do both or twice; with the new successors.

    No exchange closes a chain to a ring: what is joined to a link's rest comes from another chain.
    """
    after, link = chains.after, scores.link
    rows = np.flatnonzero((after >= 0) & (after != np.arange(len(after))))
    ends, starts = np.flatnonzero(after < 0), np.flatnonzero(chains.before < 0)
    home = np.full(len(after), -1)
    for at, path in enumerate(chains.paths()):
        home[path] = at
    own, freed = link[rows, after[rows]], after[rows]
    far_ends = np.where(home[rows][:, None] == home[ends], np.inf, 0.0)
    far_starts = np.where(home[rows][:, None] == home[starts], np.inf, 0.0)
    cut = own - scores.end[rows] - scores.start[freed]
    yield from ((float(cut[r]), ((int(rows[r]), -1),)) for r in np.flatnonzero(cut < _NEAR).tolist())
    join = scores.end[ends][:, None] + scores.start[starts] - link[np.ix_(ends, starts)]
    join[home[ends][:, None] == home[starts]] = np.inf
    for e, s in np.argwhere(join < _NEAR).tolist():
        yield float(join[e, s]), ((int(ends[e]), int(starts[s])),)
    led = own[:, None] + scores.start[starts] - link[np.ix_(rows, starts)] + far_starts
    loss = led - scores.start[freed][:, None]
    for r, s in np.argwhere(loss < _NEAR).tolist():
        yield float(loss[r, s]), ((int(rows[r]), int(starts[s])),)
    taken = scores.end[ends] - link[np.ix_(ends, freed)].T + far_ends
    loss = own[:, None] + taken - scores.end[rows][:, None]
    for r, e in np.argwhere(loss < _NEAR).tolist():
        yield float(loss[r, e]), ((int(rows[r]), -1), (int(ends[e]), int(freed[r])))
    both = led[:, :, None] + taken[:, None, :]
    for r, s, e in np.argwhere(both < _NEAR).tolist():
        yield float(both[r, s, e]), ((int(rows[r]), int(starts[s])), (int(ends[e]), int(freed[r])))
    swapped = link[np.ix_(rows, freed)]
    swap = own[:, None] + own - swapped - swapped.T
    swap[home[rows][:, None] == home[rows]] = np.inf
    for r, k in np.argwhere(np.triu(swap < _NEAR, 1)).tolist():
        yield float(swap[r, k]), ((int(rows[r]), int(freed[k])), (int(rows[k]), int(freed[r])))
