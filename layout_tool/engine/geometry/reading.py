"""From glyphs to typeset lines: the page is turned if its text runs down, read into lines and stacks, put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from layout_tool.engine.geometry.blocks import Stack, find_stacks, size_tolerance
from layout_tool.engine.geometry.odd_type import lines_of_page
from layout_tool.engine.geometry.runs import downward_share, type_size
from layout_tool.engine.geometry.separators import Separators, find_separators
from layout_tool.engine.geometry.turning import turned
from layout_tool.engine.geometry.typeset_lines import CELLS_PER_EM, LEAST_SIZE, BodyType, TypesetLines, typeset_lines
from layout_tool.engine.surroundings import Array, Surroundings
from layout_tool.model.document import Direction
from layout_tool.model.glyphs import GlyphPage

_DOWN = 0.5
_COLUMN_LINES = 3
_ONE_EDGE = 0.44
_BACKGROUND = 0.6
"""The share of the page from which on a picture is its background: the scan under a layer of recognised text."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadPage:
    """A page as it is read: turned where its text runs down the page."""

    page: GlyphPage
    vertical: bool
    stacks: tuple[Stack, ...]
    typeset: TypesetLines
    around: Surroundings

    @property
    def direction(self) -> Direction:
        """How most of its text runs."""
        return Direction.VERTICAL if self.vertical else Direction.HORIZONTAL


def read_glyph_page(page: GlyphPage) -> ReadPage:
    """The lines of a page of glyphs, stack by stack."""
    vertical = downward_share(page.glyphs) > _DOWN
    seen = _with_sizes(turned(page) if vertical else page)
    separators = find_separators(seen.rulings, seen.width, seen.height, type_size(seen.glyphs))
    lines = lines_of_page(seen.glyphs, separators.walls, upward=vertical)
    tolerance = size_tolerance(lines)
    stacks = _in_columns(find_stacks(lines, separators, tolerance), separators.em)
    typeset = typeset_lines(stacks, seen.glyphs, tolerance)
    return ReadPage(seen, vertical, tuple(stacks), typeset, _surroundings(seen, separators, typeset.body, vertical))


def _with_sizes(page: GlyphPage) -> GlyphPage:
    """The page with no glyph smaller than can be divided by."""
    glyphs = page.glyphs
    return replace(page, glyphs=replace(glyphs, size=np.maximum(glyphs.size, LEAST_SIZE)))


def _in_columns(stacks: Sequence[Stack], em: float) -> list[Stack]:
    """Stacks column by column, each from top to bottom; a heading stands with the first column under it.

    Columns whose edges differ by less than some of the page's `em` are one.
    """
    columns = [
        (float(stack.lines[0].box[1]), stack)
        for stack in stacks
        if len(stack.lines) >= _COLUMN_LINES and not stack.lines[0].upright
    ]

    def place(stack: Stack) -> tuple[float, float, float]:
        top = float(stack.lines[0].box[1])
        left = stack.left
        if len(stack.lines) < _COLUMN_LINES:
            under = [
                (head, column)
                for head, column in columns
                if head >= top
                and min(column.right, stack.right) - max(column.left, stack.left)
                > 0.5 * min(column.right - column.left, stack.right - stack.left)
            ]
            if under:
                nearest = min(head for head, _ in under)
                left = min(column.left for head, column in under if head <= nearest + 3 * column.size)
        return (round(left / (_ONE_EDGE * em)), top, stack.left)

    return sorted(stacks, key=place)


def printed_pictures(page: GlyphPage) -> list[int]:
    """Which of a page's images are pictures on it, by number; the others are its background."""
    return [at for at, box in enumerate(page.images) if box.area < _BACKGROUND * page.width * page.height]


def _surroundings(page: GlyphPage, separators: Separators, body: BodyType, vertical: bool) -> Surroundings:
    unit = np.array([body.size / CELLS_PER_EM, body.leading] * 2)

    def on_grid(boxes: Array) -> Array:
        return np.asarray(boxes / unit, dtype=float)

    images = np.array([page.images[at] for at in printed_pictures(page)], dtype=float).reshape(-1, 4)
    return Surroundings(
        on_grid(images),
        on_grid(separators.level),
        on_grid(separators.walls),
        on_grid(separators.frames),
        page.width / unit[0],
        page.height / unit[1],
        body.font,
        body.size / body.leading,
        vertical,
    )
