"""The process that works: it takes one task at a time from its parent and sends back what becomes of it."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from enum import Enum
from multiprocessing.connection import Connection
from typing import Any

from layout_tool.batch import heartbeat
from layout_tool.ingest.pdf.limits import MEMORY_EXIT, resident_memory

_EVERY = 0.2  # seconds between two looks at memory and parent


class Sign(Enum):
    """What a child sends besides results."""

    ALIVE = "alive"


def serve(parent: Connection, memory: int) -> None:
    """Do tasks until the parent is gone. Beyond that memory the process ends itself with `MEMORY_EXIT`.

    Ctrl+C is the parent's affair: it decides what comes to its end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()  # a crash is told by the parent, in words
    threading.Thread(target=_look, args=(memory, os.getppid()), daemon=True).start()
    heartbeat.listen(lambda: parent.send(Sign.ALIVE))
    while True:
        try:
            work, given = parent.recv()
            parent.send(_outcome(work, given))
        except (EOFError, OSError):  # nobody is there any more
            os._exit(0)
        except MemoryError:
            os._exit(MEMORY_EXIT)


def _outcome(work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    return work(*given)


def _look(memory: int, parent: int) -> None:
    while resident_memory() <= memory:
        if sys.platform != "win32" and os.getppid() != parent:
            os._exit(0)
        time.sleep(_EVERY)
    os._exit(MEMORY_EXIT)
