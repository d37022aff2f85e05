"""Words and keys for everybody: names for screen readers, no word beside the catalogue, keys that can be changed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from layout_tool import editor as package
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.shortened import ShortenedLabel
from tests.editor.conftest import OpenWindow, opened
from tests.editor.test_window import on_map, press

EDITOR = Path(package.__file__).parent
SETTERS = {
    *("setText", "setWindowTitle", "setTitle", "setToolTip", "setStatusTip", "setPlaceholderText", "setIconText"),
    *("setAccessibleName", "setAccessibleDescription", "setLabelText", "addItem", "addAction", "setHeaderLabels"),
}
ALIKE_EVERYWHERE = {"layout-tool", "[*] — layout-tool"}
"""The program's name; the star is Qt's sign of unsaved work."""


def literals(node: ast.expr) -> set[str]:
    """The words that stand in an argument itself, not in a call within it."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.Call):
        return set()
    return {word for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr) for word in literals(part)}


def test_no_widget_says_a_word_that_is_not_in_the_catalogue() -> None:
    said = {
        (path.name, word)
        for path in EDITOR.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SETTERS
        for argument in node.args
        for word in literals(argument)
        if sum(letter.isalpha() for letter in word) > 1 and not word.startswith("<")
    }
    assert {word for _, word in said} <= ALIKE_EVERYWHERE, said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_takes_the_focus_has_a_name(open_window: OpenWindow, qtbot: QtBot, page: Path, language: str) -> None:
    window = open_window()
    opened(window, qtbot, page)
    qtbot.waitUntil(lambda: window.docks.filled)
    if window.language() != language:
        window.action_set.trigger("language")
    takers = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.focusProxy() is None
    ]
    assert len(takers) > 8
    for widget in takers:
        words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        assert widget.accessibleName() or words, (type(widget).__name__, widget.objectName())


def test_a_key_that_is_typed_into_the_sheet_works_and_a_taken_one_does_not(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    opened(window, qtbot, page)
    sheet = KeySheet(window.messages, window._preferences, window)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.list.setCurrentItem(sheet._rows["tool_draw"])
    type_keys(sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.messages.text("action_save") in sheet.note.text()
    assert "R" in window.action_set.keys_of("tool_draw")
    type_keys(sheet, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)
    assert window.action_set.keys_of("tool_draw") == ("F4",)
    sheet.close()
    on_map(window, qtbot)
    press(window, Qt.Key.Key_R)
    assert tool_of(window) == "select"
    press(window, Qt.Key.Key_F4)
    assert tool_of(window) == "draw"


def tool_of(window: MainWindow) -> str:
    assert window.desk is not None
    return window.desk.centre.tool


def type_keys(sheet: KeySheet, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(sheet.edit, key, modifiers)
    QTest.mouseClick(sheet.set, Qt.MouseButton.LeftButton)


def test_every_panel_takes_the_theme_that_is_chosen_while_it_runs(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    opened(window, qtbot, page)
    qtbot.waitUntil(lambda: window.docks.filled)
    window.action_set.trigger("theme")
    QApplication.processEvents()
    assert window.desk is not None
    for name, panel in window.desk.panels().items():
        picture = panel.grab().toImage()
        ground = picture.pixelColor(picture.width() - 14, picture.height() - 4)
        assert ground.lightness() < 80, name
    problems = window.desk.problems
    problems._pile.setCurrentWidget(problems._nothing)
    assert problems._nothing.grab().toImage().pixelColor(2, 2).lightness() < 80


def test_a_line_that_is_too_long_ends_with_dots_and_is_told_whole(qtbot: QtBot) -> None:
    label = ShortenedLabel()
    qtbot.addWidget(label)
    label.setText("Click to select, drag the ground for several")
    label.resize(100, 20)
    label.show()
    assert label.shown().endswith("…")
    assert label.toolTip() == label.text() == "Click to select, drag the ground for several"
    label.resize(2000, 20)
    assert label.shown() == label.text()
