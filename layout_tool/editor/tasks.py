"""Work behind the window: one place that runs it, and owns its progress, its result and its errors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from layout_tool.errors import EngineFault, LayoutToolError

T = TypeVar("T")


class Cancelled(Exception):
    """The work was ended by the person who had begun it."""


class Task(QObject, Generic[T]):
    """One piece of work under way. The work calls `step`, which raises Cancelled once `cancel` was called."""

    progressed = Signal(int, int)
    """Steps done and to do."""
    finished = Signal(object)
    """The result."""
    failed = Signal(object)
    """The LayoutToolError that ended it."""
    ended = Signal()
    """After any end."""

    def __init__(self, title: str, work: Callable[[Task[T]], T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to end."""
        self._cancel.set()

    def step(self, done: int, count: int) -> None:
        """Say how far the work is. Raises Cancelled."""
        if self._cancel.is_set():
            raise Cancelled
        self.progressed.emit(done, count)

    def run(self) -> None:
        """Do the work, in the thread that calls; signals tell how it ended."""
        try:
            result = self._work(self)
        except LayoutToolError as error:
            self.failed.emit(error)
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - the window stays and says so
            self.failed.emit(EngineFault(path=self.title, kind=type(error).__name__))
        else:
            self.finished.emit(result)
        finally:
            self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, task: Task[T]) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class Tasks(QObject):
    """Runs work in the pool of threads; the callbacks run in the window's thread."""

    began = Signal(object)
    """The Task, for the window to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Task[object]] = set()

    def run(
        self,
        title: str,
        work: Callable[[Task[T]], T],
        done: Callable[[T], None],
        failed: Callable[[LayoutToolError], None],
    ) -> Task[T]:
        """Begin the work behind the window; `done` or `failed` hear how it ended."""
        task: Task[T] = Task(title, work, self)
        self._running.add(task)  # type: ignore[arg-type]  # a set of tasks of any result
        task.finished.connect(done, Qt.ConnectionType.QueuedConnection)
        task.failed.connect(failed, Qt.ConnectionType.QueuedConnection)
        task.ended.connect(lambda: self._forget(task), Qt.ConnectionType.QueuedConnection)
        self.began.emit(task)
        self._pool.start(_Runner(task))
        return task

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def finish(self) -> None:
        """Wait until all that was begun has ended."""
        self._pool.waitForDone()

    def _forget(self, task: Task[T]) -> None:
        self._running.discard(task)
        task.deleteLater()
