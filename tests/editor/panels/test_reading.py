"""The reading pane: what it reads, when it is made anew, and what a click selects."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.reading import ReadingPane
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.export.article_text import article_text
from layout_tool.model import edits
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, ZH, desk


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk()


@pytest.fixture
def pane(qtbot: QtBot, editor: EditorDocument) -> ReadingPane:
    made = ReadingPane(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def blocks(pane: ReadingPane) -> list[str]:
    return pane.text.toPlainText().split("\n")


def test_an_article_reads_heading_paragraphs_captions(editor: EditorDocument) -> None:
    told = article_text(editor.index.articles["p1-a1"], editor.index.regions)
    assert [one.role for one in told[:4]] == [Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE]
    assert told[3].text == "本报记者 薛听雨"
    assert [one.role for one in told[-2:]] == [Role.CAPTION, Role.CREDIT]
    lines = {name for one in told for name in one.regions}
    assert lines <= set(editor.index.articles["p1-a1"].regions)


def test_it_shows_the_selected_article(pane: ReadingPane, editor: EditorDocument) -> None:
    assert pane.text.toPlainText() == ""
    editor.select((), "p1-a3")
    assert blocks(pane)[0] == "一棵柿树三代邻居"
    assert pane.heading.words() == ("As exported", "article C")
    font = pane.text.document().findBlockByNumber(0).charFormat().font()
    assert "Noto Serif CJK SC" in font.families()


def test_a_click_on_a_paragraph_selects_its_regions(pane: ReadingPane, editor: EditorDocument) -> None:
    editor.select((), "p1-a4")
    pane.text.setTextCursor(QTextCursor(pane.text.document().findBlockByNumber(1)))
    place = pane.text.cursorRect().center()
    QTest.mouseClick(pane.text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert editor.selection.regions == ("p1-r29", "p1-r30")
    assert pane.text.marked == [1, 2]


def test_enter_does_what_a_click_does(pane: ReadingPane, editor: EditorDocument) -> None:
    editor.select((), "p1-a4")
    QTest.keyClick(pane.text, Qt.Key.Key_Return)
    assert editor.selection.regions == ("p1-r28",)


def test_it_is_made_anew_only_when_the_article_changed(pane: ReadingPane, editor: EditorDocument) -> None:
    editor.select(["p1-r29"])
    made: list[int] = []
    pane.text.document().contentsChanged.connect(lambda: made.append(1))
    editor.select(["p1-r30"])
    editor.select(["p1-r8"])
    editor.select(["p1-r29"])
    first = len(made)
    assert first > 0
    editor.do("set_role", lambda document: edits.set_role(document, ["p1-r5"], Role.NOTE))
    assert len(made) == first
    editor.select(["p1-r29"])
    commands.set_role(editor, Role.SUBHEAD)
    assert len(made) > first


def test_a_new_text_begins_where_the_selected_region_is(pane: ReadingPane, editor: EditorDocument) -> None:
    editor.select(["p1-r14"])
    assert pane.text.verticalScrollBar().value() > 0
    place = pane.text.verticalScrollBar().value()
    editor.select(["p1-r1"])
    assert pane.text.verticalScrollBar().value() == place


def test_language_and_colours_change_while_it_runs(pane: ReadingPane, editor: EditorDocument) -> None:
    editor.select((), "p1-a3")
    pane.retranslate(ZH)
    pane.set_palette(DARK)
    assert pane.heading.words() == ("导出文本", "稿件 C")
    colour = pane.text.document().findBlockByNumber(0).charFormat().foreground().color().name()
    assert colour.upper() == DARK.ink
