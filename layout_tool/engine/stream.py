"""The order of the content stream as evidence where glyphs are known: one witness among many, heard as far as it is
found true on the page. Layout programs often emit a page story by story; others emit it row by row."""

from __future__ import annotations

import numpy as np

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.trust import likelihood, told_by_looks

_PRIOR = 0.5


def stream_next(facts: Facts) -> Array:
    """1 where j is the next text of the stream after i, times the trust in that order, 0 to 1, (n, n)."""
    n = facts.size
    value = np.zeros((n, n))
    faces = [(fragment.lines[0].face, fragment.lines[-1].face) for fragment in facts.fragments]
    if facts.near is None or any(first is None or last is None for first, last in faces):
        return value
    starts = np.array([first.stream if first else 0 for first, _ in faces])
    ends = np.array([last.stream if last else 0 for _, last in faces])
    text = np.flatnonzero(facts.outside < 0)
    order = text[np.argsort(starts[text], kind="stable")]
    pairs = []
    for i in text:
        at = int(np.searchsorted(starts[order], ends[i], side="right"))
        if at < len(order) and order[at] != i:
            pairs.append((int(i), int(order[at])))
    ratios = [
        likelihood(facts, i, j)
        for i, j in pairs
        if facts.near.below[i, j] < 0.6 and not facts.sentence_end[i] and not facts.last_short[i, j]
    ]
    trust = told_by_looks(ratios, _PRIOR)
    for before, after in pairs:
        value[before, after] = max(0.0, 2 * trust - 1)
    return value
