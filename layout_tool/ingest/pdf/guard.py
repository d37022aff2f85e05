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
from collections import deque
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TypeVar

from layout_tool.ingest.pdf.limits import MEMORY_EXIT, Limits
from layout_tool.ingest.pdf.reading import READERS, Reading, fuller, others
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.wire import (
    Answer,
    Close,
    Draw,
    Drawn,
    DrawTile,
    Failed,
    Open,
    Opened,
    Order,
    Read,
    Refused,
    Request,
    Tile,
    receive,
    send,
)
from layout_tool.ingest.pipes import WireBroken
from layout_tool.model.glyphs import GlyphPage

_START_SECONDS = 30.0  # given to the first request on top of its own, for the child to start
_SECOND_READING_SECONDS = 10.0  # at most, for a page that has been read already
_CLOSE_SECONDS = 10.0
_MOST_TRIES = 5  # at a request whose child is lost before it comes to it
_PART, _MOST_WORDS = 4096, 1 << 15  # bytes of the child's standard error: taken in at a time, kept
_LAST_SECONDS = 1.0  # to wait for the end of that when the child is gone
_PROGRAM = "import sys; sys.path[:] = {path!r}; from layout_tool.ingest.pdf.child import serve; serve({memory})"


class ReadingEnded(ReaderRefused):
    """The child ended while it was at a request."""


class TookTooLong(ReadingEnded):
    """It was ended because the time was up."""


class NeededTooMuch(ReadingEnded):
    """It needed more memory than it may have."""


class ReaderFault(Exception):
    """An error of this program's own while it read in the child, whatever the file holds."""


class StaleChild(Exception):
    """The child that knew a file is no more."""


class _Child:
    """A process that reads. `ask` one at a time; after a failure it is of no more use."""

    def __init__(self, memory: int) -> None:
        program = _PROGRAM.format(path=sys.path, memory=memory)
        self._process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        self._grace = _START_SECONDS
        self._last_words = _LastWords(self._process.stderr)

    @property
    def usable(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Request, seconds: float) -> Answer:
        """Raises ReadingEnded; ReaderFault."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        seconds += self._grace
        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        answered = False
        try:
            send(self._process.stdin, Order(request, seconds))
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
        if isinstance(answer, Failed):
            raise _noted(ReaderFault(answer.error), answer.traceback)
        return answer

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._last_words.finish()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with suppress(OSError):  # what was not sent yet has nowhere to go
                    pipe.close()

    def _ending(self, late: threading.Event) -> ReadingEnded:
        self.stop()
        if late.is_set():
            return _noted(TookTooLong("too long"), self._last_words.text)
        code = self._process.returncode
        ending = NeededTooMuch("memory") if code == MEMORY_EXIT else ReadingEnded(f"the child ended with {code}")
        return _noted(ending, self._last_words.text)


class _LastWords:
    """The end of what a process writes to standard error, taken in as it comes, lest the process wait."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        assert stream is not None
        self._kept = b""
        self._thread = threading.Thread(target=self._listen, args=(stream.fileno(),), daemon=True)
        self._thread.start()

    def _listen(self, stream: int) -> None:
        with suppress(OSError):
            while part := os.read(stream, _PART):
                self._kept = (self._kept + part)[-_MOST_WORDS:]

    def finish(self) -> None:
        """Wait for the last of it; call when the process has ended."""
        self._thread.join(_LAST_SECONDS)

    @property
    def text(self) -> str:
        return self._kept.decode("utf-8", "replace").strip()


_Error = TypeVar("_Error", bound=Exception)


def _noted(error: _Error, words: str) -> _Error:
    """The error, with what the child says of it, which is shown where tracebacks are."""
    if words:
        error.add_note(f"The child that reads PDFs says:\n{words}")
    return error


class _Nursery:
    """The one child of this process and this measure of memory; `generation` counts the children there were."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._child: _Child | None = None
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._unread: deque[tuple[int, int]] = deque()
        self.generation = 0

    def ask(self, request: Request, seconds: float, generation: int | None = None) -> tuple[Answer, int]:
        """The answer, and the generation that gave it.

        Raises ReadingEnded; StaleChild where another generation is asked for; ReaderFault.
        """
        with self._lock:
            self._disown()
            self._close_unread()
            child = self._child
            if generation is not None and (generation != self.generation or child is None or not child.usable):
                raise StaleChild
            if child is None or not child.usable:
                child = self._born()
            return child.ask(request, seconds), self.generation

    def let_go(self, number: int, generation: int) -> None:
        """Have a file closed before the next request. It takes no lock and says nothing to the child: the collector of
        garbage may call this in the midst of anything."""
        self._unread.append((number, generation))

    def tidy(self) -> None:
        """Close now what has been let go, unless the child is at a request, which does it afterwards."""
        if self._lock.acquire(blocking=False):
            try:
                self._disown()
                self._close_unread()
            finally:
                self._lock.release()

    def stop(self) -> None:
        """End the child, save in a process that was forked from the child's parent."""
        if self._child is not None and self._owner == os.getpid():
            self._child.stop()
        self._child = None

    def _disown(self) -> None:
        """A process that was forked from the child's parent gets a child of its own."""
        if self._owner != os.getpid():
            self._child, self._owner = None, os.getpid()

    def _born(self) -> _Child:
        self.stop()
        self._child = _Child(self._memory)
        self.generation += 1
        return self._child

    def _close_unread(self) -> None:
        """A child that is gone keeps no file open, and none is started for this."""
        while self._unread:
            number, generation = self._unread.popleft()
            if generation == self.generation and self._child is not None and self._child.usable:
                with suppress(ReadingEnded):
                    self._child.ask(Close(number), _CLOSE_SECONDS)


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
        self._letting_go = self._when_unread()

    def read(self, index: int, seconds: float | None = None) -> GlyphPage:
        """Page `index`, from 0, within `seconds`, else within those of the limits. A page at which one reader crashes
        is tried with the other; so is one of which texts may have been lost, and the fuller reading counts.

        Raises ReaderRefused, ReadingEnded; ReaderFault.
        """
        seconds = self._limits.seconds if seconds is None else seconds
        try:
            first = self._read(index, READERS, seconds)
        except TookTooLong:
            raise
        except ReadingEnded:
            return self._read(index, others(self.reader), seconds).page
        if first.lost:
            second = min(seconds, _SECOND_READING_SECONDS)
            with suppress(ReaderRefused):
                return fuller(first.page, self._read(index, others(first.page.reader), second).page)
        return first.page

    def close(self) -> None:
        """May be called twice."""
        self.let_go()
        self._nursery.tidy()

    def let_go(self) -> None:
        """Have it closed before the next request to the child; may be called in the midst of anything, and twice."""
        self._letting_go()

    def _when_unread(self) -> weakref.finalize[[int, int], GuardedFile]:
        letting_go = weakref.finalize(self, self._nursery.let_go, self._number, self._generation)
        letting_go.atexit = False
        return letting_go

    def _opened(self, readers: tuple[str, ...]) -> Opened:
        request = Open(self._number, os.fspath(self._path), self._password, readers)
        answer, self._generation = self._nursery.ask(request, self._limits.seconds)
        if isinstance(answer, Refused):
            raise PasswordRefused(answer.reason) if answer.password else ReaderRefused(answer.reason)
        assert isinstance(answer, Opened)
        return answer

    def _opened_again(self) -> None:
        self._letting_go.detach()
        self._opened((self.reader,))
        self._letting_go = self._when_unread()

    def _read(self, index: int, readers: tuple[str, ...], seconds: float) -> Reading:
        answer = self._asked(Read(self._number, index, readers), seconds)
        if isinstance(answer, Refused):
            raise ReaderRefused(answer.reason)
        assert isinstance(answer, Reading)
        return answer

    def _asked(self, request: Request, seconds: float) -> Answer:
        for _ in range(_MOST_TRIES):
            try:
                return self._nursery.ask(request, seconds, self._generation)[0]
            except StaleChild:  # it may be lost once more before the request, by another thread
                self._opened_again()
        raise ReadingEnded("other files end the child again and again")


def draw_guarded(path: Path, password: str | None, index: int, dpi: float, limits: Limits) -> bytes:
    """The picture of a page as a PNG, drawn in the child. Raises ReaderRefused, ReadingEnded; ReaderFault."""
    answer, _ = _nursery(limits.memory, os.getpid()).ask(Draw(os.fspath(path), password, index, dpi), limits.seconds)
    if isinstance(answer, Refused):
        raise ReaderRefused(answer.reason)
    assert isinstance(answer, Drawn)
    return answer.png


class PictureChild:
    """A child of its own that draws parts of pages, so that drawing never waits for reading.

    It keeps the last pages open. After a failure, a new one is started with the next request.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._nursery = _Nursery(self._limits.memory)
        self._ending = weakref.finalize(self, self._nursery.stop)

    def draw(self, request: DrawTile) -> Tile:
        """Raises ReaderRefused, ReadingEnded; ReaderFault."""
        if self._closed():
            raise ReaderRefused("closed")
        try:
            answer, _ = self._nursery.ask(request, self._limits.seconds)
        finally:
            if self._closed():  # meanwhile, perhaps just before the child was born
                self._nursery.stop()
        if isinstance(answer, Refused):
            raise ReaderRefused(answer.reason)
        assert isinstance(answer, Tile)
        return answer

    def close(self) -> None:
        """End the child, also in the midst of a request of another thread; may be called twice."""
        self._ending()

    def _closed(self) -> bool:
        return not self._ending.alive
