"""Printed lines: letter-spaced words are one, columns side by side are not."""

from __future__ import annotations

import numpy as np

from layout_tool.engine.geometry.printed_lines import find_lines
from layout_tool.engine.geometry.setting import find_setting
from tests.engine.geometry.printed import BOLD, Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR, SCHOOL

NO_WALLS = np.zeros((0, 4))


def texts(sheet: Sheet, walls: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = NO_WALLS) -> list[str]:
    glyphs = sheet.page().glyphs
    lines = sorted(find_lines(glyphs, walls), key=lambda line: (float(line.box[1]), float(line.box[0])))
    return list(find_setting(lines, glyphs).texts)


def two_columns(gutter: float) -> Sheet:
    sheet = Sheet()
    for k in range(6):
        sheet.line(HARBOUR[k * 15 : k * 15 + 15], 50, 100 + 13 * k)
        sheet.line(SCHOOL[k * 15 : k * 15 + 15], 200 + gutter, 100 + 13 * k)
    return sheet


def test_columns_side_by_side_are_parted_down_to_a_gutter_of_one_em() -> None:
    for gutter in (10, 15, 40):
        assert len(texts(two_columns(gutter))) == 12


def test_a_letter_spaced_headline_is_one_line() -> None:
    sheet = two_columns(15)
    sheet.line("货轮到港", 90, 50, 24, BOLD, spread=36)
    assert texts(sheet)[0] == "货轮到港"


def test_three_glyphs_spread_over_a_column_are_one_line() -> None:
    sheet = Sheet()
    sheet.line("开采自石灰石矿", 50, 70, 15, BOLD)
    sheet.line("氨碱法", 70, 100, spread=20)
    for k in range(5):
        sheet.line(HARBOUR[k * 15 : k * 15 + 15], 50, 113 + 13 * k)
    assert texts(sheet)[1] == "氨碱法"


def test_no_line_goes_through_a_wall() -> None:
    sheet = Sheet()
    sheet.line("新港", 50, 100)
    sheet.line("渔民", 75, 100)
    assert texts(sheet) == ["新港渔民"]
    assert texts(sheet, np.array([[72.5, 90, 72.5, 130]])) == ["新港", "渔民"]


def test_white_space_makes_no_line() -> None:
    sheet = Sheet()
    sheet.line("　　", 50, 100)
    sheet.line(" 渔 民 ", 50, 120)
    assert texts(sheet) == ["渔 民"]


def test_a_line_across_a_turned_page_runs_up() -> None:
    sheet = Sheet()
    for k, character in enumerate("图为新港"):
        sheet.line(character, 50, 200 - 10 * k)
    (line,) = find_lines(sheet.page().glyphs, NO_WALLS, upward=True)
    assert line.upright
    assert line.members.tolist() == [0, 1, 2, 3]
