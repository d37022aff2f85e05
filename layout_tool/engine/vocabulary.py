"""Which text a heading or a caption speaks of: the share of its words that the text has too."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from operator import add

from layout_tool.engine.fragments import Fragment

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3041-\u30ff]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’]{2,}|\d+(?:[.,]\d+)*")
_LONGEST = 20_000


def terms_of(fragment: Fragment) -> Counter[str]:
    """Pairs of ideographs, words in the Latin script and numbers; words over a line end are not undone."""
    text = fragment.core[:_LONGEST]
    found: list[str] = []
    for run in _IDEOGRAPHS.findall(text):
        found.extend(map(add, run, run[1:]))
    spaced = " ".join(line.text for line in fragment.lines)[:_LONGEST] if fragment.latin else text
    found.extend(word.lower() for word in _WORD.findall(spaced))
    return Counter(found)


def beyond_others(shares: Sequence[float]) -> list[float]:
    """What each share has over the greatest of the others; the share itself where there is no other.

    >>> beyond_others([0.5, 0.25])
    [0.25, -0.25]
    """
    if len(shares) < 2:
        return list(shares)
    best, second, *_ = sorted(shares, reverse=True)
    return [share - (best if share < best else second) for share in shares]


def share_of(weighted: Mapping[str, float], whole: Container[str]) -> float:
    """The share of the weight of some terms that the whole has, 0 to 1; 0 where there are none."""
    total = sum(weighted.values())
    return sum(weight for term, weight in weighted.items() if term in whole) / total if total else 0.0


class Vocabulary:
    """The terms of a page's fragments and how rare each is among them."""

    def __init__(self, fragments: Sequence[Fragment]) -> None:
        self.terms = [terms_of(fragment) for fragment in fragments]
        spread = Counter(term for terms in self.terms for term in terms)
        total = len(fragments)
        self._idf = {term: math.log((1 + total) / seen) for term, seen in spread.items()}

    def of(self, members: Sequence[int]) -> Counter[str]:
        """The terms of several fragments together."""
        joined: Counter[str] = Counter()
        for k in members:
            joined.update(self.terms[k])
        return joined

    def share(self, part: Counter[str], whole: Counter[str]) -> float:
        """The idf-weighted share of the part's terms that the whole has, 0 to 1; 0 where the part has none."""
        return share_of(self.weighted(part), whole)

    def weighted(self, part: Counter[str]) -> dict[str, float]:
        """The terms of a part with their rarity."""
        return {term: self._idf.get(term, 1.0) for term in part}

    def shares(self, part: Sequence[int], wholes: Sequence[Counter[str]]) -> list[float]:
        terms = self.of(part)
        return [self.share(terms, whole) for whole in wholes]
