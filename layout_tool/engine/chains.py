"""Chains of fragments: a minimum-cost path cover, solved as one linear assignment.

Every fragment has one successor, or ends a story, or stands outside the flow; every fragment has one
predecessor, or opens a story, or stands outside. Rows are fragments, columns their successors; a fragment outside
takes its own column; a column that is worth less than to end and to start is left. Gao et al., "Newspaper article
reconstruction using ant colony optimization and bipartite graph" (2013) have links by matching; the rest is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import floyd_warshall

from layout_tool.engine.chain_ties import FORBIDDEN, REQUIRED, Mend, Ties

Array = NDArray[np.float64]
NO_TIES = Ties()


@dataclass(frozen=True, slots=True)
class ChainScores:
    """Scores in log-odds: `link` (n, n), `start`, `end` and `outside` (n,); `ties` are what locks say of chains."""

    link: Array
    start: Array
    end: Array
    outside: Array
    ties: Ties = NO_TIES

    def matrix(self) -> Array:
        """The scores of successors: [j] read next, [i] itself outside; the diagonal is `outside`."""
        scores = self.link.copy()
        np.fill_diagonal(scores, self.outside)
        return scores


@dataclass(frozen=True, slots=True)
class Chains:
    """`after[i]` is the fragment read after i, i itself where it stands outside, -1 where a story ends.

    `total` is the score of the whole solution.
    """

    after: NDArray[np.intp]
    total: float

    @property
    def before(self) -> NDArray[np.intp]:
        """The predecessor of each fragment, itself where outside, -1 where a story opens."""
        value = np.full(len(self.after), -1, dtype=np.intp)
        linked = np.flatnonzero(self.after >= 0)
        value[self.after[linked]] = linked
        return value

    def paths(self) -> list[list[int]]:
        """The chains, each a list of fragments in reading order, sorted by their first fragment."""
        after = self.after.tolist()
        found = []
        for first in np.flatnonzero(self.before < 0).tolist():
            path = [first]
            while after[path[-1]] >= 0:
                path.append(after[path[-1]])
            found.append(path)
        return found

    def outside(self) -> list[int]:
        return [i for i, j in enumerate(self.after.tolist()) if i == j]


def _assign(scores: ChainScores) -> Chains:
    """The best cover, cycles among it: what each link, or standing outside, gains over an end and a start.

    What gains nothing is no link: its row is an end, its column a start.
    """
    gain = scores.matrix() - (scores.end[:, None] + scores.start[None, :])
    rows, columns = linear_sum_assignment(-np.maximum(gain, 0.0))
    won = gain[rows, columns]
    after = np.full(len(gain), -1, dtype=np.intp)
    after[rows[won > 0]] = columns[won > 0]
    return Chains(after, float(scores.end.sum() + scores.start.sum() + won[won > 0].sum()))


def _cycle(after: Sequence[int]) -> list[int] | None:
    """A cycle of two or more fragments, if there is one."""
    done = [False] * len(after)
    for first in range(len(after)):
        at, path = first, []
        while at >= 0 and not done[at]:
            done[at] = True
            path.append(at)
            at = after[at]
        if at >= 0 and at in path and after[at] != at:
            return path[path.index(at) :]
    return None


def _acyclic(scores: ChainScores) -> tuple[Chains, ChainScores]:
    """The best path cover. Cycles are cut at their weakest link, which is forbidden in the returned scores."""
    current = scores
    while True:
        chains = _assign(current)
        cycle = _cycle(chains.after.tolist())
        if cycle is None:
            return chains, current
        link = current.link.copy()
        loss = [min(link[i, chains.after[i]], REQUIRED) for i in cycle]
        weakest = cycle[int(np.argmin(loss))]
        link[weakest, chains.after[weakest]] = FORBIDDEN
        current = replace(current, link=link)


def _mended(scores: ChainScores, mends: Sequence[Mend]) -> tuple[Chains, ChainScores]:
    """The cover with the change of one link that mends most; of several, that under which the cover is best. What is
    required counts by its evidence."""
    found: list[tuple[int, float, int, tuple[Chains, ChainScores]]] = []
    for at, (i, j, score) in enumerate(mends):
        link = scores.link.copy()
        link[i, j] = score
        chains, final = _acyclic(replace(scores, link=link))
        gained = float(scores.link[i, j]) - score if score == REQUIRED else 0.0
        found.append((scores.ties.pending(chains.paths()), -(chains.total + gained), at, (chains, final)))
    return min(found)[3]


def solve_chains(scores: ChainScores) -> tuple[Chains, ChainScores]:
    """The best path cover, and the scores that it is the optimum of.

    Cycles are cut at their weakest link, which is forbidden in the returned scores, and the rest is solved again; so it
    goes with chains that the ties do not allow. Links with a score of REQUIRED or more are never cut.
    Cost: O(n³) in the worst case, a few ms for n = 200.
    """
    chains, current = _acyclic(scores)
    while scores.ties and (mends := scores.ties.mends(current.link, chains.paths())):
        chains, current = _mended(current, mends)
    return chains, current


@dataclass(frozen=True, slots=True)
class Margins:
    """For the chosen successor of each fragment: what it would cost to do without it, and the best other choice.

    `cost[i]` is the score of the chosen solution less that of the best one in which i does not take its
    successor; `instead[i]` is the successor of i in that one (i itself: outside; -1: the story ends there).
    `opening[j]` is the same for the best one in which j opens no story; infinite where it opens none.
    """

    cost: Array
    instead: NDArray[np.intp]
    opening: Array


def margins(scores: ChainScores, chains: Chains) -> Margins:
    """Exact margins by shortest displacement cycles in the residual graph (Floyd–Warshall over n + 1 nodes).

    graph[r, s] is the cost if row r gives up its column and takes that of row s; node n is the hub of STARTs and
    ENDs, of which there is always another. A cycle back to a row's own column is an alternative solution.
    """
    n = len(chains.after)
    after = chains.after
    matrix = scores.matrix()
    ends = after < 0
    taken = np.maximum(after, 0)
    own = np.where(ends, scores.end, matrix[np.arange(n), taken])
    opened = np.flatnonzero(chains.before < 0)
    via_start = own[:, None] - matrix[:, opened] + scores.start[opened][None, :]
    best_start = via_start.min(axis=1, initial=np.inf)
    to_end = own - scores.end
    graph = np.full((n + 1, n + 1), np.inf)
    graph[:n, :n] = np.where(ends[None, :], np.inf, own[:, None] - matrix[:, taken])
    graph[n, :n] = np.where(ends, 0.0, -scores.start[taken])
    graph[:n, n] = np.where(ends, best_start, np.minimum(to_end, best_start))
    graph = np.clip(graph, -1e7, 1e7) + _NUDGE
    np.fill_diagonal(graph, 0.0)
    distance = floyd_warshall(graph, directed=True)
    through_start = ends | (best_start < to_end)
    at_hub = np.where(through_start, _first_best(via_start, opened), -1)
    cost, instead = _cheapest_cycles(graph, distance, after, at_hub)
    return Margins(cost, instead, _opening_costs(via_start, distance, chains))


def _opening_costs(via_start: Array, distance: Array, chains: Chains) -> Array:
    """For each first of a chain: the cheapest way for another row to take it, and on until all have a column again.

    The rows of its own chain are left out, which would close it to a ring; it may stand outside.
    """
    found = np.full(len(chains.after), np.inf)
    back = np.where(chains.after < 0, 0.0, distance[-1, :-1])
    opened = np.flatnonzero(chains.before < 0).tolist()
    paths = {path[0]: path for path in chains.paths()}
    for column, j in enumerate(opened):
        cost = via_start[:, column] + back
        cost[paths[j][1:]] = np.inf
        found[j] = max(0.0, cost.min())
    return found


_NUDGE = 1e-7
"""Keeps rounding from making a cycle of negative cost, and an edge of cost 0 from being taken for none."""


def _first_best(via_start: Array, opened: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each row, the story opening that it could take over at the least cost."""
    return opened[via_start.argmin(axis=1)] if opened.size else np.full(len(via_start), -1, dtype=np.intp)


def _cheapest_cycles(
    graph: Array, distance: Array, after: NDArray[np.intp], at_hub: NDArray[np.intp]
) -> tuple[Array, NDArray[np.intp]]:
    """For each row: the cheapest way to another column, and on until its own column is taken again."""
    n = len(after)
    cost = np.zeros(n)
    instead = np.full(n, -1, dtype=np.intp)
    for i in range(n):
        home = i if after[i] >= 0 else n
        back = graph[i] + distance[:, home]
        back[i] = np.inf
        best = int(np.argmin(back))
        cost[i] = back[best]
        instead[i] = at_hub[i] if best == n else after[best]
    return np.maximum(cost, 0.0), instead


def exchange_margins(scores: ChainScores, chains: Chains) -> Array:
    """What each chosen link gains over the best that its two ends and one other link could do; 0 without a link.

    Never less than the exact margin, which may change more of the page; O(n²).
    """
    n = len(chains.after)
    after = chains.after
    rows = np.flatnonzero((after >= 0) & (after != np.arange(n)))
    matrix = scores.matrix()
    cost = np.zeros(n)
    if not rows.size:
        return cost
    own = matrix[rows, after[rows]]
    cut = own - scores.end[rows] - scores.start[after[rows]]
    swap = own[:, None] + own[None, :] - matrix[np.ix_(rows, after[rows])] - matrix[np.ix_(rows, after[rows])].T
    np.fill_diagonal(swap, np.inf)
    ends, starts = np.flatnonzero(after < 0), np.flatnonzero(chains.before < 0)
    by_end = own[:, None] + scores.end[ends] - scores.end[rows][:, None] - matrix[np.ix_(ends, after[rows])].T
    by_start = own[:, None] + scores.start[starts] - scores.start[after[rows]][:, None] - matrix[np.ix_(rows, starts)]
    others = np.minimum(by_end.min(axis=1, initial=np.inf), by_start.min(axis=1, initial=np.inf))
    cost[rows] = np.maximum(np.minimum(np.minimum(cut, swap.min(axis=1)), others), 0.0)
    return cost


def firm_chunks(chains: Chains, scores: ChainScores, least_margin: float) -> list[list[int]]:
    """The chains, cut wherever a link's margin (see `exchange_margins`) is below `least_margin`."""
    cost = exchange_margins(scores, chains)
    chunks: list[list[int]] = []
    for path in chains.paths():
        chunks.append([path[0]])
        for i, j in pairwise(path):
            if cost[i] >= least_margin:
                chunks[-1].append(j)
            else:
                chunks.append([j])
    return chunks
