"""What readers have to say of a file and its pages, kept short: a file of a thousand bare pages says so once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from layout_tool.errors import Phrase, phrase
from layout_tool.model.proposal import PageProposal

_MOST_OF_A_KIND = 5


class Notes:
    """Phrases for the user in their order, at most five of one kind; the rest are counted."""

    def __init__(self, first: Iterable[Phrase] = ()) -> None:
        self._kept: list[Phrase] = []
        self._of_kind: Counter[str] = Counter()
        self.add(first)

    def add(self, phrases: Iterable[Phrase]) -> None:
        for each in phrases:
            self._of_kind[each.key] += 1
            if self._of_kind[each.key] <= _MOST_OF_A_KIND:
                self._kept.append(each)

    def of(self, pages: Iterator[PageProposal]) -> Iterator[PageProposal]:
        """The pages as they pass; what is to be said of them is kept."""
        for proposed in pages:
            self.add(proposed.notes)
            yield proposed

    def kept(self) -> tuple[Phrase, ...]:
        more = sum(max(count - _MOST_OF_A_KIND, 0) for count in self._of_kind.values())
        return (*self._kept, phrase("note_more", count=more)) if more else tuple(self._kept)
