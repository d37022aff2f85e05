"""Where every character is: in an article, outside as furniture, or outside as an orphan."""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.model.document import Document, Page, Region
from layout_tool.model.roles import FURNITURE_ROLES


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """The characters of one page, each counted once: those of its lines as they are printed, spaces too."""

    page: str
    articles: int
    furniture: int
    orphans: int

    @property
    def total(self) -> int:
        return self.articles + self.furniture + self.orphans


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of a document, page by page."""

    pages: tuple[PageCoverage, ...]

    @property
    def articles(self) -> int:
        return sum(page.articles for page in self.pages)

    @property
    def furniture(self) -> int:
        return sum(page.furniture for page in self.pages)

    @property
    def orphans(self) -> int:
        return sum(page.orphans for page in self.pages)

    @property
    def total(self) -> int:
        return self.articles + self.furniture + self.orphans


def coverage(document: Document) -> Coverage:
    """How many characters are in articles, outside as furniture, and orphans."""
    outside = frozenset(document.outside)
    return Coverage(tuple(page_coverage(page, outside) for page in document.pages))


def page_coverage(page: Page, outside: frozenset[str]) -> PageCoverage:
    """The characters of one page of which these regions, and perhaps some of other pages, are in no article."""
    inside = furniture = orphans = 0
    for region in page.regions:
        size = characters(region)
        if region.id not in outside:
            inside += size
        elif region.role in FURNITURE_ROLES:
            furniture += size
        else:
            orphans += size
    return PageCoverage(page.id, inside, furniture, orphans)


def orphans(document: Document) -> list[str]:
    """The regions outside that are no furniture and have text, page by page in the pages' own order."""
    outside = set(document.outside)
    return [
        region.id
        for region in document.regions()
        if region.id in outside and region.role not in FURNITURE_ROLES and characters(region)
    ]


def characters(region: Region) -> int:
    """The number of characters of a region, as printed."""
    return sum([len(line.text) for line in region.lines])
