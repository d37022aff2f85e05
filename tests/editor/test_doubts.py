"""The queue of doubts in the window: keys lead through it, answers are edits, both views show where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.model.contract import to_json
from layout_tool.model.page_facts import facts_on
from tests.editor.conftest import OpenWindow, opened
from tests.editor.test_window import on_map, press

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def ready(window: MainWindow, qtbot: QtBot, page: Path) -> EditorDocument:
    """The page open, everything doubtful that could be, the map in focus."""
    window.services.preferences.set_value("doubtful_below", "6")
    editor = opened(window, qtbot, page)
    qtbot.waitUntil(lambda: window.docks.filled)
    on_map(window, qtbot)
    return editor


def in_hand(editor: EditorDocument) -> str:
    decision = editor.attention.decision
    assert decision is not None
    return decision.id


def test_f8_leads_through_the_doubts_and_gets_the_keys(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = ready(window, qtbot, page)
    assert window.desk is not None
    queue = [one.id for one in editor.attention.queue()]
    assert len(queue) > 3
    walked = []
    for _ in range(3):
        press(window, Qt.Key.Key_F8)
        walked.append(in_hand(editor))
        assert QApplication.focusWidget() is window.desk.doubts.list
    assert walked == queue[:3]
    press(window, Qt.Key.Key_F8, SHIFT)
    assert in_hand(editor) == queue[1]
    assert window.desk.why.decision is editor.attention.decision
    assert {end.region for end in editor.attention.ends} <= set(editor.selection.regions)


def test_enter_confirms_and_goes_on(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = ready(window, qtbot, page)
    before = to_json(editor.document)
    press(window, Qt.Key.Key_F8)
    first, left = in_hand(editor), len(editor.attention.queue())
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.doubts.list.currentIndex().row() == 0)
    press(window, Qt.Key.Key_Return)
    assert next(one.locked for one in editor.document.decisions if one.id == first)
    assert len(facts_on(editor.document.pages[0])) == 1
    assert len(editor.attention.queue()) == left - 1
    assert in_hand(editor) != first
    qtbot.waitUntil(lambda: window.toolbar.doubts.text() == f"{left - 1} doubts")
    press(window, Qt.Key.Key_Z, CONTROL)
    assert to_json(editor.document) == before


def test_a_digit_takes_the_runner_up_here_and_assigns_on_the_map(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    editor = ready(window, qtbot, page)
    assert window.desk is not None
    press(window, Qt.Key.Key_F8)
    first = in_hand(editor)
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.doubts.list.currentIndex().row() == 0)
    press(window, Qt.Key.Key_2)
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "take_runner_up"
    assert first not in [one.id for one in editor.attention.queue()]
    press(window, Qt.Key.Key_Z, CONTROL)
    on_map(window, qtbot)
    outside = editor.document.articles[-1].regions[-1]
    editor.select([outside])
    press(window, Qt.Key.Key_2)
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "assign"


def test_one_key_takes_the_runner_up_of_what_is_explained(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = ready(window, qtbot, page)
    assert window.desk is not None
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.why.isVisible())
    press(window, Qt.Key.Key_T)
    assert window.status.sentence.text() == window.messages.text("window_no_decision")
    editor.select([editor.document.articles[0].regions[0]])
    assert window.desk.why.runner_up.take.text() == "Take it (T)"
    press(window, Qt.Key.Key_C)
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "confirm"
    press(window, Qt.Key.Key_C)
    assert window.status.sentence.text() == window.messages.text("window_confirmed_already")
    press(window, Qt.Key.Key_T)
    assert editor.timeline.last.name == "take_runner_up"
    editor.undo()
    editor.undo()
    QTest.mouseClick(window.desk.why.runner_up.take, Qt.MouseButton.LeftButton)
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "take_runner_up"


def test_without_doubts_the_key_says_so(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    qtbot.waitUntil(lambda: window.docks.filled)
    editor.set_doubtful_below(-1.0)
    on_map(window, qtbot)
    press(window, Qt.Key.Key_F8)
    assert window.status.sentence.text() == window.messages.text("window_no_doubts")


def test_the_map_keeps_its_scale_where_the_source_is_text(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    ready(window, qtbot, page)
    assert window.desk is not None
    scale = window.desk.centre.map.camera.scale
    for _ in range(4):
        press(window, Qt.Key.Key_F8)
    assert window.desk.centre.map.camera.scale == scale
