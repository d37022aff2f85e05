"""The working copy behind every edit: regions, places and order, taken apart and put together again.

An edit changes a draft and finishes it. `finish` keeps the promises of all edits: nothing is lost, articles left
empty vanish, paragraphs and headline fields follow their lines, and decisions about what is gone go too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from layout_tool.errors import Phrase, phrase
from layout_tool.model.article import Article, Status
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Region
from layout_tool.model.edits_text import Before, rewritten
from layout_tool.model.roles import Role


class EditError(ValueError):
    """An edit that cannot be done; its text says why, in one line."""

    @property
    def phrase(self) -> Phrase:
        """Why, for people."""
        return phrase("edit_refused", reason=str(self))


class Draft:
    """A document open for one edit.

    `regions` by id; `pages` gives each page's region ids in order; `members` each article's, in reading order;
    `outside` the rest. `order` is the order of the articles.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._before = Before(document)
        self.regions: dict[str, Region] = {region.id: region for region in document.regions()}
        self.pages: dict[str, list[str]] = {page.id: [region.id for region in page.regions] for page in document.pages}
        self.articles: dict[str, Article] = {article.id: article for article in document.articles}
        self.order: list[str] = list(self.articles)
        self.members: dict[str, list[str]] = {article.id: list(article.regions) for article in document.articles}
        self.outside: list[str] = list(document.outside)
        self._ids: set[str] | None = None

    def page_of(self, region: str) -> str:
        """The id of the page that holds the region."""
        return next(page for page, ids in self.pages.items() if region in ids)

    def owner_of(self, region: str) -> str | None:
        """The id of the article that holds the region, None outside."""
        return next((name for name, members in self.members.items() if region in members), None)

    def require(self, regions: Iterable[str]) -> list[str]:
        """The region ids as a list. Raises EditError where there is none, one is unknown or named twice."""
        names = list(regions)
        if not names:
            raise EditError("no region is chosen")
        for name in names:
            if name not in self.regions:
                raise EditError(f"there is no region {name}")
        if len(set(names)) < len(names):
            raise EditError("a region is named twice")
        return names

    def require_article(self, article: str) -> str:
        """The article's id. Raises EditError where there is none."""
        if article not in self.members:
            raise EditError(f"there is no article {article}")
        return article

    def fresh_id(self, origin: str) -> str:
        """The first of origin.2, origin.3 … that the document does not use; the same for the same document."""
        if self._ids is None:
            self._ids = _ids(self._document)
        number = 2
        while f"{origin}.{number}" in self._ids:
            number += 1
        self._ids.add(f"{origin}.{number}")
        return f"{origin}.{number}"

    def place_of(self, region: str) -> list[str]:
        """The list that holds the region: its article's members or `outside`."""
        owner = self.owner_of(region)
        return self.outside if owner is None else self.members[owner]

    def relabel(self, region: str, role: Role) -> None:
        """Give the region a role, and its lines with it."""
        if self.regions[region].role is not role:
            self.regions[region] = replace(self.regions[region], role=role)
            self._before.relabelled.update(line.id for line in self.regions[region].lines)

    def halve(self, line: str, second: str) -> None:
        """Note that line `second` is now the rest of `line`: a paragraph begins there."""
        self._before.halve(line, second)

    def finish(self) -> Document:
        """The document after the edit."""
        touched = {name for name in self.members if self._changed(name)}
        kept = [name for name in self.order if self.members[name]]
        pages = tuple(
            replace(page, regions=now) if (now := self._regions(self.pages[page.id])) != page.regions else page
            for page in self._document.pages
        )
        articles = tuple(
            _without_lost(self._rewritten(name) if name in touched else self.articles[name], kept) for name in kept
        )
        after = replace(self._document, pages=pages, articles=articles, outside=tuple(self.outside))
        return replace(after, decisions=_living(after)) if _ids(self._document) - _ids(after) else after

    def _regions(self, names: Sequence[str]) -> tuple[Region, ...]:
        return tuple(self.regions[name] for name in names)

    def _changed(self, name: str) -> bool:
        members = self.members[name]
        return self._regions(members) != self._before.members.get(name)

    def _rewritten(self, name: str) -> Article:
        article = replace(self.articles[name], status=Status.CORRECTED, regions=tuple(self.members[name]))
        return rewritten(article, self._regions(self.members[name]), self._before)


def _ids(document: Document) -> set[str]:
    """Every id of the document."""
    found = {source.id for source in document.sources} | {article.id for article in document.articles}
    found |= {decision.id for decision in document.decisions}
    for page in document.pages:
        found |= {page.id} | {column.id for column in page.columns} | {image.id for image in page.images}
        found |= {separator.id for separator in page.separators}
        for region in page.regions:
            found.add(region.id)
            found.update(line.id for line in region.lines)
    return found


def _without_lost(article: Article, kept: Sequence[str]) -> Article:
    related = tuple(name for name in article.related if name in kept and name != article.id)
    return article if related == article.related else replace(article, related=related)


def _living(document: Document) -> tuple[Decision, ...]:
    """The decisions whose subjects are all still there; a runner-up whose subjects are gone goes alone."""
    known = _ids(document)
    living = [decision for decision in document.decisions if known.issuperset(decision.subjects)]
    return tuple(
        replace(decision, runner_up=None)
        if decision.runner_up is not None and not known.issuperset(decision.runner_up.subjects)
        else decision
        for decision in living
    )
