"""Tables are told by cells that stand under cells; columns of text, however narrow, are none."""

from __future__ import annotations

import pytest

from layout_tool.model.roles import Role
from tests.engine.geometry.printed import BODY, BOLD, Sheet
from tests.engine.geometry.test_glyph_page import BOOKS, HARBOUR, SCHOOL, propose, two_stories

PRICES = (
    ("品种", "昨收", "今收", "涨跌"), ("铜", "70120", "70560", "+440"), ("铝", "19230", "19105", "-125"),
    ("锌", "22340", "22410", "+70"), ("铅", "16780", "16820", "+40"), ("镍", "130250", "131400", "+1150"),
)  # fmt: skip
SHIPS = (("船名", "泊位", "到港"), ("海燕号", "东三", "周一"), ("北斗号", "西一", "周一"), ("白鹭号", "东四", "周三"))


def set_table(sheet: Sheet, rows: tuple[tuple[str, ...], ...], x: float, y: float, step: float, *, ruled: bool) -> None:
    """Rows of cells in type of 9 pt, `step` pt from column to column."""
    for at, row in enumerate(rows):
        top = y + 13 * at
        for column, cell in enumerate(row):
            sheet.line(cell, x + step * column, top, 9, BODY if at else BOLD, width=0.5 if cell.isascii() else 1)
        if ruled:
            sheet.rule(x, top - 2, x + step * len(row), top - 2)


def letters(sheet: Sheet, role: Role) -> str:
    """What the proposal says is of a role, letters sorted."""
    found = [line.text for part in propose(sheet.page()).page.regions if part.role is role for line in part.lines]
    return "".join(sorted("".join(found).replace(" ", "")))


@pytest.mark.parametrize("rows", [PRICES, SHIPS], ids=["prices", "ships"])
@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "plain"])
def test_a_table_beside_stories(rows: tuple[tuple[str, ...], ...], ruled: bool) -> None:
    sheet = two_stories()
    set_table(sheet, rows, 400, 120, 45, ruled=ruled)
    assert letters(sheet, Role.TABLE) == "".join(sorted("".join(cell for row in rows for cell in row)))
    articles = propose(sheet.page()).articles
    assert ["".join(p.text for p in article.paragraphs) for article in articles] == [HARBOUR, SCHOOL]


def test_a_table_amid_a_column() -> None:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 60, 24, BOLD)
    y = sheet.column(HARBOUR[:60], 50, 100, 15)
    set_table(sheet, PRICES, 50, y + 6, 40, ruled=False)
    sheet.column(HARBOUR[60:], 50, y + 110, 15, indent=0)
    assert letters(sheet, Role.TABLE) == "".join(sorted("".join(cell for row in PRICES for cell in row)))


@pytest.mark.parametrize("measure", [6, 7, 8])
def test_narrow_columns_of_text_are_no_table(measure: int) -> None:
    sheet = Sheet()
    for at, text in enumerate((HARBOUR, SCHOOL, BOOKS)):
        x = 50 + (10 * measure + 14) * at
        sheet.line(text[:4], x, 60, 14, BOLD)
        sheet.column(text, x, 90, measure)
    assert letters(sheet, Role.TABLE) == ""
