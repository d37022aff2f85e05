"""What moved as a consequence of an edit is marked once, and the mark fades."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

from layout_tool.editor.document import EditorDocument

FADES, STANDS = 1200, 2000
"""Milliseconds of a mark that fades, and of one that stands still where nothing is to move on the screen."""


class Flash(QObject):
    """The mark of one view: which regions it is on, and how strong it is; 0 while there is none."""

    changed = Signal()

    def __init__(self, editor: EditorDocument, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.regions: frozenset[str] = frozenset()
        self.strength = 0.0
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.setDuration(FADES)
        self._fading.valueChanged.connect(self._fade)
        self._fading.finished.connect(self.end)
        self._standing = QTimer(self)
        self._standing.setSingleShot(True)
        self._standing.setInterval(STANDS)
        self._standing.timeout.connect(self.end)
        editor.moved.connect(self._mark)
        editor.page_changed.connect(lambda _: self.end())

    @property
    def running(self) -> bool:
        """Whether a mark is shown."""
        return self.strength > 0

    def end(self) -> None:
        """No mark any more."""
        self._fading.stop()
        self._standing.stop()
        if self.regions:
            self.regions, self.strength = frozenset(), 0.0
            self.changed.emit()

    def _mark(self, regions: object) -> None:
        if not isinstance(regions, tuple | list | frozenset | set) or not self._view.isVisible():
            return
        self.end()
        if not regions:
            return
        self.regions, self.strength = frozenset(regions), 1.0
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self._view.style().styleHint(hint, None, self._view) > 0:
            self._fading.start()
        else:
            self._standing.start()
        self.changed.emit()

    def _fade(self, strength: object) -> None:
        if isinstance(strength, float) and strength != self.strength and self.regions:
            self.strength = strength
            self.changed.emit()
