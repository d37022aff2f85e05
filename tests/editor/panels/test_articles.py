"""The article tree: what it shows, that selection goes both ways without jumps, and what drops do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.articles import ArticleTree
from layout_tool.editor.panels.outline import Branch, first_words
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model import edits
from layout_tool.model.contract import to_json
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, ZH, desk, two_pages
from tests.model.documents import newspaper


@pytest.fixture
def tree(qtbot: QtBot) -> ArticleTree:
    return made(qtbot, desk())


def made(qtbot: QtBot, editor: EditorDocument) -> ArticleTree:
    panel = ArticleTree(editor, EN, LIGHT)
    editor.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(330, 640)
    panel.show()
    qtbot.waitExposed(panel)
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    return panel


def editor_of(tree: ArticleTree) -> EditorDocument:
    found = tree.findChild(EditorDocument)
    assert found is not None
    return found


def titles(tree: ArticleTree, parent: QModelIndex | None = None) -> list[str]:
    under = parent if parent is not None else QModelIndex()
    return [tree.model.index(row, 0, under).data() for row in range(tree.model.rowCount(under))]


def click(tree: ArticleTree, key: str, *held: Qt.KeyboardModifier) -> None:
    modifier = held[0] if held else Qt.KeyboardModifier.NoModifier
    place = tree.view.visualRect(tree.model.index_of(key)).center()
    QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def chosen(tree: ArticleTree) -> list[str]:
    rows = tree.view.selectionModel().selectedRows()
    return sorted(branch.key for row in rows if (branch := tree.model.branch(row)))


def drop(tree: ArticleTree, keys: list[str], place: QPoint) -> None:
    """Drag these rows and let go at a place of the view, by the events that Qt sends."""
    carried = tree.model.mimeData([tree.model.index_of(key) for key in keys])
    send_drop(tree, carried, place)


def send_drop(tree: ArticleTree, carried: QMimeData, place: QPoint) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    for event in (
        QDragEnterEvent(place, move, carried, button, none),
        QDragMoveEvent(place, move, carried, button, none),
        QDropEvent(QPointF(place), move, carried, button, none, QEvent.Type.Drop),
    ):
        QApplication.sendEvent(tree.view.viewport(), event)


def edge(tree: ArticleTree, key: str, *, below: bool = False) -> QPoint:
    """Just above a row, or just below it."""
    rect = tree.view.visualRect(tree.model.index_of(key))
    return QPoint(rect.center().x(), rect.bottom() - 1 if below else rect.top() + 1)


def middle(tree: ArticleTree, key: str) -> QPoint:
    return tree.view.visualRect(tree.model.index_of(key)).center()


def test_it_shows_articles_in_reading_order_and_what_is_outside(tree: ArticleTree) -> None:
    assert titles(tree) == [
        "老厂房里长出新街坊", "南津大桥今起封闭检修公交改线二十三条", "一棵柿树三代邻居", "冰场夜场延长至十点",
        "慢一点，也是一种本事", "Outside",
    ]  # fmt: skip
    first = tree.model.branch(tree.model.index(0, 0))
    assert first is not None
    assert first.face.note == "→ page 6"
    assert first.face.count == 944
    assert first.face.look is not None
    assert first.face.look.letter == "A"


def test_every_region_of_the_page_has_one_row(tree: ArticleTree) -> None:
    page = editor_of(tree).page
    assert page is not None
    keys = [branch.key for branch in tree.model.branches() if branch.key.startswith("region ")]
    assert sorted(keys) == sorted(f"region {region.id}" for region in page.regions)


def test_body_regions_that_follow_each_other_are_a_run(tree: ArticleTree) -> None:
    run = tree.model.branch(tree.model.index_of("run p1-a1 1"))
    assert run is not None
    assert run.face.title == "text"
    assert run.face.note == "3 columns"
    assert run.regions == ("p1-r7", "p1-r8", "p1-r9")


def test_clicks_select_articles_and_regions(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    click(tree, "article p1-a3")
    assert editor.selection.article == "p1-a3"
    assert list(editor.selection.regions) == []
    tree.view.expandAll()
    click(tree, "region p1-r2")
    assert list(editor.selection.regions) == ["p1-r2"]
    click(tree, "region p1-r4", Qt.KeyboardModifier.ControlModifier)
    click(tree, "region p1-r3", Qt.KeyboardModifier.ControlModifier)
    assert list(editor.selection.regions) == ["p1-r2", "p1-r4", "p1-r3"]
    click(tree, "run p1-a1 1")
    assert list(editor.selection.regions) == ["p1-r7", "p1-r8", "p1-r9"]
    assert chosen(tree) == ["run p1-a1 1"]


def test_two_articles_are_selected_as_their_regions(tree: ArticleTree) -> None:
    click(tree, "article p1-a3")
    click(tree, "article p1-a4", Qt.KeyboardModifier.ControlModifier)
    editor = editor_of(tree)
    articles = editor.index.articles
    assert set(editor.selection.regions) == {*articles["p1-a3"].regions, *articles["p1-a4"].regions}
    assert chosen(tree) == ["article p1-a3", "article p1-a4"]


def test_the_keyboard_reaches_every_row(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.view.setFocus()
    tree.view.setCurrentIndex(tree.model.index(1, 0))
    assert editor.selection.article == "p1-a2"
    QTest.keyClick(tree.view, Qt.Key.Key_Right)
    QTest.keyClick(tree.view, Qt.Key.Key_Down)
    assert list(editor.selection.regions) == ["p1-r18"]
    QTest.keyClick(tree.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert list(editor.selection.regions) == ["p1-r18", "p1-r19", "p1-r20"]
    assert editor.selection.article == "p1-a2"


def test_what_is_selected_elsewhere_is_opened_and_closed_again(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    editor.select(["p1-r8"])
    assert chosen(tree) == ["region p1-r8"]
    assert tree.view.isExpanded(tree.model.index_of("run p1-a1 1"))
    editor.select(["p1-r29"])
    assert chosen(tree) == ["region p1-r29"]
    assert not tree.view.isExpanded(tree.model.index_of("article p1-a1"))
    editor.select(())
    assert chosen(tree) == []


def test_what_a_person_opened_stays_open(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.view.expand(tree.model.index_of("article p1-a2"))
    editor.select(["p1-r19"])
    editor.select(["p1-r1"])
    assert tree.view.isExpanded(tree.model.index_of("article p1-a2"))


def test_it_scrolls_only_to_what_is_out_of_sight(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.resize(330, 250)
    tree.view.expandAll()
    bar = tree.view.verticalScrollBar()
    bar.setValue(bar.minimum())
    editor.select(["p1-r3"])
    assert bar.value() == bar.minimum()
    editor.select(["p1-r35"])
    assert bar.value() > bar.minimum()
    assert tree.view.viewport().rect().contains(middle(tree, "region p1-r35"))


def test_an_edit_keeps_rows_expansion_and_selection(tree: ArticleTree, qtbot: QtBot) -> None:
    editor = editor_of(tree)
    tree.view.expand(tree.model.index_of("article p1-a2"))
    editor.select(["p1-r19"])
    resets: list[str] = []
    tree.model.modelReset.connect(lambda: resets.append("reset"))
    with qtbot.waitSignal(tree.model.dataChanged):
        commands.set_role(editor, Role.SUBHEAD)
    assert resets == []
    assert tree.view.isExpanded(tree.model.index_of("article p1-a2"))
    assert chosen(tree) == ["region p1-r19"]
    editor.undo()
    assert chosen(tree) == ["region p1-r19"]


def test_regions_are_dropped_onto_an_article_and_undone(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    start = to_json(editor.document)
    editor.select(["p1-r29"])
    drop(tree, ["region p1-r29"], middle(tree, "article p1-a3"))
    assert editor.index.owners["p1-r29"] == "p1-a3"
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "assign"
    assert chosen(tree) == ["region p1-r29"]
    editor.undo()
    assert to_json(editor.document) == start


def test_regions_are_dropped_between_others(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.view.expand(tree.model.index_of("article p1-a1"))
    drop(tree, ["region p1-r4"], edge(tree, "region p1-r2"))
    assert editor.index.articles["p1-a1"].regions[:4] == ("p1-r1", "p1-r4", "p1-r2", "p1-r3")
    drop(tree, ["region p1-r28"], edge(tree, "region p1-r3", below=True))
    assert editor.index.articles["p1-a1"].regions[:5] == ("p1-r1", "p1-r4", "p1-r2", "p1-r3", "p1-r28")


def test_regions_are_dropped_into_a_run(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.view.expandAll()
    drop(tree, ["region p1-r9"], edge(tree, "region p1-r7"))
    order = editor.index.articles["p1-a1"].regions
    assert [name for name in order if name in ("p1-r7", "p1-r8", "p1-r9")] == ["p1-r9", "p1-r7", "p1-r8"]
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "reorder_regions"


def test_regions_are_dropped_outside_and_between_articles(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    drop(tree, ["region p1-r29"], middle(tree, "outside"))
    assert "p1-r29" in editor.document.outside
    drop(tree, ["region p1-r29"], edge(tree, "article p1-a2"))
    assert [article.id for article in editor.document.articles][1] not in ("p1-a1", "p1-a2")
    assert editor.document.articles[1].regions == ("p1-r29",)
    assert len(editor.timeline.past) == 2


def test_articles_are_dropped_between_articles_and_outside(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    drop(tree, ["article p1-a4"], edge(tree, "article p1-a1"))
    assert [article.id for article in editor.document.articles] == ["p1-a4", "p1-a1", "p1-a2", "p1-a3", "p1-a5"]
    drop(tree, ["article p1-a4"], middle(tree, "article p1-a5") + QPoint(0, 8))
    assert [article.id for article in editor.document.articles] == ["p1-a1", "p1-a2", "p1-a3", "p1-a5", "p1-a4"]
    drop(tree, ["article p1-a4"], middle(tree, "outside"))
    assert "p1-a4" not in editor.index.articles
    assert set(editor.document.outside) >= {"p1-r28", "p1-r29", "p1-r30"}
    assert len(editor.timeline.past) == 3


def test_a_foreign_drop_is_not_taken(tree: ArticleTree) -> None:
    carried = QMimeData()
    carried.setText("p1-r1")
    send_drop(tree, carried, middle(tree, "article p1-a3"))
    assert editor_of(tree).timeline.last is None


def test_a_screen_reader_hears_every_row(tree: ArticleTree) -> None:
    tree.view.expandAll()
    interface = QAccessible.queryAccessibleInterface(tree.view)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Articles"
    children = [interface.child(n) for n in range(interface.childCount())]
    column, *heard = [child.text(QAccessible.Text.Name) for child in children]
    assert column == "Articles"
    assert heard[0] == "Article A: 老厂房里长出新街坊, → page 6, 944 characters, doubtful"
    assert "headline: 老厂房里长出新街坊, 9 characters" in heard
    assert "text: 3 columns, 330 characters, doubtful" in heard
    assert heard[-4] == "Outside: 3 × folio, 30 characters"
    assert len(heard) == len(list(tree.model.branches()))


def test_it_asks_for_menu_and_editing_by_signals(tree: ArticleTree, qtbot: QtBot) -> None:
    editor_of(tree).select(["p1-r2"])
    with qtbot.waitSignal(tree.edit_requested) as asked:
        QTest.keyClick(tree.view, Qt.Key.Key_F2)
    assert asked.args == ["p1-r2"]
    tree.view.setCurrentIndex(tree.model.index_of("run p1-a1 1"))
    with qtbot.waitSignal(tree.reveal_requested) as shown:
        QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert shown.args == [("p1-r7", "p1-r8", "p1-r9")]
    with qtbot.waitSignal(tree.context_requested):
        tree.view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    with qtbot.waitSignal(tree.edit_requested):
        click(tree, "region p1-r2")
        QTest.mouseDClick(
            tree.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            middle(tree, "region p1-r2"),
        )


def test_the_pointer_over_a_row_is_told(tree: ArticleTree) -> None:
    editor = editor_of(tree)
    tree.view.expand(tree.model.index_of("article p1-a1"))
    tree.view.entered.emit(tree.model.index_of("region p1-r2"))
    assert editor.hovered == "p1-r2"
    QApplication.sendEvent(tree.view.viewport(), QEvent(QEvent.Type.Leave))
    assert editor.hovered is None


def test_language_and_colours_change_while_it_runs(tree: ArticleTree) -> None:
    editor_of(tree).select(["p1-r2"])
    tree.retranslate(ZH)
    tree.set_palette(DARK)
    assert tree.heading.words() == ("稿件", "按阅读顺序")
    assert titles(tree)[-1] == "版外"
    assert chosen(tree) == ["region p1-r2"]
    assert tree.view.isExpanded(tree.model.index_of("article p1-a1"))


def test_it_follows_the_page_and_says_where_an_article_goes_on(qtbot: QtBot) -> None:
    editor = two_pages()
    tree = made(qtbot, editor)
    editor.do("link_jump", lambda document: edits.link_jump(document, "p1-a2", "p3-a1"))
    assert _note(tree, "article p1-a2") == "→ page 3"
    editor.show_page("p3")
    assert titles(tree) == ["Harbour reopens", "Outside"]
    assert _note(tree, "article p1-a2") == "page A3 →"


def _note(tree: ArticleTree, key: str) -> str:
    branch = tree.model.branch(tree.model.index_of(key))
    assert isinstance(branch, Branch)
    return branch.face.note


def test_first_words_keep_their_spaces() -> None:
    document = newspaper()
    regions = {region.id: region for region in document.regions()}
    assert first_words([regions["p1-r9"]]) == "The harbour mas- ter said on Monday that ships may enter aga"
    assert first_words([regions["p1-r2"]]) == "渔港清晨开市忙"
