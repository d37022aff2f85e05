"""Which pages of a file are wanted, as a user writes it: `1-3,7`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from layout_tool.errors import UsageError

_PART = re.compile(r"\s*(\d{1,9})\s*(?:(-)\s*(\d{1,9})?)?\s*")


@dataclass(frozen=True, slots=True)
class PageSelection:
    """Ranges of page numbers from 1, first and last included; a last of None means to the end. None at all: all."""

    ranges: tuple[tuple[int, int | None], ...] = ()
    written: str = ""

    def has(self, index: int) -> bool:
        """Whether a page, counted from 0, is among them."""
        return not self.ranges or any(first <= index + 1 <= (last or index + 1) for first, last in self.ranges)

    def indices(self, count: int) -> tuple[int, ...]:
        """The chosen pages of a file of `count` pages, each once, in the file's order, counted from 0.

        Raises UsageError where a page is named that the file does not have.

        >>> parse_pages("7,1-3").indices(9)
        (0, 1, 2, 6)
        """
        if not self.ranges:
            return tuple(range(count))
        beyond = [end for first, last in self.ranges for end in (first, last or first) if end > count]
        if beyond:
            raise UsageError(reason="usage_pages_beyond", name=self.written, page=beyond[0], count=count)
        return tuple(sorted({at for first, last in self.ranges for at in range(first - 1, last or count)}))


def parse_pages(written: str | None) -> PageSelection:
    """Read what a user wrote: numbers and ranges, parted by commas; `5-` runs to the end. None and blanks: all.

    Raises UsageError.

    >>> parse_pages("1-3, 7").ranges
    ((1, 3), (7, 7))
    """
    if written is None or not written.strip():
        return PageSelection()
    ranges = []
    for part in written.replace("，", ",").replace("–", "-").split(","):
        found = _PART.fullmatch(part)
        first = int(found[1]) if found else 0
        last = None if not found or (found[2] and not found[3]) else int(found[3] or first)
        if not found or first < 1 or (last is not None and last < first):
            raise UsageError(reason="usage_pages", name=written)
        ranges.append((first, last))
    return PageSelection(tuple(ranges), written)
