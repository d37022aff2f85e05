"""The facts of a page as sentences: what a person has fixed, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.panels.outline import first_words
from layout_tool.errors import Phrase, phrase
from layout_tool.model.facts import Fact, Placed, lines_named
from layout_tool.model.locks import Apart, CannotLink, HeadOf, MustLink, Opens, OrderLock, RoleLock, Together
from layout_tool.model.page_facts import facts_on

_QUOTE = 18


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
    lines = lines_named(fact)
    regions = tuple(dict.fromkeys(index.lines[line][0].id for line in lines if line in index.lines))
    fields: dict[str, str | Phrase] = dict(zip(("first", "then"), _quotes(lines, index), strict=False))
    if isinstance(fact, RoleLock):
        fields["role"] = phrase(f"role_{fact.role}")
    return LockRow(fact, regions, phrase(_key(fact), **fields))


def _quotes(lines: tuple[str, ...], index: DocumentIndex) -> list[str]:
    """How the regions of the lines begin, or the lines where two are of one region; … where the page lacks one."""
    found = [index.lines.get(line) for line in lines]
    homes = [one[0].id for one in found if one is not None]
    same = len(set(homes)) < len(homes)
    return [
        "…" if one is None else (one[1].text if same else first_words([one[0]]))[:_QUOTE].strip() or "…"
        for one in found
    ]


def _key(fact: Fact) -> str:
    match fact:
        case MustLink():
            return "panels_lock_link"
        case CannotLink():
            return "panels_lock_never_link"
        case RoleLock():
            return "panels_lock_role"
        case HeadOf():
            return "panels_lock_head"
        case OrderLock():
            return "panels_lock_order"
        case Together():
            return "panels_lock_together"
        case Apart():
            return "panels_lock_apart"
        case Opens():
            return "panels_lock_opens"
        case Placed(line, company):
            if company is None:
                return "panels_lock_outside"
            return "panels_lock_placed" if company != line else "panels_lock_placed_own"
