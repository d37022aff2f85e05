"""The lines of a text page as its dump has them: one under another, or side by side in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import itemgetter
from statistics import median

from layout_tool.engine.grid import GridBox, Piece, cut_stray, find_boxes, looks_like_layout, split_lines
from layout_tool.engine.grid_heights import LATIN_LEADING, LEADING
from layout_tool.engine.lines import TextLine, make_line, read_lines, without_blanks
from layout_tool.engine.options import TextMode
from layout_tool.engine.script import latin_share, squeeze
from layout_tool.engine.unweave import looks_interleaved, unweave
from layout_tool.model.geometry import Box
from layout_tool.model.proposal import TextPage
from layout_tool.model.text_lines import iter_lines

CELLS_PER_EM = 2.0
"""A cell of a layout-preserving dump is half an em wide; its row is one line high."""
_LONGEST = 2000
_SAMPLE = 20_000
_DEEPEST_INDENT = 6.0


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines in the order in which the engine looks at them; `layout` where each has its box on the grid."""

    lines: tuple[TextLine, ...]
    layout: bool


def read_page_lines(page: TextPage, mode: TextMode, weights: Mapping[str, float]) -> PageLines:
    """The page's lines, its kind of dump told apart by itself or forced by `mode`.

    `weights` are the profile's of the group "weave".
    """
    rows = list(iter_lines(page))
    texts = [text for _, _, text in rows]
    plausible = all(len(text) <= _LONGEST for text in texts)
    if mode == "layout" or (mode == "auto" and plausible and looks_like_layout(texts) > 0):
        return PageLines(tuple(_layout_lines(rows, texts)), True)
    if plausible:
        pieces = cut_stray(texts)
        lines = _flowed_lines(rows, pieces)
        if looks_interleaved(lines, weights) > 0:
            lines = _woven_lines(rows, unweave(pieces, texts, weights))
    else:
        lines = read_lines(rows)
    return PageLines(tuple(without_blanks(lines) if mode == "raw" else lines), False)


def _flowed_lines(rows: Sequence[tuple[int, int, str]], pieces: Sequence[Sequence[Piece]]) -> list[TextLine]:
    """Lines in dump order; one that holds several columns is parted."""
    lines: list[TextLine] = []
    blank = 0
    for (start, _, text), row in zip(rows, pieces, strict=True):
        if not squeeze(text):
            blank += 1
            continue
        number = row[0].line if row else 0
        if len(row) < 2:
            lines.append(make_line(number, start, text, blank))
        else:
            made = [
                make_line(number, start + piece.start, text[piece.start : piece.end], blank, piece=at)
                for at, piece in enumerate(row, 1)
            ]
            lines.extend(line for line in made if line.core)
        blank = 0
    return lines


def _woven_lines(rows: Sequence[tuple[int, int, str]], runs: Sequence[Sequence[Piece]]) -> list[TextLine]:
    """Lines column by column, of a dump that was written row by row across the columns.

    A column begins after a gap; it has one where the dump has a blank line between two of its lines.
    """
    blanks = list(accumulate(int(not squeeze(text)) for _, _, text in rows))
    parted = Counter(piece.line for run in runs for piece in run)
    ranks = {
        (line, start): rank
        for line, group in groupby(
            sorted((piece.line, piece.start) for run in runs for piece in run), key=itemgetter(0)
        )
        for rank, (_, start) in enumerate(group, 1)
    }
    lines = []
    for run in runs:
        for at, piece in enumerate(run):
            start, _, text = rows[piece.line]
            rank = ranks[piece.line, piece.start] if parted[piece.line] > 1 else 0
            gap = at == 0 or blanks[piece.line] > blanks[run[at - 1].line]
            line = make_line(piece.line, start + piece.start, text[piece.start : piece.end], int(gap), piece=rank)
            if line.core:
                lines.append(line)
    return lines


def _layout_lines(rows: Sequence[tuple[int, int, str]], texts: Sequence[str]) -> list[TextLine]:
    """Lines box by box, each with its cell; a box begins after a gap."""
    pieces = split_lines(texts)
    place = {(piece.line, piece.start): at for row in pieces if len(row) > 1 for at, piece in enumerate(row, 1)}
    leading = LATIN_LEADING if latin_share("\n".join(texts)[:_SAMPLE]) > 0.5 else LEADING
    lines = [line for box in find_boxes(pieces, leading) for line in _box_lines(box, rows, place)]
    return [line for line in lines if line.core]


def _box_lines(
    box: GridBox, rows: Sequence[tuple[int, int, str]], place: Mapping[tuple[int, int], int]
) -> list[TextLine]:
    left = median(piece.x0 for piece in box.pieces) if len(box.pieces) > 2 else box.x0
    made = []
    for at, piece in enumerate(box.pieces):
        start, _, text = rows[piece.line]
        number = place.get((piece.line, piece.start), 0)
        line = make_line(piece.line, start + piece.start, text[piece.start : piece.end], int(at == 0), piece=number)
        cell = Box(piece.x0, piece.y, piece.x0 + max(CELLS_PER_EM * line.width, 1.0), piece.y + 1)
        indent = min(max(0.0, (piece.x0 - left) / CELLS_PER_EM), _DEEPEST_INDENT)
        made.append(replace(line, cell=cell, indent=indent if indent >= 1 else 0.0))
    return made
