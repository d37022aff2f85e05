"""Stories: chains, headline stacks and what belongs to them, solved together.

Chains come from one assignment, heads from a second; a local search over the doubtful links (those that would
neither gain nor lose much) finds the cut of chains under which both together score best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.attach import AttachChoice, attach_line, attach_pictures, picture_groups
from layout_tool.engine.chains import Chains, ChainScores, solve_chains
from layout_tool.engine.facts import Facts
from layout_tool.engine.heads import HeadChoice, assign_heads, find_stacks
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.roles import Role

_DOUBT = 5.0
_ROUNDS = 3
_LINES = (Role.BYLINE, Role.SIGNOFF, Role.JUMP)


@dataclass(frozen=True, slots=True)
class Stories:
    """The solution: chains of the flow, a head for each (or none), and what is attached."""

    chains: Chains
    paths: tuple[tuple[int, ...], ...]
    heads: tuple[HeadChoice, ...]
    pictures: tuple[AttachChoice, ...]
    lines: tuple[AttachChoice, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What a search over the cuts of chains needs."""

    facts: Facts
    scores: ChainScores
    vocabulary: Vocabulary
    weights: Mapping[str, Mapping[str, float]]
    heads_after: float
    locks: LockTerms

    def heads(self, chains: Chains) -> list[HeadChoice]:
        paths = chains.paths()
        stacks = find_stacks(self.facts, chains.outside())
        fixed = self.locks.head_scores(stacks, paths)
        return assign_heads(self.facts, paths, stacks, self.vocabulary, self.weights["head"], self.heads_after, fixed)

    def value(self, chains: Chains) -> float:
        """Score of chains and heads together; a story without a head costs a little."""
        heads = self.heads(chains)
        headed = {head.chain for head in heads if head.chain >= 0}
        headless = sum(1 for c in range(len(chains.paths())) if c not in headed)
        free = sum(1 for head in heads if head.chain < 0)
        weights = self.weights["story"]
        return (
            self._score(chains) + sum(head.score for head in heads) + weights["headless"] * headless + weights["free_head"] * free
        )

    def _score(self, chains: Chains) -> float:
        before = chains.before
        total = 0.0
        for i, j in enumerate(chains.after):
            if i == j:
                total += float(self.scores.outside[i])
                continue
            total += float(self.scores.end[i] if j < 0 else self.scores.link[i, j])
            total += float(self.scores.start[i]) if before[i] < 0 else 0.0
        return total


def solve_stories(
    facts: Facts,
    scores: ChainScores,
    vocabulary: Vocabulary,
    weights: Mapping[str, Mapping[str, float]],
    heads_after: float,
    locks: LockTerms,
) -> Stories:
    """Chains, heads and attachments of a page."""
    page = _Page(facts, scores, vocabulary, weights, heads_after, locks)
    chains = _search(page, solve_chains(scores))
    heads = _join_free_stacks(facts, page.heads(chains), chains.paths(), vocabulary)
    paths = chains.paths()
    outside = chains.outside()
    pictures = attach_pictures(facts, picture_groups(facts, outside), paths, heads, vocabulary, weights["attach"])
    lines = [attach_line(facts, k, paths, heads, weights["attach"]) for k in outside if facts.guesses[k].role in _LINES]
    return Stories(chains, tuple(tuple(path) for path in paths), tuple(heads), tuple(pictures), tuple(lines))


def _search(page: _Page, chains: Chains) -> Chains:
    """Cut and join chains at doubtful places as long as chains and heads together gain by it."""
    best = page.value(chains)
    for _ in range(_ROUNDS):
        gained = False
        for after in _neighbours(page.scores, chains):
            candidate = Chains(after, 0.0)
            value = page.value(candidate)
            if value > best + 1e-6:
                best, chains, gained = value, candidate, True
                break
        if not gained:
            break
    return chains


def _neighbours(scores: ChainScores, chains: Chains) -> list[NDArray[np.intp]]:
    """Successor arrays with one link cut or one end joined to a start, where that costs less than the doubt bound."""
    found: list[tuple[float, NDArray[np.intp]]] = []
    before = chains.before
    ends = [i for i, j in enumerate(chains.after) if j < 0]
    starts = [j for j in range(len(before)) if before[j] < 0]
    head_of = {path[-1]: path[0] for path in chains.paths()}
    for i, j in enumerate(chains.after):
        if j < 0 or j == i:
            continue
        loss = float(scores.link[i, j] - scores.end[i] - scores.start[j])
        if loss < _DOUBT:
            after = chains.after.copy()
            after[i] = -1
            found.append((loss, after))
    for i in ends:
        for j in starts:
            loss = float(scores.end[i] + scores.start[j] - scores.link[i, j])
            if head_of[i] != j and loss < _DOUBT:
                after = chains.after.copy()
                after[i] = j
                found.append((loss, after))
    return [after for _, after in sorted(found, key=lambda option: option[0])]


def _join_free_stacks(
    facts: Facts, heads: Sequence[HeadChoice], paths: Sequence[Sequence[int]], vocabulary: Vocabulary
) -> list[HeadChoice]:
    """A stack that no story takes joins a neighbour in the dump that has one: it is its kicker or its deck."""
    taken = {head.stack: head for head in heads if head.chain >= 0}
    result = list(heads)
    for free in [head for head in heads if head.chain < 0]:
        beside = [
            head
            for head in taken.values()
            if head.stack[-1] == free.stack[0] - 1 or head.stack[0] == free.stack[-1] + 1
        ]
        if not beside:
            continue
        shares = vocabulary.shares(free.stack, [vocabulary.of(paths[head.chain]) for head in beside])
        home = beside[int(np.argmax(shares))]
        joined = HeadChoice(
            tuple(sorted((*home.stack, *free.stack))), home.chain, home.score, home.margin, home.evidence,
            home.runner_up, home.runner_up_score,
        )  # fmt: skip
        result = [joined if head is home else head for head in result if head is not free]
        del taken[home.stack]
        taken[joined.stack] = joined
    return result
