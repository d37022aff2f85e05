"""How much the words of two texts have in common: TF-IDF cosine over a page, less the page's mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from layout_tool.engine.words import words_of

_LONGEST = 6000


class WordVectors:
    """TF-IDF vectors of a page's texts, rows of unit length, and the idf of each word."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(words) for words in words_of(text[:_LONGEST] for text in texts)]
        self.words = counts
        spread = Counter(word for count in counts for word in count)
        total = len(texts)
        rarity = {seen: float(np.log((1 + total) / (1 + seen)) + 0.1) for seen in set(spread.values())}
        self.idf = {word: rarity[seen] for word, seen in sorted(spread.items())}
        index = {word: k for k, word in enumerate(self.idf)}
        weight = {times: float(1 + np.log(times)) for times in {times for count in counts for times in count.values()}}
        rows = [row for row, count in enumerate(counts) for _ in count]
        columns = [index[word] for count in counts for word in count]
        values = [weight[times] * self.idf[word] for count in counts for word, times in count.items()]
        self.matrix = sparse.csr_matrix((values, (rows, columns)), shape=(total, max(1, len(index))))
        self.unit = unit_rows(self.matrix)

    def grouped(self, groups: Sequence[Sequence[int]]) -> sparse.csr_matrix:
        """The vectors of groups of texts, unit length, (groups, words)."""
        rows = [k for k, group in enumerate(groups) for _ in group]
        columns = [member for group in groups for member in group]
        shape = (len(groups), self.matrix.shape[0])
        choose = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        return unit_rows(choose @ self.matrix)


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows scaled to unit length; a row of zeros stays."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix)


def similarity(left: sparse.csr_matrix, right: sparse.csr_matrix) -> NDArray[np.float64]:
    """Cosines of unit rows, (left rows, right rows)."""
    return np.asarray((left @ right.T).todense(), dtype=float)
