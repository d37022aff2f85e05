"""Regions drawn, and parted by strokes and by the text cursor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout_tool.model import edits
from layout_tool.model.contract import check
from layout_tool.model.document import Direction, Document, Line, Region
from layout_tool.model.edits import EditError
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role
from tests.model.documents import newspaper

DOCUMENT = newspaper()
FIRST, SECOND = DOCUMENT.articles
BODY = next(one for one in DOCUMENT.regions() if one.id == "p1-r4")
TOP = BODY.bbox.y0


def texts(document: Document, name: str) -> list[str]:
    assert check(document) == []
    (region,) = (one for one in document.regions() if one.id == name)
    return [line.text for line in region.lines]


def regions_of(document: Document, name: str = "p1-a1") -> tuple[str, ...]:
    (article,) = (one for one in document.articles if one.id == name)
    return article.regions


def rows(first: int, last: int, left: float = 0, right: float = 40) -> Box:
    """A box around lines of the body, counted from 0."""
    return Box(left, TOP + first + 0.2, right, TOP + last + 0.8)


def upright_page() -> Document:
    """The newspaper turned: lines run down, columns follow to the left."""

    def turned(box: Box) -> Box:
        return Box(100 - box.y1, box.x0, 100 - box.y0, box.x1)

    def stood(region: Region) -> Region:
        lines = tuple(replace(line, bbox=turned(line.bbox)) for line in region.lines)
        return replace(region, bbox=turned(region.bbox), lines=lines, direction=Direction.VERTICAL)

    page, empty = DOCUMENT.pages
    return replace(DOCUMENT, pages=(replace(page, regions=tuple(map(stood, page.regions))), empty))


def test_a_box_inside_a_region_leaves_the_text_in_its_order() -> None:
    after = edits.draw_region(DOCUMENT, "p1", rows(1, 2))
    assert regions_of(after)[3:7] == ("p1-r4", "p1-r4.2", "p1-r4.3", "p1-r5")
    assert [len(texts(after, name)) for name in regions_of(after)[3:6]] == [1, 2, 2]
    assert after.articles[0].paragraphs == FIRST.paragraphs
    assert [one.id for one in after.pages[0].regions][3:7] == ["p1-r4", "p1-r4.2", "p1-r4.3", "p1-r5"]


def test_a_box_at_either_end_of_a_region_stands_before_or_behind_the_rest() -> None:
    assert regions_of(edits.draw_region(DOCUMENT, "p1", rows(0, 1)))[3:5] == ("p1-r4.2", "p1-r4")
    assert regions_of(edits.draw_region(DOCUMENT, "p1", rows(3, 4)))[3:5] == ("p1-r4", "p1-r4.2")


def test_a_drawn_region_takes_the_role_that_is_asked_or_that_of_most_of_its_text() -> None:
    after = edits.draw_region(DOCUMENT, "p1", rows(2, 2), Role.SUBHEAD)
    assert (Role.SUBHEAD, "上灯火通明。") in [(one.role, one.text) for one in after.articles[0].paragraphs]
    over = edits.draw_region(DOCUMENT, "p1", Box(0, TOP - 1.6, 40, TOP + 7.9))
    assert regions_of(over) == ("p1-r1", "p1-r2", "p1-r4.2", "p1-r6", "p1-r7")
    assert texts(over, "p1-r4.2")[:2] == ["■ 本报记者 林一 周小二", BODY.lines[0].text]
    assert over.articles[0].byline == ()


def test_a_box_over_the_whole_page_takes_all() -> None:
    after = edits.draw_region(DOCUMENT, "p1", Box(0, 0, 40, 60))
    assert [one.id for one in after.articles] == ["p1-a1"]
    assert after.outside == ()
    assert len(after.pages[0].regions) == 1
    assert after.decisions == ()


def test_lines_that_run_far_over_the_edge_are_cut() -> None:
    middle = BODY.bbox.x0 + 5
    right = edits.draw_region(DOCUMENT, "p1", rows(0, 1, left=middle))
    assert texts(right, "p1-r4")[:2] == [BODY.lines[0].text[:5], BODY.lines[1].text[:5].rstrip()]
    assert regions_of(right)[3:5] == ("p1-r4", "p1-r4.2")
    assert "".join(texts(right, "p1-r4.2")) == BODY.lines[0].text[5:] + BODY.lines[1].text[5:]
    (joined,) = (one for one in right.articles[0].paragraphs if f"{BODY.lines[0].id}.2" in one.lines)
    assert joined.lines[:2] == (f"{BODY.lines[0].id}.2", f"{BODY.lines[1].id}.2")
    left = edits.draw_region(DOCUMENT, "p1", rows(0, 1, right=middle))
    assert regions_of(left)[3:5] == ("p1-r4.2", "p1-r4")
    whole = edits.draw_region(DOCUMENT, "p1", rows(0, 1, left=BODY.bbox.x0 + 1.2))
    assert texts(whole, "p1-r4.2") == [line.text for line in BODY.lines[:2]]


def test_a_stray_line_stands_where_it_is_printed() -> None:
    loose = edits.remove_regions(edits.draw_region(DOCUMENT, "p1", rows(1, 1)), ["p1-r4.2"])
    back = edits.draw_region(loose, "p1", rows(0, 4))
    (name,) = (name for name in regions_of(back) if name.startswith("p1-r4"))
    assert texts(back, name) == [line.text for line in BODY.lines]


def test_what_holds_no_line_is_no_region() -> None:
    with pytest.raises(EditError, match="no_lines"):
        edits.draw_region(DOCUMENT, "p1", Box(0, 59, 40, 60))
    with pytest.raises(EditError, match="no_page"):
        edits.draw_region(DOCUMENT, "p9", Box(0, 0, 1, 1))
    with pytest.raises(EditError, match="approved"):
        edits.draw_region(edits.approve(DOCUMENT, ["p1-a1"]), "p1", rows(0, 1))


def test_a_stroke_along_the_text_parts_between_lines() -> None:
    after = edits.split_region_along(DOCUMENT, "p1-r4", (0, TOP + 1.9), (30, TOP + 2.2))
    assert (len(texts(after, "p1-r4")), len(texts(after, "p1-r4.2"))) == (2, 3)
    assert after.articles[0].paragraphs == FIRST.paragraphs
    with pytest.raises(EditError, match="part_empty"):
        edits.split_region_along(DOCUMENT, "p1-r4", (0, 0), (30, 0))
    with pytest.raises(EditError, match="no_stroke"):
        edits.split_region_along(DOCUMENT, "p1-r4", (1, 1), (1, 1))


def test_a_stroke_across_the_text_cuts_its_lines() -> None:
    at = BODY.bbox.x0 + 6
    after = edits.split_region_along(DOCUMENT, "p1-r4", (at, TOP + 4), (at, TOP))
    assert [len(text) for text in texts(after, "p1-r4")] == [6, 6, 6, 6, 5]
    assert [len(text) for text in texts(after, "p1-r4.2")] == [5, 6, 4, 3]
    assert [one.lines[0] for one in after.articles[0].paragraphs][1:5] == [
        "p1-r4-l1", "p1-r4-l4", "p1-r4-l1.2", "p1-r4-l4.2"
    ]  # fmt: skip


def test_columns_that_run_down_are_cut_the_same() -> None:
    page = upright_page()
    x = 100 - TOP
    after = edits.split_region_along(page, "p1-r4", (x - 2, 0), (x - 2, 30))
    assert (len(texts(after, "p1-r4")), len(texts(after, "p1-r4.2"))) == (2, 3)
    across = edits.split_region_along(page, "p1-r4", (x, 7.5), (x - 5, 7.5))
    assert [len(text) for text in texts(across, "p1-r4")] == [6, 6, 6, 6, 5]
    drawn = edits.draw_region(page, "p1", Box(x - 2.9, 0, x - 1.1, 30))
    assert texts(drawn, "p1-r4.2") == [line.text for line in BODY.lines[1:3]]
    half = edits.draw_region(page, "p1", Box(x - 0.9, 6.5, x - 0.1, 30))
    assert texts(half, "p1-r4.2") == [BODY.lines[0].text[5:]]
    rest = edits.order_from_clicks(page, "p1-a1", ["p1-r1"], rest=True)
    assert regions_of(rest) == regions_of(page)


def test_the_text_cursor_parts_a_line() -> None:
    line: Line = BODY.lines[1]
    assert edits.split_region_at(DOCUMENT, line.id, 5) == edits.split_region(DOCUMENT, "p1-r4", 1, 5)
    assert edits.split_region_at(DOCUMENT, line.id, 0) == edits.split_region(DOCUMENT, "p1-r4", 1)
    assert edits.split_region_at(DOCUMENT, line.id, len(line.text)) == edits.split_region(DOCUMENT, "p1-r4", 2)
    with pytest.raises(EditError, match="no_line"):
        edits.split_region_at(DOCUMENT, "p9", 1)
