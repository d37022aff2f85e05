"""Places on the page told from the columns of a layout-preserving dump."""

from __future__ import annotations

from layout_tool.engine.grid import split_lines

LEFT = ["集市在河湾的空地上开张", "天不亮就有人挑着担子来", "竹筐里装着新挖的藕和菱", "鸭子被绑了脚放在一边叫"]
MIDDLE = ["修伞的老人坐在桥洞底下", "他的工具摊在一块旧布上", "一把伞要修大半个时辰的", "等伞的人就蹲在旁边看他"]
RIGHT = ["渡船靠岸的时候钟敲七下", "船上的人都提着空的篮子", "他们回去的时候篮子满了", "孩子手里总有一串糖山楂"]


def rows_of(gap: str, middle: list[str]) -> list[str]:
    return [f"{a}{gap}{b}{gap}{c}" for a, b, c in zip(LEFT, middle, RIGHT, strict=True)]


def test_a_column_stands_as_far_right_as_the_text_before_it_is_wide() -> None:
    for row in split_lines(rows_of("   ", MIDDLE) * 2):
        first, second, third = row
        assert first.x0 == 0.0
        assert second.x0 - first.x0 == third.x0 - second.x0
        assert 22.0 < second.x0 <= 22.0 + 4.0


def test_runs_that_start_in_one_column_of_the_dump_start_at_one_place() -> None:
    spaced = " ".join(MIDDLE[2][:7])
    rows = split_lines(rows_of("     ", [*MIDDLE[:2], spaced, MIDDLE[3]]) * 2)
    assert len({row[1].x0 for row in rows}) == 1


def test_what_a_closed_gutter_carried_along_stands_at_its_column() -> None:
    stretched = " ".join(LEFT[2][:9])
    lines = [f"{a:20}{b:20}{c}" for a, b, c in zip([*LEFT[:2], stretched, LEFT[3]], MIDDLE, RIGHT, strict=True)] * 2
    closed = f"{LEFT[0]} {MIDDLE[1]}".ljust(40) + RIGHT[2]
    rows = split_lines([*lines, closed, *lines])
    assert [piece.x0 for piece in rows[8]] == [piece.x0 for piece in rows[0]]


def test_columns_keep_the_order_of_places() -> None:
    lines = [*rows_of("   ", MIDDLE), " " * 4 + "桥头", " " * 18 + "伞", *rows_of("   ", MIDDLE)]
    rows = split_lines(lines)
    starts = sorted((piece.start, piece.x0) for row in rows for piece in row)
    assert [place for _, place in starts] == sorted(place for _, place in starts)


def test_a_page_of_one_column_keeps_the_places_of_the_dump() -> None:
    rows = split_lines(["    " + LEFT[0], *LEFT[1:]])
    assert [row[0].x0 for row in rows] == [4.0, 0.0, 0.0, 0.0]
