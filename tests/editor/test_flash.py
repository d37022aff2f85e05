"""What moved with an edit is marked once, on map, picture and tree, and costs nothing afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.canvas.picture_view import PictureView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.flash import FADES, STANDS, Flash
from layout_tool.editor.panels.articles import ArticleTree
from layout_tool.editor.theme import LIGHT
from tests.editor.panels.desks import EN, desk
from tests.model.documents import newspaper


class Motion(QProxyStyle):
    """A style under which things move on the screen, or do not."""

    def __init__(self, duration: int) -> None:
        super().__init__("Fusion")
        self._duration = duration

    def styleHint(  # noqa: N802 - the name is Qt's
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return self._duration
        return super().styleHint(hint, option, widget, returned)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk(newspaper())


def accent_of(image: QImage) -> int:
    """How many pixels have the accent's colour."""
    accent = QColor(LIGHT.accent)
    return sum(
        abs(c.red() - accent.red()) + abs(c.green() - accent.green()) + abs(c.blue() - accent.blue()) < 40
        for x in range(image.width())
        for y in range(image.height())
        for c in (image.pixelColor(x, y),)
    )


def shown(qtbot: QtBot, widget: QWidget, style: QStyle | None = None) -> None:
    qtbot.addWidget(widget)
    if style is not None:
        style.setParent(widget)
        widget.setStyle(style)
    widget.resize(300, 320)
    widget.show()
    qtbot.waitExposed(widget)


MAKE: list[Callable[[EditorDocument], MapView | PictureView]] = [
    lambda editor: MapView(editor, EN, LIGHT),
    lambda editor: PictureView(editor, None, EN, LIGHT),
]


@pytest.mark.parametrize("make", MAKE)
def test_a_view_marks_what_moved_and_the_mark_fades(
    qtbot: QtBot, editor: EditorDocument, make: Callable[[EditorDocument], MapView | PictureView]
) -> None:
    view = make(editor)
    shown(qtbot, view, Motion(200))
    editor.select(["p1-r2"])
    chosen = editor.selection
    before = accent_of(view.grab().toImage())
    editor.moved.emit(("p1-r4", "p1-r9"))
    assert view.flash.strength == 1.0
    assert accent_of(view.grab().toImage()) > before
    assert editor.selection == chosen
    qtbot.waitUntil(lambda: 0 < view.flash.strength < 1)
    qtbot.waitUntil(lambda: not view.flash.running, timeout=5 * FADES)
    assert view.flash.regions == frozenset()
    assert accent_of(view.grab().toImage()) == before


def test_nothing_is_painted_when_no_mark_is_shown(qtbot: QtBot, editor: EditorDocument) -> None:
    view = MapView(editor, EN, LIGHT)
    shown(qtbot, view, Motion(200))
    editor.moved.emit(("p1-r4",))
    paints = Paints(view)
    qtbot.waitUntil(lambda: not view.flash.running, timeout=5 * FADES)
    qtbot.wait(50)
    assert paints.count > 1
    paints.count = 0
    qtbot.wait(200)
    assert paints.count == 0


def test_the_mark_stands_still_where_nothing_is_to_move(qtbot: QtBot, editor: EditorDocument) -> None:
    view = MapView(editor, EN, LIGHT)
    shown(qtbot, view, Motion(0))
    strengths: list[float] = []
    view.flash.changed.connect(lambda: strengths.append(view.flash.strength))
    editor.moved.emit(("p1-r4",))
    qtbot.waitUntil(lambda: not view.flash.running, timeout=5 * STANDS)
    assert strengths == [1.0, 0.0]


def test_the_tree_marks_rows_or_the_closed_one_over_them(qtbot: QtBot, editor: EditorDocument) -> None:
    tree = ArticleTree(editor, EN, LIGHT)
    shown(qtbot, tree)
    tree.view.setStyle(style := Motion(0))
    style.setParent(tree)
    before = accent_of(tree.grab().toImage())
    editor.moved.emit(("p1-r4",))
    closed = accent_of(tree.grab().toImage())
    assert closed > before
    tree.view.expandAll()
    opened = tree.view.grab().toImage()
    row = tree.view.visualRect(tree.model.index_of("region p1-r4"))
    assert accent_of(opened.copy(0, row.top(), opened.width(), row.height())) > 2 * row.height()
    article = tree.view.visualRect(tree.model.index_of(f"article {editor.index.owners['p1-r4']}"))
    assert accent_of(opened.copy(0, article.top(), opened.width(), article.height() - 1)) < row.width()
    tree.view.flash.end()
    tree.view.collapseAll()
    assert accent_of(tree.grab().toImage()) == before


def test_a_mark_ends_with_its_page_and_hidden_views_have_none(qtbot: QtBot, editor: EditorDocument) -> None:
    hidden = QWidget()
    qtbot.addWidget(hidden)
    flash = Flash(editor, hidden)
    editor.moved.emit(("p1-r4",))
    assert flash.strength == 0
    hidden.show()
    editor.moved.emit(("p1-r4", "p1-gone"))
    assert flash.strength == 1
    editor.page_changed.emit("p2")
    assert flash.strength == 0
    editor.moved.emit(())
    assert flash.strength == 0


def test_a_mark_begins_again_with_the_next_consequence(qtbot: QtBot, editor: EditorDocument) -> None:
    view = MapView(editor, EN, LIGHT)
    shown(qtbot, view, Motion(200))
    editor.moved.emit(("p1-r4",))
    qtbot.waitUntil(lambda: view.flash.strength < 0.9)
    editor.moved.emit(("p1-r9",))
    assert view.flash.strength == 1.0
    assert view.flash.regions == {"p1-r9"}
    assert view.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
