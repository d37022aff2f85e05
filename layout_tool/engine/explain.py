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
        margin, instead = min((float(self.doubts.cost[i]), int(self.doubts.instead[i])), self._exchanged(i))
        return Decision(
            "",
            DecisionKind.LINK,
            (self.last(i), self.first(j)),
            plain(self.scores.link[i, j]),
            plain(margin),
            self._link_evidence(i, j),
            self._instead(i, instead),
            (i, j) in self.locks.must,
        )

    def _link_evidence(self, i: int, j: int) -> tuple[Evidence, ...]:
        said = self.stories.heads_say.get((i, j))
        evidence = (*self.table.explain_link(i, j, bool(self.new[i, j])), *self.locks.kept.evidence(i, j))
        return (*evidence, Evidence("link.heads", round(said, 4), 1.0)) if said else evidence

    def _exchanged(self, i: int) -> tuple[float, int]:
        """What it costs to do without the link from i where heads move along, and the fragment read next then."""
        return self.stories.reversals.link.get(i, (math.inf, -1))

    def _instead(self, i: int, other: int) -> RunnerUp | None:
        if other == i:
            return RunnerUp(DecisionKind.ROLE, (self.first(i),), plain(self.scores.outside[i]))
        if other < 0:
            return RunnerUp(DecisionKind.LINK, (), plain(self.scores.end[i]))
        return RunnerUp(DecisionKind.LINK, (self.last(i), self.first(other)), plain(self.scores.link[i, other]))

    def start(self, path: Sequence[int]) -> Decision:
        """The decision that a story opens here; instead, it goes on after what the cheapest exchange has before it, or
        else by the best link that could lead to it."""
        j = path[0]
        evidence = (*self.table.start.explain(j), *self.locks.kept.opening(j))
        into = self.scores.link[:, j].copy()
        into[list(path)] = -np.inf
        into[self.stories.chains.after == np.arange(len(into))] = -np.inf
        best = int(np.argmax(into)) if np.isfinite(into).any() else -1
        exchanged, before = self.stories.reversals.start.get(j, (math.inf, -1))
        margin = min(float(self.doubts.opening[j]), exchanged)
        if exchanged <= margin:
            best = before
        runner_up = RunnerUp(DecisionKind.LINK, (self.last(best), self.first(j)), plain(into[best]))
        return Decision(
            "", DecisionKind.START, (self.first(j),), plain(self.scores.start[j]), plain(margin),
            evidence, runner_up if best >= 0 else None, j in self.locks.opens,
        )  # fmt: skip

    def head(self, choice: HeadChoice) -> Decision:
        path = self.stories.paths[choice.chain]
        locked = any(head in choice.stack and body in path for head, body in self.locks.heads)
        margin = min([choice.margin, *(self.stories.reversals.head.get(k, math.inf) for k in choice.stack)])
        return self._choice(DecisionKind.HEAD, choice, margin, locked)

    def attach(self, choice: AttachChoice) -> Decision:
        return self._choice(DecisionKind.ATTACH, choice, choice.margin, False)

    def _choice(self, kind: DecisionKind, choice: HeadChoice | AttachChoice, margin: float, locked: bool) -> Decision:
        subject = choice.stack[0] if isinstance(choice, HeadChoice) else choice.members[0]
        subjects = (self.first(subject), *self._opening(choice.chain))
        runner_up = None
        if choice.runner_up != choice.chain:
            runner_up = RunnerUp(
                kind, (self.first(subject), *self._opening(choice.runner_up)), plain(choice.runner_up_score)
            )
        return Decision("", kind, subjects, plain(choice.score), plain(margin), choice.evidence, runner_up, locked)

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
