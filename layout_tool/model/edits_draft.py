"""The working copy behind every edit: regions, places and order, taken apart and put together again.

An edit changes a draft and finishes it. `finish` keeps the promises of all edits: nothing is lost, articles left
empty vanish, paragraphs and headline fields follow their lines, decisions about what is gone go too, approved
articles stay as they are, and whatever the edit did not touch stays the same object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from layout_tool.model.article import Article, Status
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_gate import guarded
from layout_tool.model.edits_text import Before, Changes, rewritten
from layout_tool.model.roles import Role

T = TypeVar("T")


class Draft:
    """A document open for one edit.

    `regions` by id; `pages` gives each page's region ids in order; `members` each article's, in reading order;
    `outside` the rest. `order` is the order of the articles. Lines are not looked at before they are needed: an
    edit costs what it touches, not what the document holds.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._was: dict[str, Region] = {region.id: region for page in document.pages for region in page.regions}
        self.regions: dict[str, Region] = dict(self._was)
        self.pages: dict[str, list[str]] = {page.id: [region.id for region in page.regions] for page in document.pages}
        self.articles: dict[str, Article] = {article.id: article for article in document.articles}
        self.order: list[str] = list(self.articles)
        self.members: dict[str, list[str]] = {article.id: list(article.regions) for article in document.articles}
        self.outside: list[str] = list(document.outside)
        self._changes = Changes()

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
            raise EditError("edit_nothing_chosen")
        for name in names:
            if name not in self.regions:
                raise EditError("edit_no_region", region=name)
        if len(set(names)) < len(names):
            raise EditError("edit_named_twice")
        return names

    def require_article(self, article: str) -> str:
        """The article's id. Raises EditError where there is none."""
        if article not in self.members:
            raise EditError("edit_no_article", article=article)
        return article

    def fresh_id(self, origin: str) -> str:
        """The first of origin.2, origin.3 … that the document does not use; the same for the same document."""
        number = 2
        while f"{origin}.{number}" in self._ids:
            number += 1
        self._ids.add(f"{origin}.{number}")
        return f"{origin}.{number}"

    def place_of(self, region: str) -> list[str]:
        """The list that holds the region: its article's members or `outside`."""
        owner = self.owner_of(region)
        return self.outside if owner is None else self.members[owner]

    def insert_behind(self, region: str, new: str, *, before: bool = False) -> None:
        """Give region `new` its places, on the page and in the order, right behind `region`, or before it."""
        for place in (self.place_of(region), self.pages[self.page_of(region)]):
            place.insert(place.index(region) + (not before), new)

    def drop(self, region: str) -> None:
        """Take out a region whose lines are elsewhere by now."""
        self.place_of(region).remove(region)
        self.pages[self.page_of(region)].remove(region)
        del self.regions[region]

    def relabel(self, region: str, role: Role) -> None:
        """Give the region a role, and its lines with it."""
        if self.regions[region].role is not role:
            self.regions[region] = replace(self.regions[region], role=role)
            self.relabel_lines(line.id for line in self.regions[region].lines)

    def relabel_lines(self, lines: Iterable[str]) -> None:
        """Note that lines are now in a region of another role than before."""
        self._changes.relabelled.update(lines)

    def halve(self, line: str, second: str) -> None:
        """Note that line `second` is now the rest of `line`."""
        self._changes.halves.append((line, second))

    def finish(self) -> Document:
        """The document after the edit; the same object where nothing changed. Raises EditError for locked articles."""
        before = self._document
        touched = [name for name in self.members if self._changed(name)]
        kept = [name for name in self.order if self.members[name]]
        pages = tuple(self._page(page) for page in before.pages)
        written = self._written(touched)
        articles = tuple(written.get(name, self.articles[name]) for name in kept)
        gone = self._gone(kept)
        if gone:
            articles = tuple(without_lost(article, gone) for article in articles)
        after = replace(
            before,
            pages=_same_or(before.pages, pages),
            articles=_same_or(before.articles, articles),
            outside=_same_or(before.outside, tuple(self.outside)),
            decisions=living(before.decisions, gone) if gone else before.decisions,
        )
        same = after.pages is before.pages and after.articles is before.articles and after.outside is before.outside
        return before if same else guarded(before, after)

    @cached_property
    def _ids(self) -> set[str]:
        return set(ids_of(self._document))

    def _page(self, page: Page) -> Page:
        now = self._regions(self.pages[page.id])
        return page if _identical(now, page.regions) or now == page.regions else replace(page, regions=now)

    def _regions(self, names: Sequence[str]) -> tuple[Region, ...]:
        return tuple([self.regions[name] for name in names])

    def _changed(self, name: str) -> bool:
        """Whether the article has other regions than before, in another order, or the same ones made anew."""
        members, now, was = self.members[name], self.regions, self._was
        if tuple(members) != self.articles[name].regions or name not in self._known:
            return True
        return any(now[one] is not was[one] and now[one] != was[one] for one in members)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(article.id for article in self._document.articles)

    def _written(self, touched: Sequence[str]) -> dict[str, Article]:
        """The touched articles with their text as it is now; those left empty are not among them."""
        pages = {page.id: page for page in self._document.pages}
        articles = [self.articles[name] for name in touched]
        before = Before(articles, self._was, self._changes, lambda region: pages[self.page_of(region)])
        written: dict[str, Article] = {}
        for name in touched:
            if self.members[name]:
                was = self.articles[name]
                now = replace(was, status=Status.CORRECTED, regions=tuple(self.members[name]))
                now = rewritten(now, self._regions(self.members[name]), before)
                written[name] = was if now == was else now
        return written

    def _gone(self, kept: Collection[str]) -> set[str]:
        """The regions and articles that were there before; lines never go."""
        return (self._was.keys() - self.regions.keys()) | (self._known - set(kept))


def ids_of(document: Document) -> Iterator[str]:
    """Every id of the document."""
    yield from (source.id for source in document.sources)
    yield from (article.id for article in document.articles)
    yield from (decision.id for decision in document.decisions)
    for page in document.pages:
        yield page.id
        yield from (column.id for column in page.columns)
        yield from (image.id for image in page.images)
        yield from (separator.id for separator in page.separators)
        for region in page.regions:
            yield region.id
            yield from [line.id for line in region.lines]


def _same_or(was: tuple[T, ...], now: tuple[T, ...]) -> tuple[T, ...]:
    return was if _identical(was, now) or (was and isinstance(was[0], str) and was == now) else now


def _identical(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def without_lost(article: Article, gone: AbstractSet[str]) -> Article:
    """The article without its relations to what is gone."""
    related = tuple(name for name in article.related if name not in gone)
    return article if related == article.related else replace(article, related=related)


def living(decisions: tuple[Decision, ...], gone: AbstractSet[str]) -> tuple[Decision, ...]:
    """The decisions whose subjects are all still there; a runner-up whose subjects are gone goes alone."""
    living = tuple(
        replace(decision, runner_up=None)
        if decision.runner_up is not None and not gone.isdisjoint(decision.runner_up.subjects)
        else decision
        for decision in decisions
        if gone.isdisjoint(decision.subjects)
    )
    return _same_or(decisions, living)
