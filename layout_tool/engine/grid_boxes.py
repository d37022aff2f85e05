"""Pieces of lines gathered into boxes: one run of lines of one column, broken by white, by other text and by new measures.

In a layout-preserving dump of a Chinese page the lines of neighbouring columns stand on different rows, because their
baselines differ, so a column's next line may be many rows further down with only other columns between. Heights are
therefore told by settling: a row comes to rest on the lowest piece under any of its own pieces, and not above the last
row that several columns share. Units: cells and lines, origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from layout_tool.engine.grid_cells import Piece
import os
SO=int(os.environ.get('SO','1'))
SOL=float(os.environ.get('SOL','0.5'))
SOR=float(os.environ.get('SOR','3'))
_SHARED = 3
"""Pieces on a row that make it a level for the whole page."""
_DRIFT = 2.0
"""Cells by which left edges of one column differ."""
_INDENT = 6.0
"""Cells by which the first line of a paragraph may be set in."""
_WIDER = float(os.environ.get('WI','1.15'))
_SLACK = float(os.environ.get('SL','3'))
"""A line is of another measure if it is wider than this share of the measure and that many cells."""
_WHITE = float(os.environ.get('WH','3'))
"""Lines of white that end a box."""
_OVERLAP = 2.0
"""Cells of another column's text below a box that end it."""


@dataclass(frozen=True, slots=True)
class GridBox:
    """A box of lines of one column: `pieces` from top to bottom, in cells and lines from the top-left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Growing:
    """A box that may still take lines: its left edge and right edge in cells, the line it ends at."""

    edge: float
    right: float
    bottom: float
    row: float
    pieces: list[Piece] = field(default_factory=list)

    def take(self, piece: Piece) -> None:
        """Add a line."""
        self.edge = min(self.edge, piece.x0)
        self.right = max(self.right, piece.x1)
        self.bottom = piece.y + 1
        self.pieces.append(piece)


def find_boxes(rows: Sequence[Sequence[Piece]]) -> list[GridBox]:
    """Gather the pieces of a page into boxes, ordered by their first lines (row, then left edge).

    Every piece is in exactly one box; within a box pieces run from top to bottom. `y` of the pieces returned is the
    settled height in lines.

    >>> from layout_tool.engine.grid import split_lines
    >>> page = ["左栏的第一行    右栏的第一行", "左栏的第二行    右栏的第二行"]
    >>> [(b.x0, b.y0, b.x1, b.y1, len(b.pieces)) for b in find_boxes(split_lines(page))]
    [(0.0, 0.0, 12.0, 2.0, 2), (10.0, 0.0, 22.0, 2.0, 2)]
    """
    growing: list[_Growing] = []
    done: list[_Growing] = []
    for row in _settled(rows):
        for piece in row:
            growing = _place(piece, growing, done)
    done.extend(growing)
    boxes = [_finished(box) for box in done]
    return sorted(boxes, key=lambda box: (box.pieces[0].line, box.pieces[0].start))


def _finished(box: _Growing) -> GridBox:
    """The box as it is handed out."""
    return GridBox(box.edge, box.pieces[0].y, box.right, box.bottom, tuple(box.pieces))


def _place(piece: Piece, growing: list[_Growing], done: list[_Growing]) -> list[_Growing]:
    """Add a piece to the box it continues, or start one; boxes under which it stands are ended."""
    fitting = [box for box in growing if _continues(piece, box)]
    chosen = min(fitting, key=lambda box: (abs(box.edge - piece.x0), -box.bottom), default=None)
    still = []
    for box in growing:
        covers = min(box.right, piece.x1) - max(box.edge, piece.x0)
        ended = box is not chosen and covers >= min(_OVERLAP, box.right - box.edge, piece.x1 - piece.x0)
        (done if ended else still).append(box)
    if chosen is None:
        chosen = _Growing(piece.x0, piece.x1, piece.y + 1, piece.y)
        still.append(chosen)
    chosen.take(piece)
    return still


def _continues(piece: Piece, box: _Growing) -> bool:
    """Whether a piece can be the next line of a box."""
    last = box.pieces[-1]
    if last.line == piece.line or piece.y - box.bottom >= _WHITE:
        return False
    offset = piece.x0 - box.edge
    if offset < -_INDENT or offset > _INDENT or (offset < -_DRIFT and len(box.pieces) > 1):
        return False
    if SO and _set_off(last, box) or SO and _set_off(piece, box):
        return False
    measure = max(p.x1 for p in box.pieces[-12:]) - box.edge
    return piece.x1 - box.edge <= measure * _WIDER + _SLACK


def _set_off(piece: Piece, box: _Growing) -> bool:
    """Whether a line stands clear of both edges of its box, as a subhead does."""
    return len(box.pieces) >= 2 and piece.x0 - box.edge > SOL and box.right - piece.x1 > SOR


def _settled(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pieces with `y` settled, in lines from the top."""
    width = int(max((p.x1 for row in rows for p in row), default=0.0)) + 2
    skyline = np.zeros(width)
    floor = lowest = 0.0
    blank = 0
    settled: list[list[Piece]] = []
    for row in rows:
        if not row:
            blank += 1
            settled.append([])
            continue
        spans = [(int(p.x0), max(int(p.x1), int(p.x0) + 1)) for p in row]
        if blank >= 2:
            floor = max(floor, lowest + blank - 1)
        y = max(floor, *(float(skyline[a:b].max()) for a, b in spans))
        for a, b in spans:
            skyline[a:b] = y + 1
        if len(row) >= _SHARED:
            floor = max(floor, y)
        blank = 0
        lowest = max(lowest, y + 1)
        settled.append([replace(p, y=y) for p in row])
    return settled
