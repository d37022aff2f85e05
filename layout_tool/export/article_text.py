"""An article as it is read: its heading, its paragraphs, its captions. Every export and the reading pane show this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from layout_tool.model.article import Article, Paragraph
from layout_tool.model.document import Document, Line, Region
from layout_tool.model.prose import join_lines, paragraph_text
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_FIELDS = (Role.KICKER, Role.HEADLINE, Role.DECK)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of one role, and the regions that it comes from, in reading order."""

    role: Role
    text: str
    regions: tuple[str, ...]


def article_text(article: Article, regions: Mapping[str, Region]) -> tuple[Passage, ...]:
    """Kicker, headline, deck and byline, then the text in reading order, then captions and credits.

    `regions` are the document's, by id. Lines that stand in no paragraph and in no field of the article are told
    where they are read, so that no letter of the article is missing.
    """
    own = [regions[name] for name in article.regions]
    head = tuple(_heading(article, own))
    rest = tuple(_passages(article, own))
    byline = tuple(passage for passage in rest if passage.role is Role.BYLINE)
    text = tuple(passage for passage in rest if passage.role not in PICTURE_ROLES and passage.role is not Role.BYLINE)
    pictures = tuple(passage for passage in rest if passage.role in PICTURE_ROLES)
    return tuple(passage for passage in (*head, *byline, *text, *pictures) if passage.text.strip())


def regions_by_id(document: Document) -> dict[str, Region]:
    """Every region of a document by its id."""
    return {region.id: region for region in document.regions()}


def outside_text(document: Document) -> tuple[Passage, ...]:
    """What stands in no article, region by region; gaps part what stands side by side in a folio."""
    regions = regions_by_id(document)
    return tuple(
        Passage(regions[name].role, join_lines([line.text for line in regions[name].lines], names=True), (name,))
        for name in document.outside
        if regions[name].lines
    )


def _heading(article: Article, own: Sequence[Region]) -> Iterator[Passage]:
    texts = {Role.KICKER: article.kicker, Role.HEADLINE: article.headline, Role.DECK: article.deck}
    told = {line for paragraph in article.paragraphs for line in paragraph.lines}
    for role in _FIELDS:
        of_role = [region for region in own if region.role is role]
        names = tuple(region.id for region in of_role)
        lines = [line.text for region in of_role for line in region.lines if line.id not in told]
        text = texts[role] or (paragraph_text(lines, role) if lines else "")
        if text:
            yield Passage(role, text, names)


def _passages(article: Article, own: Sequence[Region]) -> Iterator[Passage]:
    """The paragraphs at their first lines, and lines that are in none where they are read."""
    homes: dict[str, Paragraph] = {line: paragraph for paragraph in article.paragraphs for line in paragraph.lines}
    owner = {line.id: region.id for region in own for line in region.lines}
    begun: set[int] = set()
    for region in own:
        loose: list[Line] = []
        for line in region.lines:
            paragraph = homes.get(line.id)
            if paragraph is None:
                loose.append(line)
            elif id(paragraph) not in begun:
                yield from _loose(region, loose)
                loose = []
                begun.add(id(paragraph))
                names = tuple(dict.fromkeys(owner[name] for name in paragraph.lines))
                yield Passage(paragraph.role, paragraph.text, names)
        yield from _loose(region, loose)


def _loose(region: Region, lines: Sequence[Line]) -> Iterator[Passage]:
    if lines and region.role not in HEADING_ROLES:
        yield Passage(region.role, paragraph_text([line.text for line in lines], region.role), (region.id,))
