"""One task of a run, and what comes of it: plain values, so that either may go to another process or another machine.

Nothing of the engine is needed to know them: a run that has nothing left to do never loads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.batch.reading import Reading
from layout_tool.engine.options import TextMode
from layout_tool.errors import LayoutToolError, Phrase


@dataclass(frozen=True, slots=True)
class Task:
    """`formats` are those beside the document, `language` is that of their words."""

    path: Path
    output: Path
    formats: tuple[str, ...] = ()
    profile: str | None = None
    reading: Reading = field(default_factory=Reading)
    mode: TextMode = "auto"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file held."""

    pages: int = 0
    articles: int = 0
    lines: int = 0
    characters: int = 0
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class PageRow:
    """What there is to tell of a page.

    `doubts` are decisions that a person should look at, `confidence` is the mean of its articles' (None without one),
    `coverage` the part of its characters that is in articles or furniture (None without a character).
    """

    page: int
    articles: int = 0
    doubts: int = 0
    confidence: float | None = None
    coverage: float | None = None
    warnings: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a task: `outputs` with the hash of each, the input's hash, time, the most memory (MB) that the process
    that did it has held, or the error. `attempt` counts the tries that it took: those before it broke their process."""

    counts: Counts = field(default_factory=Counts)
    pages: tuple[PageRow, ...] = ()
    outputs: tuple[tuple[Path, str], ...] = ()
    sha256: str | None = None
    seconds: float = 0.0
    memory: float = 0.0
    notes: tuple[Phrase, ...] = ()
    error: LayoutToolError | None = None
    quarantined: bool = False
    attempt: int = 1
