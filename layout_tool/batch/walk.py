"""Walking through a folder: every file in it in a fixed order, and no folder twice."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from layout_tool.errors import LayoutToolError


@dataclass(frozen=True, slots=True)
class Found:
    """A file by its path as given, by the path that leads to it over no link, and by its output, without an extension,
    below the output folder. `refused` says why it, or the folder it stands for, cannot be begun."""

    path: str
    real: str
    below: str
    refused: LayoutToolError | None = None


class Walk:
    """The files in the folder `root` and below it: those of a folder by name, then those of its sub-folders by name.

    Names that begin with a dot are left out, and so are folders for which `enters` is false of their path below the
    root, with slashes, and the folder whose real path is `never`. Links to folders are followed when all else is done,
    save to folders that were walked through before and to those in which the link itself stands.

    `closed` has the folders that could not be read, with what the system said.
    """

    def __init__(self, root: str, enters: Callable[[str], bool], never: str | None = None) -> None:
        self._root = root
        self._enters = enters
        self._never = never
        self._walked: set[str] = set()
        self._links: deque[tuple[str, str]] = deque()
        self.closed: list[tuple[str, OSError]] = []

    def files(self, below: str = "") -> Iterator[tuple[Found, str]]:
        """Each file with its path below the root, with slashes; its output lies in the folder `below`."""
        yield from self._tree(self._root, "", below)
        while self._links:
            place, name = self._links.popleft()
            real = os.path.realpath(place)
            if not _is_above(real, os.path.realpath(os.path.dirname(place))):  # noqa: PTH120 - text is quicker here
                yield from self._tree(place, name, below)

    def _tree(self, root: str, name: str, below: str) -> Iterator[tuple[Found, str]]:
        stack = [(root, name)]
        while stack:
            place, name = stack.pop()
            real = os.path.realpath(place)
            if real in self._walked or (real == self._never and place != self._root):
                continue
            self._walked.add(real)
            folders: list[tuple[str, str]] = []
            for entry in self._entries(place):
                inner = f"{name}/{entry.name}" if name else entry.name
                if not _is_folder(entry):
                    here = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118
                    yield Found(entry.path, here, stem(f"{below}/{inner}" if below else inner)), inner
                elif self._enters(inner):
                    (self._links if entry.is_symlink() else folders).append((entry.path, inner))
            stack += reversed(folders)

    def _entries(self, place: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(place) as entries:
                shown = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            self.closed.append((place, error))
            return []
        return sorted(shown, key=lambda entry: entry.name)


def stem(path: str) -> str:
    """The path without the extension of its name."""
    return os.path.splitext(path)[0]  # noqa: PTH122 - text is quicker


class RealPaths:
    """Finds the path that leads to the same file over no link. Each folder is looked up once: it is for one plan."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        place, name = os.path.split(path)
        if not name or name in (".", "..") or os.path.islink(path):  # noqa: PTH114 - text is quicker
            return os.path.realpath(path)
        if place not in self._folders:
            self._folders[place] = os.path.realpath(place)
        return os.path.join(self._folders[place], name)  # noqa: PTH118


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _is_above(folder: str, inner: str) -> bool:
    return inner == folder or inner.startswith(folder.rstrip(os.sep) + os.sep)
