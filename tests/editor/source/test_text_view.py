"""The source as text, used with mouse and keys."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool import propose, resources
from layout_tool.editor.document import Caret, EditorDocument
from layout_tool.editor.source.text_view import TextView
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.messages import Language, load
from layout_tool.model.document import Document, Line, Region
from layout_tool.model.edits import set_role, split_region_at
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline

EN, ZH = load(Language.EN), load(Language.ZH)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ROW = 20


@cache
def dump() -> Document:
    return propose(resources.path("samples", "trade-paper.flowed.txt"))


@pytest.fixture
def editor() -> EditorDocument:
    return EditorDocument(Timeline(dump()))


@pytest.fixture
def view(editor: EditorDocument, qtbot: QtBot) -> TextView:
    made = TextView(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def text_rows(view: TextView) -> list[int]:
    return [at for at, row in enumerate(view.rows) if row.line is not None]


def name(view: TextView, at: int) -> str:
    found = view.rows[at].line
    assert found is not None
    return found


def region(view: TextView, at: int) -> str:
    found = view.rows[at].region
    assert found is not None
    return found


def click(
    view: TextView,
    at: int,
    x: int = 400,
    modifiers: Qt.KeyboardModifier = NONE,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    place = view.line_rect(name(view, at)).center()
    QTest.mouseClick(view.viewport(), button, modifiers, QPoint(x, place.y()))


def press(view: TextView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(view, key, modifiers)


def test_a_click_puts_the_cursor_and_selects_the_region(editor: EditorDocument, view: TextView) -> None:
    click(view, 3, x=150)
    assert editor.selection.regions == (region(view, 3),)
    caret = editor.selection.caret
    assert caret is not None
    assert caret.line == name(view, 3)
    assert 0 < caret.offset < len(view.rows[3].text)
    assert abs(view.caret_rect().center().x() - 150) <= 7
    click(view, 3, x=500)
    assert editor.selection.caret == Caret(name(view, 3), len(view.rows[3].text))


def test_with_ctrl_one_region_more_or_less_with_shift_all_up_to_it(editor: EditorDocument, view: TextView) -> None:
    rows = text_rows(view)
    regions = list(dict.fromkeys(region(view, at) for at in rows if at < 34))
    assert len(regions) >= 2
    first = next(at for at in rows if region(view, at) == regions[0])
    other = next(at for at in rows if region(view, at) == regions[1])
    click(view, first)
    click(view, other, modifiers=CTRL)
    chosen = [editor.selection.regions]
    click(view, first, modifiers=CTRL)
    chosen.append(editor.selection.regions)
    assert chosen == [(regions[0], regions[1]), (regions[1],)]
    click(view, first)
    click(view, other, modifiers=SHIFT)
    assert editor.selection.regions[0] == regions[0]
    assert editor.selection.regions[-1] == regions[1]


def test_drawing_over_lines_selects_their_regions(editor: EditorDocument, view: TextView) -> None:
    rows = text_rows(view)
    other = next(at for at in rows if region(view, at) != region(view, rows[0]))
    start, end = (view.line_rect(name(view, at)).center() for at in (rows[0], other))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, NONE, start)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(end), QPointF(end), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, NONE
    )
    QApplication.sendEvent(view.viewport(), move)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NONE, end)
    assert editor.selection.regions == (region(view, rows[0]), region(view, other))
    assert editor.selection.caret is not None
    assert editor.selection.caret.line == name(view, other)


def test_a_click_beside_the_text_selects_nothing(editor: EditorDocument, view: TextView) -> None:
    blank = next(at for at, row in enumerate(view.rows) if row.line is None)
    click(view, 3)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(200, blank * ROW + 10))
    assert editor.selection.regions == ()


def test_arrows_home_and_end_move_the_cursor(editor: EditorDocument, view: TextView) -> None:
    click(view, 1, x=500)
    length = len(view.rows[1].text)
    press(view, Qt.Key.Key_Home)
    assert editor.selection.caret == Caret(name(view, 1), 0)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Right)
    assert editor.selection.caret == Caret(name(view, 1), 2)
    press(view, Qt.Key.Key_End)
    press(view, Qt.Key.Key_Right)
    assert editor.selection.caret == Caret(name(view, 2), 0)
    press(view, Qt.Key.Key_Left)
    assert editor.selection.caret == Caret(name(view, 1), length)
    press(view, Qt.Key.Key_End, CTRL)
    last = text_rows(view)[-1]
    assert editor.selection.caret == Caret(name(view, last), len(view.rows[last].text))
    press(view, Qt.Key.Key_Down)
    assert view.viewport().rect().contains(view.caret_rect().center())
    press(view, Qt.Key.Key_Home, CTRL)
    assert editor.selection.caret == Caret(name(view, 0), 0)
    assert view.verticalScrollBar().value() == 0


def test_up_and_down_keep_to_their_column_and_pass_blank_lines(editor: EditorDocument, view: TextView) -> None:
    blank = next(at for at, row in enumerate(view.rows) if row.line is None)
    click(view, blank - 1, x=140)
    begun = editor.selection.caret
    press(view, Qt.Key.Key_Down)
    caret = editor.selection.caret
    assert caret is not None
    assert caret.line == name(view, blank + 1)
    press(view, Qt.Key.Key_Up)
    assert editor.selection.caret == begun
    assert editor.selection.regions == (region(view, blank - 1),)


def test_only_the_cursors_keys_scroll_and_only_while_it_leaves(editor: EditorDocument, view: TextView) -> None:
    bar = view.verticalScrollBar()
    editor.select((region(view, text_rows(view)[-1]),), caret=Caret(name(view, text_rows(view)[-1]), 0))
    assert bar.value() == 0
    click(view, 0)
    for _ in range(40):
        press(view, Qt.Key.Key_Down)
    assert bar.value() > 0
    assert view.viewport().rect().contains(view.caret_rect())
    far = name(view, text_rows(view)[-30])
    view.reveal(far)
    assert view.viewport().rect().contains(view.line_rect(far))
    value = bar.value()
    view.reveal(far)
    view.reveal("unknown")
    assert bar.value() == value


def test_without_a_cursor_the_first_key_finds_the_selection(editor: EditorDocument, view: TextView) -> None:
    at = text_rows(view)[200]
    editor.select((region(view, at),))
    press(view, Qt.Key.Key_Down)
    caret = editor.selection.caret
    assert caret is not None
    assert editor.index.lines[caret.line][0].id == region(view, at)


def test_the_windows_keys_are_left_to_it(editor: EditorDocument, view: TextView, qtbot: QtBot) -> None:
    fired: list[str] = []
    for keys in ("PgDown", "B", "Alt+Up", "Ctrl+Home", "Down"):
        shortcut = QShortcut(QKeySequence(keys), view)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    qtbot.waitUntil(view.isActiveWindow)
    click(view, 1)
    value = view.verticalScrollBar().value()
    press(view, Qt.Key.Key_PageDown)
    press(view, Qt.Key.Key_B)
    press(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert fired == ["PgDown", "B", "Alt+Up"]
    press(view, Qt.Key.Key_Down)
    assert fired == ["PgDown", "B", "Alt+Up"]
    assert editor.selection.caret is not None
    assert editor.selection.caret.line == name(view, 2)
    assert view.verticalScrollBar().value() == value


def test_a_region_is_split_at_the_cursor(editor: EditorDocument, view: TextView) -> None:
    view.verticalScrollBar().setValue(10 * ROW)
    value = view.verticalScrollBar().value()
    at = next(at for at in text_rows(view) if at > 12 and region(view, at) == region(view, at + 1))
    click(view, at, x=500)
    press(view, Qt.Key.Key_Home)
    press(view, Qt.Key.Key_Down)
    texts = [row.text for row in view.rows]
    caret = editor.selection.caret
    assert caret is not None
    assert editor.do("split_region", lambda document: split_region_at(document, caret.line, caret.offset))
    assert [row.text for row in view.rows] == texts
    assert region(view, at) != region(view, at + 1)
    assert view.verticalScrollBar().value() == value
    editor.undo()
    assert region(view, at) == region(view, at + 1)


def test_hovering_tells_the_others(editor: EditorDocument, view: TextView) -> None:
    QTest.mouseMove(view.viewport(), view.line_rect(name(view, 4)).center())
    assert editor.hovered == region(view, 4)
    QTest.mouseMove(view.viewport(), view.line_rect(name(view, 5)).center() + QPoint(1, 0))
    assert editor.hovered == region(view, 5)


def test_the_menu_is_asked_for_on_what_is_under_the_pointer(
    editor: EditorDocument, view: TextView, qtbot: QtBot
) -> None:
    at = text_rows(view)[20]
    click(view, at, button=Qt.MouseButton.RightButton)
    assert editor.selection.regions == (region(view, at),)
    other = next(row for row in text_rows(view) if region(view, row) != region(view, at))
    click(view, other, modifiers=CTRL)
    chosen = editor.selection
    assert len(chosen.regions) == 2
    click(view, at, button=Qt.MouseButton.RightButton)
    assert editor.selection == chosen
    click(view, at)
    with qtbot.waitSignal(view.context_requested) as asked:
        QApplication.sendEvent(
            view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint(1, 1))
        )
    assert asked.args == [view.viewport().mapToGlobal(view.caret_rect().bottomLeft())]


def test_a_screen_reader_hears_where_the_cursor_is(editor: EditorDocument, view: TextView) -> None:
    assert view.accessibleName() == "Source text"
    click(view, 3)
    look = editor.looks("p1")[editor.index.owners[region(view, 3)]]
    assert view.accessibleDescription() == f"Line 4, article {look.letter}, text: {view.rows[3].text}"
    editor.do("set_role", lambda document: set_role(document, [region(view, 3)], Role.CAPTION))
    assert ", caption: " in view.accessibleDescription()
    view.retranslate(ZH)
    assert view.accessibleName() == "原件文本"
    assert view.accessibleDescription().startswith("第 4 行")


def test_articles_stand_in_the_margin_in_both_themes(editor: EditorDocument, view: TextView) -> None:
    look = editor.looks("p1")[editor.index.owners[region(view, 3)]]
    editor.select((region(view, 3),))
    for palette in (LIGHT, DARK):
        view.set_palette(palette)
        image = view.viewport().grab().toImage()
        colours = {image.pixelColor(x, 3 * ROW + 2).name() for x in range(120)}
        assert look.colour.lower() in colours
        assert palette.selected.lower() in colours
        assert palette.accent.lower() in colours
        assert palette.panel.lower() in colours


def test_a_page_without_text_says_so(qtbot: QtBot) -> None:
    document = dump()
    bare = replace(document, pages=(replace(document.pages[0], regions=()),), articles=(), outside=(), decisions=())
    view = TextView(EditorDocument(Timeline(bare)), EN, DARK)
    qtbot.addWidget(view)
    view.resize(300, 200)
    image: QImage = view.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(60, 240) for y in range(80, 120)}) > 1
    press(view, Qt.Key.Key_Down)


def long_page() -> Document:
    """20,000 lines in 2,000 regions."""
    document = dump()
    old = document.pages[0]
    shape, regions, article = old.regions[0], [], document.articles[0]
    for number in range(2000):
        lines = tuple(
            Line(f"p1-l{n + 1}", f"{n} 这一行是很长的版面里的一行 and some more", shape.bbox, (n * 40, n * 40 + 39))
            for n in range(number * 10, number * 10 + 10)
        )
        regions.append(Region(f"p1-r{number + 1}", shape.role, shape.bbox, shape.direction, lines))
    page = replace(old, regions=tuple(regions))
    whole = replace(article, regions=tuple(one.id for one in regions), paragraphs=())
    return replace(document, pages=(page,), articles=(whole,), outside=(), decisions=())


def test_twenty_thousand_lines_scroll_without_a_wait(qtbot: QtBot) -> None:
    editor = EditorDocument(Timeline(long_page()))
    view = TextView(editor, EN, LIGHT)
    qtbot.addWidget(view)
    view.resize(800, 900)
    view.show()
    view.grab()
    spent = []
    for step in range(40):
        begun = time.process_time()
        view.verticalScrollBar().setValue(step * 9_973)
        view.viewport().repaint()
        spent.append(time.process_time() - begun)
    assert sorted(spent)[20] < 0.016
    begun = time.process_time()
    editor.select((region(view, 19_000),), caret=Caret(name(view, 19_000), 3))
    view.reveal(name(view, 19_000))
    view.viewport().repaint()
    assert time.process_time() - begun < 0.032
