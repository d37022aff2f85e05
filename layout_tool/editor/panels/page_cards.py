"""How a page is drawn in the list of pages: its picture or a small map, below it dot, name and what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from layout_tool.editor.panels.appearance import DOT, Dot, Ink, draw_dot, draw_text
from layout_tool.export.picture_colours import Look, mixed
from layout_tool.model.document import Page
from layout_tool.model.roles import HEADING_ROLES

EDGE = 12
_LABEL = 28
_GAP = 8
CARD = Qt.ItemDataRole.UserRole
"""The role under which a row gives its Card."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a row shows."""

    page: Page
    name: str
    dot: Dot
    left: int
    spoken: str
    looks: Mapping[str, Look]
    """By the region's id."""


class PageCards(QStyledItemDelegate):
    """Cards as wide as the list."""

    def __init__(self, ink: Ink, picture: Callable[[Page, int], QImage | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ink = ink
        self._picture = picture

    def sheet(self, page: Page, width: int) -> QSize:
        """The size of a page's picture in a list that wide."""
        inner = max(8, width - 2 * self.ink.px(EDGE))
        return QSize(inner, round(inner * min(2.5, page.height / page.width)) if page.width > 0 else inner)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        card, view = index.data(CARD), option.widget
        width = view.viewport().width() if isinstance(view, QListView) else self.ink.px(150)
        if not isinstance(card, Card):
            return QSize(width, self.ink.px(_LABEL))
        return QSize(width, self.sheet(card.page, width).height() + self.ink.px(_LABEL) + self.ink.px(_GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        ink, view = self.ink, option.widget
        area = QRect(option.rect)
        size = self.sheet(card.page, area.width())
        sheet = QRect(area.left() + ink.px(EDGE), area.top() + ink.px(2), size.width(), size.height())
        chosen = isinstance(view, QListView) and view.currentIndex() == index
        self._draw_sheet(painter, card, sheet)
        self._frame(painter, sheet, chosen=chosen, focused=isinstance(view, QListView) and view.hasFocus())
        self._label(painter, card, QRect(sheet.left(), sheet.bottom() + 1, sheet.width(), ink.px(_LABEL)))

    def _draw_sheet(self, painter: QPainter, card: Card, sheet: QRect) -> None:
        ratio = painter.device().devicePixelRatioF()
        image = self._picture(card.page, round(sheet.width() * ratio))
        painter.fillRect(sheet, QColor(self.ink.palette.paper))
        if image is None:
            draw_small_map(painter, self.ink, card, QRectF(sheet))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(sheet), image)
        painter.restore()

    def _frame(self, painter: QPainter, sheet: QRect, *, chosen: bool, focused: bool) -> None:
        ink = self.ink
        width = ink.px(3 if focused else 2) if chosen else 1
        painter.save()
        pen = QPen(QColor(ink.palette.accent if chosen else ink.palette.faint), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        shift = width / 2
        painter.drawRect(QRectF(sheet).adjusted(-shift, -shift, shift, shift))
        painter.restore()

    def _label(self, painter: QPainter, card: Card, area: QRect) -> None:
        ink = self.ink
        size = ink.px(DOT)
        draw_dot(painter, ink, QRect(area.left(), area.top(), size, area.height()), card.dot)
        count, font = f"{card.left}", ink.sized(13)
        room = QFontMetrics(font).horizontalAdvance(count)
        right = area.right() + 1 - room
        colour = ink.palette.ink if card.left else ink.palette.muted
        draw_text(painter, QRect(right, area.top(), room + 1, area.height()), count, font, colour)
        left = area.left() + size + ink.px(6)
        draw_text(
            painter, QRect(left, area.top(), right - ink.px(4) - left, area.height()), card.name, font,
            ink.palette.ink,
        )  # fmt: skip


def draw_small_map(painter: QPainter, ink: Ink, card: Card, sheet: QRectF) -> None:
    """The page's regions in the colours of their articles, where there is no picture."""
    page, palette = card.page, ink.palette
    if page.width <= 0 or page.height <= 0:
        return
    across, down = sheet.width() / page.width, sheet.height() / page.height
    painter.save()
    painter.setClipRect(sheet)
    for image in page.images:
        x0, y0, x1, y1 = image.bbox
        spot = QRectF(sheet.left() + x0 * across, sheet.top() + y0 * down, (x1 - x0) * across, (y1 - y0) * down)
        painter.fillRect(spot, QColor(palette.faint))
    for region in page.regions:
        x0, y0, x1, y1 = region.bbox
        spot = QRectF(sheet.left() + x0 * across, sheet.top() + y0 * down, (x1 - x0) * across, (y1 - y0) * down)
        look = card.looks.get(region.id)
        share = palette.heading_tint if region.role in HEADING_ROLES else palette.tint
        colour = mixed(look.colour, palette.paper, share + 0.15) if look is not None else palette.faint
        painter.fillRect(spot, QColor(colour))
    painter.restore()
