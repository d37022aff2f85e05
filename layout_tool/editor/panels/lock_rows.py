"""The facts of a page as rows: what a person has fixed, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.editor.fact_words import fact_words
from layout_tool.editor.index import DocumentIndex
from layout_tool.errors import Phrase
from layout_tool.model.facts import Fact, lines_named
from layout_tool.model.page_facts import facts_on


@dataclass(frozen=True, slots=True)
class LockRow:
    """A fact, the regions that it speaks of, and what is said of it."""

    fact: Fact
    regions: tuple[str, ...]
    said: Phrase


def lock_rows(index: DocumentIndex, page: str) -> tuple[LockRow, ...]:
    """The facts of a page, the newest first."""
    return tuple(_row(fact, index) for fact in reversed(facts_on(index.pages[page])))


def _row(fact: Fact, index: DocumentIndex) -> LockRow:
    named = (index.lines[line][0].id for line in lines_named(fact) if line in index.lines)
    return LockRow(fact, tuple(dict.fromkeys(named)), fact_words(fact, index))
