"""Decisions as the contract records them: evidence, score, margin and runner-up, by line ids."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.attach import ALONE, AttachChoice
from layout_tool.engine.chain_ties import REQUIRED
from layout_tool.engine.chains import ChainScores, Margins, margins
from layout_tool.engine.evidence import EvidenceTable
from layout_tool.engine.facts import Facts
from layout_tool.engine.heads import HeadChoice
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.stories import Stories
from layout_tool.model.decision import Decision, DecisionKind, Evidence, RunnerUp

_SOFTNESS = 2.0
_MOST = 99.0


@dataclass(frozen=True, slots=True)
class Explained:
    """All decisions of a page, and the margins that bear on each chain."""

    decisions: tuple[Decision, ...]
    by_chain: Mapping[int, tuple[float, ...]]


@dataclass(slots=True)
class _Explainer:
    page: str
    facts: Facts
    table: EvidenceTable
    scores: ChainScores
    stories: Stories
    locks: LockTerms
    line_ids: Mapping[int, str]
    new: NDArray[np.bool_]
    doubts: Margins

    def first(self, k: int) -> str:
        return self.line_ids[self.facts.fragments[k].lines[0].start]

    def last(self, k: int) -> str:
        return self.line_ids[self.facts.fragments[k].lines[-1].start]

    def link(self, i: int, j: int) -> Decision:
        """The decision that j is read after i."""
        return Decision(
            "",
            DecisionKind.LINK,
            (self.last(i), self.first(j)),
            plain(self.scores.link[i, j]),
            plain(self.doubts.cost[i]),
            self._link_evidence(i, j),
            self._instead(i),
            (i, j) in self.locks.must,
        )

    def _link_evidence(self, i: int, j: int) -> tuple[Evidence, ...]:
        said = self.stories.heads_say.get((i, j))
        evidence = (*self.table.explain_link(i, j, bool(self.new[i, j])), *self.locks.kept.evidence(i, j))
        return (*evidence, Evidence("link.heads", round(said, 4), 1.0)) if said else evidence

    def _instead(self, i: int) -> RunnerUp | None:
        other = int(self.doubts.instead[i])
        if other == i:
            return RunnerUp(DecisionKind.ROLE, (self.first(i),), plain(self.scores.outside[i]))
        if other < 0:
            return RunnerUp(DecisionKind.LINK, (), plain(self.scores.end[i]))
        return RunnerUp(DecisionKind.LINK, (self.last(i), self.first(other)), plain(self.scores.link[i, other]))

    def start(self, path: Sequence[int]) -> Decision:
        """The decision that a story opens here: against the best link that could lead to it."""
        j = path[0]
        evidence = (*self.table.start.explain(j), *self.locks.kept.opening(j))
        into = self.scores.link[:, j].copy()
        into[list(path)] = -np.inf
        into[self.stories.chains.after == np.arange(len(into))] = -np.inf
        best = int(np.argmax(into)) if np.isfinite(into).any() else -1
        score = float(self.scores.start[j])
        if best < 0:
            return Decision(
                "", DecisionKind.START, (self.first(j),), plain(score), _MOST, evidence, None,
                j in self.locks.opens,
            )  # fmt: skip
        after = int(self.stories.chains.after[best])
        freed = float(self.scores.end[best] if after < 0 else self.scores.link[best, after])
        regained = float(self.scores.start[after]) if after >= 0 else 0.0
        margin = score + freed - float(into[best]) - regained
        runner_up = RunnerUp(DecisionKind.LINK, (self.last(best), self.first(j)), plain(into[best]))
        return Decision(
            "", DecisionKind.START, (self.first(j),), plain(score), max(0.0, plain(margin)), evidence, runner_up,
            j in self.locks.opens,
        )  # fmt: skip

    def head(self, choice: HeadChoice) -> Decision:
        path = self.stories.paths[choice.chain]
        locked = any(head in choice.stack and body in path for head, body in self.locks.heads)
        return self._choice(DecisionKind.HEAD, choice.stack[0], choice, locked)

    def attach(self, choice: AttachChoice) -> Decision:
        return self._choice(DecisionKind.ATTACH, choice.members[0], choice, False)

    def _choice(self, kind: DecisionKind, subject: int, choice: HeadChoice | AttachChoice, locked: bool) -> Decision:
        subjects = (self.first(subject), *self._opening(choice.chain))
        runner_up = None
        if choice.runner_up != choice.chain:
            runner_up = RunnerUp(
                kind, (self.first(subject), *self._opening(choice.runner_up)), plain(choice.runner_up_score)
            )
        return Decision(
            "", kind, subjects, plain(choice.score), plain(choice.margin), choice.evidence, runner_up, locked
        )

    def _opening(self, chain: int) -> tuple[str, ...]:
        return (self.first(self.stories.paths[chain][0]),) if chain >= 0 else ()

    def role(self, k: int) -> Decision:
        """The decision that a fragment stands outside the flow."""
        guess = self.facts.guesses[k]
        margin = plain(self.doubts.cost[k])
        evidence: tuple[Evidence, ...] = guess.evidence
        return Decision(
            "", DecisionKind.ROLE, (self.first(k),), plain(guess.outside), margin, evidence,
            RunnerUp(DecisionKind.LINK, (), 0.0), k in self.locks.roles,
        )  # fmt: skip


def explain_page(
    page: str,
    facts: Facts,
    table: EvidenceTable,
    stories: Stories,
    locks: LockTerms,
    line_ids: Mapping[int, str],
    new: NDArray[np.bool_],
) -> Explained:
    """Every decision of a page, in the order of the dump by its kind."""
    explainer = _Explainer(
        page, facts, table, stories.scores, stories, locks, line_ids, new, margins(stories.scores, stories.chains)
    )
    found: list[tuple[int, Decision]] = []
    for c, path in enumerate(stories.paths):
        found.append((c, explainer.start(path)))
        found.extend((c, explainer.link(i, j)) for i, j in pairwise(path))
    found.extend((head.chain, explainer.head(head)) for head in stories.heads if head.chain >= 0)
    found.extend((choice.chain, explainer.attach(choice)) for choice in (*stories.pictures, *stories.lines))
    found.extend((ALONE, explainer.role(k)) for k in stories.chains.outside())
    by_chain: dict[int, list[float]] = {}
    for chain, decision in found:
        by_chain.setdefault(chain, []).append(_MOST if decision.locked else decision.margin)
    decisions = tuple(replace(decision, id=f"{page}-d{number}") for number, (_, decision) in enumerate(found, 1))
    return Explained(decisions, {chain: tuple(values) for chain, values in by_chain.items()})


def confidence(margins_of_story: Sequence[float]) -> float:
    """How sure an article is, 0 to 1: half its weakest decision, half the mean of all.

    A margin m counts as the probability 1 / (1 + exp(-m / 2)).
    """
    if not margins_of_story:
        return 0.5
    sure = [1 / (1 + math.exp(-min(margin, 50.0) / _SOFTNESS)) for margin in margins_of_story]
    return (min(sure) + sum(sure) / len(sure)) / 2


def plain(value: float) -> float:
    """A score without the huge terms of locks, rounded for the record."""
    value = float(value)
    if abs(value) > REQUIRED / 100:
        return math.copysign(_MOST, value)
    return round(value, 4)
