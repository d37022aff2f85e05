"""A process that works, as its parent sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from layout_tool.batch.executors.child import Order, Sign
from layout_tool.batch.executors.limits import WorkLimits
from layout_tool.batch.task import Done
from layout_tool.ingest.pdf.limits import MEMORY_EXIT
from layout_tool.ingest.pipes import WireBroken, receive, send

_START_SECONDS = 60.0  # given to the first task of a process on top, for it to start
_LEAVE_SECONDS = 5.0  # for an idle process to end by itself
_PROGRAM = "import sys; sys.path[:] = {path!r}; from layout_tool.batch.executors.child import serve; serve({memory})"
_ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""A process for each processor is enough."""


class Lost(Exception):
    """The process did not live through its task; `reason` is a key of the catalogue."""

    def __init__(self, reason: str, **fields: str | int) -> None:
        super().__init__(reason)
        self.reason, self.fields = reason, fields


class Worker:
    """A process and the way to it. It starts in `folder`, else where this process is."""

    def __init__(self, limits: WorkLimits, folder: Path | None = None) -> None:
        self._limits = limits
        self._grace = _START_SECONDS
        self.pages = 0
        with _deaf_to_the_keyboard():
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM.format(path=sys.path, memory=limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a library prints there is no line for the user
                cwd=folder,
                env=os.environ | _ONE_THREAD,
            )

    @property
    def usable(self) -> bool:
        return self._process.poll() is None

    def do(self, work: Callable[..., Any], given: tuple[Any, ...], seconds: float) -> Any:
        """What the work gives, no part of which may take longer than so many seconds. Raises Lost."""
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, Order(work, given, seconds))
            while (answer := self._heard(seconds + self._grace)) is Sign.ALIVE:
                self._grace = 0.0
        except WireBroken as broken:
            raise self._ending() from broken
        self._grace = 0.0
        self.pages += answer.counts.pages if isinstance(answer, Done) else 1
        return answer

    def _heard(self, seconds: float) -> object:
        """The next that the process has to say. Raises WireBroken; Lost if it says nothing for so long."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        assert self._process.stdout is not None
        try:
            return receive(self._process.stdout)
        finally:
            watch.cancel()
            watch.join()
            if late.is_set():
                raise Lost("reason_work_slow", seconds=f"{self._limits.seconds:g}")

    def kill(self) -> None:
        """End the process, whatever it is at; any thread may call it, and whoever waits for its answer hears of it."""
        self._process.kill()

    def leave(self) -> None:
        """Have an idle process end by itself, and let go of it."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LEAVE_SECONDS)
        self.stop()

    def stop(self) -> None:
        """End the process and let go of it; for the one thread that has it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was not sent yet has nowhere to go
                pipe.close()

    def _ending(self) -> Lost:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LEAVE_SECONDS)
        code = self._process.poll()
        if code == MEMORY_EXIT:
            return Lost("reason_work_heavy", megabytes=self._limits.memory // 1_000_000)
        if code is not None and code < 0:
            return Lost("reason_work_signal", signal=-code)
        return Lost("reason_work_crash", code=code or 0)


@contextmanager
def _deaf_to_the_keyboard() -> Iterator[None]:
    """A process that is started meanwhile hears no Ctrl+C, not even before it can ignore it, where the system can."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
