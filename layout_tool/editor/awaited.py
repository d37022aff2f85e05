"""What is read behind the window: the last that was asked for counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from layout_tool.editor.tasks import Tasks
from layout_tool.errors import LayoutToolError

T = TypeVar("T")


class Awaited:
    """Whatever comes after something else was asked for, or after it was given up, is too late."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._turn = 0

    def give_up(self) -> None:
        """Wait for nothing any more."""
        self._turn += 1

    def read(
        self,
        name: str,
        read: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[LayoutToolError], None],
        late: Callable[[T], None] | None = None,
    ) -> None:
        """Read something; `done` or `refused` hear how it ended, `late` gets what comes too late."""
        self._turn += 1
        turn = self._turn

        def take(found: T) -> None:
            if turn == self._turn:
                done(found)
            elif late is not None:
                late(found)

        def failed(error: LayoutToolError) -> None:
            if turn == self._turn:
                refused(error)

        self._tasks.run(name, lambda _: read(), take, failed)
