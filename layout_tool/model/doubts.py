"""How sure a decision is, and whether a person should look at it."""

from __future__ import annotations

import math

from layout_tool.model.decision import Decision

DOUBTFUL_BELOW = 2.75
"""Margin in log-odds: under four to one once softened as `probability` does."""

_SOFTNESS = 2.0
_MOST = 50.0


def probability(decision: Decision) -> float:
    """How sure a decision is, 0 to 1, estimated from its margin m as 1 / (1 + exp(-m / 2)), which is also how the
    engine estimates an article's confidence; 1 where a person has fixed it."""
    return 1.0 if decision.locked else probability_at(decision.margin)


def probability_at(margin: float) -> float:
    """How sure a decision with this margin is, 0 to 1.

    >>> round(probability_at(0.0), 2), round(probability_at(2.75), 2)
    (0.5, 0.8)
    """
    return 1 / (1 + math.exp(-min(margin, _MOST) / _SOFTNESS))


def is_doubtful(decision: Decision, below: float = DOUBTFUL_BELOW) -> bool:
    """Whether a person should look at it: nobody has fixed it, and its margin is smaller."""
    return not decision.locked and decision.margin < below
