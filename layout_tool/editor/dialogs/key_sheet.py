"""All keys at a glance, and where they can be given to other actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from layout_tool.editor.action_set import conflicts, normal, refused_by_input_methods
from layout_tool.editor.actions import ACTIONS, Menu
from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.preferences import Preferences
from layout_tool.messages import Messages

_ID = Qt.ItemDataRole.UserRole


class KeySheet(Asking):
    """A list of the actions by menu with their keys; the chosen one's keys can be set anew."""

    def __init__(self, messages: Messages, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(messages, "keys_title", None, parent)
        self._preferences = preferences
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText(messages.text("keys_find"))
        self.finder.setAccessibleName(messages.text("keys_find"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([messages.text("keys_action"), messages.text("keys_keys")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setAccessibleName(messages.text("keys_title"))
        self.list.currentItemChanged.connect(self._show_chosen)
        self.body.addWidget(self.finder)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._setter())
        self.note = self.sentence("")
        self._fill()
        self.resize(560, 640)

    def _setter(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.edit = QKeySequenceEdit(self)
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.messages.text("keys_new"))
        self.set = QPushButton(self.messages.text("keys_set"), self)
        self.clear = QPushButton(self.messages.text("keys_default"), self)
        for button in (self.set, self.clear):
            button.setAutoDefault(False)
        self.set.clicked.connect(self._set_keys)
        self.clear.clicked.connect(self._default_keys)
        row.addWidget(QLabel(self.messages.text("keys_new"), self))
        row.addWidget(self.edit, 1)
        row.addWidget(self.set)
        row.addWidget(self.clear)
        return row

    def _fill(self) -> None:
        bindings = self._preferences.keys()
        self.list.clear()
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._heads: dict[Menu, QTreeWidgetItem] = {}
        for menu in Menu:
            head = QTreeWidgetItem(self.list, [self.messages.text(f"menu_{menu.value}")])
            head.setFirstColumnSpanned(True)
            self._heads[menu] = head
            for action in ACTIONS:
                if action.menu is menu:
                    keys = "   ".join(_native(one) for one in bindings.keys(action.id, action.keys))
                    row = QTreeWidgetItem(head, [self.messages.text(action.text), keys])
                    row.setData(0, _ID, action.id)
                    self._rows[action.id] = row
        self.list.expandAll()

    def _filter(self, words: str) -> None:
        wanted = words.casefold()
        for row in self._rows.values():
            row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".casefold())
        for menu, head in self._heads.items():
            head.setHidden(all(self._rows[action.id].isHidden() for action in ACTIONS if action.menu is menu))

    def chosen(self) -> str | None:
        """The id of the action in hand."""
        row = self.list.currentItem()
        return str(row.data(0, _ID)) if row is not None and row.data(0, _ID) else None

    def _show_chosen(self) -> None:
        name = self.chosen()
        for widget in (self.edit, self.set, self.clear):
            widget.setEnabled(name is not None)
        self.edit.clear()
        self.note.setText("")

    def _set_keys(self) -> None:
        name = self.chosen()
        keys = self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if name is None or not keys:
            return
        if refused_by_input_methods([keys]):
            self.note.setText(self.messages.text("keys_input_method", keys=_native(keys)))
            return
        owner = self._owner(keys)
        if owner is not None and owner != name:
            self.note.setText(
                self.messages.text("keys_taken", keys=_native(keys), action=self.messages.text(f"action_{owner}"))
            )
            return
        self._preferences.set_keys(name, (keys,))
        self._refill(name)

    def _default_keys(self) -> None:
        name = self.chosen()
        if name is None:
            return
        self._preferences.set_keys(name, None)
        clash = conflicts(self._preferences.keys())
        self._refill(name)
        if clash:
            keys, owners = next(iter(clash.items()))
            other = next(owner for owner in owners if owner != name) if name in owners else owners[0]
            self.note.setText(
                self.messages.text("keys_taken", keys=_native(keys), action=self.messages.text(f"action_{other}"))
            )

    def _owner(self, keys: str) -> str | None:
        bindings = self._preferences.keys()
        wanted = normal(keys)
        return next(
            (
                action.id
                for action in ACTIONS
                if wanted in {normal(one) for one in bindings.keys(action.id, action.keys)}
            ),
            None,
        )

    def _refill(self, name: str) -> None:
        self._fill()
        self._filter(self.finder.text())
        self.list.setCurrentItem(self._rows[name])


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
