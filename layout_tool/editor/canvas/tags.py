"""The letters in the map's regions: each is told by its article's letter, whatever room it has, not by colour alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from layout_tool.editor.canvas.context import PaintContext
from layout_tool.editor.canvas.headings import HEADING_LEAST, paint_heading
from layout_tool.editor.canvas.inks import Inks, Tag
from layout_tool.editor.canvas.sheet import Tagged

_FULL, _LEAST = 11.0, 7.0  # px of a region's height for a tag in full size, and of height and width for any
_PAD, _TIGHT = 3.0, 1.5
_DOUBT, _DOUBT_ROOM = 3.5, 12.0  # px of half a doubt's sign, and of the corner that it takes
_NARROW = 30.0  # px of a region's width from which on letter and sign stand side by side

_Floats = NDArray[np.float64]
_Seen = tuple[NDArray[np.bool_], _Floats, _Floats, _Floats, _Floats]


def paint_tags(painter: QPainter, context: PaintContext, inks: Inks) -> None:
    """The letters of each region, a lock where something is fixed about it, the words of headings that have the room,
    and a sign where something is doubtful."""
    seen, left, top, width, height = _in_view(context)
    for at, x, y, across, down in zip(
        np.flatnonzero(seen), left[seen].tolist(), top[seen].tolist(), width[seen].tolist(), height[seen].tolist(),
        strict=True,
    ):  # fmt: skip
        row = context.sheet.rows[at]
        box = QRectF(x, y, across, down)
        if row.tag or row.locked:
            taken = _paint_tag(painter, inks, row, box)
            if row.heading and max(across, down) >= HEADING_LEAST:
                beside = _DOUBT_ROOM if row.doubtful and across >= _NARROW else 0
                below = _DOUBT_ROOM if row.doubtful and across < _NARROW else 0
                paint_heading(painter, context, inks, row.region, box.adjusted(0, 0, -beside, -below), taken)
        if row.doubtful:
            _paint_doubt(painter, context, box)


def _in_view(context: PaintContext) -> _Seen:
    """Which regions are seen and large enough for a letter; their left, top, width and height in the view."""
    boxes, camera, port = context.sheet.boxes, context.camera, context.port
    left = (boxes[:, 0] - camera.x) * camera.scale + port.width / 2
    top = (boxes[:, 1] - camera.y) * camera.scale + port.height / 2
    width, height = (boxes[:, 2] - boxes[:, 0]) * camera.scale, (boxes[:, 3] - boxes[:, 1]) * camera.scale
    seen = (left < port.width) & (top < port.height) & (left + width > 0) & (top + height > 0)
    return seen & (height >= _LEAST) & (width >= _LEAST), left, top, width, height


def _paint_tag(painter: QPainter, inks: Inks, row: Tagged, box: QRectF) -> QPointF:
    """The tag as the room allows: in a line, its parts under each other, or the letter alone. How much of the box it
    takes: of its width where the tag stands beside what follows, of its height where it stands over it."""
    small = box.height() < _FULL
    whole = inks.tag(row.tag, small=small, locked=row.locked)
    pad = _TIGHT if small or whole.width + _PAD > box.width() else _PAD
    top = (box.height() - whole.height) / 2 if small else min(_PAD, (box.height() - whole.height) / 2)
    if whole.width + pad <= box.width():
        painter.drawPixmap(QPointF(box.left() + pad, box.top() + top), whole.picture)
        return QPointF(whole.width + pad, top + whole.height)
    parts = _stacked(inks, row, box, top, small=small)
    if len(parts) == 1:
        painter.drawPixmap(QPointF(box.left() + pad, box.top() + top), parts[0].picture)
        below = top + parts[0].height
    else:
        below = top
        for part in parts:
            painter.drawPixmap(QPointF(box.left() + (box.width() - part.width) / 2, box.top() + below), part.picture)
            below += part.height
    if row.locked and not any(part is inks.tag("", small=True, locked=True) for part in parts):
        _paint_corner_lock(painter, inks, box)
    return QPointF(box.width(), below) if parts else QPointF()


def _stacked(inks: Inks, row: Tagged, box: QRectF, top: float, *, small: bool) -> list[Tag]:
    """The parts of a tag that go under each other in a narrow region: the letter, the lock, the role."""
    mark, _, kind = row.tag.partition("·")
    wanted = [inks.tag(mark, small=small)] if mark else []
    if row.locked:
        wanted.append(inks.tag("", small=True, locked=True))
    if kind:
        wanted.append(inks.tag(kind, small=True))
    if not wanted or wanted[0].width + _TIGHT > box.width():
        return []
    room, found = box.height() - top, list[Tag]()
    for part in wanted:
        room -= part.height
        if found and room < 0:
            break
        found.append(part)
    return found


def _paint_corner_lock(painter: QPainter, inks: Inks, box: QRectF) -> None:
    """The lock alone, in the lower right corner of a region that has no room for it in its tag."""
    sign = inks.tag("", small=True, locked=True)
    place = QPointF(box.right() - sign.width, box.bottom() - sign.height)
    painter.drawPixmap(place, sign.picture)


def _paint_doubt(painter: QPainter, context: PaintContext, box: QRectF) -> None:
    """An amber diamond as in the list of articles: in the upper right corner, or at the foot of a narrow region."""
    inset = min(_DOUBT + 2.5, box.width() / 2, box.height() / 2)
    x, y = box.right() - inset, box.top() + inset
    if box.width() < _NARROW:
        x, y = box.center().x(), box.bottom() - inset
    painter.setPen(QPen(QColor(context.palette.paper), 1))
    painter.setBrush(QColor(context.palette.doubtful))
    corners = ((0, -_DOUBT), (_DOUBT, 0), (0, _DOUBT), (-_DOUBT, 0))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
