"""The pages: thumbnails with how far the work has come and what is left; choosing one turns to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    SignalInstance,
)
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import PAGE_DOTS, Ink, lay_ground
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.panels.page_cards import CARD, Card, PageCards
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look
from layout_tool.messages import Messages
from layout_tool.model.coverage import orphans
from layout_tool.model.document import Page
from layout_tool.model.progress import PageStatus, page_statuses

_STATUS = {
    PageStatus.PROPOSED: "panels_page_proposed",
    PageStatus.IN_PROGRESS: "panels_page_in_progress",
    PageStatus.CORRECTED: "panels_dot_corrected",
    PageStatus.APPROVED: "panels_dot_approved",
}


class Thumbnails(Protocol):
    """Where pictures of pages come from."""

    thumbnail_arrived: SignalInstance
    """The id of a page whose picture has come."""

    def thumbnail(self, page: Page, width: int, dark: bool = False) -> QImage | None:
        """The page's picture, about `width` px wide, light or dark; None where there is none, or none yet."""


class PagesModel(QAbstractListModel):
    """Cards as rows; only those that changed are drawn anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def set_cards(self, cards: list[Card]) -> None:
        """Show these cards; those that came in stand behind the others."""
        if [card.page.id for card in self.cards] != [card.page.id for card in cards][: len(self.cards)]:
            self.beginResetModel()
            self.cards = cards
            self.endResetModel()
            return
        changed = [at for at, card in enumerate(self.cards) if card != cards[at]]
        if len(cards) > len(self.cards):
            self.beginInsertRows(QModelIndex(), len(self.cards), len(cards) - 1)
            self.cards = cards
            self.endInsertRows()
        self.cards = cards
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return card.spoken
        return None


class PagesPanel(QWidget):
    """A list of cards. Up, Down, Home and End turn pages, as a click does."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self._thumbnails: Thumbnails | None = None
        self._telling = False
        self.heading = PanelHeading(palette, self)
        self.model = PagesModel(self)
        self.list = QListView(self)
        self._cards = PageCards(Ink.of(self, palette), self._picture, self)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._show)
        editor.changed.connect(self._changed)
        editor.page_changed.connect(self._turned)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.set_palette(palette)
        self.retranslate(messages)

    def _build(self) -> None:
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._cards)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def sizeHint(self) -> QSize:
        return QSize(Ink.of(self, self._cards.ink.palette).px(150), 400)

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Take pictures from here; until one has come, the page's small map is drawn."""
        self._thumbnails = thumbnails
        thumbnails.thumbnail_arrived.connect(self._arrived)
        self.list.viewport().update()

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.list.setAccessibleName(messages.text("panels_pages"))
        self._show()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        self.heading.set_palette(palette)
        lay_ground(self.list, palette)
        self._cards.ink = Ink.of(self, palette)
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turned()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def _changed(self, _: object) -> None:
        self._timer.start()

    def _show(self) -> None:
        index, document = self._editor.index, self._editor.document
        statuses = page_statuses(document)
        left = {page: len(doubts) for page, doubts in self._editor.doubts.by_page.items()}
        for name in orphans(document):
            left[index.page_of[name]] += 1
        cards = [self._card(page, statuses[page.id], left[page.id]) for page in document.pages]
        self._telling = True
        self.model.set_cards(cards)
        self._telling = False
        self.heading.set_words(self._messages.text("panels_pages"), str(len(cards)))
        self._turned()

    def _card(self, page: Page, status: PageStatus, left: int) -> Card:
        name = self._messages.text("panels_page", page=page.label or page.number)
        words = [name, self._messages.text(_STATUS[status]), self._messages.text("panels_page_left", count=left)]
        spoken = self._messages.text("panels_list_comma").join(words)
        return Card(page, name, PAGE_DOTS[status], left, spoken, self._looks(page))

    def _looks(self, page: Page) -> Mapping[str, Look]:
        owners, looks = self._editor.index.owners, self._editor.looks(page.id)
        return {region.id: looks[owners[region.id]] for region in page.regions if region.id in owners}

    def _turned(self, _: str = "") -> None:
        page = self._editor.page
        at = next((n for n, card in enumerate(self.model.cards) if page is not None and card.page.id == page.id), -1)
        if at != self.list.currentIndex().row():
            self._telling = True
            self.list.setCurrentIndex(self.model.index(at))
            self._telling = False

    def _chosen(self, index: QModelIndex, _: QModelIndex) -> None:
        if not self._telling and index.isValid():
            self._editor.show_page(self.model.cards[index.row()].page.id)

    def _picture(self, page: Page, width: int) -> QImage | None:
        if self._thumbnails is None:
            return None
        return self._thumbnails.thumbnail(page, width, self._cards.ink.palette.dark)

    def _arrived(self, page: str) -> None:
        at = next((n for n, card in enumerate(self.model.cards) if card.page.id == page), None)
        if at is not None:
            self.list.update(self.model.index(at))
