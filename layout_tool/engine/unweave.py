"""Dumps written row by row over the columns of a page, taken apart into the columns again.

Where a content stream paints the page in rows, a dump lists the first line of every column, then the second of every
column, and so on; nothing tells the places. Columns are then a queue: the column that was met longest ago is the one
met next, but for columns that end and columns that begin. `unweave` finds the likeliest such queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.lines import make_line
from layout_tool.engine.script import squeeze
from layout_tool.engine.unweave_cuts import lattice
from layout_tool.engine.unweave_links import Links
from layout_tool.engine.unweave_search import search_columns

_FARTHEST = 9
"""Columns side by side looked at to tell whether a dump is interleaved."""
_WINDOW = 12
"""Pieces over which the evidence is averaged; fewer pieces than that say nothing."""
_CLAMP = 4.0
_BETTER = 0.4
_SHARE_EVEN, _SHARE_WEIGHT = 0.29, 30.0
"""Share of the page at which the odds are even, and log-odds for each unit of it beyond."""
_FEW = 40.0
_SHORTEST = 4
"""Characters of the longest word of the median piece; a dump of shorter ones lists characters, not lines."""


def looks_interleaved(rows: Sequence[Sequence[Piece]], texts: Sequence[str]) -> float:
    """Log-odds that a dump is written row by row over the columns of its page; positive means it is.

    `rows` are the pieces of each line of the dump (see `grid.cut_stray`), `texts` the lines themselves. What is asked
    is on how much of the page a piece rather goes on one some places before than the one right before it.
    """
    pieces = _inked(rows, texts)
    least = -_SHARE_EVEN * _SHARE_WEIGHT
    if len(pieces) < _WINDOW or median(_longest_word(p, texts) for p in pieces) < _SHORTEST:
        return least
    links = _links(pieces, texts)
    scores = np.full((_FARTHEST, len(pieces)), -1.0)
    for back in range(1, _FARTHEST + 1):
        for place in range(back, len(pieces)):
            if pieces[place - back].line < pieces[place].line:
                scores[back - 1, place] = links.score(place - back, place)
    window = np.full(_WINDOW, 1.0 / _WINDOW)
    means = np.array([np.convolve(row, window, mode="same") for row in scores.clip(-_CLAMP, _CLAMP)])
    share = float((means[1:].max(axis=0) - means[0] > _BETTER).mean())
    return least + share * _SHARE_WEIGHT * len(pieces) / (len(pieces) + _FEW)


def unweave(rows: Sequence[Sequence[Piece]], texts: Sequence[str]) -> list[list[Piece]]:
    """Column runs of a dump: lists of pieces that follow one another in one column, each piece in exactly one.

    `rows` are the pieces of each line of the dump, `texts` the lines themselves. Lines may come out cut otherwise than
    `rows` has them where that suits the columns better; no ink is lost. Runs come in the order of their first pieces.
    Method: beam search over queues of open columns (`unweave_search`), each step scored by `unweave_links`.
    """
    inked = [[p for p in row if squeeze(texts[p.line][p.start : p.end])] for row in rows]
    found = search_columns(lattice(inked, texts))
    runs: list[list[Piece]] = []
    run_of: list[int] = []
    for piece, follows in found:
        if follows < 0:
            run_of.append(len(runs))
            runs.append([piece])
        else:
            run_of.append(run_of[follows])
            runs[run_of[-1]].append(piece)
    return runs


def _inked(rows: Sequence[Sequence[Piece]], texts: Sequence[str]) -> list[Piece]:
    return [piece for row in rows for piece in row if squeeze(texts[piece.line][piece.start : piece.end])]


def _longest_word(piece: Piece, texts: Sequence[str]) -> int:
    return max(map(len, texts[piece.line][piece.start : piece.end].split()))


def _links(pieces: Sequence[Piece], texts: Sequence[str]) -> Links:
    lines = [make_line(p.line, p.start, texts[p.line][p.start : p.end], 0) for p in pieces]
    return Links(lines, [""] * len(lines))
