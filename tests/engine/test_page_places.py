"""The map of a layout-preserving dump: what stands where on the grid stands there on the page."""

from __future__ import annotations

from layout_tool.model.document import Page, Region
from layout_tool.model.geometry import overlap
from layout_tool.model.roles import Role
from tests.engine.proposing import propose_text

LEFT = [
    "  镇上的邮局今年满了六",
    "十岁。值班的老周说，他",
    "来的那年门口还是土路，",
    "信要靠骑马送到山那边。",
    "现在信少了，包裹却多得",
    "堆到了墙角。",
]
RIGHT = [
    "  水库昨天开闸放水，下",
    "游三个村子的田都浇上了",
    "头遍水。看闸的人整夜没",
    "有合眼，每隔一个时辰就",
    "去量一回水位，量完了再",
    "记到本子上。",
]


def page_of(lines: list[str]) -> Page:
    return propose_text("\n".join(lines)).page


def beside(left: list[str], right: list[str]) -> list[str]:
    return [f"{a:14}{b}" for a, b in zip(left, right, strict=True)]


def region_with(page: Page, text: str) -> Region:
    return next(region for region in page.regions if any(text in line.text for line in region.lines))


def test_columns_stand_side_by_side_as_in_the_dump() -> None:
    page = page_of(beside(LEFT, RIGHT))
    left, right = region_with(page, "值班的老周"), region_with(page, "看闸的人")
    assert left.bbox.x1 <= right.bbox.x0
    assert left.bbox.y0 == right.bbox.y0
    assert {left.column, right.column} <= {column.id for column in page.columns}
    assert [column.depth for column in page.columns] == [6, 6]


def test_what_stands_below_in_the_dump_stands_below_on_the_page() -> None:
    lines = [*beside(LEFT, RIGHT), "", "", "", *beside(RIGHT, LEFT)]
    page = page_of(lines)
    tops = [line.bbox.y0 for region in page.regions for line in region.lines if line.text.startswith("头遍水")]
    assert len(tops) == 2
    assert max(tops) - min(tops) > 8


def test_a_headline_stands_over_its_column_and_touches_no_text() -> None:
    page = page_of(["邮局六十年", "", "", *beside(LEFT, RIGHT)])
    head = region_with(page, "邮局六十年")
    assert head.role in {Role.HEADLINE, Role.KICKER, Role.OTHER}
    text = region_with(page, "值班的老周")
    assert head.bbox.y1 <= text.bbox.y0
    assert overlap(head.bbox.x0, head.bbox.x1, text.bbox.x0, text.bbox.x1) > 0


def test_all_lines_stand_on_the_page() -> None:
    page = page_of(["邮局六十年", "", "", *beside(LEFT, RIGHT)])
    for region in page.regions:
        for line in region.lines:
            assert 0 <= line.bbox.x0 < line.bbox.x1 <= page.width
            assert 0 <= line.bbox.y0 < line.bbox.y1 <= page.height
