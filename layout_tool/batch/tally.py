"""What a run comes to: how many files and pages, what failed and why, and which pages are the weakest."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.task import PageRow

MOST_WEAK, MOST_FAILED = 12, 200
_MOST_OF_ONE = 2  # weak pages of one file: others are to be seen too


@dataclass(frozen=True, slots=True)
class WeakPage:
    """A page of a document that was written, with its place among the pages of the document."""

    row: FileRow
    page: PageRow
    place: int


@dataclass(slots=True)
class Tally:
    """Counts of a run; of files that failed and of weak pages, no more than one reads."""

    files: Counter[State] = field(default_factory=Counter)
    pages: int = 0
    articles: int = 0
    doubts: int = 0
    doubtful: int = 0
    """Pages with a doubt."""
    failed: list[FileRow] = field(default_factory=list)
    weakest: list[WeakPage] = field(default_factory=list)
    """In the order in which they should be looked at: most doubts first, then least confidence; two of a file at
    most."""

    @property
    def left(self) -> int:
        """Files without a result."""
        return self.files[State.PLANNED] + self.files[State.RUNNING]

    @property
    def failures(self) -> int:
        """Files that failed, quarantined ones too."""
        return self.files[State.FAILED] + self.files[State.QUARANTINED]

    def over(self, rows: Iterable[FileRow]) -> Iterator[FileRow]:
        """The rows as they pass, counted."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: FileRow) -> None:
        """One more file, in the order of the plan."""
        self.files[row.state] += 1
        if row.failed and len(self.failed) < MOST_FAILED:
            self.failed.append(row)
        if row.state is State.DONE:
            self.pages += len(row.rows)
            self.articles += sum(page.articles for page in row.rows)
            self.doubts += sum(page.doubts for page in row.rows)
            self.doubtful += sum(page.doubts > 0 for page in row.rows)
            weak = (WeakPage(row, page, place) for place, page in enumerate(row.rows) if _is_weak(page))
            weakest = heapq.nsmallest(_MOST_OF_ONE, weak, key=_turn)
            self.weakest = heapq.nsmallest(MOST_WEAK, [*self.weakest, *weakest], key=_turn)


def tally(rows: Iterable[FileRow]) -> Tally:
    """The tally of rows in the order of the plan."""
    whole = Tally()
    for row in rows:
        whole.add(row)
    return whole


def _is_weak(page: PageRow) -> bool:
    return page.doubts > 0 or (page.coverage is not None and page.coverage < 1)


def _turn(weak: WeakPage) -> tuple[float, ...]:
    page = weak.page
    sure = 1.0 if page.confidence is None else page.confidence
    covered = 1.0 if page.coverage is None else page.coverage
    return -page.doubts, sure, covered, weak.row.position, weak.place
