"""What the pointer means on a page: which gesture a press begins, what a click selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from layout_tool.editor.canvas.gestures import (
    DrawRegion,
    Gesture,
    MoveRegion,
    OrderClicks,
    ResizeRegion,
    RubberBand,
    SplitStroke,
)
from layout_tool.editor.canvas.hits import Handle, handle_at, next_under
from layout_tool.editor.services import Tool
from layout_tool.model.geometry import Box

if TYPE_CHECKING:
    from layout_tool.editor.canvas.view import PageView

_REACH, _NEAR = 6.0, 2.0  # px within which a handle, and a region, is meant
_HANDLE_CURSORS: dict[Handle, Qt.CursorShape] = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
}
_TOOL_CURSORS: dict[Tool, Qt.CursorShape] = {
    "select": Qt.CursorShape.ArrowCursor,
    "draw": Qt.CursorShape.CrossCursor,
    "split": Qt.CursorShape.CrossCursor,
    "order": Qt.CursorShape.PointingHandCursor,
}
_MORE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Pointing:
    """The tool in hand, and what is done with it on one view."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self.tool: Tool = "select"
        self._pressed: QPointF | None = None
        self._modifiers = Qt.KeyboardModifier.NoModifier

    def cursor(self) -> Qt.CursorShape:
        """The cursor of the tool at rest."""
        return _TOOL_CURSORS[self.tool]

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The left button goes down."""
        view = self._view
        gesture = view.gesture
        if isinstance(gesture, OrderClicks):
            gesture.press(point)
            return
        if self.tool == "select":
            self._pressed, self._modifiers = point, modifiers
            return
        begun: dict[Tool, type[Gesture]] = {"draw": DrawRegion, "split": SplitStroke, "order": OrderClicks}
        view.begin(begun[self.tool](view, point))

    def move(self, point: QPointF, buttons: Qt.MouseButton) -> None:
        """The pointer moves, a button held or not."""
        view = self._view
        if view.gesture is not None:
            if buttons:
                view.gesture.move(point)
        elif self._pressed is not None and buttons & Qt.MouseButton.LeftButton:
            if (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                gesture = self._dragged(self._pressed)
                self._pressed = None
                view.begin(gesture)
                gesture.move(point)
        else:
            self._point_at(point)

    def release(self, point: QPointF) -> None:
        """A button comes up."""
        view = self._view
        gesture, pressed = view.gesture, self._pressed
        self._pressed = None
        if isinstance(gesture, OrderClicks):
            gesture.end(point)
        elif gesture is not None:
            view.finish_gesture()
            gesture.end(point)
            if isinstance(gesture, DrawRegion | SplitStroke):
                view.tool_ended.emit()
        elif pressed is not None:
            self._click(point)

    def double_click(self, point: QPointF) -> None:
        """The order is complete, or the region is to be edited."""
        if isinstance(self._view.gesture, OrderClicks):
            self._end_order(rest=False)
        elif self.tool == "select" and (under := self._under(point)):
            self._view.editor.select(under[:1])
            self._view.edit_requested.emit(under[0])

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """A key while regions are clicked in order: Enter ends (with Shift the rest follows), Backspace takes back."""
        gesture = self._view.gesture
        if not isinstance(gesture, OrderClicks):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end_order(rest=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Backspace:
            gesture.take_back()
        else:
            return False
        return True

    def select_for_menu(self, point: QPointF) -> None:
        """A right click selects what is under it, unless that is selected already."""
        under = self._under(point)
        if under and not set(under) & set(self._view.editor.selection.regions):
            self._view.editor.select(under[:1])

    def _end_order(self, *, rest: bool) -> None:
        gesture = self._view.gesture
        self._view.finish_gesture()
        if isinstance(gesture, OrderClicks):
            gesture.finish(rest=rest)
        self._view.tool_ended.emit()

    def _click(self, point: QPointF) -> None:
        editor = self._view.editor
        under = self._under(point)
        chosen = editor.selection.regions
        if self._modifiers & _MORE:
            name = under[0] if under else None
            if name in chosen and self._modifiers & Qt.KeyboardModifier.ControlModifier:
                editor.select([other for other in chosen if other != name])
            elif name is not None:
                editor.select([*(other for other in chosen if other != name), name])
            return
        name = next_under(under, chosen if len(chosen) == 1 else ())
        editor.select([name] if name is not None else ())

    def _dragged(self, start: QPointF) -> Gesture:
        """The gesture of a press that became a drag: a handle, a selected region, or the ground."""
        view = self._view
        chosen = view.editor.selection.regions
        if handle := self._handle(start):
            return ResizeRegion(view, start, chosen[0], handle)
        if not self._modifiers & _MORE and set(self._under(start)) & set(chosen):
            return MoveRegion(view, start, chosen)
        return RubberBand(view, start, added=bool(self._modifiers & _MORE))

    def _handle(self, point: QPointF) -> Handle | None:
        view = self._view
        chosen = view.editor.selection.regions
        if len(chosen) != 1 or view.editor.index.page_of.get(chosen[0]) != getattr(view.editor.page, "id", None):
            return None
        box = view.view_box(view.editor.index.regions[chosen[0]].bbox)
        return handle_at(Box(box.left(), box.top(), box.right(), box.bottom()), point.x(), point.y(), _REACH)

    def _point_at(self, point: QPointF) -> None:
        view = self._view
        under = self._under(point)
        view.editor.hover(under[0] if under else None)
        handle = self._handle(point) if self.tool == "select" else None
        view.setCursor(_HANDLE_CURSORS[handle] if handle is not None else self.cursor())

    def _under(self, point: QPointF) -> list[str]:
        return self._view.grid().under(*self._view.page_point(point), _NEAR / self._view.camera.scale)
