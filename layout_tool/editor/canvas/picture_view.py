"""The source: the page as it is printed, with the articles outlined."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, SignalInstance
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from layout_tool.editor.canvas import painters
from layout_tool.editor.canvas.context import PaintContext
from layout_tool.editor.canvas.view import PageView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages
from layout_tool.model.document import Page
from layout_tool.model.geometry import Box


class Pictures(Protocol):
    """Where the pictures of pages come from. `paint` draws at once the best there is of a part of a page (in page
    units), its upper left corner at the painter's origin; `arrived` names a page of which there is more now."""

    arrived: SignalInstance

    def paint(
        self, painter: QPainter, page: Page, view: Box, scale: float, device_ratio: float, *, dark: bool
    ) -> None: ...


class PictureView(PageView):
    """The page picture below, thin outlines over it; without pictures bare paper. Nothing covers words unasked."""

    order_in_hand = False

    def __init__(
        self,
        editor: EditorDocument,
        pictures: Pictures | None,
        messages: Messages,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        self._pictures = pictures
        super().__init__(editor, messages, palette, parent)
        if pictures is not None:
            pictures.arrived.connect(self._on_arrived)

    def paint_still(self, painter: QPainter, context: PaintContext) -> None:
        painters.paint_desk(painter, context)
        if self._pictures is not None:
            self._paint_picture(painter, context)
        painters.paint_outlines(painter, context)

    def _paint_picture(self, painter: QPainter, context: PaintContext) -> None:
        page = context.page
        seen = context.camera.seen(context.port)
        shown = Box(max(seen.x0, 0), max(seen.y0, 0), min(seen.x1, page.width), min(seen.y1, page.height))
        if self._pictures is None or shown.width <= 0 or shown.height <= 0:
            return
        corner = QPointF(*context.camera.to_view(shown.x0, shown.y0, context.port))
        scale = context.camera.scale
        painter.save()
        painter.setClipRect(QRectF(corner.x(), corner.y(), shown.width * scale, shown.height * scale))
        painter.translate(corner)
        ratio = self.devicePixelRatioF()
        self._pictures.paint(painter, page, shown, scale, ratio, dark=context.palette.dark)
        painter.restore()

    def _on_arrived(self, page: str) -> None:
        if self.editor.page is not None and self.editor.page.id == page:
            self._forget()

    def _name_key(self) -> str:
        return "canvas_source"
