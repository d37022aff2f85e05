"""An article as it will be read: its heading, paragraphs and captions, each with the regions that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout_tool.editor.index import DocumentIndex
from layout_tool.model.article import Article
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of one role; `regions` in reading order."""

    role: Role
    text: str
    regions: tuple[str, ...]


def passages(article: Article, index: DocumentIndex) -> tuple[Passage, ...]:
    """Kicker, headline, deck, byline, then the paragraphs, then captions and credits."""
    paragraphs = [
        Passage(one.role, one.text, tuple(dict.fromkeys(index.lines[line][0].id for line in one.lines)))
        for one in article.paragraphs
    ]
    head = list(_head(article, index))
    told = {passage.role for passage in head} | HEADING_ROLES
    text = [one for one in paragraphs if one.role not in told and one.role not in PICTURE_ROLES]
    return (*head, *text, *(one for one in paragraphs if one.role in PICTURE_ROLES))


def _head(article: Article, index: DocumentIndex) -> Iterator[Passage]:
    parts: Sequence[tuple[Role, str | None]] = (
        (Role.KICKER, article.kicker),
        (Role.HEADLINE, article.headline),
        (Role.DECK, article.deck),
        (Role.BYLINE, " ".join(article.byline)),
    )
    for role, text in parts:
        if text:
            regions = tuple(name for name in article.regions if index.regions[name].role is role)
            yield Passage(role, text, regions)
