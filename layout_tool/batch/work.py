"""The work on one task of a run: a file becomes a document, and there is something to tell of it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from layout_tool.batch.heartbeat import beat
from layout_tool.batch.notes import Notes
from layout_tool.batch.printed_pages import printed_pages
from layout_tool.batch.propose import Proposal, iter_proposals
from layout_tool.batch.stored import read_document
from layout_tool.batch.task import Counts, Done, PageRow, Task
from layout_tool.errors import FileFault, LayoutToolError, Phrase
from layout_tool.export import tally
from layout_tool.export.formats import FORMATS, write_format
from layout_tool.export.json_writer import write_pages
from layout_tool.ingest.pdf.limits import peak_memory
from layout_tool.messages import Language, load
from layout_tool.model.coverage import page_coverage
from layout_tool.model.doubts import is_doubtful
from layout_tool.model.proposal import PageProposal

_MEGABYTE = 1_000_000


def work(task: Task) -> Done:
    """Do a task. What is wrong with its file is a result like others, faults of the program included."""
    start = time.perf_counter()
    done = Done()
    with _Outcome(task.path) as outcome:
        done = _document(task)
    return replace(
        done,
        seconds=time.perf_counter() - start,
        memory=peak_memory() / _MEGABYTE,
        error=outcome.error,
    )


class _Outcome:
    """Whatever stops a task is its own end. What is meant to end the program, such as Ctrl+C, passes, and so does a
    lack of memory, of which the process should be rid."""

    error: LayoutToolError | None = None

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> _Outcome:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, LayoutToolError):
            self.error = error
        elif isinstance(error, Exception) and not isinstance(error, MemoryError):
            self.error = FileFault(path=str(self._path), kind=type(error).__name__)
        return self.error is not None


def _document(task: Task) -> Done:
    proposal = iter_proposals(task.path, task.profile, reading=task.reading, mode=task.mode)
    pages = _Pages(proposal)
    write_pages(task.output, proposal.generator, (proposal.source,), pages.passing(), never=task.path)
    further, doubts = _further(task)
    return Done(
        counts=pages.counts,
        pages=tuple(pages.rows),
        outputs=tuple((path, _sha256(path)) for path in (task.output, *further)),
        sha256=proposal.source.sha256,
        notes=(*pages.notes.kept(), *doubts),
    )


class _Pages:
    """Counts pages as they pass."""

    def __init__(self, proposal: Proposal) -> None:
        self._pages = proposal.pages
        self.notes = Notes(proposal.notes)
        self.counts = Counts(encoding=proposal.source.encoding)
        self.rows: list[PageRow] = []

    def passing(self) -> Iterator[PageProposal]:
        for proposed in self.notes.of(self._pages):
            regions = proposed.page.regions
            self.rows.append(_row(proposed))
            self.counts = replace(
                self.counts,
                pages=self.counts.pages + 1,
                articles=self.counts.articles + len(proposed.articles),
                lines=self.counts.lines + tally.lines(regions),
                characters=self.counts.characters + tally.characters(regions),
            )
            beat()
            yield proposed


def _row(proposed: PageProposal) -> PageRow:
    sure = [article.confidence for article in proposed.articles]
    covered = page_coverage(proposed.page, frozenset(proposed.outside))
    return PageRow(
        page=proposed.page.number,
        articles=len(sure),
        doubts=sum(map(is_doubtful, proposed.decisions)),
        confidence=sum(sure) / len(sure) if sure else None,
        coverage=1 - covered.orphans / covered.total if covered.total else None,
        warnings=proposed.notes,
    )


def _further(task: Task) -> tuple[list[Path], list[Phrase]]:
    """The files in other formats, and what is to be noted of them."""
    if not task.formats:
        return [], []
    document = read_document(task.output)
    printed = printed_pages(document, task.path, task.reading.password)
    messages = load(Language(task.language))
    paths: list[Path] = []
    noted: dict[Phrase, None] = {}
    for name in task.formats:
        path = task.output.with_name(task.output.name.removesuffix(".json") + FORMATS[name].suffix)
        found = write_format(document, name, path, messages, printed, never=task.path)
        noted.update(dict.fromkeys(finding.words for finding in found))
        paths.append(path)
        beat()
    return paths, list(noted)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
