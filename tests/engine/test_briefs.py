"""A column of briefs under one standing head is as many articles as it has items."""

from __future__ import annotations

import pytest

from tests.engine.geometry.printed import BOLD, Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR, propose

ITEMS = (
    ("新港开出首班夜航船", "新港客运站昨晚开出首班夜航船，三百名旅客乘船前往海岛。航线每周三班，全程四小时。"),
    ("城南菜场夜间延时", "城南菜场从今天起延长营业到晚上十点，方便下班的居民买菜。"),
    ("图书馆借书不限册数", "市图书馆取消借书册数限制，读者凭身份证就能借阅，期限一个月。"),
    ("桥头公园樱花盛开", "桥头公园的三百株樱花本周盛开，园方在入口处增设了两个停车点。"),
)


def _led(sheet: Sheet, lead: str, text: str, y: float) -> float:
    """A paragraph of 15 em at x = 400 whose first words are bold; the y under it."""
    whole, bold = "　　" + lead + "　" + text, 2 + len(lead)
    for start in range(0, len(whole), 15):
        for k, ch in enumerate(whole[start : start + 15]):
            if ch != "　":
                sheet.line(ch, 400 + 10 * k, y, 10, BOLD if start + k < bold else 0)
        y += 13
    return y


def _page(kind: str, title: str) -> Sheet:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 60, 24, BOLD)
    sheet.column(HARBOUR[:58], 50, 100, 15)
    sheet.column(HARBOUR[58:], 220, 100, 15, indent=0)
    sheet.line(title, 400, 60, 16, BOLD)
    y = 90.0
    for head, text in ITEMS:
        if kind == "lead":
            y = _led(sheet, head, text, y)
        elif kind == "marker":
            y = sheet.column("■" + text, 400, y, 15)
        else:
            sheet.line(head, 400, y + 4, 10, BOLD)
            y = sheet.column(text, 400, y + 20, 15) + 5
    return sheet


def _texts(sheet: Sheet) -> list[str]:
    return ["".join(p.text for p in article.paragraphs) for article in propose(sheet.page()).articles]


@pytest.mark.parametrize("kind", ["lead", "marker", "heading"])
@pytest.mark.parametrize("title", ["简讯", "一句话新闻", "本市快讯"])
def test_each_item_under_a_standing_head_is_an_article(kind: str, title: str) -> None:
    found = _texts(_page(kind, title))
    assert found[0] == HARBOUR
    assert len(found) == 1 + len(ITEMS)
    assert all(one.endswith(text) for one, (_, text) in zip(found[1:], ITEMS, strict=True))


def test_points_of_a_story_under_its_own_headline_stay_one() -> None:
    found = _texts(_page("marker", "海岛通航开园"))
    assert len(found) == 2
    assert all(text in found[1] for _, text in ITEMS)
