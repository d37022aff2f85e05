"""Drift: the words of a row shifted onto the column edges that the rows above use.

Proportional glyphs do not fit a grid, so a column's left edge wanders from row to row. Each row is walked from left to
right with a running shift: a piece that starts near an edge lately used takes that edge, and the rest of the row moves
along. Units: cells and rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.grid_gutters import GapRule
from layout_tool.engine.grid_measures import extent

_MEMORY = 10
"""Rows for which an edge is remembered."""
_REACH = 2.5
"""Cells within which a start is taken for the same edge (an indent of two em is four cells and must stay apart)."""


def settle_edges(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]], *, carry: bool) -> None:
    """Shift `x` of the words so that pieces of one column start on one cell; `starts` are indices of piece heads."""
    edges: dict[float, int] = {}
    for row, (words, begun) in enumerate(zip(rows, starts, strict=True)):
        shift = 0.0
        used: list[float] = []
        heads = set(begun)
        for k, word in enumerate(words):
            x = word.x + shift
            if k and k in heads:
                edge = _nearest(edges, x, row)
                if not carry:
                    shift = 0.0
                    x = word.x
                    edge = _nearest(edges, x, row)
                if edge is not None:
                    shift += edge - x
                    x = edge
            if k in heads:
                used.append(x)
            word.x = x
        for x in used:
            edges[x] = row
        if row % _MEMORY == 0:
            edges = {x: last for x, last in edges.items() if row - last <= _MEMORY}


def _nearest(edges: dict[float, int], x: float, row: int) -> float | None:
    """The remembered edge nearest to x, if one is within reach."""
    near = [edge for edge, last in edges.items() if abs(edge - x) <= _REACH and row - last <= _MEMORY]
    return min(near, key=lambda edge: (abs(edge - x), edge), default=None)


def respread(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]], sure: GapRule) -> None:
    """Move pieces after narrow gutters to where the text before them really ends.

    A dump that counts an ideograph as one cell closes a narrow gutter to one space, so what follows stands too far left.
    Words after a wide gap stand where the dump means them to.
    """
    for words, begun in zip(rows, starts, strict=True):
        for first, last in pairwise([*begun, len(words)]):
            if first and not sure.cuts(words[first - 1], words[first]):
                left = words[begun[begun.index(first) - 1]]
                place = left.x + extent(words, begun[begun.index(first) - 1], first)[0] + 1.0
                move = max(0.0, place - words[first].x)
                for word in words[first:last]:
                    word.x += move
