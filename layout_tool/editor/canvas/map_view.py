"""The map: columns and regions, coloured and lettered by article and role."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from layout_tool.editor.canvas import painters
from layout_tool.editor.canvas.context import PaintContext
from layout_tool.editor.canvas.tags import paint_tags
from layout_tool.editor.canvas.view import PageView


class MapView(PageView):
    """The page as the program understands it."""

    def paint_still(self, painter: QPainter, context: PaintContext) -> None:
        painters.paint_desk(painter, context)
        painters.paint_print(painter, context)
        painters.paint_columns(painter, context)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painters.paint_regions(painter, context, self.inks)
        painters.paint_column_marks(painter, context)
        paint_tags(painter, context, self.inks)

    def _name_key(self) -> str:
        return "canvas_map"
