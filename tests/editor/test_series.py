"""After a correction the window offers what is like it, and corrects it in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.dialogs.series_dialog import SeriesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.series import SeriesOffer
from layout_tool.model.contract import to_json
from layout_tool.model.roles import Role
from tests.editor.answers import Answers
from tests.editor.conftest import SAMPLES, OpenWindow, opened
from tests.editor.panels.desks import EN, ZH, desk
from tests.editor.test_window import on_map, press


def correct_a_byline(editor: EditorDocument) -> str:
    byline = next(region.id for region in editor.document.regions() if region.role is Role.BYLINE)
    editor.select([byline])
    commands.set_role(editor, Role.SIGNOFF)
    return byline


def test_a_correction_is_offered_to_its_like_and_goes_with_an_undo(qtbot: QtBot) -> None:
    editor = desk()
    offer = SeriesOffer(editor)
    counts: list[int] = []
    offer.changed.connect(counts.append)
    byline = correct_a_byline(editor)
    qtbot.waitUntil(lambda: bool(counts))
    found = offer.found()
    assert counts == [len(found)]
    assert byline not in {name for one in found for name in one.regions}
    editor.undo()
    qtbot.waitUntil(lambda: counts[-1] == 0)
    editor.redo()
    assert offer.found() == found


def test_one_key_corrects_what_is_ticked(open_window: OpenWindow, qtbot: QtBot, answers: Answers) -> None:
    window = open_window()
    editor = opened(window, qtbot, SAMPLES / "river-evening.pdf")
    on_map(window, qtbot)
    press(window, Qt.Key.Key_I)
    assert window.status.sentence.text() == window.messages.text("window_nothing_alike")
    correct_a_byline(editor)
    qtbot.waitUntil(window.status.series.isVisible)
    assert window.desk is not None
    found = window.desk.series.found()
    assert window.status.series.text() == f"Apply to {len(found)} similar? (I)"
    before = to_json(editor.document)
    on_map(window, qtbot)
    press(window, Qt.Key.Key_I)
    assert answers.asked[-1] == f"alike {len(found)}"
    assert all(editor.index.regions[one.regions[0]].role is Role.SIGNOFF for one in found)
    qtbot.waitUntil(lambda: not window.status.series.isVisible())
    editor.undo()
    assert to_json(editor.document) == before


def test_a_click_on_the_offer_asks_too_and_nothing_ticked_changes_nothing(
    open_window: OpenWindow, qtbot: QtBot, answers: Answers, page: Path
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    captions = [region for region in editor.document.regions() if region.role is Role.BODY]
    editor.select([captions[0].id])
    commands.set_role(editor, Role.NOTE)
    qtbot.waitUntil(window.status.series.isVisible)
    answers.ticked = 0
    position = editor.timeline.position
    QTest.mouseClick(window.status.series, Qt.MouseButton.LeftButton)
    assert answers.asked[-1].startswith("alike")
    assert editor.timeline.position == position
    window.action_set.trigger("language")
    assert "一并改正" in window.status.series.text()


def test_the_list_ticks_all_none_and_some(qtbot: QtBot) -> None:
    editor = desk()
    offer = SeriesOffer(editor)
    correct_a_byline(editor)
    found = offer.found()
    corrected = offer.corrected
    assert corrected is not None
    assert len(found) > 1
    for messages in (EN, ZH):
        dialog = SeriesDialog(messages, editor, corrected, found)
        qtbot.addWidget(dialog)
        assert dialog.chosen() == found
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert dialog.chosen() == found[1:]
        assert dialog.every.checkState() is Qt.CheckState.PartiallyChecked
        dialog.every.click()
        dialog.every.click()
        assert len(dialog.chosen()) in (0, len(found))
        dialog.list.setCurrentRow(1)
        assert editor.selection.regions == found[1].regions
        dialog.reject()
        assert dialog.result() == QDialog.DialogCode.Rejected
