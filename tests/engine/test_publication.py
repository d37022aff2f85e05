"""What a page says of itself."""

from __future__ import annotations

import pytest

from tests.engine.proposing import propose_text

BODY = "清晨六点，薄雾还没有散尽，岚川港三号\n泊位的岸桥已经忙碌起来。\n"


@pytest.mark.parametrize(
    ("folio", "date"),
    [
        ("2026年11月20日 星期五", "2026-11-20"),
        ("二〇二六年十一月二十日", "2026-11-20"),
        ("2026年2月30日 星期五", None),
    ],
)
def test_the_date_of_the_folio(folio: str, date: str | None) -> None:
    publication = propose_text(f"{folio}\n\n{BODY}").publication
    assert publication is not None
    assert publication.date == date


def test_an_english_date() -> None:
    text = "Wednesday, July 17, 2024\n\nThe harbour woke early and went to the end of the quay in the fog.\n"
    publication = propose_text(text).publication
    assert publication is not None
    assert publication.date == "2024-07-17"
    assert publication.language == "en"


def test_title_and_number() -> None:
    publication = propose_text(f"岚川日报\n\n2026年11月20日 星期五\n\n第12345期\n\n{BODY}").publication
    assert publication is not None
    assert publication.title == "岚川日报"
    assert publication.number == "12345"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("清晨六点，岚川港三号泊位的岸桥已经忙碌起来，这个国家经济发展。", "zh-Hans"),
        ("清晨六點，嵐川港三號泊位已經忙碌起來，這個國家經濟發展過後還會說。", "zh-Hant"),
        ("港の朝は早い。クレーンがうごきはじめたのは六時のことである。", "ja"),
        ("The harbour woke early, and the first of the cranes began to move in the fog.", "en"),
        ("Der Hafen erwachte, als die ersten Kräne sich bewegten.", None),
        ("", None),
        ("12345", "zh-Hans"),
    ],
)
def test_the_language_as_far_as_the_script_tells(text: str, language: str | None) -> None:
    publication = propose_text(text).publication
    assert (publication.language if publication else None) == language


def test_a_date_inside_a_story_is_not_the_pages() -> None:
    publication = propose_text(
        "清晨六点，薄雾还没有散尽，岚川港的岸桥\n在2026年11月20日已经忙碌起来，一只\n只集装箱吊起。\n"
    ).publication
    assert publication is None or publication.date is None
