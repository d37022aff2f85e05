"""How much the chunks of a page have in common: runs of fragments that are known to belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.facts import Facts

_FEWEST_CHUNKS = 4


def with_kinship(facts: Facts, vectors: WordVectors, chunks: Sequence[Sequence[int]]) -> Facts:
    """The facts with the kinship of chunks: runs of fragments that are known to belong together.

    A pair's value is the cosine of its two chunks as a deviation from the page's mean over pairs of chunks, clipped to
    -1 … 3 standard deviations; 0 within a chunk.
    """
    n = facts.size
    value = np.zeros((n, n))
    if len(chunks) >= _FEWEST_CHUNKS:
        cosines = vectors.cosines(chunks)
        apart = ~np.eye(len(chunks), dtype=bool)
        spread = float(cosines[apart].std()) or 1.0
        deviation = np.where(apart, np.clip((cosines - cosines[apart].mean()) / spread, -1.0, 3.0), 0.0)
        home = np.full(n, -1, dtype=np.intp)
        for at, chunk in enumerate(chunks):
            home[list(chunk)] = at
        inside = np.flatnonzero(home >= 0)
        value[np.ix_(inside, inside)] = deviation[np.ix_(home[inside], home[inside])]
    return replace(facts, kinship=value)


def block_chunks(facts: Facts) -> list[list[int]]:
    """Runs of the flow that the dump does not part: no blank line and nothing outside the flow between them."""
    chunks: list[list[int]] = []
    for k in range(facts.size):
        if facts.outside[k] >= 0:
            continue
        if chunks and chunks[-1][-1] == k - 1 and not facts.fragments[k].blank_before:
            chunks[-1].append(k)
        else:
            chunks.append([k])
    return chunks
