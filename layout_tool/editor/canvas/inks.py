"""Pens, brushes and letters of one view, each made once while colours and type stay the same."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from layout_tool.editor.canvas.context import colour
from layout_tool.editor.canvas.sheet import Style
from layout_tool.editor.lock_sign import draw_lock, lock_width
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look, mixed
from layout_tool.export.picture_shapes import Pattern
from layout_tool.model.document import Region
from layout_tool.model.prose import clean_heading

_BRUSHES = {
    Pattern.RISING: Qt.BrushStyle.BDiagPattern,
    Pattern.FALLING: Qt.BrushStyle.FDiagPattern,
    Pattern.LEVEL: Qt.BrushStyle.HorPattern,
    Pattern.UPRIGHT: Qt.BrushStyle.VerPattern,
}
_SMALL = 0.8  # of the type of tags
_BEFORE_LOCK = 2.0  # px between the letters of a tag and its lock
_MEASURED = 100  # px of type at which words are measured


@dataclass(frozen=True, slots=True)
class Tag:
    """Letters as a picture with a clear ground, no higher than capitals are; its size in the view's pixels."""

    picture: QPixmap
    width: float
    height: float


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
    """What painters of one view draw with."""

    def __init__(self) -> None:
        self._kind: object = None
        self._pens: dict[Style, QPen] = {}
        self._brushes: dict[Style, tuple[QBrush, ...]] = {}
        self._tags: dict[tuple[str, bool, bool], Tag] = {}
        self._words: dict[str, tuple[Region, str]] = {}
        self._lengths: dict[str, float] = {}

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

    def length(self, region: Region, font: QFont) -> float:
        """How wide a heading's words are at one pixel of type."""
        words = self.words(region)
        if words not in self._lengths:
            large = QFont(font)
            large.setPixelSize(_MEASURED)
            self._lengths[words] = QFontMetricsF(large).horizontalAdvance(words) / _MEASURED
        return self._lengths[words]

    def tag(self, letters: str, *, small: bool = False, locked: bool = False) -> Tag:
        """Letters of a tag, and a lock behind them where it is `locked`, ready to be drawn."""
        kept = self._tags.get((letters, small, locked))
        if kept is None:
            kept = self._tags[letters, small, locked] = self._made(letters, small=small, locked=locked)
        return kept

    def _made(self, letters: str, *, small: bool, locked: bool) -> Tag:
        font = QFont(self._font)
        if small:
            font.setPixelSize(round(font.pixelSize() * _SMALL))
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(letters) + 1, metrics.capHeight() + 2
        sign = height - 1
        start = width + _BEFORE_LOCK if letters else 0.0
        width = start + lock_width(sign) + 1 if locked else width
        made = QPixmap(max(1, round(width * self._ratio)), max(1, round(height * self._ratio)))
        made.setDevicePixelRatio(self._ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.ink))
        painter.drawText(QPointF(0, height - 1), letters)
        if locked:
            draw_lock(painter, QRectF(start, 0, lock_width(sign), sign), self._palette.ink)
        painter.end()
        return Tag(made, width, height)
