"""The one row of tools: words, each with its key beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionToolButton, QToolBar, QToolButton, QWidget

from layout_tool.editor.action_set import ActionSet
from layout_tool.editor.actions import TOOLBAR, TOOLBAR_END
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages

_SIDE, _GAP, _HEIGHT, _ROUND = 12, 6, 28, 4


class WordButton(QToolButton):
    """A tool as words and, lesser, its first key; filled with the accent while it is in hand."""

    def __init__(self, action: QAction, key: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._key = key
        self._palette = palette

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._words())
        if self._key:
            width += _GAP + self._key_metrics_width()
        scale = self.fontMetrics().height() / 17
        return QSize(width + round(2 * _SIDE * scale), round(_HEIGHT * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole button is painted
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or over or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.accent if self.isChecked() else self._palette.selected))
            painter.drawRoundedRect(self.rect(), _ROUND, _ROUND)
        if self.hasFocus():
            painter.setPen(QColor(self._palette.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        ink = self._palette.on_accent if self.isChecked() else self._palette.ink
        lesser = self._palette.on_accent if self.isChecked() else self._palette.muted
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        words = self._words()
        width = self.fontMetrics().horizontalAdvance(words)
        total = width + (_GAP + self._key_metrics_width() if self._key else 0)
        box = self.rect()
        left = (box.width() - total) // 2
        painter.setPen(QColor(ink))
        painter.drawText(left, 0, width + 1, box.height(), Qt.AlignmentFlag.AlignVCenter, words)
        if self._key:
            painter.setFont(self._key_font())
            painter.setPen(QColor(lesser))
            room = self._key_metrics_width() + 2
            painter.drawText(left + width + _GAP, 1, room, box.height(), Qt.AlignmentFlag.AlignVCenter, self._key)

    def _words(self) -> str:
        return self.defaultAction().iconText()

    def _key_font(self) -> QFont:
        font = self.font()
        font.setPixelSize(max(9, round(self.fontInfo().pixelSize() * 0.82)))
        return font

    def _key_metrics_width(self) -> int:
        return QFontMetrics(self._key_font()).horizontalAdvance(self._key)


class Toolbar(QToolBar):
    """The tools of the table, in their groups; a few at the right end."""

    def __init__(self, actions: ActionSet, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFloatable(False)
        self._actions = actions
        self._buttons: dict[str, WordButton] = {}
        self._counts = (0, 0)
        self._messages: Messages | None = None
        self.doubts = QLabel(self)
        self.doubts.setProperty("pill", True)
        for turn, group in enumerate(TOOLBAR):
            if turn:
                self.addSeparator()
            for name in group:
                self._add(name, palette)
            if "next_doubt" in group:
                self._pill = self.addWidget(self.doubts)
        room = QWidget(self)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        for name in TOOLBAR_END:
            self._add(name, palette)
        self.show_doubts(0, 0)

    def show_doubts(self, here: int, everywhere: int) -> None:
        """How many doubts are left on the page, and in the whole document."""
        self._counts = (here, everywhere)
        self._pill.setVisible(everywhere > 0)
        if self._messages is not None:
            self.doubts.setText(self._messages.text("toolbar_doubts", count=here))
            self.doubts.setToolTip(self._messages.text("toolbar_doubts_tip", here=here, all=everywhere))
            self.doubts.setAccessibleName(self.doubts.toolTip())

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        self.show_doubts(*self._counts)

    def set_palette(self, palette: Palette) -> None:
        for button in self._buttons.values():
            button.set_palette(palette)

    def refresh(self) -> None:
        """Show the keys and words as they are now."""
        for name, button in self._buttons.items():
            button.set_key(self._actions.shown_keys(name))
            button.setAccessibleName(button.defaultAction().iconText())

    def _add(self, name: str, palette: Palette) -> None:
        button = WordButton(self._actions[name], "", palette, self)
        self._buttons[name] = button
        self.addWidget(button)
