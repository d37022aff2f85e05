"""What is looked at before a document is written, and after: no letter may be missing from what goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from layout_tool.errors import ExportRefused, Phrase, phrase
from layout_tool.export.article_text import article_text, outside_text, regions_by_id
from layout_tool.model.contract import check
from layout_tool.model.document import Document

_MOST_SHOWN = 12
_DROPPED = frozenset("-\u2010\u2011\u00ad\u200b\u200c\u200d\u2060\ufeff")
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
    """All that speaks against writing the document, losses first."""
    found = [*_broken(document), *_lost(document), *_doubts(document)]
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
    """Articles whose exported text lacks a letter of their lines."""
    regions = regions_by_id(document)
    for article in document.articles:
        if any(name not in regions for name in article.regions):
            continue
        printed = letters(line.text for name in article.regions for line in regions[name].lines)
        shown = letters(passage.text for passage in article_text(article, regions))
        missing = printed - shown
        if missing:
            signs = "".join(sorted(missing))[:_MOST_SHOWN]
            words = phrase("check_lost", article=article.headline or article.id, count=missing.total(), signs=signs)
            yield Finding(Severity.LOSS, words, (article.id,))


def _doubts(document: Document) -> Iterator[Finding]:
    regions = regions_by_id(document)
    for article in document.articles:
        if not any(name in regions and regions[name].lines for name in article.regions):
            yield Finding(
                Severity.DOUBT, phrase("check_no_text", article=article.headline or article.id), (article.id,)
            )
    for passage in outside_text(document):
        if any(ord(sign) < ord(" ") and sign not in "\t\n" for sign in passage.text):
            yield Finding(Severity.DOUBT, phrase("check_control", region=passage.regions[0]), passage.regions)
