"""Pieces of lines gathered into boxes: runs of lines of one column, ended by white, by other text and by new measures.

In a layout-preserving dump of a Chinese page the lines of neighbouring columns stand on different rows, because their
baselines differ, so a column's next line may be many rows further down with only other columns between. Boxes are
therefore made by the heights that all columns together tell (see `grid_heights`). Units: cells and lines, origin
top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.grid_heights import LEADING, row_heights

_DRIFT = 2.0
"""Cells by which left edges of one column differ."""
_INDENT = 6.0
"""Cells by which the first line of a paragraph may be set in."""
_WIDER, _SLACK = 1.15, 3.0
"""A line is of another measure if it is wider than this share of the measure and that many cells more."""
_RECENT = 12
"""Lines that tell the measure of a box."""
_WHITE = 0.7
"""Lines of white that end a box: less than a blank line, more than heights told by votes of columns are off."""
_OVERLAP = 2.0
"""Cells of another column's text below a box that end it."""
_CLEAR_LEFT, _CLEAR_RIGHT = 0.5, 3.0
"""Cells between a line and the edges of its box from which it stands clear of both."""


@dataclass(frozen=True, slots=True)
class GridBox:
    """Lines of one column: `pieces` from top to bottom, the box in cells and lines from the page's top-left corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Growing:
    """A box that may still take lines: left and right edge in cells, the height at which its last line ends."""

    edge: float
    right: float
    bottom: float
    pieces: list[Piece] = field(default_factory=list)
    ended: bool = False

    def take(self, piece: Piece) -> None:
        """Add a line."""
        self.edge = min(self.edge, piece.x0)
        self.right = max(self.right, piece.x1)
        self.bottom = piece.y + 1
        self.pieces.append(piece)

    def shared(self, piece: Piece) -> float:
        """Cells of the box that a piece stands under."""
        return min(self.right, piece.x1) - max(self.edge, piece.x0)

    def narrowest(self, piece: Piece) -> float:
        """The lesser width of box and piece, in cells."""
        return min(self.right - self.edge, piece.x1 - piece.x0)


def find_boxes(rows: Sequence[Sequence[Piece]], leading: float = LEADING) -> list[GridBox]:
    """Gather the pieces of a page into boxes, ordered by their first lines (row, then left edge).

    Every piece is in exactly one box; within a box pieces run from top to bottom. `y` of the pieces returned is the
    settled height in lines; `leading` is that of the body text, in sizes of its type.

    >>> from layout_tool.engine.grid import split_lines
    >>> page = ["左栏的第一行                  右栏的第一行", "左栏的第二行                  右栏的第二行"]
    >>> [(b.x0, b.y0, b.x1, b.y1, len(b.pieces)) for b in find_boxes(split_lines(page))]
    [(0.0, 0.0, 12.0, 2.0, 2), (24.0, 0.0, 36.0, 2.0, 2)]
    """
    boxes: list[_Growing] = []
    nearest: dict[int, _Growing] = {}
    for row in _settled(rows, leading):
        for piece in row:
            box = _place(piece, nearest)
            if len(box.pieces) == 1:
                boxes.append(box)
            nearest.update(dict.fromkeys(range(floor(box.edge), ceil(box.right)), box))
    found = [GridBox(box.edge, box.pieces[0].y, box.right, box.bottom, tuple(box.pieces)) for box in boxes]
    return sorted(found, key=lambda box: (box.pieces[0].line, box.pieces[0].start))


def _place(piece: Piece, nearest: dict[int, _Growing]) -> _Growing:
    """Add a piece to the box it continues, or start one; boxes under which it stands are ended.

    `nearest` maps a cell to the box last met above it.
    """
    cells = range(floor(piece.x0 - _INDENT), ceil(piece.x1 + _INDENT))
    around = list({id(box): box for cell in cells if (box := nearest.get(cell)) and not box.ended}.values())
    fitting = [box for box in around if _continues(piece, box)]
    chosen = min(fitting, key=lambda box: (abs(box.edge - piece.x0), -box.bottom), default=None)
    for box in around:
        if box is not chosen and box.shared(piece) >= min(_OVERLAP, box.narrowest(piece)):
            box.ended = True
    chosen = chosen or _Growing(piece.x0, piece.x1, piece.y + 1)
    chosen.take(piece)
    return chosen


def _continues(piece: Piece, box: _Growing) -> bool:
    """Whether a piece can be the next line of a box."""
    last = box.pieces[-1]
    if last.line == piece.line or piece.y < last.y or piece.y - box.bottom >= _WHITE:
        return False
    offset = piece.x0 - box.edge
    if abs(offset) > _INDENT or (offset < -_DRIFT and len(box.pieces) > 1):
        return False
    if _stands_clear(last, box) or _stands_clear(piece, box):
        return False
    measure = max(p.x1 for p in box.pieces[-_RECENT:]) - box.edge
    return piece.x1 - box.edge <= measure * _WIDER + _SLACK


def _stands_clear(piece: Piece, box: _Growing) -> bool:
    """Whether a line stands clear of both edges of its box, as a subhead does."""
    inset = piece.x0 - box.edge > _CLEAR_LEFT and box.right - piece.x1 > _CLEAR_RIGHT
    return inset and len(box.pieces) > 1


def _settled(rows: Sequence[Sequence[Piece]], leading: float) -> list[list[Piece]]:
    """The pieces with `y` settled, in lines from the top."""
    heights = row_heights(rows, leading)
    return [[replace(p, y=y) for p in row] for row, y in zip(rows, heights, strict=True)]
