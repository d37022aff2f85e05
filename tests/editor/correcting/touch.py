"""Keys and mouse on the window, and eyes that look where to go on its map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.source.text_view import TextView
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
DIGITS = [getattr(Qt.Key, f"Key_{digit}") for digit in range(10)]
ROLE_DIGITS = {
    Role.HEADLINE: 1,
    Role.KICKER: 2,
    Role.DECK: 3,
    Role.BYLINE: 4,
    Role.BODY: 5,
    Role.SUBHEAD: 6,
    Role.CAPTION: 7,
    Role.CREDIT: 8,
    Role.JUMP: 9,
    Role.ADVERTISEMENT: 0,
}
NEAR, _ROOM = 9.0, 12  # px that a thing must measure to be worked on; px kept from the edge
NOTCH = 120


class Touch:
    """One window's keys and mouse. `counts` are presses, clicks, drags and turns of the wheel."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.counts: Counter[str] = Counter()

    @property
    def editor(self) -> EditorDocument:
        editor = self.window.opening.editor
        assert editor is not None
        return editor

    @property
    def map(self) -> MapView:
        assert self.window.desk is not None
        return self.window.desk.centre.map

    @property
    def text(self) -> TextView:
        assert self.window.desk is not None
        return self.window.desk.centre.text

    # Keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            self.counts["keys"] += 1
            QTest.keyClick(
                QApplication.activePopupWidget() or QApplication.focusWidget() or self.window, key, modifiers
            )

    def write(self, text: str) -> None:
        """Type a text."""
        self.counts["keys"] += len(text)
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def answer(self, key: Qt.Key, reply: Callable[[QWidget], None], modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that asks something, and reply to what is asked."""
        asked: list[QWidget] = []
        below = QApplication.activeWindow()

        def wait() -> None:
            dialog, focused = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog is None or dialog is below:
                return
            if focused is None or not dialog.isAncestorOf(focused):
                QTimer.singleShot(10, wait)
                return
            asked.append(dialog)
            reply(dialog)
            if dialog.isVisible():
                dialog.close()

        QTimer.singleShot(10, wait)
        self.press(key, modifiers)
        assert asked, f"{key} asked nothing"
        if below is not None and below.isVisible():
            below.activateWindow()  # as a window manager does when the one above is closed
            assert QTest.qWaitForWindowActive(below)

    # Mouse

    def wheel(self, view: QWidget, point: QPointF, turn: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.counts["wheel"] += 1
        event = QWheelEvent(
            point,
            view.mapToGlobal(point),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)

    def click(self, view: QWidget, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.counts["clicks"] += 1
        QTest.mouseClick(view, LEFT, modifiers, point)

    def drag(self, view: QWidget, start: QPoint, goal: QPoint) -> None:
        self.counts["drags"] += 1
        QTest.mousePress(view, LEFT, NONE, start)
        for step in range(1, 5):
            point = QPointF(start + (goal - start) * (step / 4))
            move = QMouseEvent(QEvent.Type.MouseMove, point, view.mapToGlobal(point), LEFT, LEFT, NONE)
            QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, LEFT, NONE, goal)

    # Looking

    def look_at(self, box: Box, least: float = NEAR) -> None:
        """Zoom and pan until the box is wholly seen, its short side at least so large, if it fits."""
        view = self.map
        if not self._seen(box):
            self.press(Qt.Key.Key_0, CONTROL)
        for _ in range(24):
            shown = view.view_box(box)
            side = min(shown.width(), shown.height())
            room = min(view.width() / max(shown.width(), 1), view.height() / max(shown.height(), 1))
            if side >= least or room < 1.5:
                break
            self.wheel(view, shown.center(), QPoint(0, NOTCH), CONTROL)
            self._bring(box)
        self._bring(box)

    def _bring(self, box: Box) -> None:
        """Turn the wheel until the middle of the box is seen."""
        view = self.map
        for _ in range(40):
            at = view.view_box(box).center()
            dx = _step(at.x(), view.width())
            dy = _step(at.y(), view.height())
            if not dx and not dy:
                return
            before = view.camera
            self.wheel(view, QPointF(view.rect().center()), QPoint(dx, dy))
            if view.camera == before:
                return

    def _seen(self, box: Box) -> bool:
        return self.map.rect().adjusted(1, 1, -1, -1).contains(self.map.view_box(box).toRect())

    def spot(self, region: str) -> QPoint | None:
        """A place where a click meets this region before all others."""
        view = self.map
        whole = self.editor.index.regions[region]
        for box in (whole.bbox, *(line.bbox for line in whole.lines)):
            for across in (0.5, 0.25, 0.75, 0.1, 0.9):
                for down in (0.5, 0.2, 0.8):
                    place = Box(*(box.x0 + across * box.width, box.y0 + down * box.height) * 2)
                    point = view.view_box(place).topLeft().toPoint()
                    under = view.grid().under(*view.page_point(QPointF(point)), 2.0 / view.camera.scale)
                    if view.rect().contains(point) and under[:1] == [region]:
                        return point
        return None

    def enlarge(self, box: Box, scale: float) -> None:
        """Zoom in until a unit of the page measures so much, as long as the box still fits."""
        view = self.map
        for _ in range(24):
            shown = view.view_box(box)
            if view.camera.scale >= scale or max(shown.width() / view.width(), shown.height() / view.height()) > 0.8:
                break
            self.wheel(view, shown.center(), QPoint(0, NOTCH), CONTROL)
            self._bring(box)
        self._bring(box)

    def inside(self, point: QPoint) -> QPoint:
        room = self.map.rect().adjusted(1, 1, -2, -2)
        return QPoint(min(max(point.x(), room.left()), room.right()), min(max(point.y(), room.top()), room.bottom()))

    # Choosing

    def focus_map(self) -> None:
        """Esc lets everything go; the map has the focus after a click on it."""
        if QApplication.focusWidget() is not self.map:
            self.click(self.map, QPoint(2, 2))

    def choose(self, regions: Sequence[str]) -> None:
        """Click the regions one after another, with Ctrl from the second on."""
        self.focus_map()
        if self.editor.selection.regions:
            self.press(Qt.Key.Key_Escape)
        for turn, name in enumerate(regions):
            self._pick(name, CONTROL if turn else NONE)
        assert self.editor.selection.regions == tuple(regions), (regions, self.editor.selection)

    def _pick(self, region: str, modifiers: Qt.KeyboardModifier) -> None:
        box = self.editor.index.regions[region].bbox
        self.look_at(box)
        point = self.spot(region)
        if point is not None:
            self.click(self.map, point, modifiers)
            return
        assert modifiers == NONE, f"{region} lies under others everywhere"
        point = self.map.view_box(box).center().toPoint()
        for _ in range(8):  # clicking again goes to the region behind
            self.click(self.map, point)
            if self.editor.selection.regions == (region,):
                return
        raise AssertionError(f"{region} cannot be clicked")


def _step(at: float, size: int) -> int:
    """How far the wheel turns to bring a place from outside into the middle third."""
    if _ROOM <= at <= size - _ROOM:
        return 0
    return NOTCH if at < _ROOM else -NOTCH
