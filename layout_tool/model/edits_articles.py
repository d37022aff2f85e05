"""Edits of articles: what belongs to which.

Each takes a document and ids and gives a new document; each raises EditError where it cannot be done. Regions
already in a place keep their order there. A region that comes into an article takes its place by its role:
headline stack first, byline, body, captions and credits last, behind those of its own kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout_tool.model.article import Article, Continuation, Status
from layout_tool.model.document import Document
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_draft import Draft
from layout_tool.model.roles import HEADING_ROLES, Role

_RANKS = {Role.KICKER: 0, Role.HEADLINE: 1, Role.DECK: 2, Role.BYLINE: 3, Role.CAPTION: 5, Role.CREDIT: 5}
_BODY_RANK = 4


def assign(document: Document, regions: Sequence[str], article: str | None) -> Document:
    """Put the regions, in the order given, into an article, or outside (None)."""
    draft = Draft(document)
    names = draft.require(regions)
    if article is not None:
        draft.require_article(article)
    _move(draft, names, article)
    return draft.finish()


def new_article(document: Document, regions: Sequence[str]) -> Document:
    """Make an article of the regions, in the order given; it follows the article that the first came from.

    From outside, it follows the last article that has a region on the same page.
    """
    draft = Draft(document)
    names = draft.require(regions)
    owner = draft.owner_of(names[0])
    page = draft.page_of(names[0])
    _found(draft, names, owner or f"{page}-a", owner or _last_on(draft, page))
    return draft.finish()


def merge_articles(document: Document, article: str, others: Sequence[str]) -> Document:
    """Put the others' regions behind the article's; the article keeps its id and its headline.

    A headline stack of another becomes subheads where the article has a headline of its own.
    """
    draft = Draft(document)
    draft.require_article(article)
    if not others or len({article, *others}) <= len(others):
        raise EditError("edit_merge_two")
    for other in others:
        _merge(draft, article, draft.require_article(other))
    return draft.finish()


def split_article(document: Document, region: str) -> Document:
    """Part an article before the region: this one and all behind it become an article that follows."""
    draft = Draft(document)
    draft.require([region])
    owner = draft.owner_of(region)
    if owner is None:
        raise EditError("edit_in_no_article")
    at = draft.members[owner].index(region)
    if at == 0:
        raise EditError("edit_first_of_article")
    _found(draft, draft.members[owner][at:], owner, owner)
    return draft.finish()


def delete_article(document: Document, article: str) -> Document:
    """Put all regions of an article outside, behind what is there; the article vanishes."""
    draft = Draft(document)
    _move(draft, list(draft.members[draft.require_article(article)]), None)
    return draft.finish()


def make_headline_of(document: Document, regions: Sequence[str], article: str) -> Document:
    """Make the regions, in the order given, the headline of an article; what was its headline becomes its deck."""
    draft = Draft(document)
    names = draft.require(regions)
    for name in draft.members[draft.require_article(article)]:
        if draft.regions[name].role is Role.HEADLINE and name not in names:
            draft.relabel(name, Role.DECK)
    for name in names:
        draft.relabel(name, Role.HEADLINE)
        draft.place_of(name).remove(name)
    members = draft.members[article]
    at = next((at for at, name in enumerate(members) if draft.regions[name].role is not Role.KICKER), len(members))
    members[at:at] = names
    return draft.finish()


def link_jump(document: Document, article: str, other: str) -> Document:
    """Say that an article goes on in another on another page: the other's regions follow, and it vanishes.

    The labels of both pages are noted as those of its jump lines, which keep their role.
    """
    draft = Draft(document)
    came = draft.page_of(draft.members[draft.require_article(article)][-1])
    goes = draft.page_of(draft.members[draft.require_article(other)][0])
    if article == other:
        raise EditError("edit_merge_two")
    if came == goes:
        raise EditError("edit_jump_one_page")
    labels = {page.id: page.label or str(page.number) for page in document.pages}
    _merge(draft, article, other)
    was = draft.articles[article].continues
    extra = was.extra if was is not None else None
    draft.articles[article] = replace(
        draft.articles[article], continues=Continuation(labels[came], labels[goes], extra)
    )
    return draft.finish()


def _merge(draft: Draft, article: str, other: str) -> None:
    has_headline = any(draft.regions[name].role is Role.HEADLINE for name in draft.members[article])
    moved, draft.members[other] = draft.members[other], []
    if has_headline:
        for name in moved:
            if draft.regions[name].role in HEADING_ROLES:
                draft.relabel(name, Role.SUBHEAD)
    draft.members[article] += moved
    draft.articles[article] = _with_belongings(draft.articles[article], draft.articles[other])


def _move(draft: Draft, names: Sequence[str], article: str | None) -> None:
    """Take the regions from where they are; those already there keep their place."""
    target = draft.outside if article is None else draft.members[article]
    coming = [name for name in names if name not in target]
    for name in coming:
        draft.place_of(name).remove(name)
    if article is None:
        target += coming
        return
    for name in coming:
        rank = _rank(draft, name)
        at = next((at + 1 for at in reversed(range(len(target))) if _rank(draft, target[at]) <= rank), 0)
        target.insert(at, name)


def _rank(draft: Draft, region: str) -> int:
    return _RANKS.get(draft.regions[region].role, _BODY_RANK)


def _found(draft: Draft, names: Sequence[str], origin: str, after: str | None) -> None:
    """A new article of the regions, its id made from `origin`, behind article `after` (None: first)."""
    names = list(names)
    for name in names:
        draft.place_of(name).remove(name)
    new = draft.fresh_id(origin)
    draft.articles[new] = Article(new, None, (), (), confidence=1.0, status=Status.CORRECTED)
    draft.members[new] = names
    draft.order.insert(draft.order.index(after) + 1 if after is not None else 0, new)


def _last_on(draft: Draft, page: str) -> str | None:
    """The last article with a region on the page, or on a page before it."""
    pages = list(draft.pages)
    near = {name for earlier in pages[: pages.index(page) + 1] for name in draft.pages[earlier]}
    return next((name for name in reversed(draft.order) if not near.isdisjoint(draft.members[name])), None)


def _with_belongings(article: Article, other: Article) -> Article:
    """The article with pictures, relations and jumps of another, which is merged into it."""
    return replace(
        article,
        images=(*article.images, *(image for image in other.images if image not in article.images)),
        related=(*article.related, *(name for name in other.related if name not in (*article.related, article.id))),
        continues=article.continues or other.continues,
    )
