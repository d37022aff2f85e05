"""What reading a page may cost, and how a process holds itself to it."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MEMORY_EXIT = 86
"""The exit code of a process that ended itself because it needed more memory than it may."""

_STATM, _STATUS = Path("/proc/self/statm"), Path("/proc/self/status")
_EVERY = 0.2  # seconds between two looks at memory and parent


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for one page, and for opening a file; `memory` in bytes for the process that reads. After `slow_pages`
    pages in a row that took too long the next ones get less time, and after as many more the rest is not tried."""

    seconds: float = 60.0
    memory: int = 1_500_000_000
    slow_pages: int = 3


def hold_to(memory: int) -> None:
    """Keep this process below so many bytes, by the system's own limit where there is one, and by looking; and end it
    when its parent is gone.

    Beyond that memory an allocation fails, or the process ends with `MEMORY_EXIT`.
    """
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        with suppress(OSError, ValueError):  # some systems know the limit but do not take it
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_look, args=(memory, os.getppid()), daemon=True).start()


def _look(memory: int, parent: int) -> None:
    while resident_memory() <= memory:
        if sys.platform != "win32" and os.getppid() != parent:  # Windows keeps the number of a parent that is gone
            os._exit(0)
        time.sleep(_EVERY)
    os._exit(MEMORY_EXIT)


def resident_memory() -> int:
    """The bytes that this process holds now, on systems that do not say so at most so far; 0 where nothing is known."""
    if sys.platform == "win32":
        return windows_memory(ctypes.windll.kernel32).now
    if not _STATM.exists():
        return peak_memory()
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak_memory() -> int:
    """The most bytes that this process has held so far; 0 where the system does not say.

    Linux's own figure for it begins with that of the parent, hence the detour.
    """
    if sys.platform == "win32":
        return windows_memory(ctypes.windll.kernel32).most
    if _STATUS.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text("utf-8", "replace"), re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class WindowsCounters(ctypes.Structure):
    """What Windows says of a process's memory (PROCESS_MEMORY_COUNTERS), in bytes."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak_resident", "resident")),
        *((f"quota_{number}", ctypes.c_size_t) for number in range(4)),
        *((name, ctypes.c_size_t) for name in ("committed", "peak_committed")),
    )
    size: int
    peak_resident: int
    resident: int
    committed: int
    peak_committed: int


class Held(NamedTuple):
    """Bytes of memory: now, and at most so far."""

    now: int
    most: int


def windows_memory(kernel: object) -> Held:
    """What this process holds, resident or committed, by Windows's `kernel32`; 0 where it does not say."""
    this_process: Callable[[], int] = kernel.GetCurrentProcess  # type: ignore[attr-defined]
    ask: Callable[[ctypes.c_void_p, object, int], int] = kernel.K32GetProcessMemoryInfo  # type: ignore[attr-defined]
    counters = WindowsCounters(size=ctypes.sizeof(WindowsCounters))
    if not ask(ctypes.c_void_p(this_process()), ctypes.byref(counters), counters.size):
        return Held(0, 0)
    return Held(max(counters.resident, counters.committed), max(counters.peak_resident, counters.peak_committed))
