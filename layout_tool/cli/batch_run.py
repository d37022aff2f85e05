"""A run as the command line asks for it: who works, what is said meanwhile, what is written at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.cli.batch_options import ExecutorName
from layout_tool.cli.batch_plan import say_plan
from layout_tool.cli.json_log import JsonLog
from layout_tool.cli.opening import Given, read_password
from layout_tool.cli.progress import Bar, Lines
from layout_tool.cli.session import INTERRUPTED, Session
from layout_tool.errors import OutputError, UsageError

if TYPE_CHECKING:
    from layout_tool.batch.journal import Journal
    from layout_tool.batch.plan import Job
    from layout_tool.batch.run import Progress, Summary
    from layout_tool.batch.task import Task


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works, and within which limit; None where the command line says nothing, so that the settings count."""

    executor: ExecutorName = "local"
    scheduler: str | None = None
    jobs: int | None = None
    limit_memory: float | None = None


@dataclass(frozen=True, slots=True)
class Loudness:
    """How much is said, and in which form."""

    quiet: bool = False
    verbose: bool = False
    json_log: bool = False

    def progress(self, session: Session) -> Bar | Lines | JsonLog:
        if self.json_log:
            return JsonLog(session)
        if self.quiet or not sys.stderr.isatty():
            return Lines(session, quiet=self.quiet, verbose=self.verbose)
        return Bar(session, verbose=self.verbose)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says of the run itself; `formats` are those beside the documents."""

    given: Given
    formats: tuple[str, ...]
    workers: Workers
    resume: bool
    retry_failed: bool
    loudness: Loudness

    def check(self, session: Session) -> None:
        """Raises UsageError for wishes that do not go together, and what a profile or a password file raises that
        cannot be used: they fail the run, not each file."""
        from layout_tool.engine.profile import load_profile

        workers, loudness = self.workers, self.loudness
        if (workers.executor == "dask") != (workers.scheduler is not None):
            raise UsageError(reason="usage_scheduler", name="--scheduler")
        if loudness.quiet and loudness.verbose:
            raise UsageError(reason="usage_not_both", name="--quiet", other="--verbose")
        load_profile(self.given.profile or session.settings.profile)
        self.given.reading(session)


def rehearse(session: Session, jobs: Sequence[Job], folder: Path, wishes: Wishes) -> int:
    """Say what the run would do; the exit code. Nothing is written. Raises BrokenJournal."""
    from layout_tool.batch.journal import journal_path
    from layout_tool.batch.resume import left_to_do

    if not wishes.resume or not journal_path(folder).is_file():
        return say_plan(session, jobs)
    settings = _settings(session, wishes)
    return say_plan(session, jobs, left_to_do(folder, jobs, settings, retry_failed=wishes.retry_failed))


def do_run(session: Session, jobs: Sequence[Job], folder: Path, wishes: Wishes) -> int:
    """Do the run, write its reports, say how it ended; the exit code. Raises OutputError."""
    from layout_tool.batch.journal import open_journal
    from layout_tool.batch.resume import take_in

    loudness = wishes.loudness
    progress = loudness.progress(session)
    with open_journal(folder) as journal:
        take_in(journal, jobs, _settings(session, wishes), resume=wishes.resume, retry_failed=wishes.retry_failed)
        summary = _worked_off(session, jobs, journal, wishes, progress)
        with suppress(*((OutputError,) if summary.stopped else ())):  # what ended the run is what counts
            _write_reports(session, folder, journal, wishes)
    if isinstance(progress, JsonLog):
        progress.ended(summary)
    return _say_end(session, folder, summary, loudness)


def _settings(session: Session, wishes: Wishes) -> str:
    """The hash of all that shapes the outputs."""
    from layout_tool.batch.fingerprint import fingerprint
    from layout_tool.engine.profile import load_profile

    given, settings = wishes.given, session.settings
    return fingerprint(
        load_profile(given.profile or settings.profile),
        given.reading(session),
        given.mode or settings.text_mode,
        wishes.formats,
        session.messages.language,
    )


def _worked_off(session: Session, jobs: Sequence[Job], journal: Journal, wishes: Wishes, progress: Progress) -> Summary:
    from layout_tool.batch.run import run_batch
    from layout_tool.batch.stop import Stop

    given, settings = wishes.given, session.settings
    profile, mode = given.profile or settings.profile, given.mode or settings.text_mode
    reading, language = given.reading(session), session.messages.language

    def task_of(job: Job) -> Task:
        from layout_tool.batch.task import Task

        return Task(job.path, job.output, wishes.formats, profile, reading, mode, language)

    executor, window = _executor(session, wishes)
    with executor, Stop().on_interrupt() as stop:
        return run_batch(journal, jobs, task_of, executor, progress, stop, window=window)


def _executor(session: Session, wishes: Wishes) -> tuple[Executor, int]:
    """Who does the work, and how many tasks are given out at a time. Raises SetupError for a cluster not there."""
    from layout_tool.batch.executors.limits import WorkLimits

    given, workers = wishes.given, wishes.workers
    seconds = given.limit_time or session.settings.limit_time
    memory = workers.limit_memory or session.settings.limit_memory
    limits = WorkLimits(seconds, int(memory * 1_000_000))
    if workers.scheduler is not None:
        from layout_tool.batch.executors.dask import DaskExecutor

        cluster = DaskExecutor(workers.scheduler, limits)
        return cluster, 2 * workers.jobs if workers.jobs else cluster.window

    from layout_tool.batch.executors.local import LocalExecutor

    jobs = _jobs(session, workers)
    return LocalExecutor(jobs, limits), 2 * jobs


def _jobs(session: Session, workers: Workers) -> int:
    return workers.jobs or session.settings.jobs or _processors()


def _processors() -> int:
    """Those that this program may use."""
    usable = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(usable(0)) if usable else os.cpu_count() or 1


def _write_reports(session: Session, folder: Path, journal: Journal, wishes: Wishes) -> None:
    from layout_tool.batch.report import write_reports
    from layout_tool.batch.summary import write_summary
    from layout_tool.batch.tally import Tally

    file = wishes.given.password_file
    whole = Tally()
    write_reports(folder, whole.over(journal.rows()), session.messages)
    write_summary(folder, whole, session.messages, read_password(file) if file else None)


def _say_end(session: Session, folder: Path, summary: Summary, loudness: Loudness) -> int:
    from layout_tool.batch.plan import SUMMARY

    if summary.left:
        session.warn("batch_left", done=summary.done, failed=summary.failed, left=summary.left)
    elif not loudness.quiet:
        session.say("batch_end", done=summary.done, failed=summary.failed, report=str(folder / SUMMARY))
    if summary.stopped is not None:
        raise summary.stopped
    if summary.asked and summary.left:
        return INTERRUPTED
    return int(summary.failed > 0)
