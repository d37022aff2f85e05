"""The story of one file: open it, propose its pages one by one, put them together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from layout_tool.batch.heartbeat import beat
from layout_tool.batch.reading import Reading
from layout_tool.engine.geometry.glyph_page import OpenGlyphPage, propose_glyph_page
from layout_tool.engine.locked_lines import LockedLines
from layout_tool.engine.options import TextMode, TextOptions
from layout_tool.engine.profile import Profile, load_profile
from layout_tool.engine.text_page import OpenTextPage, propose_text_page
from layout_tool.errors import LockConflict, Phrase
from layout_tool.ingest.registry import open_source
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.glyphs import GlyphPage, GlyphSource
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal, TextPage, TextSource
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
    pages: str | None = None,
    password: str | None = None,
) -> Document:
    """The articles of a newspaper's page (or pages) from a PDF or from a file with its text.

    `profile` is the name of a shipped profile or a TOML file; `encoding` and `mode` force what is otherwise
    found out of a text. `locks` are honoured, every one. `pages` chooses some, as in `1-3,7`; `password` opens an
    encrypted PDF. The same file and profile give the same document.

    Raises InputError for a file that cannot be read as a page, ProfileError, UsageError for pages that there are not,
    LockConflict where locks cannot all hold, and UnknownLine where one names a line that no page has.
    """
    reading = Reading(encoding, pages, password)
    return assemble(iter_proposals(path, profile, reading=reading, mode=mode, locks=locks))


def iter_proposals(
    path: str | Path,
    profile: str | Path | None = None,
    *,
    reading: Reading | None = None,
    mode: TextMode = "auto",
    locks: Sequence[Lock] = (),
    locks_name: str = "locks",
) -> Proposal:
    """As `propose`, but the pages are made one at a time, in bounded memory for a file of any length.

    `locks_name` is where the locks come from, for the errors that name one.
    """
    chosen = load_profile(profile)
    read = reading or Reading()
    source = open_source(
        Path(path),
        read.encoding,
        pages=read.pages,
        password=read.password,
        isolated=read.isolated,
        seconds=read.page_seconds,
    )
    pages = _proposed(source, chosen, TextOptions(mode=mode), locks, read.first)
    pages = _locked(pages, locks, locks_name) if locks else pages
    if isinstance(source, GlyphSource):
        return Proposal(_generator(chosen), source.source, pages, count=source.page_count)
    return Proposal(_generator(chosen), source.source, pages, source.notes, source.count)


OpenPage = OpenTextPage | OpenGlyphPage
"""A page that was read, to be solved under any locks."""


def open_page(
    path: str | Path, profile: str | Path | None = None, *, reading: Reading | None = None, mode: TextMode = "auto"
) -> OpenPage:
    """The first page that `reading` chooses, read once. Raises as `propose` does."""
    chosen, read = load_profile(profile), reading or Reading()
    source = open_source(Path(path), read.encoding, pages=read.pages, password=read.password, seconds=read.page_seconds)
    page = next(iter(source.pages))
    if isinstance(page, TextPage):
        return OpenTextPage(page, source.source.id, read.first, chosen, TextOptions(mode=mode))
    assert isinstance(page, GlyphPage)
    return OpenGlyphPage(page, source.source.id, read.first, chosen)


def _proposed(
    source: TextSource | GlyphSource, profile: Profile, options: TextOptions, locks: Sequence[Lock], first: int
) -> Iterator[PageProposal]:
    """The proposal of each page as it is read, by the mode of the engine that its kind asks for."""
    name = source.source.id
    for number, page in enumerate(source.pages, start=first):
        beat()
        match page:
            case TextPage():
                yield propose_text_page(page, name, number, profile, options, locks)
            case GlyphPage():
                yield _with_notes(propose_glyph_page(page, name, number, profile, locks), page)


def _with_notes(proposed: PageProposal, page: GlyphPage) -> PageProposal:
    """The proposal with what its reader has to say of the page: to the user, and in the page's record."""
    notes = (*(Phrase(key, fields) for key, fields in page.notes), *proposed.notes)
    record: dict[str, object] = {"reader": page.reader}
    if notes:
        record["notes"] = [{"key": note.key, **{name: str(value) for name, value in note.fields}} for note in notes]
    return replace(proposed, page=replace(proposed.page, extra=json.dumps(record, ensure_ascii=False)), notes=notes)


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
