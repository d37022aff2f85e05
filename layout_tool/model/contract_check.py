"""What must hold in every document beyond the types of its fields."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from math import isfinite

from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.geometry import Box

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST = 2**53
"""Whole numbers up to here survive every JSON reader."""


def check(document: Document) -> list[str]:
    """Everything that breaks the contract, one sentence each, with the id it concerns; empty where all is well.

    Ids are unique XML NCNames and those that are named exist; every region is in exactly one article or outside;
    lines of a paragraph belong to its article, stand in the article's order and in no other paragraph; numbers
    are finite and in their ranges, boxes the right way round; texts can be written as UTF-8.
    """
    return list(faults(document))


def faults(document: Document) -> Iterator[str]:
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


def _ids(document: Document, known: set[str]) -> Iterator[str]:
    for name in _all_ids(document):
        if not _NCNAME.fullmatch(name):
            yield f"the id {name!r} is not an XML name"
        if name in known:
            yield f"the id {name} is given twice"
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


def _sources(document: Document) -> Iterator[str]:
    if document.generator.name != "layout-tool":
        yield f"the generator is {document.generator.name!r}, not layout-tool"
    for source in document.sources:
        if not _SHA256.fullmatch(source.sha256):
            yield f"source {source.id}: sha256 is not 64 hexadecimal digits"
        yield from _whole(f"source {source.id}: bytes", source.bytes, 0)


def _page(page: Page, document: Document) -> Iterator[str]:
    where = f"page {page.id}"
    if all(page.source != source.id for source in document.sources):
        yield f"{where}: there is no source {page.source}"
    yield from _whole(f"{where}: index", page.index, 0)
    yield from _whole(f"{where}: number", page.number, 1)
    if not (isfinite(page.width) and isfinite(page.height)):
        yield f"{where}: its size is not finite"
    for column in page.columns:
        yield from _box(f"column {column.id}", column.bbox)
        if column.measure is not None and not isfinite(column.measure):
            yield f"column {column.id}: its measure is not finite"
        if column.depth is not None:
            yield from _whole(f"column {column.id}: depth", column.depth, 0)
    for image in page.images:
        yield from _box(f"image {image.id}", image.bbox)
    for separator in page.separators:
        yield from _box(f"separator {separator.id}", separator.bbox)
    columns = {column.id for column in page.columns}
    for region in page.regions:
        yield from _region(region, columns)


def _region(region: Region, columns: Container[str]) -> Iterator[str]:
    where = f"region {region.id}"
    yield from _box(where, region.bbox)
    if region.column is not None and region.column not in columns:
        yield f"{where}: its page has no column {region.column}"
    if region.confidence is not None and not 0 <= region.confidence <= 1:
        yield f"{where}: confidence is not between 0 and 1"
    for line in region.lines:
        yield from _box(f"line {line.id}", line.bbox)
        if line.span is not None and not 0 <= line.span[0] <= line.span[1] <= _LARGEST:
            yield f"line {line.id}: its span does not run forward"
        if not line.text.isascii() and _SURROGATE.search(line.text):
            yield f"line {line.id}: its text has half a surrogate pair"


def _places(document: Document) -> Iterator[str]:
    """Every region is in exactly one article or outside."""
    place: dict[str, str] = {}
    regions = {region.id for region in document.regions()}
    for owner, members in ((None, document.outside), *((article.id, article.regions) for article in document.articles)):
        here = "outside" if owner is None else f"in article {owner}"
        for member in members:
            if member not in regions:
                yield f"there is no region {member}, named {here}"
            elif member in place:
                yield f"region {member} stands {place[member]} and {here}"
            place[member] = here
    for region in document.regions():
        if region.id not in place:
            yield f"region {region.id} is in no article and not outside"


def _articles(document: Document) -> Iterator[str]:
    lines = {region.id: [line.id for line in region.lines] for region in document.regions()}
    images = {image.id for page in document.pages for image in page.images}
    articles = {article.id for article in document.articles}
    for article in document.articles:
        where = f"article {article.id}"
        if not 0 <= article.confidence <= 1:
            yield f"{where}: confidence is not between 0 and 1"
        yield from (f"{where}: there is no image {name}" for name in article.images if name not in images)
        yield from (f"{where}: there is no article {name}" for name in article.related if name not in articles)
        yield from _paragraphs(article, [line for region in article.regions for line in lines.get(region, ())])


def _paragraphs(article: Article, order: Iterable[str]) -> Iterator[str]:
    rank = {line: at for at, line in enumerate(order)}
    taken = set[str]()
    for number, paragraph in enumerate(article.paragraphs, 1):
        where = f"article {article.id}, paragraph {number}"
        last = -1
        for line in paragraph.lines:
            if line not in rank:
                yield f"{where}: line {line} is not in the article"
                continue
            if line in taken:
                yield f"{where}: line {line} stands in a paragraph already"
            elif rank[line] < last:
                yield f"{where}: line {line} is out of order"
            taken.add(line)
            last = rank[line]


def _decision(decision: Decision, known: Container[str]) -> Iterator[str]:
    where = f"decision {decision.id}"
    other = decision.runner_up
    subjects = decision.subjects + (other.subjects if other else ())
    yield from (f"{where}: there is no {name}" for name in subjects if name not in known)
    numbers = [decision.score, decision.margin, other.score if other else 0.0]
    numbers += [number for term in decision.evidence for number in (term.value, term.weight)]
    if not all(map(isfinite, numbers)):
        yield f"{where}: a number is not finite"


def _whole(where: str, number: int, least: int) -> Iterator[str]:
    if not least <= number <= _LARGEST:
        yield f"{where} is not a whole number from {least} to 2^53"


def _box(where: str, box: Box) -> Iterator[str]:
    if not all(map(isfinite, box)):
        yield f"{where}: its box is not finite"
    elif box.x0 > box.x1 or box.y0 > box.y1:
        yield f"{where}: its box is the wrong way round"
