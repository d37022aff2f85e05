"""The panel of locks: sentences, keys, one undo step for what is lifted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.panels.articles import ArticleTree
from layout_tool.editor.panels.lock_rows import lock_rows
from layout_tool.editor.panels.locks import LocksPanel
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model.facts import Placed
from layout_tool.model.locks import Apart, CannotLink, HeadOf, MustLink, Opens, OrderLock, RoleLock, Together
from layout_tool.model.page_facts import facts_on, with_facts
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, ZH, desk, two_pages
from tests.model.documents import newspaper

FACTS = (
    MustLink("p1-r4-l5", "p1-r5-l1"),
    CannotLink("p1-r5-l1", "p1-r9-l1"),
    RoleLock("p1-r2-l1", Role.HEADLINE),
    HeadOf("p1-r2-l1", "p1-r4-l1"),
    Together("p1-r4-l1", "p1-r5-l1"),
    Apart("p1-r4-l1", "p1-r9-l1"),
    Opens("p1-r9-l1"),
    Placed("p1-r6-l1", "p1-r4-l1"),
    Placed("p1-r10-l1", None),
    OrderLock("p1-r4-l1", "p1-r9-l1"),
    MustLink("p1-r4-l1", "p1-r4-l2"),
    Opens("p1-r99-l1"),
)


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk(with_facts(newspaper(), "p1", FACTS))


@pytest.fixture
def panel(qtbot: QtBot, editor: EditorDocument) -> LocksPanel:
    made = LocksPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(520, 260)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(panel: LocksPanel, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    panel.list.scrollTo(panel.model.index(row))
    place = panel.list.visualRect(panel.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def kept(editor: EditorDocument) -> tuple[object, ...]:
    assert editor.page is not None
    return facts_on(editor.page)


def chosen(editor: EditorDocument) -> tuple[str, ...]:
    return editor.selection.regions


def test_facts_are_said_the_newest_first() -> None:
    rows = lock_rows(DocumentIndex(with_facts(newspaper(), "p1", FACTS)), "p1")
    said = [str(EN.words(row.said)) for row in reversed(rows)]
    assert len(said) == len(set(said)) == len(FACTS)
    assert said[:4] == [
        "“船老大说，今年的” is read directly after “比去年高 5%。”",
        "“The harbour ma…” is not read directly after “船老大说，今年的”",
        "“渔港清晨” is: headline",
        "“渔港清晨” stands over “东海休渔期结束后的第一”",
    ]
    assert said[-3].startswith("The article of “东海休渔期结束后的第一” comes before that of")
    assert rows[0].regions == ()
    assert rows[-1].regions == ("p1-r4", "p1-r5")


def test_a_click_selects_and_reveals(panel: LocksPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.reveal_requested) as asked:
        press(panel, len(FACTS) - 1)
    assert asked.args == [("p1-r4", "p1-r5")]
    assert editor.selection.regions == ("p1-r4", "p1-r5")


def test_keys_walk_enter_goes_and_del_lifts(panel: LocksPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen(editor) == ()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen(editor) == ("p1-r4",)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert kept(editor) == (*FACTS[:9], FACTS[11])
    assert editor.timeline.past[-1].name == "lift_locks"
    qtbot.waitUntil(lambda: panel.model.rowCount() == 10)
    assert panel.list.currentIndex().isValid()
    editor.undo()
    assert kept(editor) == FACTS
    qtbot.waitUntil(lambda: panel.model.rowCount() == 12)


def test_all_are_lifted_in_one_step_and_emptiness_is_said(
    panel: LocksPanel, editor: EditorDocument, qtbot: QtBot
) -> None:
    assert panel.heading.words() == ("Locks", "12 fixed on this page")
    steps = len(editor.timeline.past)
    QTest.mouseClick(panel.lift_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.nothing.isVisible)
    assert kept(editor) == ()
    assert len(editor.timeline.past) == steps + 1
    assert not panel.lift_all.isVisible()
    assert panel.heading.words() == ("Locks", "")
    assert panel.nothing.text().startswith("Nothing is fixed on this page.")
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    assert panel.nothing.text().startswith("本版尚无锁定。")


def test_the_rows_are_heard(panel: LocksPanel) -> None:
    panel.retranslate(ZH)
    interface = QAccessible.queryAccessibleInterface(panel.list)
    assert interface is not None
    assert interface.child(3).text(QAccessible.Text.Name) == "“A3 要闻 2031年9月1…”不属于任何稿件"
    assert interface.child(9).text(QAccessible.Text.Name).endswith("“渔港清晨”是主题")


def test_a_lock_gives_way_to_the_facts_of_another_page(qtbot: QtBot) -> None:
    editor = two_pages()
    editor.select(["p1-r4"])
    commands.lock(editor)
    panel = LocksPanel(editor, EN, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    editor.show_page("p3")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)


def test_the_tree_says_what_is_locked(qtbot: QtBot) -> None:
    editor = desk(newspaper())
    tree = ArticleTree(editor, EN, LIGHT)
    qtbot.addWidget(tree)
    tree.show()

    def spoken(key: str) -> str:
        return str(tree.model.index_of(key).data(Qt.ItemDataRole.AccessibleTextRole))

    article = editor.document.articles[0]
    assert not any("lock" in branch.face.spoken for branch in tree.model.branches())
    editor.select(["p1-r6"])
    commands.lock(editor)
    assert spoken("region p1-r6").endswith(", locked")
    assert spoken(f"article {article.id}").endswith(", partly locked")
    editor.select(article.regions)
    commands.lock(editor)
    assert spoken(f"article {article.id}").endswith(", locked")
    tree.retranslate(ZH)
    assert spoken("region p1-r6").endswith("，已锁定")
    commands.unlock(editor)
    assert not any("锁" in branch.face.spoken for branch in tree.model.branches())


def test_locked_regions_are_known_by_page() -> None:
    index = DocumentIndex(with_facts(newspaper(), "p1", FACTS[:1]))
    assert index.locked_on("p1") == {"p1-r4", "p1-r5"}
    assert index.locked_on(index.document.pages[-1].id) == set()
