"""Why one text is not read after another, or why a heading does not head a story: the evidence, and the price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from layout_tool.engine.chain_ties import REQUIRED
from layout_tool.engine.chains import Chains, ChainScores, solve_chains
from layout_tool.engine.explain import plain
from layout_tool.engine.head_scores import HeadScores
from layout_tool.engine.heads import page_prior
from layout_tool.engine.page_map import line_id
from layout_tool.engine.profile import Profile
from layout_tool.engine.solving import PageSolver, Reading, Solution
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.errors import LockConflict
from layout_tool.model.decision import Decision, DecisionKind, RunnerUp
from layout_tool.model.locks import HeadOf, Lock, MustLink
from layout_tool.model.roles import HEADING_ROLES
from layout_tool.model.untaken import Untaken

_BARRED = -1e6


def why_not(
    solver: PageSolver,
    profile: Profile,
    before: str,
    after: str,
    locks: Sequence[Lock] = (),
    reading: Reading = (),
) -> Untaken | None:
    """Why the text with line `after` is not read directly after line `before`, or not headed by it.

    The evidence is weighed on the page as it is solved under the locks and the reading of now; the price is what the
    best solution with it scores less. None where the page has no such lines. Raises LockConflict where the locks
    contradict.
    """
    lock = MustLink(before, after)
    asked = _Asked(solver.solve(locks, reading, also=[lock]), solver.named.page, profile)
    i, j = asked.ends_with.get(before), asked.begins_with.get(after)
    if i is None or j is None or i == j:
        return None
    heading = asked.is_outside(i) and asked.found.solved.facts.guesses[i].role in HEADING_ROLES
    untaken = asked.head(i, j) if heading else asked.link(i, j)
    wanted = HeadOf(before, after) if heading else lock
    return untaken if _possible(solver, (*locks, wanted)) else replace(untaken, forbidden=True)


def _possible(solver: PageSolver, locks: Sequence[Lock]) -> bool:
    try:
        solver.solve(locks)
    except LockConflict:
        return False
    return True


@dataclass(frozen=True)
class _Asked:
    """A page as it was solved, about which something is asked."""

    found: Solution
    page: str
    profile: Profile

    @cached_property
    def begins_with(self) -> dict[str, int]:
        """The fragment that begins with a line, by the line's id."""
        return {line_id(self.page, one.lines[0]): one.index for one in self.found.fragments}

    @cached_property
    def ends_with(self) -> dict[str, int]:
        """The fragment that ends with a line."""
        return {line_id(self.page, one.lines[-1]): one.index for one in self.found.fragments}

    def first(self, k: int) -> str:
        return line_id(self.page, self.found.fragments[k].lines[0])

    def last(self, k: int) -> str:
        return line_id(self.page, self.found.fragments[k].lines[-1])

    def is_outside(self, k: int) -> bool:
        return int(self.found.solved.stories.chains.after[k]) == k

    def link(self, i: int, j: int) -> Untaken:
        """Why j is not read after i."""
        solved = self.found.solved
        stories = solved.stories
        evidence = solved.table.explain_link(i, j, bool(solved.new_paragraph[i, j]))
        said = stories.heads_say.get((i, j), 0.0)
        score = float(solved.table.link_scores()[i, j]) + said
        cost, changes = _price(stories.scores, stories.chains, i, j)
        decision = Decision(
            "", DecisionKind.LINK, (self.last(i), self.first(j)), plain(score), plain(cost), evidence,
            self._chosen_after(i, j),
        )  # fmt: skip
        return Untaken(decision, changes)

    def _chosen_after(self, i: int, j: int) -> RunnerUp | None:
        stories = self.found.solved.stories
        k = int(stories.chains.after[i])
        if k == j:
            return None
        if k == i:
            return RunnerUp(DecisionKind.ROLE, (self.first(i),), plain(stories.scores.outside[i]))
        if k < 0:
            return RunnerUp(DecisionKind.LINK, (), plain(stories.scores.end[i]))
        return RunnerUp(DecisionKind.LINK, (self.last(i), self.first(k)), plain(stories.scores.link[i, k]))

    def head(self, i: int, j: int) -> Untaken:
        """Why heading i does not head the story of j."""
        solved = self.found.solved
        paths = solved.stories.paths
        chain = next((c for c, path in enumerate(paths) if j in path), None)
        if chain is None:
            return self.link(i, j)
        choice = next((one for one in solved.stories.heads if i in one.stack), None)
        if choice is not None and choice.chain == chain:
            subjects = (self.first(choice.stack[0]), self.first(paths[chain][0]))
            return Untaken(Decision("", DecisionKind.HEAD, subjects, plain(choice.score), 0.0, choice.evidence))
        stacks = [tuple(sorted(one.stack)) for one in solved.stories.heads]
        if choice is None:
            stacks.append((i,))
        at = next(s for s, stack in enumerate(stacks) if i in stack)
        scores = self._head_scores()
        table = scores.table(stacks, paths, solved.locks.head_scores(stacks, paths))
        evidence = scores.explain(stacks[at], paths[chain], paths)
        chosen = choice.chain if choice is not None else -1
        subjects = (self.first(stacks[at][0]), self.first(paths[chain][0]))
        decision = Decision(
            "", DecisionKind.HEAD, subjects, plain(table[at, chain]), plain(_head_price(table, at, chain)),
            evidence, self._chosen_head(stacks[at][0], chosen, float(table[at, chosen])),
        )  # fmt: skip
        return Untaken(decision)

    def _chosen_head(self, head: int, chain: int, score: float) -> RunnerUp:
        if chain < 0:
            return RunnerUp(DecisionKind.HEAD, (self.first(head),), 0.0)
        opening = self.first(self.found.solved.stories.paths[chain][0])
        return RunnerUp(DecisionKind.HEAD, (self.first(head), opening), plain(score))

    def _head_scores(self) -> HeadScores:
        facts, weights = self.found.solved.facts, self.profile.weights["head"]
        vocabulary = Vocabulary(self.found.fragments)
        return HeadScores(facts, vocabulary, weights, page_prior(facts, vocabulary, weights))


def _price(scores: ChainScores, chains: Chains, i: int, j: int) -> tuple[float, int]:
    """What the best solution with j after i scores less, and how many other links it has than the chosen one."""
    link = scores.link.copy()
    link[i, j] = REQUIRED
    forced, _ = solve_chains(replace(scores, link=link))
    if int(forced.after[i]) != j:
        return REQUIRED, 0
    cost = _value(scores, chains.after) - _value(scores, forced.after)
    others = np.flatnonzero(forced.after != chains.after)
    changes = sum(1 for k in others.tolist() if k != i and (chains.after[k] >= 0 or forced.after[k] >= 0))
    return max(0.0, cost), changes


def _value(scores: ChainScores, after: NDArray[np.intp]) -> float:
    """The score of a solution."""
    linked = np.flatnonzero(after >= 0)
    opened = np.ones(len(after), dtype=bool)
    opened[after[linked]] = False
    gained = scores.matrix()[linked, after[linked]].sum()
    return float(gained + scores.end[after < 0].sum() + scores.start[opened].sum())


def _head_price(table: NDArray[np.float64], at: int, chain: int) -> float:
    """What the best choice of heads scores less that has this one over that story."""
    padded = np.concatenate([table, np.zeros((len(table), len(table)))], axis=1)
    forced = padded.copy()
    forced[at] = _BARRED
    forced[at, chain] = padded[at, chain]
    best, other = (scores[linear_sum_assignment(-scores)].sum() for scores in (padded, forced))
    return max(0.0, float(best - other))
