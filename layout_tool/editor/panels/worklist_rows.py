"""The files of a run as rows of two lines: name and doubts, below them how far the file is, or why it failed."""

from __future__ import annotations

from itertools import chain
from pathlib import PurePath

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from layout_tool.batch.journal_rows import State
from layout_tool.batch.worklist import Entry, Place
from layout_tool.editor.files import Files
from layout_tool.editor.panels.appearance import (
    DOT,
    PAGE_DOTS,
    ROW,
    Dot,
    Ink,
    draw_dot,
    draw_selection,
    draw_text,
)
from layout_tool.errors import LayoutToolError
from layout_tool.messages import Messages
from layout_tool.model.progress import PageStatus

_EDGE, _GAP, _FOOT = 12, 8, 22
"""px at 100 %."""
_STATES = {
    State.PLANNED: "worklist_left",
    State.RUNNING: "worklist_left",
    State.DONE: "worklist_proposed",
    State.FAILED: "worklist_failed",
    State.QUARANTINED: "worklist_quarantined",
}
_PROGRESS = {
    PageStatus.IN_PROGRESS: "worklist_in_progress",
    PageStatus.CORRECTED: "worklist_corrected",
    PageStatus.APPROVED: "worklist_approved",
}


class WorklistModel(QAbstractListModel):
    """The worklist as rows; their words are made when they are seen."""

    def __init__(self, files: Files, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self.messages = messages
        files.noted.connect(self._note)

    def renew(self, messages: Messages) -> None:
        """Another list, or other words for it."""
        self.beginResetModel()
        self.messages = messages
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._files.entries[row]

    def is_open(self, row: int) -> bool:
        """Whether it is this file's turn."""
        return row == self._files.turn

    def name(self, row: int) -> str:
        """The file's name without its folder, in letters that can be shown."""
        return _shown(PurePath(self.entry(row).name).name)

    def doubts(self, row: int) -> str:
        """How many doubts are left; empty where nobody knows."""
        count = self.entry(row).doubts
        if count is None or self.entry(row).place in (Place.LEFT, Place.FAILED):
            return ""
        return self.messages.text("worklist_doubt" if count == 1 else "worklist_doubts", count=count)

    def facts(self, row: int) -> str:
        """How far it is, or why it failed; how sure it is, and its folder."""
        entry = self.entry(row)
        parts = [self.messages.text(_PROGRESS.get(entry.progress) or _STATES[entry.state])]
        if entry.reason is not None:
            parts.append(self._reason(entry, entry.reason))
        if entry.confidence is not None and not entry.failed:
            parts.append(self.messages.text("panels_confidence", share=f"{entry.confidence:.0%}".removesuffix("%")))
        folder = PurePath(entry.name).parent.as_posix()
        return " · ".join([*parts, *([_shown(folder)] if folder != "." else [])])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._files.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (_shown(self.entry(row).name), self.doubts(row), self.facts(row)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            here = self.messages.text("worklist_open") if self.is_open(row) else ""
            parts = (self.name(row), here, self.doubts(row), self.facts(row))
            return self.messages.text("panels_list_comma").join(part for part in parts if part)
        return self.entry(row) if role == Qt.ItemDataRole.UserRole else None

    def match(
        self,
        start: QModelIndex | QPersistentModelIndex,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """The next file whose name begins so: what typing in the list asks, answered without making all words."""
        if role != Qt.ItemDataRole.DisplayRole or not isinstance(value, str):
            return super().match(start, role, value, hits, flags)
        wanted, entries = value.casefold(), self._files.entries
        for row in chain(range(start.row(), len(entries)), range(start.row())):
            if entries[row].name.rpartition("/")[2].casefold().startswith(wanted):
                return [self.index(row)]
        return []

    def _reason(self, entry: Entry, reason: LayoutToolError | str) -> str:
        said = reason if isinstance(reason, str) else self.messages.error(reason)
        for name in (entry.source, entry.name):  # it stands above
            said = said.removeprefix(name)
        return _shown(said.lstrip(":： "))

    def _note(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))


class WorklistRows(QStyledItemDelegate):
    """Dot, name, doubts; facts below. The file that is open is marked; so is the one that the keys are at."""

    def __init__(self, model: WorklistModel, ink: Ink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ink = ink

    @property
    def height(self) -> int:
        """How high a row is, in px."""
        return self.ink.px(ROW + _FOOT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(self.ink.px(160), self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink, row, model = self.ink, index.row(), self._model
        area = QRect(option.rect)
        self._paint_ground(painter, area, option, index)
        line = QRect(area.left(), area.top() + ink.px(2), area.width(), ink.px(ROW))
        left, size = area.left() + ink.px(_EDGE), ink.px(DOT)
        draw_dot(painter, ink, QRect(left, line.top(), size, line.height()), _dot(model.entry(row)))
        left += size + ink.px(_GAP)
        right = area.right() + 1 - ink.px(_EDGE)
        doubts, font = model.doubts(row), ink.sized(12)
        room = QFontMetrics(font).horizontalAdvance(doubts)
        draw_text(painter, QRect(right - room, line.top(), room + 1, line.height()), doubts, font, ink.palette.muted)
        words = QRect(left, line.top(), right - room - ink.px(_GAP) - left, line.height())
        draw_text(painter, words, model.name(row), ink.sized(13, bold=model.is_open(row)), ink.palette.ink)
        foot = QRect(left, line.bottom() + 1 - ink.px(4), right - left, ink.px(_FOOT))
        draw_text(painter, foot, model.facts(row), font, ink.palette.muted)

    def _paint_ground(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = option.widget
        here = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        if self._model.is_open(index.row()):
            draw_selection(painter, self.ink, area)
        elif here or QStyle.StateFlag.State_MouseOver in option.state:
            draw_selection(painter, self.ink, area, hovered=True)
        if here and view.hasFocus():
            painter.setPen(QPen(QColor(self.ink.palette.accent), 1))
            painter.drawRect(area.adjusted(0, 0, -1, -1))


def _dot(entry: Entry) -> Dot:
    if entry.progress is not PageStatus.PROPOSED:
        return PAGE_DOTS[entry.progress]
    if entry.failed:
        return Dot.FAILED
    if entry.state is not State.DONE:
        return Dot.PROPOSED
    return Dot.DOUBTFUL if entry.doubts else Dot.SURE


def _shown(words: str) -> str:
    """The words with odd bytes of names as escapes, which no font has."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
