"""Lines hold the measure and the rules of punctuation, and lose no letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.typeset.line_breaking import (
    NEVER_FIRST,
    NEVER_LAST,
    break_chinese,
    break_english,
    em,
    space_out,
    widen,
)

ideographs = st.text(alphabet="岚川港口城市竹江货船天地人和", min_size=1, max_size=6)
closers = st.sampled_from(["", "，", "。", "！”", "、", "；"])
sentences = st.lists(st.tuples(ideographs, closers), min_size=1, max_size=40).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)
words = st.text(alphabet="abcdefghilmnoprstu", min_size=1, max_size=12)


@given(sentences, st.integers(8, 31))
def test_chinese_lines_keep_measure_and_punctuation(text: str, measure: int) -> None:
    lines = break_chinese(text, lambda n: measure - 2 if n == 0 else measure)
    assert "".join(lines) == text
    for n, line in enumerate(lines):
        assert em(line) <= (measure - 2 if n == 0 else measure) + 1
        assert line[0] not in NEVER_FIRST or n == 0
        assert line[-1] not in NEVER_LAST


@given(st.lists(words, min_size=1, max_size=40), st.integers(14, 40))
def test_english_lines_keep_the_measure(parts: list[str], measure: int) -> None:
    lines = break_english(" ".join(parts), lambda _: measure)
    assert all(len(line) <= measure for line in lines)
    joined = "".join(line[:-1] if line.endswith("-") else f"{line} " for line in lines)
    assert joined.split() == parts


def test_an_opening_mark_goes_down_with_its_word() -> None:
    assert break_chinese("他说这里的“水”很清", lambda _: 6) == ["他说这里的", "“水”很清"]


def test_a_number_is_never_cut() -> None:
    assert break_chinese("总额达到186.4亿元", lambda _: 5) == ["总额达到", "186.4亿元"]


def test_a_closing_mark_is_squeezed_in_rather_than_let_to_start_a_line() -> None:
    assert break_chinese("江水不停，人不停。", lambda _: 8.5) == ["江水不停，人不停。"]


def test_each_line_may_have_its_own_measure() -> None:
    assert break_chinese("一二三四五六七八九", lambda n: 2 if n < 2 else 5) == ["一二", "三四", "五六七八九"]


def test_stray_spaces_of_justification_change_no_letter() -> None:
    line = "公共海外仓17个，总面积达到"
    spaced = space_out(line, 15)
    assert spaced == "公 共 海 外 仓 17 个 ，总 面 积 达 到"
    assert spaced.replace(" ", "") == line
    assert space_out("没有数字的一行", 15) == "没有数字的一行"
    assert widen("full measure", 12) == "full measure"
