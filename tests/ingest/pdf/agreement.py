"""How far two readings of a page agree: the same character, its origin within half a point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from layout_tool.ingest.pdf.reading import PDFIUM, PDFPLUMBER, PdfFile
from layout_tool.model.glyphs import GlyphPage

NEAR = 0.5

Placed = tuple[str, float, float]


@dataclass(frozen=True)
class Agreement:
    """`same` glyphs that both have, and those that only one has."""

    same: int
    only_first: tuple[Placed, ...]
    only_second: tuple[Placed, ...]

    @property
    def share(self) -> float:
        most = self.same + max(len(self.only_first), len(self.only_second))
        return self.same / most if most else 1.0


def placed(page: GlyphPage) -> list[Placed]:
    glyphs = page.glyphs
    return [(sign, x, y) for sign, (x, y) in zip(glyphs.text.tolist(), glyphs.origin.tolist(), strict=True)]


def agreement(first: Iterable[Placed], second: Iterable[Placed]) -> Agreement:
    waiting: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for sign, x, y in second:
        waiting[sign].append((x, y))
    same, missing = 0, []
    for sign, x, y in first:
        others = waiting[sign]
        found = next((at for at, (u, v) in enumerate(others) if abs(u - x) <= NEAR and abs(v - y) <= NEAR), None)
        if found is None:
            missing.append((sign, x, y))
        else:
            others.pop(found)
            same += 1
    left = tuple((sign, x, y) for sign, others in waiting.items() for x, y in others)
    return Agreement(same, tuple(missing), left)


def both_readings(path: Path, index: int = 0) -> tuple[GlyphPage, GlyphPage]:
    """The page by PDFium and by pdfplumber."""
    return read_with(path, PDFIUM, index), read_with(path, PDFPLUMBER, index)


def read_with(path: Path, reader: str, index: int = 0) -> GlyphPage:
    file = PdfFile(path, readers=(reader,))
    try:
        return file.read_once(index, (reader,)).page
    finally:
        file.close()
