"""Which text a heading or a caption speaks of: the share of its words that the text has too."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import add

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.fragments import Fragment

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3041-\u30ff]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w'’]{2,}|\d+(?:[.,]\d+)*")
_LONGEST = 20_000


def terms_of(fragment: Fragment) -> tuple[str, ...]:
    """Pairs of ideographs, words in the Latin script and numbers, each once; words over a line end are not undone."""
    text = fragment.core[:_LONGEST]
    found: list[str] = []
    for run in _IDEOGRAPHS.findall(text):
        found.extend(map(add, run, run[1:]))
    spaced = " ".join(line.text for line in fragment.lines)[:_LONGEST] if fragment.latin else text
    found.extend([word.lower() for word in _WORD.findall(spaced)])
    return tuple(dict.fromkeys(found))


def beyond_others(shares: Sequence[float]) -> list[float]:
    """What each share has over the greatest of the others; the share itself where there is no other.

    >>> beyond_others([0.5, 0.25])
    [0.25, -0.25]
    """
    if len(shares) < 2:
        return list(shares)
    best, second, *_ = sorted(shares, reverse=True)
    return [share - (best if share < best else second) for share in shares]


def all_beyond_others(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same for each row of shares, (rows, columns)."""
    if shares.shape[1] < 2:
        return shares
    ranked = np.partition(shares, shares.shape[1] - 2, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.asarray(shares - np.where(shares < best, best, second))


@dataclass(frozen=True, slots=True)
class Weighted:
    """Terms with their rarity, in the order in which the text has them, and the sum of it."""

    terms: tuple[tuple[str, float], ...]
    total: float

    def share(self, whole: Container[str]) -> float:
        """The share of the weight that the terms of the whole have, 0 to 1; 0 where there are none."""
        return sum([weight for term, weight in self.terms if term in whole]) / self.total if self.total else 0.0


class Vocabulary:
    """The terms of a page's fragments and how rare each is among them."""

    def __init__(self, fragments: Sequence[Fragment]) -> None:
        self._terms = [terms_of(fragment) for fragment in fragments]
        self._sets = [frozenset(terms) for terms in self._terms]
        spread = Counter(chain.from_iterable(self._terms))
        rarity = {seen: math.log((1 + len(fragments)) / seen) for seen in set(spread.values())}
        self._idf = {term: rarity[seen] for term, seen in spread.items()}

    def of(self, members: Iterable[int]) -> set[str]:
        """The terms of several fragments together."""
        return set().union(*[self._sets[k] for k in members])

    def weighted(self, members: Iterable[int]) -> Weighted:
        """The same with their rarity."""
        terms = dict.fromkeys(chain.from_iterable([self._terms[k] for k in members]))
        found = tuple([(term, self._idf[term]) for term in terms])
        return Weighted(found, sum([weight for _, weight in found]))

    def shares(self, part: Iterable[int], wholes: Iterable[Container[str]]) -> list[float]:
        """The share that each of the wholes has of the terms of some fragments, weighted by their rarity."""
        weighted = self.weighted(part)
        return [weighted.share(whole) for whole in wholes]
