"""Writing the contract: one JSON text for one document, the same bytes every time.

A record stands on one line (a line of a region, a paragraph, a decision …), so that a difference between two
documents reads as a difference between records. Keys stand in the schema's order; geometry has two decimals,
scores have four, whole numbers none; there is no −0. UTF-8, line feeds.

`to_json` and a page-by-page writer share the framing: `document_chunks` takes records already encoded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from layout_tool.model.article import Article, Paragraph
from layout_tool.model.decision import Decision, Evidence
from layout_tool.model.document import (
    FORMAT,
    FORMAT_VERSION,
    Column,
    Document,
    Generator,
    HistoryEntry,
    ImageArea,
    Line,
    Page,
    Publication,
    Region,
    Separator,
    Source,
)
from layout_tool.model.geometry import Box

_FINE = 4
"""Decimals of scores."""
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def to_json(document: Document) -> bytes:
    """The document as JSON text, UTF-8.

    Raises ValueError for what JSON cannot say: numbers that are not finite, halves of surrogate pairs.
    """
    return b"".join(
        document_chunks(
            document.generator,
            document.publication,
            document.sources,
            pages=map(encode_page, document.pages),
            articles=map(encode_article, document.articles),
            outside=document.outside,
            decisions=map(encode_decision, document.decisions),
            history=document.history,
            extra=document.extra,
        )
    )


def document_chunks(
    generator: Generator,
    publication: Publication | None,
    sources: Iterable[Source],
    *,
    pages: Iterable[bytes],
    articles: Iterable[bytes],
    outside: Iterable[str],
    decisions: Iterable[bytes] = (),
    history: Iterable[HistoryEntry] = (),
    extra: str | None = None,
) -> Iterator[bytes]:
    """The whole text in pieces, in order; joined they are byte for byte what `to_json` gives.

    `pages`, `articles` and `decisions` are records of `encode_page`, `encode_article` and `encode_decision`;
    each is taken only when its turn comes, so they may stream from a temporary file.
    """
    yield document_head(generator, publication, sources)
    yield from _array(pages)
    yield b',\n"articles": '
    yield from _array(articles)
    yield b',\n"outside": '
    yield from _array(map(_utf8, map(_text, outside)))
    yield b',\n"decisions": '
    yield from _array(decisions)
    yield b',\n"history": '
    yield from _array(_utf8(_history(entry)) for entry in history)
    yield _utf8(_more(extra, ",\n")) + b"\n}\n"


def document_head(generator: Generator, publication: Publication | None, sources: Iterable[Source]) -> bytes:
    """Everything before the array of pages."""
    fields = [
        f'"format": {_text(FORMAT)}',
        f'"version": {FORMAT_VERSION}',
        f'"generator": {_generator(generator)}',
        f'"publication": {_publication(publication)}',
        f'"sources": {_records(_source(source) for source in sources)}',
    ]
    return _utf8("{\n" + ",\n".join(fields) + ',\n"pages": ')


def encode_page(page: Page) -> bytes:
    """One record of the array of pages."""
    label = _or_null(page.label)
    return _utf8(
        f'{{"id": {_text(page.id)}, "source": {_text(page.source)}, "index": {page.index}, "number": {page.number}, '
        f'"label": {label}, "width": {_number(page.width)}, "height": {_number(page.height)}, '
        f'"unit": "{page.unit}", "direction": "{page.direction}",\n'
        f'"columns": {_records(map(_column, page.columns))},\n'
        f'"regions": {_records(map(_region, page.regions))},\n'
        f'"images": {_records(map(_image, page.images))},\n'
        f'"separators": {_records(map(_separator, page.separators))}{_more(page.extra)}}}'
    )


def encode_article(article: Article) -> bytes:
    """One record of the array of articles."""
    goes_on = article.continues
    continues = "null"
    if goes_on is not None:
        ends = f'"from": {_or_null(goes_on.from_page)}, "to": {_or_null(goes_on.to_page)}'
        continues = f"{{{ends}{_more(goes_on.extra)}}}"
    return _utf8(
        f'{{"id": {_text(article.id)}, "kicker": {_or_null(article.kicker)}, '
        f'"headline": {_or_null(article.headline)}, "deck": {_or_null(article.deck)}, '
        f'"byline": {_texts(article.byline)}, "dateline": {_or_null(article.dateline)}, "genre": "{article.genre}",\n'
        f'"regions": {_texts(article.regions)},\n'
        f'"paragraphs": {_records(map(_paragraph, article.paragraphs))},\n'
        f'"images": {_texts(article.images)}, "continues": {continues}, "related": {_texts(article.related)}, '
        f'"confidence": {_number(article.confidence, _FINE)}, "status": "{article.status}"{_more(article.extra)}}}'
    )


def encode_decision(decision: Decision) -> bytes:
    """One record of the array of decisions."""
    other = decision.runner_up
    runner_up = "null"
    if other is not None:
        runner_up = (
            f'{{"kind": "{other.kind}", "subjects": {_texts(other.subjects)}, '
            f'"score": {_number(other.score, _FINE)}{_more(other.extra)}}}'
        )
    return _utf8(
        f'{{"id": {_text(decision.id)}, "kind": "{decision.kind}", "subjects": {_texts(decision.subjects)}, '
        f'"score": {_number(decision.score, _FINE)}, "margin": {_number(decision.margin, _FINE)}, '
        f'"runner_up": {runner_up}, "locked": {"true" if decision.locked else "false"}, '
        f'"evidence": [{", ".join(map(_evidence, decision.evidence))}]{_more(decision.extra)}}}'
    )


def as_written(decision: Decision) -> Decision:
    """The decision as it is read back: its numbers rounded as they are written."""
    other = decision.runner_up
    return replace(
        decision,
        score=round(decision.score, _FINE),
        margin=round(decision.margin, _FINE),
        runner_up=replace(other, score=round(other.score, _FINE)) if other is not None else None,
        evidence=tuple(
            replace(one, value=round(one.value, _FINE), weight=round(one.weight, _FINE)) for one in decision.evidence
        ),
    )


def _array(records: Iterable[bytes]) -> Iterator[bytes]:
    before = b"[\n"
    for record in records:
        yield before + record
        before = b",\n"
    yield b"[]" if before == b"[\n" else b"\n]"


def _records(records: Iterable[str]) -> str:
    body = ",\n".join(records)
    return f"[\n{body}\n]" if body else "[]"


def _generator(generator: Generator) -> str:
    return (
        f'{{"name": {_text(generator.name)}, "version": {_text(generator.version)}, '
        f'"profile": {_text(generator.profile)}{_more(generator.extra)}}}'
    )


def _publication(publication: Publication | None) -> str:
    if publication is None:
        return "null"
    return (
        f'{{"title": {_or_null(publication.title)}, "date": {_or_null(publication.date)}, '
        f'"number": {_or_null(publication.number)}, "language": {_or_null(publication.language)}'
        f"{_more(publication.extra)}}}"
    )


def _source(source: Source) -> str:
    return (
        f'{{"id": {_text(source.id)}, "name": {_text(source.name)}, "media_type": {_text(source.media_type)}, '
        f'"sha256": {_text(source.sha256)}, "bytes": {source.bytes}, "encoding": {_or_null(source.encoding)}'
        f"{_more(source.extra)}}}"
    )


def _column(column: Column) -> str:
    measure = "null" if column.measure is None else _number(column.measure)
    depth = "null" if column.depth is None else column.depth
    return (
        f'{{"id": {_text(column.id)}, "bbox": {_box(column.bbox)}, "measure": {measure}, '
        f'"depth": {depth}{_more(column.extra)}}}'
    )


def _region(region: Region) -> str:
    confidence = "null" if region.confidence is None else _number(region.confidence, _FINE)
    return (
        f'{{"id": {_text(region.id)}, "role": "{region.role}", "bbox": {_box(region.bbox)}, '
        f'"direction": "{region.direction}", "column": {_or_null(region.column)}, "confidence": {confidence}, '
        f'"origin": "{region.origin}", "lines": {_records(map(_line, region.lines))}{_more(region.extra)}}}'
    )


def _line(line: Line) -> str:
    span = "null" if line.span is None else f"[{line.span[0]}, {line.span[1]}]"
    return (
        f'{{"id": {_text(line.id)}, "text": {_text(line.text)}, "bbox": {_box(line.bbox)}, '
        f'"span": {span}{_more(line.extra)}}}'
    )


def _image(image: ImageArea) -> str:
    return f'{{"id": {_text(image.id)}, "bbox": {_box(image.bbox)}{_more(image.extra)}}}'


def _separator(separator: Separator) -> str:
    return (
        f'{{"id": {_text(separator.id)}, "bbox": {_box(separator.bbox)}, '
        f'"kind": "{separator.kind}"{_more(separator.extra)}}}'
    )


def _paragraph(paragraph: Paragraph) -> str:
    return (
        f'{{"text": {_text(paragraph.text)}, "role": "{paragraph.role}", '
        f'"lines": {_texts(paragraph.lines)}{_more(paragraph.extra)}}}'
    )


def _evidence(evidence: Evidence) -> str:
    detail = "" if evidence.detail is None else f', "detail": {_text(evidence.detail)}'
    return (
        f'{{"name": {_text(evidence.name)}, "value": {_number(evidence.value, _FINE)}, '
        f'"weight": {_number(evidence.weight, _FINE)}{detail}{_more(evidence.extra)}}}'
    )


def _history(entry: HistoryEntry) -> str:
    detail = "" if entry.detail is None else f', "detail": {_encoder.encode(json.loads(entry.detail))}'
    return (
        f'{{"at": {_text(entry.at)}, "by": {_text(entry.by)}, '
        f'"operation": {_text(entry.operation)}{detail}{_more(entry.extra)}}}'
    )


def _more(extra: str | None, comma: str = ", ") -> str:
    """The fields that others added, to stand last in their record."""
    return "" if extra is None else comma + _encoder.encode(json.loads(extra))[1:-1]


def _text(text: str) -> str:
    return _encoder.encode(text)


def _or_null(text: str | None) -> str:
    return "null" if text is None else _encoder.encode(text)


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _box(box: Box) -> str:
    x0, y0, x1, y1 = box
    return f"[{_number(x0)}, {_number(y0)}, {_number(x1)}, {_number(y1)}]"


def _number(value: float, decimals: int = 2) -> str:
    rounded = round(value, decimals)
    try:
        whole = int(rounded)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"a number that JSON cannot say: {value}") from error
    return str(whole) if whole == rounded else repr(float(rounded))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")
