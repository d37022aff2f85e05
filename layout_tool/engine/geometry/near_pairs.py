"""Pairs of things that stand near each other, found by sorting, in blocks: no table of all pairs is ever made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
_BLOCK = 1024


def pairs_within(keys: Floats, low: Floats, high: Floats) -> Iterator[tuple[Indices, Indices]]:
    """Blocks of all pairs (a, b) with low[a] <= keys[b] < high[a]; all three (n,). In order of a, then of the keys."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    first, stop = np.searchsorted(ranked, low), np.searchsorted(ranked, high)
    counts = np.maximum(stop - first, 0)
    for start in range(0, len(keys), _BLOCK):
        count = counts[start : start + _BLOCK]
        a = np.repeat(np.arange(start, start + len(count)), count)
        within = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
        yield a, order[np.repeat(first[start : start + _BLOCK], count) + within]


def pairs_level(boxes: Floats, share: float) -> Iterator[tuple[Indices, Indices]]:
    """Blocks of pairs among which are all those of boxes (n, 4) that overlap in height by a share of the lower's.

    Both orders of a pair are given.
    """
    top, foot = boxes[:, 1], boxes[:, 3]
    height = foot - top
    slack = 1e-6 * (1 + np.abs(foot))
    for a, b in pairs_within(top, top - (1 - share) * height - slack, foot + slack):
        lower = height[b] <= height[a]
        yield np.concatenate([a[lower], b[lower]]), np.concatenate([b[lower], a[lower]])


def first_of_each(owner: Indices, *ranks: Floats | Indices) -> Indices:
    """Where in `owner` (m,) the entry of each owner with the least rank is; earlier ranks count first."""
    order = np.lexsort((*ranks[::-1], owner))
    return order[np.append(True, owner[order][1:] != owner[order][:-1])] if len(owner) else order


def middle(values: Floats) -> float:
    """The median of some values (n,), at least one: what numpy's gives, but quickly where they are few."""
    ranked = np.sort(values)
    half = len(ranked) // 2
    return float(ranked[half]) if len(ranked) % 2 else float((ranked[half - 1] + ranked[half]) / 2)


def median(values: Sequence[float]) -> float:
    """The same of a few values in a list."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
