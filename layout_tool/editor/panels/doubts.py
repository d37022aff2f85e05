"""Which decisions bear on a region or an article, and which of them are doubtful."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from layout_tool.editor.index import DocumentIndex
from layout_tool.model.decision import Decision, DecisionKind

DOUBTFUL_BELOW = 2.75
"""Margin in log-odds: under four to one once softened as `probability` does."""

_SOFTNESS = 2.0
_MOST = 50.0


def probability(decision: Decision) -> float:
    """How sure a decision is, 0 to 1, estimated from its margin m as 1 / (1 + exp(-m / 2)), which is also how the
    engine estimates an article's confidence; 1 where a person has fixed it."""
    return 1.0 if decision.locked else 1 / (1 + math.exp(-min(decision.margin, _MOST) / _SOFTNESS))


def is_doubtful(decision: Decision) -> bool:
    """Whether a person should look at it."""
    return not decision.locked and decision.margin < DOUBTFUL_BELOW


class Doubts:
    """The decisions of one document by the regions that hold their subjects."""

    def __init__(self, index: DocumentIndex) -> None:
        self.index = index

    @cached_property
    def by_region(self) -> Mapping[str, list[Decision]]:
        """The decisions with a subject in the region, in the document's order."""
        found: dict[str, list[Decision]] = {}
        for decision in self.index.document.decisions:
            for name in dict.fromkeys(self.regions(decision.subjects)):
                found.setdefault(name, []).append(decision)
        return found

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The regions whose own place or role is doubtful: those that a doubtful decision names first, and the
        second end of a doubtful link."""
        found = set()
        for decision in self.index.document.decisions:
            if is_doubtful(decision):
                found.update(self.regions(own_subjects(decision)))
        return frozenset(found)

    def regions(self, subjects: Iterable[str]) -> list[str]:
        """The region of each subject: a line's, or the region itself; those that are gone are left out."""
        regions, lines = self.index.regions, self.index.lines
        return [name if name in regions else lines[name][0].id for name in subjects if name in regions or name in lines]

    def of(self, regions: Sequence[str]) -> list[Decision]:
        """The decisions that bear on the regions: doubtful ones first, then those of the regions' own place and role
        before those that only end there; each weakest first."""
        found = {decision.id: decision for name in regions for decision in self.by_region.get(name, ())}

        def turn(decision: Decision) -> tuple[bool, bool, float]:
            own = set(self.regions(own_subjects(decision)))
            margin = math.inf if decision.locked else decision.margin
            return not is_doubtful(decision), own.isdisjoint(regions), margin

        return sorted(found.values(), key=turn)


def own_subjects(decision: Decision) -> tuple[str, ...]:
    """The subjects that the decision is about: both ends of a link, else the first."""
    return decision.subjects if decision.kind is DecisionKind.LINK else decision.subjects[:1]
