"""How a run shows its progress: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layout_tool.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from layout_tool.batch.run import Progress, Result
    from layout_tool.model.proposal import PageProposal


def progress_for(session: Session, terminal: bool) -> Progress:
    """The progress for standard error, which may be a terminal."""
    return Bar(session) if terminal else Lines(session)


class Lines:
    """A line for each file, on standard error."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._total = 0
        self._at = 0

    def begin(self, total: int) -> None:
        self._total = total

    def step(self, result: Result) -> None:
        self._at += 1
        for line in result_lines(self._session, result, self._at, self._total):
            self._session.door.warn(line)

    def end(self) -> None:
        """Nothing stays open."""


def result_lines(session: Session, result: Result, at: int, total: int) -> list[str]:
    """What is said of one file: how it ended, then the reader's notes."""
    text = session.messages.text
    path = str(result.job.path)
    notes = [text("note", path=path, note=note) for note in result.counts.notes]
    if result.error is not None:
        return [text("batch_failed", at=at, total=total, error=failure_line(session, result)), *notes]
    return [text("batch_done", at=at, total=total, path=path, articles=result.counts.articles), *notes]


def failure_line(session: Session, result: Result) -> str:
    """The error of a file; the file is named where the error's own sentence does not."""
    assert result.error is not None
    sentence = session.sentence(result.error)
    path = str(result.job.path)
    return sentence if path in sentence else session.messages.text("note", path=path, note=sentence)


class Bar:
    """A bar with the files done and the time left; errors and notes stand above it."""

    def __init__(self, session: Session) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._session = session
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: TaskID | None = None
        self._total = 0
        self._at = 0

    def begin(self, total: int) -> None:
        self._total = total
        self._task = self._bar.add_task(self._session.messages.text("batch_progress"), total=total)
        self._bar.start()

    def step(self, result: Result) -> None:
        self._at += 1
        lines = result_lines(self._session, result, self._at, self._total)
        for line in lines if result.error is not None else lines[1:]:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        if self._task is not None:
            self._bar.advance(self._task)

    def end(self) -> None:
        self._bar.stop()


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
