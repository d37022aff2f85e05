"""The files that are gone through one after another: as they were given, or as a run's worklist has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from layout_tool.batch.worklist import Entry, Worklist
from layout_tool.model.document import Document
from layout_tool.model.doubts import is_doubtful
from layout_tool.model.progress import document_status


class Files(QObject):
    """The list and the turn in it."""

    changed = Signal()
    """Another list."""
    turned = Signal(int)
    """Another turn."""
    noted = Signal(int)
    """What is known of the file at that turn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: Sequence[Path] = ()
        self.worklist: Worklist | None = None
        self.entries: list[Entry] = []
        self.finished = 0
        """With how many of the entries a person is done."""
        self.turn = 0

    @property
    def count(self) -> int:
        return len(self.entries) if self.worklist is not None else len(self._paths)

    @property
    def path(self) -> Path:
        """The file whose turn it is."""
        return self.worklist.path(self.turn) if self.worklist is not None else self._paths[self.turn]

    @property
    def source(self) -> Path | None:
        """The input that it was made of, where a worklist says so."""
        return self.worklist.source(self.turn) if self.worklist is not None else None

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.entries[self.turn].name if self.worklist is not None else self.path.name

    def take(self, paths: Sequence[Path]) -> None:
        """Go through these files."""
        self._take(paths, None)

    def take_worklist(self, worklist: Worklist) -> None:
        """Go through the files of a run."""
        self._take((), worklist)

    def go_to(self, turn: int) -> bool:
        """Make it the turn of that file; False where there is none."""
        if not 0 <= turn < self.count:
            return False
        self.turn = turn
        self.turned.emit(turn)
        return True

    def note(self, document: Document) -> None:
        """How far the file whose turn it is has come; it keeps its place in the list."""
        if self.worklist is not None:
            doubts = sum(map(is_doubtful, document.decisions))
            before = self.entries[self.turn]
            after = replace(before, doubts=doubts, progress=document_status(document))
            self.entries[self.turn] = after
            self.finished += after.finished - before.finished
            self.noted.emit(self.turn)

    def _take(self, paths: Sequence[Path], worklist: Worklist | None) -> None:
        self._paths, self.worklist, self.turn = paths, worklist, 0
        self.entries = list(worklist.entries) if worklist is not None else []
        self.finished = worklist.finished if worklist is not None else 0
        self.changed.emit()
