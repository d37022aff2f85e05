"""The story of one file: open it, propose its pages one by one, put them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.engine.locked_lines import LockedLines
from layout_tool.engine.options import TextMode, TextOptions
from layout_tool.engine.profile import Profile, load_profile
from layout_tool.engine.text_page import propose_text_page
from layout_tool.errors import LockConflict, Phrase
from layout_tool.ingest.registry import open_source
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal
from layout_tool.version import __version__


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file under way: what is known of it before its pages are, and the pages, each made when asked for.

    `notes` are for the user: an encoding guessed with doubt, signs that could not be decoded. `count` is the number of
    pages.
    """

    generator: Generator
    source: Source
    pages: Iterator[PageProposal] = field(repr=False)
    notes: tuple[Phrase, ...] = ()
    count: int = 1


def propose(
    path: str | Path,
    profile: str | Path | None = None,
    *,
    encoding: str | None = None,
    mode: TextMode = "auto",
    locks: Sequence[Lock] = (),
) -> Document:
    """The articles of a newspaper's page (or pages) from a file with its text.

    `profile` is the name of a shipped profile or a TOML file; `encoding` and `mode` force what is otherwise
    found out. `locks` are honoured, every one. The same file and profile give the same document.

    Raises InputError for a file that cannot be read as a page, ProfileError, LockConflict where locks cannot all
    hold, and UnknownLine where one names a line that no page has.
    """
    return assemble(iter_proposals(path, profile, encoding=encoding, mode=mode, locks=locks))


def iter_proposals(
    path: str | Path,
    profile: str | Path | None = None,
    *,
    encoding: str | None = None,
    mode: TextMode = "auto",
    locks: Sequence[Lock] = (),
    locks_name: str = "locks",
) -> Proposal:
    """As `propose`, but the pages are made one at a time, in bounded memory for a file of any length.

    `locks_name` is where the locks come from, for the errors that name one.
    """
    chosen = load_profile(profile)
    text = open_source(Path(path), encoding)
    options = TextOptions(mode=mode)
    pages: Iterator[PageProposal] = (
        propose_text_page(page, text.source.id, number, chosen, options, locks)
        for number, page in enumerate(text.pages, start=1)
    )
    pages = _locked(pages, locks, locks_name) if locks else pages
    return Proposal(_generator(chosen), text.source, pages, text.notes, text.count)


def _locked(pages: Iterator[PageProposal], locks: Sequence[Lock], name: str) -> Iterator[PageProposal]:
    """The pages as they come; what is wrong with the locks is said of the file `name`.

    After the last page, UnknownLine where a lock names a line that none of them has.
    """
    locked = LockedLines(locks)
    try:
        for proposed in pages:
            locked.seen(line.id for region in proposed.page.regions for line in region.lines)
            yield proposed
    except LockConflict as conflict:
        raise type(conflict)(path=name, **conflict.fields) from None
    locked.check(name)


def _generator(profile: Profile) -> Generator:
    return Generator(version=__version__, profile=profile.label)


def assemble(proposal: Proposal) -> Document:
    """All pages of a proposal as one document; the first page that names the publication speaks for it."""
    pages = tuple(proposal.pages)
    return Document(
        generator=proposal.generator,
        sources=(proposal.source,),
        pages=tuple(page.page for page in pages),
        articles=tuple(article for page in pages for article in page.articles),
        outside=tuple(region for page in pages for region in page.outside),
        decisions=tuple(decision for page in pages for decision in page.decisions),
        publication=next((page.publication for page in pages if page.publication), None),
    )
