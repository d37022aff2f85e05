"""Findings, the list that shows them, and the coverage meter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.panels.findings import findings
from layout_tool.editor.panels.meter import CoverageMeter
from layout_tool.editor.panels.problems import ProblemsPanel
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model import edits
from layout_tool.model.article import Continuation
from tests.editor.panels.desks import EN, ZH, desk, printed, two_pages
from tests.model.documents import newspaper


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk()


@pytest.fixture
def panel(qtbot: QtBot, editor: EditorDocument) -> ProblemsPanel:
    made = ProblemsPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(480, 190)
    made.show()
    qtbot.waitExposed(made)
    return made


def put_outside(editor: EditorDocument, *regions: str) -> None:
    editor.do("put_outside", lambda document: edits.assign(document, regions, None), count=len(regions))


def said(document_index: DocumentIndex) -> list[str]:
    return [str(EN.words(finding.said)) for finding in findings(document_index)]


def test_a_sound_page_has_no_findings() -> None:
    assert findings(DocumentIndex(printed())) == ()


def test_findings_are_said() -> None:
    document = edits.assign(printed(), ["p1-r28"], None)
    document = edits.assign(document, ["p1-r32", "p1-r33", "p1-r34", "p1-r35"], None)
    sentences = said(DocumentIndex(document))
    assert sentences[0] == "9 characters in no article: “冰场夜场延长至十点”"
    assert "No headline: “本报讯 市体育馆冰场即日起将夜场延长至晚上十点，”" in sentences
    assert "A headline without text: “慢一点，也是一种本事”" in sentences


def test_captions_and_jumps_without_their_other_end_are_said() -> None:
    document = newspaper()
    first, second = document.articles
    first = replace(first, images=(), continues=Continuation(to_page="2"))
    sentences = said(DocumentIndex(replace(document, articles=(first, second))))
    assert sentences == [
        "A caption without a picture: “渔港清晨开市忙”",
        "Goes on on another page, but is not linked to it: “渔港清晨开市忙”",
    ]


def test_a_click_goes_there(panel: ProblemsPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    put_outside(editor, "p1-r28")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    editor.select(())
    place = panel.list.visualRect(panel.model.index(0)).center()
    with qtbot.waitSignal(panel.reveal_requested) as asked:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert asked.args == [("p1-r28",)]
    assert editor.selection.regions == ("p1-r28",)


def test_keys_walk_and_enter_goes_there(panel: ProblemsPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    put_outside(editor, "p1-r28")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    editor.select(())
    panel.list.setCurrentIndex(panel.model.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert editor.selection.regions == ()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert editor.selection.article == "p1-a4"


def test_the_list_is_heard_and_its_emptiness_said(panel: ProblemsPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    assert panel.heading.words() == ("Problems", "")
    put_outside(editor, "p1-r28")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.heading.words() == ("Problems", "to look at: 2")
    interface = QAccessible.queryAccessibleInterface(panel.list)
    assert interface is not None
    assert interface.child(1).text(QAccessible.Text.Name).startswith("D, No headline: “本报讯")
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    assert interface.child(0).text(QAccessible.Text.Name) == "9 字未归入稿件：“冰场夜场延长至十点”"


def test_the_meter_counts_and_goes_there(qtbot: QtBot, editor: EditorDocument) -> None:
    meter = CoverageMeter(editor, EN, LIGHT)
    qtbot.addWidget(meter)
    meter.show()
    assert meter.sentence.text() == "Every character placed"
    assert not meter.show_button.isVisible()
    put_outside(editor, "p1-r28", "p1-r31")
    qtbot.waitUntil(lambda: meter.sentence.text() == "19 characters in no article:")
    with qtbot.waitSignal(meter.reveal_requested) as asked:
        QTest.mouseClick(meter.show_button, Qt.MouseButton.LeftButton)
    assert asked.args == [("p1-r28", "p1-r31")]
    assert editor.selection.regions == ("p1-r28", "p1-r31")
    meter.retranslate(ZH)
    meter.set_palette(DARK)
    assert meter.sentence.text() == "19 字未归入稿件："


def test_the_meter_walks_over_the_pages(qtbot: QtBot) -> None:
    editor = two_pages()
    put_outside(editor, "p1-r9", "p3-r2")
    meter = CoverageMeter(editor, EN, LIGHT)
    qtbot.addWidget(meter)
    pages = []
    editor.select(())
    for _ in range(3):
        meter.show_button.click()
        assert editor.page is not None
        pages.append(editor.page.id)
    assert pages == ["p1", "p3", "p1"]
