"""The registry of readers: one a format, found by what the file holds, then by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layout_tool.errors import EmptyInput
from layout_tool.ingest import sniff
from layout_tool.ingest.files import open_file
from layout_tool.ingest.text import MEDIA_TYPE, open_text
from layout_tool.model.proposal import TextSource


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one format: its name, the extensions its files usually have, and how to open one."""

    name: str
    media_type: str
    suffixes: frozenset[str]
    open: Callable[[Path, str | None], TextSource]


TEXT = Reader("text", MEDIA_TYPE, frozenset((".txt", ".text")), open_text)

READERS: tuple[Reader, ...] = (TEXT,)

# The kinds of content that signatures tell, and who reads them; a kind missing here is refused.
_BY_KIND: dict[sniff.Kind, Reader] = {}


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
    if claim.kind not in _BY_KIND:
        raise sniff.refusal(path, claim)
    return _BY_KIND[claim.kind]


def open_source(path: Path, encoding: str | None = None) -> TextSource:
    """Open a file of any known format; `encoding` counts for text alone. Raises what its reader raises."""
    return reader_for(path).open(path, encoding)


def suffixes() -> frozenset[str]:
    """The extensions, in small letters with the dot, by which a folder's pages are known.

    >>> ".txt" in suffixes()
    True
    """
    return frozenset().union(*(reader.suffixes for reader in READERS))
