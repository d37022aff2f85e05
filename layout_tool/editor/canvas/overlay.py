"""What changes from moment to moment over a page: selection, hover, handles, the reading order as arrows."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from layout_tool.editor.canvas.context import PaintContext, colour
from layout_tool.editor.canvas.hits import handle_places
from layout_tool.editor.flash import Flash
from layout_tool.model.geometry import Box
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_HANDLE, _LINE, _HEAD, _FLASH = 7.0, 2.0, 6.0, 3.0
_DISCS = ((16.0, 8.0), (6.0, 6.5), (0.0, 5.0))  # px of a region's shorter side, and of half its number's disc
_UNNUMBERED = HEADING_ROLES | PICTURE_ROLES | {Role.BYLINE}


def paint_hover(painter: QPainter, context: PaintContext) -> None:
    """The region under the pointer."""
    region = context.index.regions.get(context.hovered or "")
    if region is not None and context.index.page_of[region.id] == context.page.id:
        painter.setBrush(colour(context.palette.accent, 0.08))
        painter.setPen(QPen(colour(context.palette.accent, 0.8), 1))
        painter.drawRect(context.rect(region.bbox))


def paint_selection(painter: QPainter, context: PaintContext) -> None:
    """The regions of the selected article outlined, the selected regions heavier; one alone has handles."""
    chosen = [name for name in context.selection.regions if context.index.page_of.get(name) == context.page.id]
    article = context.index.articles.get(context.selection.article or "")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if article is not None:
        painter.setPen(QPen(colour(context.palette.accent, 0.9), 1.2))
        for name in article.regions:
            if name not in chosen and context.index.page_of.get(name) == context.page.id:
                painter.drawRoundedRect(context.rect(context.index.regions[name].bbox), 2, 2)
    painter.setPen(QPen(QColor(context.palette.accent), _LINE))
    for name in chosen:
        painter.setBrush(colour(context.palette.accent, 0.12))
        painter.drawRoundedRect(context.rect(context.index.regions[name].bbox), 2, 2)
    if len(chosen) == 1:
        _paint_handles(painter, context, chosen[0])


def _paint_handles(painter: QPainter, context: PaintContext, name: str) -> None:
    box = context.rect(context.index.regions[name].bbox)
    if min(box.width(), box.height()) < 2 * _HANDLE:
        return
    painter.setPen(QPen(QColor(context.palette.accent), 1))
    painter.setBrush(QColor(context.palette.paper))
    half = _HANDLE / 2
    for x, y in handle_places(Box(box.left(), box.top(), box.right(), box.bottom())).values():
        painter.drawRect(QRectF(x - half, y - half, _HANDLE, _HANDLE))


def paint_flash(painter: QPainter, context: PaintContext, flash: Flash) -> None:
    """What moved with the last edit, outlined while its mark fades."""
    if not flash.running:
        return
    painter.setPen(QPen(colour(context.palette.accent, flash.strength), _FLASH))
    painter.setBrush(colour(context.palette.accent, 0.2 * flash.strength))
    for name in flash.regions:
        region = context.index.regions.get(name)
        if region is not None and context.index.page_of[name] == context.page.id:
            painter.drawRoundedRect(context.rect(region.bbox), 2, 2)


def paint_order(painter: QPainter, context: PaintContext) -> None:
    """The reading order as numbers and arrows: of the hovered or selected article, or of all on demand."""
    if context.whole_order:
        articles = context.index.articles_on(context.page.id)
    else:
        hovered = context.index.owners.get(context.hovered or "")
        shown = context.index.articles.get(context.selection.article or hovered or "")
        articles = (shown,) if shown is not None else ()
    for article in articles:
        names = [
            name
            for name in article.regions
            if context.index.page_of.get(name) == context.page.id
            and context.index.regions[name].role not in _UNNUMBERED
        ]
        paint_way(painter, context, names)


def paint_way(painter: QPainter, context: PaintContext, names: list[str]) -> None:
    """Numbers on these regions, in their order, and arrows from one to the next."""
    boxes = [context.rect(context.index.regions[name].bbox) for name in names]
    spots = [(_spot(box), _radius(box)) for box in boxes]
    accent = QColor(context.palette.accent)
    painter.setPen(QPen(accent, 1.6))
    for (start, begun), (goal, ended) in pairwise(spots):
        _arrow(painter, start, goal, begun, ended, accent)
    font = QFont(context.small)
    font.setBold(True)
    for number, (point, radius) in enumerate(spots, 1):
        font.setPixelSize(round(radius * (1.25 if number < 10 else 1.08)))
        painter.setFont(font)
        painter.setPen(QPen(QColor(context.palette.paper), 1))
        painter.setBrush(accent)
        painter.drawEllipse(point, radius, radius)
        painter.setPen(QColor(context.palette.on_accent))
        spot = QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(number))


def _spot(box: QRectF) -> QPointF:
    """Where a region's number stands: in its middle, but not far from the head of a long one."""
    return QPointF(box.center().x(), box.top() + min(box.height() / 2, max(24.0, 0.3 * box.height())))


def _radius(box: QRectF) -> float:
    """Half a number's disc, smaller on a small region."""
    shorter = min(box.width(), box.height())
    return next(radius for least, radius in _DISCS if shorter >= least)


def _arrow(painter: QPainter, start: QPointF, goal: QPointF, begun: float, ended: float, accent: QColor) -> None:
    """From the rim of one disc to that of the next; `begun` and `ended` are half their widths."""
    dx, dy = goal.x() - start.x(), goal.y() - start.y()
    length = hypot(dx, dy)
    if length <= begun + ended + _HEAD:
        return
    ux, uy = dx / length, dy / length
    tip = QPointF(goal.x() - ux * (ended + 1), goal.y() - uy * (ended + 1))
    foot = QPointF(start.x() + ux * begun, start.y() + uy * begun)
    painter.drawLine(foot, QPointF(tip.x() - ux * _HEAD / 2, tip.y() - uy * _HEAD / 2))
    angle = atan2(dy, dx)
    wings = [
        QPointF(tip.x() - _HEAD * cos(angle + turn), tip.y() - _HEAD * sin(angle + turn)) for turn in (pi / 7, -pi / 7)
    ]
    painter.setBrush(accent)
    painter.drawPolygon(QPolygonF([tip, *wings]))


def paint_band(painter: QPainter, context: PaintContext, box: QRectF) -> None:
    """A rectangle that is being drawn."""
    painter.setPen(QPen(QColor(context.palette.accent), 1, Qt.PenStyle.DashLine))
    painter.setBrush(colour(context.palette.accent, 0.1))
    painter.drawRect(box)


def paint_stroke(painter: QPainter, context: PaintContext, path: list[QPointF], *, cut: bool) -> None:
    """A line that is being drawn: where to part, or through what to read."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(QColor(context.palette.against if cut else context.palette.accent), 2)
    if cut:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawPolyline(path)
