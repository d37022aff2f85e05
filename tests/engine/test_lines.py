"""The facts of a line: place, width, indent, blank lines before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.lines import make_line, read_lines, without_blanks
from layout_tool.engine.measure import em_width
from tests.engine.proposing import lines_of


def test_blank_lines_are_counted_not_kept() -> None:
    lines = lines_of("\n一\n\n \n\u200b\n二\n三\n")
    assert [line.text for line in lines] == ["一", "二", "三"]
    assert [line.blank_before for line in lines] == [1, 3, 0]
    assert [line.number for line in lines] == [1, 5, 6]
    assert [line.blank_before for line in without_blanks(lines)] == [0, 0, 0]


@given(st.text(alphabet="一二三，。 ab\t\u3000\u200b\n\r", max_size=60))
def test_a_line_is_a_slice_of_the_source(text: str) -> None:
    lines = lines_of(text)
    for line in lines:
        assert text[line.start : line.end] == line.text
        assert line.core
        assert line.width >= 0
        assert line.indent >= 0
    assert "".join(line.core for line in lines) == "".join(ch for ch in text if not ch.isspace() and ch != "\u200b")


@pytest.mark.parametrize(
    ("text", "indent"),
    [("一", 0), ("\u3000\u3000一", 2), ("    word", 2), ("\tword", 2), ("\u200b\u3000一", 1)],
)
def test_indent_in_em(text: str, indent: float) -> None:
    assert make_line(0, 0, text, 0).indent == indent


def test_width_in_em_without_the_spaces_of_justification() -> None:
    assert make_line(0, 0, "一 二 三 四", 0).width == 4
    assert make_line(0, 0, "  一二三四", 0).width == 4
    assert make_line(0, 0, "abcd", 0).width == pytest.approx(2.16)
    assert em_width("e\u0301") == em_width("e")


def test_justified_lines_show_spaces_between_ideographs() -> None:
    assert make_line(0, 0, "万 辆 ，同 比", 0).justified
    assert not make_line(0, 0, "万辆，同比", 0).justified
    assert not make_line(0, 0, "in the end", 0).justified


def test_letters_that_stand_apart_show_a_stretched_line() -> None:
    assert make_line(0, 0, "（ H a r b o u r", 0).justified
    assert not make_line(0, 0, "A B C", 0).justified
    assert not make_line(0, 0, "plan A B C Dover", 0).justified


def test_what_no_line_end_may_part_counts_as_the_opening() -> None:
    assert make_line(0, 0, "harbour woke", 0).opening == em_width("harbour")
    assert make_line(0, 0, "一，二", 0).opening == 2
    assert make_line(0, 0, "“一二", 0).opening == 2


def test_a_lone_ideograph_is_a_line_of_an_upright_headline() -> None:
    assert make_line(0, 0, " 一 ", 0).single_glyph
    assert not make_line(0, 0, "a", 0).single_glyph
    assert not make_line(0, 0, "一二", 0).single_glyph


def test_a_very_long_line_is_measured_all_the_same() -> None:
    assert make_line(0, 0, "一" * 5000, 0).width == 5000


def test_no_rows_no_lines() -> None:
    assert read_lines([]) == []
