"""The doubts: asked weakest first, answered by Enter, digits and clicks, page by page or all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.doubts import DoubtsPanel
from layout_tool.editor.panels.sentences import question
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Document
from tests.editor.panels.desks import EN, ZH, desk, printed, two_pages


def weak(document: Document, *margins: float) -> Document:
    """The document whose first decisions have these margins, the others none below ten."""
    given = dict(enumerate(margins))
    decisions = tuple(replace(one, margin=given.get(at, 10.0)) for at, one in enumerate(document.decisions))
    return replace(document, decisions=decisions)


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk(weak(printed(), 2.0, 0.5, 1.0))


@pytest.fixture
def panel(qtbot: QtBot, editor: EditorDocument) -> DoubtsPanel:
    made = DoubtsPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(480, 190)
    made.show()
    qtbot.waitExposed(made)
    return made


def ids(found: list[Decision] | tuple[Decision, ...]) -> list[str]:
    return [one.id for one in found]


def test_doubts_stand_weakest_first_and_are_counted(panel: DoubtsPanel) -> None:
    assert ids(list(panel.model.found)) == ["p1-d2", "p1-d3", "p1-d1"]
    assert panel.heading.words() == ("Doubts", "3, weakest first")
    assert not panel.whole.isVisibleTo(panel)


def test_every_decision_can_be_asked_in_both_languages(editor: EditorDocument) -> None:
    for messages in (EN, ZH):
        for decision in printed().decisions:
            said = question(editor, decision, messages)
            assert said.asked[-1] in "?？"
            assert len(said.answers) > 1
            assert "panels_" not in said.asked + "".join(said.answers)
            assert len(set(said.answers)) == len(said.answers)


def test_choosing_a_doubt_selects_its_ends_and_shows_them(
    panel: DoubtsPanel, editor: EditorDocument, qtbot: QtBot
) -> None:
    panel.list.clearFocus()
    panel.list.setFocus()
    assert editor.selection.regions == ()
    with qtbot.waitSignal(panel.reveal_requested) as asked:
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    decision = editor.attention.decision
    assert decision is not None
    assert decision.id == "p1-d2"
    assert asked.args == [editor.selection.regions]
    assert [end.mark for end in editor.attention.ends] == ["①", "②"][: len(decision.subjects)]
    assert [end.line for end in editor.attention.ends] == list(decision.subjects)


def test_enter_and_digits_answer(panel: DoubtsPanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.model.index(0))
    answered: list[int] = []
    panel.answered.connect(answered.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_9):
        QTest.keyClick(panel.list, key)
    QTest.keyClick(panel.list, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert answered == [1, 1, 2]
    qtbot.wait(1)


def test_a_click_on_an_answer_answers_only_what_is_unfolded(panel: DoubtsPanel, qtbot: QtBot) -> None:
    answered: list[int] = []
    panel.answered.connect(answered.append)

    def row(at: int) -> QRect:
        return panel.list.visualRect(panel.model.index(at))

    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=row(1).center())
    assert answered == []
    qtbot.waitUntil(lambda: row(1).height() > 2 * row(0).height())
    place = QPoint(row(1).left() + 60, row(1).bottom() - 6)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert answered == [len(panel.model.question(1).answers)]


def test_what_is_confirmed_is_asked_no_more(panel: DoubtsPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    first = editor.doubts.queue("p1")[0]
    commands.confirm(editor, first)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    editor.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    assert not any(one.locked for one in editor.document.decisions)


def test_the_threshold_is_the_persons(panel: DoubtsPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    editor.set_doubtful_below(0.75)
    qtbot.waitUntil(lambda: ids(list(panel.model.found)) == ["p1-d2"])
    editor.set_doubtful_below(0.25)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert panel.heading.words() == ("Doubts", "")


def test_the_queue_goes_round_the_page_then_on_to_the_next(qtbot: QtBot) -> None:  # noqa: ARG001
    editor = two_pages()
    link = editor.document.decisions[0]
    far = Decision("p3-d1", DecisionKind.LINK, ("p3-r1-l1", "p3-r2-l1"), 1.0, 0.2, ())
    near = Decision("p1-d5", DecisionKind.ROLE, ("p1-r11-l1",), 1.0, 1.5, ())
    decisions = (replace(link, margin=0.9), far, near)
    editor = desk(replace(editor.document, decisions=decisions))
    walked = []
    for _ in range(4):
        doubt = editor.attention.following(1)
        assert doubt is not None
        editor.attention.ask(doubt)
        assert editor.page is not None
        walked.append((doubt.id, editor.page.id))
    assert walked == [("p1-d1", "p1"), ("p1-d5", "p1"), ("p3-d1", "p3"), ("p1-d1", "p1")]
    assert editor.attention.following(-1) is not None
    editor.attention.whole = True
    assert ids(editor.attention.queue()) == ["p3-d1", "p1-d1", "p1-d5"]


def test_all_pages_are_shown_on_demand(qtbot: QtBot) -> None:
    editor = two_pages()
    far = Decision("p3-d1", DecisionKind.LINK, ("p3-r1-l1", "p3-r2-l1"), 1.0, 0.2, ())
    editor = desk(replace(editor.document, decisions=(far,)))
    panel = DoubtsPanel(editor, EN, LIGHT)
    qtbot.addWidget(panel)
    panel.set_keys("F8")
    panel.show()
    counts: list[tuple[int, int]] = []
    panel.counted.connect(lambda here, everywhere: counts.append((here, everywhere)))
    assert panel.model.rowCount() == 0
    assert panel.heading.words()[1] == "0 on this page, 1 in all, weakest first"
    panel.whole.click()
    assert panel.model.rowCount() == 1
    assert panel.model.facts(0) == "Page 3 · margin 0.2"
    editor.show_page("p3")
    panel.refresh()
    assert counts == [(1, 1)]


def test_it_is_heard_and_changes_language_and_colours(panel: DoubtsPanel) -> None:
    interface = QAccessible.queryAccessibleInterface(panel.list)
    assert interface is not None
    spoken = interface.child(0).text(QAccessible.Text.Name)
    assert "Enter: ①" in spoken
    assert "2: ①" in spoken
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    assert panel.heading.words()[0] == "存疑"
    assert "余量 1.0" in interface.child(1).text(QAccessible.Text.Name)
