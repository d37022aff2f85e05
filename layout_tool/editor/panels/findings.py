"""What a person should look at before a document is handed in: text in no article, articles that lack something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.panels.outline import first_words
from layout_tool.errors import Phrase, phrase
from layout_tool.model.article import Article, Genre
from layout_tool.model.coverage import characters, orphans
from layout_tool.model.roles import FLOW_ROLES, PICTURE_ROLES, Role

_QUOTE = 24
_TEXT_ROLES = FLOW_ROLES | {Role.TABLE, Role.PULLQUOTE, Role.OTHER}
_HEADLESS = frozenset({Genre.PICTURE, Genre.BRIEF, Genre.NOTICE})
"""Genres that need no headline."""


class Weight(Enum):
    """loss: text would be missing from the articles; lack: something usual is not there."""

    LOSS = "loss"
    LACK = "lack"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: where it is, and what is said of it."""

    key: str
    weight: Weight
    page: str
    regions: tuple[str, ...]
    article: str | None
    said: Phrase


def findings(index: DocumentIndex) -> tuple[Finding, ...]:
    """All findings: text in no article first, then the articles in reading order."""
    return (*_orphans(index), *(found for article in index.document.articles for found in _lacks(article, index)))


def _orphans(index: DocumentIndex) -> Iterator[Finding]:
    for name in orphans(index.document):
        region = index.regions[name]
        said = phrase("panels_finding_orphan", count=characters(region), text=first_words([region])[:_QUOTE])
        yield Finding(f"orphan {name}", Weight.LOSS, index.page_of[name], (name,), None, said)


def _lacks(article: Article, index: DocumentIndex) -> Iterator[Finding]:
    regions = [index.regions[name] for name in article.regions]
    page = index.page_of[article.regions[0]]
    roles = {region.role for region in regions}
    words = (article.headline or first_words(regions))[:_QUOTE]

    def found(key: str, *names: str) -> Finding:
        chosen = names or article.regions
        said = phrase(key, text=words)
        return Finding(f"{key} {article.id}", Weight.LACK, page, chosen, article.id, said)

    if article.headline is None and article.genre not in _HEADLESS and roles & _TEXT_ROLES:
        yield found("panels_finding_no_headline")
    if not roles & _TEXT_ROLES and article.genre is not Genre.PICTURE and not roles & PICTURE_ROLES:
        yield found("panels_finding_no_text")
    captions = [region.id for region in regions if region.role is Role.CAPTION]
    if captions and not article.images:
        yield found("panels_finding_no_picture", *captions)
    if _is_unlinked(article, index):
        yield found("panels_finding_unlinked", *[region.id for region in regions if region.role is Role.JUMP])


def _is_unlinked(article: Article, index: DocumentIndex) -> bool:
    """Whether the article is said to go on on a page of this document, and has nothing there."""
    said = article.continues
    if said is None or said.to_page is None:
        return False
    pages = {page.label or str(page.number): page.id for page in index.document.pages}
    target = pages.get(said.to_page)
    return target is not None and all(index.page_of[name] != target for name in article.regions)
