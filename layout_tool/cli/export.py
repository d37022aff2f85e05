"""`layout-tool export`: a document in other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from layout_tool.cli.options import PasswordOption
from layout_tool.cli.session import Session
from layout_tool.cli.standard_input import DASH
from layout_tool.errors import UsageError
from layout_tool.export.suffixes import SUFFIXES


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DOC.json", help="help_option_document", readable=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="help_option_export", readable=False)],
    formats: Annotated[str, typer.Option("--format", metavar="NAME,…", help="help_option_format")],
    source: Annotated[
        Path | None, typer.Option("--source", metavar="PAGE.pdf", help="help_option_source", readable=False)
    ] = None,
    password_file: PasswordOption = None,
) -> None:
    """Write a document in the formats named, each checked before."""
    from layout_tool.batch.printed_pages import printed_pages
    from layout_tool.batch.stored import read_document
    from layout_tool.cli.opening import read_password
    from layout_tool.export.formats import FORMATS, write_format, written

    session: Session = context.obj
    names = format_names(formats)
    if not names or (str(output) == DASH and len(names) > 1):
        raise UsageError(reason="usage_one_format", name=str(output))
    document = read_document(file)
    password = read_password(password_file) if password_file else None
    printed = printed_pages(document, source or file, password)
    if str(output) == DASH:
        made = written(document, names[0], DASH, session.messages, printed)
        found = made.doubts
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
    else:
        for name in names:
            path = output / (file.stem + FORMATS[name].suffix) if len(names) > 1 else output
            found = write_format(document, name, path, session.messages, printed, never=file)
            session.say("demo_written", path=str(path))
    for finding in found:
        session.warn("note", path=str(file), note=finding.words)


def format_names(given: str) -> list[str]:
    """The formats of a list with commas, once each. Raises UsageError for one that there is not."""
    names = list(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in names:
        if name not in SUFFIXES:
            raise UsageError(reason="usage_format", name=name, names=", ".join(SUFFIXES))
    return names
