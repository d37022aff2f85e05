"""Processes that work, each at one task at a time, so that a crash, a lack of memory or a hang is known to be that
task's.

At the first try a process reads PDFs itself: it is guarded as a whole. A task at which it ends is tried once more,
alone: while it runs, no other does, so that it is not another one's hunger that ends it, and PDFs are read in a guarded
child, as elsewhere, so that an evil page costs itself and not its file. What ends a process again is quarantined.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.executors.worker import Lost, Worker
from layout_tool.batch.task import Done, Task
from layout_tool.errors import LostFile


class PoolClosed(Exception):
    """The pool was ended meanwhile."""


class Pool:
    """Processes that are started when needed and kept for the next task; any thread may have it do something."""

    def __init__(self, limits: WorkLimits, folder: Path | None = None) -> None:
        self._limits, self._folder = limits, folder
        self._idle: list[Worker] = []
        self._workers: set[Worker] = set()
        self._lock = threading.Lock()
        self._gate = _Gate()
        self._over = False

    def do(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What the work gives, at the first or the second try; a `Done` with an error where it is lost.

        Raises PoolClosed; OSError where no process can be started.
        """
        with suppress(Lost), self._gate.among_others():
            return self._tried(work, _unguarded(given), self._limits.seconds)
        start = time.monotonic()
        try:
            with self._gate.alone():
                answer = self._tried(work, given, self._limits.patient_seconds)
            return replace(answer, attempt=2) if isinstance(answer, Done) else answer
        except Lost as lost:
            task = given[0] if given else None
            path = str(task.path) if isinstance(task, Task) else ""
            error = LostFile(path=path, reason=lost.reason, **lost.fields)
            return Done(error=error, quarantined=True, attempt=2, seconds=time.monotonic() - start)

    def kill(self) -> None:
        """End all processes at once, whatever they are at; nothing more is done."""
        with self._lock:
            self._over = True
            for worker in self._workers:
                worker.kill()

    def close(self) -> None:
        """End the processes that are idle and let go of them; call when nobody has the pool do anything."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            self._end(worker, worker.leave)

    def _tried(self, work: Callable[..., Any], given: tuple[Any, ...], seconds: float) -> Any:
        worker = self._worker()
        lived = False
        try:
            answer = worker.do(work, given, seconds)
            lived = True
            return answer
        except Lost as lost:
            if self._over:
                raise PoolClosed from lost
            raise
        finally:
            if not lived:
                self._end(worker, worker.stop)
            elif worker.pages < self._limits.pages:
                with self._lock:
                    self._idle.append(worker)
            else:
                self._end(worker, worker.leave)

    def _worker(self) -> Worker:
        while idle := self._pop():
            if idle.usable:
                return idle
            self._end(idle, idle.stop)  # it was ended from outside; that is no task's fault
        with self._lock:
            if self._over:
                raise PoolClosed
            worker = Worker(self._limits, self._folder)
            self._workers.add(worker)
            return worker

    def _pop(self) -> Worker | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _end(self, worker: Worker, how: Callable[[], None]) -> None:
        with self._lock:
            self._workers.discard(worker)
        how()


def _unguarded(given: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        replace(each, reading=replace(each.reading, isolated=False)) if isinstance(each, Task) else each
        for each in given
    )


class _Gate:
    """Many may work at a time, or one alone, who need not wait for those that come later."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = 0

    @contextmanager
    def among_others(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._alone += 1
            self._changed.wait_for(lambda: not self._inside)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._alone -= 1
                self._inside -= 1
                self._changed.notify_all()
