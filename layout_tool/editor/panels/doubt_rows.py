"""Doubts as rows: what is asked in a sentence; the one in hand unfolds its answers, each with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.doubts import same
from layout_tool.editor.panels.appearance import (
    BADGE,
    DOT,
    ROW,
    Dot,
    Ink,
    draw_badge,
    draw_dot,
    draw_selection,
    draw_sign,
    draw_text,
)
from layout_tool.editor.panels.sentences import Question, question
from layout_tool.export.picture_colours import Look
from layout_tool.messages import Messages
from layout_tool.model.decision import Decision

_EDGE, _GAP, _ANSWER, _KEY, _FOOT = 12, 8, 24, 44, 4
"""px at 100 %."""


class DoubtsModel(QAbstractListModel):
    """Doubts as rows; their sentences are made when they are seen."""

    def __init__(self, editor: EditorDocument, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.messages = messages
        self.found: Sequence[Decision] = ()
        self._said: dict[int, Question] = {}

    def set_found(self, found: Sequence[Decision], messages: Messages) -> None:
        """Show these doubts."""
        self.beginResetModel()
        self.found, self.messages = found, messages
        self._said = {}
        self.endResetModel()

    def row_of(self, decision: Decision | None) -> int:
        """The row of a decision; -1 where it is none of them."""
        return next((at for at, one in enumerate(self.found) if decision is not None and same(one, decision)), -1)

    def question(self, row: int) -> Question:
        """What the doubt asks."""
        if row not in self._said:
            self._said[row] = question(self._editor, self.found[row], self.messages)
        return self._said[row]

    def look(self, row: int) -> Look | None:
        """The look of its article."""
        index, region = self._editor.index, self.question(row).region
        page = index.page_of.get(region)
        return self._editor.looks(page).get(index.owners.get(region, "")) if page is not None else None

    def facts(self, row: int) -> str:
        """Its margin, and its page where that is not the one shown."""
        margin = self.messages.text("panels_doubt_margin", margin=f"{self.found[row].margin:.1f}")
        page = self._editor.index.pages.get(self._editor.index.page_of.get(self.question(row).region, ""))
        if page is None or page is self._editor.page:
            return margin
        return f"{self.messages.text('panels_page', page=page.label or page.number)} · {margin}"

    def keys(self, row: int) -> list[str]:
        """The key of each of its answers."""
        confirm = self.messages.text("panels_doubt_key_confirm")
        return [confirm if not at else str(at + 1) for at in range(len(self.question(row).answers))]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        said = self.question(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return said.asked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), said)
        return self.found[index.row()] if role == Qt.ItemDataRole.UserRole else None

    def _spoken(self, row: int, said: Question) -> str:
        look, text = self.look(row), self.messages.text
        answers = [
            text("panels_doubt_answer", key=key, words=words)
            for key, words in zip(self.keys(row), said.answers, strict=True)
        ]
        return text(
            "panels_doubt_spoken",
            letter=look.letter if look is not None else text("panels_outside"),
            asked=said.asked,
            answers=text("panels_list_comma").join(answers),
            margin=self.facts(row),
        )


class DoubtRows(QStyledItemDelegate):
    """Dot, letter, question, margin; under the current one its answers."""

    def __init__(self, model: DoubtsModel, ink: Ink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = self.ink.px(ROW)
        if _is_current(option, index):
            height += len(self._model.question(index.row()).answers) * self.ink.px(_ANSWER) + self.ink.px(_FOOT)
        return QSize(self.ink.px(160), height)

    def answer_at(self, row: QRect, point: QPoint) -> int:
        """Which answer of the current row a point is on, from 1; 0 for none."""
        down = point.y() - row.top() - self.ink.px(ROW)
        return down // self.ink.px(_ANSWER) + 1 if down >= 0 and row.contains(point) else 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink, row = self.ink, index.row()
        area = QRect(option.rect)
        current = _is_current(option, index)
        if current:
            draw_selection(painter, ink, area)
        line = QRect(area.left(), area.top(), area.width(), ink.px(ROW))
        left = self._paint_marks(painter, line, row)
        facts, font = self._model.facts(row), ink.sized(12)
        room = QFontMetrics(font).horizontalAdvance(facts)
        right = area.right() + 1 - ink.px(_EDGE)
        draw_text(painter, QRect(right - room, line.top(), room + 1, line.height()), facts, font, ink.palette.muted)
        words = QRect(left, line.top(), right - room - ink.px(_GAP) - left, line.height())
        draw_text(painter, words, str(index.data()), ink.sized(13, bold=current), ink.palette.ink)
        if current:
            self._paint_answers(painter, QRect(left, line.bottom() + 1, right - left, area.height()), row)

    def _paint_marks(self, painter: QPainter, line: QRect, row: int) -> int:
        """Dot and letter; where the words begin."""
        ink = self.ink
        left, size = line.left() + ink.px(_EDGE), ink.px(DOT)
        draw_dot(painter, ink, QRect(left, line.top(), size, line.height()), Dot.DOUBTFUL)
        left += size + ink.px(_GAP)
        badge = QRect(left, line.top() + (line.height() - ink.px(BADGE)) // 2, ink.px(BADGE), ink.px(BADGE))
        look = self._model.look(row)
        if look is not None:
            draw_badge(painter, ink, badge, look)
        else:
            draw_sign(painter, ink, badge, "–", dashed=True)
        return badge.right() + 1 + ink.px(_GAP)

    def _paint_answers(self, painter: QPainter, area: QRect, row: int) -> None:
        ink = self.ink
        for at, (key, words) in enumerate(zip(self._model.keys(row), self._model.question(row).answers, strict=True)):
            top = area.top() + at * ink.px(_ANSWER)
            self._paint_key(painter, QRect(area.left(), top, ink.px(_KEY), ink.px(_ANSWER)), key)
            left = area.left() + ink.px(_KEY) + ink.px(_GAP)
            line = QRect(left, top, area.right() - left, ink.px(_ANSWER))
            draw_text(painter, line, words, ink.sized(13), ink.palette.ink)

    def _paint_key(self, painter: QPainter, area: QRect, key: str) -> None:
        ink = self.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink.palette.muted), 1))
        painter.setBrush(QColor(ink.palette.panel))
        cap = area.adjusted(0, ink.px(3), 0, -ink.px(3))
        painter.drawRoundedRect(cap, ink.px(3), ink.px(3))
        painter.restore()
        draw_text(painter, cap, key, ink.sized(11), ink.palette.ink, Qt.AlignmentFlag.AlignHCenter)


def _is_current(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
    view = option.widget
    return isinstance(view, QListView) and view.currentIndex().row() == index.row()
