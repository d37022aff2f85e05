"""How much the words of two texts, or of two groups of texts, have in common: TF-IDF cosines over a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from layout_tool.engine.words import words_of

Array = NDArray[np.float64]
_LONGEST = 6000


class WordVectors:
    """TF-IDF vectors of a page's texts, by their products with each other."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(words) for words in words_of(text[:_LONGEST] for text in texts)]
        spread = Counter(chain.from_iterable(counts))
        total = len(texts)
        rarity = {seen: float(np.log((1 + total) / (1 + seen)) + 0.1) for seen in set(spread.values())}
        rare = np.array([rarity[seen] for seen in spread.values()], dtype=float)
        often = list(chain.from_iterable(count.values() for count in counts))
        weight = {times: float(1 + np.log(times)) for times in set(often)}
        index = dict(zip(spread, range(len(spread)), strict=True))
        columns = np.fromiter(map(index.__getitem__, chain.from_iterable(counts)), np.intp, len(often))
        values = np.fromiter(map(weight.__getitem__, often), float, len(often)) * rare[columns]
        ends = np.cumsum([0, *map(len, counts)])
        matrix = sparse.csr_matrix((values, columns, ends), shape=(total, max(1, len(index))))
        self._products: Array = np.asarray((matrix @ matrix.T).toarray(), dtype=float)

    def cosines(self, groups: Sequence[Sequence[int]] | None = None) -> Array:
        """Cosines of all pairs of texts, or of groups of texts (none of them empty), (n, n); 0 where one has no words.

        The products of two groups' vectors are sums of those of their members.
        """
        products = self._products if groups is None else _summed(_summed(self._products, groups).T, groups)
        return _scaled(products, np.diag(products)[:, None], np.diag(products)[None, :])

    def cosines_beside(self, left: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> Array:
        """Cosines of each group on the left with that on the right, (groups,)."""
        lefts, rights = _summed(self._products, left), _summed(self._products, right)
        return _scaled(_picked(lefts, right), _picked(lefts, left), _picked(rights, right))


def _summed(rows: Array, groups: Sequence[Sequence[int]]) -> Array:
    """The sums of groups of rows, (groups, columns)."""
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    return np.add.reduceat(rows[list(chain.from_iterable(groups))], starts, axis=0)


def _picked(rows: Array, groups: Sequence[Sequence[int]]) -> Array:
    """For each row the sum of the columns of its group, (groups,)."""
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    at = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return np.add.reduceat(rows[at, list(chain.from_iterable(groups))], starts)


def _scaled(products: Array, one: Array, other: Array) -> Array:
    """Cosines from products of vectors and the squares of their lengths."""
    lengths = np.sqrt(one * other)
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
