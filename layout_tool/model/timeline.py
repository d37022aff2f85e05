"""Undo and redo without end: the operations of a project and how many of them are in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from layout_tool.model.document import Document
from layout_tool.model.operations import Done, Event, Operation, Proposed, Redone, Undone, with_page
from layout_tool.model.patches import patched


class NothingThere(ValueError):
    """There is no operation to undo or to do again."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The document as it stands after the first `position` of the operations."""

    document: Document
    operations: tuple[Operation, ...] = ()
    position: int = 0

    @property
    def past(self) -> tuple[Operation, ...]:
        """The operations in force, the earliest first."""
        return self.operations[: self.position]

    @property
    def last(self) -> Operation | None:
        """What undo would take back."""
        return self.operations[self.position - 1] if self.position else None

    @property
    def next(self) -> Operation | None:
        """What redo would do."""
        return self.operations[self.position] if self.position < len(self.operations) else None

    def after(self, event: Event) -> Timeline:
        """The timeline after an event. What was undone is gone once something else is done.

        Raises NothingThere, and PatchMismatch where the operation is of another document.
        """
        match event:
            case Done(operation):
                return self.done(operation, patched(self.document, operation.patch))
            case Undone():
                if self.last is None:
                    raise NothingThere("nothing to undo")
                return self._at(patched(self.document, self.last.patch.turned()), self.operations, self.position - 1)
            case Redone():
                if self.next is None:
                    raise NothingThere("nothing to redo")
                return self._at(patched(self.document, self.next.patch), self.operations, self.position + 1)
            case Proposed(proposal):
                return replace(self, document=with_page(self.document, proposal))

    def done(self, operation: Operation, document: Document) -> Timeline:
        """The timeline after an operation that was done just now and made this document."""
        return self._at(document, (*self.past, operation), self.position + 1)

    def replayed(self, events: Iterable[Event]) -> Timeline:
        """The timeline after all of these events."""
        timeline = self
        for event in events:
            timeline = timeline.after(event)
        return timeline

    def _at(self, document: Document, operations: tuple[Operation, ...], position: int) -> Timeline:
        return Timeline(document, operations, position)
