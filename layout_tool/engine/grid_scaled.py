"""Places of the pieces of a dump whose gaps are scaled to the words after them (PyMuPDF sorted by position).

Such a dump tells how far one piece of a row stands from the next, though in steps of a character and from widths that
are only estimated, so errors add up along the row. Columns hold the remedy: pieces of many rows start at one edge. Each
row is laid on the edges of the rows around it, its distances stretched as little as may be, and the edges are read
off again. Units: cells of half an em, rows of the dump.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from layout_tool.engine.grid_cells import Word, mean_width
from layout_tool.engine.grid_measures import extent, never_parted

_PASSES = 3
_ROWS_AROUND = 14
"""Rows above and below whose pieces tell the edges of a row."""
_SAME_EDGE = 1.0
"""Cells by which starts at one edge differ."""
_MEASURE = 70
"""Percentile of the widths at an edge that is taken for the measure of its column."""
_APART = 7.0
"""Cells between edges of two columns, at the least."""
_ERROR, _ERROR_SHARE = 1.6, 0.05
"""Standard error of a distance: cells, and share of the width that lies between."""
_REACH = 4.5
"""Standard errors within which an edge is looked for."""
_INDENT = 4.0
_FULL = 2.0
"""Cells by which a line that fills its measure may fall short of it."""
_LOOSE = 0.06
"""Share of a measure by which lines of Latin words may seem to fall short, their widths being estimates."""
_SUPPORT, _MOST_SUPPORT = 0.5, 3.0
"""What an edge is worth for each piece that starts there, and at most."""
_FREE = 1.0
"""Cost of standing at no edge."""
_INDENTED, _NOT_INDENTED = 2.0, 1.0
"""Cost of an indent, and of none where the line is short of its measure by one."""
_SURE, _NEAR_EDGE, _LATIN_GAP = 5, 1.6, 2
"""Pieces that start at an edge at which others are cut, cells around it, and spaces between Latin words cut there."""
_BEAM = 16
_MOST_EDGES = 60


@dataclass(slots=True)
class _Start:
    """A piece: its words (first, last), natural width and the gap before it in cells."""

    first: int
    last: int
    width: float
    gap: float
    wide: bool


class _Edge(NamedTuple):
    """Where pieces start: how many, the measure of what stands there and all of its width, in cells."""

    x: float
    starts: int
    measure: float
    ink: float


class _Way(NamedTuple):
    """One way to place the first pieces of a row: its cost, their left edges, where the last one ends."""

    cost: float
    places: tuple[float, ...]
    end: float


def place_scaled(rows: Sequence[Sequence[Word]], starts: list[list[int]]) -> None:
    """Set `x` of the words of all pieces, in cells; `starts` are the indices of the words that begin a piece.

    Each row is laid by a beam search over the edges near it. The first time it knows the rows above, then, with what
    was found, those below as well. A piece over the edge of a column that other rows have is cut at the word that
    stands there; `starts` are changed in place.
    """
    _lay(rows, starts)
    pieces = [_row_starts(words, begun) for words, begun in zip(rows, starts, strict=True)]
    places = [[words[k].x for k in begun] for words, begun in zip(rows, starts, strict=True)]
    more = [_at_edges(words, starts[row], _edges(pieces, places, row)) for row, words in enumerate(rows)]
    if any(more):
        for row, cuts in enumerate(more):
            starts[row] = sorted({*starts[row], *cuts})
        _lay(rows, starts)


def _at_edges(words: Sequence[Word], begun: Sequence[int], edges: Sequence[_Edge]) -> list[int]:
    """Words inside the pieces of a row that stand where a column begins in the rows around."""
    sure = [edge.x for edge in edges if edge.starts >= _SURE]
    found = []
    for first, last in pairwise([*begun, len(words)]):
        for k in range(first + 1, last):
            wide = words[k - 1].wide_right or words[k].wide_left
            if words[k].gap < (1 if wide else _LATIN_GAP) or never_parted(words[k - 1], words[k]):
                continue
            at = bisect_left(sure, words[k].x - _NEAR_EDGE)
            if at < len(sure) and sure[at] <= words[k].x + _NEAR_EDGE:
                found.append(k)
    return found


def _lay(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]]) -> None:
    pieces = [_row_starts(words, begun) for words, begun in zip(rows, starts, strict=True)]
    places: list[tuple[float, ...]] = []
    for row, starting in enumerate(pieces):
        places.append(_place(starting, _edges(pieces, places, row)))
    for _ in range(_PASSES - 1):
        places = [_place(starting, _edges(pieces, places, row)) for row, starting in enumerate(pieces)]
    for words, starting, placed in zip(rows, pieces, places, strict=True):
        for piece, x in zip(starting, placed, strict=True):
            move = x - words[piece.first].x
            for word in words[piece.first : piece.last]:
                word.x += move


def _row_starts(words: Sequence[Word], begun: Sequence[int]) -> list[_Start]:
    return [
        _Start(
            first, last, extent(words, first, last)[0], words[first].gap * mean_width(words[first]),
            words[first].wide_left,
        )
        for first, last in pairwise([*begun, len(words)])
    ]  # fmt: skip


def _edges(pieces: Sequence[Sequence[_Start]], places: Sequence[Sequence[float]], row: int) -> list[_Edge]:
    """The edges that rows around use, from left to right; the row itself has no say.

    Columns are wider than an indent, so of edges that stand close only the one most used is a column's.
    """
    around = [k for k in range(max(0, row - _ROWS_AROUND), min(len(places), row + _ROWS_AROUND + 1)) if k != row]
    found = sorted((x, piece.width) for k in around for x, piece in zip(places[k], pieces[k], strict=True))
    edges = []
    begin = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or found[at][0] - found[at - 1][0] > _SAME_EDGE:
            group = found[begin:at]
            widths = [width for _, width in group]
            edges.append(
                _Edge(group[len(group) // 2][0], len(group), float(np.percentile(widths, _MEASURE)), sum(widths))
            )
            begin = at
    kept: list[_Edge] = []
    for edge in sorted(edges, key=lambda edge: (-edge.ink, edge.x)):
        if len(kept) < _MOST_EDGES and all(abs(edge.x - other.x) >= _APART for other in kept):
            kept.append(edge)
    return sorted(kept)


def _place(starting: Sequence[_Start], edges: Sequence[_Edge]) -> tuple[float, ...]:
    """The left edges of a row's pieces."""
    ways = [_Way(0.0, (), 0.0)]
    xs = [edge.x for edge in edges]
    before = 0.0
    for piece in starting:
        error = _ERROR + _ERROR_SHARE * before
        reach = _REACH * error
        more: dict[float, _Way] = {}
        for way in ways:
            wanted = way.end + piece.gap
            least = way.end if way.places else 0.0
            near = edges[bisect_left(xs, wanted - reach - _INDENT) : bisect_right(xs, wanted + reach)]
            for x, cost, end in _choices(piece, near, wanted):
                if x >= least - error:
                    _keep(more, way, x, cost + ((x - wanted) / error) ** 2 / 2, end)
        ways = sorted(more.values())[:_BEAM]
        before = piece.width
    return ways[0].places


def _keep(ways: dict[float, _Way], before: _Way, x: float, cost: float, end: float) -> None:
    known = ways.get(x)
    if known is None or before.cost + cost < known.cost:
        ways[x] = _Way(before.cost + cost, (*before.places, x), end)


def _choices(piece: _Start, near: Sequence[_Edge], wanted: float) -> Iterator[tuple[float, float, float]]:
    """Where a piece may stand, at what cost, and where it ends."""
    yield max(0.0, wanted), _FREE, max(0.0, wanted) + piece.width
    for edge in near:
        worth = min(_SUPPORT * edge.starts, _MOST_SUPPORT)
        short = edge.measure - piece.width
        indented = piece.wide and _INDENT - _FULL <= short <= _INDENT + _FULL
        full = abs(short) <= (_FULL if piece.wide else _FULL + _LOOSE * edge.measure)
        end = max(edge.x + edge.measure, edge.x + piece.width) if full else edge.x + piece.width
        yield edge.x, (_NOT_INDENTED if indented else 0.0) - worth, end
        if short >= _INDENT - _FULL:
            end = edge.x + edge.measure if indented else edge.x + _INDENT + piece.width
            yield edge.x + _INDENT, (0.0 if indented else _INDENTED) - worth, end
