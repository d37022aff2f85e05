"""Decisions: what the engine chose, the evidence for it, and what it would have chosen instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DecisionKind(StrEnum):
    """link: the second region is read after the first; start: a region opens an article; head: a headline
    stack belongs to the article that the second region opens; attach: a region belongs to an article;
    role: what a region is; jump: an article goes on on another page."""

    LINK = "link"
    START = "start"
    HEAD = "head"
    ATTACH = "attach"
    ROLE = "role"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One term of a score: `value` times `weight`, in log-odds. `detail` quotes what was seen."""

    name: str
    value: float
    weight: float
    detail: str | None = None
    extra: str | None = None

    @property
    def score(self) -> float:
        """What the term adds to the decision's score, in log-odds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best alternative: its subjects as in the decision (empty: no such link) and its score in log-odds."""

    kind: DecisionKind
    subjects: tuple[str, ...]
    score: float
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`score` is the sum of the evidence; `margin` is the cost of the best solution with this decision
    reversed less the cost of the chosen one, in log-odds: small means doubtful."""

    id: str
    kind: DecisionKind
    subjects: tuple[str, ...]
    score: float
    margin: float
    evidence: tuple[Evidence, ...]
    runner_up: RunnerUp | None = None
    locked: bool = False
    extra: str | None = None
