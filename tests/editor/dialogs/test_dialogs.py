"""The dialogs, answered with real keys and clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from layout_tool.editor.actions import ACTIONS
from layout_tool.editor.dialogs.choosing import ArticleChoice, Password, Reason, RegionQuestion
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.dialogs.preferences_dialog import PreferencesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.preferences import PREFERENCES, Preferences
from layout_tool.messages import Language, load
from layout_tool.model.doubts import DOUBTFUL_BELOW, probability_at
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper

EN = load(Language.EN)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "editor.ini")


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return EditorDocument(Timeline(newspaper()))


def sheet(qtbot: QtBot, preferences: Preferences) -> KeySheet:
    made = KeySheet(EN, preferences)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_key_sheet_lists_every_action_with_its_keys(qtbot: QtBot, preferences: Preferences) -> None:
    made = sheet(qtbot, preferences)
    assert set(made._rows) == {row.id for row in ACTIONS}
    assert "Ctrl+J" in made._rows["join"].text(1)
    QTest.keyClicks(made.finder, "ctrl+j")
    assert not made._rows["join"].isHidden()
    assert made._rows["save"].isHidden()


def test_a_key_is_given_to_another_action_and_back(qtbot: QtBot, preferences: Preferences) -> None:
    made = sheet(qtbot, preferences)
    made.list.setCurrentItem(made._rows["join"])
    made.edit.setKeySequence(QKeySequence("Ctrl+Shift+U"))
    QTest.mouseClick(made.set, LEFT)
    assert preferences.keys().keys("join", ()) == ("Ctrl+Shift+U",)
    assert made._rows["join"].text(1) == "Ctrl+Shift+U"
    QTest.mouseClick(made.clear, LEFT)
    assert preferences.keys().keys("join", ("J",)) == ("J",)


@pytest.mark.parametrize(("keys", "named"), [("Ctrl+S", "Save"), ("Ctrl+Space", "input method")])
def test_keys_that_are_taken_are_refused(qtbot: QtBot, preferences: Preferences, keys: str, named: str) -> None:
    made = sheet(qtbot, preferences)
    made.list.setCurrentItem(made._rows["join"])
    made.edit.setKeySequence(QKeySequence(keys))
    QTest.mouseClick(made.set, LEFT)
    assert named in made.note.text()
    assert preferences.keys().changed == {}


def test_preferences_count_at_once_and_are_kept(qtbot: QtBot, preferences: Preferences, tmp_path: Path) -> None:
    dialog = PreferencesDialog(EN, preferences)
    qtbot.addWidget(dialog)
    dialog.show()
    assert set(dialog.fields) == {row.name for row in PREFERENCES}
    name = dialog.fields["by"]
    dialog.activateWindow()
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, "A. N.")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    assert preferences.value("by") == "A. N."
    QTest.keyClick(dialog.fields["theme"], Qt.Key.Key_End)
    QTest.keyClick(dialog.fields["theme"], Qt.Key.Key_Return)
    preferences.set_value("theme", "dark")
    preferences._store.sync()
    assert Preferences(tmp_path / "editor.ini").value("theme") == "dark"
    with pytest.raises(ValueError, match="pink"):
        preferences.set_value("theme", "pink")


def test_an_article_is_chosen_by_keys(qtbot: QtBot, editor: EditorDocument) -> None:
    dialog = ArticleChoice(EN, editor.document.articles, "p1-a1")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen() == "p1-a1"
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.chosen() == "p1-a2"
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)


def test_a_reason_must_be_given(qtbot: QtBot) -> None:
    dialog = Reason(EN)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.confirm.isEnabled()
    QTest.keyClicks(dialog.text, "a slip")
    assert dialog.confirm.isEnabled()
    assert dialog.reason() == "a slip"


def test_a_password_is_not_shown(qtbot: QtBot) -> None:
    dialog = Password(EN, "secret.pdf")
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.text, "pass")
    assert dialog.text.text() == "pass"
    assert "pass" not in dialog.text.displayText()


def test_role_and_article_of_a_region_are_set_where_they_differ(qtbot: QtBot, editor: EditorDocument) -> None:
    dialog = RegionQuestion(EN, editor, "p1-r5")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.apply(editor, "p1-r5")
    assert editor.timeline.position == 0
    dialog.role.setCurrentIndex(dialog.role.findData(Role.DECK))
    dialog.article.setCurrentIndex(dialog.article.findData("p1-a2"))
    dialog.apply(editor, "p1-r5")
    assert editor.index.regions["p1-r5"].role is Role.DECK
    assert editor.index.owners["p1-r5"] == "p1-a2"
    assert editor.timeline.position == 2


@pytest.mark.parametrize("language", Language)
def test_every_field_has_a_name_for_screen_readers(
    qtbot: QtBot, editor: EditorDocument, preferences: Preferences, language: Language
) -> None:
    messages = load(language)
    dialogs: list[QWidget] = [
        KeySheet(messages, preferences),
        PreferencesDialog(messages, preferences),
        ArticleChoice(messages, editor.document.articles, None),
        Reason(messages),
        Password(messages, "a.pdf"),
        RegionQuestion(messages, editor, "p1-r5"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        for widget in dialog.findChildren(QWidget):
            fields = ("QLineEdit", "QComboBox", "QPlainTextEdit", "QListWidget", "QTreeWidget", "QKeySequenceEdit")
            own = widget.parent() is dialog
            if own and type(widget).__name__ in fields:
                assert widget.accessibleName(), (type(dialog).__name__, type(widget).__name__)


def test_files_that_are_there_are_not_replaced_unasked(
    qtbot: QtBot, tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

    from layout_tool.editor.dialogs.export_dialog import ExportDialog
    from layout_tool.editor.engine_process import EngineProcess
    from layout_tool.editor.opening import Opening
    from layout_tool.editor.tasks import Tasks
    from tests.editor.answers import Answers

    tasks, engine = Tasks(), EngineProcess()
    opening = Opening(engine, tasks, preferences, Answers())
    dialog = ExportDialog(EN, newspaper(), opening, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.boxes["text"].setChecked(True)
    (tmp_path / "page.txt").write_text("mine", "utf-8")
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "page"), ""))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    dialog.accept()
    tasks.finish()
    assert "page.txt" in asked[0]
    assert (tmp_path / "page.txt").read_text("utf-8") == "mine"
    assert dialog.isVisible()


def test_the_threshold_of_doubt_is_chosen_by_its_margin(qtbot: QtBot, preferences: Preferences) -> None:
    dialog = PreferencesDialog(EN, preferences)
    qtbot.addWidget(dialog)
    box = dialog.fields["doubtful_below"]
    assert isinstance(box, QComboBox)
    assert box.currentText() == f"margin {DOUBTFUL_BELOW:g}: about {round(100 * probability_at(DOUBTFUL_BELOW))} % sure"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert float(preferences.value("doubtful_below")) < DOUBTFUL_BELOW
