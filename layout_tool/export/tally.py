"""Counting what a document holds, the same way everywhere it is told to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from layout_tool.model.document import Column, Region


def characters(regions: Iterable[Region]) -> int:
    """Signs of the source in these regions, white space not counted."""
    return sum(len("".join(line.text.split())) for region in regions for line in region.lines)


def lines(regions: Iterable[Region]) -> int:
    """Printed lines in these regions."""
    return sum(len(region.lines) for region in regions)


def column_summary(columns: Iterable[Column]) -> str:
    """Columns by their depth in lines, in the order of the page: `5 × 27, 4 × 24, 52`; "" where unknown."""
    depths = Counter(column.depth for column in columns if column.depth)
    return ", ".join(f"{count} × {depth}" if count > 1 else str(depth) for depth, count in depths.items())
