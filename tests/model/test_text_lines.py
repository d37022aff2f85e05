"""Lines of a text page: every line end, every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.model.proposal import TextPage
from layout_tool.model.text_lines import iter_lines

ENDS = "\n\r\v\x85\u2028\u2029"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_end_parts_lines_and_is_no_part_of_them(end: str) -> None:
    lines = list(iter_lines(TextPage(0, 100, f"一 \t{end}{end}\u3000二{end}")))
    step = len(end)
    assert lines == [
        (100, 103, "一 \t"),
        (103 + step, 103 + step, ""),
        (103 + 2 * step, 105 + 2 * step, "\u3000二"),
    ]


def test_an_empty_page_has_no_line() -> None:
    assert list(iter_lines(TextPage(0, 7, ""))) == []


def test_separators_of_information_are_no_line_ends() -> None:
    assert [line for _, _, line in iter_lines(TextPage(0, 0, "a\x1cb\x1dc\x1ed"))] == ["a\x1cb\x1dc\x1ed"]


@given(text=st.text(alphabet=st.one_of(st.sampled_from(ENDS), st.characters())), start=st.integers(0, 1000))
def test_lines_and_their_ends_make_up_the_page(text: str, start: int) -> None:
    place, rebuilt = start, ""
    for begin, end, line in iter_lines(TextPage(0, start, text)):
        rebuilt += text[place - start : begin - start] + line
        assert set(text[place - start : begin - start]) <= set(ENDS)
        assert text[begin - start : end - start] == line
        assert not set(line) & set(ENDS)
        place = end
    rebuilt += text[place - start :]
    assert rebuilt == text
    assert set(text[place - start :]) <= set(ENDS)


def test_a_long_line_takes_one_step() -> None:
    assert [end for _, end, _ in iter_lines(TextPage(0, 0, "字" * 3_000_000))] == [3_000_000]
