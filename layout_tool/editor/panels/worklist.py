"""The worklist: the files of a run, the most doubtful first; Enter or a click opens one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from layout_tool.editor.files import Files
from layout_tool.editor.panels.appearance import Ink, lay_ground
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.panels.worklist_rows import WorklistModel, WorklistRows
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages


class WorklistList(QTableView):
    """The keys go through the list; typing finds a name.

    A table of one column, because it asks the model for nothing but the rows that are seen, however many there are.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def set_row_height(self, height: int) -> None:
        """How high each row is, in px."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())


class WorklistPanel(QWidget):
    """It stays with the window, whichever of its files is open."""

    chosen = Signal(int)
    """The turn of the file that is asked for."""

    def __init__(self, files: Files, messages: Messages, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._messages = messages
        self.heading = PanelHeading(palette, self)
        self.model = WorklistModel(files, messages, self)
        self.list = WorklistList(self)
        self._rows = WorklistRows(self.model, Ink.of(self, palette), self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self.chosen)
        files.changed.connect(self._renew)
        files.turned.connect(self._turn)
        files.noted.connect(lambda _: self._say())
        self.set_palette(palette)
        self.retranslate(messages)

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.list.setAccessibleName(messages.text("worklist_title"))
        self._renew()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        self.heading.set_palette(palette)
        lay_ground(self.list, palette)
        self._rows.ink = Ink.of(self, palette)
        self.list.set_row_height(self._rows.height)
        self.list.viewport().update()

    def _renew(self) -> None:
        self.model.renew(self._messages)
        self._turn(self._files.turn)
        self._say()

    def _turn(self, turn: int) -> None:
        """The keys go on from the file that is open."""
        self.list.setCurrentIndex(self.model.index(turn))
        self.list.viewport().update()

    def _say(self) -> None:
        done, count = self._files.finished, len(self._files.entries)
        said = self._messages.text("worklist_count", done=done, count=count) if count else ""
        self.heading.set_words(self._messages.text("worklist_title"), said)
