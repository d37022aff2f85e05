"""How far the work on a page has come.

What can be derived from the articles is derived. What cannot, that a person called the page done, stands in an added
field of the page (`extra`), so pages without articles can be done too, and a page whose every article was touched
once is not done before somebody says so.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from layout_tool.model.article import Article, Status
from layout_tool.model.document import Document, Origin, Page
from layout_tool.model.extras import extra_field, with_extra

_DONE = "page_done"


class PageStatus(StrEnum):
    """proposed: nobody touched it; in-progress: somebody did; corrected: called done, and no article is a proposal
    any more; approved: every article is."""

    PROPOSED = "proposed"
    IN_PROGRESS = "in-progress"
    CORRECTED = "corrected"
    APPROVED = "approved"


def page_status(document: Document, page_id: str) -> PageStatus:
    """How far a page has come. Raises KeyError where there is no such page."""
    page = next((one for one in document.pages if one.id == page_id), None)
    if page is None:
        raise KeyError(page_id)
    return _status(page, [article.status for article in articles_on(document, page_id)])


def page_statuses(document: Document) -> dict[str, PageStatus]:
    """How far every page has come, by its id; one walk over the document."""
    homes = {region.id: page.id for page in document.pages for region in page.regions}
    found: dict[str, list[Status]] = {page.id: [] for page in document.pages}
    for article in document.articles:
        for page_id in dict.fromkeys(homes[name] for name in article.regions):
            found[page_id].append(article.status)
    return {page.id: _status(page, found[page.id]) for page in document.pages}


def document_status(document: Document) -> PageStatus:
    """How far a document has come: as far as all its pages have, in progress where some are further than others."""
    statuses = set(page_statuses(document).values())
    if len(statuses) == 1:
        return statuses.pop()
    if statuses == {PageStatus.CORRECTED, PageStatus.APPROVED}:
        return PageStatus.CORRECTED
    return PageStatus.IN_PROGRESS if statuses else PageStatus.PROPOSED


def articles_on(document: Document, page_id: str) -> list[Article]:
    """The articles that have a region on the page, in the document's order."""
    regions = {region.id for page in document.pages if page.id == page_id for region in page.regions}
    return [article for article in document.articles if not regions.isdisjoint(article.regions)]


def is_done(page: Page) -> bool:
    """Whether somebody called the page done."""
    return extra_field(page.extra, _DONE) is True


def with_done(document: Document, page_id: str, *, done: bool = True) -> Document:
    """The document with the page called done, or not."""
    return replace(
        document, pages=tuple(_marked(page, done) if page.id == page_id else page for page in document.pages)
    )


def _marked(page: Page, done: bool) -> Page:
    return page if is_done(page) is done else replace(page, extra=with_extra(page.extra, _DONE, done or None))


def _status(page: Page, statuses: list[Status]) -> PageStatus:
    if statuses and all(status is Status.APPROVED for status in statuses):
        return PageStatus.APPROVED
    if is_done(page) and Status.PROPOSED not in statuses:
        return PageStatus.CORRECTED
    touched = is_done(page) or any(status is not Status.PROPOSED for status in statuses)
    if touched or any(region.origin is Origin.EDITOR for region in page.regions):
        return PageStatus.IN_PROGRESS
    return PageStatus.PROPOSED
