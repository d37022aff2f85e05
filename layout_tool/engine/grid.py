"""Layout-preserving dumps: lines that hold several columns, cut into pieces; pieces gathered into column boxes.

Units: cells and rows of the dump (see `grid_cells`), origin top-left. No ink is ever lost: every character that is not
a space is in exactly one piece, and the pieces of a line keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from layout_tool.engine.grid_boxes import GridBox, find_boxes
from layout_tool.engine.grid_cells import SHARP_ENOUGH, CellModel, Piece, Word, choose_model, gaps_of, read_words
from layout_tool.engine.grid_edges import respread, settle_edges
from layout_tool.engine.grid_gutters import GapRule, Strip, split_strips
from layout_tool.engine.grid_measures import extent, learn_widths, split_by_widths
from layout_tool.engine.grid_places import place_pieces
from layout_tool.engine.grid_scaled import place_scaled

__all__ = ["GridBox", "Piece", "cut_stray", "find_boxes", "looks_like_layout", "split_lines"]

_WIDTH_ROUNDS = 2
_MOST_COLUMNS = 24
"""Pieces a row on average; beyond it the rows are not lines of text and narrow gutters are not looked for."""
_STRAY = GapRule(4, 6)
_NARROW = GapRule(1, 2)
_WIDE_GAP = 3
_DEEP_INDENT = 8
_LAYOUT_PRIOR, _GAPPED_WEIGHT, _INDENT_WEIGHT = -3.0, 25.0, 8.0
_EVIDENCE_LINES = 3.0


def looks_like_layout(lines: Sequence[str]) -> float:
    """Log-odds that a dump keeps the layout of the page rather than being flowed; positive means it does.

    Counts lines with a gap of three or more spaces inside and lines that start eight or more spaces in; a few lines
    weigh less than many.

    >>> looks_like_layout(["左栏的第一行    右栏的第一行"] * 9) > 0, looks_like_layout(["只有一栏的一行"] * 9) > 0
    (True, False)
    """
    rows = [words for words in read_words(lines) if words]
    if not rows:
        return _LAYOUT_PRIOR
    gapped = sum(1 for words in rows if any(word.gap >= _WIDE_GAP for word in words[1:])) / len(rows)
    indented = sum(1 for words in rows if words[0].gap >= _DEEP_INDENT) / len(rows)
    seen = len(rows) / (len(rows) + _EVIDENCE_LINES)
    return _LAYOUT_PRIOR + seen * (_GAPPED_WEIGHT * gapped + _INDENT_WEIGHT * indented * min(1.0, 4 * gapped))


def split_lines(lines: Sequence[str]) -> list[list[Piece]]:
    """Cut the lines of a layout-preserving dump at its gutters: one list of pieces a line, empty for a blank one.

    >>> rows = split_lines(["左栏的第一行    右栏的第一行", "", "左栏的第二行    右栏的第二行"])
    >>> [[(p.start, p.end) for p in row] for row in rows]
    [[(0, 6), (10, 16)], [], [(0, 6), (10, 16)]]
    """
    rows = read_words(lines)
    model, sharp = choose_model(lines, rows)
    return _split(rows, _sure_rule(rows, sharp), model, flowed=False)


def cut_stray(lines: Sequence[str]) -> list[list[Piece]]:
    """Cut the lines of a flowed dump that hold pieces of several columns; other lines stay whole.

    Single spaces beside ideographs are cut where the lines above and below, or the widths of the page's other lines,
    agree on the gutter; single spaces between Latin words never are. Places of the pieces are of little meaning here.
    """
    rows = read_words(lines)
    model, _ = choose_model(lines, rows)
    return _split(rows, _STRAY, model, flowed=True)


def _sure_rule(rows: Sequence[Sequence[Word]], sharp: float) -> GapRule:
    """The gap sizes that are gutters by themselves on this page, by how often justified text has wide gaps in it."""
    latin = [gap for gap, wide in gaps_of(rows) if not wide]
    exact = sharp >= SHARP_ENOUGH or latin.count(2) <= 0.05 * latin.count(1)
    return GapRule(2, 2 if exact else 4)


def _split(rows: Sequence[Sequence[Word]], sure: GapRule, model: CellModel, *, flowed: bool) -> list[list[Piece]]:
    """Cut at sure gaps, settle the edges, cut at narrow gutters, and settle again."""
    starts = [[k for k in range(len(words)) if not k or sure.cuts(words[k - 1], words[k])] for words in rows]
    carry = model is CellModel.SCALED
    settle_edges(rows, starts, carry=carry)
    if sum(map(len, starts)) <= _MOST_COLUMNS * sum(1 for words in rows if words):
        placed = model is CellModel.CODE_POINT and not flowed
        _cut_narrow(rows, starts, flowed=flowed, placed=placed)
        if placed:
            place_pieces(rows, starts)
        elif model is CellModel.SCALED and not flowed:
            place_scaled(rows, starts)
        else:
            if model is CellModel.CODE_POINT:
                respread(rows, starts, sure)
            settle_edges(rows, starts, carry=carry)
    return [_pieces(row, words, begun) for row, (words, begun) in enumerate(zip(rows, starts, strict=True))]


def _cut_narrow(rows: Sequence[Sequence[Word]], starts: list[list[int]], *, flowed: bool, placed: bool) -> None:
    """Add to `starts` the heads after narrow gutters, by the page's measures and columns.

    Where the columns are not known, first by what rows share.
    """
    least = learn_widths(rows, starts).least_joined if flowed else 0.0
    if not (placed and place_pieces(rows, starts)):
        _cut_shared(rows, starts, least, flowed=flowed)
    for _ in range(_WIDTH_ROUNDS):
        widths = learn_widths(rows, starts)
        edges = place_pieces(rows, starts) if placed else ()
        for row, words in enumerate(rows):
            bounds = pairwise([*starts[row], len(words)])
            found = [split_by_widths(words, a, b, widths, least, edges) for a, b in bounds]
            starts[row] = sorted({*starts[row], *(k for cuts in found for k in cuts)})


def _cut_shared(rows: Sequence[Sequence[Word]], starts: list[list[int]], least: float, *, flowed: bool) -> None:
    """Add the heads after gutters that many rows share; lines of less than `least` cells are not looked at."""
    strips = [
        Strip(row, words, first, last, words[first].x)
        for row, words in enumerate(rows)
        for first, last in pairwise([*starts[row], len(words)])
        if extent(words, first, last)[0] >= least
    ]
    for row, more in split_strips(strips, _NARROW, flowed=flowed).items():
        starts[row] = sorted({*starts[row], *more})


def _pieces(row: int, words: Sequence[Word], starts: Sequence[int]) -> list[Piece]:
    """The pieces of a row; a piece ends before the next one starts."""
    pieces = []
    for first, last in pairwise([*starts, len(words)]):
        head, tail = words[first], words[last - 1]
        right = max(tail.x + tail.width, head.x + extent(words, first, last)[0])
        if last < len(words):
            right = min(right, words[last].x - 0.5)
        pieces.append(Piece(row, head.start, tail.end, head.x, max(right, head.x + 1.0), float(row)))
    return pieces
