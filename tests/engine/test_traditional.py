"""A page in traditional Chinese, as papers of Taiwan and Hong Kong print it: its fields, and its encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.batch.propose import iter_proposals
from layout_tool.engine.cues import Lexicon, closing_cues, opening_cues, own_line_cue
from layout_tool.model.article import Article, Continuation
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from tests.engine.proposing import all_lines, article_of, assert_sound, line_with, lines_of, propose_text
from tests.typeset.composition import Placement
from tests.typeset.pages import harbour_daily

PAGES = {head: harbour_daily(head=head).dump.text for head in (Placement.BEFORE, Placement.AFTER)}


def _article(proposal: PageProposal, text: str) -> Article:
    article = article_of(proposal, line_with(proposal, text).id)
    assert article is not None
    return article


@pytest.mark.parametrize("head", PAGES)
def test_the_stories_have_their_fields(head: Placement) -> None:
    proposal = propose_text(PAGES[head])
    assert_sound(PAGES[head], proposal)
    ferry = _article(proposal, "行走離島的三條渡輪航線獲")
    assert ferry.headline is not None
    assert "離島渡輪五月起加價月票維持原價" in ferry.headline
    assert ferry.byline == ("簡以晴",)
    assert ferry.continues == Continuation(None, "A4")
    oyster = _article(proposal, "響而絕收的東灣蠔田")
    assert (oyster.headline, oyster.dateline) == ("蠔田重現幼苗漁會盼明年復產", "【本報訊】")
    library = _article(proposal, "空置十一年的西街舊郵局")
    assert (library.headline, library.byline) == ("舊郵局變身社區圖書館", ("溫子樂",))
    assert len({ferry.id, oyster.id, library.id}) == 3
    picture = _article(proposal, "圖為長礁島居民昨晚")
    assert [paragraph.role for paragraph in picture.paragraphs][-2:] == [Role.CAPTION, Role.CREDIT]
    outside = [region.role for region in proposal.page.regions if region.id in proposal.outside]
    assert set(outside) <= {Role.FOLIO, Role.MASTHEAD}


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs", "gb18030", "utf-8", "utf-16"])
def test_every_encoding_gives_the_same_page(encoding: str, tmp_path: Path) -> None:
    text = PAGES[Placement.BEFORE]
    page = tmp_path / "page.txt"
    page.write_bytes(text.encode(encoding))
    opened = iter_proposals(page)
    (proposal,) = opened.pages
    assert not opened.notes
    assert [line.text for line in all_lines(proposal)] == [line.text for line in all_lines(propose_text(text))]
    assert opened.source.encoding is not None
    assert page.read_bytes().decode(opened.source.encoding).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("記者沈若谷／嘉義報導", Role.BYLINE),
        ("特派記者鄭以安／東京報導", Role.BYLINE),
        ("撰文：沈若谷", Role.BYLINE),
        ("本報記者 溫子樂", Role.BYLINE),
        ("記者簡以晴／攝影", Role.CREDIT),
        ("（本報資料圖片）", Role.CREDIT),
        ("圖／沈若谷", Role.CREDIT),
        ("（下轉A3版）", Role.JUMP),
        ("（文接A1版）", Role.JUMP),
        ("A3 要聞", Role.FOLIO),
        ("責任編輯：馮佳琪", Role.FOLIO),
        ("今日導讀", Role.INDEX),
        ("渡輪加價 每程多收兩元（詳刊A4版）", Role.INDEX),
        ("查詢熱線：2345 6789", Role.ADVERTISEMENT),
    ],
)
def test_what_a_line_is_by_itself(lexicon: Lexicon, line: str, role: Role) -> None:
    (made,) = lines_of(line)
    cue = own_line_cue(made, lexicon)
    assert cue is not None
    assert cue.role is role


@pytest.mark.parametrize("line", ["記者會下午三時舉行", "圖書館下月重開", "資料顯示去年減少", "陳年舊事"])
def test_what_a_line_is_not_by_itself(lexicon: Lexicon, line: str) -> None:
    (made,) = lines_of(line)
    assert own_line_cue(made, lexicon) is None


@pytest.mark.parametrize(
    "text",
    [
        "【本報訊】渡輪公司昨日宣布", "〔記者沈若谷／嘉義報導〕連日大雨", "【記者沈若谷嘉義報導】連日大雨",
        "（中央社記者沈若谷台北5日電）立法機關", "中央社台北五日電 氣象單位", "【香江日報專訊】港島電車",
        "【本報記者 溫子樂 報道】舊郵局",
    ],
)  # fmt: skip
def test_datelines(lexicon: Lexicon, text: str) -> None:
    assert Role.DATELINE in {cue.role for cue in opening_cues(text, lexicon)}


@pytest.mark.parametrize(
    ("text", "role"),
    [("祈求今年風調雨順。（記者簡以晴攝）", Role.CREDIT), ("明年便可全面復產。（下轉A3版）", Role.JUMP)],
)
def test_ends_of_texts(lexicon: Lexicon, text: str, role: Role) -> None:
    assert role in {cue.role for cue in closing_cues(text, lexicon)}
