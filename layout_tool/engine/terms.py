"""Terms: named values with the weights of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.decision import Evidence

Array = NDArray[np.float64]


@dataclass(slots=True)
class Terms:
    """Named value arrays of one shape, with the weight of each."""

    group: str
    weights: Mapping[str, float]
    shape: tuple[int, ...]
    values: dict[str, Array] = field(default_factory=dict)

    def add(self, name: str, value: NDArray[np.generic] | float) -> None:
        """Add a term; its weight must be in the profile."""
        if self.weights[name]:
            array = np.asarray(value, dtype=float)
            self.values[name] = array if array.shape == self.shape else np.broadcast_to(array, self.shape)

    def score(self) -> Array:
        total = np.zeros(self.shape)
        for name, value in self.values.items():
            total += self.weights[name] * value
        return total

    def explain(self, *at: int) -> tuple[Evidence, ...]:
        """The terms that speak at one place, strongest first."""
        found = [
            Evidence(f"{self.group}.{name}", round(here, 4), self.weights[name])
            for name, value in self.values.items()
            if abs(here := value.item(*at)) > 1e-9
        ]
        return strongest_first(found)


def strongest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """By how much each term weighs for or against; equal ones by name."""
    return tuple(sorted(evidence, key=_by_strength))


def _by_strength(term: Evidence) -> tuple[float, str]:
    return -abs(term.value * term.weight), term.name


def total(evidence: Iterable[Evidence]) -> float:
    """The score that the terms add up to, in log-odds."""
    return sum(term.score for term in evidence)
