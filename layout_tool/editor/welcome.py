"""What is shown while no page is open: recent projects, the samples, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from layout_tool import resources
from layout_tool.messages import Messages

_PATH = Qt.ItemDataRole.UserRole
_COLUMN, _GAP, _MARK = 360, 32, 64


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A project that was open before: its file, its name and how far it is, in words."""

    path: Path
    name: str
    facts: str


def samples() -> tuple[Path, ...]:
    """The shipped sample pages."""
    return tuple(sorted(path for path in resources.path("samples").iterdir() if path.suffix in (".pdf", ".txt")))


class Welcome(QWidget):
    """Two lists and two buttons, in the middle of the window."""

    open_requested = Signal()
    folder_requested = Signal()
    chosen = Signal(object)
    """The Path of the project or sample that was chosen."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.mark, self.title, self.motto = QLabel(self), QLabel(self), QLabel(self)
        icon = QIcon(str(resources.path("icons", "layout-tool.svg")))
        self.mark.setPixmap(icon.pixmap(QSize(_MARK, _MARK)))
        self.title.setProperty("title", True)
        self.motto.setProperty("lesser", True)
        self.open, self.folder = QPushButton(self), QPushButton(self)
        self.open.setDefault(True)
        self.open.clicked.connect(self.open_requested)
        self.folder.clicked.connect(self.folder_requested)
        self.recent, self.samples = _Places(self), _Places(self)
        for places in (self.recent, self.samples):
            places.itemActivated.connect(self._take)
            places.itemClicked.connect(self._take)
        self.recent_title, self.samples_title, self.drop = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.recent_title, self.samples_title):
            label.setProperty("heading", True)
        self.drop.setProperty("lesser", True)
        self._arrange()
        self._recent_rows: Sequence[RecentRow] = ()
        self.retranslate(messages)
        for path in samples():
            self.samples.add(path, path.name, "")

    def set_recent(self, rows: Sequence[RecentRow]) -> None:
        """Show these projects, the last one first."""
        self._recent_rows = rows
        self.recent.clear()
        for row in rows:
            self.recent.add(row.path, row.name, row.facts)
        if not rows:
            self.recent.say(self._messages.text("welcome_no_recent"))

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        for widget, key in (
            (self.motto, "welcome_motto"),
            (self.open, "welcome_open"),
            (self.folder, "welcome_folder"),
            (self.recent_title, "welcome_recent"),
            (self.samples_title, "welcome_samples"),
            (self.drop, "welcome_drop"),
        ):
            widget.setText(messages.text(key))
        self.title.setText("layout-tool")
        self.recent.setAccessibleName(messages.text("welcome_recent"))
        self.samples.setAccessibleName(messages.text("welcome_samples"))
        self.set_recent(self._recent_rows)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.motto)
        words.addStretch(1)
        head.addWidget(self.mark)
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open)
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        lists = QHBoxLayout()
        lists.setSpacing(_GAP)
        for title, places in ((self.recent_title, self.recent), (self.samples_title, self.samples)):
            column = QVBoxLayout()
            column.setSpacing(8)
            column.addWidget(title)
            column.addWidget(places, 1)
            lists.addLayout(column, 1)
        sheet = QFrame(self)
        sheet.setMaximumSize(2 * _COLUMN + _GAP, 560)
        column = QVBoxLayout(sheet)
        column.setSpacing(24)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addLayout(lists, 1)
        column.addWidget(self.drop)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(sheet, 6)
        outer.addStretch(1)

    def _take(self, row: QListWidgetItem) -> None:
        if path := row.data(_PATH):
            self.chosen.emit(Path(str(path)))


class _Places(QListWidget):
    """Files to open, each with a second, lesser line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("places", True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def add(self, path: Path, name: str, facts: str) -> None:
        row = QListWidgetItem(f"{name}\n{facts}" if facts else name, self)
        row.setData(_PATH, str(path))
        row.setToolTip(str(path))

    def say(self, words: str) -> None:
        """A sentence in the place of files."""
        row = QListWidgetItem(words, self)
        row.setFlags(Qt.ItemFlag.NoItemFlags)
