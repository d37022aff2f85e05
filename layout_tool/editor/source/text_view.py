"""The source as text: numbered lines, articles in the margin, and the text cursor at which regions are split."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from layout_tool.editor.document import Caret, DocumentChange, EditorDocument
from layout_tool.editor.source.cursor import EXTENDING, TOGGLING, Cursor, Place, moves
from layout_tool.editor.source.lines import SourceLine, page_lines, regions_between, same_lines
from layout_tool.editor.source.spoken import spoken
from layout_tool.editor.source.text_rows import Columns, RowContext, Type, paint_rows
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_sheet import ROLE_CODES
from layout_tool.messages import Messages
from layout_tool.model.document import Page


class TextView(QAbstractScrollArea):
    """The lines of the page that is shown.

    A click puts the text cursor there and selects the line's region, with Ctrl one more or less, with Shift all up
    to there; so does drawing over lines. Only `reveal` and the cursor's own keys scroll.
    """

    context_requested = Signal(QPoint)
    """The menu is asked for, at a place on the screen."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._messages, self._palette = editor, messages, palette
        self._kind = Type(self)
        self._rows: list[SourceLine] = []
        self._row_of: dict[str, int] = {}
        self._columns = Columns.of((), self._kind)
        self._page: Page | None = None
        self._kept: dict[str, int] = {}  # how far pages were scrolled when they were left
        self._anchor: str | None = None
        self._cursor = Cursor((), self._kind)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        editor.changed.connect(self._on_changed)
        editor.page_changed.connect(self._on_page)
        editor.selection_changed.connect(self._on_selection)
        editor.hover_changed.connect(self._on_hover)
        editor.attention.changed.connect(self.viewport().update)
        self.retranslate(messages)
        self.set_palette(palette)
        self._load()

    @property
    def rows(self) -> list[SourceLine]:
        """What stands below each other."""
        return self._rows

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self.viewport().update()

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        self.setAccessibleName(messages.text("source_text_name"))
        self._tell()
        self.viewport().update()

    def reveal(self, line_id: str) -> None:
        """Bring a line of the page into view, into the middle unless it is seen already."""
        at = self._row_of.get(line_id)
        if at is None:
            return
        height, row = self.viewport().height(), self._kind.row
        top = at * row - self.verticalScrollBar().value()
        if top < 0 or top + row > height:
            self.verticalScrollBar().setValue(at * row - (height - row) // 2)

    def line_rect(self, line_id: str) -> QRect:
        """Where a line is in the viewport; empty where it is not on the page."""
        at = self._row_of.get(line_id)
        if at is None:
            return QRect()
        y = at * self._kind.row - self.verticalScrollBar().value()
        return QRect(0, y, self.viewport().width(), self._kind.row)

    def caret_rect(self) -> QRect:
        """Where the text cursor is in the viewport; empty where there is none on the page."""
        place = self._caret()
        if place is None:
            return QRect()
        row = self._rows[place[0]]
        x = self._columns.text - self.horizontalScrollBar().value() + self._kind.x_of(row.text, place[1])
        y = place[0] * self._kind.row - self.verticalScrollBar().value()
        return QRect(round(x) - 1, y, 2, self._kind.row)

    # What is shown

    def _load(self) -> None:
        """Take the page's lines anew, where it has changed; the view stays where it is."""
        page = self._editor.page
        before, self._page = self._page, page
        if page is None or before is None or not same_lines(before, page):
            self._rows = page_lines(page) if page is not None else []
            self._row_of = {row.line: at for at, row in enumerate(self._rows) if row.line is not None}
            self._lay_out()
        self.viewport().update()

    def _lay_out(self) -> None:
        self._cursor = Cursor(self._rows, self._kind)
        self._columns = Columns.of(self._rows, self._kind)
        self._measure()

    def _measure(self) -> None:
        seen, kind = self.viewport().size(), self._kind
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, len(self._rows) * kind.row - seen.height()))
        down.setPageStep(seen.height())
        down.setSingleStep(kind.row)
        across.setRange(0, max(0, self._columns.width - seen.width()))
        across.setPageStep(seen.width())
        across.setSingleStep(kind.px(20))

    def _on_changed(self, change: DocumentChange) -> None:
        page = self._page
        if page is None or page.id in change.pages or self._editor.page is not page:
            self._load()
            self._tell()

    def _on_page(self, name: str) -> None:
        if self._page is not None:
            self._kept[self._page.id] = self.verticalScrollBar().value()
        self._anchor = None
        self._load()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(self._kept.get(name, 0))

    def _on_selection(self) -> None:
        self._tell()
        self.viewport().update()

    def _on_hover(self) -> None:
        self.viewport().update()

    def _tell(self) -> None:
        """Say to a screen reader where the text cursor is."""
        place = self._caret()
        self.setAccessibleDescription(spoken(self._rows, place[0], self._editor, self._messages) if place else "")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        seen = self.viewport().rect()
        painter.fillRect(event.rect(), QColor(self._palette.panel))
        if not self._rows:
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(seen, int(Qt.AlignmentFlag.AlignCenter), self._messages.text("source_text_none"))
        else:
            row, value = self._kind.row, self.verticalScrollBar().value()
            first = max(0, (value + event.rect().top()) // row)
            last = min(len(self._rows), (value + event.rect().bottom()) // row + 1)
            paint_rows(painter, self._context(), self._rows, first, last, first * row - value)
        if self.hasFocus():
            painter.setPen(QColor(self._palette.accent))
            painter.drawRect(seen.adjusted(0, 0, -1, -1))

    def _context(self) -> RowContext:
        editor, page = self._editor, self._page
        assert page is not None
        signs = {region.id: ROLE_CODES[region.role] for region in page.regions if region.role in ROLE_CODES}
        return RowContext(
            kind=self._kind,
            palette=self._palette,
            columns=self._columns,
            width=self.viewport().width(),
            scrolled=self.horizontalScrollBar().value(),
            owners=editor.index.owners,
            looks=editor.looks(page.id),
            signs=signs,
            selected=frozenset(editor.selection.regions),
            hovered=editor.hovered,
            caret=self._caret(),
            focused=self.hasFocus(),
            ends={end.line: end.mark for end in editor.attention.ends if end.line is not None},
        )

    def _caret(self) -> tuple[int, int] | None:
        """The text cursor's row and offset, where it is on this page."""
        caret = self._editor.selection.caret
        at = self._row_of.get(caret.line) if caret is not None else None
        if caret is None or at is None:
            return None
        return at, min(caret.offset, len(self._rows[at].text))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        row = self._rows[at] if at is not None else None
        if at is None or row is None or row.region is None:
            if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
                self._anchor = None
                self._editor.select(())
            return
        if event.button() is Qt.MouseButton.RightButton and row.region in self._editor.selection.regions:
            return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._cursor.forget()
            self._choose(at, self._offset_at(row, event), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        row = self._rows[at] if at is not None else None
        if at is not None and row is not None and row.line and event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(at, self._offset_at(row, event), EXTENDING)
        self._editor.hover(row.region if row is not None else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._editor.hover(None)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.caret_rect().bottomLeft())
        self.context_requested.emit(place)

    def _offset_at(self, row: SourceLine, event: QMouseEvent) -> int:
        x = event.position().x() - self._columns.text + self.horizontalScrollBar().value()
        return self._kind.offset_at(row.text, x)

    def _at(self, place: QPoint) -> int | None:
        at = (place.y() + self.verticalScrollBar().value()) // self._kind.row
        return at if 0 <= at < len(self._rows) else None

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and moves(event):
            event.accept()  # the cursor's keys are this view's, whatever shortcuts there are
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not moves(event) or not self._row_of:
            event.ignore()
            return
        place = self._caret()
        found = self._first_seen() if place is None else self._cursor.moved(place, event)
        if found is not None:
            self._choose(*found, event.modifiers() & EXTENDING)
            self._follow()

    def _first_seen(self) -> Place | None:
        """The selected region's first line, or the first line that is seen."""
        chosen = self._editor.selection.regions[-1:]
        start = self.verticalScrollBar().value() // self._kind.row
        for at, row in enumerate(self._rows):
            if row.line is not None and (row.region in chosen if chosen else at >= start):
                return at, 0
        return self._cursor.beside(start, -1)

    def _follow(self) -> None:
        """Keep the text cursor in view."""
        caret, seen, kind = self.caret_rect(), self.viewport().rect(), self._kind
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if caret.top() < 0:
            down.setValue(down.value() + caret.top())
        elif caret.bottom() >= seen.height():
            down.setValue(down.value() + caret.bottom() - seen.height() + 1)
        if caret.left() < self._columns.text:
            across.setValue(across.value() + caret.left() - self._columns.text - kind.px(4))
        elif caret.right() > seen.width():
            across.setValue(across.value() + caret.right() - seen.width() + kind.px(20))

    # Choosing

    def _choose(self, at: int, offset: int, modifiers: Qt.KeyboardModifier) -> None:
        """Put the text cursor there and select the row's region, or alter the selection by it."""
        row = self._rows[at]
        if row.line is None or row.region is None:
            return
        chosen = self._editor.selection.regions
        extends = bool(modifiers & EXTENDING) and not modifiers & TOGGLING
        if not extends or self._anchor is None:
            self._anchor = chosen[-1] if extends and chosen else row.region
        if modifiers & TOGGLING:
            others = tuple(name for name in chosen if name != row.region)
            chosen = others if row.region in chosen else (*chosen, row.region)
        else:
            chosen = regions_between(self._rows, self._anchor, at)
        self._editor.select(chosen, caret=Caret(row.line, offset))

    # The widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_kind"):
            self._kind = Type(self)
            self._lay_out()
