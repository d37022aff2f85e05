"""A page with geometry as a reader hands it to the engine: glyphs in stream order, rules, frames, tints, pictures.

Coordinates are in the page's own unit as it is seen (pt for PDF): origin top-left, x to the right, y down, after the
page's rotation and crop. Nothing here decides about layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.document import SeparatorKind, Source, Unit
from layout_tool.model.geometry import Box

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Font:
    """A font as its file names it, without a subset's prefix; `weight` is 400 for regular, 700 for bold."""

    name: str
    weight: int = 400
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn rule, frame or tint. A rule is thin: its box may have no width or no height of its own."""

    bbox: Box
    kind: SeparatorKind


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The n glyphs of a page in the order in which the content stream paints them.

    `text` (n,) has the characters of each glyph (a ligature has several). `origin` (n, 2) is the point where the pen
    stands, `box` (n, 4) goes from descent to ascent and over the advance, both in the page's unit. `size` (n,) is the
    font size on the page; `angle` (n,) the direction of the text in degrees, clockwise, 0 for upright text; `vertical`
    (n,) where the writing mode runs downwards; `font` (n,) an index into `fonts`; `colour` (n,) 0xRRGGBB; `span` (n,)
    counts the stream's text objects; `visible` (n,) is false for an invisible text layer.
    """

    text: NDArray[np.str_]
    origin: Floats
    box: Floats
    size: Floats
    angle: Floats
    vertical: Flags
    font: Integers
    colour: Integers
    span: Integers
    visible: Flags
    fonts: tuple[Font, ...]

    @property
    def count(self) -> int:
        return len(self.text)

    def taken(self, which: Flags | NDArray[np.intp]) -> Glyphs:
        """Some of the glyphs: those that a mask (n,) marks, or those at the given places and in their order."""
        return replace(
            self,
            text=self.text[which],
            origin=self.origin[which],
            box=self.box[which],
            size=self.size[which],
            angle=self.angle[which],
            vertical=self.vertical[which],
            font=self.font[which],
            colour=self.colour[which],
            span=self.span[which],
            visible=self.visible[which],
        )


@dataclass(frozen=True, slots=True, eq=False)
class GlyphPage:
    """One page with geometry. `index` counts from 0 in its source; `reader` names the reader that read it.

    `notes` are (key, fields) of sentences for the user: no text at all, glyphs without characters …
    """

    index: int
    width: float
    height: float
    glyphs: Glyphs
    rulings: tuple[Ruling, ...] = ()
    images: tuple[Box, ...] = ()
    unit: Unit = Unit.PT
    reader: str = ""
    notes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class GlyphSource:
    """A file with geometry, opened: facts about it, and its pages, read one at a time."""

    source: Source
    pages: Iterator[GlyphPage] = field(repr=False)
    page_count: int = 0
    notes: tuple[str, ...] = ()
