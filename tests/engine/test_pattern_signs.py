"""Patterns by the characters that they need: none that could fit is left out."""

from __future__ import annotations

import re

import pytest

from layout_tool.engine.pattern_signs import Signs, needed_characters
from layout_tool.engine.profile import load_profile


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("abc?", "a"),
        ("x*(?:a|bc)", "ab"),
        ("(?P<page>[0-3]{1,2})版", "版"),
        ("a|", None),
        ("[^a]+", None),
        (r"\d+", None),
        ("(?i)a", None),
        ("(?:ab)?c*", None),
    ],
)
def test_needed_characters(pattern: str, needed: str | None) -> None:
    found = needed_characters(re.compile(pattern))
    assert found == (None if needed is None else frozenset(needed))


def test_a_pattern_that_fits_is_always_possible() -> None:
    patterns = load_profile().lexicon.patterns
    signs = Signs(patterns)
    texts = [
        "（下转第3版）", "本报记者 张三", "新华社北京1月2日电 记者李四", "Continued on Page A3", "By JANE DOE",
        "2024年1月2日 星期二", "责任编辑：王五", "——记某市的一天", "The Daily Courier", "摄影：赵六", "[图为现场。]",
    ]  # fmt: skip
    matched: set[str] = set()
    for text in texts:
        fitting = {name for name, pattern in patterns.items() if pattern.search(text)}
        assert fitting <= signs.possible(text)
        matched |= fitting
    assert len(matched) >= len(texts) - 1


def test_most_patterns_are_no_match_for_plain_text() -> None:
    lexicon = load_profile().lexicon
    assert len(lexicon.signs.possible("他沿着小路慢慢走回家去")) < len(lexicon.patterns) / 3
