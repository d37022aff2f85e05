"""What a page looks like in the map, layer by layer, from the desk up; each painter is given one frame's context."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from layout_tool.editor.canvas.context import PaintContext, colour
from layout_tool.editor.canvas.inks import Inks
from layout_tool.model.document import Column, SeparatorKind, Unit

_ROUND = 2.0
_SHADOW = 3
_FEW = 400  # regions of a page whose corners are rounded


def paint_desk(painter: QPainter, context: PaintContext) -> None:
    """The desk and the sheet of paper on it."""
    palette = context.palette
    painter.fillRect(QRectF(0, 0, context.port.width, context.port.height), QColor(palette.desk))
    sheet = _sheet(context)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(_SHADOW, 0, -1):
        painter.setBrush(colour("#000000", 0.05 if not palette.dark else 0.16))
        painter.drawRect(sheet.adjusted(-step, -step + 1, step, step + 1))
    painter.fillRect(sheet, QColor(palette.paper))


def _sheet(context: PaintContext) -> QRectF:
    left, top = context.camera.to_view(0, 0, context.port)
    scale = context.camera.scale
    return QRectF(left, top, context.page.width * scale, context.page.height * scale)


def paint_print(painter: QPainter, context: PaintContext) -> None:
    """What is printed beside the text: pictures as crossed frames, rules, frames and tints."""
    faint = colour(context.palette.muted, 0.5)
    painter.setBrush(colour(context.palette.muted, 0.16))
    for image in context.page.images:
        box = context.rect(image.bbox)
        painter.setPen(QPen(faint, 1))
        painter.drawRect(box)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.bottomLeft(), box.topRight())
    for separator in context.page.separators:
        box = context.rect(separator.bbox)
        if separator.kind is SeparatorKind.RULE:
            painter.setPen(QPen(faint, max(1.0, min(box.width(), box.height()))))
            painter.drawLine(box.center() if box.isNull() else box.topLeft(), box.bottomRight())
        elif separator.kind is SeparatorKind.FRAME:
            painter.setPen(QPen(faint, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        else:
            painter.fillRect(box, colour(context.palette.muted, 0.1))


def paint_columns(painter: QPainter, context: PaintContext) -> None:
    """The columns of an inferred page, dashed, each with its depth and measure at its foot."""
    if context.page.unit is not Unit.EM:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for column in context.page.columns:
        box = context.rect(column.bbox)
        painter.setPen(QPen(colour(context.palette.muted, 0.45), 1, Qt.PenStyle.DotLine))
        painter.drawRect(box)


def paint_column_marks(painter: QPainter, context: PaintContext) -> None:
    """Depth and measure of inferred columns, over their regions."""
    if context.page.unit is not Unit.EM:
        return
    light = QFont(context.small)
    light.setBold(False)
    painter.setFont(light)
    metrics = QFontMetricsF(light)
    for column in context.page.columns:
        words = column_words(column)
        box = context.rect(column.bbox)
        width = metrics.horizontalAdvance(words)
        if words and width + 6 < box.width() and box.height() > 3 * metrics.height():
            painter.setPen(colour(context.palette.ink, 0.55))
            painter.drawText(QPointF(box.right() - width - 4, box.bottom() - 4), words)


def column_words(column: Column) -> str:
    """How deep and how wide a column is, such as 27 × 15 em; empty where nobody knows.

    >>> from layout_tool.model.geometry import Box
    >>> column_words(Column("c1", Box(0, 0, 1, 1), measure=14.8, depth=27))
    '27 × 15 em'
    """
    if column.depth is None or column.measure is None:
        return ""
    return f"{column.depth} × {column.measure:.0f} em"


def paint_regions(painter: QPainter, context: PaintContext, inks: Inks) -> None:
    """The regions: headings full, text light, outside hatched and dashed."""
    sheet, round_corners = context.sheet, len(context.sheet.rows) <= _FEW
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, round_corners)
    painter.setTransform(context.transform(), combine=True)
    round_by = _ROUND / context.camera.scale
    unscaled = painter.transform().inverted()[0]
    for style, boxes in sheet.groups.items():
        for turn, brush in enumerate(inks.brushes(style)):
            if brush.style() is not Qt.BrushStyle.SolidPattern:
                brush.setTransform(unscaled)
            painter.setPen(Qt.PenStyle.NoPen if turn else inks.pen(style))
            painter.setBrush(brush)
            if not round_corners or style.look is None:
                painter.drawRects(boxes)
                continue
            for box in boxes:
                painter.drawRoundedRect(box, round_by, round_by)
    painter.restore()


def paint_outlines(painter: QPainter, context: PaintContext) -> None:
    """Thin outlines in the articles' colours, over a page picture."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setTransform(context.transform(), combine=True)
    for style, boxes in context.sheet.groups.items():
        if style.look is not None:
            pen = QPen(colour(style.look.colour, 0.55), 1)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawRects(boxes)
    painter.restore()
