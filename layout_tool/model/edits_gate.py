"""The gate that every edit passes: what is approved is locked until it is reopened."""

from __future__ import annotations

from dataclasses import replace

from layout_tool.model.article import Article, Status
from layout_tool.model.document import Document, Region
from layout_tool.model.edit_error import EditError


def guarded(before: Document, after: Document) -> Document:
    """`after`, where every article that was approved is as it was, with its regions, lines, text and order.

    Its place among the articles may change, and a relation to an article that vanished may go. Raises EditError,
    which names the article, for any other change.
    """
    approved = [article for article in before.articles if article.status is Status.APPROVED]
    if not approved:
        return after
    articles = {article.id: article for article in after.articles}
    regions = _regions(before), _regions(after)
    for article in approved:
        now = articles.get(article.id)
        if now is None or not _same(article, now) or any(_differs(name, *regions) for name in article.regions):
            raise EditError("edit_approved", article=article.headline or article.id)
    return after


def _same(was: Article, now: Article) -> bool:
    return was is now or replace(was, related=now.related) == now


def _differs(name: str, before: dict[str, Region], after: dict[str, Region]) -> bool:
    was, now = before[name], after.get(name)
    return was is not now and was != now


def _regions(document: Document) -> dict[str, Region]:
    return {region.id: region for page in document.pages for region in page.regions}
