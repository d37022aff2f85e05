"""What a reader finds on a page, in the page's user space: origin anywhere, y up, unturned.

It is the same for all readers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Flags, Floats, Font, Integers

UNKNOWN = "\ufffd"
"""Stands for a glyph of which nothing says what character it is."""

Note = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is seen of a page: its box in user space, and degrees clockwise that it is turned by when shown."""

    box: Box
    rotation: int

    @property
    def width(self) -> float:
        return self.box.height if self.rotation in (90, 270) else self.box.width

    @property
    def height(self) -> float:
        return self.box.width if self.rotation in (90, 270) else self.box.height

    def matrix(self) -> tuple[Floats, Floats]:
        """(2, 2) and (2,): seen = user @ turn + shift, with the origin at the top left and y down."""
        x0, y0, x1, y1 = self.box
        turn, shift = {
            90: (((0, 1), (1, 0)), (-y0, -x0)),
            180: (((-1, 0), (0, 1)), (x1, -y0)),
            270: (((0, -1), (-1, 0)), (y1, x1)),
        }.get(self.rotation, (((1, 0), (0, -1)), (-x0, y1)))
        return np.array(turn, np.float64), np.array(shift, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class RawGlyphs:
    """The n glyphs of a page in the order of its content stream.

    `text` (n,) with `UNKNOWN` where the character is not known. `origin` (n, 2) where the pen stands; `along` (n, 2)
    the unit vector of the glyph's own x axis, `flipped` (n,) where its y axis lies clockwise of it. `advance`
    (n,) along the text's direction, which is -y of the glyph for `vertical` fonts; `size` (n,) as painted. `descent`
    (n,) in em, below 0. `font` (n,) an index into `fonts`; `colour` (n,) 0xRRGGBB; `span` (n,) counts text objects.
    """

    text: NDArray[np.str_]
    origin: Floats
    along: Floats
    flipped: Flags
    advance: Floats
    size: Floats
    descent: Floats
    vertical: Flags
    font: Integers
    colour: Integers
    span: Integers
    visible: Flags
    fonts: tuple[Font, ...]

    @property
    def count(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A part of a path: its points (m, 2), whether it is closed, whether it has curves (then end points alone)."""

    points: Floats
    closed: bool
    curved: bool


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A painted path. `fill` and `stroke` are 0xRRGGBB, None where it is not filled or not stroked; `width` of the
    stroke as painted."""

    stretches: tuple[Stretch, ...]
    fill: int | None
    stroke: int | None
    width: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class RawPage:
    """One page as read, in user space. `lost` counts the texts that the reader may have left out."""

    index: int
    sheet: Sheet
    glyphs: RawGlyphs
    drawings: tuple[Drawing, ...]
    images: tuple[Box, ...]
    reader: str
    lost: int = 0


def no_glyphs() -> RawGlyphs:
    """A page without text."""
    flags, floats, points = np.zeros(0, np.bool_), np.zeros(0), np.zeros((0, 2))
    whole = np.zeros(0, np.int32)
    return RawGlyphs(
        np.zeros(0, "<U1"), points, points, flags, floats, floats, floats, flags, whole, whole, whole, flags, ()
    )
