"""What a killed run left half-written beside its outputs, which themselves are whole or not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from layout_tool.atomic import parts_left, short_name
from layout_tool.batch.journal import Journal
from layout_tool.batch.plan import LINES, SUMMARY, TABLE
from layout_tool.export.suffixes import SUFFIXES


def sweep(journal: Journal) -> None:
    """Remove the half-written parts of outputs that are planned and of the reports; other files of such names stay.

    Whoever has the journal may be sure that no other run writes them. A worker that outlived its run may: its part is
    gone when it wants to put it in place, which is as well.
    """
    _remove(parts_left(journal.folder), (TABLE, LINES, SUMMARY))
    parts = {folder: left for folder in _folders(journal) if (left := parts_left(folder))}
    if not parts:
        return
    for output in journal.planned_outputs():
        _remove(parts.get(output.parent, {}), [output.stem + suffix for suffix in SUFFIXES.values()])


def _folders(journal: Journal) -> Iterator[Path]:
    """The folders of the outputs that are planned, each once."""
    yield from dict.fromkeys(output.parent for output in journal.planned_outputs())


def _remove(parts: dict[str, list[Path]], names: Iterable[str]) -> None:
    for name in names:
        for part in parts.pop(short_name(name), []):
            with suppress(OSError):  # it harms nobody
                part.unlink()
