"""The command for many files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout_tool.cli.batch_options import (
    DryRunOption,
    ExcludeOption,
    ExecutorOption,
    FormatsOption,
    IncludeOption,
    JobsOption,
    JsonLogOption,
    MemoryOption,
    QuietOption,
    ResumeOption,
    RetryOption,
    SchedulerOption,
    ShardOption,
    VerboseOption,
)
from layout_tool.cli.batch_plan import Chosen, planned_jobs
from layout_tool.cli.batch_run import Loudness, Wishes, Workers, do_run, rehearse
from layout_tool.cli.export import format_names
from layout_tool.cli.opening import Given
from layout_tool.cli.options import EncodingOption, LimitOption, ModeOption, PagesOption, PasswordOption, ProfileOption
from layout_tool.cli.session import Session


def batch(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="help_option_paths", readable=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="help_option_folder", readable=False)],
    formats: FormatsOption = "json",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    shard: ShardOption = None,
    dry_run: DryRunOption = False,
    resume: ResumeOption = False,
    retry_failed: RetryOption = False,
    jobs: JobsOption = None,
    limit_time: LimitOption = None,
    limit_memory: MemoryOption = None,
    executor: ExecutorOption = "local",
    scheduler: SchedulerOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    json_log: JsonLogOption = False,
    profile: ProfileOption = None,
    encoding: EncodingOption = None,
    mode: ModeOption = None,
    pages: PagesOption = None,
    password_file: PasswordOption = None,
) -> None:
    """Files and folders become documents in a folder."""
    session: Session = context.obj
    further = tuple(name for name in format_names(formats) if name != "json")
    given = Given(profile, encoding, mode, None, pages, password_file, limit_time)
    workers = Workers(executor, scheduler, jobs, limit_memory)
    wishes = Wishes(given, further, workers, resume or retry_failed, retry_failed, Loudness(quiet, verbose, json_log))
    wishes.check(session)
    planned = planned_jobs(paths, output, Chosen(include, exclude, shard), further)
    if code := (rehearse if dry_run else do_run)(session, planned, output, wishes):
        raise typer.Exit(code)
