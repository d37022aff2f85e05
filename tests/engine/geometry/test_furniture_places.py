"""Furniture by its place: a banner headline, a sidebar and a tinted heading are none."""

from __future__ import annotations

from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.model.document import SeparatorKind
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from tests.engine.geometry.printed import BOLD, Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR, SCHOOL


def propose(sheet: Sheet) -> PageProposal:
    return propose_glyph_page(sheet.page(), "s1", 1, load_profile())


def outside(proposal: PageProposal) -> dict[str, Role]:
    regions = {region.id: region for region in proposal.page.regions}
    return {"".join(line.text for line in regions[name].lines): regions[name].role for name in proposal.outside}


def test_a_banner_headline_over_a_rule_keeps_its_story() -> None:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 40, 40, BOLD)
    sheet.rule(40, 95, 560, 95)
    sheet.column(HARBOUR, 50, 110, 15)
    (article,) = propose(sheet).articles
    assert article.headline == "远洋货轮百艘到港"


def test_a_masthead_with_its_folio_is_furniture() -> None:
    sheet = Sheet()
    sheet.line("新港商报", 180, 20, 40, BOLD)
    sheet.line("2026年5月8日　星期五", 50, 68, 8)
    sheet.rule(40, 85, 560, 85)
    sheet.line("远洋货轮百艘到港", 50, 110, 24, BOLD)
    sheet.column(HARBOUR, 50, 150, 15)
    proposal = propose(sheet)
    assert outside(proposal) == {"新港商报": Role.MASTHEAD, "2026年5月8日　星期五": Role.FOLIO}
    assert [article.headline for article in proposal.articles] == ["远洋货轮百艘到港"]


def test_text_beside_the_first_rule_of_a_vertical_page_is_text() -> None:
    sheet = Sheet()
    sheet.line("百艘货轮到港", 560, 60, 24, BOLD, down=True)
    for k in range(5):
        sheet.line(HARBOUR[k * 15 : (k + 1) * 15], 530 - 14 * k, 60, 10, down=True)
    sheet.rule(455, 40, 455, 780)
    for k in range(6):
        sheet.line(SCHOOL[k * 15 : (k + 1) * 15], 430 - 14 * k, 60, 10, down=True)
    assert outside(propose(sheet)) == {}


def test_a_framed_sidebar_of_small_type_is_an_article() -> None:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 110, 24, BOLD)
    sheet.column(HARBOUR, 50, 150, 15)
    sheet.rule(240, 105, 400, 300, SeparatorKind.FRAME)
    sheet.line("链接：屋顶菜园", 250, 112, 12, BOLD)
    sheet.column(SCHOOL, 250, 135, 15, size=9, leading=12)
    proposal = propose(sheet)
    assert Role.ADVERTISEMENT not in outside(proposal).values()
    texts = ["".join(paragraph.text for paragraph in article.paragraphs) for article in proposal.articles]
    assert sorted(texts) == sorted([HARBOUR, SCHOOL])


def test_a_frame_of_large_words_without_sentences_is_an_advertisement() -> None:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 110, 24, BOLD)
    sheet.column(HARBOUR, 50, 150, 15)
    sheet.rule(240, 105, 500, 300, SeparatorKind.FRAME)
    sheet.line("春季房展", 300, 120, 36, BOLD)
    sheet.line("新港会展中心　五月八日开幕", 260, 180, 16)
    sheet.line("凭本报入场优惠", 300, 220, 16)
    proposal = propose(sheet)
    assert set(outside(proposal).values()) == {Role.ADVERTISEMENT}
    assert len(proposal.articles) == 1


def test_a_tint_under_a_headline_is_its_ground() -> None:
    sheet = Sheet()
    sheet.rule(45, 105, 400, 140, SeparatorKind.TINT)
    sheet.line("远洋货轮百艘到港", 50, 110, 24, BOLD)
    sheet.column(HARBOUR, 50, 150, 15)
    (article,) = propose(sheet).articles
    assert article.headline == "远洋货轮百艘到港"
