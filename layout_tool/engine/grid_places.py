"""Where the columns of a layout-preserving dump stand on the page.

A dump that gives every character one column of the grid starts each run of text at a column that depends on its place
on the page alone: as far right as the densest text left of it demands. So runs that start at one place on the page
start in one column of the dump, in whatever row, and columns keep the order of places; but distances are distorted, a
narrow gutter is closed to one space, and what stands after it is carried along. The places are told from the natural
widths of the text: a column of the dump is as far from another as the text that lies between them is wide.

Units: cells of half an em on the page, from its left edge; columns of the dump are code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.grid_measures import extent

_GUTTER = 2.0
"""Cells between two columns of text, at the least."""
_WIDE_GAP = 2
"""Spaces from which a gap parts two runs of text; a run has single spaces alone."""
_COMMON = 3
"""Runs of text that start in a column which stands for the edge of a column of the page."""
_SNAP, _SHORT_SNAP, _COLUMN_LINE = 8.0, 3.0, 14.0
"""Cells from an edge within which text carried along stands at that edge: after a line of a column, after less than
one; and the least width of a line of a column."""
_PADDING = 3
"""Columns of the dump from the end of a run to the next, at the least."""
_SPACED = 0.5
"""Cells of a space in a stretched line."""


@dataclass(slots=True)
class _Run:
    """Text of a row without a wide gap: its column of the dump, and its pieces as (first, last) words."""

    row: int
    column: int
    pieces: list[tuple[int, int]]


def place_pieces(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]]) -> list[float]:
    """Set `x` of the words to places on the page; `starts` are the indices of the words that begin a piece.

    Returns the edges of the page's columns in order; a page with hardly a row of several columns stays as it is.
    """
    runs = [_runs(row, words, begun) for row, (words, begun) in enumerate(zip(rows, starts, strict=True))]
    if sum(1 for row in runs if len(row) > 1) < _COMMON:
        return []
    places = _column_places(rows, runs)
    counts: dict[int, int] = defaultdict(int)
    for row in runs:
        for run in row:
            counts[run.column] += 1
    edges = sorted(places[column] for column, count in counts.items() if count >= _COMMON)
    for row, words in zip(runs, rows, strict=True):
        for run in row:
            _place_run(run, words, places[run.column], edges)
    return edges


def _runs(row: int, words: Sequence[Word], begun: Sequence[int]) -> list[_Run]:
    """The runs of a row; a cut at a wide gap begins a new one."""
    runs: list[_Run] = []
    for first, last in pairwise([*begun, len(words)]):
        if not runs or words[first].gap >= _WIDE_GAP:
            runs.append(_Run(row, words[first].start, []))
        runs[-1].pieces.append((first, last))
    return runs


def _width(words: Sequence[Word], run: _Run) -> float:
    """The least width of a run in cells, gutters between its pieces included."""
    return sum(extent(words, first, last)[0] for first, last in run.pieces) + _GUTTER * (len(run.pieces) - 1)


def _column_places(rows: Sequence[Sequence[Word]], runs: Sequence[Sequence[_Run]]) -> dict[int, float]:
    """The place of every column of the dump in which a run starts."""
    widths: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    of_column: dict[int, list[_Run]] = defaultdict(list)
    for row in runs:
        for run in row:
            of_column[run.column].append(run)
        for left, right in pairwise(row):
            widths[right.column][left.column].append(_width(rows[left.row], left) + _GUTTER)
    columns = sorted(of_column)
    reach = {column: _reach(of_column[column], rows) for column in columns}
    common = {column: table for column, table in reach.items() if len(of_column[column]) >= _COMMON}
    places: dict[int, float] = {}
    for column in columns:
        before = places[columns[bisect_left(columns, column) - 1]] if places else float(column)
        covered = _covered(column, places, common) or _covered(column, places, reach) or _beyond(column, places, reach)
        places[column] = max(_pushed(widths[column], places), before, covered)
    return places


def _reach(runs: Sequence[_Run], rows: Sequence[Sequence[Word]]) -> NDArray[np.float64]:
    """How far from their column the runs that start there have come after so many characters, in cells, at the least.

    The last entries are those past the longest run.
    """
    longest = max(rows[run.row][run.pieces[-1][1] - 1].end - run.column for run in runs)
    least = np.full(longest + _PADDING + 1, np.inf)
    for run in runs:
        words = rows[run.row]
        reached, x = np.full(longest + _PADDING + 1, np.inf), 0.0
        for first, last in run.pieces:
            for k in range(first, last):
                word = words[k]
                if k > first:
                    x += _SPACED if words[k - 1].wide_right or word.wide_left else 1.0
                span = word.end - word.start
                at = word.start - run.column
                reached[at : at + span + 1] = x + word.width * np.arange(span + 1) / span
                x += word.width
            x += _GUTTER
        end = words[run.pieces[-1][1] - 1].end - run.column
        reached[end + 1 : end + _PADDING + 1] = x
        least = np.minimum(least, reached)
    return least


def _pushed(widths: Mapping[int, Sequence[float]], places: Mapping[int, float]) -> float:
    """How far right a column stands by the runs left of it in its rows; `widths` by their columns, with a gutter.

    A column that has few lines is asked only where there is no better.
    """
    surest = {left: found for left, found in widths.items() if len(found) >= _COMMON} or widths
    return max((places[left] + max(found) for left, found in surest.items()), default=0.0)


def _covered(column: int, places: Mapping[int, float], reach: Mapping[int, NDArray[np.float64]]) -> float:
    """The place of a column by the text that stands over or under it, or ends just left of it; 0 where none does."""
    found = [
        places[left] + float(table[column - left])
        for left, table in reach.items()
        if left < column and column - left < len(table) and table[column - left] < np.inf
    ]
    return min(found, default=0.0)


def _beyond(column: int, places: Mapping[int, float], reach: Mapping[int, NDArray[np.float64]]) -> float:
    """The place of a column that no text comes near: past all text left of it, by the dump's own columns."""
    ends = [(left + len(table) - 1, places[left] + float(table[-1])) for left, table in reach.items() if left < column]
    end, place = max(ends, default=(column, 0.0))
    return place + column - end


def _place_run(run: _Run, words: Sequence[Word], place: float, edges: Sequence[float]) -> None:
    """Place the pieces of a run: the first at its column, the others at the edges that their text comes to."""
    for at, (first, last) in enumerate(run.pieces):
        if at:
            low, high = extent(words, *run.pieces[at - 1])
            place = _snapped(place, low, high, edges)
        move = place - words[first].x
        for word in words[first:last]:
            word.x += move


def _snapped(place: float, low: float, high: float, edges: Sequence[float]) -> float:
    """Where a piece starts after one at `place` that is `low` to `high` cells wide.

    After a line of a column it starts at the next column, whose place is told by other rows and may be some cells off.
    """
    reach = _SNAP if low >= _COLUMN_LINE else _SHORT_SNAP
    wanted = place + low + _GUTTER
    near = [edge for edge in edges if place + low - 1 <= edge <= place + high + reach]
    return min(near, key=lambda edge: abs(edge - wanted), default=wanted)
