"""PDFs read in a child process, so that a hang, a bomb or a crash in C code costs one page and no more.

One child serves all files of a process. It is started when first needed, killed when a request takes too long, and
started anew, with the files that are still open, when it is needed again.
"""

from __future__ import annotations

import atexit
import itertools
import os
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from functools import cache
from pathlib import Path

from layout_tool.ingest.pdf.limits import MEMORY_EXIT, Limits
from layout_tool.ingest.pdf.reading import READERS, Reading, fuller, others
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.wire import (
    Answer,
    Close,
    Draw,
    Drawn,
    Open,
    Opened,
    Read,
    Refused,
    Request,
    WireBroken,
    receive,
    send,
)
from layout_tool.model.glyphs import GlyphPage

_START_SECONDS = 30.0  # given to the first request on top of its own, for the child to start
_SECOND_READING_SECONDS = 10.0  # at most, for a page that has been read already
_PROGRAM = "import sys; sys.path[:] = {path!r}; from layout_tool.ingest.pdf.child import serve; serve({memory})"


class ReadingEnded(ReaderRefused):
    """The child ended while it was at a request."""


class TookTooLong(ReadingEnded):
    """It was ended because the time was up."""


class NeededTooMuch(ReadingEnded):
    """It needed more memory than it may have."""


class _Child:
    """A process that reads. `ask` one at a time; after a failure it is of no more use."""

    def __init__(self, memory: int) -> None:
        program = _PROGRAM.format(path=sys.path, memory=memory)
        self._process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        self._grace = _START_SECONDS

    @property
    def usable(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Request, seconds: float) -> Answer:
        """Raises ReadingEnded."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watch = threading.Timer(seconds + self._grace, end)
        watch.daemon = True
        watch.start()
        answered = False
        try:
            send(self._process.stdin, request)
            answer = receive(self._process.stdout)
            answered = True
        except WireBroken as failure:
            raise self._ending(late) from failure
        finally:
            watch.cancel()
            if not answered:  # also when this process is interrupted: an answer that comes later would be taken amiss
                self.stop()
        self._grace = 0.0
        assert isinstance(answer, Answer)
        return answer

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent yet has nowhere to go
                    pipe.close()

    def _ending(self, late: threading.Event) -> ReadingEnded:
        self.stop()
        if late.is_set():
            return TookTooLong("too long")
        return NeededTooMuch("memory") if self._process.returncode == MEMORY_EXIT else ReadingEnded("crash")


class _Nursery:
    """The one child of this process and this measure of memory; `generation` counts the children there were."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._child: _Child | None = None
        self._lock = threading.RLock()
        self._owner = os.getpid()
        self.generation = 0

    def ask(self, request: Request, seconds: float, generation: int | None = None) -> tuple[Answer, int]:
        """The answer, and the generation that gave it. Raises ReadingEnded; StaleChild where another is asked for."""
        with self._lock:
            if self._child is None or not self._child.usable:
                self.stop()
                self._child = _Child(self._memory)
                self.generation += 1
            if generation is not None and generation != self.generation:
                raise StaleChild
            return self._child.ask(request, seconds), self.generation

    def stop(self) -> None:
        """End the child, save in a process that was forked from the child's parent."""
        if self._child is not None and self._owner == os.getpid():
            self._child.stop()
        self._child = None


class StaleChild(Exception):
    """The child that knew a file is no more."""


@cache
def _nursery(memory: int, owner: int) -> _Nursery:  # noqa: ARG001  a forked process has a child of its own
    nursery = _Nursery(memory)
    atexit.register(nursery.stop)
    return nursery


_numbers = itertools.count(1)


class GuardedFile:
    """A file open in the child; the same face as `reading.PdfFile`.

    Raises PasswordRefused, ReaderRefused; ReadingEnded where the child did not live through it.
    """

    def __init__(self, path: Path, password: str | None = None, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._path, self._password = path, password
        self._number = next(_numbers)
        self._nursery = _nursery(self._limits.memory, os.getpid())
        self._generation = 0
        try:
            opened = self._opened(READERS)
        except TookTooLong:
            raise
        except ReadingEnded:
            opened = self._opened(READERS[1:])
        self.reader, self.page_count = opened.reader, opened.page_count
        self._closing = weakref.finalize(self, _close, self._nursery, self._number, self._limits.seconds)
        self._closing.atexit = False

    def read(self, index: int) -> GlyphPage:
        """Page `index`, from 0. A page at which one reader crashes is tried with the other; so is one of which texts
        may have been lost, and the fuller reading counts.

        Raises ReaderRefused, ReadingEnded.
        """
        try:
            first = self._read(index, READERS)
        except TookTooLong:
            raise
        except ReadingEnded:
            return self._read(index, others(self.reader)).page
        if first.lost:
            seconds = min(self._limits.seconds, _SECOND_READING_SECONDS)
            with suppress(ReaderRefused):
                return fuller(first.page, self._read(index, others(first.page.reader), seconds).page)
        return first.page

    def close(self) -> None:
        """May be called twice."""
        self._closing()

    def _opened(self, readers: tuple[str, ...]) -> Opened:
        request = Open(self._number, os.fspath(self._path), self._password, readers)
        answer, self._generation = self._nursery.ask(request, self._limits.seconds)
        if isinstance(answer, Refused):
            raise PasswordRefused(answer.reason) if answer.password else ReaderRefused(answer.reason)
        assert isinstance(answer, Opened)
        return answer

    def _read(self, index: int, readers: tuple[str, ...], seconds: float | None = None) -> Reading:
        request = Read(self._number, index, readers)
        seconds = self._limits.seconds if seconds is None else seconds
        try:
            answer, _ = self._nursery.ask(request, seconds, self._generation)
        except StaleChild:
            self._opened((self.reader,))
            answer, _ = self._nursery.ask(request, seconds, self._generation)
        if isinstance(answer, Refused):
            raise ReaderRefused(answer.reason)
        assert isinstance(answer, Reading)
        return answer


def _close(nursery: _Nursery, number: int, seconds: float) -> None:
    with suppress(ReadingEnded):  # a child that is gone keeps no file open
        nursery.ask(Close(number), seconds)


def draw_guarded(path: Path, password: str | None, index: int, dpi: float, limits: Limits) -> bytes:
    """The picture of a page as a PNG, drawn in the child. Raises ReaderRefused, ReadingEnded."""
    answer, _ = _nursery(limits.memory, os.getpid()).ask(Draw(os.fspath(path), password, index, dpi), limits.seconds)
    if isinstance(answer, Refused):
        raise ReaderRefused(answer.reason)
    assert isinstance(answer, Drawn)
    return answer.png
