"""The files that the words of a command line stand for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.batch.lists import is_list, listed
from layout_tool.batch.selection import Selection, fits, is_pattern
from layout_tool.batch.walk import Found, RealPaths, Walk, stem
from layout_tool.errors import EmptyFolder, NothingFits, UnreadableInput
from layout_tool.ingest.registry import suffixes

_ANYTHING = ("*", "**")


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for files. A folder with the real path `never` counts only where it was named itself."""

    selection: Selection
    never: str | None = None
    real: RealPaths = field(default_factory=RealPaths)

    def find(self, path: Path) -> Iterator[Found]:
        """The files that a word of the command line stands for: a file for itself, a folder for the pages in it, a
        list for what it names, a pattern for what it fits.

        What a list names keeps its whole path below the output folder, what a pattern fits the part with signs in it.
        Raises InputError for a list that cannot be read.
        """
        if is_list(path):
            for each in listed(path):
                yield from self._named(os.fspath(each), _whole(each))
        elif is_pattern(str(path)) and not os.path.lexists(path):
            yield from self._fitting(path.as_posix())
        else:
            yield from self.named(path)

    def named(self, path: Path) -> Iterator[Found]:
        """The file of that name, or the pages in the folder of that name."""
        yield from self._named(os.fspath(path), "")

    def _named(self, path: str, below: str) -> Iterator[Found]:
        if not os.path.isdir(path):  # noqa: PTH112 - False, not an error, where it may not be seen
            if self.selection.takes_named(path.replace(os.sep, "/")):
                yield Found(path, self.real.of(path), stem(below or os.path.basename(path)))  # noqa: PTH119
            return
        walk = Walk(path, self.selection.enters, self.never)
        pages = 0
        for found, name in walk.files(below):
            if _is_page(name):
                pages += 1
                if self.selection.takes(name):
                    yield found
        if not pages and not walk.closed:
            yield Found(path, self.real.of(path), below or os.path.basename(path), EmptyFolder(path=path))  # noqa: PTH119
        yield from self._closed(walk)

    def _fitting(self, pattern: str) -> Iterator[Found]:
        parts = pattern.split("/")
        fixed = next(number for number, part in enumerate(parts) if is_pattern(part))
        way = _Way("/".join(parts[fixed:]))
        root = "/".join(parts[:fixed]) or ("/" if fixed else ".")
        walk = Walk(root, lambda folder: way.leads_over(folder) and self.selection.enters(folder), self.never)
        fitting = 0
        for found, name in walk.files():
            if way.ends_at(name):
                fitting += 1
                if self.selection.takes(name):
                    yield found
        if not fitting:
            yield Found(pattern, pattern, stem(pattern), NothingFits(path=pattern))
        yield from self._closed(walk)

    def _closed(self, walk: Walk) -> Iterator[Found]:
        for place, error in walk.closed:
            yield Found(place, self.real.of(place), os.path.basename(place), UnreadableInput.of(place, error))  # noqa: PTH119


class _Way:
    """Where a pattern leads. A folder that it fits stands for the pages in it; where its last part fits anything,
    the pages alone are meant."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._parts = pattern.split("/")
        self._level = self._parts.index("**") if "**" in self._parts else len(self._parts)

    def leads_over(self, folder: str) -> bool:
        depth = folder.count("/") + 1
        if depth >= self._level:
            return self._level < len(self._parts) or depth == self._level or self._within(folder)
        return fits("/".join(self._parts[:depth]), folder)

    def ends_at(self, name: str) -> bool:
        if fits(self._pattern, name) and (self._parts[-1] not in _ANYTHING or _is_page(name)):
            return True
        return _is_page(name) and self._within(name.rpartition("/")[0])

    def _within(self, folder: str) -> bool:
        """Whether the folder, or one that it lies in, fits."""
        while folder:
            if fits(self._pattern, folder):
                return True
            folder = folder.rpartition("/")[0]
        return False


def _is_page(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in suffixes()  # noqa: PTH122 - text is quicker


def _whole(path: Path) -> str:
    """The path as it is kept below the output folder: without what stands before its first name."""
    plain = Path(os.path.normpath(path))
    if plain.parts[:1] == ("..",):
        plain = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
    drive = re.sub(r"[:\\/]+", "_", plain.drive).strip("_")
    name = plain.relative_to(plain.anchor).as_posix()
    return "/".join(part for part in (drive, name) if part not in ("", "."))
