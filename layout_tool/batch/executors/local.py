"""Work in processes of this machine.

Each process is at one task at a time, so that a crash, a lack of memory or a hang is known to be that task's. Such a
task is tried once more, alone: while it runs, no other does, so that it is not another one's hunger that ends it. What
fails twice is quarantined, and the run goes on with a fresh process.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from layout_tool.batch.executors.child import Sign, serve
from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.work import Done, Task
from layout_tool.errors import LostFile
from layout_tool.ingest.pdf.limits import MEMORY_EXIT

_START_SECONDS = 60.0  # given to the first task of a process on top, for it to start
P = ParamSpec("P")
T = TypeVar("T")


class _Lost(Exception):
    """The process did not live through its task; `reason` is a key of the catalogue."""

    def __init__(self, reason: str, **fields: str | int) -> None:
        super().__init__(reason)
        self.reason, self.fields = reason, fields


class _Closed(Exception):
    """The executor was ended meanwhile."""


class _Child:
    """A process and the way to it."""

    def __init__(self, limits: WorkLimits) -> None:
        context = get_context("spawn")
        self._way, theirs = context.Pipe()
        self._limits = limits
        self._process = context.Process(target=serve, args=(theirs, limits.memory), name="layout-tool-worker")
        self._process.start()
        theirs.close()
        self._grace = _START_SECONDS
        self.pages = 0

    def do(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What the work gives. Raises _Lost."""
        try:
            self._way.send((work, given))
            while True:
                if not self._way.poll(self._limits.seconds + self._grace):
                    raise _Lost("reason_work_slow", seconds=round(self._limits.seconds))
                answer = self._way.recv()
                self._grace = 0.0
                if answer is not Sign.ALIVE:
                    self.pages += answer.counts.pages if isinstance(answer, Done) else 1
                    return answer
        except (EOFError, OSError) as error:
            raise self._ending() from error

    def kill(self) -> None:
        """End the process, whatever it is at; any thread may call it, and whoever waits for its answer hears of it."""
        self._process.kill()

    def stop(self) -> None:
        """End the process and let go of it; for the one thread that has it."""
        self._process.kill()
        self._process.join()
        self._way.close()

    def _ending(self) -> _Lost:
        self._process.join(_START_SECONDS)
        code = self._process.exitcode
        if code == MEMORY_EXIT:
            return _Lost("reason_work_heavy", megabytes=self._limits.memory // 1_000_000)
        if code is not None and code < 0:
            return _Lost("reason_work_signal", signal=-code)
        return _Lost("reason_work_crash", code=code or 0)


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


class LocalExecutor(Executor):
    """`workers` processes, each within `limits`. Leaving its block after an exception ends them at once."""

    def __init__(self, workers: int, limits: WorkLimits) -> None:
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # a process for each processor is enough
            os.environ.setdefault(name, "1")
        self._limits = limits
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="layout-tool-worker")
        self._idle: SimpleQueue[_Child] = SimpleQueue()
        self._children: set[_Child] = set()
        self._lock = threading.Lock()
        self._gate = _Gate()
        self._over = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of `work.work` at a task, or of another function at values that can be sent."""
        assert not kwargs
        return self._threads.submit(self._done, fn, args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for child in list(self._children):
            if wait:
                self._end(child)
            else:
                child.kill()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with self._lock:
                self._over = True
                for child in self._children:
                    child.kill()
        self.shutdown(cancel_futures=kind is not None)

    def _done(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What the work gives, at the first or the second try."""
        with suppress(_Lost), self._gate.among_others():
            return self._tried(work, given)
        start = time.monotonic()
        try:
            with self._gate.alone():
                answer = self._tried(work, given)
            return replace(answer, attempt=2) if isinstance(answer, Done) else answer
        except _Lost as lost:
            task = given[0] if given else None
            path = str(task.path) if isinstance(task, Task) else ""
            error = LostFile(path=path, reason=lost.reason, **lost.fields)
            return Done(error=error, quarantined=True, attempt=2, seconds=time.monotonic() - start)

    def _tried(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        child = self._child()
        lived = False
        try:
            answer = child.do(work, given)
            lived = child.pages < self._limits.pages
            return answer
        except _Lost as lost:
            if self._over:
                raise _Closed from lost
            raise
        finally:
            if lived:
                self._idle.put(child)
            else:
                self._end(child)

    def _child(self) -> _Child:
        try:
            return self._idle.get_nowait()
        except Empty:
            pass
        with self._lock:
            if self._over:
                raise _Closed
            child = _Child(self._limits)
            self._children.add(child)
            return child

    def _end(self, child: _Child) -> None:
        with self._lock:
            self._children.discard(child)
        child.stop()
