"""A page of glyphs as a whole: articles, nothing lost, the same result for every order of the stream."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.model.document import Direction
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage, Glyphs
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from tests.engine.geometry.printed import BOLD, Sheet

HARBOUR = (
    "新港区昨天迎来今年第一百艘远洋货轮，码头工人用六个小时卸完全部集装箱，比去年同期快了近一半。"
    "港务公司负责人说，新的调度办法让货车不再排队，司机在家里就能看到装货的时间。今年下半年还将新开三条航线。"
    "沿岸的渔民也在这里卖鱼，一早就有客人来挑选新鲜的海货。"
)
SCHOOL = (
    "城南小学的屋顶菜园本周收获第一批番茄，三年级学生把二十斤番茄送到社区食堂。"
    "老师介绍，菜园由家长义务搭建，雨水从屋檐收集，浇水不花一分钱。孩子们轮流值日，记下每棵苗的高度。"
    "校长希望明年在操场旁边再开一块试验田，种上小麦和油菜。"
)
BOOKS = (
    "市图书馆把旧书搬进了菜市场，摊主和顾客可以随手翻看，第一个月借出四百多册。"
    "书架由木工协会捐赠，放在市场入口的两侧。丢失的书只有三本。"
)


def two_stories() -> Sheet:
    """Two stories of two columns each, one over the other, with a rule between them."""
    sheet = Sheet()
    for top, head, text in ((60, "远洋货轮百艘到港", HARBOUR), (330, "屋顶菜园收获番茄", SCHOOL)):
        sheet.line(head, 50, top, 24, BOLD)
        half = 58
        sheet.column(text[:half], 50, top + 40, 15)
        sheet.column(text[half:], 220, top + 40, 15, indent=0)
    sheet.rule(50, 310, 390, 310)
    return sheet


def propose(page: GlyphPage) -> PageProposal:
    return propose_glyph_page(page, "s1", 1, load_profile())


def test_two_stories_with_headlines() -> None:
    proposal = propose(two_stories().page())
    assert [article.headline for article in proposal.articles] == ["远洋货轮百艘到港", "屋顶菜园收获番茄"]
    bodies = ["".join(paragraph.text for paragraph in article.paragraphs) for article in proposal.articles]
    assert bodies == [HARBOUR, SCHOOL]


def test_regions_stand_where_they_are_printed() -> None:
    page = propose(two_stories().page()).page
    headline = next(region for region in page.regions if region.role is Role.HEADLINE)
    assert headline.bbox == Box(50, 60, 50 + 8 * 24, 84)
    assert headline.direction is Direction.HORIZONTAL
    assert len(page.separators) == 1


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_the_stream_changes_no_article(seed: int) -> None:
    sheet = two_stories()
    rows = Counter(row[2] for row in sheet.rows)
    by_row = [[k for k, row in enumerate(sheet.rows) if row[2] == y] for y in rows]
    random.Random(seed).shuffle(by_row)
    shuffled = propose(sheet.page([k for row in by_row for k in row]))
    plain = propose(sheet.page())
    assert [a.paragraphs[0].text for a in shuffled.articles] == [a.paragraphs[0].text for a in plain.articles]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet="图为新港 ，。（A1", min_size=1, max_size=12),
            st.floats(0, 500), st.floats(0, 700), st.floats(6, 40), st.booleans(),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_every_character_is_in_exactly_one_region(lines: list[tuple[str, float, float, float, bool]]) -> None:
    sheet = Sheet()
    for text, x, y, size, down in lines:
        sheet.line(text, x, y, size, down=down)
    proposal = propose(sheet.page())
    ink = Counter("".join(text for text, *_ in lines).replace(" ", ""))
    found = Counter("".join(line.text for region in proposal.page.regions for line in region.lines).replace(" ", ""))
    assert found == ink
    owned = [region for article in proposal.articles for region in article.regions]
    assert sorted([*owned, *proposal.outside]) == sorted(region.id for region in proposal.page.regions)


def test_a_page_whose_text_runs_down() -> None:
    sheet = Sheet()
    text = HARBOUR[:90]
    for k in range(6):
        sheet.line(text[k * 15 : (k + 1) * 15], 500 - 14 * k, 100, 10, down=True)
    sheet.line("百艘货轮到港", 540, 100, 24, BOLD, down=True)
    proposal = propose(sheet.page())
    assert proposal.page.direction is Direction.VERTICAL
    (article,) = proposal.articles
    assert article.headline == "百艘货轮到港"
    assert "".join(paragraph.text for paragraph in article.paragraphs) == text
    assert {region.direction for region in proposal.page.regions} == {Direction.VERTICAL}


def test_an_empty_page() -> None:
    proposal = propose(Sheet().page())
    assert proposal.articles == ()
    assert proposal.page.regions == ()


def test_a_stack_is_parted_by_type() -> None:
    sheet = Sheet()
    sheet.line("港口改革三年", 50, 60, 14, BOLD)
    sheet.line("远洋货轮百艘到港", 50, 80, 24, BOLD)
    sheet.line("调度办法让司机不再排队", 50, 110, 14, BOLD)
    sheet.column(HARBOUR, 50, 140, 15)
    (article,) = propose(sheet.page()).articles
    assert (article.kicker, article.headline, article.deck) == (
        "港口改革三年",
        "远洋货轮百艘到港",
        "调度办法让司机不再排队",
    )


def test_what_the_page_says_of_itself() -> None:
    sheet = two_stories()
    sheet.line("第4版　经济", 50, 20, 12, BOLD)
    sheet.line("2026年5月8日　星期五　总第137期", 250, 20, 8)
    sheet.rule(50, 40, 550, 40)
    proposal = propose(sheet.page())
    assert proposal.page.label == "4"
    assert proposal.publication is not None
    assert (proposal.publication.date, proposal.publication.number) == ("2026-05-08", "137")


def three_stories(*, lead: float) -> Sheet:
    """A story top left, one of that headline size top right, and one below on the left."""
    sheet = Sheet()
    for x, y, size, head, text in (
        (50, 330, 20, "旧书搬进菜场", BOOKS),
        (320, 60, lead, "远洋货轮到港", HARBOUR),
        (50, 60, 20, "屋顶菜园收获", SCHOOL),
    ):
        sheet.line(head, x, y, size, BOLD)
        sheet.column(text, x, y + 60, 20)
    return sheet


def test_articles_follow_one_another_from_the_top_left_but_a_lead_goes_first() -> None:
    plain = [article.headline for article in propose(three_stories(lead=20).page()).articles]
    assert plain == ["屋顶菜园收获", "远洋货轮到港", "旧书搬进菜场"]
    led = [article.headline for article in propose(three_stories(lead=40).page()).articles]
    assert led == ["远洋货轮到港", "屋顶菜园收获", "旧书搬进菜场"]


def test_articles_of_a_vertical_page_follow_tiers_from_the_right() -> None:
    sheet = Sheet()
    for right, top, head, text in (
        (560, 420, "旧书搬进菜场", BOOKS),
        (260, 60, "屋顶菜园收获", SCHOOL),
        (560, 60, "远洋货轮到港", HARBOUR),
    ):
        sheet.line(head, right - 20, top, 20, BOLD, down=True)
        for k in range(0, len(text), 20):
            sheet.line(text[k : k + 20], right - 40 - 0.7 * k, top, 10, down=True)
    proposal = propose(sheet.page())
    assert [article.headline for article in proposal.articles] == ["远洋货轮到港", "屋顶菜园收获", "旧书搬进菜场"]


def test_hidden_text_behind_text_that_is_seen_stands_outside() -> None:
    sheet = two_stories()
    plain = propose(sheet.page())
    page = sheet.page()
    glyphs = page.glyphs
    twice = {
        field.name: np.concatenate([getattr(glyphs, field.name)] * 2)
        for field in fields(glyphs)
        if field.name != "fonts"
    }
    twice["box"][glyphs.count :] += 3.0
    twice["visible"][glyphs.count :] = False
    both = propose(replace(page, glyphs=Glyphs(**twice, fonts=glyphs.fonts)))
    assert [article.paragraphs for article in both.articles] != []
    assert [[p.text for p in article.paragraphs] for article in both.articles] == [
        [p.text for p in article.paragraphs] for article in plain.articles
    ]
    regions = {region.id: region for region in both.page.regions}
    hidden = "".join(line.text for name in both.outside for line in regions[name].lines)
    assert Counter(hidden) == Counter(HARBOUR + SCHOOL + "远洋货轮百艘到港屋顶菜园收获番茄")
    assert {regions[name].role for name in both.outside} == {Role.OTHER}


def test_a_hidden_layer_by_itself_is_the_text() -> None:
    page = two_stories().page()
    scan = replace(page, glyphs=replace(page.glyphs, visible=np.zeros(page.glyphs.count, dtype=bool)))
    assert [article.headline for article in propose(scan).articles] == ["远洋货轮百艘到港", "屋顶菜园收获番茄"]


def test_a_picture_belongs_to_the_article_of_its_caption() -> None:
    sheet = two_stories()
    sheet.images.append(Box(410, 100, 560, 220))
    sheet.line("图为远洋货轮在码头卸货。", 410, 224, 8)
    proposal = propose(sheet.page())
    regions = {region.id: region for region in proposal.page.regions}
    (owner,) = (article for article in proposal.articles if article.images)
    assert owner.images == ("p1-i1",)
    assert Role.CAPTION in {regions[name].role for name in owner.regions}


def test_the_scan_behind_a_page_is_no_picture_of_an_article() -> None:
    sheet = two_stories()
    sheet.images.append(Box(0, 0, 600, 800))
    sheet.line("图为远洋货轮在码头卸货。", 410, 224, 8)
    proposal = propose(sheet.page())
    assert len(proposal.page.images) == 1
    assert all(article.images == () for article in proposal.articles)
