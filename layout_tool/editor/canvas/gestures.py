"""Gestures: each has a start, moves, an end and a cancel, and ends in one command at most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from layout_tool.editor import commands
from layout_tool.editor.canvas.camera import Camera
from layout_tool.editor.canvas.context import PaintContext
from layout_tool.editor.canvas.hits import Handle, RegionGrid, crossed, resized
from layout_tool.editor.canvas.overlay import paint_band, paint_stroke, paint_way
from layout_tool.editor.document import EditorDocument
from layout_tool.model.geometry import Box

_STROKE_STEP = 2.0  # px between the places at which a stroke is asked what it crosses
_LEAST = 4.0  # px of a rectangle or a stroke that is meant


class Stage(Protocol):
    """The view on which a gesture is made; points are in its pixels."""

    editor: EditorDocument
    camera: Camera

    def page_point(self, point: QPointF) -> tuple[float, float]: ...
    def view_box(self, box: Box) -> QRectF: ...
    def set_camera(self, camera: Camera) -> None: ...
    def grid(self) -> RegionGrid: ...
    def update(self) -> None: ...


class Gesture:
    """Made with the button held; `move` and `end` are given the pointer's place."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, stage: Stage, start: QPointF) -> None:
        self.stage = stage
        self.start = start
        self.here = start

    def move(self, point: QPointF) -> None:
        self.here = point
        self.stage.update()

    def end(self, point: QPointF) -> None:
        """Do what the gesture means."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        """Show what would come of it."""

    @property
    def band(self) -> QRectF:
        """The rectangle from the start to the pointer."""
        return QRectF(self.start, self.here).normalized()

    def page_band(self) -> Box:
        """The same in page units."""
        band = self.band
        x0, y0 = self.stage.page_point(band.topLeft())
        x1, y1 = self.stage.page_point(band.bottomRight())
        return Box(x0, y0, x1, y1)


class Pan(Gesture):
    """The page is moved about."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, point: QPointF) -> None:
        step = point - self.here
        self.here = point
        self.stage.set_camera(self.stage.camera.panned(step.x(), step.y()))

    def cancel(self) -> None:
        step = self.start - self.here
        self.stage.set_camera(self.stage.camera.panned(step.x(), step.y()))


class RubberBand(Gesture):
    """Regions are selected that the rectangle touches; `added` to those that are."""

    def __init__(self, stage: Stage, start: QPointF, *, added: bool) -> None:
        super().__init__(stage, start)
        self._before = stage.editor.selection.regions if added else ()

    def end(self, point: QPointF) -> None:
        self.here = point
        if max(self.band.width(), self.band.height()) >= _LEAST:
            self.stage.editor.select((*self._before, *self.stage.grid().touched(self.page_band())))
        elif not self._before:
            self.stage.editor.select(())

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        paint_band(painter, context, self.band)


class DrawRegion(Gesture):
    """A region is drawn as a rectangle; it takes the lines in it."""

    cursor = Qt.CursorShape.CrossCursor

    def end(self, point: QPointF) -> None:
        self.here = point
        page = self.stage.editor.page
        if page is not None and min(self.band.width(), self.band.height()) >= _LEAST:
            commands.draw(self.stage.editor, page.id, self.page_band())

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        paint_band(painter, context, self.band)


class MoveRegion(Gesture):
    """Selected regions are moved."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, stage: Stage, start: QPointF, regions: Sequence[str]) -> None:
        super().__init__(stage, start)
        self._regions = tuple(regions)

    def end(self, point: QPointF) -> None:
        x0, y0 = self.stage.page_point(self.start)
        x1, y1 = self.stage.page_point(point)
        commands.move(self.stage.editor, self._regions, x1 - x0, y1 - y0)

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        step = self.here - self.start
        for name in self._regions:
            box = self.stage.view_box(context.index.regions[name].bbox)
            paint_band(painter, context, box.translated(step))


class ResizeRegion(Gesture):
    """A region's handle is drawn."""

    def __init__(self, stage: Stage, start: QPointF, region: str, handle: Handle) -> None:
        super().__init__(stage, start)
        self._region, self._handle = region, handle

    def box(self) -> Box:
        """The box that the region would have, in page units."""
        whole = self.stage.editor.index.regions[self._region].bbox
        return resized(whole, self._handle, *self.stage.page_point(self.here))

    def end(self, point: QPointF) -> None:
        self.here = point
        commands.resize(self.stage.editor, self._region, self.box())

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        paint_band(painter, context, self.stage.view_box(self.box()))


class SplitStroke(Gesture):
    """A region is parted along a line."""

    cursor = Qt.CursorShape.CrossCursor

    def end(self, point: QPointF) -> None:
        self.here = point
        start, goal = self.stage.page_point(self.start), self.stage.page_point(point)
        region = self._region(start, goal)
        if region is not None:
            commands.split_along(self.stage.editor, region, start, goal)

    def _region(self, start: tuple[float, float], goal: tuple[float, float]) -> str | None:
        """The region that is meant: the selected one if the line crosses it, be it under others, else the first."""
        step = _STROKE_STEP / self.stage.camera.scale
        every = crossed([start, goal], self.stage.grid(), step, covered=True)
        chosen = [name for name in self.stage.editor.selection.regions if name in every]
        return next(iter([*chosen, *crossed([start, goal], self.stage.grid(), step)]), None)

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        paint_stroke(painter, context, [self.start, self.here], cut=True)


class OrderClicks(Gesture):
    """Regions are clicked, or run through by a stroke, in the order in which they are read.

    It goes on over several presses of the button until `finish`.
    """

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, stage: Stage, start: QPointF) -> None:
        super().__init__(stage, start)
        self.clicked: list[str] = []
        self._path = [start]
        self._take(start)

    def press(self, point: QPointF) -> None:
        """The button goes down again."""
        self._path = [point]
        self._take(point)
        self.stage.update()

    def move(self, point: QPointF) -> None:
        self.here = point
        ends = [self.stage.page_point(one) for one in (self._path[-1], point)]
        self._path.append(point)
        for name in crossed(ends, self.stage.grid(), _STROKE_STEP / self.stage.camera.scale):
            if name not in self.clicked:
                self.clicked.append(name)
        self.stage.update()

    def end(self, point: QPointF) -> None:
        self.here = point
        self._path = [point]
        self.stage.update()

    def take_back(self) -> None:
        """The last region is not meant."""
        if self.clicked:
            self.clicked.pop()
        self.stage.update()

    def finish(self, *, rest: bool = False) -> None:
        """The order is complete; with `rest` the article's other regions follow by columns."""
        if self.clicked:
            commands.order_as_clicked(self.stage.editor, self.clicked, rest=rest)

    def paint(self, painter: QPainter, context: PaintContext) -> None:
        if len(self._path) > 1:
            paint_stroke(painter, context, self._path, cut=False)
        paint_way(painter, context, [name for name in self.clicked if name in context.index.regions])

    def _take(self, point: QPointF) -> None:
        for name in self.stage.grid().under(*self.stage.page_point(point))[:1]:
            if name not in self.clicked:
                self.clicked.append(name)
