"""Gutters told by the page's own measures: a row is cut where that makes lines of widths the page is known to use.

Columns that a dump joined with one space leave no white to see, but the page says how wide its lines are. Every stretch
of a row between sure gutters is parsed by dynamic programming: the score of a piece is the log-odds of its width
under the page's line widths against an even spread, the score of a cut is the prior of its gap. Widths
are cells of half an em.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.script import NEVER_FIRST, OPENERS, is_ideograph

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
_UNEVEN, _MOST_UNEVEN = -4.0, 4
"""For each gap between ideographs in a piece that also has ideographs set close: a line is stretched as a whole."""
_GUTTER, _EDGE_DRIFT = 2.0, 1.5
_ON_EDGE, _OFF_EDGE = 1.5, 0.5
"""Log-odds of a cut on a page whose columns are known, for there gutters are often closed: after it the text stands at
the edge of a column, or at none."""
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
_OPENED, _CLOSING = re.compile(r"[（(][^（()）]*$"), re.compile(r"[^（()）]{1,4}[)）]$")
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
    """Whether no line may end between two words: before a closing mark, after an opening one, in a short bracket."""
    return right.text[0] in _NEVER_HEAD or left.text[-1] in OPENERS or _in_bracket(left.text, right.text)


def _in_bracket(left: str, right: str) -> bool:
    """Whether a bracket that the left word opens is closed in the right one, as around the name of a writer."""
    return bool(_OPENED.search(left) and _CLOSING.match(right))


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


def split_by_widths(
    words: Sequence[Word], first: int, last: int, widths: Widths, least: float, edges: Sequence[float] = ()
) -> list[int]:
    """The words after `first` and before `last` that start a new piece by the page's widths.

    Nothing narrower than `least` cells is cut. `edges` are the places of the page's columns where they are known, in
    cells, in order; a piece starts at one.
    """
    low, high = extent(words, first, last)
    if edges:
        least = widths.least_joined
    if not widths.known or low < max(2 * _LEAST_PIECE, least) or (not edges and widths.score(low, high) > 0.0):
        return []
    stops = [first, *(k for k in range(first + 1, last) if gap_prior(words[k - 1], words[k]) > _NEVER), last]
    if len(stops) == 2:
        return []
    return _parse(words, stops, widths, edges)


def _parse(words: Sequence[Word], stops: Sequence[int], widths: Widths, edges: Sequence[float]) -> list[int]:
    """The best choice of cuts among `stops` (word indices; first and last are the ends of the stretch)."""
    first = stops[0]
    lows, highs = _running(words, first, stops[-1])
    spaced, dense = _spacing(words, first, stops[-1])
    best = [0.0] + [-np.inf] * (len(stops) - 1)
    back = [0] * len(stops)
    place = [words[first].x] + [0.0] * (len(stops) - 1)
    for i, begin in enumerate(stops[:-1]):
        own = words[begin].width
        base = best[i] + (gap_prior(words[begin - 1], words[begin]) if i else 0.0)
        for j in range(i + 1, len(stops)):
            to = stops[j] - first - 1
            least = lows[to] - lows[begin - first] + own
            most = highs[to] - highs[begin - first] + own
            if least < _LEAST_PIECE:
                continue
            if least > _WIDEST:
                break
            gaps, pairs = spaced[to] - spaced[begin - first], dense[to + 1] - dense[begin - first]
            total = base + widths.score(least, most) + _UNEVEN * min(gaps, pairs, _MOST_UNEVEN)
            following, fits = place[i] + least + _GUTTER, 0.0
            if edges and j < len(stops) - 1:
                edge = _edge_after(place[i] + least, place[i] + most, edges)
                following, fits = (following, _OFF_EDGE) if edge is None else (edge, _ON_EDGE)
            if total + fits > best[j]:
                best[j], back[j], place[j] = total + fits, i, following
    cuts = []
    j = back[-1]
    while j:
        cuts.append(stops[j])
        j = back[j]
    return cuts[::-1]


def _edge_after(least: float, most: float, edges: Sequence[float]) -> float | None:
    """The edge of a column that text ending between two places comes to, if there is one."""
    at = bisect_left(edges, least)
    near = [edge for edge in edges[at : at + 3] if edge <= most + _GUTTER + _EDGE_DRIFT]
    return min(near, key=lambda edge: abs(edge - least - _GUTTER), default=None)


def _spacing(words: Sequence[Word], first: int, last: int) -> tuple[list[int], list[int]]:
    """Gaps between two ideographs up to and with that before each word; pairs of ideographs set close before it.

    A stretched line has the first kind everywhere, any other line has the second.
    """
    spaced, dense = [0], [0]
    for k in range(first, last):
        if k > first:
            spaced.append(spaced[-1] + int(is_ideograph(words[k - 1].text[-1]) and is_ideograph(words[k].text[0])))
        dense.append(dense[-1] + sum(is_ideograph(a) and is_ideograph(b) for a, b in pairwise(words[k].text)))
    return spaced, dense


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
