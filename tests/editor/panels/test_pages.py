"""The pages: cards, turning by click and key, pictures that come later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import Dot
from layout_tool.editor.panels.pages import PagesPanel
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model import edits
from layout_tool.model.document import Page
from tests.editor.panels.desks import EN, ZH, two_pages
from tests.model.documents import page_proposal


class Prints(QObject):
    """Pictures that are there once they have been asked for."""

    thumbnail_arrived = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, int]] = []
        self.ready: set[str] = set()
        self.dark = False

    def thumbnail(self, page: Page, width: int, dark: bool = False) -> QImage | None:
        self.asked.append((page.id, width))
        self.dark = dark
        if page.id not in self.ready:
            return None
        image = QImage(width, width, QImage.Format.Format_RGB32)
        image.fill(QColor("#112233"))
        return image


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return two_pages()


@pytest.fixture
def panel(qtbot: QtBot, editor: EditorDocument) -> PagesPanel:
    made = PagesPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(150, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_cards_say_how_far_the_work_has_come(panel: PagesPanel) -> None:
    first, second = panel.model.cards
    assert (first.name, first.dot, first.left) == ("Page A3", Dot.IN_PROGRESS, 0)
    assert (second.name, second.dot) == ("Page 3", Dot.PROPOSED)
    assert panel.heading.words() == ("Pages", "2")


def test_what_is_left_is_counted(panel: PagesPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    editor.do("put_outside", lambda document: edits.assign(document, ["p1-r9"], None), count=1)
    qtbot.waitUntil(lambda: panel.model.cards[0].left == 1)
    assert panel.model.cards[0].spoken == "Page A3, in progress, left to look at: 1"


def test_clicks_and_keys_turn_pages(panel: PagesPanel, editor: EditorDocument) -> None:
    place = panel.list.visualRect(panel.model.index(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert editor.page is not None
    assert editor.page.id == "p3"
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    assert editor.page.id == "p1"
    editor.show_page("p3")
    assert panel.list.currentIndex().row() == 1


def test_pages_come_in_while_it_runs(panel: PagesPanel, editor: EditorDocument, qtbot: QtBot) -> None:
    resets: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    editor.add_page(page_proposal("p4"))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    assert resets == []
    assert panel.heading.words() == ("Pages", "3")


def test_pictures_take_the_place_of_maps_when_they_arrive(panel: PagesPanel, qtbot: QtBot) -> None:
    prints = Prints()
    panel.set_thumbnails(prints)
    qtbot.waitUntil(lambda: {name for name, _ in prints.asked} == {"p1", "p3"})
    inner = panel.list.viewport().width() - 24
    assert {width for _, width in prints.asked} == {round(inner * panel.devicePixelRatioF())}
    place = panel.list.visualRect(panel.model.index(0)).center()
    assert panel.list.viewport().grab().toImage().pixelColor(place).name() != "#112233"
    prints.ready.add("p1")
    prints.thumbnail_arrived.emit("p1")
    assert panel.list.viewport().grab().toImage().pixelColor(place).name() == "#112233"
    assert not prints.dark
    panel.set_palette(DARK)
    panel.list.viewport().grab()
    assert prints.dark


def test_a_screen_reader_hears_the_cards_in_both_languages(panel: PagesPanel) -> None:
    interface = QAccessible.queryAccessibleInterface(panel.list)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Pages"
    assert interface.child(1).text(QAccessible.Text.Name) == "Page 3, proposed, left to look at: 0"
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    assert interface.child(1).text(QAccessible.Text.Name) == "第 3 版，待核，待看 0 处"
