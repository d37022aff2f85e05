"""The whole of text mode on any text at all: it never raises, and nothing is lost, doubled or moved."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layout_tool.engine.options import TextMode
from layout_tool.model.contract import to_json
from layout_tool.model.roles import FURNITURE_ROLES
from tests.engine.proposing import all_lines, as_document, assert_sound, propose_text
from tests.typeset.pages import city_page, evening_courier, trade_paper

HAN = "一江碧水载出开放新航程记者从会上获悉今年前三季度增长稳步回升"
MARKS = "，。、；：？！“”‘’（）《》〈〉【】—…·「」『』〔〕"
FURNITURE = (
    "本报讯 记者从会上获悉", "（下转第2版）", "上接第1版", "■ 本报记者 程砚知", "新华社北京11月20日电",
    "2026年11月20日 星期五", "By JANE DOE", "Continued on Page 4", "图为港区一角。", "（完）", "本版编辑 王某",
    "Photo by A. Smith", "— — —", "导读",
)  # fmt: skip

_han = st.text(st.sampled_from(HAN + MARKS), min_size=1, max_size=30)
_latin = st.text(st.sampled_from("abcdefg ABC.,;:'\"-()"), max_size=60)
_wild = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\f"), max_size=25)
_blank = st.sampled_from(["", " ", "\u3000\u3000", "\t", "\u200b", "\x00"])
_row = st.one_of(_han, _han, _han, _latin, _wild, _blank, st.sampled_from(FURNITURE), st.sampled_from(HAN))
_indented = st.builds(str.__add__, st.sampled_from(["", "", "", "\u3000\u3000", "    "]), _row)
_sides = st.builds(lambda left, right: f"{left:<30}{right}", _row, _row)
_ends = st.sampled_from(["\n", "\r\n", "\r"])
_texts = st.builds(
    lambda rows, end: end.join(rows), st.lists(st.one_of(_indented, _indented, _sides), max_size=30), _ends
)
_modes: st.SearchStrategy[TextMode] = st.sampled_from(["auto", "flowed", "raw", "layout"])

PAGES = {
    "trade paper": trade_paper().dump.text,
    "city page": city_page().dump.text,
    "courier": evening_courier().dump.text,
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_texts, _modes)
def test_any_text_becomes_a_sound_page(text: str, mode: TextMode) -> None:
    assert_sound(text, propose_text(text, mode=mode))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_texts)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    first, second = propose_text(text), propose_text(text)
    assert first == second
    assert to_json(as_document(first)) == to_json(as_document(second))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_texts, st.integers(0, 10**6))
def test_spans_count_from_the_start_of_the_source(text: str, start: int) -> None:
    assert_sound(text, propose_text(text, start=start), start)


@pytest.mark.parametrize("mode", ["auto", "flowed", "raw", "layout"])
@pytest.mark.parametrize("page", PAGES)
def test_a_typeset_page_is_sound_under_every_mode(page: str, mode: TextMode) -> None:
    assert_sound(PAGES[page], propose_text(PAGES[page], mode=mode))


@pytest.mark.parametrize("text", ["", "\n", " \n\u3000\n\t\n", "\u200b\x00\n", "\r\n\r\n"])
def test_a_page_with_nothing_printed_has_nothing(text: str) -> None:
    proposal = propose_text(text)
    assert_sound(text, proposal)
    assert not all_lines(proposal)
    assert not proposal.articles
    assert not proposal.outside
    assert not proposal.decisions
    assert proposal.page.width > 0
    assert proposal.page.height > 0


@pytest.mark.parametrize(
    "text", ["只有一行的一页。", "一", "A single line.", "。", "？", "\u0301", "\ue000\ue001", "x\u200by"]
)
def test_a_page_of_one_line_keeps_it(text: str) -> None:
    proposal = propose_text(text)
    assert_sound(text, proposal)
    assert [line.text for line in all_lines(proposal)] == [text]


@pytest.mark.parametrize("text", ["一" * 1000, "word " * 200, "x" * 1000, "一，" * 500, "（" * 1000, "1" * 1000])
def test_a_very_long_line_is_kept_whole(text: str) -> None:
    assert_sound(text, propose_text(text))


def test_three_lines_are_one_article() -> None:
    text = "岚川港三号泊位的岸桥已经忙碌起来，一\n只只集装箱从火车平板上吊起，稳稳落进江\n船的货舱。\n"
    proposal = propose_text(text)
    assert_sound(text, proposal)
    (article,) = proposal.articles
    assert [paragraph.text for paragraph in article.paragraphs] == [text.replace("\n", "")]
    assert article.headline is None


def test_a_page_of_furniture_alone_has_no_article() -> None:
    text = "2026年11月20日 星期五\n\n第3版\n\n责任编辑：程砚知\n\n（完）\n"
    proposal = propose_text(text)
    assert_sound(text, proposal)
    assert {region.role for region in proposal.page.regions} & FURNITURE_ROLES
    folio = next(region for region in proposal.page.regions if "星期五" in region.lines[0].text)
    assert folio.id in proposal.outside


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = PAGES["trade paper"]
    plain, other = propose_text(text), propose_text(text.replace("\n", end))
    assert [article.paragraphs for article in plain.articles] == [article.paragraphs for article in other.articles]


def test_ids_begin_with_the_page() -> None:
    document = as_document(propose_text(PAGES["trade paper"]))
    names = [article.id for article in document.articles] + [region.id for region in document.regions()]
    names += [decision.id for decision in document.decisions] + [column.id for column in document.pages[0].columns]
    assert all(name.startswith("p1-") for name in names)
