"""Runs for tests: small pages, executors that need no process, a progress that remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layout_tool.batch.journal import open_journal
from layout_tool.batch.journal_rows import FileRow
from layout_tool.batch.plan import Job, plan
from layout_tool.batch.resume import take_in
from layout_tool.batch.run import Summary, run_batch
from layout_tool.batch.stop import Stop
from layout_tool.batch.task import Done, Task
from layout_tool.batch.work import work
from layout_tool.errors import LayoutToolError

SETTINGS = "the hash of the settings"


def write_pages(folder: Path, count: int) -> list[Path]:
    """Small pages of text, each with words of its own, some in a folder below."""
    paths = []
    for number in range(count):
        path = folder / ("sub" if number % 3 == 2 else "") / f"page-{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Harbour news {number}\n\nThe ferry of {number} o'clock was late again.\n", "utf-8")
        paths.append(path)
    return paths


class Serial(Executor):
    """Does each task at once, in this process."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        settle(future, work, given, named)
        return future


def settle(future: Future[Any], work: Callable[..., Any], given: Any, named: Any) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work(*given, **named))
    except (ArithmeticError, LookupError) as error:  # what tests raise on purpose
        future.set_exception(error)


@dataclass
class Told:
    """A progress that remembers."""

    begun: tuple[int, int, int] | None = None
    steps: list[FileRow] = field(default_factory=list)
    stops: int = 0
    ends: int = 0
    vanishing: tuple[Path, ...] = ()
    """Files that are removed at the first step."""

    def begin(self, total: int, kept: int, failed: int) -> None:
        self.begun = (total, kept, failed)

    def step(self, row: FileRow) -> None:
        self.steps.append(row)
        for path in self.vanishing:
            path.unlink(missing_ok=True)

    def stopping(self) -> None:
        self.stops += 1

    def end(self) -> None:
        self.ends += 1

    @property
    def names(self) -> list[str]:
        return sorted(row.path.name for row in self.steps)


@dataclass
class Ran:
    summary: Summary
    told: Told
    rows: list[FileRow]


def task_of(job: Job) -> Task:
    return Task(job.path, job.output)


def go(
    inputs: Sequence[Path],
    folder: Path,
    *,
    executor: Executor | None = None,
    settings: str = SETTINGS,
    resume: bool = False,
    retry_failed: bool = False,
    stop: Stop | None = None,
    told: Told | None = None,
    work: Callable[[Task], Done] = work,
    window: int = 4,
) -> Ran:
    """A whole run, as the command does it."""
    jobs = plan(inputs, folder)
    told = told or Told()
    with open_journal(folder) as journal:
        take_in(journal, jobs, settings, resume=resume, retry_failed=retry_failed)
        summary = run_batch(
            journal, jobs, task_of, executor or Serial(), told, stop or Stop(), window=window, work=work
        )
        return Ran(summary, told, list(journal.rows()))


def failing(names: set[str], error: LayoutToolError) -> Callable[[Task], Done]:
    """Work that ends in this error for files of these names."""

    def fails(task: Task) -> Done:
        return Done(error=error) if task.path.name in names else work(task)

    return fails


def outputs(folder: Path) -> dict[str, str]:
    """Every visible file below the folder with the hash of its bytes, and what was left half-written."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".layout-tool" not in path.parts
    }
