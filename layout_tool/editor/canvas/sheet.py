"""A page made ready to be painted often: regions grouped by how they look, in page units, tags as small pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from layout_tool.editor.canvas.context import MARKS, colour
from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look, mixed
from layout_tool.export.picture_shapes import Pattern
from layout_tool.model.document import Direction, Page, Region
from layout_tool.model.prose import clean_heading
from layout_tool.model.roles import HEADING_ROLES, Role

_BRUSHES = {
    Pattern.RISING: Qt.BrushStyle.BDiagPattern,
    Pattern.FALLING: Qt.BrushStyle.FDiagPattern,
    Pattern.LEVEL: Qt.BrushStyle.HorPattern,
    Pattern.UPRIGHT: Qt.BrushStyle.VerPattern,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a region looks: `look` is its article's, None outside."""

    look: Look | None
    heading: bool


@dataclass(frozen=True, slots=True)
class Tagged:
    """A region's letters; `heading` where it is one whose words may stand in it."""

    region: Region
    tag: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` and `boxes` (n × 4, page units) are the page's regions in its order; `groups` are their boxes by style."""

    rows: tuple[Tagged, ...]
    boxes: NDArray[np.float64]
    groups: Mapping[Style, list[QRectF]]


def prepared(page: Page, index: DocumentIndex, looks: Mapping[str, Look]) -> Sheet:
    """The page's regions, ready to be painted."""
    groups: dict[Style, list[QRectF]] = {}
    rows: list[Tagged] = []
    for region in page.regions:
        look = looks.get(index.owners.get(region.id, ""))
        style = Style(look, region.role in HEADING_ROLES)
        box = region.bbox
        groups.setdefault(style, []).append(QRectF(box.x0, box.y0, box.width, box.height))
        level = region.direction is Direction.HORIZONTAL
        rows.append(Tagged(region, tag_of(look, region.role), style.heading and level and look is not None))
    boxes = np.array([region.bbox for region in page.regions], dtype=float).reshape(-1, 4)
    return Sheet(tuple(rows), boxes, groups)


def tag_of(look: Look | None, role: Role) -> str:
    """The letters of a region: its article's, and its role's where it is not body text; none outside."""
    if look is None:
        return ""
    mark = MARKS.get(role, "")
    return f"{look.letter}·{mark}" if mark else look.letter


def pen_of(style: Style, palette: Palette) -> QPen:
    """The line around regions of this style, one pixel wide at any zoom."""
    if style.look is None:
        pen = QPen(colour(palette.muted, 0.7), 1, Qt.PenStyle.DashLine)
    else:
        pen = QPen(edge_colour(style.look, palette), 1)
    pen.setCosmetic(True)
    return pen


def brushes_of(style: Style, palette: Palette) -> tuple[QBrush, ...]:
    """What fills regions of this style, from the ground up."""
    if style.look is None:
        return (QBrush(colour(palette.muted, 0.35), Qt.BrushStyle.BDiagPattern),)
    tint = palette.heading_tint if style.heading else palette.tint
    ground = QBrush(QColor(mixed(style.look.colour, palette.paper, tint)))
    if style.look.pattern is None:
        return (ground,)
    over = colour(edge_colour(style.look, palette).name(), 0.5)
    return ground, QBrush(over, _BRUSHES[style.look.pattern])


def edge_colour(look: Look, palette: Palette) -> QColor:
    """The line around an article's regions: its colour, nearer to the ink."""
    return QColor(mixed(look.colour, palette.ink, 0.9 if palette.dark else 0.82))


class Inks:
    """Pens, brushes and small pictures of tags of one view, each made once while colours and type stay the same."""

    def __init__(self) -> None:
        self._kind: object = None
        self._pens: dict[Style, QPen] = {}
        self._brushes: dict[Style, tuple[QBrush, ...]] = {}
        self._tags: dict[str, tuple[QPixmap, float]] = {}
        self._words: dict[str, tuple[Region, str]] = {}

    def mix(self, palette: Palette, font: QFont, ratio: float) -> None:
        """Use these colours and this type from now on."""
        kind = (palette, font.toString(), ratio)
        if kind != self._kind:
            self._kind, self._palette, self._font, self._ratio = kind, palette, QFont(font), ratio
            for made in (self._pens, self._brushes, self._tags):
                made.clear()

    def pen(self, style: Style) -> QPen:
        if style not in self._pens:
            self._pens[style] = pen_of(style, self._palette)
        return self._pens[style]

    def brushes(self, style: Style) -> tuple[QBrush, ...]:
        if style not in self._brushes:
            self._brushes[style] = brushes_of(style, self._palette)
        return self._brushes[style]

    def words(self, region: Region) -> str:
        """The words of a heading."""
        kept = self._words.get(region.id)
        if kept is None or kept[0] is not region:
            kept = self._words[region.id] = (region, clean_heading([line.text for line in region.lines]))
        return kept[1]

    def tag(self, tag: str) -> tuple[QPixmap, float]:
        """A tag as a picture with a clear ground, and its width."""
        if tag not in self._tags:
            metrics = QFontMetricsF(self._font)
            width, height = metrics.horizontalAdvance(tag) + 1, metrics.height()
            made = QPixmap(max(1, round(width * self._ratio)), max(1, round(height * self._ratio)))
            made.setDevicePixelRatio(self._ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setFont(self._font)
            painter.setPen(QColor(self._palette.ink))
            painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignLeft, tag)
            painter.end()
            self._tags[tag] = (made, width)
        return self._tags[tag]
