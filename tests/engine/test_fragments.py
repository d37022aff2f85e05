"""Fragments: where lines are parted, and the facts of each piece."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.cues import Lexicon
from layout_tool.engine.fragments import find_fragments
from layout_tool.engine.fullness import is_full, start_likeness
from layout_tool.engine.profile import load_profile
from layout_tool.engine.script import squeeze
from layout_tool.model.roles import Role
from tests.engine.proposing import fragments_of, lines_of
from tests.typeset.line_breaking import break_chinese

FIRST = (
    "清晨六点，薄雾还没有散尽，岚川港三号泊位的岸桥已经忙碌起来。一只只集装箱"
    "从火车平板上吊起，稳稳落进江船的货舱。再过五个小时，这批货物就要顺江而下。"
)
SECOND = (
    "这样的场景，今年以来几乎每天都在上演。统计表明，今年前十个月，岚川港完"
    "成货物吞吐量四千一百二十万吨，集装箱吞吐量五十八万标箱，同比增长一成半。"
)


def _lines(text: str, measure: float = 15) -> list[str]:
    return list(break_chinese(text, lambda number: measure - 2 if number == 0 else measure))


def test_a_paragraph_without_gaps_is_one_fragment(lexicon: Lexicon) -> None:
    lines = _lines(FIRST)
    (fragment,) = fragments_of("\n".join(lines), lexicon, measure=15)
    assert [line.text for line in fragment.lines] == lines
    assert fragment.core == FIRST
    assert fragment.start_like == 1
    assert fragment.sentence_end
    assert fragment.cue is None


def test_blank_lines_part(lexicon: Lexicon) -> None:
    lines = _lines(FIRST)
    found = fragments_of("\n".join([*lines[:2], "", *lines[2:]]), lexicon, measure=15)
    assert [len(fragment.lines) for fragment in found] == [2, len(lines) - 2]
    assert found[1].start_like < 0
    assert not found[0].sentence_end


def test_two_paragraphs_without_a_blank_line_are_parted(lexicon: Lexicon) -> None:
    first, second = _lines(FIRST), _lines(SECOND)
    found = fragments_of("\n".join(first + second), lexicon, measure=15)
    assert [fragment.core for fragment in found] == [FIRST, SECOND]


def test_a_byline_and_a_jump_line_stand_alone(lexicon: Lexicon) -> None:
    text = "\n".join(["■ 本报记者 程砚知", *_lines(FIRST), "（下转第2版）"])
    found = fragments_of(text, lexicon, measure=15)
    assert [fragment.cue.role if fragment.cue else None for fragment in found] == [Role.BYLINE, None, Role.JUMP]


def test_lines_of_one_glyph_are_one_upright_fragment(lexicon: Lexicon) -> None:
    (upright, *rest) = fragments_of("\n".join([*"一江碧水", *_lines(FIRST)]), lexicon, measure=15)
    assert upright.upright
    assert upright.core == "一江碧水"
    assert not any(fragment.upright for fragment in rest)


def test_figures_that_lie_in_an_upright_heading_are_part_of_it(lexicon: Lexicon) -> None:
    found = fragments_of("\n".join([*"二环路", "1994", *"年通车", "", *_lines(FIRST)]), lexicon, measure=15)
    assert found[0].core == "二环路1994年通车"
    assert found[0].upright
    assert found[0].cue is None
    assert not any(fragment.upright for fragment in fragments_of("12\n\n34\n5\n", lexicon, measure=15))


def test_a_locked_cut_is_made(lexicon: Lexicon) -> None:
    lines = lines_of("\n".join(_lines(FIRST)))
    found = find_fragments(lines, np.full(len(lines), 15.0), lexicon, latin=False, forced=frozenset({0, 2, 99}))
    assert [len(fragment.lines) for fragment in found] == [2, len(lines) - 2]


@given(st.lists(st.text("一二三四五六七，。“” a", min_size=1, max_size=20), max_size=20), st.booleans())
def test_fragments_hold_every_line_once_and_in_order(rows: list[str], latin: bool) -> None:
    text = "\n".join(rows)
    found = fragments_of(text, load_profile().lexicon, latin=latin, measure=9)
    assert [line for fragment in found for line in fragment.lines] == lines_of(text)
    assert [fragment.index for fragment in found] == list(range(len(found)))
    for fragment in found:
        assert -1 <= fragment.start_like <= 1
        assert all(not line.blank_before for line in fragment.lines[1:])


@pytest.mark.parametrize(
    ("text", "measure", "opening", "full"),
    [
        ("一" * 15, 15, 0, True),
        ("一" * 14, 15, 0, True),
        ("一" * 10, 15, 0, False),
        ("一" * 12, 15, 4, True),
        ("一 二 三", 15, 0, True),
    ],
)
def test_full_lines(text: str, measure: float, opening: float, full: bool) -> None:
    (line,) = lines_of(text)
    assert is_full(line, measure, False, opening) is full


@pytest.mark.parametrize(
    ("rows", "likeness"),
    [
        (["\u3000\u3000" + "一" * 13, "一" * 15], 1.0),
        (["一" * 13, "一" * 15], 1.0),
        (["一" * 15, "一" * 15], -1.0),
        (["，" + "一" * 12, "一" * 15], -1.0),
        (["harbour" + "一" * 9, "一" * 15], -1.0),
    ],
)
def test_how_much_a_line_looks_like_a_paragraphs_first(rows: list[str], likeness: float) -> None:
    first, following = lines_of("\n".join(rows))
    assert start_likeness(first, following, 15, latin=False) == likeness


def test_in_english_a_small_letter_goes_on() -> None:
    first, following = lines_of("harbour woke early\nand went to bed")
    assert start_likeness(first, following, 10, latin=True) == -1


def test_nothing_makes_no_fragment(lexicon: Lexicon) -> None:
    assert fragments_of("", lexicon) == []


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("责任编辑：岑若溪 美编：程砚知", "editor_line"),
        ("第15版　地方", "folio_section"),
        ("2026年11月20日 星期五", "folio_date"),
        ("诚信经营 品质保证", "ad_slogan"),
    ],
)
def test_furniture_amid_text_is_furniture(lexicon: Lexicon, line: str, pattern: str) -> None:
    text = "\n".join([*_lines(FIRST), line, *_lines(SECOND)])
    fragments = fragments_of(text, lexicon, measure=15)
    cues = [fragment.cue for fragment in fragments if fragment.core == squeeze(line)]
    assert [cue and cue.pattern for cue in cues] == [pattern]


@pytest.mark.parametrize(("line", "measure"), [("2026年11月20日", 8.0), ("2026", 15.0)])
def test_a_date_that_fills_its_column_is_text(lexicon: Lexicon, line: str, measure: float) -> None:
    full = "岚川港三号泊位的岸桥已经忙碌起来一只"[: int(measure)]
    fragments = fragments_of(f"{full}\n{full}\n{line}\n{full}\n{full}", lexicon, measure=measure)
    assert all(fragment.cue is None for fragment in fragments)


@pytest.mark.parametrize("end", ["程砚知报道", "者程砚知报导"])
def test_a_dateline_ends_with_the_short_line_that_names_its_reporter(lexicon: Lexicon, end: str) -> None:
    dateline = ["本报岚川11月20日电　记者", end]
    fragments = fragments_of("\n".join([*dateline, *_lines(FIRST), *_lines(SECOND)]), lexicon, measure=15)
    assert fragments[0].core == squeeze("".join(dateline))
    assert fragments[1].core.startswith(FIRST[:6])


def test_a_line_of_text_that_ends_with_a_report_is_no_dateline(lexicon: Lexicon) -> None:
    text = ["本报岚川11月20日电　昨天", "岸桥装卸的新货轮经过岚川港的报道", *_lines(FIRST)]
    fragments = fragments_of("\n".join(text), lexicon, measure=16)
    assert all(fragment.core != squeeze("".join(text[:2])) for fragment in fragments)
