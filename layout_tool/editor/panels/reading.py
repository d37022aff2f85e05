"""The reading pane: the selected article as it will be exported."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import Ink, lay_ground, serif_font
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.theme import Palette
from layout_tool.export.article_text import Passage, article_text
from layout_tool.messages import Messages
from layout_tool.model.article import Article
from layout_tool.model.roles import PICTURE_ROLES, Role

_SIZES = {Role.HEADLINE: 18.0, Role.KICKER: 13.0, Role.DECK: 14.0, Role.BYLINE: 13.0}
_SMALL = 13.0
_TEXT = 15.0
_BOLD = frozenset({Role.HEADLINE, Role.SUBHEAD})
_MUTED = PICTURE_ROLES | {Role.KICKER, Role.DECK, Role.BYLINE, Role.JUMP}
_UNINDENTED = PICTURE_ROLES | {Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE, Role.SUBHEAD, Role.JUMP, Role.TABLE}
_SINK = 4
"""px by which letters stand low in lines of a fixed height."""
_FIRST_CHINESE, _LAST_CHINESE = "\u3400", "\u9fff"


class PassageText(QTextEdit):
    """Text to read and copy; a click or Enter names the passage that it fell on."""

    passage_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marked: list[int] = []
        self._ground, self._bar = QColor(), QColor()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_colours(self, palette: Palette) -> None:
        """The ground of the text and of what is marked in it."""
        self._ground, self._bar = QColor(palette.selected), QColor(palette.accent)
        self.setStyleSheet(f"QTextEdit {{ border: 0; padding: 0; background: {palette.panel}; }}")

    def set_marked(self, marked: list[int]) -> None:
        """Mark these passages."""
        if marked != self.marked:
            self.marked = marked
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        for at in self.marked:
            rect = layout.blockBoundingRect(self.document().findBlockByNumber(at))
            top = rect.top() - self.verticalScrollBar().value() + _SINK / 2
            row = QRectF(0, top, self.viewport().width(), rect.height() + _SINK)
            painter.fillRect(row, self._ground)
            painter.fillRect(QRectF(0, row.top(), 3, row.height()), self._bar)
        painter.end()
        super().paintEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.passage_asked.emit(self.cursorForPosition(event.position().toPoint()).blockNumber())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.passage_asked.emit(self.textCursor().blockNumber())
        else:
            super().keyPressEvent(event)


class ReadingPane(QWidget):
    """One block a passage. It is made anew only when the article changed; a click on a passage selects its regions."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self._palette = palette
        self._article: Article | None = None
        self._passages: tuple[Passage, ...] = ()
        self._stale = True
        self.heading = PanelHeading(palette, self)
        self.text = PassageText(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        self.text.passage_asked.connect(self._select)
        editor.selection_changed.connect(self._refresh)
        editor.changed.connect(self._refresh)
        editor.page_changed.connect(self._refresh)
        self.set_palette(palette)
        self.retranslate(messages)

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language; the newspaper's words stay."""
        self._messages = messages
        self.text.setAccessibleName(messages.text("panels_reading"))
        self.text.setPlaceholderText(messages.text("panels_reading_nothing"))
        self._name()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        self._palette = palette
        self.heading.set_palette(palette)
        lay_ground(self.text, palette)
        self.text.set_colours(palette)
        ink = Ink.of(self, palette)
        self.text.document().setDocumentMargin(ink.px(16))
        self._article, self._stale = None, True
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self, _: object = None) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        article = self._editor.index.articles.get(self._editor.selection.article or "")
        if article is not self._article:
            same = article is not None and self._article is not None and article.id == self._article.id
            place = self.text.verticalScrollBar().value() if same else 0
            self._article = article
            self._passages = article_text(article, self._editor.index.regions) if article is not None else ()
            self._write()
            self.text.verticalScrollBar().setValue(place)
            self._mark()
            if not same:
                self._scroll_to_selected()
        else:
            self._mark()
        self._name()

    def _name(self) -> None:
        letter = ""
        if self._article is not None and self._editor.page is not None:
            looks = self._editor.looks(self._editor.page.id)
            letter = looks[self._article.id].letter if self._article.id in looks else ""
        note = self._messages.text("panels_article_named", letter=letter) if letter else ""
        self.heading.set_words(self._messages.text("panels_reading"), note)

    def _write(self) -> None:
        self.text.clear()
        ink = Ink.of(self, self._palette)
        cursor = QTextCursor(self.text.document())
        chinese = is_chinese(self._passages)
        first_picture = True
        for at, passage in enumerate(self._passages):
            letters = _letters(passage.role, ink, chinese=chinese)
            block = _block(passage.role, ink, chinese=chinese)
            if passage.role in PICTURE_ROLES and first_picture and at:
                block.setTopMargin(ink.px(12))
                first_picture = False
            if at:
                cursor.insertBlock(block, letters)
            else:
                cursor.setBlockFormat(block)
                cursor.setBlockCharFormat(letters)
            cursor.insertText(passage.text, letters)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _selected(self) -> list[int]:
        """The passages that come from a selected region."""
        chosen = set(self._editor.selection.regions)
        return [at for at, passage in enumerate(self._passages) if not chosen.isdisjoint(passage.regions)]

    def _mark(self) -> None:
        self.text.set_marked(self._selected())

    def _scroll_to_selected(self) -> None:
        """A text that was not there before begins where the selected region is."""
        chosen = self._selected()
        if chosen:
            self.text.setTextCursor(QTextCursor(self.text.document().findBlockByNumber(chosen[0])))
            top = self.text.cursorRect().top()
            if top + self.text.fontMetrics().height() > self.text.viewport().height():
                bar = self.text.verticalScrollBar()
                bar.setValue(bar.value() + top - self.text.viewport().height() // 4)

    def _select(self, at: int) -> None:
        if at < len(self._passages):
            self._editor.select(self._passages[at].regions)


def is_chinese(told: tuple[Passage, ...]) -> bool:
    """Whether most of the letters are Chinese."""
    letters = "".join(passage.text for passage in told)
    return 2 * sum(_FIRST_CHINESE <= letter <= _LAST_CHINESE for letter in letters) > len(letters)


def _size(role: Role) -> float:
    return _SIZES.get(role, _SMALL if role in PICTURE_ROLES else _TEXT)


def _letters(role: Role, ink: Ink, *, chinese: bool) -> QTextCharFormat:
    font = serif_font(ink.px(_size(role)), chinese=chinese)
    font.setBold(role in _BOLD)
    letters = QTextCharFormat()
    letters.setFont(font)
    letters.setForeground(QColor(ink.palette.muted if role in _MUTED else ink.palette.ink))
    return letters


def _block(role: Role, ink: Ink, *, chinese: bool) -> QTextBlockFormat:
    block = QTextBlockFormat()
    line = _size(role) * (1.6 if chinese else 1.5)
    block.setLineHeight(ink.px(line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if role not in _UNINDENTED:
        block.setTextIndent(ink.px(_TEXT) * (2.0 if chinese else 1.3))
    block.setBottomMargin(ink.px(6 if role in (Role.HEADLINE, Role.BYLINE) else 2))
    block.setTopMargin(ink.px(8 if role is Role.SUBHEAD else 0))
    return block
