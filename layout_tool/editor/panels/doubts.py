"""The doubts: what the engine is not sure of, asked one by one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QListView,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import Ink, lay_ground
from layout_tool.editor.panels.doubt_rows import DoubtRows, DoubtsModel
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages

_CONFIRM = 1


class DoubtsList(QListView):
    """Enter and digits answer the current doubt, and so does a click on one of its answers."""

    answered = Signal(int)
    """1: it is as decided; from 2 on the other choices."""

    def __init__(self, rows: DoubtRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._pressed = 0
        self.setItemDelegate(rows)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = event.key() - Qt.Key.Key_0 if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else 0
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number = _CONFIRM
        if plain and number and self.currentIndex().isValid():
            self.answered.emit(number)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys come here; unlike other lists this one chooses nothing by that, for a choice turns to a doubt."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._answer_at(event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, 0
        super().mouseReleaseEvent(event)
        if pressed and pressed == self._answer_at(event) and event.button() is Qt.MouseButton.LeftButton:
            self.answered.emit(pressed)

    def _answer_at(self, event: QMouseEvent) -> int:
        current, point = self.currentIndex(), event.position().toPoint()
        return self._rows.answer_at(self.visualRect(current), point) if current.isValid() else 0


class DoubtsPanel(QWidget):
    """The doubts of the page, or of all pages, the weakest first; it follows the decision in hand."""

    answered = Signal(int)
    """An answer to the decision in hand: 1 confirms it, from 2 on another choice is taken."""
    reveal_requested = Signal(object)
    """The regions that the views are asked to show."""
    counted = Signal(int, int)
    """How many doubts are left on the page, and in the whole document."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self._key = ""
        self._telling = False
        self._left = (-1, -1)
        self._unfolded = (-1, 0)
        self.heading = PanelHeading(palette, self)
        self.whole = QToolButton(self.heading)
        self.whole.setCheckable(True)
        self.whole.setAutoRaise(True)
        self.whole.toggled.connect(self._set_whole)
        self.heading.row.addWidget(self.whole)
        self.model = DoubtsModel(editor, messages, self)
        self._rows = DoubtRows(self.model, Ink.of(self, palette), self)
        self.list = DoubtsList(self._rows, self)
        self.list.setModel(self.model)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._pile = QStackedLayout()
        self._pile.addWidget(self.list)
        self._pile.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._pile, 1)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        self._connect()
        self.set_palette(palette)
        self.retranslate(messages)

    def _connect(self) -> None:
        self._editor.attention.changed.connect(self._timer.start)
        self.list.answered.connect(self._answer)
        self.list.selectionModel().currentChanged.connect(self._chosen)

    def set_keys(self, following: str) -> None:
        """The key that goes on to the next doubt, as a person knows it."""
        self._key = following
        self.refresh()

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.list.setAccessibleName(messages.text("panels_doubts"))
        self.whole.setText(messages.text("panels_doubts_whole"))
        self.whole.setToolTip(messages.text("panels_doubts_whole_tip"))
        self.refresh()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        ink = Ink.of(self, palette)
        self.heading.set_palette(palette)
        lay_ground(self.list, palette)
        lay_ground(self._nothing, palette)
        self._nothing.setStyleSheet(
            f"color: {palette.muted}; background: {palette.panel}; padding: {ink.px(4)}px {ink.px(12)}px"
        )
        self._rows.ink = ink
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def refresh(self) -> None:
        """Show the doubts as they are now, the one in hand unfolded."""
        doubts, page = self._editor.doubts, self._editor.page
        here = doubts.by_page.get(page.id, []) if page is not None else []
        found = doubts.queue(None) if self._editor.attention.whole else here
        self._telling = True
        if list(found) != list(self.model.found) or self.model.messages is not self._messages:
            self.model.set_found(found, self._messages)
        at = self.model.row_of(self._editor.attention.decision)
        if at != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(at))
        self._telling = False
        if at >= 0 and self._unfolded != (at, len(self.model.found)):
            self.list.doItemsLayout()
            self.list.scrollTo(self.model.index(at))
        self._unfolded = (at, len(self.model.found))
        self._say(len(found), len(here), sum(len(some) for some in doubts.by_page.values()))

    def _say(self, shown: int, here: int, everywhere: int) -> None:
        several = len(self._editor.document.pages) > 1
        self.whole.setVisible(several)
        self._pile.setCurrentIndex(0 if shown else 1)
        key = "panels_doubts_none_here" if everywhere else "panels_doubts_none"
        self._nothing.setText(self._messages.text(key, key=self._key))
        note = "panels_doubts_note" if several else "panels_doubts_note_one"
        words = self._messages.text(note, here=here, all=everywhere) if everywhere else ""
        self.heading.set_words(self._messages.text("panels_doubts"), words)
        if (here, everywhere) != self._left:
            self._left = (here, everywhere)
            self.counted.emit(here, everywhere)

    def _set_whole(self, whole: bool) -> None:
        self._editor.attention.whole = whole
        self.refresh()

    def _chosen(self, index: QModelIndex, _: QModelIndex) -> None:
        self.list.scheduleDelayedItemsLayout()
        if not self._telling and index.isValid():
            self.reveal_requested.emit(self._editor.attention.ask(self.model.found[index.row()]))

    def _answer(self, number: int) -> None:
        row = self.list.currentIndex().row()
        if row == self.model.row_of(self._editor.attention.decision) >= 0 and number <= len(
            self.model.question(row).answers
        ):
            self.answered.emit(number)
