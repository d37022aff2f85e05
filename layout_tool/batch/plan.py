"""What a run will do: each input with the file its document goes to, known before the first page is read."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout_tool.batch.found import Finder
from layout_tool.batch.selection import Selection
from layout_tool.batch.walk import Found
from layout_tool.errors import LayoutToolError, OutputError

TABLE, LINES, SUMMARY = "report.csv", "report.jsonl", "summary.html"
"""What a run writes for itself at the top of its folder."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to propose. `refused` says why it cannot even be begun."""

    path: Path
    output: Path
    refused: LayoutToolError | None = None


def plan(
    paths: Iterable[Path],
    folder: Path,
    selection: Selection | None = None,
    suffixes: Sequence[str] = (".json",),
) -> tuple[Job, ...]:
    """Jobs in a fixed order: as given, folders by name, their sub-folders kept below `folder`.

    `paths` are files, folders, patterns and lists as `found.Finder` knows them. In a folder the readers' own extensions
    count; a file that is named counts whatever its name. A folder in which none counts is one refused job. The output
    folder is not looked into where it lies below one that is named.

    `suffixes` are those of the files that each job writes; that of the document comes first. The same file given twice
    is one job. A file that would write over the output of another, over an input of this run or over its report is
    refused. The shard is taken of the whole plan, so that all shards agree on what is refused.

    Raises InputError for a list that cannot be read.
    """
    chosen = selection or Selection()
    found = list(_each_once(paths, folder, chosen))
    refusals = _Refusals(found, folder, suffixes)
    return tuple(
        Job(Path(each.path), folder / (each.below + suffixes[0]), each.refused or refusals.of(each))
        for each in found
        if chosen.holds(each.below)
    )


def pages_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that these paths stand for: a file for itself, a folder for the pages in it, in their order.

    Raises EmptyFolder, UnreadableInput.
    """
    finder = Finder(Selection())
    seen: set[str] = set()
    for path in paths:
        for each in finder.named(path):
            if each.refused is not None:
                raise each.refused
            if each.real not in seen:
                seen.add(each.real)
                yield Path(each.path)


def _each_once(paths: Iterable[Path], folder: Path, selection: Selection) -> Iterator[Found]:
    finder = Finder(selection, os.path.realpath(folder))
    seen: set[str] = set()
    for path in paths:
        for each in finder.find(path):
            if each.real not in seen:
                seen.add(each.real)
                yield each


class _Refusals:
    """What stands in the way of a job, seen from all jobs together."""

    def __init__(self, found: Sequence[Found], folder: Path, suffixes: Sequence[str]) -> None:
        self._folder = folder
        self._suffixes = suffixes
        self._inputs = {each.real for each in found}
        self._places: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        for each in found:
            if each.refused is None:
                self._owners.setdefault(_same_name(each.below), each.real)
        self._folders = {_same_name(place) for below in self._owners for place in _above(below)}

    def of(self, found: Found) -> LayoutToolError | None:
        """Why the job cannot be done, or None."""
        if self._owners[_same_name(found.below)] != found.real:
            return self._refused(found, self._suffixes[0], "reason_taken")
        for suffix in self._suffixes:
            name = found.below + suffix
            if _same_name(name) in self._folders:
                return self._refused(found, suffix, "reason_taken")
            if _same_name(name) in (TABLE, LINES, SUMMARY):
                return self._refused(found, suffix, "reason_own_report")
            if self._real(name) in self._inputs:
                return self._refused(found, suffix, "reason_input")
        return None

    def _refused(self, found: Found, suffix: str, reason: str) -> OutputError:
        return OutputError(path=str(self._folder / (found.below + suffix)), reason=reason)

    def _real(self, name: str) -> str:
        """Where an output lies; each folder is looked up once."""
        place, _, last = name.rpartition("/")
        if place not in self._places:
            self._places[place] = os.path.realpath(self._folder / place)
        return os.path.join(self._places[place], last)  # noqa: PTH118 - text is quicker


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in, from the inmost."""
    while path := path.rpartition("/")[0]:
        yield path


def _same_name(path: str) -> str:
    """Equal for names that are one file on this system."""
    if sys.platform == "darwin":
        path = unicodedata.normalize("NFC", path)
    return path.casefold() if sys.platform in ("win32", "darwin") else path
