"""The heights of the rows of a layout-preserving dump, told by its columns of text.

The dump writes one row for every baseline on the page, so rows are not evenly spaced: where the lines of neighbouring
columns do not stand level, a row more is only a part of a line further down, and white that one column leaves is hidden
by the rows of the others. But body text is set to one leading, so a column of running lines is a clock: each
line stands one line below the line before. All columns of the page together tell the heights; where one of them has
white between its lines, the others outvote it. Blank rows say how many times its own size a row stands above the next.

Method: least absolute deviations, a linear programme over the rows. Units: lines of body text, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from layout_tool.engine.grid_cells import Piece

LEADING, LATIN_LEADING = 1.4, 1.2
"""Usual leading of body text, in sizes of its type: ideographs stand in more white than Latin letters do."""
_SAME_EDGE, _INDENT = 1.0, 5.0
"""Cells by which the left edges of lines of one column differ: none to speak of, or by an indent."""
_EDGE_VOTE, _INDENT_VOTE, _ODD_VOTE, _LOOSE_VOTE = 1.0, 0.6, 0.3, 0.2
_SHORT, _LONG = 0.8, 1.25
_CROWDED = 3.0
"""How much dearer it is to stand less than a line below than to stand more."""
_DISPLAY, _DISPLAY_VOTE = 1.4, 0.1
_TIGHT, _OVERPRINT = 0.8, 4.0
_BLANK_VOTE = 0.7
_BLANK_FACT = 8.0
_ORDER_VOTE = 0.8
_STEP_VOTE, _STEP = 0.05, 0.3
"""A row stands a little below the row before, for want of anything better."""
_MOST_ROWS = 3000


@dataclass(slots=True)
class _Votes:
    """Wishes about the height between two rows: at least `low` (at a price) and at most `high` (at a price)."""

    upper: list[int] = field(default_factory=list)
    lower: list[int] = field(default_factory=list)
    bound: list[float] = field(default_factory=list)
    sign: list[float] = field(default_factory=list)
    price: list[float] = field(default_factory=list)

    def at_least(self, upper: int, lower: int, bound: float, price: float) -> None:
        """Row `lower` stands that many lines below row `upper` or more."""
        self._add(upper, lower, bound, -1.0, price)

    def at_most(self, upper: int, lower: int, bound: float, price: float) -> None:
        """Row `lower` stands no more lines below row `upper`."""
        self._add(upper, lower, bound, 1.0, price)

    def _add(self, upper: int, lower: int, bound: float, sign: float, price: float) -> None:
        self.upper.append(upper)
        self.lower.append(lower)
        self.bound.append(bound)
        self.sign.append(sign)
        self.price.append(price)


@dataclass(slots=True)
class _Line:
    """A piece on its row; `reach` is the right edge of its column as far as its lines have told, in cells."""

    row: int
    piece: Piece
    reach: float = 0.0
    running: bool = False

    def __post_init__(self) -> None:
        """A line reaches at least as far as it goes."""
        self.reach = max(self.reach, self.piece.x1)

    def cells(self) -> range:
        """The cells of the grid under the line."""
        return range(floor(self.piece.x0), max(floor(self.piece.x0) + 1, ceil(self.piece.x1)))


def row_heights(rows: Sequence[Sequence[Piece]], leading: float = LEADING) -> list[float]:
    """The height of every row in lines from the first; a blank row has the height of the row before it.

    `leading` is how many sizes of its type a line of body text stands below the line before.

    >>> from layout_tool.engine.grid import split_lines
    >>> row_heights(split_lines(["左栏的第一行            右栏的第一行", "左栏的第二行            右栏的第二行"]))
    [0.0, 1.0]
    """
    inked = [at for at, row in enumerate(rows) if row]
    if not inked:
        return [0.0] * len(rows)
    text = [rows[at] for at in inked]
    blanks = [after - before - 1 for before, after in pairwise(inked)]
    found = (
        _solve(_votes(text, blanks, leading), len(text))
        if len(text) <= _MOST_ROWS
        else np.arange(len(text), dtype=float)
    )
    heights = dict(zip(inked, found.tolist(), strict=True))
    result, last = [], 0.0
    for at in range(len(rows)):
        last = heights.get(at, last)
        result.append(last)
    return result


def _votes(rows: Sequence[Sequence[Piece]], blanks: Sequence[int], leading: float) -> _Votes:
    """What columns and blank rows say; `rows` without the blank ones, `blanks` their number after each."""
    votes = _Votes()
    lowest: dict[int, _Line] = {}
    running = [False] * len(rows)
    for at, row in enumerate(rows):
        lines = [_Line(at, piece) for piece in row]
        for line in lines:
            above = list({id(found): found for cell in line.cells() if (found := lowest.get(cell))}.values())
            last = max((other.row for other in above), default=at)
            for other in above:
                vote = _vote(other, line)
                votes.at_least(other.row, at, 1.0, _CROWDED * vote)
                votes.at_least(other.row, at, _TIGHT, _OVERPRINT)
                if other.row == last and vote > _ODD_VOTE:
                    votes.at_most(other.row, at, 1.0, vote)
                    line.reach = max(line.reach, other.reach)
                    other.running = line.running = True
        running[at] = lines[-1].running
        for line in lines:
            lowest.update(dict.fromkeys(line.cells(), line))
    for at, blank in enumerate(blanks):
        _blank_votes(votes, at, blank, leading, running=running[at])
    return votes


def _blank_votes(votes: _Votes, at: int, blank: int, leading: float, *, running: bool) -> None:
    """What the blank rows after a row say; `running` where the row ends with a line of running text."""
    if blank:
        votes.at_least(at, at + 1, (blank + 1) / leading, _BLANK_FACT)
        votes.at_least(at, at + 1, (1.0 if running else _DISPLAY) * (blank + 1.5) / leading, _BLANK_VOTE)
    elif not running:
        votes.at_least(at, at + 1, 1.0, _DISPLAY_VOTE)
    votes.at_most(at, at + 1, (blank + 2) / leading, _BLANK_VOTE / 2)
    votes.at_least(at, at + 1, _STEP, _STEP_VOTE)
    votes.at_least(at, at + 1, 0.0, _ORDER_VOTE)


def _vote(above: _Line, below: _Line) -> float:
    """How surely two lines, one over the other, follow each other in one column: both are full, or one is indented."""
    apart = below.piece.x0 - above.piece.x0
    if abs(apart) > _INDENT:
        return _LOOSE_VOTE
    edge = min(above.piece.x0, below.piece.x0)
    reach = above.reach - edge
    if not _SHORT * reach <= below.piece.x1 - edge <= _LONG * reach:
        return _ODD_VOTE
    if apart > _SAME_EDGE:
        return _INDENT_VOTE
    return _EDGE_VOTE if above.piece.x1 - edge >= _SHORT * reach else _ODD_VOTE


def _solve(votes: _Votes, count: int) -> NDArray[np.float64]:
    """The heights that go against the votes least: minimise the prices of what each bound is missed by."""
    if count < 2:
        return np.zeros(count)
    n = len(votes.bound)
    sign = np.array(votes.sign)
    at = np.arange(n)
    rows = np.concatenate([at, at, at])
    columns = np.concatenate([np.array(votes.lower), np.array(votes.upper), count + at])
    values = np.concatenate([sign, -sign, -np.ones(n)])
    matrix = csr_matrix((values, (rows, columns)), shape=(n, count + n))
    limit = sign * np.array(votes.bound)
    cost = np.concatenate([np.full(count, 1e-4), votes.price])
    solved = linprog(cost, A_ub=matrix, b_ub=limit, bounds=(0, None), method="highs")
    if solved.x is None:
        return np.arange(count, dtype=float)
    heights = np.asarray(solved.x[:count], dtype=float).round(3)
    return np.asarray(heights - heights.min())
