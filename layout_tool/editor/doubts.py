"""Which decisions bear on a region or an article, and which of them are doubtful."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from layout_tool.editor.index import DocumentIndex
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.doubts import DOUBTFUL_BELOW, is_doubtful


class Doubts:
    """The decisions of one document by the regions that hold their subjects."""

    def __init__(self, index: DocumentIndex, below: float = DOUBTFUL_BELOW) -> None:
        self.index = index
        self.below = below

    def is_doubtful(self, decision: Decision) -> bool:
        """Whether a person should look at it."""
        return is_doubtful(decision, self.below)

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
            if self.is_doubtful(decision):
                found.update(self.regions(own_subjects(decision)))
        return frozenset(found)

    @cached_property
    def by_page(self) -> Mapping[str, list[Decision]]:
        """The doubts of each page, the weakest first."""
        found: dict[str, list[Decision]] = {page: [] for page in self.index.pages}
        for decision in self.index.document.decisions:
            homes = self.regions(decision.subjects[:1]) if self.is_doubtful(decision) else []
            if homes:
                found[self.index.page_of[homes[0]]].append(decision)
        return {page: sorted(doubts, key=lambda one: one.margin) for page, doubts in found.items()}

    def queue(self, page: str | None) -> list[Decision]:
        """The doubts in the order in which they are asked: those of a page, then those of the pages behind it and
        before it, each page's by rising margin; where no page is named, all by rising margin."""
        if page is None or page not in self.by_page:
            return sorted((one for doubts in self.by_page.values() for one in doubts), key=lambda one: one.margin)
        pages = list(self.by_page)
        at = pages.index(page)
        return [one for name in (*pages[at:], *pages[:at]) for one in self.by_page[name]]

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
            return not self.is_doubtful(decision), own.isdisjoint(regions), margin

        return sorted(found.values(), key=turn)


def own_subjects(decision: Decision) -> tuple[str, ...]:
    """The subjects that the decision is about: both ends of a link, else the first."""
    return decision.subjects if decision.kind is DecisionKind.LINK else decision.subjects[:1]


def same(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same: a page that was solved again counts its decisions anew."""
    return one.kind is other.kind and one.subjects == other.subjects
