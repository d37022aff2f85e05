"""Opening an input file for reading only, with every refusal as a clear error."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from layout_tool.errors import FolderInput, MissingInput, UnreadableInput

CHANGED = "reason_changed"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file is still the same one."""

    device: int
    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, facts: os.stat_result) -> Stamp:
        return cls(facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """A regular file, opened read-only.

    A pipe or device is refused without being opened. Raises MissingInput, FolderInput, UnreadableInput,
    also for read errors inside the `with`.
    """
    try:
        _refuse_special(path, _mode(path))
        with open(path, "rb", opener=_open_at_once) as stream:
            _refuse_special(path, os.fstat(stream.fileno()).st_mode)
            yield stream
    except (FileNotFoundError, NotADirectoryError) as failure:
        raise MissingInput(path=str(path)) from failure
    except IsADirectoryError as failure:
        raise FolderInput(path=str(path)) from failure
    except OSError as failure:
        raise UnreadableInput.of(path, failure) from failure


def stamp(stream: BinaryIO) -> Stamp:
    """The stamp of an open file."""
    return Stamp.of(os.fstat(stream.fileno()))


def chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The rest of a stream in chunks of at most `size` bytes."""
    while chunk := stream.read(size):
        yield chunk


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except ValueError as failure:  # a NUL or a lone surrogate: no file has such a name
        raise MissingInput(path=ascii(str(path))) from failure


def _open_at_once(name: str, flags: int) -> int:
    """Open without waiting for a writer, should the file have become a pipe since it was looked at."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_special(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FolderInput(path=str(path))
    if not stat.S_ISREG(mode):
        raise UnreadableInput(path=str(path), reason="reason_special")
