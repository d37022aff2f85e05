"""Type that stands out of its line: every letter is read in its place, and none is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.geometry.odd_type import askew_glyphs, joined_sizes, lines_of_page
from layout_tool.engine.geometry.printed_lines import find_lines
from layout_tool.engine.geometry.setting import find_setting
from layout_tool.model.glyphs import GlyphPage
from tests.engine.geometry.printed import BODY, BOLD, Sheet
from tests.engine.geometry.test_glyph_page import HARBOUR, propose

NO_WALLS = np.zeros((0, 4))


def texts(page: GlyphPage) -> list[str]:
    lines = lines_of_page(page.glyphs, NO_WALLS, upward=False)
    ordered = sorted(lines, key=lambda line: (round(float(line.box[1])), float(line.box[0])))
    return list(find_setting(ordered, page.glyphs).texts)


def dropped(size: float, lines: int) -> Sheet:
    """A column of 15 em whose first letter is as high as so many lines."""
    sheet = Sheet()
    sheet.line(HARBOUR[0], 50, 100, size)
    rest = HARBOUR[1:]
    for k in range(7):
        measure = 12 if k < lines else 15
        sheet.line(rest[:measure], 53 + size if k < lines else 50, 100 + 13 * k)
        rest = rest[measure:]
    return sheet


def test_a_drop_cap_begins_the_first_line() -> None:
    for size, lines in ((23, 2), (28, 2), (36, 3)):
        page = dropped(size, lines).page()
        assert texts(page)[0] == HARBOUR[:13]
        found = lines_of_page(page.glyphs, NO_WALLS, upward=False)
        assert {round(float(line.box[0])) for line in found} == {50}
        assert {line.size for line in found} == {10}


def test_a_large_letter_beside_one_line_is_no_drop_cap() -> None:
    sheet = Sheet()
    sheet.line("快", 50, 100, 24)
    sheet.line("今年下半年还将新开三条航线", 80, 108)
    assert len(texts(sheet.page())) == 2


def test_a_story_opens_with_its_drop_cap() -> None:
    sheet = dropped(23, 2)
    sheet.line("远洋货轮百艘到港", 50, 60, 24, BOLD)
    (article,) = propose(sheet.page()).articles
    assert article.headline == "远洋货轮百艘到港"
    assert article.paragraphs[0].text.startswith(HARBOUR[:30])


def test_a_superscript_stands_in_its_line() -> None:
    sheet = Sheet()
    sheet.line("面积三千", 50, 100)
    sheet.line("12", 90, 99, 5)
    sheet.line("平方米", 100, 100)
    assert texts(sheet.page()) == ["面积三千12平方米"]


def test_a_headline_in_two_sizes_is_one_line() -> None:
    sheet = Sheet()
    sheet.line("百艘货轮", 50, 60, 30, BOLD)
    sheet.line("昨天到港", 170, 67, 22, BOLD)
    for k in range(4):
        sheet.line(HARBOUR[k * 15 : k * 15 + 15], 50, 104 + 13 * k)
    assert texts(sheet.page())[0] == "百艘货轮昨天到港"


def test_text_turned_against_the_page_is_a_line_of_its_own_outside_every_article() -> None:
    sheet = Sheet()
    sheet.line("远洋货轮百艘到港", 50, 60, 24, BOLD)
    sheet.column(HARBOUR, 50, 100, 15)
    level = len(sheet.rows)
    for k, character in enumerate("新港日报二零二六年"):
        sheet.rows.append((character, 38, 200 - 9 * k, 8, BODY, 1))
    page = sheet.page()
    angle = page.glyphs.angle.copy()
    angle[level:] = 270
    page = replace(page, glyphs=replace(page.glyphs, angle=angle))
    assert askew_glyphs(page.glyphs).sum() == 9
    proposal = propose(page)
    outside = [region for region in proposal.page.regions if region.id in proposal.outside]
    assert ["".join(line.text for line in region.lines) for region in outside] == ["新港日报二零二六年"]
    assert "".join(paragraph.text for paragraph in proposal.articles[0].paragraphs) == HARBOUR


def test_a_page_turned_as_a_whole_is_not_askew() -> None:
    glyphs = dropped(23, 2).page().glyphs
    assert not askew_glyphs(replace(glyphs, angle=np.full(glyphs.count, 90.0))).any()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet="图为新港，A1", min_size=1, max_size=9),
            st.floats(0, 300), st.floats(0, 300), st.sampled_from([5.0, 10.0, 12.0, 24.0, 40.0]), st.booleans(),
        ),
        max_size=15,
    )
)  # fmt: skip
def test_every_glyph_is_in_exactly_one_line(lines: list[tuple[str, float, float, float, bool]]) -> None:
    sheet = Sheet()
    for text, x, y, size, down in lines:
        sheet.line(text, x, y, size, down=down)
    glyphs = sheet.page().glyphs
    found = joined_sizes(find_lines(glyphs, NO_WALLS), glyphs)
    members = Counter(int(k) for line in found for k in line.members)
    assert members == Counter(range(glyphs.count))
