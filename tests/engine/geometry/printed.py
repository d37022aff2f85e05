"""Pages of glyphs for tests: text printed at places, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Font, GlyphPage, Glyphs, Ruling

BODY, BOLD = 0, 1
FONTS = (Font("Serif"), Font("Sans-Bold", weight=700))


@dataclass(slots=True)
class Sheet:
    """A page under way: glyphs in the order in which they are printed."""

    width: float = 600.0
    height: float = 800.0
    rows: list[tuple[str, float, float, float, int, float]] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)

    def line(
        self, text: str, x: float, y: float, size: float = 10.0, font: int = BODY, *,
        spread: float = 0.0, width: float = 1.0, down: bool = False,
    ) -> None:  # fmt: skip
        """One line: its first glyph's upper left corner at (x, y), `width` em a glyph, `spread` pt between glyphs,
        downwards if asked."""
        step = size * width + spread
        for k, character in enumerate(text):
            here = (x, y + k * (size + spread)) if down else (x + k * step, y)
            self.rows.append((character, *here, size, font, width))

    def column(
        self, text: str, x: float, y: float, measure: int, *, size: float = 10.0, leading: float = 13.0, indent: int = 2
    ) -> float:
        """A column of full-width text that begins with an indent of so many em; the y under its last line."""
        rest = "　" * indent + text
        while rest:
            row, rest = rest[:measure], rest[measure:]
            blank = len(row) - len(row.lstrip("　"))
            self.line(row.lstrip("　"), x + blank * size, y, size)
            y += leading
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, kind: SeparatorKind = SeparatorKind.RULE) -> None:
        self.rulings.append(Ruling(Box(x0, y0, x1, y1), kind))

    def page(self, order: Sequence[int] | None = None) -> GlyphPage:
        """The page, its glyphs in another order of the stream if one is given."""
        rows = [self.rows[k] for k in order] if order is not None else self.rows
        x, y = np.array([row[1] for row in rows], dtype=float), np.array([row[2] for row in rows], dtype=float)
        size = np.array([row[3] for row in rows], dtype=float)
        width = np.array([row[5] for row in rows], dtype=float)
        n = len(rows)
        glyphs = Glyphs(
            text=np.array([row[0] for row in rows], dtype="U4"),
            origin=np.stack([x, y + 0.88 * size], axis=1),
            box=np.stack([x, y, x + size * width, y + size], axis=1),
            size=size,
            angle=np.zeros(n),
            vertical=np.zeros(n, dtype=bool),
            font=np.array([row[4] for row in rows], dtype=np.int32),
            colour=np.zeros(n, dtype=np.int32),
            span=np.arange(n, dtype=np.int32),
            visible=np.ones(n, dtype=bool),
            fonts=FONTS,
        )
        return GlyphPage(0, self.width, self.height, glyphs, tuple(self.rulings), tuple(self.images), reader="test")
