"""Articles: ordered regions over columns and pages, and their text as paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layout_tool.model.roles import Role


class Genre(StrEnum):
    ARTICLE = "article"
    PICTURE = "picture"
    BRIEF = "brief"
    EDITORIAL = "editorial"
    NOTICE = "notice"
    OTHER = "other"


class Status(StrEnum):
    PROPOSED = "proposed"
    CORRECTED = "corrected"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Clean text of one paragraph and the ids of its lines; it may run over column and page breaks."""

    text: str
    role: Role
    lines: tuple[str, ...]
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """Printed page labels of jump lines: where the article comes from (上接) and goes to (下转)."""

    from_page: str | None = None
    to_page: str | None = None
    extra: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `regions` stand in reading order: kicker, headline, deck, byline, body …, captions, credits.

    `headline` is None where the page gives none; `byline` holds names only; `confidence` is 0 to 1.
    """

    id: str
    headline: str | None
    regions: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    confidence: float
    status: Status = Status.PROPOSED
    kicker: str | None = None
    deck: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    genre: Genre = Genre.ARTICLE
    images: tuple[str, ...] = ()
    continues: Continuation | None = None
    related: tuple[str, ...] = ()
    extra: str | None = None
