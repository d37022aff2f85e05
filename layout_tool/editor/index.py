"""Where everything stands in a document: looked up by id."""

from __future__ import annotations

from functools import cached_property

from layout_tool.model.article import Article
from layout_tool.model.document import Document, Line, Page, Region
from layout_tool.model.page_facts import settled_lines


class DocumentIndex:
    """Pages, regions, lines and articles of one document by their ids; each table is made when it is first needed."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._locked: dict[str, frozenset[str]] = {}

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {page.id: page for page in self.document.pages}

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.id: region for region in self.document.regions()}

    @cached_property
    def page_of(self) -> dict[str, str]:
        """The page's id by the region's."""
        return {region.id: page.id for page in self.document.pages for region in page.regions}

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.document.articles}

    @cached_property
    def owners(self) -> dict[str, str]:
        """The article's id by the region's; regions outside are not in it."""
        return {name: article.id for article in self.document.articles for name in article.regions}

    @cached_property
    def lines(self) -> dict[str, tuple[Region, Line]]:
        """Each line with its region, by the line's id."""
        return {line.id: (region, line) for region in self.document.regions() for line in region.lines}

    def locked_on(self, page: str) -> frozenset[str]:
        """The regions of a page that its facts speak of."""
        if page not in self._locked:
            lines = settled_lines(self.pages[page])
            found = self.pages[page].regions if lines else ()
            named = (region.id for region in found if any(line.id in lines for line in region.lines))
            self._locked[page] = frozenset(named)
        return self._locked[page]

    def articles_on(self, page: str) -> tuple[Article, ...]:
        """The articles with a region on the page, in reading order."""
        return tuple(
            article
            for article in self.document.articles
            if any(self.page_of.get(name) == page for name in article.regions)
        )
