"""How a run shows its progress: a bar on a terminal, plain lines elsewhere, JSON lines for a program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from layout_tool.cli.session import Session
from layout_tool.export.signs import one_line
from layout_tool.messages import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from layout_tool.batch.journal_rows import FileRow
    from layout_tool.model.proposal import PageProposal


class Lines:
    """A line for each file, on standard error; with `quiet`, for those alone that failed."""

    def __init__(self, session: Session, *, quiet: bool = False, verbose: bool = False) -> None:
        self._session = session
        self._quiet = quiet
        self._verbose = verbose
        self._total = 0
        self._at = 0

    def begin(self, total: int, kept: int, failed: int) -> None:
        self._total = total
        self._at = kept
        for line in kept_lines(self._session, 0 if self._quiet else kept - failed, failed):
            self._session.door.warn(line)

    def step(self, row: FileRow) -> None:
        self._at += 1
        lines = row_lines(self._session, row, self._at, self._total, verbose=self._verbose)
        for line in lines if not self._quiet else lines[:1] if row.failed else []:
            self._session.door.warn(line)

    def stopping(self) -> None:
        self._session.warn("batch_stopping")

    def end(self) -> None:
        """Nothing stays open."""


def kept_lines(session: Session, done: int, failed: int) -> list[str]:
    """What is said of files that keep their result from an earlier run."""
    counts = (("batch_kept", done), ("batch_kept_failed", failed))
    return [session.messages.text(key, count=count) for key, count in counts if count]


def row_lines(session: Session, row: FileRow, at: int, total: int, *, verbose: bool) -> list[str]:
    """What is said of one file: how it ended, then what its readers noted."""
    text = session.messages.text
    path = one_line(str(row.path))
    notes = [text("note", path=path, note=note) for note in row.notes]
    if row.failed:
        return [text("batch_failed", at=at, total=total, error=failure_line(session, row)), *notes]
    doubts = sum(page.doubts for page in row.rows)
    done = text("batch_done", at=at, total=total, path=path, articles=row.articles, doubts=doubts)
    if verbose:
        used = text("batch_used", seconds=f"{row.seconds or 0:.2f}", memory=f"{row.memory or 0:.0f}", pages=row.pages)
        done = f"{done}; {used}"
    return [done, *notes]


def failure_line(session: Session, row: FileRow) -> str:
    """The error of a file; the file is named where the error's own sentence does not."""
    sentence = one_line(session.sentence(row.error)) if row.error else ""
    path = one_line(str(row.path))
    return sentence if path in sentence else session.messages.text("note", path=path, note=sentence)


class Bar:
    """A bar with files done, pages, pages a second, failures and the time left; errors and notes stand above it."""

    def __init__(self, session: Session, *, verbose: bool = False) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._session = session
        self._verbose = verbose
        columns = (
            *(TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn()),
            *(TextColumn("{task.fields[told]}"), TimeRemainingColumn()),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: TaskID | None = None
        self._total = self._at = self._pages = self._failed = 0
        self._start = 0.0

    def begin(self, total: int, kept: int, failed: int) -> None:
        self._total, self._at, self._failed = total, kept, failed
        for line in kept_lines(self._session, kept - failed, failed):
            self._say(line)
        description = self._session.messages.text("batch_progress")
        self._task = self._bar.add_task(description, total=total, completed=kept, told=self._told())
        self._start = time.monotonic()
        self._bar.start()

    def step(self, row: FileRow) -> None:
        self._at += 1
        self._pages += row.pages
        self._failed += row.failed
        lines = row_lines(self._session, row, self._at, self._total, verbose=self._verbose)
        for line in lines if row.failed or self._verbose else lines[1:]:
            self._say(line)
        if self._task is not None:
            self._bar.update(self._task, advance=1, told=self._told())

    def stopping(self) -> None:
        self._say(self._session.messages.text("batch_stopping"))

    def end(self) -> None:
        self._bar.stop()

    def _told(self) -> str:
        spent = time.monotonic() - self._start
        rate = f"{self._pages / spent:.1f}" if self._pages and spent > 0 else "–"
        return self._session.messages.text("batch_rate", pages=self._pages, rate=rate, failed=self._failed)

    def _say(self, line: str) -> None:
        self._bar.console.print(harmless(line), markup=False, highlight=False, soft_wrap=True)


class PageBar:
    """A bar with the pages done of one file, on a terminal and for more than one page; else nothing is shown."""

    def __init__(self, session: Session, terminal: bool, count: int) -> None:
        self._text = session.messages.text("batch_progress")
        self._shown = terminal and count > 1
        self._count = count

    def over(self, pages: Iterator[PageProposal]) -> Iterator[PageProposal]:
        """The pages as they come, counted on the bar."""
        if not self._shown:
            yield from pages
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(self._text, total=self._count)
            for page in pages:
                bar.advance(task)
                yield page
