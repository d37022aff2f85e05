"""Which of the files found a run is to take: those whose names fit, of these those of one shard."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from layout_tool.errors import UsageError

_SHARD = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_WILD = re.compile(r"[*?\[]")
_SIGNS = re.compile(r"\[(!?)(\]?[^\]/]+)\]")
_INSIDE, _ESCAPED = re.compile(r"[\\\[\]^&~|]"), r"\\\g<0>"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen of what the paths of a run stand for.

    A file counts where `include` is empty or one of its patterns fits, and none of `exclude` does; a folder that
    `exclude` fits is not entered. A pattern with a slash is held against the path below the folder that was named,
    one without against the name alone; `*` and `?` stay within a name, `**` goes over folders.

    `shard` is (3, 8) for the third of eight parts. A file's part hangs on its output alone, so that machines that are
    given the same paths share them out among themselves, and a file that is added moves no other.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    shard: tuple[int, int] | None = None

    def enters(self, folder: str) -> bool:
        """Whether a folder, by its path with slashes, is looked into."""
        return not _fits_one(self.exclude, folder)

    def takes(self, path: str) -> bool:
        """Whether a file in a folder that is looked into counts, by its path with slashes."""
        return (not self.include or _fits_one(self.include, path)) and not _fits_one(self.exclude, path)

    def takes_named(self, path: str) -> bool:
        """Whether a file counts that was found without looking into its folders, none of which may be excluded."""
        if not (self.include or self.exclude):
            return True
        folders = path.split("/")[:-1]
        above = ("/".join(folders[: depth + 1]) for depth in range(len(folders)))
        return self.takes(path) and all(self.enters(folder) for folder in above if folder)

    def holds(self, output: str) -> bool:
        """Whether a file with this output, a path with slashes below the output folder, is of the shard."""
        if self.shard is None:
            return True
        turn, count = self.shard
        name = hashlib.blake2b(os.fsencode(output), digest_size=8).digest()
        return int.from_bytes(name) % count == turn - 1


def parse_shard(text: str) -> tuple[int, int]:
    """Raises UsageError for what is no shard.

    >>> parse_shard("3/8")
    (3, 8)
    """
    found = _SHARD.fullmatch(text.strip())
    turn, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= turn <= count:
        raise UsageError(reason="usage_shard", name=text)
    return turn, count


def is_pattern(path: str) -> bool:
    """Whether signs in it stand for others."""
    return _WILD.search(path) is not None


def fits(pattern: str, path: str) -> bool:
    """Whether the pattern fits the whole path.

    >>> fits("**/1999-*/p?.pdf", "1999-05/p1.pdf")
    True
    >>> fits("1999*.pdf", "1999/p1.pdf")
    False
    """
    return _compiled(pattern).fullmatch(path) is not None


def _fits_one(patterns: Sequence[str], path: str) -> bool:
    name = path.rpartition("/")[2]
    return any(fits(pattern, path if "/" in pattern else name) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if sys.platform in ("win32", "darwin") else 0
    return re.compile("".join(_pieces(pattern.removeprefix("./").rstrip("/"))), re.DOTALL | flags)


def _pieces(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        fresh = at == 0 or pattern[at - 1] == "/"
        signs = _SIGNS.match(pattern, at)
        if fresh and pattern.startswith("**/", at):
            yield "(?:[^/]+/)*"
            at += 3
        elif fresh and pattern[at:] == "**":
            yield ".*"
            return
        elif signs:
            yield f"[{'^/' if signs[1] else ''}{_INSIDE.sub(_ESCAPED, signs[2])}]"
            at = signs.end()
        else:
            yield {"*": "[^/]*", "?": "[^/]"}.get(pattern[at], re.escape(pattern[at]))
            at += 1
