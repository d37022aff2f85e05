"""The page as printed: its picture where the camera looks, drawn again as more of it arrives."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from layout_tool.editor.canvas.picture_view import PictureView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.messages import Language, load
from layout_tool.model.document import Page
from layout_tool.model.geometry import Box
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper

INKED, BARE = QColor("#FF0000"), QColor("#00FF00")


class Plain(QObject):
    """Pages of one colour."""

    arrived = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.colour = BARE
        self.asked: list[tuple[str, Box, float, bool]] = []

    def paint(self, painter: QPainter, page: Page, view: Box, scale: float, device_ratio: float, *, dark: bool) -> None:
        assert device_ratio > 0
        self.asked.append((page.id, view, scale, dark))
        painter.fillRect(0, 0, round(view.width * scale) + 1, round(view.height * scale) + 1, self.colour)


def opened(qtbot: QtBot, pictures: Plain | None) -> PictureView:
    view = PictureView(EditorDocument(Timeline(newspaper())), pictures, load(Language.EN), LIGHT)
    qtbot.addWidget(view)
    view.resize(500, 700)
    view.show()
    view.fit()
    return view


def seen(view: PictureView) -> QColor:
    """The colour of a place of the page where nothing else is."""
    spot = view.view_box(Box(20, 55, 20, 55)).topLeft().toPoint()
    ratio = view.devicePixelRatioF()
    return view.grab().toImage().pixelColor(spot * ratio)


def test_the_picture_is_painted_where_the_page_is_and_again_when_more_arrives(qtbot: QtBot) -> None:
    pictures = Plain()
    view = opened(qtbot, pictures)
    assert seen(view) == BARE
    page, box, scale, dark = pictures.asked[-1]
    assert (page, box, scale, dark) == ("p1", Box(0, 0, 40, 60.25), view.camera.scale, False)
    pictures.colour = INKED
    assert seen(view) == BARE
    pictures.arrived.emit("p2")
    assert seen(view) == BARE
    pictures.arrived.emit("p1")
    assert seen(view) == INKED


def test_only_the_part_that_is_seen_is_asked_for_and_in_the_dark_a_dark_one(qtbot: QtBot) -> None:
    pictures = Plain()
    view = opened(qtbot, pictures)
    view.zoom_by(4)
    view.set_palette(DARK)
    view.grab()
    _page, box, scale, dark = pictures.asked[-1]
    assert dark
    assert box.width * scale <= view.width() + 1
    assert box.height * scale <= view.height() + 1


def test_words_are_not_covered_by_the_order_unless_it_is_asked_for(qtbot: QtBot) -> None:
    view = opened(qtbot, Plain())
    view.editor.select(["p1-r5"])
    calm = view.grab().toImage()
    view.show_order(True)
    assert view.grab().toImage() != calm
    view.show_order(False)
    assert view.grab().toImage() == calm


def test_without_pictures_there_are_outlines_on_bare_paper(qtbot: QtBot) -> None:
    assert seen(opened(qtbot, None)) == QColor(LIGHT.paper)
