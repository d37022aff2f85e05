"""New ids for a page's proposal, so that it can stand beside what is there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.edits_draft import ids_of


def new_names(document: Document, taken: Collection[str]) -> dict[str, str]:
    """For each id of the document that is taken elsewhere the first of id.2, id.3 … that is free in both."""
    names: dict[str, str] = {}
    ids = list(ids_of(document))
    used = {*ids, *taken}
    for name in ids:
        if name in taken:
            number = 2
            while f"{name}.{number}" in used:
                number += 1
            names[name] = f"{name}.{number}"
            used.add(names[name])
    return names


def renamed(document: Document, names: Mapping[str, str]) -> Document:
    """The document with these ids replaced wherever they stand; sources keep theirs."""
    if not names:
        return document
    return replace(
        document,
        pages=tuple(_page(page, names) for page in document.pages),
        articles=tuple(_article(article, names) for article in document.articles),
        outside=_all(document.outside, names),
        decisions=tuple(_decision(decision, names) for decision in document.decisions),
    )


def _page(page: Page, names: Mapping[str, str]) -> Page:
    return replace(
        page,
        columns=tuple(replace(one, id=names.get(one.id, one.id)) for one in page.columns),
        images=tuple(replace(one, id=names.get(one.id, one.id)) for one in page.images),
        separators=tuple(replace(one, id=names.get(one.id, one.id)) for one in page.separators),
        regions=tuple(_region(one, names) for one in page.regions),
    )


def _region(region: Region, names: Mapping[str, str]) -> Region:
    return replace(
        region,
        id=names.get(region.id, region.id),
        column=None if region.column is None else names.get(region.column, region.column),
        lines=tuple(replace(line, id=names[line.id]) if line.id in names else line for line in region.lines),
    )


def _article(article: Article, names: Mapping[str, str]) -> Article:
    return replace(
        article,
        id=names.get(article.id, article.id),
        regions=_all(article.regions, names),
        images=_all(article.images, names),
        related=_all(article.related, names),
        paragraphs=tuple(replace(one, lines=_all(one.lines, names)) for one in article.paragraphs),
    )


def _decision(decision: Decision, names: Mapping[str, str]) -> Decision:
    other = decision.runner_up
    return replace(
        decision,
        id=names.get(decision.id, decision.id),
        subjects=_all(decision.subjects, names),
        runner_up=None if other is None else replace(other, subjects=_all(other.subjects, names)),
    )


def _all(ids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(name, name) for name in ids)
