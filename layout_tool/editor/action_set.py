"""The table of actions as Qt's actions: words in the user's language, keys as the user has set them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from layout_tool.editor.actions import ACTIONS, Action, Menu, Need, is_bare
from layout_tool.editor.preferences import KeyBindings
from layout_tool.editor.services import Services
from layout_tool.messages import Messages

_SUBMENUS = {Menu.ROLE: Menu.EDIT}
_LETTERS = {menu: menu.value[0].upper() for menu in Menu}
"""With Alt they open the menus, in every language the same."""


_ANY_TIME = frozenset({Menu.VIEW, Menu.HELP})
"""Menus whose actions neither change the document nor what is selected in it, nor write it."""


class ActionSet(QObject):
    """All actions of one window.

    Keys with a modifier act in the whole window; bare ones only inside the widgets given to `add_area`, so that
    neither a text field nor an input method ever loses a letter.
    """

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._rows = {row.id: row for row in ACTIONS}
        self._menus: dict[Menu, QMenu] = {}
        self._areas: list[QWidget] = []
        self._bare: list[QShortcut] = []
        self._bindings = KeyBindings()
        self.actions = {row.id: self._made(row) for row in ACTIONS}

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the bar."""
        for menu in Menu:
            home = self._menus.get(_SUBMENUS[menu]) if menu in _SUBMENUS else None
            made = home.addMenu("") if home is not None else bar.addMenu("")
            self._menus[menu] = made
            group = 0
            for row in ACTIONS:
                if row.menu is menu:
                    if row.group != group:
                        made.addSeparator()
                    group = row.group
                    made.addAction(self.actions[row.id])
            made.aboutToShow.connect(self.refresh)

    def menu(self, menu: Menu) -> QMenu:
        """A menu of the bar."""
        return self._menus[menu]

    def add_area(self, widget: QWidget) -> None:
        """Let bare keys act in this widget and all in it."""
        self._areas.append(widget)
        self._bind_bare()

    def clear_areas(self) -> None:
        """Forget the widgets in which bare keys acted."""
        self._areas.clear()
        self._bind_bare()

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of an action as they are now."""
        return self._bindings.keys(name, self._rows[name].keys)

    def shown_keys(self, name: str) -> str:
        """The first key of an action as this machine writes it; empty where it has none."""
        return QKeySequence(next(iter(self.keys_of(name)), "")).toString(QKeySequence.SequenceFormat.NativeText)

    def bind(self, bindings: KeyBindings, messages: Messages) -> None:
        """Give the actions their keys."""
        self._bindings = bindings
        for name, action in self.actions.items():
            action.setShortcuts([QKeySequence(keys) for keys in self.keys_of(name) if not is_bare(keys)])
        self._bind_bare()
        self.retranslate(messages)

    def retranslate(self, messages: Messages) -> None:
        """Say all words in another language."""
        for name, action in self.actions.items():
            words = messages.text(f"action_{name}")
            shown = self.shown_keys(name)
            action.setText(f"{words}\t{shown}" if shown else words)
            action.setIconText(words)
            action.setToolTip(f"{words} ({shown})" if shown else words)
        for menu, made in self._menus.items():
            made.setTitle(with_letter(messages.text(f"menu_{menu.value}"), _LETTERS[menu]))

    def refresh(self) -> None:
        """Set which actions can be used, and which are marked, as things stand."""
        there = self._there()
        for name, action in self.actions.items():
            row = self._rows[name]
            action.setEnabled(row.needs in there)
            if row.checks is not None:
                action.setChecked(row.needs in there and row.checks(self._services))

    def trigger(self, name: str) -> None:
        """Do the action if what it needs is there; behind an edit whose consequences are awaited, in its turn."""
        editor = self._services.editor
        if editor is not None and editor.held and self._rows[name].menu not in _ANY_TIME:
            editor.in_turn(lambda: self.trigger(name))
            return
        row = self._rows[name]
        if row.needs in self._there():
            row.run(self._services)
        self.refresh()

    def _there(self) -> Need:
        editor = self._services.editor
        if editor is None:
            return Need.NOTHING
        found = Need.DOCUMENT
        found |= Need.PAGE if editor.page is not None else Need.NOTHING
        found |= Need.REGIONS if editor.selection.regions else Need.NOTHING
        found |= Need.ARTICLE if editor.selection.article is not None else Need.NOTHING
        found |= Need.UNDO if editor.timeline.last is not None else Need.NOTHING
        return found | (Need.REDO if editor.timeline.next is not None else Need.NOTHING)

    def _made(self, row: Action) -> QAction:
        action = QAction(self)
        action.setObjectName(row.id)
        action.setCheckable(row.checks is not None)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self.trigger(row.id))
        if row.id == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        return action

    def _bind_bare(self) -> None:
        for shortcut in self._bare:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._bare = []
        for name in self.actions:
            for keys in self.keys_of(name):
                if is_bare(keys):
                    self._bare += [self._shortcut(area, name, keys) for area in self._areas]

    def _shortcut(self, area: QWidget, name: str, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), area)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.trigger(name))
        return shortcut


def with_letter(title: str, letter: str) -> str:
    """A menu's title with the letter that opens it: underlined where the title has it, else behind it.

    >>> with_letter("File", "F"), with_letter("文件", "F")
    ('&File', '文件(&F)')
    """
    at = title.upper().find(letter)
    return f"{title[:at]}&{title[at:]}" if at >= 0 else f"{title}(&{letter})"


def conflicts(bindings: KeyBindings, actions: Sequence[Action] = ACTIONS) -> dict[str, tuple[str, ...]]:
    """The key sequences that more than one action has, with the ids of those actions."""
    owners: dict[str, list[str]] = {}
    for row in actions:
        for keys in bindings.keys(row.id, row.keys):
            owners.setdefault(normal(keys), []).append(row.id)
    return {keys: tuple(names) for keys, names in owners.items() if len(names) > 1}


def normal(keys: str) -> str:
    """A key sequence as Qt writes it, so that two spellings of one are the same."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def refused_by_input_methods(keys: Iterable[str]) -> tuple[str, ...]:
    """The sequences that Chinese input methods take for themselves."""
    taken = {"Ctrl+Space", "Shift+Space", "Shift", "Ctrl+Shift"}
    return tuple(one for one in keys if normal(one) in taken)
