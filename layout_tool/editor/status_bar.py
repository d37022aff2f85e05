"""The line at the foot of the window: coverage, what just happened, progress, engine, language; and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QToolButton,
    QWidget,
)

from layout_tool.editor.shortened import ShortenedLabel
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages

_SECONDS = 20


class StatusBar(QStatusBar):
    """A sentence stays for a while; a warning until it is put away."""

    stop_requested = Signal()
    language_requested = Signal()
    series_requested = Signal()

    def __init__(self, messages: Messages, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._messages = messages
        self.meter_place = QWidget(self)
        self._meter_row = QHBoxLayout(self.meter_place)
        self._meter_row.setContentsMargins(8, 0, 0, 0)
        self.sentence = ShortenedLabel(self)
        self.sentence.setContentsMargins(8, 0, 8, 0)
        self.warning = QPushButton(self)
        self.warning.setFlat(True)
        self.warning.setProperty("warning", True)
        self.warning.clicked.connect(self.put_away)
        self.series = QPushButton(self)
        self.series.setFlat(True)
        self.series.setProperty("offer", True)
        self.series.clicked.connect(self.series_requested)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(120, 6)
        self.stop = QToolButton(self)
        self.stop.setAutoRaise(True)
        self.stop.clicked.connect(self.stop_requested)
        self.engine = QLabel(self)
        self.engine.setProperty("lesser", True)
        self.engine.setContentsMargins(8, 0, 8, 0)
        self.language = QToolButton(self)
        self.language.setAutoRaise(True)
        self.language.clicked.connect(self.language_requested)
        self.addWidget(self.meter_place)
        self.addWidget(self.warning)
        self.addWidget(self.series)
        self.addWidget(self.sentence, 1)
        for widget in (self.progress, self.stop, self.engine, self.language):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.sentence.setText(""))
        self._meter: QWidget | None = None
        self._profile = ""
        self._offered = (0, "")
        self.offer_series(0, "")
        self.put_away()
        self.show_progress(0, 0)
        self.set_palette(palette)
        self.retranslate(messages)

    def say(self, sentence: str) -> None:
        """What just happened."""
        self.sentence.setText(sentence)
        self._timer.start(_SECONDS * 1000)

    def warn(self, sentence: str) -> None:
        """What went wrong; a click puts it away."""
        self.warning.setText(f"⚠ {sentence}  ×")
        self.warning.setToolTip(sentence)
        self.warning.setAccessibleName(sentence)
        self.warning.show()

    def put_away(self) -> None:
        """Take the warning off."""
        self.warning.setText("")
        self.warning.hide()

    def offer_series(self, count: int, key: str) -> None:
        """How much could be corrected like what was corrected last, and by which key; 0 takes the offer away."""
        self._offered = (count, key)
        self.series.setVisible(count > 0)
        self.series.setText(self._messages.text("status_series", count=count, key=key))

    def show_progress(self, done: int, count: int) -> None:
        """How many pages are proposed of how many; none under way where `count` is 0."""
        self.progress.setRange(0, max(count, 1))
        self.progress.setValue(done)
        for widget in (self.progress, self.stop):
            widget.setVisible(count > 0)
        if count:
            words = self._messages.text("status_proposing", done=done, count=count)
            self.progress.setToolTip(words)
            self.progress.setAccessibleName(words)

    def show_document(self, meter: QWidget | None, profile: str) -> None:
        """The coverage meter of the open document and the profile that proposed it."""
        if self._meter is not None:
            self._meter_row.removeWidget(self._meter)
        self._meter = meter
        if meter is not None:
            self._meter_row.addWidget(meter)
        self._profile = profile
        self._say_engine()

    def set_palette(self, palette: Palette) -> None:
        self.warning.setStyleSheet(
            f"QPushButton {{ color: {palette.ink}; background: {palette.panel}; border: 1px solid {palette.doubtful};"
            " border-radius: 4px; padding: 1px 8px; text-align: left; }"
        )
        self.progress.setStyleSheet(
            f"QProgressBar {{ background: {palette.faint}; border: 0; border-radius: 3px; }}"
            f"QProgressBar::chunk {{ background: {palette.sure}; border-radius: 3px; }}"
        )

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        self.sentence.setText("")
        self.offer_series(*self._offered)
        self.stop.setText(messages.text("status_stop"))
        self.language.setText(messages.text("status_language"))
        self._say_engine()

    def _say_engine(self) -> None:
        self.engine.setText(self._messages.text("status_engine", profile=self._profile) if self._profile else "")
