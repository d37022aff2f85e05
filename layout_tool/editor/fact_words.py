"""What is fixed on a page, in sentences that quote the text that it speaks of."""

from __future__ import annotations

from layout_tool.editor.index import DocumentIndex
from layout_tool.errors import Phrase, phrase
from layout_tool.model.facts import Fact, Placed
from layout_tool.model.locks import Apart, CannotLink, HeadOf, MustLink, Opens, OrderLock, RoleLock, Together, lines_of

_QUOTED = 14
_KEYS: dict[type, str] = {
    MustLink: "fact_must_link",
    CannotLink: "fact_cannot_link",
    HeadOf: "fact_head_of",
    OrderLock: "fact_order",
    Together: "fact_together",
    Apart: "fact_apart",
}


def fact_words(fact: Fact, index: DocumentIndex) -> Phrase:
    """The sentence of a fact; a line that is gone is named by its id."""
    match fact:
        case RoleLock(line, role):
            return phrase("fact_role", first=_quote(line, index), role=phrase(f"role_{role}"))
        case Opens(line):
            return phrase("fact_opens", first=_quote(line, index))
        case Placed(line, None):
            return phrase("fact_outside", first=_quote(line, index))
        case Placed(line, company):
            alone = company == line
            return phrase(
                "fact_alone" if alone else "fact_placed", first=_quote(line, index), then=_quote(company, index)
            )
        case _:
            first, then = lines_of(fact)
            return phrase(_KEYS[type(fact)], first=_quote(first, index), then=_quote(then, index))


def _quote(line: str | None, index: DocumentIndex) -> str:
    """The first words of a line."""
    if line is None or line not in index.lines:
        return line or ""
    text = " ".join(index.lines[line][1].text.split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
