"""The registry of readers: one a format, found by what the file holds, then by its name.

Readers are loaded when a file is opened: whoever only asks which files are pages need not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.errors import EmptyInput
from layout_tool.ingest import sniff
from layout_tool.ingest.files import open_file
from layout_tool.ingest.selection import parse_pages

if TYPE_CHECKING:
    from layout_tool.model.glyphs import GlyphSource
    from layout_tool.model.proposal import TextPage, TextSource


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user may ask of a reader. `encoding` is for text, `password`, `isolated` (read in a child process) and
    `seconds` (what one page may take) for PDF; `pages` chooses some, as in `1-3,7`."""

    encoding: str | None = None
    password: str | None = None
    pages: str | None = None
    isolated: bool = True
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one format: its name, the extensions its files usually have, and how to open one."""

    name: str
    media_type: str
    suffixes: frozenset[str]
    open: Callable[[Path, Wishes], TextSource | GlyphSource]


def _open_text(path: Path, wishes: Wishes) -> TextSource:
    from layout_tool.ingest.text import open_text

    wanted = parse_pages(wishes.pages)
    source = open_text(path, wishes.encoding)
    chosen = wanted.indices(source.count)
    pages: Iterator[TextPage] = (page for page in source.pages if wanted.has(page.index))
    return replace(source, pages=pages, count=len(chosen))


def _open_pdf(path: Path, wishes: Wishes) -> GlyphSource:
    from layout_tool.ingest.pdf.limits import Limits
    from layout_tool.ingest.pdf.source import open_pdf

    limits = Limits() if wishes.seconds is None else Limits(seconds=wishes.seconds)
    return open_pdf(path, password=wishes.password, pages=wishes.pages, isolated=wishes.isolated, limits=limits)


TEXT = Reader("text", "text/plain", frozenset((".txt", ".text")), _open_text)
PDF = Reader("pdf", "application/pdf", frozenset((".pdf",)), _open_pdf)

READERS: tuple[Reader, ...] = (TEXT, PDF)

# The kinds of content that signatures tell, and who reads them; a kind missing here is refused.
_BY_KIND: dict[sniff.Kind, Reader] = {sniff.PDF: PDF}


def reader_for(path: Path) -> Reader:
    """The reader for a file, by its first bytes, then by its name; what claims no known format goes to the text reader.

    Raises MissingInput, FolderInput, UnreadableInput, EmptyInput; UnknownFormat for a document or image that no
    reader takes, BinaryInput for what is no page at all or not what its name says.
    """
    with open_file(path) as stream:
        head = stream.read(sniff.HEAD)
    if not head:
        raise EmptyInput(path=str(path))
    claim = sniff.claim_of(head, path.name)
    if claim is None:
        return TEXT
    if claim.kind not in _BY_KIND or not claim.borne_out:
        raise sniff.refusal(path, claim)
    return _BY_KIND[claim.kind]


def open_source(
    path: Path,
    encoding: str | None = None,
    *,
    password: str | None = None,
    pages: str | None = None,
    isolated: bool = True,
    seconds: float | None = None,
) -> TextSource | GlyphSource:
    """Open a file of any known format: a text dump, or a file of pages with geometry.

    `encoding` counts for text alone; `password` for PDF (without it, the environment's LAYOUT_TOOL_PASSWORD), as does
    `isolated`: whether it is read in a child process, and `seconds`, what one page may take. `pages` chooses some, as
    in `1-3,7`. Raises what its reader raises.
    """
    return reader_for(path).open(path, Wishes(encoding, password, pages, isolated, seconds))


def suffixes() -> frozenset[str]:
    """The extensions, in small letters with the dot, by which a folder's pages are known.

    >>> ".txt" in suffixes()
    True
    """
    return frozenset().union(*(reader.suffixes for reader in READERS))
