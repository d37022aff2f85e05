"""How a row of the article tree is drawn."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from layout_tool.editor.lock_sign import draw_lock, lock_width
from layout_tool.editor.panels.appearance import BADGE, DOT, ROW, Ink, draw_badge, draw_dot, draw_sign, draw_text
from layout_tool.editor.panels.outline import Face, Level, Locked
from layout_tool.editor.panels.tree_model import FACE

_EDGE = 12
_GAP = 8
_COUNT = 36
_SIGN = 16
_LOCK = 11


class TreeRows(QStyledItemDelegate):
    """Badge, title, note; the lock, the count of characters and the dot at the right. The view draws the ground."""

    def __init__(self, ink: Ink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(self.ink.px(120), self.ink.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        face = index.data(FACE)
        if not isinstance(face, Face):
            return
        area = QRect(option.rect)
        ink = self.ink
        right = area.right() + 1 - ink.px(_EDGE)
        right = self._draw_right(painter, face, QRect(area.left(), area.top(), right - area.left(), area.height()))
        right = self._draw_lock(painter, face, QRect(area.left(), area.top(), right - area.left(), area.height()))
        left = self._draw_sign(painter, face, area)
        self._draw_words(painter, face, QRect(left, area.top(), right - left, area.height()))

    def _draw_right(self, painter: QPainter, face: Face, area: QRect) -> int:
        """The dot at the right edge, the count left of it; where the words must end."""
        ink = self.ink
        size = ink.px(DOT)
        right = area.right() + 1 - size
        if face.dot is not None:
            draw_dot(painter, ink, QRect(right, area.top(), size, area.height()), face.dot)
        right -= ink.px(_GAP)
        if face.count is not None:
            text, font = f"{face.count}", ink.sized(12)
            width = max(QFontMetrics(font).horizontalAdvance(text) + 2, ink.px(_COUNT))
            cell = QRect(right - width, area.top(), width, area.height())
            draw_text(painter, cell, text, font, ink.palette.muted, Qt.AlignmentFlag.AlignRight)
            right -= width + ink.px(_GAP // 2)
        return right

    def _draw_lock(self, painter: QPainter, face: Face, area: QRect) -> int:
        """The lock at the right end of the words, an outline where only a part is fixed; where the words must end."""
        if face.locked is Locked.NOTHING:
            return area.right() + 1
        height = _LOCK * self.ink.unit
        frame = QRectF(0, 0, lock_width(height), height)
        frame.moveCenter(QRectF(area).center())
        frame.moveRight(area.right() + 1)
        draw_lock(painter, frame, self.ink.palette.muted, filled=face.locked is Locked.WHOLE)
        return int(frame.left()) - self.ink.px(_GAP // 2)

    def _draw_sign(self, painter: QPainter, face: Face, area: QRect) -> int:
        """The badge at the left; where the words begin."""
        ink = self.ink
        size = ink.px(_SIGN if face.level in (Level.REGION, Level.RUN) else BADGE)
        badge = QRect(area.left(), area.top() + (area.height() - size) // 2, size, size)
        if face.look is not None:
            draw_badge(painter, ink, badge, face.look)
        else:
            draw_sign(painter, ink, badge, face.sign, dashed=face.level is Level.OUTSIDE)
        return badge.right() + 1 + ink.px(_GAP)

    def _draw_words(self, painter: QPainter, face: Face, area: QRect) -> None:
        ink = self.ink
        font = ink.sized(13)
        colour = ink.palette.muted if face.muted else ink.palette.ink
        room = area.width()
        note = f" · {face.note}" if face.note else ""
        if face.level is Level.ARTICLE and note:
            # where it goes on must be seen; the headline is cut instead
            room = max(ink.px(60), area.width() - QFontMetrics(font).horizontalAdvance(note))
        used = draw_text(painter, QRect(area.left(), area.top(), room, area.height()), face.title, font, colour)
        if note:
            rest = QRect(area.left() + used, area.top(), area.width() - used, area.height())
            draw_text(painter, rest, note, font, ink.palette.muted)
