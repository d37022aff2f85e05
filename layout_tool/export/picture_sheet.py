"""The sheet a page is drawn on: where things of the page stand in the picture, and what its articles are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layout_tool.export.picture_colours import Look
from layout_tool.export.words import Words
from layout_tool.model.article import Article
from layout_tool.model.document import Direction, Page, Region, Unit
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

ROLE_CODES: Mapping[Role, str] = {
    Role.HEADLINE: "H",
    Role.KICKER: "K",
    Role.DECK: "D",
    Role.BYLINE: "B",
    Role.CAPTION: "C",
    Role.CREDIT: "R",
    Role.SUBHEAD: "S",
    Role.JUMP: "J",
    Role.DATELINE: "L",
    Role.SIGNOFF: "G",
    Role.TABLE: "T",
    Role.PULLQUOTE: "Q",
    Role.NOTE: "N",
}
"""The letter after the article's; body text has none."""

_MARKED = frozenset({Role.BODY, Role.CAPTION, Role.TABLE})
_AIR = 2.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """What painting a page needs: the page, its articles in order, looks by region id, and where paper begins."""

    page: Page
    articles: tuple[Article, ...]
    looks: Mapping[str, Look]
    left: float
    top: float
    scale: float
    messages: Words

    def place(self, box: Box) -> Box:
        """A box of the page in picture pixels."""
        return Box(*(value * self.scale for value in box)).moved(self.left, self.top)


def inflated(box: Box) -> Box:
    """A region's box with air around its text."""
    return Box(box.x0 - _AIR, box.y0 - _AIR, box.x1 + _AIR, box.y1 + _AIR)


def code(look: Look, role: Role) -> str:
    """The letter of the article and, but for body text, that of the role: `D`, `D·H`."""
    return f"{look.letter}·{ROLE_CODES[role]}" if role in ROLE_CODES else look.letter


def measure_mark(page: Page, region: Region) -> str:
    """`depth × measure em` of a region of text: the column's own where the region is all of it."""
    if region.role not in _MARKED or len(region.lines) < 2:
        return ""
    column = next((column for column in page.columns if column.id == region.column), None)
    measure = column.measure if column else None
    if measure is None and page.unit is Unit.EM:
        measure = region.bbox.height if region.direction is Direction.VERTICAL else region.bbox.width
    if measure is None:
        return str(len(region.lines))
    alone = sum(other.column == region.column for other in page.regions) == 1
    depth = column.depth if column and column.depth and alone else len(region.lines)
    return f"{depth} × {measure:.1f}".removesuffix(".0") + " em"
