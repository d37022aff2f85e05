"""The rows of a page's source, and their numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout_tool import propose, resources
from layout_tool.editor.source.cursor import next_offset
from layout_tool.editor.source.lines import SourceLine, page_lines, regions_between, source_lines
from layout_tool.model.document import Direction, Line, Page, Region, Unit
from layout_tool.model.edits import split_region_at
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

BOX = Box(0, 0, 10, 1)


def region(name: str, *lines: Line) -> Region:
    return Region(name, Role.BODY, BOX, Direction.HORIZONTAL, lines)


def page(*regions: Region) -> Page:
    return Page("p1", "s1", 0, 1, 10, 10, Unit.EM, Direction.HORIZONTAL, regions=regions)


@pytest.mark.parametrize("name", ["trade-paper.flowed.txt", "evening-courier.flowed.txt"])
def test_a_dump_comes_line_by_line_under_its_own_numbers(name: str) -> None:
    path = resources.path("samples", name)
    text = path.read_text("utf-8").split("\n")
    rows = source_lines(propose(path), "p1")
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.text for row in rows] == text[: len(rows)]
    assert not any(text[len(rows) :])
    assert all((row.line is None) == (not row.text) for row in rows)


def test_parts_of_one_line_stand_below_each_other_under_one_number() -> None:
    path = resources.path("samples", "trade-paper.layout.txt")
    text = path.read_text("utf-8").split("\n")
    rows = source_lines(propose(path), "p1")
    number = 0
    for row in rows:
        number = row.number or number
        assert row.text in text[number - 1]
    told = [row.number for row in rows if row.number is not None]
    assert told == sorted(set(told))
    assert len(told) < len(rows)


def test_what_an_edit_parts_stays_in_its_place() -> None:
    document = propose(resources.path("samples", "trade-paper.flowed.txt"))
    before = source_lines(document, "p1")
    long = next(row for row in before if len(row.text) > 10)
    after = source_lines(split_region_at(document, long.line or "", 4), "p1")
    at = before.index(long)
    assert after[:at] == before[:at] or [row.text for row in after[:at]] == [row.text for row in before[:at]]
    assert after[at].text + after[at + 1].text == long.text
    assert (after[at].number, after[at + 1].number) == (long.number, None)
    assert [row.number for row in after[at + 2 :]] == [row.number for row in before[at + 1 :]]


def test_where_ids_tell_nothing_the_spans_give_the_order() -> None:
    rows = page_lines(
        page(
            region("r1", Line("b", "two", BOX, span=(4, 7)), Line("p1-l900", "three", BOX, span=(8, 13))),
            region("r2", Line("a", "one", BOX, span=(0, 3))),
        )
    )
    assert rows == [
        SourceLine(1, "one", "a", "r2"),
        SourceLine(2, "two", "b", "r1"),
        SourceLine(3, "three", "p1-l900", "r1"),
    ]


def test_a_printed_page_comes_region_by_region_counted_from_one() -> None:
    document = propose(resources.path("samples", "river-evening.pdf"))
    rows = source_lines(document, document.pages[0].id)
    lines = [line for region in document.pages[0].regions for line in region.lines]
    assert [row.line for row in rows if row.line] == [line.id for line in lines]
    assert [row.number for row in rows if row.line] == list(range(1, len(lines) + 1))
    blank = [at for at, row in enumerate(rows) if row.line is None]
    assert all(rows[at - 1].region != rows[at + 1].region for at in blank)


def test_no_page_and_no_lines_have_no_rows() -> None:
    document = propose(resources.path("samples", "evening-courier.flowed.txt"))
    assert source_lines(document, "p9") == []
    assert page_lines(page()) == []
    assert page_lines(replace(page(), regions=(region("r1"),))) == []


def test_the_cursor_never_stands_between_a_letter_and_its_accent() -> None:
    text = "ae\u0301\U00020000z"
    places = [0]
    while (further := next_offset(text, places[-1], 1)) is not None:
        places.append(further)
    assert places == [0, 1, 3, 4, 5]
    assert next_offset(text, 3, -1) == 1
    assert next_offset(text, 0, -1) is None


def test_regions_between_two_rows_end_with_the_second() -> None:
    rows = [SourceLine(n, "", None if n == 2 else f"l{n}", name) for n, name in enumerate(("a", "b", None, "a", "c"))]
    assert regions_between(rows, "b", 4) == ("b", "a", "c")
    assert regions_between(rows, "c", 0) == ("c", "b", "a")
    assert regions_between(rows, "a", 0) == ("a",)
    assert regions_between(rows, "gone", 1) == ("b",)
