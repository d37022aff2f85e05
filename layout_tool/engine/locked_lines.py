"""Lines that locks name and that no page has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout_tool.errors import UnknownLine
from layout_tool.model.locks import Lock, lines_of
from layout_tool.model.locks_json import lock_words


class LockedLines:
    """The lines that locks name and that no page has shown yet."""

    def __init__(self, locks: Sequence[Lock]) -> None:
        self._missing: dict[str, Lock] = {}
        for lock in locks:
            for line in lines_of(lock):
                self._missing.setdefault(line, lock)

    def seen(self, lines: Iterable[str]) -> None:
        """These line ids are there."""
        for line in lines:
            self._missing.pop(line, None)

    def check(self, path: str) -> None:
        """Raise UnknownLine with the first line still missing, once all pages are seen; `path` is the locks' file."""
        for line, lock in self._missing.items():
            raise UnknownLine(path=path, lock=lock_words(lock), line=line)
