"""The view of the article tree: its ground, chevrons, keys, and what a drag carries."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.flash import Flash
from layout_tool.editor.panels.appearance import Ink, draw_selection, lay_ground
from layout_tool.editor.panels.tree_model import ARTICLES_FORMAT, TreeModel
from layout_tool.editor.panels.tree_rows import TreeRows

_INDENT = 20


class TreeView(QTreeView):
    """Rows of the design's height; Enter, F2 and double-click open a row, the menu key asks for the menu."""

    opened = Signal(QModelIndex)
    menu_asked = Signal(QPoint)
    left = Signal()

    def __init__(self, editor: EditorDocument, model: TreeModel, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flash = Flash(editor, self)
        self.flash.changed.connect(self.viewport().update)
        self._rows = TreeRows(ink, self)
        self._tree = model
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAutoExpandDelay(600)
        self.doubleClicked.connect(self.opened)
        self.set_ink(ink)

    def set_ink(self, ink: Ink) -> None:
        """Take another palette or size of type."""
        self._rows.ink = ink
        lay_ground(self, ink.palette)
        self.setIndentation(ink.px(_INDENT))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        ink = self._rows.ink
        rect = QRect(options.rect)
        row = QRect(0, rect.top(), self.viewport().width(), rect.height())
        if self.selectionModel().isSelected(index):
            draw_selection(painter, ink, row)
        elif index == self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) and self.underMouse():
            draw_selection(painter, ink, row, hovered=True)
        cell = self.visualRect(index)
        self.drawBranches(painter, QRect(row.left(), row.top(), cell.left(), row.height()), index)
        option = QStyleOptionViewItem(options)
        option.rect = cell
        self._rows.paint(painter, option, index)
        self._mark(painter, row, index)
        if self.hasFocus() and index == self.currentIndex():
            painter.setPen(QPen(QColor(ink.palette.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(row.adjusted(ink.px(3), 0, -1, -1))

    def _mark(self, painter: QPainter, row: QRect, index: QModelIndex) -> None:
        """An outline of the row while what moved is marked, of the closed row over it where it is not seen itself."""
        flash, branch = self.flash, self._tree.branch(index)
        if not flash.running or branch is None or flash.regions.isdisjoint(branch.regions):
            return
        if branch.branches and self.isExpanded(index):
            return
        accent = QColor(self._rows.ink.palette.accent)
        accent.setAlphaF(flash.strength)
        painter.setPen(QPen(accent, 2))
        painter.drawRect(row.adjusted(1, 1, -2, -2))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # type: ignore[override]
        """A chevron before rows that have others under them."""
        if not self._tree.rowCount(index):
            return
        ink = self._rows.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink.palette.muted), 1.2 * ink.unit))
        x = rect.right() + 1 - self.indentation() / 2 + ink.px(1)
        y, arm = rect.center().y() + 0.5, 3.0 * ink.unit
        if self.isExpanded(index):
            points = [(-arm, -arm / 2), (0.0, arm / 2), (arm, -arm / 2)]
        else:
            points = [(-arm / 2, -arm), (arm / 2, 0.0), (-arm / 2, arm)]
        painter.drawPolyline([QPointF(x + dx, y + dy) for dx, dy in points])
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if opens and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
            self.viewport().update()
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._look_at(event)
        super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._look_at(event)
        super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._look_at(event)
        super().dropEvent(event)
        self._tree.carries_articles = False

    def _look_at(self, event: QDropEvent) -> None:
        self._tree.carries_articles = event.mimeData().hasFormat(ARTICLES_FORMAT)
