"""Locks in the window: set and let go by keys, listed beside the problems, undone like every edit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.model.contract import to_json
from layout_tool.model.facts import Fact
from layout_tool.model.locks import RoleLock
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import Role
from tests.editor.conftest import MILLISECONDS, OpenWindow, opened
from tests.editor.test_window import on_map, press


def facts(editor: EditorDocument) -> tuple[Fact, ...]:
    assert editor.page is not None
    return facts_on(editor.page)


def settled(editor: EditorDocument, qtbot: QtBot) -> None:
    """No answer of the engine is awaited any more."""
    qtbot.waitUntil(lambda: not editor.held, timeout=MILLISECONDS)


def test_keys_lock_and_unlock_what_is_selected(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    start, articles = to_json(editor.document), editor.document.articles
    body = next(region.id for region in editor.document.regions() if region.role is Role.BODY)
    on_map(window, qtbot)
    editor.select([body])
    press(window, Qt.Key.Key_L)
    settled(editor, qtbot)
    assert RoleLock(editor.index.regions[body].lines[0].id, Role.BODY) in facts(editor)
    assert [article.regions for article in editor.document.articles] == [article.regions for article in articles]
    assert body in editor.index.locked_on(editor.document.pages[0].id)
    assert window.status.sentence.text() == "Locked as read now: 1"
    press(window, Qt.Key.Key_U)
    settled(editor, qtbot)
    assert facts(editor) == ()
    press(window, Qt.Key.Key_U)
    assert window.status.sentence.text() == "Nothing is locked here"
    for _ in range(2):
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert to_json(editor.document) == start


def test_locks_are_lifted_in_their_dock(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    body = next(region.id for region in editor.document.regions() if region.role is Role.BODY)
    on_map(window, qtbot)
    editor.select([body])
    press(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    settled(editor, qtbot)
    assert window.desk is not None
    panel = window.desk.locks
    window.show_pane("locks")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panel.list)
    qtbot.waitUntil(lambda: panel.model.rowCount() == len(facts(editor)))
    before = facts(editor)
    panel.list.setCurrentIndex(panel.model.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    settled(editor, qtbot)
    assert facts(editor) == before[:-1]
    assert body in editor.index.regions
    QTest.mouseClick(panel.lift_all, Qt.MouseButton.LeftButton)
    settled(editor, qtbot)
    assert facts(editor) == ()
    qtbot.waitUntil(panel.nothing.isVisible)
