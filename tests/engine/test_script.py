"""How characters behave, alone and at the ends of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.script import (
    CLOSE_OF,
    ends_sentence,
    first_unopened,
    is_ideograph,
    is_wide,
    latin_share,
    open_marks,
    squeeze,
    visible,
)


@pytest.mark.parametrize("ch", "一龥ひカ㐀豈\U00020000")
def test_ideographs_and_kana_are_wide_and_take_no_spaces(ch: str) -> None:
    assert is_ideograph(ch)
    assert is_wide(ch)


@pytest.mark.parametrize("ch", "，。！Ａ한")
def test_wide_signs_that_are_no_ideographs(ch: str) -> None:
    assert is_wide(ch)
    assert not is_ideograph(ch)


@pytest.mark.parametrize("ch", "aA1.-é ")
def test_latin_is_narrow(ch: str) -> None:
    assert not is_wide(ch)
    assert not is_ideograph(ch)


@given(st.text())
def test_squeezing_leaves_only_what_is_printed_and_is_final(text: str) -> None:
    core = squeeze(text)
    assert not any(ch.isspace() for ch in core if ch not in "\x1c\x1d\x1e\x1f")
    assert squeeze(core) == core
    assert squeeze(visible(text)) == core


@pytest.mark.parametrize(
    "text", ["他说。", "他说。”", "真的吗？", "“真的！”）", "He left.", 'He "left."', "等等……", "（完。）"]
)
def test_sentences_that_end(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "”", "他说，", "他说", "（黑龙江）", "and then", "第1版"])
def test_sentences_that_do_not(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [("", ()), ("“一”", ()), ("“一《二", ("“", "《")), ("（一）二”", ()), ("“（一”", ("“", "（"))],
)
def test_marks_left_open(text: str, left: tuple[str, ...]) -> None:
    assert open_marks(text) == left


@given(st.lists(st.sampled_from(sorted(CLOSE_OF)), max_size=8))
def test_what_is_closed_in_turn_is_not_open(marks: list[str]) -> None:
    opened = "".join(marks)
    closed = "".join(CLOSE_OF[mark] for mark in reversed(marks))
    assert open_marks(opened) == tuple(marks)
    assert open_marks(opened + closed) == ()
    assert first_unopened(opened + closed) is None


def test_a_mark_closed_but_never_opened() -> None:
    assert first_unopened("“一”二”") == "”"
    assert first_unopened("一二三") is None
    assert first_unopened("一" * 90 + "”") is None


def test_the_share_of_latin_letters() -> None:
    assert latin_share("") == 0
    assert latin_share("123，。") == 0
    assert latin_share("plain English") == 1
    assert latin_share("岚川港") == 0
    assert 0 < latin_share("岚川 port") < 0.5
