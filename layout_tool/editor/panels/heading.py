"""The line over a panel: its name in bold, and what it says of it in lesser type. A dock can take it as its title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from layout_tool.editor.panels.appearance import Ink, lay_ground
from layout_tool.editor.theme import Palette


class PanelHeading(QWidget):
    """Name and note; further widgets stand at the right (`row`)."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._name, self._note = QLabel(self), QLabel(self)
        for label in (self._name, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self._name)
        self.row.addWidget(self._note, 1)
        self.set_palette(palette)

    def set_words(self, name: str, note: str = "") -> None:
        """Say the panel's name and the note beside it."""
        self._name.setText(name)
        self._note.setText(note)
        self._note.setToolTip(note)

    def words(self) -> tuple[str, str]:
        """Name and note as they stand."""
        return self._name.text(), self._note.text()

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        lay_ground(self, palette)
        ink = Ink.of(self, palette)
        self._name.setFont(ink.sized(13, bold=True))
        self._name.setStyleSheet(f"color: {palette.ink}")
        self._note.setStyleSheet(f"color: {palette.muted}")
        self.row.setContentsMargins(ink.px(12), ink.px(8), ink.px(12), ink.px(4))
        self.row.setSpacing(ink.px(8))
        self.setFixedHeight(ink.px(36))
