"""The engine's process as the window sees it: orders go out, answers come back as signals, a cancel ends it at once."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal

from layout_tool.editor.engine_child import (
    Answer,
    Begun,
    Ended,
    Explained,
    Failed,
    Order,
    PageReady,
    Propose,
    Solve,
    Solved,
    WhyNot,
    is_last,
    packed,
    serve,
    unpacked,
)
from layout_tool.errors import EngineGone

_LAST_SECONDS = 2.0

Heard = Callable[[object], None]


class _Child:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs,), name="engine", daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> None:
        """End the process. The pipe is closed by who holds it last: a thread may be at it, and its number must not be
        another pipe's meanwhile."""
        self.process.kill()
        self.process.join(_LAST_SECONDS)


class EngineProcess(QObject):
    """One order at a time. A new order, or `cancel`, ends the one under way; what comes late is not heard."""

    begun = Signal(object)
    """Begun: the file is open."""
    page_ready = Signal(object)
    """The PageProposal of the next page."""
    ended = Signal()
    failed = Signal(object)
    """The LayoutToolError that ended the order."""
    _answered = Signal()
    """Something came into the queue of answers; no object crosses the threads with the signal itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._child: _Child | None = None
        self._answers: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
        self._order = 0
        self._busy = False
        self._heard: Heard | None = None
        self._path = Path()
        self._answered.connect(self._hear_all, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._busy

    def start(self) -> None:
        """Load the engine behind the window."""
        if self._child is None or not self._child.process.is_alive():
            self._child = _Child()

    def propose(self, order: Propose) -> None:
        """Propose a file; the answers come as signals."""
        if self._busy:
            self.cancel()
        self._send(order)

    def ask(self, order: WhyNot | Solve, heard: Heard) -> bool:
        """Ask about a page; False where another order is under way, which goes on.

        `heard` is called with the answer: an Untaken or None, a Solved, or the LayoutToolError with which it ended.
        """
        if self._busy:
            return False
        self._send(order, heard)
        return True

    def _send(self, order: Order, heard: Heard | None = None) -> None:
        self.start()
        assert self._child is not None
        self._order += 1
        self._busy = True
        self._heard = heard
        self._path = order.path
        listener = threading.Thread(target=self._listen, args=(self._child.pipe, order, self._order), daemon=True)
        listener.start()

    def cancel(self) -> None:
        """End the order under way, and its process with it; another is loaded for the next."""
        if self._busy:
            self._order += 1
            self.stop()
            self.start()
            self._answer(EngineGone(path=str(self._path)))

    def stop(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _listen(self, pipe: Connection, order: Order, number: int) -> None:
        """In a thread of its own: send the order and pass the answers on, as bytes.

        They are unpacked in the window's thread: what is made here could set off a collection of garbage here, and
        Qt's objects may only end in their own thread.
        """
        sent = b""
        try:
            pipe.send(order)
            while not is_last(sent):
                sent = pipe.recv_bytes()
                self._pass_on(number, sent)
        except (EOFError, OSError):
            self._pass_on(number, packed(Failed(EngineGone(path=str(order.path)))))

    def _pass_on(self, number: int, sent: bytes) -> None:
        self._answers.put((number, sent))
        self._answered.emit()

    def _hear_all(self) -> None:
        while not self._answers.empty():
            number, sent = self._answers.get()
            if number == self._order:
                self._hear(unpacked(sent))

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Begun():
                self.begun.emit(answer)
            case PageReady(proposal):
                self.page_ready.emit(proposal)
            case Ended():
                self._busy = False
                self.ended.emit()
            case Explained(untaken):
                self._answer(untaken)
            case Solved():
                self._answer(answer)
            case Failed(error):
                if isinstance(error, EngineGone):
                    self.stop()
                if not self._answer(error):
                    self.failed.emit(error)

    def _answer(self, answer: object) -> bool:
        """The order is at its end; whoever asked hears how. False where nobody asked."""
        heard, self._heard, self._busy = self._heard, None, False
        if heard is not None:
            heard(answer)
        return heard is not None
