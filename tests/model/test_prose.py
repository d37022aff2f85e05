"""Joining lines: the rules one by one, then as properties of any text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layout_tool.model.prose import (
    Script,
    SpacingStyle,
    clean_heading,
    join_lines,
    known_words,
    paragraph_text,
    script_of,
    spacing_style,
)
from layout_tool.model.roles import Role

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SIGNS = "中美经贸的月日年　，。“”（）《》—…·■２Ａ 0123456789 abcXY éß .,;:!?%()/-'\t\u00a0\u00ad\u200b한カか"
line_texts = st.lists(st.text(alphabet=SIGNS, max_size=14), max_size=6)
any_lines = st.lists(st.text(max_size=12), max_size=5)
styles = st.none() | st.builds(SpacingStyle, *[st.sampled_from([None, True, False])] * 4)


def letters(text: str) -> str:
    return "".join(ch for ch in text if not ch.isspace() and ch not in INVISIBLE)


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        (["上岸完成52", "万 吨 ，渔 获 增 加 4.9% 和", "7.8%，其中"], "上岸完成52万吨，渔获增加4.9%和7.8%，其中"),
        (["　　　渔港清晨", "开市"], "渔港清晨开市"),
        (["本报讯　记者获悉", "　今天"], "本报讯　记者获悉今天"),
        (["本报讯　 　记者"], "本报讯　记者"),
        (["（ 1476年", "7 月"], "（1476年7 月"),
        (["人口7 ,000 , 000，占75 . 8 %"], "人口7,000,000，占75.8%"),
        (["水域约3, 412 . 7平", "方公里"], "水域约3,412.7平方公里"),
        (["长2 . 5 - 3厘", "米"], "长2.5-3厘米"),
        (["共240", "1.", "6万辆"], "共2401.6万辆"),
        (["装有Nav  Aid", "Pro的渔船"], "装有Nav Aid Pro的渔船"),
        (["公 司 （ J o h n n  H a r p e ） 设 计"], "公司（Johnn Harpe）设计"),
        (["算出3+4＞", "6 的结果"], "算出3+4＞6 的结果"),
        (["他说 “ 好 ”", "——真的"], "他说“好”——真的"),
        (["零宽\u200b字\ufeff符"], "零宽字符"),
        (["これは　日本", "語です"], "これは　日本語です"),
        (["", "  ", "空行", ""], "空行"),
        ([], ""),
    ],
)
def test_ideographic_lines(lines: list[str], clean: str) -> None:
    assert join_lines(lines) == clean


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        (["Nearly  all\tlight\u00ad", "houses are", "lit."], "Nearly all lighthouses are lit."),
        (["a well-", "Known man"], "a well-Known man"),
        (["In 1990, 250 people", "paid 7 ,000 pounds"], "In 1990, 250 people paid 7,000 pounds"),
        (["he said “", "yes” — or", "no"], "he said “yes” — or no"),
        (["either (", "or", ") not"], "either (or) not"),
        (["The Dover—", "Calais line", "in 19", "20 days"], "The Dover—Calais line in 19 20 days"),
        (["The newspaper 人民日报", "said so"], "The newspaper 人民日报 said so"),
        (["caf\u00e9 na\u00efve"], "caf\u00e9 na\u00efve"),
    ],
)
def test_alphabetic_lines(lines: list[str], clean: str) -> None:
    assert join_lines(lines) == clean


PAGE = {"two-year", "year", "tea", "house", "the", "able", "air", "free", "to", "war", "it", "day"}


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        (["the mas-", "ters of ser-", "vices"], "the masters of services"),
        (["a bud-", "get, he said"], "a budget, he said"),
        (["the mas\u2010", "ters"], "the masters"),
        (["a two-", "year plan"], "a two-year plan"),
        (["the tea-", "house"], "the tea-house"),
        (["open to-", "day"], "open today"),
        (["un-", "able to"], "unable to"),
        (["a self-", "made, well-", "kept man"], "a self-made, well-kept man"),
        (["a place-", "based plan"], "a place-based plan"),
        (["the post-", "war and post-", "poned plans"], "the post-war and postponed plans"),
        (["it is free-to-", "air"], "it is free-to-air"),
        (["it is free-", "to-air"], "it is free-to-air"),
        (["a well-educa-", "ted man"], "a well-educated man"),
        (["an e-", "mail"], "an e-mail"),
        (["the Anglo-", "Danes of mid-", "Cambrian seas"], "the Anglo-Danes of mid-Cambrian seas"),
        (["SIX MEN RES-", "CUED"], "SIX MEN RES-CUED"),
        (["a 10-", "year plan of Top-", "250"], "a 10-year plan of Top-250"),
        (["pages 12-", "14"], "pages 12-14"),
        (["ships -", "and men"], "ships - and men"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_unless_something_speaks_for_a_compound(lines: list[str], clean: str) -> None:
    assert join_lines(lines, knows=PAGE.__contains__) == clean


def test_the_whole_word_on_the_page_outweighs_its_parts() -> None:
    lines = ["the tea-", "house of Mas-", "Ters"]
    assert join_lines(lines, knows={"tea", "house", "teahouse", "masters"}.__contains__) == "the teahouse of MasTers"


def test_without_words_every_hyphen_stays() -> None:
    assert join_lines(["the mas-", "ters of a half-", "sunk Mas-", "ters"]) == "the mas-ters of a half-sunk Mas-ters"


def test_the_words_of_the_page_leave_out_broken_pieces() -> None:
    assert known_words(["They SAIL ves-", "sels on well-kept seas"]) == {"they", "sail", "on", "well-kept", "seas"}


def test_a_spaced_page_is_spaced_everywhere_and_a_tight_one_nowhere() -> None:
    spaced = spacing_style(["在 11 月 14 日到 17 日"] * 4)
    tight = spacing_style(["在11月14日到17日"] * 4)
    assert (spaced.before_digit, spaced.after_digit, spaced.before_latin) == (True, True, None)
    assert (tight.before_digit, tight.after_digit, tight.after_latin) == (False, False, None)
    assert join_lines(["超过", "200多家 USB 厂"], style=spaced) == "超过 200 多家 USB 厂"
    assert join_lines(["超过", "200 多家 USB 厂"], style=tight) == "超过200多家 USB 厂"


def test_a_mixed_page_keeps_each_place_and_stretched_lines_prove_nothing() -> None:
    mixed = spacing_style(["在 11 月14日到17 日"] * 5 + ["共 有 3 万 人 到 场"] * 50)
    assert mixed.before_digit is None
    assert join_lines(["在 11月14 日", "9人"], style=mixed) == "在 11月14 日9人"


def test_bylines_and_credits_keep_their_names_apart() -> None:
    assert paragraph_text(["■ 本报记者 王 一 李二", "通讯员 赵三"], Role.BYLINE) == "■ 本报记者 王 一 李二 通讯员 赵三"
    assert paragraph_text(["新 华 社 记 者 摄"], Role.CREDIT) == "新华社记者摄"
    assert paragraph_text(["本报记者 王一"], Role.BODY) == "本报记者王一"


@pytest.mark.parametrize(
    ("lines", "clean"),
    [
        (["秋收时节 粮满仓", "农民笑开颜"], "秋收时节 粮满仓农民笑开颜"),
        (["两 会 召 开"], "两会召开"),
        (["丰", "收", "G", "D", "P"], "丰收GDP"),
        (["TRADE  GROWS", "AGAIN"], "TRADE GROWS AGAIN"),
        (["SIX MEN RES-", "CUED"], "SIX MEN RES-CUED"),
        ([" "], ""),
    ],
)
def test_headings(lines: list[str], clean: str) -> None:
    assert clean_heading(lines) == clean


def is_ideograph(ch: str) -> bool:
    return script_of(ch) is Script.IDEOGRAPHIC


def test_scripts() -> None:
    assert all(is_ideograph(ch) for ch in "中々かヽｱ〇𠀀ㄅ")
    assert not any(is_ideograph(ch) for ch in "A1，。（“—한é２")
    assert script_of("中国 World") is Script.IDEOGRAPHIC
    assert script_of("1234") is Script.ALPHABETIC


@given(line_texts, styles)
@example(["a b c", "d e f"], None)
@example(["1 ,2", ",345"], None)
def test_every_sign_survives_in_order(lines: list[str], style: SpacingStyle | None) -> None:
    assert letters(join_lines(lines, style=style)) == letters("".join(lines))
    assert letters(clean_heading(lines)) == letters("".join(lines))


@given(line_texts, styles)
def test_joined_text_stays_as_it_is(lines: list[str], style: SpacingStyle | None) -> None:
    once = join_lines(lines, style=style)
    assert join_lines([once], style=style) == once


@given(any_lines)
def test_any_text_at_all(lines: list[str]) -> None:
    once = join_lines(lines)
    assert letters(once) == letters("".join(lines))
    assert join_lines([once]) == once


@given(line_texts)
def test_only_hyphens_go_when_every_word_is_known(lines: list[str]) -> None:
    joined = join_lines(lines, knows=str.isalpha)
    assert letters(joined).replace("-", "") == letters("".join(lines)).replace("-", "")


@given(line_texts)
def test_no_space_between_ideographs(lines: list[str]) -> None:
    joined = join_lines(lines)
    for left, gap, right in zip(joined, joined[1:], joined[2:], strict=False):
        assert not (gap == " " and is_ideograph(left) and is_ideograph(right))


def test_ten_thousand_lines_and_one_long_line_are_quick() -> None:
    page = ["万 辆 ，同 比 分 别 增 长 33.9% 和", "在 11月 14日至 17日召开两国企业会议"] * 5000
    started = time.process_time()
    spacing_style(page)
    for at in range(0, len(page), 10):
        join_lines(page[at : at + 10])
    assert time.process_time() - started < 1
    started = time.process_time()
    join_lines(["word - 12 , 中 " * 50_000])
    assert time.process_time() - started < 5


def test_the_ordered_page_is_mixed_and_comes_out_without_stray_spaces(shared: Path) -> None:
    dump = shared / "corpus" / "real-text" / "trade-paper-front-page.dump.txt"
    lines = dump.read_text(encoding="utf-8").splitlines()
    style = spacing_style(lines)
    assert style.before_digit is None
    stretched = [line for line in lines if line.count(" ") > 5]
    assert stretched
    assert not any(" " in join_lines([line], style=style) for line in stretched)
