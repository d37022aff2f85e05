"""After a correction: how much else could be corrected likewise, on this and the other pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from layout_tool.editor.document import DocumentChange, EditorDocument
from layout_tool.model.operations import Operation
from layout_tool.model.series import Alike, Correction, alike, correction

_FOLLOWING = frozenset({"resolved", "rerun_page", "correct_alike"})
"""Operations that no person makes by hand: they neither begin an offer nor, but for the last, end one."""


class SeriesOffer(QObject):
    """What was corrected last, and what is like it in the document as it stands.

    It is looked for once the window is idle, and goes with the next edit or undo; a redo brings it back.
    """

    changed = Signal(int)
    """How much is offered; 0 where nothing is any more."""

    def __init__(self, editor: EditorDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._corrected: Correction | None = None
        self._change: DocumentChange | None = None
        self._touched: frozenset[str] = frozenset()
        self._position = editor.timeline.position
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        editor.changed.connect(self._on_changed)

    @property
    def corrected(self) -> Correction | None:
        """What was corrected last."""
        return self._corrected

    def found(self) -> Sequence[Alike]:
        """What is like it, as the document stands."""
        if self._timer.isActive():
            self._look()
        return alike(self._editor.document, self._corrected, self._touched) if self._corrected is not None else ()

    def _on_changed(self, change: DocumentChange) -> None:
        timeline = self._editor.timeline
        before, self._position = self._position, timeline.position
        last: Operation | None = timeline.last
        if change.before is change.after:
            return
        if timeline.position == before + 1 and last is not None:
            if last.name not in _FOLLOWING:
                self._change = change
                self._touched = frozenset(self._editor.selection.regions)
            elif last.name == "correct_alike":
                self._change, self._corrected = None, None
        elif timeline.position != before:
            self._change, self._corrected = None, None
        self._timer.start()

    def _look(self) -> None:
        self._timer.stop()
        change, self._change = self._change, None
        if change is not None:
            self._corrected = correction(change.before, change.after, change.pages)
        count = len(self.found())
        if count != self._count:
            self._count = count
            self.changed.emit(count)
