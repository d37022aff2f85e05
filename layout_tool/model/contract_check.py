"""What must hold in every document beyond the types of its fields."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from math import isfinite

from layout_tool.errors import Phrase, Words, phrase
from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.geometry import Box

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**53
"""Whole numbers up to here survive every JSON reader."""


def check(document: Document) -> list[Phrase]:
    """Everything that breaks the contract, one phrase each, with the id it concerns; empty where all is well.

    Ids are unique XML NCNames and those that are named exist; every region is in exactly one article or outside;
    lines of a paragraph belong to its article, stand in the article's order and in no other paragraph; numbers
    are finite and in their ranges, boxes the right way round; texts can be written as UTF-8.
    """
    return list(faults(document))


def at(where: Words, key: str, /, **fields: Words) -> Phrase:
    """A fault and the place that it is in."""
    return phrase("fault_at", where=where, fault=phrase(key, **fields))


def faults(document: Document) -> Iterator[Phrase]:
    """The same, one at a time."""
    known = set[str]()
    yield from _ids(document, known)
    yield from _sources(document)
    for page in document.pages:
        yield from _page(page, document)
    yield from _places(document)
    yield from _articles(document)
    for decision in document.decisions:
        yield from _decision(decision, known)


def _ids(document: Document, known: set[str]) -> Iterator[Phrase]:
    for name in _all_ids(document):
        if not _NCNAME.fullmatch(name):
            yield phrase("fault_id_no_name", id=repr(name))
        if name in known:
            yield phrase("fault_id_twice", id=name)
        known.add(name)


def _all_ids(document: Document) -> Iterator[str]:
    for source in document.sources:
        yield source.id
    for page in document.pages:
        yield page.id
        yield from (column.id for column in page.columns)
        yield from (image.id for image in page.images)
        yield from (separator.id for separator in page.separators)
        for region in page.regions:
            yield region.id
            for line in region.lines:
                yield line.id
    yield from (article.id for article in document.articles)
    yield from (decision.id for decision in document.decisions)


def _sources(document: Document) -> Iterator[Phrase]:
    if document.generator.name != "layout-tool":
        yield phrase("fault_generator", name=repr(document.generator.name))
    for source in document.sources:
        where = phrase("place_source", id=source.id)
        if not _SHA256.fullmatch(source.sha256):
            yield at(where, "fault_sha256")
        yield from _whole(where, "bytes", source.bytes, 0)


def _page(page: Page, document: Document) -> Iterator[Phrase]:
    where = phrase("place_page", id=page.id)
    if all(page.source != source.id for source in document.sources):
        yield at(where, "fault_no_source", source=page.source)
    yield from _whole(where, "index", page.index, 0)
    yield from _whole(where, "number", page.number, 1)
    if not (isfinite(page.width) and isfinite(page.height)):
        yield at(where, "fault_size")
    for column in page.columns:
        here = phrase("place_column", id=column.id)
        yield from _box(here, column.bbox)
        if column.measure is not None and not isfinite(column.measure):
            yield at(here, "fault_measure")
        if column.depth is not None:
            yield from _whole(here, "depth", column.depth, 0)
    for image in page.images:
        yield from _box(phrase("place_image", id=image.id), image.bbox)
    for separator in page.separators:
        yield from _box(phrase("place_separator", id=separator.id), separator.bbox)
    columns = {column.id for column in page.columns}
    for region in page.regions:
        yield from _region(region, columns)


def _region(region: Region, columns: Container[str]) -> Iterator[Phrase]:
    where = phrase("place_region", id=region.id)
    yield from _box(where, region.bbox)
    if region.column is not None and region.column not in columns:
        yield at(where, "fault_no_column", column=region.column)
    if region.confidence is not None and not 0 <= region.confidence <= 1:
        yield at(where, "fault_confidence")
    for line in region.lines:
        here = phrase("place_line", id=line.id)
        yield from _box(here, line.bbox)
        if line.span is not None and not 0 <= line.span[0] <= line.span[1] <= _LARGEST:
            yield at(here, "fault_span")
        if not line.text.isascii() and _SURROGATE.search(line.text):
            yield at(here, "fault_surrogate")


def _places(document: Document) -> Iterator[Phrase]:
    """Every region is in exactly one article or outside."""
    place: dict[str, Phrase] = {}
    regions = {region.id for region in document.regions()}
    for owner, members in ((None, document.outside), *((article.id, article.regions) for article in document.articles)):
        here = phrase("place_outside") if owner is None else phrase("place_in_article", id=owner)
        for member in members:
            if member not in regions:
                yield phrase("fault_no_region", region=member, where=here)
            elif member in place:
                yield phrase("fault_region_twice", region=member, first=place[member], second=here)
            place[member] = here
    for region in document.regions():
        if region.id not in place:
            yield phrase("fault_region_nowhere", region=region.id)


def _articles(document: Document) -> Iterator[Phrase]:
    lines = {region.id: [line.id for line in region.lines] for region in document.regions()}
    images = {image.id for page in document.pages for image in page.images}
    articles = {article.id for article in document.articles}
    for article in document.articles:
        where = phrase("place_article", id=article.id)
        if not 0 <= article.confidence <= 1:
            yield at(where, "fault_confidence")
        yield from (at(where, "fault_no_image", image=name) for name in article.images if name not in images)
        yield from (at(where, "fault_no_article", article=name) for name in article.related if name not in articles)
        yield from _paragraphs(article, [line for region in article.regions for line in lines.get(region, ())])


def _paragraphs(article: Article, order: Iterable[str]) -> Iterator[Phrase]:
    rank = {line: at for at, line in enumerate(order)}
    taken = set[str]()
    for number, paragraph in enumerate(article.paragraphs, 1):
        where = phrase("place_paragraph", id=article.id, number=number)
        last = -1
        for line in paragraph.lines:
            if line not in rank:
                yield at(where, "fault_line_elsewhere", line=line)
                continue
            if line in taken:
                yield at(where, "fault_line_taken", line=line)
            elif rank[line] < last:
                yield at(where, "fault_line_order", line=line)
            taken.add(line)
            last = rank[line]


def _decision(decision: Decision, known: Container[str]) -> Iterator[Phrase]:
    where = phrase("place_decision", id=decision.id)
    other = decision.runner_up
    subjects = decision.subjects + (other.subjects if other else ())
    yield from (at(where, "fault_no_id", id=name) for name in subjects if name not in known)
    numbers = [decision.score, decision.margin, other.score if other else 0.0]
    numbers += [number for term in decision.evidence for number in (term.value, term.weight)]
    if not all(map(isfinite, numbers)):
        yield at(where, "fault_number")


def _whole(where: Phrase, field: str, number: int, least: int) -> Iterator[Phrase]:
    if not least <= number <= _LARGEST:
        yield at(where, "fault_whole", field=field, least=least)


def _box(where: Phrase, box: Box) -> Iterator[Phrase]:
    if not all(map(isfinite, box)):
        yield at(where, "fault_box")
    elif box.x0 > box.x1 or box.y0 > box.y1:
        yield at(where, "fault_box_turned")
