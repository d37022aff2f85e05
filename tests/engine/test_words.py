"""Words: a broken one gains, the dictionary loads quietly and keeps its cache where it should."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.words import WordBook, content_words, word_book, words_of

BROKEN = [
    ("我们的经", "济增长"),
    ("汽车出", "口依然"),
    ("集装", "箱从火车"),
    ("人民日", "报今天"),
    ("数字经济高质量发", "展"),
]
WHOLE = [
    ("我们的", "经济增长"),
    ("汽车", "出口依然"),
    ("集装箱", "从火车"),
    ("人民日报", "今天"),
    ("他在家里", "昨天下雨"),
]


@pytest.mark.parametrize(("broken", "whole"), list(zip(BROKEN, WHOLE, strict=True)))
def test_a_broken_word_gains_more_than_an_unbroken_one(broken: tuple[str, str], whole: tuple[str, str]) -> None:
    book = word_book()
    assert book.straddle(*broken) > book.straddle(*whole)
    assert book.straddle(*broken) > 2


@pytest.mark.parametrize(
    ("left", "right"), [("", "济增长"), ("经", ""), ("经，", "济"), ("经", "，济"), ("port", "箱"), ("", "")]
)
def test_no_word_runs_over_a_mark_or_into_nothing(left: str, right: str) -> None:
    assert word_book().straddle(left, right) == 0


@given(st.text("经济增长出口的是一，a", max_size=9), st.text("经济增长出口的是一，a", max_size=9))
def test_a_gain_is_never_negative_and_looks_five_characters_far(left: str, right: str) -> None:
    book = word_book()
    gain = book.straddle(left, right)
    assert gain >= 0
    assert gain == book.straddle("港" * 3 + left, right + "港" * 3) or min(len(left), len(right)) < 5


def test_the_gain_is_the_difference_of_the_best_cuts() -> None:
    """With P(甲乙) = 1/10 and no other word: log 1/10 less twice the log of the least probability, 1/100."""
    book = WordBook({"甲乙": 10, "甲": 0}, 100)
    assert book.straddle("甲", "乙") == pytest.approx(-2.302585 + 2 * 4.605170, abs=1e-5)
    assert book.straddle("乙", "甲") == 0
    assert book.log_probability("丙丁") is None
    assert book.log_probability("丙") == pytest.approx(-4.605170, abs=1e-5)


def test_content_words_leave_out_marks_numbers_and_short_words() -> None:
    found = content_words("岚川港的集装箱吞吐量58.6万标箱，the Harbour woke")
    assert "集装箱" in found
    assert "harbour" in found
    assert not {"的", "58.6", "the", "，"} & set(found)
    assert words_of(["", "，。"]) == [[], []]


def test_the_cache_is_kept_in_the_folder_of_the_settings_and_nothing_is_said(tmp_path: Path) -> None:
    script = "from layout_tool.engine.words import word_book; print(word_book().straddle('汽车出', '口依然') > 2)"
    environment = os.environ | {"LAYOUT_TOOL_CACHE": str(tmp_path), "PYTHONWARNINGS": "default"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    assert done.stderr == ""
    assert any(path.is_file() for path in (tmp_path / "jieba").rglob("*"))


def test_the_logger_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        content_words("岚川港的集装箱吞吐量")
    assert not caplog.records
