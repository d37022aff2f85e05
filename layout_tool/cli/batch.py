"""The command for many files."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout_tool.cli.opening import Given
from layout_tool.cli.options import EncodingOption, LimitOption, ModeOption, PagesOption, PasswordOption, ProfileOption
from layout_tool.cli.progress import progress_for
from layout_tool.cli.session import Session
from layout_tool.errors import EmptyFolder, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layout_tool.batch.plan import Job
    from layout_tool.batch.run import Opener


def batch(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="help_option_paths", readable=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="help_option_folder", readable=False)],
    profile: ProfileOption = None,
    encoding: EncodingOption = None,
    mode: ModeOption = None,
    pages: PagesOption = None,
    password_file: PasswordOption = None,
    limit_time: LimitOption = None,
) -> None:
    """Files and folders become documents in a folder."""
    from layout_tool.batch.plan import plan
    from layout_tool.batch.propose import iter_proposals
    from layout_tool.engine.profile import load_profile

    session: Session = context.obj
    settings = session.settings
    chosen = profile or settings.profile
    load_profile(chosen)  # a profile that cannot be used fails the run, not each file
    given = Given(encoding=encoding, pages=pages, password_file=password_file, limit_time=limit_time)
    opener = functools.partial(
        iter_proposals, profile=chosen, reading=given.reading(session), mode=mode or settings.text_mode
    )
    jobs = plan(paths, output)
    if all(isinstance(job.refused, EmptyFolder) for job in jobs):
        raise UsageError(reason="reason_no_pages", name=", ".join(map(str, paths)))
    if failed := _run(session, jobs, opener, output):
        raise typer.Exit(int(failed > 0))


def _run(session: Session, jobs: Sequence[Job], opener: Opener, folder: Path) -> int:
    """Run the jobs with progress and report; how many failed."""
    from layout_tool.batch.report import Report
    from layout_tool.batch.run import run

    done = failed = 0
    with Report(folder, session.sentence) as report:
        for result in run(jobs, opener, progress_for(session, sys.stderr.isatty())):
            report.add(result)
            done += result.done
            failed += not result.done
            if session.debug and result.error is not None:
                session.door.warn(_trace(result.error))
    session.say("batch_end", done=done, failed=failed, report=str(folder / "report.csv"))
    return failed


def _trace(error: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(error)).rstrip()
