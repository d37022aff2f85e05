"""Tables: rows of short cells that stand in columns, where the places of lines are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import ends_sentence
from layout_tool.engine.surroundings import Surroundings
from layout_tool.model.geometry import Box, union

_WIDEST_CELL = 8.0
_LARGEST = 1.25
_FIGURES = 0.4
"""The widest cell of words, in em; the largest type of one; the share of digits from which on a line is one of figures,
which may be of any width."""
_LEVEL = 0.35
_ROW_GAP = 2.6
_FEWEST_ROWS = 3
_CELL_GAP = 20.0
"""Rows of the grid that cells of one row differ by at most, and that rows stand apart; the white between cells at most,
in half em."""
_EDGE = 1.2
_STANDS = 0.6
_RUNNING, _NEARLY_FULL = 4.5, 0.6
"""A line of text is so wide at least, in em, and falls so short of its measure at most."""
_MARKS_AT_END = re.compile(r"[，、；：,;]$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Cell:
    box: Box
    figures: bool
    running: bool

    @property
    def middle(self) -> float:
        return (self.box.y0 + self.box.y1) / 2


_Row = tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's box on the grid, and what speaks for it, 0 to 1 each.

    `aligned`: how many rows have cells under cells; `columns`: three or more; `figures`: the share of cells of
    figures; `ruled`: the share of rows with a rule between them and the next; `running`: the share of cells that fill
    their measure line after line, as narrow columns of text do.
    """

    box: Box
    aligned: float
    columns: float
    figures: float
    ruled: float
    running: float


class TablePlaces:
    """How a page's fragments stand in its tables."""

    def __init__(self, fragments: Sequence[Fragment], around: Surroundings) -> None:
        self.tables = find_tables(fragments, around)
        self._fragments = fragments

    def terms(self, k: int) -> dict[str, float]:
        """What speaks for fragment k as a part of a table; nothing where it stands in none."""
        if not self.tables:
            return {}
        lines = [line for line in self._fragments[k].lines if line.cell is not None]
        shares = [sum(_is_in(line, table.box) for line in lines) / max(1, len(lines)) for table in self.tables]
        at = int(np.argmax(shares))
        if shares[at] < _STANDS:
            return {}
        table = self.tables[at]
        return {
            "aligned": table.aligned * shares[at],
            "columns": table.columns,
            "figures": table.figures,
            "ruled": table.ruled,
            "running": table.running,
            "sentence": float(self._fragments[k].sentence_end),
        }


def find_tables(fragments: Sequence[Fragment], around: Surroundings) -> list[Table]:
    """The tables of a page: three rows or more under one another, of two cells or more, edge under edge."""
    cells = list(_cells(fragments))
    rows = [part for row in _rows(cells) for part in _parts(row)]
    return [_table(group, around) for group in _under_one_another(rows) if len(group) >= _FEWEST_ROWS]


def _cells(fragments: Sequence[Fragment]) -> Iterator[_Cell]:
    """The lines of a page that may be cells."""
    for fragment in fragments:
        if fragment.cue is not None or fragment.upright:
            continue
        column = len(fragment.lines) >= _FEWEST_ROWS
        for line in fragment.lines:
            if line.cell is not None and _may_be_cell(line):
                full = column and line.width >= max(_RUNNING, fragment.measure - _NEARLY_FULL)
                figures = _is_figures(line.core)
                yield _Cell(line.cell, figures, full and not figures)


def _may_be_cell(line: TextLine) -> bool:
    """Whether a line is short or mostly figures, no sentence and not set as a heading."""
    face, core = line.face, line.core
    if face is None or face.size > _LARGEST or face.askew or face.shadow:
        return False
    if ends_sentence(core) or _MARKS_AT_END.search(core):
        return False
    return line.width <= _WIDEST_CELL or _is_figures(core)


def _is_figures(core: str) -> bool:
    return len(_DIGIT.findall(core)) >= _FIGURES * len(core)


def _rows(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """Cells at one height, from left to right; rows from top to bottom."""
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.middle, cell.box.x0)):
        if rows and cell.middle - rows[-1][0].middle <= _LEVEL:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda cell: cell.box.x0) for row in rows]


def _parts(row: Sequence[_Cell]) -> Iterator[_Row]:
    """The pieces of a row between wide white, of two cells or more."""
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at].box.x0 - row[at - 1].box.x1 > _CELL_GAP:
            if at - start > 1:
                yield tuple(row[start:at])
            start = at


def _under_one_another(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows grouped with those close under them whose cells stand under theirs."""
    groups: list[list[_Row]] = []
    for row in rows:
        home = next(
            (
                group
                for group in reversed(groups)
                if 0 < row[0].middle - group[-1][0].middle <= _ROW_GAP and _aligned(group[-1], row) >= 2
            ),
            None,
        )
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return groups


def _aligned(upper: _Row, lower: _Row) -> int:
    """How many cells of the lower row stand under one of the upper: left, right or middle within about half an em."""
    return sum(any(_one_column(cell.box, other.box) for other in upper) for cell in lower)


def _one_column(a: Box, b: Box) -> bool:
    left, right = abs(a.x0 - b.x0), abs(a.x1 - b.x1)
    return min(left, right, abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) <= _EDGE


def _table(rows: Sequence[_Row], around: Surroundings) -> Table:
    cells = [cell for row in rows for cell in row]
    box = union([cell.box for cell in cells])
    gaps = [(upper[0].middle, lower[0].middle) for upper, lower in pairwise(rows)]
    long = around.level[np.minimum(around.level[:, 2], box.x1) - np.maximum(around.level[:, 0], box.x0) > 0]
    heights = (long[:, 1] + long[:, 3]) / 2
    ruled = sum(bool(((heights > upper) & (heights < lower)).any()) for upper, lower in gaps)
    return Table(
        box,
        aligned=min(1.0, (len(rows) - 1) / _FEWEST_ROWS),
        columns=float(np.median([len(row) for row in rows]) >= 3),
        figures=sum(cell.figures for cell in cells) / len(cells),
        ruled=ruled / len(gaps),
        running=sum(cell.running for cell in cells) / len(cells),
    )


def _is_in(line: TextLine, table: Box) -> bool:
    """Whether the middle of a line stands in the table."""
    cell = line.cell
    if cell is None:
        return False
    across, down = (cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2
    return table.x0 <= across <= table.x1 and table.y0 <= down <= table.y1
