"""Gestures made with a real mouse and real keys: each ends in one step, or in none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import LIGHT
from layout_tool.messages import Language, load
from layout_tool.model.contract import to_json
from layout_tool.model.geometry import Box
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView(EditorDocument(Timeline(newspaper())), load(Language.EN), LIGHT)
    qtbot.addWidget(made)
    made.resize(700, 900)
    made.show()
    made.fit()
    made.setFocus()
    return made


def middle(view: MapView, region: str) -> QPoint:
    return view.view_box(view.editor.index.regions[region].bbox).center().toPoint()


def click(view: MapView, region: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view, LEFT, modifiers, middle(view, region))


def drag(view: MapView, *points: QPoint, modifiers: Qt.KeyboardModifier = NONE, release: bool = True) -> None:
    QTest.mousePress(view, LEFT, modifiers, points[0])
    for start, goal in pairwise(points):
        for step in range(1, 9):
            QTest.mouseMove(view, start + (goal - start) * (step / 8))
            move(view, start + (goal - start) * (step / 8), modifiers)
    if release:
        QTest.mouseRelease(view, LEFT, modifiers, points[-1])


def move(view: MapView, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """A move with the left button held, which QTest.mouseMove cannot say."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    place = QPointF(point)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.mapToGlobal(place), LEFT, LEFT, modifiers)
    QApplication.sendEvent(view, event)


def names(view: MapView) -> list[str]:
    return [operation.name for operation in view.editor.timeline.past]


def test_a_click_selects_and_a_click_on_the_ground_lets_go(view: MapView) -> None:
    click(view, "p1-r4")
    assert list(view.editor.selection.regions) == ["p1-r4"]
    QTest.mouseClick(view, LEFT, NONE, QPoint(3, 3))
    assert view.editor.selection.regions == ()


def test_control_and_shift_add_and_control_takes_away(view: MapView) -> None:
    click(view, "p1-r4")
    click(view, "p1-r5", CONTROL)
    click(view, "p1-r6", SHIFT)
    click(view, "p1-r5", CONTROL)
    assert list(view.editor.selection.regions) == ["p1-r4", "p1-r6"]


def test_a_rubber_band_selects_what_it_touches(view: MapView) -> None:
    first, last = middle(view, "p1-r4"), middle(view, "p1-r5")
    left = view.view_box(Box(0, 0, 0, 0)).center().toPoint().x() - 10
    drag(view, QPoint(left, first.y()), QPoint(first.x(), last.y()))
    assert list(view.editor.selection.regions) == ["p1-r4", "p1-r5"]
    assert names(view) == []


def test_a_selected_region_is_moved_in_one_step(view: MapView) -> None:
    click(view, "p1-r4")
    before = view.editor.index.regions["p1-r4"].bbox
    here = middle(view, "p1-r4")
    drag(view, here, here + QPoint(30, 20))
    after = view.editor.index.regions["p1-r4"].bbox
    assert names(view) == ["move_region"]
    assert after.x0 - before.x0 == pytest.approx(30 / view.camera.scale, abs=0.02)
    assert after.y0 - before.y0 == pytest.approx(20 / view.camera.scale, abs=0.02)


def test_a_handle_resizes_in_one_step(view: MapView) -> None:
    click(view, "p1-r4")
    box = view.view_box(view.editor.index.regions["p1-r4"].bbox)
    corner = box.bottomRight().toPoint()
    drag(view, corner, corner + QPoint(24, 12))
    assert names(view) == ["resize_region"]
    assert view.editor.index.regions["p1-r4"].bbox.width > box.width() / view.camera.scale


def test_escape_breaks_a_drag_off(view: MapView) -> None:
    click(view, "p1-r4")
    start = to_json(view.editor.document)
    here = middle(view, "p1-r4")
    drag(view, here, here + QPoint(60, 60), release=False)
    assert view.cancel_gesture()
    QTest.mouseRelease(view, LEFT, NONE, here + QPoint(60, 60))
    assert to_json(view.editor.document) == start
    assert not view.cancel_gesture()


def test_a_rectangle_draws_a_region(view: MapView, qtbot: QtBot) -> None:
    region = view.editor.index.regions["p1-r4"]
    lines = [line.bbox for line in region.lines]
    box = view.view_box(Box(lines[1].x0 - 0.5, lines[1].y0 + 0.1, region.bbox.x1 + 0.5, lines[2].y1 - 0.1))
    view.set_tool("draw")
    with qtbot.waitSignal(view.tool_ended):
        drag(view, box.topLeft().toPoint(), box.bottomRight().toPoint())
    assert names(view) == ["draw_region"]
    (new,) = view.editor.selection.regions
    assert [line.text for line in view.editor.index.regions[new].lines] == [line.text for line in region.lines[1:3]]


def test_a_stroke_splits_a_region(view: MapView) -> None:
    region = view.editor.index.regions["p1-r4"]
    gap = region.lines[2].bbox.y1
    start, end = view.view_box(Box(region.bbox.x0 - 1, gap, region.bbox.x1 + 1, gap)).topLeft(), QPointF()
    end = view.view_box(Box(region.bbox.x1 + 1, gap, region.bbox.x1 + 1, gap)).topLeft()
    view.set_tool("split")
    drag(view, start.toPoint(), end.toPoint())
    assert names(view) == ["split_region"]
    assert len(view.editor.index.regions["p1-r4"].lines) == 3


def test_a_stroke_splits_the_selected_region_though_another_lies_over_it(view: MapView) -> None:
    under, over = (view.editor.index.regions[name] for name in ("p1-r4", "p1-r5"))
    low = under.lines[2].bbox.y1
    commands.resize(view.editor, over.id, Box(under.bbox.x0, low - 2, under.bbox.x1, low + 2))
    view.editor.select(["p1-r4"])
    start, end = (view.view_box(Box(x, low, x, low)).topLeft().toPoint() for x in (under.bbox.x0, under.bbox.x1))
    view.set_tool("split")
    drag(view, start + QPoint(2, 0), end - QPoint(2, 0))
    assert names(view) == ["resize_region", "split_region"]
    assert len(view.editor.index.regions["p1-r4"].lines) == 3
    assert view.editor.index.regions["p1-r5"].lines == over.lines


def test_clicks_give_the_order_and_enter_ends(view: MapView) -> None:
    view.set_tool("order")
    for name in ("p1-r5", "p1-r4"):
        click(view, name)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert names(view) == ["reorder_regions"]
    order = view.editor.index.articles["p1-a1"].regions
    assert order.index("p1-r5") < order.index("p1-r4")


def test_backspace_takes_the_last_click_back_and_escape_all(view: MapView) -> None:
    view.set_tool("order")
    click(view, "p1-r5")
    click(view, "p1-r4")
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    gesture = view.gesture
    assert gesture is not None
    assert getattr(gesture, "clicked") == ["p1-r5"]  # noqa: B009 - a gesture of this kind has it
    view.cancel_gesture()
    assert names(view) == []


def test_one_stroke_gives_the_order(view: MapView) -> None:
    view.set_tool("order")
    drag(view, middle(view, "p1-r5"), middle(view, "p1-r4"))
    QTest.keyClick(view, Qt.Key.Key_Enter)
    order = view.editor.index.articles["p1-a1"].regions
    assert order.index("p1-r5") < order.index("p1-r4")


def test_regions_of_another_article_come_with_the_order(view: MapView) -> None:
    view.set_tool("order")
    click(view, "p1-r4")
    click(view, "p1-r9")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.editor.index.owners["p1-r9"] == "p1-a1"
    assert len(names(view)) == 1


def test_control_and_the_wheel_zoom_at_the_pointer(view: MapView) -> None:
    place = QPointF(middle(view, "p1-r4"))
    before = view.page_point(place)
    wheel = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    assert view.page_point(place) == pytest.approx(before, abs=0.05)
    assert not view.fits


def test_nothing_jumps_when_something_is_selected(view: MapView) -> None:
    view.zoom_by(3)
    camera = view.camera
    view.editor.select(["p1-r11"])
    assert view.camera == camera
    view.reveal(["p1-r11"])
    assert view.camera != camera
    assert view.rect().contains(middle(view, "p1-r11"))


def test_a_double_click_asks_to_edit(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.edit_requested) as asked:
        QTest.mouseDClick(view, LEFT, NONE, middle(view, "p1-r4"))
    assert asked.args == ["p1-r4"]


def test_the_pointer_tells_what_it_is_over(view: MapView) -> None:
    QTest.mouseMove(view, middle(view, "p1-r9"))
    assert view.editor.hovered == "p1-r9"


def test_the_view_has_a_name_for_screen_readers(view: MapView) -> None:
    assert view.accessibleName() == "Map of the page"
    view.retranslate(load(Language.ZH))
    assert view.accessibleName() == "版面结构图"


@pytest.mark.parametrize("button", [LEFT, Qt.MouseButton.MiddleButton])
def test_a_drag_with_space_or_the_middle_button_pans(view: MapView, button: Qt.MouseButton) -> None:
    view.zoom_by(3)
    before, here = view.camera, middle(view, "p1-r4")
    if button is LEFT:
        QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view, button, NONE, here)
    move(view, here + QPoint(40, 25), NONE)
    QTest.mouseRelease(view, button, NONE, here + QPoint(40, 25))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert (before.x - view.camera.x) * view.camera.scale == pytest.approx(40)
    assert (before.y - view.camera.y) * view.camera.scale == pytest.approx(25)
    assert view.editor.selection.regions == ()
    assert names(view) == []


def test_space_that_comes_up_elsewhere_is_let_go(view: MapView) -> None:
    QTest.keyPress(view, Qt.Key.Key_Space)
    view.clearFocus()
    click(view, "p1-r4")
    assert list(view.editor.selection.regions) == ["p1-r4"]


def test_undo_breaks_off_a_gesture_whose_region_it_takes_away(view: MapView) -> None:
    region = view.editor.index.regions["p1-r4"]
    lines = [line.bbox for line in region.lines]
    commands.draw(view.editor, "p1", Box(lines[1].x0 - 0.5, lines[1].y0 + 0.1, region.bbox.x1 + 0.5, lines[2].y1 - 0.1))
    (new,) = view.editor.selection.regions
    here = middle(view, new)
    drag(view, here, here + QPoint(30, 30), release=False)
    view.editor.undo()
    assert new not in view.editor.index.regions
    assert view.gesture is None
    view.grab()
    QTest.mouseRelease(view, LEFT, NONE, here + QPoint(30, 30))
    assert names(view) == []


def test_a_right_click_selects_and_asks_for_the_menu(view: MapView, qtbot: QtBot) -> None:
    place = middle(view, "p1-r9")
    with qtbot.waitSignal(view.context_requested) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
        QApplication.sendEvent(view, event)
    assert asked.args == [view.mapToGlobal(place)]
    assert list(view.editor.selection.regions) == ["p1-r9"]


def test_clicking_again_goes_through_regions_that_lie_over_each_other(view: MapView) -> None:
    below = view.editor.index.regions["p1-r9"].bbox
    view.editor.select(["p1-r4"])
    commands.resize(view.editor, "p1-r4", Box(below.x0, below.y0, below.x0 + 2, below.y1))
    view.editor.select(())
    place = view.view_box(Box(below.x0, below.y0, below.x0 + 2, below.y1)).center().toPoint()
    found = []
    for _turn in range(3):
        QTest.mouseClick(view, LEFT, NONE, place)
        found.append(view.editor.selection.regions[0])
    assert found == ["p1-r4", "p1-r9", "p1-r4"]
