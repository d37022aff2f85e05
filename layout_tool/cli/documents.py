"""The commands for one file: propose, show, validate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout_tool.cli.options import EncodingOption, LocksOption, ModeOption, ProfileOption
from layout_tool.cli.progress import PageBar
from layout_tool.cli.session import Session
from layout_tool.cli.standard_input import DASH, given_file
from layout_tool.engine.options import TextMode
from layout_tool.errors import UsageError

if TYPE_CHECKING:
    from layout_tool.batch.propose import Proposal
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
) -> None:
    """One file becomes one document."""
    from layout_tool.export.json_writer import stream_pages, write_pages

    session: Session = context.obj
    with given_file(file) as place:
        proposal = _open(session, place, profile, encoding, mode, locks)
        counted = _Counted(PageBar(session, sys.stderr.isatty(), proposal.count).over(proposal.pages))
        if str(output) == "-":
            stream_pages(sys.stdout.buffer, proposal.generator, (proposal.source,), counted.pages())
            sys.stdout.buffer.flush()
        else:
            write_pages(output, proposal.generator, (proposal.source,), counted.pages(), never=place)
    for note in proposal.notes:
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


def _open(
    session: Session, file: Path, profile: str | None, encoding: str | None, mode: TextMode | None, locks: Path | None
) -> Proposal:
    from layout_tool.batch.propose import iter_proposals
    from layout_tool.batch.stored import read_locks

    return iter_proposals(
        file,
        profile or session.settings.profile,
        encoding=encoding or session.settings.encoding,
        mode=mode or session.settings.text_mode,
        locks=read_locks(locks) if locks else (),
        locks_name=str(locks),
    )


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
) -> None:
    """The map of each page as a picture."""
    from layout_tool.export.registry import painter_of, write_pictures

    session: Session = context.obj
    painter_of(output)
    with given_file(file) as place:
        document = _document(session, place, profile, encoding, mode, locks)
    for written in write_pictures(document, output, session.messages, scale, never=file):
        session.say("demo_written", path=str(written))


def _document(
    session: Session, file: Path, profile: str | None, encoding: str | None, mode: TextMode | None, locks: Path | None
) -> Document:
    from layout_tool.batch.propose import assemble
    from layout_tool.batch.stored import read_document

    if file.suffix.lower() == ".json":
        _nothing_to_propose({"--profile": profile, "--encoding": encoding, "--mode": mode, "--locks": locks})
        return read_document(file)
    proposal = _open(session, file, profile, encoding, mode, locks)
    for note in proposal.notes:
        session.warn("note", path=file.name if proposal.source.name == DASH else str(file), note=note)
    return assemble(proposal)


def _nothing_to_propose(given: Mapping[str, object]) -> None:
    """A document is shown as it is. Raises UsageError for the first option given that only a proposal has a use for."""
    for name, value in given.items():
        if value is not None:
            raise UsageError(reason="usage_document_shown", name=name)


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="DOC.json", help="help_option_document", readable=False)],
) -> None:
    """Whether a document holds to the contract."""
    from layout_tool.batch.stored import read_document

    session: Session = context.obj
    document = read_document(file)
    session.say("valid", path=str(file), pages=len(document.pages), articles=len(document.articles))
