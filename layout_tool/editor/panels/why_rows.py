"""The parts of the inspector: a term with its bar, the runner-up's frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from layout_tool.editor.panels.appearance import Ink
from layout_tool.editor.panels.sentences import Term

_BAR = 48
_THICK = 12


def words_label(parent: QWidget) -> QLabel:
    """A label of plain text that wraps and can be selected."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setCursor(Qt.CursorShape.IBeamCursor)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


class Bar(QWidget):
    """How much a term weighs among its decision's: green for it, red against it, from the right edge leftwards."""

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self._share = 0.0

    def set_share(self, share: float, ink: Ink) -> None:
        """-1 to 1 of the bar's length."""
        self._share, self._ink = share, ink
        self.setFixedWidth(ink.px(_BAR))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ink.px(_BAR), self._ink.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._ink.palette
        colour = QColor(palette.sure if self._share > 0 else palette.against)
        colour.setAlphaF(0.75)
        thick = float(self._ink.px(_THICK))
        long = max(2.0, abs(self._share) * self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.width() - long, (self.height() - thick) / 2, long, thick), 2, 2)
        painter.end()


class TermRow(QWidget):
    """Bar, words, signed score."""

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar(ink, self)
        self.words = words_label(self)
        self.score = words_label(self)
        self.score.setWordWrap(False)
        self.score.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.score.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.bar)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.score)

    def show_term(self, term: Term, strongest: float, ink: Ink) -> None:
        """Show a term beside the strongest score of its decision."""
        self.bar.set_share(term.score / strongest if strongest else 0.0, ink)
        self.words.setText(term.words)
        self.score.setText(term.signed)
        self.score.setFont(ink.sized(13, bold=True))
        self.score.setMinimumWidth(ink.px(40))
        self._row.setContentsMargins(0, ink.px(2), 0, ink.px(2))
        self._row.setSpacing(ink.px(8))
        self.setAccessibleName(f"{term.signed}: {term.words}")


class RunnerUpFrame(QFrame):
    """What else it might be, in a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runner_up")
        self._name, self.words = QLabel(self), words_label(self)
        self.take = QToolButton(self)
        self.take.setAutoRaise(True)
        self.take.setCursor(Qt.CursorShape.PointingHandCursor)
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self.take)
        self._column.addLayout(self._head)
        self._column.addWidget(self.words)

    def show_words(self, name: str, words: str, take: str, ink: Ink) -> None:
        """Name the frame and the button that takes it, and say the sentence; without one it hides."""
        self.take.setText(take)
        self._name.setText(name)
        self.words.setText(words)
        palette = ink.palette
        self._name.setStyleSheet(f"color: {palette.muted}")
        self.words.setStyleSheet(f"color: {palette.ink}")
        self.setStyleSheet(f"QFrame#runner_up {{ border: 1px solid {palette.faint}; border-radius: {ink.px(6)}px; }}")
        self._column.setContentsMargins(ink.px(10), ink.px(8), ink.px(10), ink.px(8))
        self._column.setSpacing(ink.px(2))
        self.setAccessibleName(f"{name}: {words}")
        self.setVisible(bool(words))
