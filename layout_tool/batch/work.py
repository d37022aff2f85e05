"""One task of a run: a file that becomes a document, and what there is to tell of it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.batch.notes import Notes
from layout_tool.batch.propose import Reading, iter_proposals
from layout_tool.engine.options import TextMode
from layout_tool.errors import LayoutToolError, Phrase
from layout_tool.export.json_writer import write_pages


@dataclass(frozen=True, slots=True)
class Task:
    path: Path
    output: Path
    formats: tuple[str, ...] = ()
    profile: str | None = None
    reading: Reading = field(default_factory=Reading)
    mode: TextMode = "auto"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Counts:
    pages: int = 0
    articles: int = 0
    lines: int = 0
    characters: int = 0
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class PageRow:
    page: int
    articles: int = 0
    doubts: int = 0
    confidence: float | None = None
    coverage: float | None = None
    warnings: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    counts: Counts = Counts()
    pages: tuple[PageRow, ...] = ()
    outputs: tuple[tuple[Path, str], ...] = ()
    sha256: str | None = None
    seconds: float = 0.0
    memory: float = 0.0
    notes: tuple[Phrase, ...] = ()
    error: LayoutToolError | None = None
    quarantined: bool = False


def work(task: Task) -> Done:
    """Do a task; an error for the user is its result."""
    start = time.perf_counter()
    try:
        proposal = iter_proposals(task.path, task.profile, reading=task.reading, mode=task.mode)
        notes = Notes(proposal.notes)
        write_pages(task.output, proposal.generator, (proposal.source,), notes.of(proposal.pages), never=task.path)
    except LayoutToolError as error:
        return Done(error=error)
    sha = hashlib.sha256(task.output.read_bytes()).hexdigest()
    return Done(
        Counts(pages=1), (PageRow(1),), ((task.output, sha),), proposal.source.sha256, time.perf_counter() - start
    )
