"""A run over many files: one after the other, each to its end or to its error, which never ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol

from layout_tool.batch.notes import Notes
from layout_tool.batch.plan import Job
from layout_tool.batch.propose import Proposal
from layout_tool.errors import Phrase
from layout_tool.export import tally
from layout_tool.export.json_writer import write_pages
from layout_tool.model.proposal import PageProposal


@dataclass(frozen=True, slots=True)
class Counts:
    """What one file held."""

    pages: int = 0
    articles: int = 0
    lines: int = 0
    characters: int = 0
    encoding: str | None = None
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One file's end. `error` is an error for the user, or whatever else stopped this file."""

    job: Job
    counts: Counts
    error: Exception | None = None

    @property
    def done(self) -> bool:
        return self.error is None


class Progress(Protocol):
    """Who is told how a run goes on."""

    def begin(self, total: int) -> None:
        """`total` files will be read."""

    def step(self, result: Result) -> None:
        """One of them is done or has failed."""

    def end(self) -> None:
        """The run is over, or was broken off."""


Opener = Callable[[Path], Proposal]
Further = Callable[[Job], tuple[Phrase, ...]]
"""Writes more files of a job whose document is written; gives what is to be noted of them."""


def run(jobs: Sequence[Job], opener: Opener, progress: Progress, further: Further | None = None) -> Iterator[Result]:
    """Each job's result, in the order of the jobs; documents are written as the results come."""
    progress.begin(len(jobs))
    try:
        for job in jobs:
            result = run_job(job, opener, further)
            progress.step(result)
            yield result
    finally:
        progress.end()


def run_job(job: Job, opener: Opener, further: Further | None = None) -> Result:
    """One file from opening to the written document, and what is written further."""
    if job.refused is not None:
        return Result(job, Counts(), job.refused)
    counts = Counts()
    with _Outcome() as outcome:
        counts = _write(job, opener)
        if further is not None:
            counts = replace(counts, notes=(*counts.notes, *further(job)))
    return Result(job, counts, outcome.error)


class _Outcome:
    """The end of one file's work: whatever stopped it is kept for the report, so that the next file has its turn.
    What is meant to end the program, such as Ctrl+C, passes."""

    error: Exception | None = None

    def __enter__(self) -> _Outcome:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def _write(job: Job, opener: Opener) -> Counts:
    proposal = opener(job.path)
    counter = _Counter(proposal)
    write_pages(job.output, proposal.generator, (proposal.source,), counter.pages(), never=job.path)
    return counter.counts


class _Counter:
    """Counts pages as they pass."""

    def __init__(self, proposal: Proposal) -> None:
        self._notes = Notes(proposal.notes)
        self._pages = self._notes.of(proposal.pages)
        self.counts = Counts(encoding=proposal.source.encoding, notes=proposal.notes)

    def pages(self) -> Iterator[PageProposal]:
        for proposed in self._pages:
            self.counts = replace(
                self.counts,
                pages=self.counts.pages + 1,
                articles=self.counts.articles + len(proposed.articles),
                lines=self.counts.lines + tally.lines(proposed.page.regions),
                characters=self.counts.characters + tally.characters(proposed.page.regions),
                notes=self._notes.kept(),
            )
            yield proposed
