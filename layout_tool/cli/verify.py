"""`layout-tool verify`: whether what batch runs wrote is still sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout_tool.cli.session import Session


def verify(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="help_option_run_folder", readable=False)],
) -> None:
    """Check every output of the runs into a folder against its input and its hash."""
    from layout_tool.batch.verify import verify as verified

    session: Session = context.obj
    sound = unsound = failed = left = 0
    for each in verified(folder):
        for fault in each.faults:
            session.door.warn(str(session.messages.words(fault)))
        left += each.left
        failed += each.row.failed
        unsound += bool(each.faults)
        sound += not (each.left or each.row.failed or each.faults)
    session.say("verify_end", sound=sound, unsound=unsound, failed=failed)
    if left:
        session.warn("verify_left", path=str(folder), count=left)
    if unsound or left:
        raise typer.Exit(1)
