"""Whether a file is still what it was: by size and time of change, and by its hash where these are not enough."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the system says of a file without reading it: `size` in bytes, `mtime` in nanoseconds."""

    size: int
    mtime: int


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none, or it may not be seen."""
    try:
        seen = path.stat()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    return Stamp(seen.st_size, seen.st_mtime_ns)


def sha256_of(path: Path) -> str | None:
    """The hash of a file's bytes; None where they cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def still(path: Path, noted: Stamp | None, sha256: str | None) -> Stamp | None:
    """The stamp of a file that is what it was when it was noted, None of one that is not.

    The same stamp is believed; another time of change with the same size is looked into.
    """
    now = stamp(path)
    if now is None or now == noted:
        return now
    same = sha256 is not None and (noted is None or noted.size == now.size) and sha256_of(path) == sha256
    return now if same else None
