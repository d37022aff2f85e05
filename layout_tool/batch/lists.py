"""Lists of paths: in a file, or from standard input, one path a line, or each ended by a zero byte."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from layout_tool.errors import FolderInput, MissingInput, UnreadableInput

_DASH = "-"
_MARK = "@"


def is_list(path: Path) -> bool:
    """Whether a word of the command line names a list: `-` for standard input, `@list.txt` where no file is so
    called."""
    return str(path) == _DASH or (str(path).startswith(_MARK) and len(str(path)) > 1 and not os.path.lexists(path))


def listed(path: Path) -> Iterator[Path]:
    """The paths of such a list as they stand there, bytes of any kind; those that are not absolute start from the
    current folder. Raises InputError."""
    word = str(path)
    content = sys.stdin.buffer.read() if word == _DASH else _content(Path(word.removeprefix(_MARK)))
    content = content.removeprefix(codecs.BOM_UTF8)
    ends = b"\0" if b"\0" in content else b"\n"
    for line in content.split(ends):
        entry = line if ends == b"\0" else line.removesuffix(b"\r")
        if entry.strip():
            yield Path(os.fsdecode(entry))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInput(path=str(path)) from error
    except IsADirectoryError as error:
        raise FolderInput(path=str(path)) from error
    except OSError as error:
        raise UnreadableInput.of(path, error) from error
