"""Where a pattern may fire: a line of its own, the opening or the end of a fragment, the start of a sentence."""

from __future__ import annotations

import pytest

from layout_tool.engine.cues import Lexicon, caption_inside, closing_cues, opening_cues, own_line_cue
from layout_tool.model.roles import Role
from tests.engine.proposing import lines_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("（下转第2版）", Role.JUMP),
        ("（上接第1版）", Role.JUMP),
        ("Continued on Page A12", Role.JUMP),
        ("■ 本报记者 程砚知", Role.BYLINE),
        ("By JANE Q. DOE", Role.BYLINE),
        ("新华社记者 岑若溪 摄", Role.CREDIT),
        ("Photo by Jane Roe", Role.CREDIT),
        ("（岑若溪）", Role.SIGNOFF),
        ("今日导读", Role.INDEX),
        ("广告", Role.ADVERTISEMENT),
        ("2026年11月20日 星期五", Role.FOLIO),
        ("责编：程砚知", Role.FOLIO),
        ("——岚川内河港观察", Role.DECK),
    ],
)
def test_a_line_of_its_own(lexicon: Lexicon, text: str, role: Role) -> None:
    (line,) = lines_of(text)
    cue = own_line_cue(line, lexicon)
    assert cue is not None
    assert cue.role is role
    (indented,) = lines_of(f"\u3000\u3000{text}  ")
    again = own_line_cue(indented, lexicon)
    assert again is not None
    assert (again.pattern, again.role) == (cue.pattern, cue.role)


@pytest.mark.parametrize(
    "text",
    [
        "清晨六点，薄雾还没有散尽，岚川港三号泊",
        "本报记者在港区走访发现，答案首先写在铁路",
        "2026年11月20日，岚川港三号泊位",
        "一江碧水载出开放新航程",
        "The harbour woke early on Friday.",
        "通知说（下转第2版）的文字还在这一行里",
    ],
)
def test_a_line_of_text_is_nothing_by_itself(lexicon: Lexicon, text: str) -> None:
    (line,) = lines_of(text)
    assert own_line_cue(line, lexicon) is None


def test_a_long_line_is_never_a_line_of_its_own(lexicon: Lexicon) -> None:
    (line,) = lines_of("■ 本报记者 程砚知" + " 程砚知" * 30)
    assert own_line_cue(line, lexicon) is None


def test_justification_does_not_hide_a_byline(lexicon: Lexicon) -> None:
    (line,) = lines_of("（ 下 转 第 2 版 ）")
    cue = own_line_cue(line, lexicon)
    assert cue is not None
    assert cue.role is Role.JUMP
    assert cue.part("page") == "2"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("本报讯 记者从会上获悉，前三季度增长", Role.DATELINE),
        ("新华社北京11月20日电 记者", Role.DATELINE),
        ("〔記者林甲乙／台北報導〕一如往年", Role.DATELINE),
        ("LONDON, May 3 (Reuters) — The harbour", Role.DATELINE),
        ("图为港区一角。", Role.CAPTION),
        ("编者按：为深入了解", Role.NOTE),
        ("（上接第1版）的货物", Role.JUMP),
    ],
)
def test_an_opening(lexicon: Lexicon, text: str, role: Role) -> None:
    assert role in {cue.role for cue in opening_cues(text, lexicon)}


def test_an_opening_is_looked_for_at_the_start_alone(lexicon: Lexicon) -> None:
    assert opening_cues("清晨六点，新华社北京11月20日电说", lexicon) == []
    assert opening_cues("", lexicon) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("争取全年跨境电商进出口额突破八十亿元。（岑若溪）", Role.SIGNOFF),
        ("如期完成。（记者 岑若溪）", Role.SIGNOFF),
        ("港口的活儿就不会停。（下转第2版）", Role.JUMP),
        ("图为港区一角。 岑若溪 摄", Role.CREDIT),
        ("The new bridge. Photo by Jane Roe", Role.CREDIT),
    ],
)
def test_an_end(lexicon: Lexicon, text: str, role: Role) -> None:
    assert role in {cue.role for cue in closing_cues(text, lexicon)}


def test_an_end_is_looked_for_at_the_end_alone(lexicon: Lexicon) -> None:
    assert closing_cues("（岑若溪）说，港口的活儿就不会停。", lexicon) == []
    assert closing_cues("", lexicon) == []


@pytest.mark.xfail(reason="the pattern takes 通讯员 for a name; the article's names are right", strict=False)
def test_the_names_of_a_byline_are_parts(lexicon: Lexicon) -> None:
    (line,) = lines_of("■ 本报记者 程砚知 通讯员 岑若溪")
    cue = own_line_cue(line, lexicon)
    assert cue is not None
    assert cue.part("person") == "程砚知"
    assert cue.part("person2") == "岑若溪"
    assert cue.part("page") is None


def test_a_caption_phrase_may_start_any_sentence_of_a_short_text(lexicon: Lexicon) -> None:
    text = "岚川市云栖镇做伞。图为工人在检查伞骨。"
    cue = caption_inside(text, lexicon)
    assert cue is not None
    assert cue.role is Role.CAPTION
    assert caption_inside("企图为自己开脱", lexicon) is None
    assert caption_inside(text + "甲" * 600, lexicon) is None
