"""What the panels draw alike: rows on a grid of four pixels, letters in article colours, dots told apart by shape.

Lengths are in px at 100 %; `Ink.px` turns them into those of the widget's type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QWidget

from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look, mixed
from layout_tool.export.picture_shapes import Pattern
from layout_tool.model.article import Status
from layout_tool.model.progress import PageStatus

ROW = 28
BADGE = 20
DOT = 9
_TYPE = 13
_ON_COLOUR = "#1E2126"
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "STSong")
_LATIN_SERIF = ("Noto Serif", "Source Serif 4", "Charter", "Georgia", "DejaVu Serif")


class Dot(Enum):
    """What a dot says; each has its own shape: disc, diamond, ring with a core, disc with a tick, ring, half disc,
    cross."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    CORRECTED = "corrected"
    APPROVED = "approved"
    PROPOSED = "proposed"
    IN_PROGRESS = "in-progress"
    FAILED = "failed"


PAGE_DOTS = {
    PageStatus.PROPOSED: Dot.PROPOSED,
    PageStatus.IN_PROGRESS: Dot.IN_PROGRESS,
    PageStatus.CORRECTED: Dot.CORRECTED,
    PageStatus.APPROVED: Dot.APPROVED,
}


def article_dot(status: Status, doubtful: bool) -> Dot:
    """The dot of an article: approved, else doubtful, else corrected or sure."""
    if status is Status.APPROVED:
        return Dot.APPROVED
    if doubtful:
        return Dot.DOUBTFUL
    return Dot.CORRECTED if status is Status.CORRECTED else Dot.SURE


@dataclass(frozen=True, slots=True)
class Ink:
    """What painting a row needs: the palette, the widget's type, and how long a pixel of the design is."""

    palette: Palette
    font: QFont
    unit: float

    @classmethod
    def of(cls, widget: QWidget, palette: Palette) -> Ink:
        font = widget.font()
        size = font.pixelSize() if font.pixelSize() > 0 else QFontMetrics(font).height() / 1.45
        return cls(palette, font, max(1.0, size / _TYPE))

    def px(self, length: float) -> int:
        """A length of the design in the widget's pixels."""
        return round(length * self.unit)

    def sized(self, size: float, *, bold: bool = False) -> QFont:
        """The interface's type at a size of the design."""
        font = QFont(self.font)
        font.setPixelSize(max(1, self.px(size)))
        font.setBold(bold)
        return font


def serif_font(size: int, *, chinese: bool) -> QFont:
    """Type for the newspaper's own words, `size` in px; the face of their script comes first."""
    font = QFont()
    font.setFamilies([*_SERIF, *_LATIN_SERIF] if chinese else [*_LATIN_SERIF, *_SERIF])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    return font


def lay_ground(widget: QWidget, palette: Palette) -> None:
    """Give a widget and those in it the ground and inks of a dock."""
    role = QPalette.ColorRole
    colours = widget.palette()
    for name, colour in (
        (role.Window, palette.panel),
        (role.Base, palette.panel),
        (role.WindowText, palette.ink),
        (role.Text, palette.ink),
        (role.ButtonText, palette.ink),
        (role.Highlight, palette.selected),
        (role.HighlightedText, palette.ink),
        (role.Link, palette.accent),
        (role.PlaceholderText, palette.muted),
    ):
        colours.setColor(name, QColor(colour))
    widget.setPalette(colours)
    widget.setAutoFillBackground(True)


def draw_text(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """One line of text in the middle of the area's height, cut short with an ellipsis; its width."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, int(align | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)


def draw_badge(painter: QPainter, ink: Ink, area: QRect, look: Look) -> None:
    """An article's letter on its colour, hatched where colours repeat."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(area)
    path = QPainterPath()
    path.addRoundedRect(frame, ink.px(3), ink.px(3))
    painter.fillPath(path, QColor(look.colour))
    if look.pattern is not None:
        painter.setClipPath(path)
        painter.setPen(QPen(QColor(mixed(look.colour, _ON_COLOUR, 0.72)), max(1.0, ink.unit)))
        _hatch(painter, frame, look.pattern, ink.px(5))
        painter.setClipping(False)
    painter.setFont(ink.sized(12 if len(look.letter) == 1 else 10, bold=True))
    painter.setPen(QColor(_ON_COLOUR))
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), look.letter)
    painter.restore()


def _hatch(painter: QPainter, frame: QRectF, pattern: Pattern, gap: int) -> None:
    span = max(frame.width(), frame.height())
    for step in range(0, round(2 * span) + gap, gap):
        x, y = frame.left() + step, frame.top() + step
        if pattern is Pattern.RISING:
            painter.drawLine(QPointF(x, frame.top()), QPointF(x - span, frame.top() + span))
        elif pattern is Pattern.FALLING:
            painter.drawLine(
                QPointF(frame.right() - step, frame.top()), QPointF(frame.right() - step + span, frame.top() + span)
            )
        elif pattern is Pattern.LEVEL:
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        else:
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))


def draw_sign(painter: QPainter, ink: Ink, area: QRect, sign: str, *, dashed: bool = False) -> None:
    """A small outlined badge: a role's letter, or what is outside (dashed)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    share = 0.9 if dashed else 0.4
    pen = QPen(QColor(mixed(ink.palette.muted, ink.palette.panel, share)), 1)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), ink.px(3), ink.px(3))
    painter.setFont(ink.sized(11))
    painter.setPen(QColor(ink.palette.muted))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), sign)
    painter.restore()


def draw_dot(painter: QPainter, ink: Ink, area: QRect, dot: Dot) -> None:
    """The dot in the middle of the area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = DOT * ink.unit
    frame = QRectF(0, 0, size, size)
    frame.moveCenter(QRectF(area).center())
    _DRAW[dot](painter, ink.palette, frame)
    painter.restore()


def _disc(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.sure))
    painter.drawEllipse(frame)


def _diamond(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    frame = frame.adjusted(-0.8, -0.8, 0.8, 0.8)
    middle = frame.center()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.doubtful))
    painter.drawPolygon(
        [
            QPointF(middle.x(), frame.top()),
            QPointF(frame.right(), middle.y()),
            QPointF(middle.x(), frame.bottom()),
            QPointF(frame.left(), middle.y()),
        ]
    )


def _ring(painter: QPainter, frame: QRectF, colour: str) -> None:
    width = frame.width() / 6
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(frame.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def _cored_ring(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    _ring(painter, frame, palette.sure)
    inset = frame.width() * 0.3
    _disc(painter, palette, frame.adjusted(inset, inset, -inset, -inset))


def _ticked(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    frame = frame.adjusted(-1.5, -1.5, 1.5, 1.5)
    _disc(painter, palette, frame)
    w, h = frame.width(), frame.height()
    pen = QPen(QColor(palette.panel), w / 7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    points = ((0.27, 0.53), (0.44, 0.70), (0.74, 0.34))
    painter.drawPolyline([QPointF(frame.left() + x * w, frame.top() + y * h) for x, y in points])


def _grey_ring(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    _ring(painter, frame, palette.muted)


def _half(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    _ring(painter, frame, palette.doubtful)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.doubtful))
    painter.drawPie(frame, 90 * 16, 180 * 16)


def _cross(painter: QPainter, palette: Palette, frame: QRectF) -> None:
    pen = QPen(QColor(palette.against), frame.width() / 4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    frame = frame.adjusted(1, 1, -1, -1)
    painter.drawLine(frame.topLeft(), frame.bottomRight())
    painter.drawLine(frame.bottomLeft(), frame.topRight())


_DRAW = {
    Dot.SURE: _disc,
    Dot.DOUBTFUL: _diamond,
    Dot.CORRECTED: _cored_ring,
    Dot.APPROVED: _ticked,
    Dot.PROPOSED: _grey_ring,
    Dot.IN_PROGRESS: _half,
    Dot.FAILED: _cross,
}


def draw_selection(painter: QPainter, ink: Ink, row: QRect, *, hovered: bool = False) -> None:
    """The ground of a selected row with its bar at the left edge, or of a row under the pointer."""
    palette = ink.palette
    if hovered:
        painter.fillRect(row, QColor(mixed(palette.selected, palette.panel, 0.5)))
        return
    painter.fillRect(row, QColor(palette.selected))
    painter.fillRect(QRect(row.left(), row.top(), ink.px(3), row.height()), QColor(palette.accent))
