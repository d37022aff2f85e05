"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from layout_tool.errors import OutputError

_PART = re.compile(r"\.(.{1,40})\.[a-z0-9_]{8}\.part", re.DOTALL)


@contextmanager
def atomic_file(path: Path, never: Path | None = None) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends well; else `path` stays as it was.

    Missing folders are made. `never` is a file that must not be overwritten, the input. Raises OutputError.
    """
    try:
        _refuse(path, never)
        target = Path(os.path.realpath(path))
        if target.is_symlink():  # what is left of a link that leads to itself
            raise OutputError(path=str(path), reason="reason_write_loop")
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():  # a device or a pipe: nothing to put in its place
            with target.open("wb") as stream:
                yield stream
            return
        with _replacement(target) as stream:
            yield stream
    except OSError as error:
        raise OutputError.of(path, error) from error


def parts_left(folder: Path) -> dict[str, list[Path]]:
    """What writers left half-written in a folder when they were killed, by the `short_name` of what it was to become;
    none where the folder cannot be looked into. Parts that are being written are among them."""
    found: dict[str, list[Path]] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if match := _PART.fullmatch(entry.name):
                found.setdefault(match[1], []).append(Path(entry.path))
    return found


def short_name(name: str) -> str:
    """What of a file's name stands in the name of its half-written part."""
    return name[:40]


def _refuse(path: Path, never: Path | None) -> None:
    if path.is_dir():
        raise OutputError(path=str(path), reason="reason_folder")
    if never is not None and path.exists() and never.exists() and path.samefile(never):
        raise OutputError(path=str(path), reason="reason_input")


@contextmanager
def _replacement(target: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{short_name(target.name)}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield cast("BinaryIO", stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
