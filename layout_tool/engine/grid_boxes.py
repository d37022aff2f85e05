"""Pieces gathered."""
from __future__ import annotations
from collections.abc import Sequence
from dataclasses import dataclass
from layout_tool.engine.grid_cells import Piece
@dataclass(frozen=True, slots=True)
class GridBox:
    x0: float
    y0: float
    x1: float
    y1: float
    pieces: tuple[Piece, ...]
def find_boxes(rows: Sequence[Sequence[Piece]]) -> list[GridBox]:
    return [GridBox(p.x0,p.y,p.x1,p.y+1,(p,)) for r in rows for p in r]
