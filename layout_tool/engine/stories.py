"""Stories: chains, headline stacks and what belongs to them, solved together.

Chains come from one assignment, heads from a second; a local search over the doubtful links (those that would
neither gain nor lose much) finds the cut of chains under which both together score best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.attach import AttachChoice, attach_line, attach_pictures, picture_groups
from layout_tool.engine.chains import Chains, ChainScores, solve_chains
from layout_tool.engine.exchanges import Heading, Reversals, weigh_exchanges
from layout_tool.engine.facts import Facts
from layout_tool.engine.head_scores import HeadScores
from layout_tool.engine.heads import (
    HeadChoice,
    assign_heads,
    find_stacks,
    heads_score,
    reading_place,
    upright_as_read,
)
from layout_tool.engine.lock_company import Company, locked_stacks, parted, reads_on
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.roles import PICTURE_ROLES, Role

_DOUBT = 5.0
_MOST_MOVES = 40
_LEAST_GAIN = 0.05
_KIN = 0.12
_STACK_REACH = 5.0
_OVER = 0.3
_SURE_SUBHEAD = 0.6
_LINES = (Role.BYLINE, Role.SIGNOFF, Role.JUMP)


@dataclass(frozen=True, slots=True)
class Stories:
    """The solution: chains of the flow, a head for each (or none), and what is attached.

    `scores` are those that the chains are the optimum of: the evidence, the locks, and `heads_say`, the terms that
    the heads add to links. `subheads` gives the heading that stands after a fragment, inside its story. `reversals`
    tells what it costs to decide otherwise where the heads move along.
    """

    chains: Chains
    paths: tuple[tuple[int, ...], ...]
    heads: tuple[HeadChoice, ...]
    pictures: tuple[AttachChoice, ...]
    lines: tuple[AttachChoice, ...]
    subheads: Mapping[int, int]
    scores: ChainScores
    heads_say: Mapping[tuple[int, int], float]
    reversals: Reversals


@dataclass(frozen=True, slots=True)
class _Page:
    """What a search over the cuts of chains needs; `stacks_of` keeps the stacks by what stands outside the flow."""

    facts: Facts
    scores: ChainScores
    weights: Mapping[str, Mapping[str, float]]
    head_scores: HeadScores
    locks: LockTerms
    stacks_of: dict[tuple[int, ...], list[list[int]]] = field(default_factory=dict)

    def heads(self, chains: Chains) -> list[HeadChoice]:
        paths = chains.paths()
        stacks = self._stacks(chains, paths)
        return assign_heads(self.head_scores, paths, stacks, self.locks.head_scores(stacks, paths))

    def _stacks(self, chains: Chains, paths: Sequence[Sequence[int]]) -> list[list[int]]:
        """Headline stacks, as the locks allow them."""
        outside = tuple(chains.outside())
        if outside not in self.stacks_of:
            self.stacks_of[outside] = find_stacks(self.facts, outside)
        return locked_stacks(self.stacks_of[outside], paths, self.locks)

    def subhead_place(self, chains: Chains, stack: Sequence[int], paths: Sequence[Sequence[int]]) -> int | None:
        """Where a heading can stand as a subhead and no lock forbids it there."""
        place = subhead_place(self.facts, chains, stack)
        if place is None or not self.locks:
            return place
        after = int(chains.after[place])
        home = next(path for path in paths if place in path)
        fits = reads_on([place, *stack, after], self.locks) and self.locks.joinable(stack, home)
        bound = (place, after) in self.locks.must or any(k in self.locks.roles for k in stack)
        return place if fits and not bound else None

    def heads_value(self, chains: Chains) -> float:
        """Score of the heads; a story without a head costs a little, so does a head without a story."""
        return self.heading(chains)[0]

    def heading(self, chains: Chains) -> Heading:
        """The same score, with the chain that each fragment of a heading heads."""
        paths = chains.paths()
        stacks = self._stacks(chains, paths)
        score, pairs = heads_score(self.head_scores, paths, stacks, self.locks.head_scores(stacks, paths))
        headed = {s for s, _ in pairs}
        weights = self.weights["story"]
        free = sum(self._free_head(chains, stack, paths, weights) for s, stack in enumerate(stacks) if s not in headed)
        homes = {k: frozenset(paths[c]) for s, c in pairs for k in stacks[s]}
        return score + weights["headless"] * (len(paths) - len(pairs)) + free, homes

    def _free_head(
        self, chains: Chains, stack: Sequence[int], paths: Sequence[Sequence[int]], weights: Mapping[str, float]
    ) -> float:
        """What a heading without a story of its own costs: less where it can be a subhead."""
        if self.subhead_place(chains, stack, paths) is None:
            return weights["free_head"]
        fragment = self.facts.fragments[stack[0]]
        return (
            weights["subhead"]
            if len(fragment.lines) == 1 and fragment.width < fragment.measure
            else weights["large_subhead"]
        )


def subhead_place(facts: Facts, chains: Chains, stack: Sequence[int]) -> int | None:
    """The fragment after which a heading stands as a subhead: alone between two that are read one after the other."""
    if len(stack) > 1 or len(facts.fragments[stack[0]].lines) > 2:
        return None
    k = stack[0]
    if facts.near is not None:
        above = np.flatnonzero(facts.near.below[:, k] > 0.3).tolist()
        over = [i for i in above if chains.after[i] >= 0 and chains.after[i] != i]
        return next((i for i in over if facts.near.below[k, chains.after[i]] > 0.3), None)
    before = k - 1
    while before >= 0 and chains.after[before] == before and facts.guesses[before].role in PICTURE_ROLES:
        before -= 1
    if before < 0 or k + 1 >= facts.size or chains.after[before] == before:
        return None
    return before if chains.after[before] == k + 1 else None


def solve_stories(
    facts: Facts,
    scores: ChainScores,
    vocabulary: Vocabulary,
    weights: Mapping[str, Mapping[str, float]],
    heads_after: float,
    locks: LockTerms,
) -> Stories:
    """Chains, heads and attachments of a page."""
    page = _Page(facts, scores, weights, HeadScores(facts, vocabulary, weights["head"], heads_after), locks)
    chains, final, said = _search(page)
    paths = chains.paths()
    heads = page.heads(chains)
    subheads = {
        place: head.stack[0]
        for head in heads
        if head.chain < 0 and (place := page.subhead_place(chains, head.stack, paths)) is not None
    }
    heads = [head for head in heads if head.stack[0] not in subheads.values()]
    heads = _join_free_stacks(facts, heads, paths, vocabulary, locks, page.head_scores.subheads)
    heads = [replace(head, stack=_as_read(facts, head.stack, locks)) for head in heads]
    company = Company(locks, paths)
    for members, chain in (*((head.stack, head.chain) for head in heads), *_subhead_homes(subheads, paths)):
        company.add(members, chain)
    outside = chains.outside()
    groups = parted(picture_groups(facts, outside), locks)
    pictures = attach_pictures(facts, groups, paths, heads, vocabulary, weights["attach"], company)
    attached = [k for k in outside if facts.guesses[k].role in _LINES]
    lines = [attach_line(facts, k, paths, heads, weights["attach"], company) for k in attached]
    return Stories(
        chains, tuple(tuple(path) for path in paths), tuple(heads), tuple(pictures), tuple(lines), subheads, final,
        said, weigh_exchanges(scores, chains, page.heading),
    )  # fmt: skip


def _subhead_homes(subheads: Mapping[int, int], paths: Sequence[Sequence[int]]) -> list[tuple[tuple[int, ...], int]]:
    """Each subhead with the chain that it stands in."""
    return [((k,), c) for place, k in subheads.items() for c, path in enumerate(paths) if place in path]


def _search(page: _Page) -> tuple[Chains, ChainScores, dict[tuple[int, int], float]]:
    """Cut and join chains at doubtful places as long as chains and heads together gain by it.

    What the heads say for a cut or against it becomes a term of that link, and the chains are solved again: the
    result is the optimum of the scores with these terms, which are returned by link.
    """
    said: dict[tuple[int, int], float] = {}
    chains, scores = solve_chains(page.scores)
    tried: set[tuple[int, int]] = set()
    for _ in range(_MOST_MOVES):
        heads_value = page.heads_value(chains)
        for loss, (i, j), after in _neighbours(scores, chains):
            if (i, j) in tried or (i, j) in page.locks.must:
                continue
            gain = page.heads_value(Chains(after, 0.0)) - heads_value - loss
            if gain > _LEAST_GAIN:
                break
        else:
            break
        tried.add((i, j))
        term = (gain + loss) * (-1.0 if chains.after[i] == j else 1.0)
        said[i, j] = term
        scores = replace(scores, link=_with_term(scores.link, i, j, term))
        chains, scores = solve_chains(scores)
    return chains, scores, said


def _with_term(link: NDArray[np.float64], i: int, j: int, term: float) -> NDArray[np.float64]:
    changed = link.copy()
    changed[i, j] += term
    return changed


def _neighbours(scores: ChainScores, chains: Chains) -> list[tuple[float, tuple[int, int], NDArray[np.intp]]]:
    """What it costs to cut a link or to join an end to a start, below the doubt bound; cheapest first."""
    found: list[tuple[float, tuple[int, int], NDArray[np.intp]]] = []
    after = chains.after
    rows = np.flatnonzero((after >= 0) & (after != np.arange(len(after))))
    losses = scores.link[rows, after[rows]] - scores.end[rows] - scores.start[after[rows]]
    for i, loss in zip(rows.tolist(), losses.tolist(), strict=True):
        if loss < _DOUBT:
            found.append((loss, (i, int(after[i])), _set(after, i, -1)))
    ends, starts = np.flatnonzero(after < 0), np.flatnonzero(chains.before < 0)
    joins = scores.end[ends][:, None] + scores.start[starts][None, :] - scores.link[np.ix_(ends, starts)]
    first_of = {path[-1]: path[0] for path in chains.paths()}
    for at, to in np.argwhere(joins < _DOUBT).tolist():
        i, j = int(ends[at]), int(starts[to])
        if first_of[i] != j:
            found.append((float(joins[at, to]), (i, j), _set(after, i, j)))
    return sorted(found, key=lambda move: (move[0], move[1]))


def _set(after: NDArray[np.intp], i: int, j: int) -> NDArray[np.intp]:
    changed = after.copy()
    changed[i] = j
    return changed


def _join_free_stacks(
    facts: Facts,
    heads: Sequence[HeadChoice],
    paths: Sequence[Sequence[int]],
    vocabulary: Vocabulary,
    locks: LockTerms,
    subheads: NDArray[np.float64],
) -> list[HeadChoice]:
    """A stack that no story takes joins a neighbour in the dump that has one: it is its kicker or its deck.

    `subheads` (n,) is how much each fragment looks like a subhead by its type and place, 0 to 1: that joins none.
    """
    taken = {head.stack: head for head in heads if head.chain >= 0}
    result = list(heads)
    for free in [head for head in heads if head.chain < 0]:
        beside = [
            head
            for head in taken.values()
            if not any(subheads[k] > _SURE_SUBHEAD for k in free.stack)
            and _stands_by(facts, head.stack, free.stack)
            and reads_on(_in_order(facts, (*head.stack, *free.stack)), locks)
            and locks.joinable(free.stack, (*head.stack, *paths[head.chain]))
        ]
        if not beside:
            continue
        shares = vocabulary.shares(free.stack, [vocabulary.of(paths[head.chain]) for head in beside])
        if max(shares) < _KIN and not _before_byline(facts, free.stack):
            shares = [_in_line(facts, head.stack, free.stack) for head in beside]
            if max(shares) < _OVER:
                continue
        home = beside[int(np.argmax(shares))]
        joined = HeadChoice(
            _in_order(facts, (*home.stack, *free.stack)), home.chain, home.score, home.margin, home.evidence,
            home.runner_up, home.runner_up_score,
        )  # fmt: skip
        result = [joined if head is home else head for head in result if head is not free]
        del taken[home.stack]
        taken[joined.stack] = joined
    return result


def _before_byline(facts: Facts, stack: Sequence[int]) -> bool:
    """Whether a byline follows the stack in the dump: then it ends a headline rather than begins one."""
    after = stack[-1] + 1
    return after < facts.size and facts.guesses[after].role is Role.BYLINE


def _in_line(facts: Facts, stack: Sequence[int], free: Sequence[int]) -> float:
    """How much one of two stacks stands over the other with no text between, where the page is known."""
    if facts.near is None:
        return 0.0
    over = facts.near.over
    return float(max(over[np.ix_(list(stack), list(free))].max(), over[np.ix_(list(free), list(stack))].max()))


def _stands_by(facts: Facts, stack: Sequence[int], free: Sequence[int]) -> bool:
    """Whether two stacks touch: neighbours in the dump, or close on the page where that is known."""
    if facts.bounds is not None:
        return bool(facts.bounds.kindred[np.ix_(list(stack), list(free))].any())
    if facts.near is not None:
        close = bool(facts.near.distance[np.ix_(list(stack), list(free))].min() <= _STACK_REACH)
        return close or _in_line(facts, stack, free) >= _OVER
    return stack[-1] == free[0] - 1 or stack[0] == free[-1] + 1


def _as_read(facts: Facts, stack: tuple[int, ...], locks: LockTerms) -> tuple[int, ...]:
    """The stack in reading order, unless a lock wants it as it is."""
    read = upright_as_read(facts, stack)
    return read if reads_on(read, locks) else stack


def _in_order(facts: Facts, stack: Sequence[int]) -> tuple[int, ...]:
    """Fragments of a stack as they are read: from top to bottom, or as the dump has them."""
    if facts.near is None:
        return tuple(sorted(stack))
    return tuple(sorted(stack, key=lambda k: reading_place(facts, k)))
