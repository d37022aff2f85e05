"""Layout-preserving dumps: lines that hold several columns, cut into pieces; pieces gathered into column boxes.

Units: cells and rows of the dump (see `grid_cells`), origin top-left. No ink is ever lost: every character that is not a
space is in exactly one piece, and the pieces of a line keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from layout_tool.engine.grid_boxes import GridBox, find_boxes
from layout_tool.engine.grid_cells import CellModel, Piece, Word, choose_model, gaps_of, read_words, sharpness
from layout_tool.engine.grid_edges import respread, settle_edges
from layout_tool.engine.grid_gutters import GapRule, Strip, split_strips
from layout_tool.engine.grid_measures import extent, learn_widths, split_by_widths

__all__ = ["CellModel", "GridBox", "Piece", "cut_stray", "find_boxes", "split_lines"]

_WIDTH_ROUNDS = 2
_SHARP = 0.5
"""Sharpness above which the dump keeps an exact grid, so that two spaces are a gutter."""


def split_lines(lines: Sequence[str]) -> list[list[Piece]]:
    r"""Cut the lines of a layout-preserving dump at its gutters: one list of pieces a line, empty for a blank one.

    >>> rows = split_lines(["左栏的第一行    右栏的第一行", "", "左栏的第二行    右栏的第二行"])
    >>> [[(p.start, p.end) for p in row] for row in rows]
    [[(0, 6), (10, 16)], [], [(0, 6), (10, 16)]]
    """
    rows = read_words(lines)
    model = choose_model(lines, rows)
    sure = _sure_rule(rows, sharpness(rows))
    narrow = GapRule(1, 2)
    return _split(rows, sure, narrow, model, indents_lost=False)


def cut_stray(lines: Sequence[str]) -> list[list[Piece]]:
    """Cut the lines of a flowed dump that hold pieces of several columns; other lines stay whole.

    Single spaces between ideographs are cut only where the lines above and below agree on the gutter.
    """
    rows = read_words(lines)
    model = choose_model(lines, rows)
    return _split(rows, GapRule(4, 6), GapRule(1, 2), model, indents_lost=True)


def _sure_rule(rows: Sequence[Sequence[Word]], sharp: float) -> GapRule:
    """The gap sizes that are gutters by themselves on this page, by how often justified text has wide gaps in it."""
    latin = [gap for gap, wide in gaps_of(rows) if not wide]
    singles = sum(1 for gap in latin if gap == 1)
    doubles = sum(1 for gap in latin if gap == 2)
    exact = sharp >= _SHARP or doubles <= 0.05 * singles
    return GapRule(2, 2 if exact else 4)


def _split(
    rows: Sequence[Sequence[Word]], sure: GapRule, narrow: GapRule, model: CellModel, *, indents_lost: bool
) -> list[list[Piece]]:
    """Cut at sure gaps, settle the edges, cut at narrow gutters, and settle again."""
    starts = [_sure_starts(words, sure) for words in rows]
    carry = model is CellModel.SCALED
    settle_edges(rows, starts, carry=carry)
    import os
    for step in os.environ.get('PLAN','SWW'):
        if step == "S":
            strips = [
                Strip(row, rows[row], first, last, rows[row][first].x)
                for row, begun in enumerate(starts)
                for first, last in pairwise([*begun, len(rows[row])])
            ]
            for row, more in split_strips(strips, narrow, indents_lost=indents_lost).items():
                starts[row] = sorted({*starts[row], *more})
        else:
            widths = learn_widths(rows, starts)
            for row, words in enumerate(rows):
                more = [k for first, last in pairwise([*starts[row], len(words)]) for k in split_by_widths(words, first, last, widths)]
                starts[row] = sorted({*starts[row], *more})
    if model is CellModel.CODE_POINT:
        respread(rows, starts, sure)
    settle_edges(rows, starts, carry=carry)
    return [_pieces(row, words, begun) for row, (words, begun) in enumerate(zip(rows, starts, strict=True))]


def _sure_starts(words: Sequence[Word], rule: GapRule) -> list[int]:
    """Indices of the words that start a piece by the width of the gap before them."""
    return [k for k in range(len(words)) if not k or rule.cuts(words[k - 1], words[k])]


def _pieces(row: int, words: Sequence[Word], starts: Sequence[int]) -> list[Piece]:
    """The pieces of a row."""
    pieces = []
    for first, last in pairwise([*starts, len(words)]):
        head, tail = words[first], words[last - 1]
        right = max(tail.x + tail.width, head.x + extent(words, first, last)[0])
        if last < len(words):
            right = max(head.x + 1, min(right, words[last].x - 0.5))
        pieces.append(Piece(row, head.start, tail.end, head.x, right, float(row)))
    return pieces
