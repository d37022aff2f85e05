"""The display list: what a picture shows, as frozen shapes that any painter can draw.

Origin top-left, x to the right, y down, in picture pixels at scale 1. Colours are `#rrggbb`; opacity is 0 to 1.
Shapes are painted in their order, later ones on top.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layout_tool.model.geometry import Box


class Face(StrEnum):
    """Sans speaks for the program, serif for the newspaper."""

    SANS = "sans"
    SERIF = "serif"


class Anchor(StrEnum):
    """Which end of the text stands at its x; the values are SVG's."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Pattern(StrEnum):
    """Hatches, told apart without colour."""

    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"
    UPRIGHT = "upright"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with round corners; `tip` is shown by viewers that can while the pointer rests on it."""

    box: Box
    fill: str | None = None
    opacity: float = 1.0
    stroke: str | None = None
    stroke_width: float = 1.0
    dashed: bool = False
    radius: float = 0.0
    tip: str | None = None


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel strokes inside a box, `gap` apart."""

    box: Box
    colour: str
    pattern: Pattern
    gap: float = 5.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. Horizontal: (x, y) is the baseline at `anchor`. Vertical: (x, y) is the middle of the
    column at its top, signs stand upright one below the other. No longer than `room` where that is given."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    face: Face = Face.SANS
    bold: bool = False
    anchor: Anchor = Anchor.START
    room: float | None = None
    vertical: bool = False


ROUTE_EDGE, ROUTE_EDGE_WIDTH = "#FFFFFF", 1.6
"""The light edge of routes: its colour, and how much wider it is than the line."""


@dataclass(frozen=True, slots=True)
class Route:
    """A line through points with rounded corners, `arrow` at its end, on a light edge that parts it from the page."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.5
    dashed: bool = False
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture made of pixels, stretched over its box; `png` is a PNG file, its alpha kept."""

    box: Box
    png: bytes


Shape = Rect | Hatch | Stroke | Text | Route | Raster


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of `width` × `height` pixels at scale 1; `title` names it to a screen reader."""

    width: float
    height: float
    title: str
    language: str
    shapes: tuple[Shape, ...]
