"""What reading a page may cost, and how a process holds itself to it."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEMORY_EXIT = 86
"""The exit code of a process that ended itself because it needed more memory than it may."""

_STATM, _STATUS = Path("/proc/self/statm"), Path("/proc/self/status")
_EVERY = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for one page, and for opening a file; `memory` in bytes for the process that reads; after `slow_pages`
    pages in a row that took too long the rest of a file is not tried."""

    seconds: float = 60.0
    memory: int = 1_500_000_000
    slow_pages: int = 3


def hold_to(memory: int) -> None:
    """Keep this process below so many bytes: by the system's own limit where there is one, and by looking.

    Beyond it an allocation fails, or the process ends with `MEMORY_EXIT`.
    """
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        with suppress(OSError, ValueError):  # some systems know the limit but do not take it
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_look, args=(memory,), daemon=True).start()


def _look(memory: int) -> None:
    while resident_memory() <= memory:
        time.sleep(_EVERY)
    os._exit(MEMORY_EXIT)


def resident_memory() -> int:
    """The bytes that this process holds now, on systems that do not say so at most so far; 0 where nothing is known."""
    if not _STATM.exists():
        return peak_memory()
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak_memory() -> int:
    """The most bytes that this process has held so far; 0 where the system does not say.

    Linux's own figure for it begins with that of the parent, hence the detour.
    """
    if sys.platform == "win32":
        return 0
    if _STATUS.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text("utf-8", "replace"), re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
