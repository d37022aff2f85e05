"""The sign of a lock, drawn as a shape so that no typeface must have it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_NARROW = 0.82
"""How wide the sign is for its height."""


def lock_width(height: float) -> float:
    """How wide the sign is at a height."""
    return _NARROW * height


def body_of(frame: QRectF) -> QPainterPath:
    """The lock's body: the lower part of the frame."""
    body = QPainterPath()
    top = frame.top() + 0.44 * frame.height()
    round_by = 0.12 * frame.width()
    body.addRoundedRect(QRectF(frame.left(), top, frame.width(), frame.bottom() - top), round_by, round_by)
    return body


def shackle_of(frame: QRectF) -> QPainterPath:
    """The line of the bow over the body."""
    across, thick = frame.width(), 0.16 * frame.width()
    left, right = frame.left() + 0.2 * across, frame.right() - 0.2 * across
    bow, foot = QRectF(left, frame.top() + thick / 2, right - left, right - left), frame.top() + 0.5 * frame.height()
    shackle = QPainterPath(QPointF(left, foot))
    shackle.lineTo(left, bow.center().y())
    shackle.arcTo(bow, 180, -180)
    shackle.lineTo(right, foot)
    return shackle


def draw_lock(painter: QPainter, frame: QRectF, ink: str, *, filled: bool = True) -> None:
    """A lock in a frame, filled or as an outline."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(ink), max(1.0, 0.16 * frame.width()))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shackle_of(frame))
    if filled:
        painter.fillPath(body_of(frame), QColor(ink))
    else:
        half = pen.widthF() / 2
        painter.drawPath(body_of(frame.adjusted(half, 0, -half, -half)))
    painter.restore()
