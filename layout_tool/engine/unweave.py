"""Dumps written row by row over the columns of a page, taken apart into the columns again.

Where a content stream paints the page in rows, a dump lists the first line of every column, then the second of every
column, and so on; nothing tells the places. Columns are then a queue: the column that was met longest ago is the one
met next, but for columns that end and columns that begin. `unweave` finds the likeliest such queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.lines import make_line
from layout_tool.engine.script import squeeze
from layout_tool.engine.unweave_links import Links

_BEAM = 24
"""Queues kept at each piece."""
_MARGIN = 8.0
"""Log-odds behind the best queue at which one is dropped."""
_LONGEST_QUEUE = 14
"""Columns side by side at most."""
_OUT_OF_TURN = (0.0, -4.5, -6.0)
"""Log-probability of meeting a column before that many others whose turn it was."""

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


class _Queue(NamedTuple):
    """One way to take the pieces so far: open columns by their last piece, and how they came to be."""

    score: float
    tails: tuple[int, ...]
    follows: int
    before: _Queue | None


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

    `rows` are the pieces of each line of the dump, `texts` the lines themselves. Runs come in the order of their first
    pieces. Method: beam search over queues of open columns, each step scored by `unweave_links`. Runs in O(pieces).
    """
    pieces = _inked(rows, texts)
    follows = _weave(pieces, _links(pieces, texts))
    runs: list[list[Piece]] = []
    run_of: list[int] = []
    for place, piece in enumerate(pieces):
        if follows[place] < 0:
            run_of.append(len(runs))
            runs.append([piece])
        else:
            run_of.append(run_of[follows[place]])
            runs[run_of[place]].append(piece)
    return runs


def _inked(rows: Sequence[Sequence[Piece]], texts: Sequence[str]) -> list[Piece]:
    return [piece for row in rows for piece in row if squeeze(texts[piece.line][piece.start : piece.end])]


def _longest_word(piece: Piece, texts: Sequence[str]) -> int:
    return max(map(len, texts[piece.line][piece.start : piece.end].split()))


def _links(pieces: Sequence[Piece], texts: Sequence[str]) -> Links:
    return Links([make_line(p.line, p.start, texts[p.line][p.start : p.end], 0) for p in pieces])


def _weave(pieces: Sequence[Piece], links: Links) -> list[int]:
    """The piece before each in its column by the likeliest queue, -1 at the top of one."""
    beam = [_Queue(0.0, (), -1, None)]
    for place, piece in enumerate(pieces):
        found: dict[tuple[int, ...], _Queue] = {}
        for queue in beam:
            for step in _steps(queue, place, piece.line, pieces, links):
                known = found.get(step.tails)
                if known is None or step.score > known.score:
                    found[step.tails] = step
        best = max(queue.score for queue in found.values()) - _MARGIN
        beam = sorted((queue for queue in found.values() if queue.score >= best), key=_worth)[:_BEAM]
    follows: list[int] = []
    last: _Queue | None = beam[0]
    while last is not None and last.before is not None:
        follows.append(last.follows)
        last = last.before
    return follows[::-1]


def _worth(queue: _Queue) -> tuple[float, tuple[int, ...]]:
    return (-queue.score, queue.tails)


def _steps(queue: _Queue, place: int, row: int, pieces: Sequence[Piece], links: Links) -> list[_Queue]:
    """The queues that piece `place` can make of one: a new column, or the next line of one met before."""
    tails = queue.tails
    kept = tails if len(tails) < _LONGEST_QUEUE else tails[1:]
    steps = [
        _Queue(
            queue.score + links.start(place) + (links.end(tails[0]) if kept is not tails else 0.0),
            (*kept, place),
            -1,
            queue,
        )
    ]
    closed = 0.0
    for turn, tail in enumerate(tails):
        if pieces[tail].line >= row:
            break
        gain = queue.score + links.score(tail, place)
        rest = tails[turn + 1 :]
        steps.append(_Queue(gain + closed, (*rest, place), tail, queue))
        if 0 < turn < len(_OUT_OF_TURN):
            steps.append(_Queue(gain + _OUT_OF_TURN[turn], (*tails[:turn], *rest, place), tail, queue))
        closed += links.end(tail)
    return steps
