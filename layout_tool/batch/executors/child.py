"""The process that works: it takes one task at a time from its parent and sends back what becomes of it."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from layout_tool.batch import heartbeat
from layout_tool.ingest.pdf.limits import MEMORY_EXIT, resident_memory
from layout_tool.ingest.pipes import WireBroken, own_streams, receive, send

_EVERY = 0.2  # seconds between two looks at memory and parent
_GRACE = 5.0  # seconds: so much later than its parent the child itself takes a task to be hopeless
_ROOM = 1 << 30  # bytes of address space for libraries, which is taken but hardly held
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Order:
    """Work, the values to do it with, and the seconds after which a part of it need not be done any more."""

    work: Callable[..., Any]
    given: tuple[Any, ...]
    seconds: float


class Sign(Enum):
    """What a child sends besides results."""

    ALIVE = "alive"


def serve(memory: int) -> None:
    """Do tasks until the parent is gone. Beyond that memory the process ends itself with `MEMORY_EXIT`.

    Ctrl+C is the parent's affair: it decides what comes to its end. The child has a clock of its own, which runs even
    while C code does not let go of the interpreter: nobody else would end it if the parent were killed meanwhile.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = own_streams()
    faulthandler.disable()  # a crash is told by the parent, in words
    _keep_below(memory)
    threading.Thread(target=_look, args=(memory, os.getppid()), daemon=True).start()
    with Path(os.devnull).open("wb") as nowhere, suppress(WireBroken):  # its end: nobody is there any more
        clock = _Clock(nowhere)
        heartbeat.listen(lambda: _say_alive(answers, clock))
        while True:
            order = receive(requests)
            assert isinstance(order, Order)
            clock.begin(order.seconds)
            try:
                answer = order.work(*order.given)
            except MemoryError:
                os._exit(MEMORY_EXIT)
            clock.end()
            send(answers, answer)


class _Clock:
    """Ends the process when a part of the work takes too long."""

    def __init__(self, nowhere: BinaryIO) -> None:
        self._nowhere = nowhere
        self._seconds = 0.0

    def begin(self, seconds: float) -> None:
        self._seconds = seconds + _GRACE
        self.again()

    def again(self) -> None:
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)

    def end(self) -> None:
        faulthandler.cancel_dump_traceback_later()


def _say_alive(answers: BinaryIO, clock: _Clock) -> None:
    clock.again()
    send(answers, Sign.ALIVE)


def _keep_below(memory: int) -> None:
    """Have an allocation fail that goes far beyond that memory at one stroke, where the system can see to it."""
    if sys.platform == "win32" or not _STATM.exists():
        return
    import resource

    most = int(_STATM.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") + memory + _ROOM
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # some systems know the limit but do not take it
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _look(memory: int, parent: int) -> None:
    while resident_memory() <= memory:
        if sys.platform != "win32" and os.getppid() != parent:
            os._exit(0)
        time.sleep(_EVERY)
    os._exit(MEMORY_EXIT)
