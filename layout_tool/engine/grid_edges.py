"""Drift: the words of a row shifted onto the column edges that the rows above use.

Proportional glyphs do not fit a grid, so a column's left edge wanders from row to row. A piece that starts near an edge
lately used takes that edge; where the dump's gaps are scaled, the rest of the row moves along. Units: cells and rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.grid_gutters import GapRule
from layout_tool.engine.grid_measures import extent

_MEMORY = 10
"""Rows for which an edge is remembered."""
_REACH, _SCALED_REACH = 2.5, 3.5
"""Cells within which a start is taken for the same edge (an indent of two em is four cells and must stay apart);
more where gaps are scaled."""


def settle_edges(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]], *, carry: bool) -> None:
    """Shift `x` of the words so that pieces of one column start on one cell; `starts` are indices of piece heads.

    With `carry` a shift holds for the rest of the row, otherwise for its own piece alone.
    """
    reach = _SCALED_REACH if carry else _REACH
    edges: dict[int, tuple[float, int]] = {}
    for row, (words, begun) in enumerate(zip(rows, starts, strict=True)):
        shift = 0.0
        used: list[float] = []
        for at, (first, last) in enumerate(pairwise([*begun, len(words)])):
            shift = shift if carry else 0.0
            x = words[first].x + shift
            edge = _nearest(edges, x, row, reach) if at else None
            if edge is not None:
                shift += edge - x
            used.append(words[first].x + shift)
            for word in words[first:last]:
                word.x += shift
        for x in used:
            edges[floor(x)] = (x, row)


def _nearest(edges: dict[int, tuple[float, int]], x: float, row: int, reach: float) -> float | None:
    """The remembered edge nearest to x, if one is within reach; `edges` maps a cell to its edge and last row."""
    best: float | None = None
    for cell in range(floor(x - reach), floor(x + reach) + 1):
        edge, last = edges.get(cell, (x, -_MEMORY - 1))
        if row - last <= _MEMORY and abs(edge - x) <= reach and (best is None or abs(edge - x) < abs(best - x)):
            best = edge
    return best


def respread(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]], sure: GapRule) -> None:
    """Move pieces after narrow gutters to where the text before them really ends.

    A dump that counts an ideograph as one cell closes a narrow gutter to one space, so what follows is too far left.
    Words after a gap that `sure` takes for a gutter stand where the dump means them to.
    """
    for words, begun in zip(rows, starts, strict=True):
        for (before, first), last in zip(pairwise(begun), [*begun[2:], len(words)], strict=False):
            if sure.cuts(words[first - 1], words[first]):
                continue
            place = words[before].x + extent(words, before, first)[0] + 1.0
            move = max(0.0, place - words[first].x)
            for word in words[first:last]:
                word.x += move
