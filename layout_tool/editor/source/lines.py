"""The lines of a page's source as they stand below each other, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from layout_tool.model.document import Document, Line, Page, Region

_MOST_BLANK = 200  # rows for lines of which nothing is known


class SourceLine(NamedTuple):
    """A row of the source. `number` is None for what continues a line or parts two regions; `line` and `region` are
    None for a blank row."""

    number: int | None
    text: str
    line: str | None = None
    region: str | None = None


def source_lines(document: Document, page_id: str) -> list[SourceLine]:
    """The page's source, row by row.

    A text dump comes in its own order, its blank lines among the others, under its own numbers; parts of one line
    stand below each other under one number. Lines of a printed page come region by region, counted from 1.
    """
    page = next((page for page in document.pages if page.id == page_id), None)
    return page_lines(page) if page is not None else []


def page_lines(page: Page) -> list[SourceLine]:
    """The same of a page at hand."""
    lines = [(line, region) for region in page.regions for line in region.lines]
    if lines and all(line.span is not None for line, _ in lines):
        return list(_dumped(lines))
    return list(_printed(page))


def same_lines(before: Page, after: Page) -> bool:
    """Whether the rows of a page stayed the same: so they do where only roles, boxes or articles changed."""
    return before is after or (
        before.id == after.id
        and len(before.regions) == len(after.regions)
        and all(
            was is now or (was.id == now.id and was.lines is now.lines)
            for was, now in zip(before.regions, after.regions, strict=True)
        )
    )


def _dumped(lines: list[tuple[Line, Region]]) -> Iterator[SourceLine]:
    before, end = 0, 0
    for (start, after), line, region in sorted(
        [(line.span or (0, 0), line, region) for line, region in lines], key=itemgetter(0)
    ):
        number = _number(line.id, before, start - end)
        if 1 < number - before <= _MOST_BLANK:
            for blank in range(before + 1, number):
                yield SourceLine(blank, "")
        yield SourceLine(number if number > before else None, line.text, line.id, region.id)
        before, end = number, after


def _number(name: str, before: int, gap: int) -> int:
    """The number of a line in the dump: the one that its id tells, unless it cannot be after what stands before."""
    told = name[name.rfind("-l") + 2 :].partition("-")[0]
    if told.isdecimal() and before <= (number := int(told)) <= before + gap + 1:
        return number
    return before + 1 if gap > 0 or not before else before


def _printed(page: Page) -> Iterator[SourceLine]:
    number = 0
    for region in page.regions:
        if number and region.lines:
            yield SourceLine(None, "")
        for line in region.lines:
            number += 1
            yield SourceLine(number, line.text, line.id, region.id)


def regions_between(rows: Sequence[SourceLine], anchor: str, at: int) -> tuple[str, ...]:
    """The regions of the rows from the nearest one of region `anchor` to row `at`, that one's last."""
    start = min((n for n, row in enumerate(rows) if row.region == anchor), key=lambda n: abs(n - at), default=at)
    step = 1 if at >= start else -1
    last = rows[at].region
    found = dict.fromkeys(rows[n].region for n in range(start, at, step))
    return tuple(name for name in (*(one for one in found if one != last), last) if name is not None)
