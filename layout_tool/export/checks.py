"""What is looked at before a document is written, and after: no letter may be missing from what goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from layout_tool.errors import ExportRefused, Phrase, phrase
from layout_tool.export.article_text import article_text, outside_text, regions_by_id
from layout_tool.export.signs import controls
from layout_tool.model.article import Article
from layout_tool.model.contract import check
from layout_tool.model.document import Document

_MOST_SHOWN = 12
_DROPPED = frozenset("-\u2010\u2011\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Signs that clean text may lose: hyphens of line ends, and those that are not seen."""


class Severity(Enum):
    """loss: it must not be written so; doubt: somebody should look."""

    LOSS = "loss"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and the ids of the articles and regions that it concerns."""

    severity: Severity
    words: Phrase
    ids: tuple[str, ...] = ()


def findings(document: Document) -> tuple[Finding, ...]:
    """All that speaks against writing the document, losses first; one that breaks the contract is not looked into."""
    found = list(_broken(document)) or [*_lost(document), *_doubts(document)]
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.DOUBT))


def require_whole(document: Document, path: str) -> tuple[Finding, ...]:
    """The doubts about a document. Raises ExportRefused where something would be lost."""
    found = findings(document)
    if found and found[0].severity is Severity.LOSS:
        raise ExportRefused(path=path, reason=found[0].words)
    return found


def letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter stands in the texts; spaces and what clean text may lose are not counted.

    >>> letters(["har-", "bour"]) == letters(["harbour"])
    True
    """
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text)
    return Counter({sign: count for sign, count in counted.items() if not sign.isspace() and sign not in _DROPPED})


def _broken(document: Document) -> Iterator[Finding]:
    for fault in check(document):
        yield Finding(Severity.LOSS, fault)


def _lost(document: Document) -> Iterator[Finding]:
    """Articles whose exported text lacks a letter of their lines, or has one too many; texts that no file can hold."""
    regions = regions_by_id(document)
    for article in document.articles:
        if any(map(_is_halved, _texts(article))):
            yield Finding(Severity.LOSS, phrase("check_halved", article=_name(article)), (article.id,))
            continue
        printed = letters(line.text for name in article.regions for line in regions[name].lines)
        shown = letters(passage.text for passage in article_text(article, regions))
        if missing := printed - shown:
            yield _counted("check_lost", Severity.LOSS, article, missing)
        if added := shown - printed:
            yield _counted("check_added", Severity.DOUBT, article, added)
    shown_outside = letters(passage.text for passage in outside_text(document))
    if missing := letters(line.text for name in document.outside for line in regions[name].lines) - shown_outside:
        yield Finding(Severity.LOSS, phrase("check_lost_outside", count=missing.total()), document.outside)


def _counted(key: str, severity: Severity, article: Article, signs: Counter[str]) -> Finding:
    some = "".join(sorted(signs))[:_MOST_SHOWN]
    return Finding(severity, phrase(key, article=_name(article), count=signs.total(), signs=some), (article.id,))


def _texts(article: Article) -> Iterator[str]:
    """All texts of an article that are written, besides its lines."""
    yield from (text for text in (article.kicker, article.headline, article.deck, article.dateline) if text)
    yield from article.byline
    yield from (paragraph.text for paragraph in article.paragraphs)


def _is_halved(text: str) -> bool:
    """Whether half of a surrogate pair is in the text."""
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)


def _name(article: Article) -> str:
    """How an article is called in a sentence."""
    return article.headline if article.headline and not _is_halved(article.headline) else article.id


def _doubts(document: Document) -> Iterator[Finding]:
    regions = regions_by_id(document)
    for article in document.articles:
        if not any(regions[name].lines for name in article.regions):
            yield Finding(Severity.DOUBT, phrase("check_no_text", article=_name(article)), (article.id,))
    for region in regions.values():
        if signs := controls("".join(line.text for line in region.lines)):
            yield Finding(Severity.DOUBT, phrase("check_control", region=region.id, signs=signs), (region.id,))
