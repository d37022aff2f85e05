"""All that painters are told: one frozen value a frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QTransform

from layout_tool.editor.attention import End
from layout_tool.editor.canvas.camera import Camera, Viewport
from layout_tool.editor.document import Selection
from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look
from layout_tool.model.document import Page
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

if TYPE_CHECKING:
    from layout_tool.editor.canvas.sheet import Sheet

MARKS = {
    Role.KICKER: "K",
    Role.HEADLINE: "H",
    Role.DECK: "D",
    Role.BYLINE: "B",
    Role.DATELINE: "L",
    Role.SUBHEAD: "S",
    Role.SIGNOFF: "N",
    Role.CAPTION: "C",
    Role.CREDIT: "R",
    Role.JUMP: "J",
    Role.TABLE: "T",
    Role.PULLQUOTE: "Q",
    Role.NOTE: "E",
}
"""The letter of a role beside the article's; body text has none."""


@dataclass(frozen=True, slots=True)
class PaintContext:
    """The page, where it stands in the view, its articles' looks, what is selected and hovered, colours and
    type; `sheet` is the page made ready.

    `ends` are those of the decision in hand; `whole_order` shows the reading order of all articles; `small` is the
    type of tags, `serif` of the paper's words.
    """

    page: Page
    index: DocumentIndex
    camera: Camera
    port: Viewport
    looks: Mapping[str, Look]
    sheet: Sheet
    selection: Selection
    hovered: str | None
    palette: Palette
    small: QFont
    serif: QFont
    whole_order: bool = False
    ends: tuple[End, ...] = ()

    def rect(self, box: Box) -> QRectF:
        """A box of the page in the view."""
        x0, y0 = self.camera.to_view(box.x0, box.y0, self.port)
        return QRectF(x0, y0, (box.x1 - box.x0) * self.camera.scale, (box.y1 - box.y0) * self.camera.scale)

    def point(self, x: float, y: float) -> QPointF:
        """A point of the page in the view."""
        return QPointF(*self.camera.to_view(x, y, self.port))

    def look(self, region: str) -> Look | None:
        """The look of the region's article; None outside."""
        owner = self.index.owners.get(region)
        return self.looks.get(owner) if owner is not None else None

    def transform(self) -> QTransform:
        """From page units to the view."""
        left, top = self.camera.to_view(0, 0, self.port)
        return QTransform(self.camera.scale, 0, 0, self.camera.scale, left, top)


def colour(name: str, opacity: float = 1.0) -> QColor:
    """A colour of a palette, seen through."""
    made = QColor(name)
    made.setAlphaF(opacity)
    return made
