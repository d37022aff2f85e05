"""What a run is to do, as its command line says: the jobs, and their list for `--dry-run`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.cli.progress import kept_lines
from layout_tool.cli.session import Session
from layout_tool.errors import EmptyFolder, NothingFits, UsageError
from layout_tool.export.signs import one_line
from layout_tool.export.suffixes import SUFFIXES

if TYPE_CHECKING:
    from layout_tool.batch.plan import Job
    from layout_tool.batch.resume import Left


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the command line says of the files to take; None where nothing does."""

    include: Sequence[str] | None = None
    exclude: Sequence[str] | None = None
    shard: str | None = None


def planned_jobs(paths: Sequence[Path], folder: Path, chosen: Chosen, formats: Sequence[str]) -> tuple[Job, ...]:
    """The jobs of a run that writes these formats beside its documents.

    Raises InputError for a list that cannot be read, UsageError where there is no file at all.
    """
    from layout_tool.batch.plan import plan
    from layout_tool.batch.selection import Selection, parse_shard

    shard = parse_shard(chosen.shard) if chosen.shard is not None else None
    selection = Selection(tuple(chosen.include or ()), tuple(chosen.exclude or ()), shard)
    jobs = plan(paths, folder, selection, (".json", *(SUFFIXES[name] for name in formats)))
    if shard is None and all(isinstance(job.refused, EmptyFolder | NothingFits) for job in jobs):
        narrowed = not jobs and (chosen.include or chosen.exclude)
        reason = "reason_nothing_chosen" if narrowed else "reason_no_pages"
        raise UsageError(reason=reason, name=", ".join(map(str, paths)))
    return jobs


def say_plan(session: Session, jobs: Sequence[Job], left: Left | None = None) -> int:
    """Every job on a line of standard output, input and output with a tab between; those refused on standard error.
    The exit code that the refused alone would give the run. `left` says what is to be done, all where None."""
    refused = shown = 0
    for position, job in enumerate(jobs):
        if job.refused is not None:
            refused += 1
            session.door.warn(session.sentence(job.refused))
        elif left is None or position in left.positions:
            shown += 1
            session.door.say(f"{one_line(str(job.path))}\t{one_line(str(job.output))}")
    if left is not None:
        for line in kept_lines(session, len(jobs) - shown - refused - left.failed, left.failed):
            session.door.warn(line)
    session.warn("batch_plan", count=shown, refused=refused)
    return int(refused > 0)
