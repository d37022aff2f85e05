"""The page under the hand: pointer, wheel and keys become gestures, zoom and selection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from layout_tool.editor.canvas.context import PaintContext
from layout_tool.editor.canvas.gestures import Gesture, OrderClicks, Pan
from layout_tool.editor.canvas.overlay import paint_hover, paint_selection
from layout_tool.editor.canvas.pointing import Pointing
from layout_tool.editor.canvas.surface import PageSurface
from layout_tool.editor.document import DocumentChange, EditorDocument
from layout_tool.editor.services import Tool
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages

_STEP, _NOTCH, _ZOOM = 40.0, 120.0, 1.2
_PANS = {
    Qt.Key.Key_Left: (_STEP, 0.0),
    Qt.Key.Key_Right: (-_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, _STEP),
    Qt.Key.Key_Down: (0.0, -_STEP),
}


class PageView(PageSurface):
    """A surface that is worked on."""

    context_requested = Signal(QPoint)
    edit_requested = Signal(str)
    """The id of a region that was clicked twice."""
    tool_ended = Signal()
    """A tool that is used up, or was cancelled."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(editor, messages, palette, parent)
        self._gesture: Gesture | None = None
        self._pointing = Pointing(self)
        self._space = False

    @property
    def tool(self) -> Tool:
        return self._pointing.tool

    def set_tool(self, tool: Tool) -> None:
        """Take a tool in hand."""
        self.cancel_gesture()
        self._pointing.tool = tool
        self.setCursor(self._pointing.cursor())

    def cancel_gesture(self) -> bool:
        """Break the gesture off; False where there is none."""
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return False
        gesture.cancel()
        self.setCursor(self._pointing.cursor())
        self.update()
        return True

    def begin(self, gesture: Gesture) -> None:
        """A gesture is under way from now on."""
        self._gesture = gesture
        self.setCursor(gesture.cursor)
        self.update()

    @property
    def gesture(self) -> Gesture | None:
        """The gesture under way."""
        return self._gesture

    def finish_gesture(self) -> None:
        """The gesture under way is over."""
        self._gesture = None
        self.setCursor(self._pointing.cursor())
        self.update()

    def paint_moving(self, painter: QPainter, context: PaintContext) -> None:
        if isinstance(self._gesture, OrderClicks):
            paint_hover(painter, context)
            paint_selection(painter, context)
        else:
            super().paint_moving(painter, context)
        if self._gesture is not None:
            self._gesture.paint(painter, context)

    def _on_page(self) -> None:
        self.cancel_gesture()
        super()._on_page()

    def _on_changed(self, change: DocumentChange) -> None:
        """Undo, or a new proposal, may take away what a gesture has in hand."""
        page = self.editor.page
        if page is not None and page.id in change.pages and not isinstance(self._gesture, Pan):
            self.cancel_gesture()
        super()._on_changed(change)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = event.button() is Qt.MouseButton.MiddleButton or (
            self._space and event.button() is Qt.MouseButton.LeftButton
        )
        if pans:
            self.cancel_gesture()
            self.begin(Pan(self, event.position()))
        elif event.button() is Qt.MouseButton.LeftButton:
            self._pointing.press(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.move(event.position(), event.buttons())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pointing.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointing.double_click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self._pointing.select_for_menu(QPointF(event.pos()))
        self.context_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM ** (turn.y() / _NOTCH), event.position())
        else:
            step = event.pixelDelta() if not event.pixelDelta().isNull() else turn * (2 * _STEP / _NOTCH)
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            dx, dy = (step.y(), step.x()) if sideways else (step.x(), step.y())
            self.set_camera(self.camera.panned(dx, dy))
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that comes up elsewhere is not heard of here."""
        self._space = False
        if self._gesture is None:
            self.setCursor(self._pointing.cursor())
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.editor.hover(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plain:
            self._space = True
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif Qt.Key(event.key()) in _PANS and plain:
            self.set_camera(self.camera.panned(*_PANS[Qt.Key(event.key())]))
        elif not self._pointing.key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.setCursor(self._pointing.cursor())
        super().keyReleaseEvent(event)
