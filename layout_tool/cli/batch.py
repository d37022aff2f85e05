"""The command for many files."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout_tool.cli.batch_options import DryRunOption, ExcludeOption, IncludeOption, ShardOption
from layout_tool.cli.batch_plan import Chosen, planned_jobs, say_plan
from layout_tool.cli.export import format_names
from layout_tool.cli.opening import Given, read_password
from layout_tool.cli.options import EncodingOption, LimitOption, ModeOption, PagesOption, PasswordOption, ProfileOption
from layout_tool.cli.progress import progress_for
from layout_tool.cli.session import Session
from layout_tool.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layout_tool.batch.plan import Job
    from layout_tool.batch.run import Further, Opener
    from layout_tool.errors import Phrase


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
    formats: Annotated[str, typer.Option("--format", metavar="NAME,…", help="help_option_formats")] = "json",
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    shard: ShardOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Files and folders become documents in a folder."""
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
    names = [name for name in format_names(formats) if name != "json"]
    jobs = planned_jobs(paths, output, Chosen(include, exclude, shard), names)
    if dry_run:
        raise typer.Exit(say_plan(session, jobs))
    further = _further(session, names, password_file, frozenset(os.path.realpath(job.path) for job in jobs))
    if failed := _run(session, jobs, opener, output, further):
        raise typer.Exit(int(failed > 0))


def _further(
    session: Session, names: Sequence[str], password_file: Path | None, inputs: frozenset[str]
) -> Further | None:
    """Writes a document in these formats too, beside its JSON, over no input; None where there are none."""
    if not names:
        return None
    password = read_password(password_file) if password_file else None

    def further(job: Job) -> tuple[Phrase, ...]:
        from layout_tool.batch.printed_pages import printed_pages
        from layout_tool.batch.stored import read_document
        from layout_tool.export.formats import FORMATS, write_format

        document = read_document(job.output)
        printed = printed_pages(document, job.path, password)
        doubts: dict[Phrase, None] = {}
        for name in names:
            path = job.output.with_suffix(FORMATS[name].suffix)
            if os.path.realpath(path) in inputs:
                raise OutputError(path=str(path), reason="reason_input")
            found = write_format(document, name, path, session.messages, printed)
            doubts.update(dict.fromkeys(finding.words for finding in found))
        return tuple(doubts)

    return further


def _run(session: Session, jobs: Sequence[Job], opener: Opener, folder: Path, further: Further | None) -> int:
    """Run the jobs with progress and report; how many failed."""
    from layout_tool.batch.report import Report
    from layout_tool.batch.run import run

    done = failed = 0
    with Report(folder, session.sentence) as report:
        for result in run(jobs, opener, progress_for(session, sys.stderr.isatty()), further):
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
