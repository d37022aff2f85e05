"""The locks: what is fixed on the page that is shown, one sentence each; any of it can be let go."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.lock_sign import draw_lock, lock_width
from layout_tool.editor.panels.appearance import BADGE, ROW, Ink, draw_badge, draw_selection, draw_text, lay_ground
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.panels.lock_rows import LockRow, lock_rows
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look
from layout_tool.messages import Messages
from layout_tool.model.facts import Fact

_EDGE, _GAP, _SIGN = 12, 8, 12
"""px at 100 %."""


class LocksModel(QAbstractListModel):
    """Facts as rows, in words."""

    def __init__(self, editor: EditorDocument, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.messages = messages
        self.rows: tuple[LockRow, ...] = ()

    def set_rows(self, rows: tuple[LockRow, ...], messages: Messages) -> None:
        """Show these facts."""
        self.beginResetModel()
        self.rows, self.messages = rows, messages
        self.endResetModel()

    def look(self, row: LockRow) -> Look | None:
        """The look of the article that the fact speaks of first."""
        page = self._editor.page
        owners = (self._editor.index.owners.get(name) for name in row.regions)
        owner = next((one for one in owners if one is not None), None)
        return self._editor.looks(page.id).get(owner) if page is not None and owner is not None else None

    def sentence(self, row: LockRow) -> str:
        """What is fixed, in words."""
        return str(self.messages.words(row.said))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.sentence(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            look = self.look(row)
            parts = [look.letter] if look is not None else []
            return self.messages.text("panels_list_comma").join([*parts, self.sentence(row)])
        return None


class LockRows(QStyledItemDelegate):
    """Lock, letter, sentence."""

    def __init__(self, model: LocksModel, ink: Ink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(self.ink.px(160), self.ink.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink, row = self.ink, self._model.rows[index.row()]
        area = QRect(option.rect)
        view = option.widget
        if isinstance(view, QListView) and view.selectionModel().isSelected(index):
            draw_selection(painter, ink, area)
        left, height = area.left() + ink.px(_EDGE), _SIGN * ink.unit
        top = area.top() + (area.height() - height) / 2
        draw_lock(painter, QRectF(left, top, lock_width(height), height), ink.palette.muted)
        left += ink.px(_SIGN + _GAP)
        look = self._model.look(row)
        size = ink.px(BADGE)
        if look is not None:
            draw_badge(painter, ink, QRect(left, area.top() + (area.height() - size) // 2, size, size), look)
        left += size + ink.px(_GAP)
        words = QRect(left, area.top(), area.right() + 1 - ink.px(_EDGE) - left, area.height())
        draw_text(painter, words, str(index.data()), ink.sized(13), ink.palette.ink)


class LocksList(QListView):
    """Enter goes to what the current lock speaks of, as a click does; Del lifts those that are chosen."""

    chosen = Signal(QModelIndex)
    lift_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.lift_asked.emit()
        else:
            super().keyPressEvent(event)


class LocksPanel(QWidget):
    """The facts of the page that is shown, made anew once the window is idle after a change."""

    reveal_requested = Signal(object)
    """The regions that the views are asked to show."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self.heading = PanelHeading(palette, self)
        self.lift_all = QPushButton(self.heading)
        self.lift_all.setProperty("side", True)
        self.heading.row.addWidget(self.lift_all)
        self.model = LocksModel(editor, messages, self)
        self.list = LocksList(self)
        self._rows = LockRows(self.model, Ink.of(self, palette), self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._rows)
        self.nothing = QLabel(self)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._pile = QStackedLayout()
        self._pile.addWidget(self.list)
        self._pile.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._pile, 1)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._connect()
        self.set_palette(palette)
        self.retranslate(messages)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._find)
        self.list.chosen.connect(self._go)
        self.list.lift_asked.connect(self._lift_chosen)
        self.lift_all.clicked.connect(lambda: self._lift([row.fact for row in self.model.rows]))
        self._editor.changed.connect(lambda _: self._timer.start())
        self._editor.page_changed.connect(lambda _: self._timer.start())

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.list.setAccessibleName(messages.text("panels_locks"))
        self.nothing.setText(messages.text("panels_locks_none"))
        self.lift_all.setText(messages.text("panels_locks_lift_all"))
        self._find()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        ink = Ink.of(self, palette)
        self.heading.set_palette(palette)
        lay_ground(self.list, palette)
        lay_ground(self.nothing, palette)
        self.nothing.setStyleSheet(
            f"color: {palette.muted}; background: {palette.panel}; padding: {ink.px(4)}px {ink.px(12)}px"
        )
        self._rows.ink = ink
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def mark(self, facts: Collection[Fact]) -> None:
        """Choose these facts of the page, so that one of them can be lifted with a key."""
        self._find()
        chosen = self.list.selectionModel()
        chosen.clearSelection()
        for at, row in enumerate(self.model.rows):
            if row.fact in facts:
                index = self.model.index(at)
                chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                chosen.select(index, QItemSelectionModel.SelectionFlag.Select)
                self.list.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _find(self) -> None:
        page = self._editor.page
        rows = lock_rows(self._editor.index, page.id) if page is not None else ()
        if rows != self.model.rows or self.model.messages is not self._messages:
            at = self.list.currentIndex().row()
            self.model.set_rows(rows, self._messages)
            self.list.setCurrentIndex(self.model.index(min(at, len(rows) - 1)))
        else:
            self.list.viewport().update()
        self._pile.setCurrentIndex(0 if rows else 1)
        self.lift_all.setVisible(bool(rows))
        note = self._messages.text("panels_locks_count", count=len(rows)) if rows else ""
        self.heading.set_words(self._messages.text("panels_locks"), note)

    def _go(self, index: QModelIndex) -> None:
        regions = self.model.rows[index.row()].regions
        self._editor.select(regions)
        self.reveal_requested.emit(regions)

    def _lift_chosen(self) -> None:
        self._lift([self.model.rows[index.row()].fact for index in self.list.selectionModel().selectedIndexes()])

    def _lift(self, facts: Iterable[Fact]) -> None:
        page, chosen = self._editor.page, tuple(facts)
        if page is not None and chosen:
            commands.lift_locks(self._editor, page.id, chosen)
