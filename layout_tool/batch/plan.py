"""What a run will do: each input with the file its document goes to, known before the first page is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout_tool.errors import EmptyFolder, LayoutToolError, OutputError, UnreadableInput
from layout_tool.ingest.registry import suffixes


@dataclass(frozen=True, slots=True)
class Job:
    """One file to propose. `refused` says why it cannot even be begun."""

    path: Path
    output: Path
    refused: LayoutToolError | None = None


def plan(paths: Sequence[Path], folder: Path) -> tuple[Job, ...]:
    """Jobs for files and folders in a fixed order: as given, folders by name, sub-folders kept below `folder`.

    In a folder the readers' own extensions count; a file that is named counts whatever its name. A folder in
    which none counts is one refused job.

    The same file given twice is one job. A file whose document would overwrite that of another file is refused.
    """
    jobs: list[Job] = []
    seen: set[str] = set()
    taken: dict[str, Path] = {}
    for job in _found(paths, folder):
        real = os.path.realpath(job.path)
        if real in seen:
            continue
        seen.add(real)
        other = taken.setdefault(_same_name(job.output), job.path)
        if other is not job.path and job.refused is None:
            clash = OutputError(path=str(job.output), reason="reason_taken")
            job = Job(job.path, job.output, clash)  # noqa: PLW2901 - the same job, refused
        jobs.append(job)
    return tuple(jobs)


def pages_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that these paths stand for: a file for itself, a folder for the pages in it, in their order.

    Raises EmptyFolder, UnreadableInput.
    """
    seen: set[str] = set()
    for job in _found(paths, Path()):
        if job.refused is not None:
            raise job.refused
        real = os.path.realpath(job.path)
        if real not in seen:
            seen.add(real)
            yield job.path


def _found(paths: Sequence[Path], folder: Path) -> Iterator[Job]:
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - False, not an error, where it may not be seen
            found = tuple(_in_folder(path, folder))
            yield from found or (Job(path, folder / _document_name(path), EmptyFolder(path=str(path))),)
        else:
            yield Job(path, folder / _document_name(path))


def _in_folder(root: Path, folder: Path) -> Iterator[Job]:
    closed: list[OSError] = []
    for place, names, files in os.walk(root, onerror=closed.append):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if path.suffix.lower() in suffixes() and not name.startswith("."):
                yield Job(path, folder / path.relative_to(root).with_name(_document_name(path)))
    for error in closed:
        path = Path(str(error.filename))
        yield Job(path, folder / path.name, UnreadableInput.of(path, error))


def _document_name(path: Path) -> str:
    return f"{path.stem}.json"


def _same_name(path: Path) -> str:
    """Equal for names that are one file on this system."""
    return str(path).casefold() if sys.platform in ("win32", "darwin") else str(path)
