"""The ends of the decision in hand, on the page: where ① ends and where ② begins."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from layout_tool.editor.attention import End
from layout_tool.editor.canvas.context import PaintContext, colour
from layout_tool.model.document import Direction

_LEAST = 6.0
"""px of a line's depth at which its mark still shows."""
_PAD = 2.0


def paint_ends(painter: QPainter, context: PaintContext) -> None:
    """A frame around the line at each end, with ① or ② outside it, where the text goes out or comes in."""
    for end in context.ends:
        region = context.index.regions.get(end.region)
        if region is not None and context.index.page_of[region.id] == context.page.id:
            line = context.index.lines[end.line][1] if end.line is not None else None
            box = context.rect(line.bbox if line is not None else region.bbox)
            _paint_end(painter, context, end, _grown(box), upright=region.direction is Direction.HORIZONTAL)


def _grown(box: QRectF) -> QRectF:
    """The box, large enough to be seen."""
    across, down = max(0.0, _LEAST - box.width()) / 2, max(0.0, _LEAST - box.height()) / 2
    return box.adjusted(-across, -down, across, down)


def _paint_end(painter: QPainter, context: PaintContext, end: End, box: QRectF, *, upright: bool) -> None:
    amber = QColor(context.palette.doubtful)
    painter.setPen(QPen(amber, 1.6))
    painter.setBrush(colour(context.palette.doubtful, 0.24))
    painter.drawRoundedRect(box, 2, 2)
    font = QFont(context.small)
    font.setPixelSize(font.pixelSize() + 4)
    size = QFontMetricsF(font).height() * 0.86
    tag = QRectF(0, 0, size, size)
    tag.moveCenter(box.center())
    first = end.mark == "①"
    if upright:
        tag.moveLeft(box.right() + _PAD) if first else tag.moveRight(box.left() - _PAD)
    elif first:
        tag.moveTop(box.bottom() + _PAD)
    else:
        tag.moveBottom(box.top() - _PAD)
    painter.setPen(QPen(QColor(context.palette.paper), 1))
    painter.setBrush(amber)
    painter.drawRoundedRect(tag, size / 3, size / 3)
    painter.setFont(font)
    painter.setPen(QColor("#1E2126"))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, end.mark)
