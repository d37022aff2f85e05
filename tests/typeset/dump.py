"""A text dump, and what each stretch of it is."""

from __future__ import annotations

from dataclasses import dataclass

from tests.typeset.composition import SetLine


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a printed line stands: dump line (from 1), characters [start, end), left edge in cells (from 0)."""

    number: int
    start: int
    end: int
    cell: int
    line: SetLine


@dataclass(frozen=True, slots=True)
class Dump:
    """The text of a page and its marks, in the order of the dump."""

    text: str
    marks: tuple[Mark, ...]
