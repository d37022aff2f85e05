"""The coverage meter in the status bar: whether every character is in an article or outside with good reason."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import Ink
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages
from layout_tool.model.coverage import coverage, orphans

_LONG = 120
_THICK = 6
_LEAST = 0.04
"""The least share of the bar that orphans take, so that a few characters are seen."""


class MeterBar(QWidget):
    """A bar that is green as far as the text is placed; the rest is amber and narrower."""

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink = ink
        self.lost = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self.ink.px(_LONG), self.ink.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = float(self.ink.px(_THICK))
        top, radius = (self.height() - thick) / 2, thick / 2
        lost = max(self.lost, _LEAST) * self.width() if self.lost else 0.0
        gap = 2.0 if lost else 0.0
        painter.setBrush(QColor(self.ink.palette.sure))
        painter.drawRoundedRect(QRectF(0, top, max(0.0, self.width() - lost - gap), thick), radius, radius)
        if lost:
            painter.setBrush(QColor(self.ink.palette.doubtful))
            painter.drawRect(QRectF(self.width() - lost, top + thick / 4, lost, thick / 2))
        painter.end()


class CoverageMeter(QWidget):
    """A sentence and a bar; where text is in no article, a button that goes there, page after page."""

    reveal_requested = Signal(object)
    """The regions that the views are asked to show."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self.sentence = QLabel(self)
        self.bar = MeterBar(Ink.of(self, palette), self)
        self.show_button = QToolButton(self)
        self.show_button.setAutoRaise(True)
        self.show_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_button.clicked.connect(self._go)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.sentence, self.show_button, self.bar):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.measure)
        editor.changed.connect(self._changed)
        self.set_palette(palette)
        self.retranslate(messages)

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.show_button.setText(messages.text("panels_meter_show"))
        self.show_button.setAccessibleName(messages.text("panels_meter_show_long"))
        self.show_button.setToolTip(messages.text("panels_meter_show_long"))
        self.measure()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        ink = Ink.of(self, palette)
        self.bar.ink = ink
        self.bar.updateGeometry()
        self.bar.update()
        self._row.setSpacing(ink.px(8))
        self.sentence.setStyleSheet(f"color: {palette.muted}")
        self.show_button.setStyleSheet(
            f"QToolButton {{ border: 0; padding: 0 2px; color: {palette.accent}; }}"
            f"QToolButton:hover, QToolButton:focus {{ text-decoration: underline; }}"
        )

    def _changed(self, _: object) -> None:
        self._timer.start()

    def measure(self) -> None:
        """Count anew."""
        found = coverage(self._editor.document)
        key = "panels_meter_lost" if found.orphans else "panels_meter_full"
        words = self._messages.text(key, count=found.orphans) if found.orphans else self._messages.text(key)
        self.sentence.setText(words)
        self.show_button.setVisible(found.orphans > 0)
        self.bar.lost = found.orphans / found.total if found.total else 0.0
        self.bar.setToolTip(
            self._messages.text(
                "panels_meter_tip", articles=found.articles, furniture=found.furniture, orphans=found.orphans
            )
        )
        self.bar.setAccessibleName(self.bar.toolTip())
        self.bar.update()

    def _go(self) -> None:
        """To the text in no article on the page that is shown, else on the first that has any."""
        index = self._editor.index
        lost = orphans(self._editor.document)
        if not lost:
            return
        order = list(dict.fromkeys(index.page_of[name] for name in lost))
        shown = self._editor.page
        page = order[0]
        if shown is not None and shown.id in order and set(lost).isdisjoint(self._editor.selection.regions):
            page = shown.id
        elif shown is not None:
            page = next((name for name in order if index.pages[name].number > shown.number), page)
        regions = tuple(name for name in lost if index.page_of[name] == page)
        self._editor.show_page(page)
        self._editor.select(regions)
        self.reveal_requested.emit(regions)
