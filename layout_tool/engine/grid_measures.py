"""Gutters told by the page's own measures: a row is cut where that makes lines of widths the page is known to use.

Columns that a dump joined with one space leave no white to see, but the page says how wide its lines are. Every stretch
of a row between sure gutters is parsed by dynamic programming: the score of a piece is the log-odds of its width
under the page's line widths against an even spread, the score of a cut is the prior of its gap. Widths
are cells of half an em.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.script import NEVER_FIRST, OPENERS

_WIDEST = 240
_EVEN = 1 / 60
"""Density of an even spread over the widths that lines take, per cell."""
_ODD_SHARE = 0.15
"""Share of lines that fill no measure: ends of paragraphs, headlines, bylines."""
_STRETCH = 0.05 * np.arange(_WIDEST, dtype=np.float64) ** 2
"""Cost of stretching a line by so many cells to fill a measure."""
_KERNEL = np.array([0.3, 0.7, 1.0, 0.7, 0.3]) / 3.0
_CLEAN_WORD = 6.0
"""Cells: a space between two ideographic words at least this wide is not letter-spacing."""
_LEAST_PIECE = 8.0
_COMMON = 1.0
"""Log-odds from which a width is a measure of the page."""

_PRIOR_CLEAN = 2.0
_PRIOR_MIXED = -3.0
_PRIOR_SPACED = -4.0
_NEVER = -9.0
_PRIOR_LATIN = (_NEVER, _NEVER, -2.0, 0.5, 2.0)
"""By number of spaces between Latin words; the last holds for more."""
_STRAINED = 3
"""Spaces up to which a gap may be justification and nothing else."""
_NEVER_HEAD = NEVER_FIRST - frozenset("…—·")
_ENOUGH = 12
"""Lines of known width without which a page says nothing about its measures."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The line widths of a page as log-odds against an even spread, `gains[w]` for w cells.

    Where `known` is false the page has too few lines to say anything.
    """

    gains: NDArray[np.float64]
    known: bool

    @property
    def least_joined(self) -> float:
        """Cells from which a line may be two joined: the narrowest common measure and a piece; 0 if none is known."""
        common = np.flatnonzero(self.gains > _COMMON) if self.known else np.empty(0)
        return float(common[0]) + _LEAST_PIECE if common.size else 0.0

    def score(self, low: float, high: float) -> float:
        """Log-odds of a piece whose width lies between low and high cells."""
        begin = min(round(low), _WIDEST - 1)
        end = min(max(round(high), begin), _WIDEST - 1)
        return float((self.gains[begin : end + 1] - _STRETCH[: end + 1 - begin]).max())


def gap_prior(left: Word, right: Word) -> float:
    """Log-odds that the gap between two words of a row is a gutter, judged by itself."""
    if right.gap <= _STRAINED and never_parted(left, right):
        return _NEVER
    if not (left.wide_right or right.wide_left):
        return _PRIOR_LATIN[min(right.gap, len(_PRIOR_LATIN) - 1)]
    if right.gap >= 2:
        return 1.0
    if not (left.wide_right and right.wide_left):
        return _PRIOR_MIXED
    return _PRIOR_CLEAN if is_clean(left, right) else _PRIOR_SPACED


def never_parted(left: Word, right: Word) -> bool:
    """Whether no line may end between two words: before a mark that closes, after one that opens."""
    return right.text[0] in _NEVER_HEAD or left.text[-1] in OPENERS


def is_clean(left: Word, right: Word) -> bool:
    """Whether both words are ideographic and long, so that the space between them is not letter-spacing."""
    return left.wide_right and right.wide_left and min(left.width, right.width) >= _CLEAN_WORD


def extent(words: Sequence[Word], first: int, last: int) -> tuple[float, float]:
    """Least and greatest width in cells of the words first .. last (excluded) set as one line."""
    low = high = 0.0
    for k in range(first, last):
        word = words[k]
        low += word.width
        high += word.width
        if k > first:
            wide = words[k - 1].wide_right or word.wide_left
            low += 0.0 if wide else 0.9
            high += 1.0 if wide else 0.9
    return low, high


def learn_widths(rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[int]]) -> Widths:
    """The line widths of a page, from pieces that hold no gap that could well be a gutter."""
    counts = np.zeros(_WIDEST)
    for words, begun in zip(rows, starts, strict=True):
        for first, last in pairwise([*begun, len(words)]):
            if any(gap_prior(words[k - 1], words[k]) >= 0.0 for k in range(first + 1, last)):
                continue
            low, high = extent(words, first, last)
            if low >= _LEAST_PIECE and high - low <= 2.0 and low < _WIDEST:
                counts[round(low)] += 1
    total = float(counts.sum())
    smooth = np.convolve(counts, _KERNEL, mode="same") / max(total, 1.0)
    return Widths(np.log((smooth + _ODD_SHARE * _EVEN) / _EVEN), total >= _ENOUGH)


def split_by_widths(words: Sequence[Word], first: int, last: int, widths: Widths, least: float) -> list[int]:
    """The words after `first` and before `last` that start a new piece by the page's widths.

    Nothing narrower than `least` cells is cut.
    """
    low, high = extent(words, first, last)
    if not widths.known or low < max(2 * _LEAST_PIECE, least) or widths.score(low, high) > 0.0:
        return []
    stops = [first, *(k for k in range(first + 1, last) if gap_prior(words[k - 1], words[k]) > _NEVER), last]
    if len(stops) == 2:
        return []
    return _parse(words, stops, widths)


def _parse(words: Sequence[Word], stops: Sequence[int], widths: Widths) -> list[int]:
    """The best choice of cuts among `stops` (word indices; first and last are the ends of the stretch)."""
    first = stops[0]
    lows, highs = _running(words, first, stops[-1])
    best = [0.0] + [-np.inf] * (len(stops) - 1)
    back = [0] * len(stops)
    for i, begin in enumerate(stops[:-1]):
        own = words[begin].width
        base = best[i] + (gap_prior(words[begin - 1], words[begin]) if i else 0.0)
        for j in range(i + 1, len(stops)):
            to = stops[j] - first - 1
            least = lows[to] - lows[begin - first] + own
            if least < _LEAST_PIECE:
                continue
            if least > _WIDEST:
                break
            total = base + widths.score(least, highs[to] - highs[begin - first] + own)
            if total > best[j]:
                best[j], back[j] = total, i
    cuts = []
    j = back[-1]
    while j:
        cuts.append(stops[j])
        j = back[j]
    return cuts[::-1]


def _running(words: Sequence[Word], first: int, last: int) -> tuple[list[float], list[float]]:
    """Least and greatest distance from the left edge of word `first` to the right edge of each word up to `last`."""
    lows, highs = [], []
    low = high = 0.0
    for k in range(first, last):
        if k > first:
            wide = words[k - 1].wide_right or words[k].wide_left
            low += 0.0 if wide else 0.9
            high += 1.0 if wide else 0.9
        low += words[k].width
        high += words[k].width
        lows.append(low)
        highs.append(high)
    return lows, highs
