"""Gutters that are one or two spaces wide, found by what many rows say together.

A wide gap speaks for itself. A narrow one looks like a justified space, so it is believed only where the rows above and
below have a gap at the same distance from the same left edge: for a stack of lines with one left edge every possible
gutter place is scored on every row (hit, miss, or too short to tell), a hit weighing more the fewer gaps the row has,
and the best run of rows is taken by the maximal-sum rule. That is a maximal white rectangle with tolerance for drift:
places are measured from the left edge of the stack in natural widths, each as an interval that
allows for stretched spaces.

Units: cells of half an em for natural widths, rows for the vertical.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.grid_cells import Word
from layout_tool.engine.grid_measures import is_clean, never_parted

_LEAST_MEASURE = 8.0
"""Cells: no column is narrower than four em."""

_MISS = -2.5
_CLEAN_BONUS = 1.5
"""More for a space between long ideographic words, which is hardly ever set by a compositor."""
_RAREST = 0.02
_SHORT = -0.05

_THRESHOLD = 8.0
_FLOWED_THRESHOLD = 14.0
"""Log-odds that a run must reach; more in flowed dumps, where gutters are rare."""
_STACK_GAP = 6
"""Rows without a line of its own after which a stack ends."""
_EDGE_TOLERANCE = 5.0
"""Cells by which a line may start right or left of its stack (an indent of two em and some drift)."""
_INDENT = 4.0


@dataclass(slots=True)
class Strip:
    """Words `first` .. `last` (excluded) of one row that no gutter has cut yet; `x` is their left edge in cells."""

    row: int
    words: Sequence[Word]
    first: int
    last: int
    x: float


@dataclass(frozen=True, slots=True)
class GapRule:
    """Which gaps may be gutters: at least `wide` spaces beside a wide character, `latin` between Latin words."""

    wide: int
    latin: int

    def cuts(self, left: Word, right: Word) -> bool:
        """Whether the gap between two words of a row is wide enough for this rule."""
        return right.gap >= (self.wide if left.wide_right or right.wide_left else self.latin)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A gap of a strip: the word after it and the least and greatest distance from the left edge, in cells."""

    word: int
    low: float
    high: float
    clean: bool


def split_strips(strips: Sequence[Strip], rule: GapRule, *, flowed: bool) -> dict[int, list[int]]:
    """Find narrow gutters in strips; rows → indices of the words that start a new piece.

    `rule` says which gaps may be gutters at all. `flowed` is for flowed dumps, where the first line of a paragraph
    falls short of the measure by its lost indent.
    """
    cuts: dict[int, list[int]] = {}
    waiting = _stacks(strips)
    while waiting:
        stack = waiting.pop()
        found = _best_gutter(stack, rule, flowed)
        if found is None:
            continue
        begin, end, measure = found
        left, right = _cut_run(stack[begin:end], measure, rule, flowed, cuts)
        parts = (stack[:begin], left if right else [], right, stack[end:])
        waiting.extend(part for part in parts if len(part) > 1)
    return cuts


def _stacks(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Group strips (by row, then x) into stacks of one left edge, following slow drift."""
    open_stacks: list[list[Strip]] = []
    done: list[list[Strip]] = []
    row = -1
    for strip in strips:
        if strip.row != row:
            row = strip.row
            done.extend(stack for stack in open_stacks if row - stack[-1].row > _STACK_GAP)
            open_stacks = [stack for stack in open_stacks if row - stack[-1].row <= _STACK_GAP]
        distances = [abs(stack[-1].x - strip.x) for stack in open_stacks]
        least = min(distances, default=_EDGE_TOLERANCE + 1)
        if least <= _EDGE_TOLERANCE:
            open_stacks[distances.index(least)].append(strip)
        else:
            open_stacks.append([strip])
    return [stack for stack in done + open_stacks if len(stack) > 1]


def _candidates(strip: Strip, rule: GapRule, edge: float) -> tuple[list[_Candidate], float]:
    """The gaps of a strip that may be gutters, and its natural width; both measured from `edge` in cells."""
    low = high = strip.x - edge
    found: list[_Candidate] = []
    words = strip.words
    for k in range(strip.first, strip.last):
        word = words[k]
        if k > strip.first:
            left = words[k - 1]
            if rule.cuts(left, word) and not never_parted(left, word):
                found.append(_Candidate(k, low, high, is_clean(left, word)))
            wide = left.wide_right or word.wide_left
            low += 0.0 if wide else 0.5
            high += 1.0 if wide else 1.3
        low += word.width
        high += word.width
    return found, low


def _best_gutter(stack: Sequence[Strip], rule: GapRule, flowed: bool) -> tuple[int, int, float] | None:
    """The best run of rows and gutter place of a stack: (first, end excluded, cells), or nothing worth a cut."""
    edge = min(strip.x for strip in stack)
    read = [_candidates(strip, rule, edge) for strip in stack]
    if sum(1 for found, _ in read if found) < 3:
        return None
    places = int(max(width for _, width in read)) + 1
    if places <= 2 * _LEAST_MEASURE:
        return None
    scores = np.full((len(stack), places), _SHORT)
    for at, (found, width) in enumerate(read):
        scores[at] = _row_scores(found, width, places, flowed)
    return _best_run(scores, flowed=flowed)


def _row_scores(found: Sequence[_Candidate], width: float, places: int, flowed: bool) -> NDArray[np.float64]:
    """Log-odds of one row for every gutter place (cells from the edge)."""
    scores = np.full(places, _SHORT)
    end = int(width - _LEAST_MEASURE / 2)
    begin = int(_LEAST_MEASURE)
    if end <= begin:
        return scores
    hit = np.zeros(places, dtype=np.bool_)
    clean = np.zeros(places, dtype=np.bool_)
    for gap in found:
        hit[max(0, round(gap.low - 1)) : round(gap.high + 1) + 1] = True
        if gap.clean:
            clean[max(0, round(gap.low - 1)) : round(gap.high + 1) + 1] = True
        if flowed:
            hit[max(0, round(gap.low - 1 + _INDENT)) : round(gap.high + 1 + _INDENT) + 1] = True
    share = max(float(hit[begin:end].mean()), _RAREST)
    scores[begin:end] = _MISS
    scores[hit] = -np.log(share)
    scores[clean] += _CLEAN_BONUS
    scores[:begin] = _MISS
    return scores


def _best_run(scores: NDArray[np.float64], *, flowed: bool) -> tuple[int, int, float] | None:
    """The run of rows with the greatest sum over all places, if it passes the threshold (Kadane's rule, per place)."""
    places = scores.shape[1]
    total = np.zeros(places)
    begin = np.zeros(places, dtype=np.int64)
    best, answer = _FLOWED_THRESHOLD if flowed else _THRESHOLD, None
    for row in range(scores.shape[0]):
        fresh = total <= 0
        total = np.where(fresh, scores[row], total + scores[row])
        begin[fresh] = row
        at = int(total.argmax())
        if total[at] > best:
            best = float(total[at])
            level = np.flatnonzero((total >= best - 0.5) & (begin == begin[at]))
            answer = (int(begin[at]), row + 1, float(level.mean()))
    return answer


def _cut_run(
    run: Sequence[Strip], measure: float, rule: GapRule, flowed: bool, cuts: dict[int, list[int]]
) -> tuple[list[Strip], list[Strip]]:
    """Cut every strip of a run at the gap nearest the gutter; returns the left and the right parts."""
    edge = min(strip.x for strip in run)
    left: list[Strip] = []
    right: list[Strip] = []
    for strip in run:
        found, width = _candidates(strip, rule, edge)
        gap = min(found, key=lambda g: _distance(g, measure, flowed), default=None)
        if gap is None or _distance(gap, measure, flowed) > 2.0 or width <= measure:
            left.append(strip)
            continue
        cuts.setdefault(strip.row, []).append(gap.word)
        left.append(Strip(strip.row, strip.words, strip.first, gap.word, strip.x))
        right.append(Strip(strip.row, strip.words, gap.word, strip.last, edge + measure + 1))
    return left, right


def _distance(gap: _Candidate, measure: float, flowed: bool) -> float:
    """How far a gap lies from a gutter place, in cells; 0 inside its interval, ties broken by the middle of it."""
    shifts = (0.0, _INDENT) if flowed else (0.0,)
    return min(
        max(gap.low + shift - measure, measure - gap.high - shift, 0.0)
        + 0.01 * abs((gap.low + gap.high) / 2 + shift - measure)
        + 0.05 * shift
        for shift in shifts
    )
