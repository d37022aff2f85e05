"""Dumps written row by row over the columns of a page, taken apart into the columns again.

Where a content stream paints the page in rows, a dump lists the first line of every column, then the second of every
column, and so on; nothing tells the places. Columns are then a queue: the column that was met longest ago is the one
met next, but for columns that end and columns that begin. `unweave` finds the likeliest such queue.

All sizes are the profile's weights of the group "weave". Those of successions, first and last lines were fitted on
pages of our own texts, set by `tests/typeset/woven.py` at several measures and counts of columns, in both languages;
the others stand by hand, in round numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import squeeze
from layout_tool.engine.unweave_cuts import lattice
from layout_tool.engine.unweave_links import Links
from layout_tool.engine.unweave_search import search_columns

_FARTHEST = 9
"""Columns side by side looked at to tell whether a dump is interleaved."""
_WINDOW = 12
"""Pieces over which the evidence is averaged; fewer pieces than that say nothing."""
_CLAMP = 4.0
_BETTER = 0.25
"""By how much a column some places before must be the better one to go on."""
_GOES_ON = 0.25
"""Mean log-likelihood ratio with the piece right before from which the dump goes on as it should."""
_FEW = 40.0
"""Pieces of a page that says half as much as a long one."""
_WIDEST = 60.0
"""Em beyond which a line is no column's; a dump with most of its ink in such lines lists paragraphs."""
_SHORTEST = 4
"""Characters of the longest word of the median piece; a dump of shorter ones lists characters, not lines."""


def looks_interleaved(lines: Sequence[TextLine], weights: Mapping[str, float]) -> float:
    """Log-odds that a dump is written row by row over the columns of its page; positive means it is.

    `lines` are the lines of the dump, those that hold pieces of several columns parted (see `grid.cut_stray`), each
    with ink; `weights` the profile's group "weave". What is asked is on how much of the page a piece rather goes on one
    some places before than the one right before it. Looks no further where pieces go on the one right before all over
    the page.
    """
    least = weights["interleaved"]
    worth = weights["interleaved_share"] * len(lines) / (len(lines) + _FEW)
    if len(lines) < _WINDOW or median(max(map(len, line.text.split())) for line in lines) < _SHORTEST:
        return least
    if 2 * sum(line.width for line in lines if line.width > _WIDEST) > sum(line.width for line in lines):
        return least
    links = Links(lines, (), weights)
    before = _means(lines, links, 1)
    broken = before < _GOES_ON
    most = least + float(broken.mean()) * worth
    if most < 0:
        return most
    others = np.max([_means(lines, links, back) for back in range(2, _FARTHEST + 1)], axis=0)
    return least + float((broken & (others - before > _BETTER)).mean()) * worth


def _means(lines: Sequence[TextLine], links: Links, back: int) -> NDArray[np.float64]:
    """How well each piece goes on the one so many places before, averaged over the pieces around it."""
    scores = np.full(len(lines), -1.0)
    for place in range(back, len(lines)):
        if lines[place - back].number < lines[place].number:
            scores[place] = links.score(place - back, place)
    return np.convolve(scores.clip(-_CLAMP, _CLAMP), np.full(_WINDOW, 1.0 / _WINDOW), mode="same")


def unweave(rows: Sequence[Sequence[Piece]], texts: Sequence[str], weights: Mapping[str, float]) -> list[list[Piece]]:
    """Column runs of a dump: lists of pieces that follow one another in one column, each piece in exactly one.

    `rows` are the pieces of each line of the dump, `texts` the lines themselves, `weights` the profile's
    group "weave". Lines may come out cut otherwise than
    `rows` has them where that suits the columns better; no ink is lost. Runs come in the order of their first pieces.
    Method: beam search over queues of open columns (`unweave_search`), each step scored by `unweave_links`.
    """
    inked = [[p for p in row if squeeze(texts[p.line][p.start : p.end])] for row in rows]
    found = search_columns(lattice(inked, texts, weights), weights)
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
