"""What goes into the engine and what comes out of it, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout_tool.errors import Phrase
from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.document import Page, Publication, Source


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a text source (form feeds part pages).

    `text` is the decoded text of the page, letter for letter, line ends included, the form feed not.
    `start` is the place of its first code point in the whole decoded source, so that spans of lines
    count from the beginning of the source. `index` counts from 0.
    """

    index: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class TextSource:
    """A text file, opened and decoded: facts about it, and its pages, read one at a time.

    `notes` are phrases for the user (an encoding guessed with doubt, undecodable bytes, a BOM …); `count` is the
    number of pages.
    """

    source: Source
    pages: Iterator[TextPage]
    notes: tuple[Phrase, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class PageProposal:
    """The engine's proposal for one page; ids begin with the page's id, so pages can be put together.

    `notes` are phrases for the user: a page without text, glyphs without characters …
    """

    page: Page
    articles: tuple[Article, ...]
    outside: tuple[str, ...]
    decisions: tuple[Decision, ...]
    publication: Publication | None = None
    notes: tuple[Phrase, ...] = ()
