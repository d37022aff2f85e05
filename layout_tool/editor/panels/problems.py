"""The problems: a list of findings; choosing one goes there."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import (
    BADGE,
    DOT,
    ROW,
    Dot,
    Ink,
    draw_badge,
    draw_dot,
    draw_selection,
    draw_sign,
    draw_text,
    lay_ground,
)
from layout_tool.editor.panels.findings import Finding, Weight, findings
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look
from layout_tool.messages import Messages

_EDGE = 12
_GAP = 8
"""px at 100 %."""


class FindingsModel(QAbstractListModel):
    """Findings as rows, in words."""

    def __init__(self, editor: EditorDocument, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.messages = messages
        self.found: tuple[Finding, ...] = ()

    def set_found(self, found: tuple[Finding, ...], messages: Messages) -> None:
        """Show these findings."""
        self.beginResetModel()
        self.found, self.messages = found, messages
        self.endResetModel()

    def look(self, finding: Finding) -> Look | None:
        """The look of the finding's article."""
        return self._editor.looks(finding.page).get(finding.article or "")

    def page(self, finding: Finding) -> str:
        """The page in words; empty where the document has one only."""
        page = self._editor.index.pages[finding.page]
        if len(self._editor.document.pages) < 2:
            return ""
        return self.messages.text("panels_page", page=page.label or page.number)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self.found[index.row()]
        said = self.messages.words(finding.said)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            look = self.look(finding)
            parts = [look.letter if look is not None else "", str(said), self.page(finding)]
            return self.messages.text("panels_list_comma").join(part for part in parts if part)
        if role == Qt.ItemDataRole.UserRole:
            return finding
        return None


class FindingRows(QStyledItemDelegate):
    """Dot, letter, sentence, page."""

    def __init__(self, model: FindingsModel, ink: Ink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(self.ink.px(160), self.ink.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink, finding = self.ink, self._model.found[index.row()]
        area = QRect(option.rect)
        view = option.widget
        if isinstance(view, QListView) and view.selectionModel().isSelected(index):
            draw_selection(painter, ink, area)
        left = area.left() + ink.px(_EDGE)
        size = ink.px(DOT)
        dot = Dot.DOUBTFUL if finding.weight is Weight.LOSS else Dot.PROPOSED
        draw_dot(painter, ink, QRect(left, area.top(), size, area.height()), dot)
        left += size + ink.px(_GAP)
        badge = QRect(left, area.top() + (area.height() - ink.px(BADGE)) // 2, ink.px(BADGE), ink.px(BADGE))
        look = self._model.look(finding)
        if look is not None:
            draw_badge(painter, ink, badge, look)
        else:
            draw_sign(painter, ink, badge, "–", dashed=True)
        left = badge.right() + 1 + ink.px(_GAP)
        page, font = self._model.page(finding), ink.sized(12)
        room = QFontMetrics(font).horizontalAdvance(page)
        right = area.right() + 1 - ink.px(_EDGE)
        draw_text(painter, QRect(right - room, area.top(), room + 1, area.height()), page, font, ink.palette.muted)
        words = QRect(left, area.top(), right - room - ink.px(_GAP) - left, area.height())
        draw_text(painter, words, str(index.data()), ink.sized(13), ink.palette.ink)


class FindingsList(QListView):
    """Enter goes to the finding, as a click does."""

    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ProblemsPanel(QWidget):
    """The findings of the whole document, made anew once the window is idle after a change."""

    reveal_requested = Signal(object)
    """The regions that the views are asked to show."""
    count_changed = Signal(int)
    """How many findings there are."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self.heading = PanelHeading(palette, self)
        self.model = FindingsModel(editor, messages, self)
        self.list = FindingsList(self)
        self._rows = FindingRows(self.model, Ink.of(self, palette), self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._rows)
        self._nothing = QLabel(self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._pile = QStackedLayout()
        self._pile.addWidget(self.list)
        self._pile.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(self._pile, 1)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._find)
        self.list.chosen.connect(self._go)
        editor.changed.connect(self._changed)
        self.set_palette(palette)
        self.retranslate(messages)

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.list.setAccessibleName(messages.text("panels_problems"))
        self._nothing.setText(messages.text("panels_problems_none"))
        self._find()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        ink = Ink.of(self, palette)
        self.heading.set_palette(palette)
        lay_ground(self.list, palette)
        lay_ground(self._nothing, palette)
        self._nothing.setStyleSheet(
            f"color: {palette.muted}; background: {palette.panel}; padding: {ink.px(4)}px {ink.px(12)}px"
        )
        self._rows.ink = ink
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _changed(self, _: object) -> None:
        self._timer.start()

    def _find(self) -> None:
        found = findings(self._editor.index)
        if found != self.model.found or self.model.messages is not self._messages:
            at = self.list.currentIndex().row()
            was = self.model.found[at].key if 0 <= at < len(self.model.found) else ""
            self.model.set_found(found, self._messages)
            here = next((n for n, finding in enumerate(found) if finding.key == was), -1)
            self.list.setCurrentIndex(self.model.index(here))
            self.count_changed.emit(len(found))
        self._pile.setCurrentIndex(0 if found else 1)
        note = self._messages.text("panels_problems_count", count=len(found)) if found else ""
        self.heading.set_words(self._messages.text("panels_problems"), note)

    def _go(self, index: QModelIndex) -> None:
        finding = self.model.found[index.row()]
        self._editor.show_page(finding.page)
        self._editor.select(finding.regions)
        self.reveal_requested.emit(finding.regions)
