"""The document: sources, pages, regions and lines as frozen values.

Nothing here knows a file format, a library or a screen. A change makes a new document (`edits`).
Every region is either in exactly one article (`article.Article.regions`) or listed in
`Document.outside`; every line is in exactly one region.

Every class of the contract has `extra`: the fields that another program added to its record, as the text
of one JSON object, or None. They are kept through reading, editing and writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

FORMAT = "layout-tool/document"
FORMAT_VERSION = 1


class Direction(StrEnum):
    """How a line of text runs."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Unit(StrEnum):
    """The unit of a page's coordinates; em: inferred from a text dump."""

    PT = "pt"
    PX = "px"
    EM = "em"


class Origin(StrEnum):
    """Who made a region."""

    ENGINE = "engine"
    EDITOR = "editor"
    IMPORT = "import"


class SeparatorKind(StrEnum):
    RULE = "rule"
    FRAME = "frame"
    TINT = "tint"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or the part of it that belongs to one column.

    `text` is the source's, letter for letter, without the line end. `span` is [start, end) in code
    points of the decoded source, for text sources only.
    """

    id: str
    text: str
    bbox: Box
    span: tuple[int, int] | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one role that stand together in one column; lines in reading order."""

    id: str
    role: Role
    bbox: Box
    direction: Direction
    lines: tuple[Line, ...]
    column: str | None = None
    confidence: float | None = None
    origin: Origin = Origin.ENGINE
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the page: `measure` is its line width in em, `depth` its number of lines."""

    id: str
    bbox: Box
    measure: float | None = None
    depth: int | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class ImageArea:
    id: str
    bbox: Box
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Separator:
    id: str
    bbox: Box
    kind: SeparatorKind
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `index` counts from 0 in its source, `number` from 1 in the document; `label` is printed."""

    id: str
    source: str
    index: int
    number: int
    width: float
    height: float
    unit: Unit
    direction: Direction
    label: str | None = None
    columns: tuple[Column, ...] = ()
    regions: tuple[Region, ...] = ()
    images: tuple[ImageArea, ...] = ()
    separators: tuple[Separator, ...] = ()
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file the document was read from; `name` has no folder, `encoding` is for text sources."""

    id: str
    name: str
    media_type: str
    sha256: str
    bytes: int
    encoding: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the page says of itself: title, ISO 8601 date, issue number, BCP 47 language."""

    title: str | None = None
    date: str | None = None
    number: str | None = None
    language: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Generator:
    """Who wrote the document; `profile` is the profile's name and hash, e.g. default@3f2a9c1b."""

    version: str
    profile: str
    name: str = "layout-tool"
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation of an editor: when (ISO 8601), by whom, what; `detail` is JSON text or None."""

    at: str
    by: str
    operation: str
    detail: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Pages as articles in reading order over regions of lines."""

    generator: Generator
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    outside: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    publication: Publication | None = None
    history: tuple[HistoryEntry, ...] = ()
    extra: str | None = None

    def regions(self) -> Iterator[Region]:
        """Every region, page by page, in the pages' own order."""
        for page in self.pages:
            yield from page.regions
