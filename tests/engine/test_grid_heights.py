"""Heights of the rows of a layout-preserving dump, told by its columns."""

from __future__ import annotations

from itertools import pairwise

from layout_tool.engine.grid import Piece, split_lines
from layout_tool.engine.grid_heights import row_heights

LINE = "傍晚的码头只剩下两条船"


def column(left: float, rows: list[int]) -> list[Piece]:
    return [Piece(row, 0, 11, left, left + 22.0, float(row)) for row in rows]


def page(*columns: list[Piece]) -> list[list[Piece]]:
    pieces = sorted((piece for found in columns for piece in found), key=lambda piece: (piece.line, piece.x0))
    count = max(piece.line for piece in pieces) + 1
    return [[piece for piece in pieces if piece.line == row] for row in range(count)]


def test_lines_of_a_column_stand_one_line_apart() -> None:
    assert row_heights(split_lines([LINE] * 5)) == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_rows_between_the_lines_of_a_column_are_parts_of_a_line() -> None:
    heights = row_heights(page(column(0, [0, 2, 4, 6, 8]), column(30, [1, 3, 5, 7])))
    assert [below - above for above, below in pairwise(heights[::2])] == [1.0] * 4
    assert heights == sorted(heights)


def test_white_that_one_column_leaves_is_told_by_the_others() -> None:
    heights = row_heights(page(column(0, [*range(10)]), column(30, [*range(10)]), column(60, [0, 1, 2, 6, 7, 8, 9])))
    assert heights == [float(row) for row in range(10)]


def test_blank_rows_say_how_far_down_the_next_row_is() -> None:
    heights = row_heights(split_lines([LINE, LINE, "", "", LINE, LINE]))
    assert heights[4] - heights[1] >= 3 / 1.4 - 1e-6
    assert heights[2] == heights[3] == heights[1]
    assert heights[5] - heights[4] == 1.0


def test_wider_leading_makes_white_of_blank_rows_less() -> None:
    rows = split_lines([LINE, LINE, "", LINE, LINE])
    tight, loose = row_heights(rows, 1.1), row_heights(rows, 1.6)
    assert tight[3] > loose[3]


def test_a_page_without_ink_has_no_height() -> None:
    assert row_heights([[], []]) == [0.0, 0.0]
