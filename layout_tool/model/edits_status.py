"""Edits of how far the work has come: approved articles, pages done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from layout_tool.model.article import Article, Status
from layout_tool.model.document import Document
from layout_tool.model.edit_error import EditError
from layout_tool.model.extras import with_extra
from layout_tool.model.progress import articles_on, with_done

REOPENED = "reopened"
"""The added field of an article that holds the last reason for which it was reopened."""


def set_status(document: Document, article: str, status: Status) -> Document:
    """Say how far an article has come. Raises EditError for an approved one: that is reopened, with a reason."""
    was = _require(document, [article])
    if was[0].status is Status.APPROVED and status is not Status.APPROVED:
        raise EditError("edit_approved", article=was[0].headline or article)
    return _with_status(document, [article], status)


def approve(document: Document, articles: Sequence[str]) -> Document:
    """Approve articles: no edit changes them until they are reopened."""
    _require(document, articles)
    return _with_status(document, articles, Status.APPROVED)


def reopen(document: Document, article: str, reason: str) -> Document:
    """Open an approved article for edits again: it is corrected, and says why. The reason must not be empty."""
    (was,) = _require(document, [article])
    if was.status is not Status.APPROVED:
        raise EditError("edit_not_approved", article=was.headline or article)
    if not reason.strip():
        raise EditError("edit_no_reason")
    now = replace(was, status=Status.CORRECTED, extra=with_extra(was.extra, REOPENED, reason.strip()))
    return replace(document, articles=tuple(now if one is was else one for one in document.articles))


def page_done(document: Document, page: str) -> Document:
    """Say that a page is done: its articles that are still proposals are now corrected."""
    if all(one.id != page for one in document.pages):
        raise EditError("edit_no_page", page=page)
    proposed = [one.id for one in articles_on(document, page) if one.status is Status.PROPOSED]
    return with_done(_with_status(document, proposed, Status.CORRECTED), page)


def _require(document: Document, names: Sequence[str]) -> list[Article]:
    articles = {article.id: article for article in document.articles}
    for name in names:
        if name not in articles:
            raise EditError("edit_no_article", article=name)
    if not names:
        raise EditError("edit_no_article_chosen")
    return [articles[name] for name in names]


def _with_status(document: Document, names: Collection[str], status: Status) -> Document:
    chosen = {one.id for one in document.articles if one.id in names and one.status is not status}
    if not chosen:
        return document
    return replace(
        document,
        articles=tuple(replace(one, status=status) if one.id in chosen else one for one in document.articles),
    )
