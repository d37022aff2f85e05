"""The commands for one file: propose, show, validate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout_tool.cli.opening import Given, open_file
from layout_tool.cli.options import (
    EncodingOption,
    LimitOption,
    LocksOption,
    ModeOption,
    PagesOption,
    PasswordOption,
    ProfileOption,
)
from layout_tool.cli.progress import PageBar
from layout_tool.cli.session import Session
from layout_tool.cli.standard_input import DASH, given_file
from layout_tool.errors import UsageError

if TYPE_CHECKING:
    from layout_tool.model.document import Document
    from layout_tool.model.proposal import PageProposal

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="help_option_file", readable=False)]


def propose(
    context: typer.Context,
    file: FileArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.json", help="help_option_output", readable=False)
    ],
    profile: ProfileOption = None,
    encoding: EncodingOption = None,
    mode: ModeOption = None,
    locks: LocksOption = None,
    pages: PagesOption = None,
    password_file: PasswordOption = None,
    limit_time: LimitOption = None,
) -> None:
    """One file becomes one document."""
    from layout_tool.batch.notes import Notes
    from layout_tool.export.json_writer import stream_pages, write_pages

    session: Session = context.obj
    given = Given(profile, encoding, mode, locks, pages, password_file, limit_time)
    with given_file(file) as place:
        proposal = open_file(session, place, given, str(file))
        notes = Notes(proposal.notes)
        made = notes.of(proposal.pages)
        counted = _Counted(PageBar(session, sys.stderr.isatty(), proposal.count).over(made))
        if str(output) == "-":
            stream_pages(sys.stdout.buffer, proposal.generator, (proposal.source,), counted.pages())
            sys.stdout.buffer.flush()
        else:
            write_pages(output, proposal.generator, (proposal.source,), counted.pages(), never=place)
    for note in notes.kept():
        session.warn("note", path=str(file), note=note)
    if str(output) != "-":
        session.say(
            "proposed", path=str(file), articles=counted.articles, characters=counted.characters, output=str(output)
        )


class _Counted:
    """Pages on their way, counted."""

    def __init__(self, pages: Iterator[PageProposal]) -> None:
        self._pages = pages
        self.articles = 0
        self.characters = 0

    def pages(self) -> Iterator[PageProposal]:
        from layout_tool.export import tally

        for proposed in self._pages:
            self.articles += len(proposed.articles)
            self.characters += tally.characters(proposed.page.regions)
            yield proposed


def show(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="help_option_show_file", readable=False)],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="PAGE.png", help="help_option_picture", readable=False)
    ],
    scale: Annotated[float, typer.Option("--scale", metavar="N", min=0.2, max=8, help="help_option_scale")] = 2.0,
    profile: ProfileOption = None,
    encoding: EncodingOption = None,
    mode: ModeOption = None,
    locks: LocksOption = None,
    pages: PagesOption = None,
    password_file: PasswordOption = None,
    limit_time: LimitOption = None,
) -> None:
    """The map of each page as a picture."""
    from layout_tool.batch.printed_pages import printed_pages
    from layout_tool.export.registry import painter_of, write_pictures

    session: Session = context.obj
    painter_of(output)
    given = Given(profile, encoding, mode, locks, pages, password_file, limit_time)
    with given_file(file) as place:
        document = _document(session, place, given)
        printed = printed_pages(document, place, given.reading(session).password)
        for written in write_pictures(document, output, session.messages, scale, never=file, printed=printed):
            session.say("demo_written", path=str(written))


def _document(session: Session, file: Path, given: Given) -> Document:
    """The document to show: a stored one as it is, that of any other file as it is proposed.

    Raises UsageError for an option that only a proposal has a use for, given with a document.
    """
    from dataclasses import replace

    from layout_tool.batch.notes import Notes
    from layout_tool.batch.propose import assemble
    from layout_tool.batch.stored import read_document

    if file.suffix.lower() == ".json":
        for name in given.by_option():
            raise UsageError(reason="usage_document_shown", name=name)
        return read_document(file)
    path = DASH if file.name == DASH else str(file)
    proposal = open_file(session, file, given, path)
    notes = Notes(proposal.notes)
    document = assemble(replace(proposal, pages=notes.of(proposal.pages)))
    for note in notes.kept():
        session.warn("note", path=path, note=note)
    return document


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DOC.json", help="help_option_document", readable=False)],
) -> None:
    """Whether a document holds to the contract."""
    from layout_tool.batch.stored import read_document

    session: Session = context.obj
    document = read_document(file)
    session.say("valid", path=str(file), pages=len(document.pages), articles=len(document.articles))
