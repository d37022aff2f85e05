"""The measure of the column that each line of a dump stands in.

A page has a handful of measures. Which one a line was set to is decided for all lines at once (Viterbi):
the widths of a column's lines cluster at its measure, first lines fall two em short, last lines anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import ends_sentence

_MOST_MEASURES = 8
_FEWEST_LINES = 3
_STAY, _SWITCH, _SWITCH_AT_BLANK, _SWITCH_AT_BOX = 0.0, -6.0, -2.5, -0.5
_TAIL = -6.0
"""A narrower measure that begins with the end of a sentence, as unlikely again as a switch: it is rather the last line
of the column before."""
_TOO_WIDE = -7.0
_LEAST_STRETCHED, _STRETCHED = 0.6, 0.8
"""A line whose signs stand apart was short of its measure, seldom by more than this share; density of such widths."""
_NARROWEST, _WIDEST = 0.75, 200.0
_CLOSED = re.compile(r"[。！？][（(][^（()）]*[)）]$")
"""A sentence closed by the name of its writer."""


def full_widths(measure: float, latin: bool) -> tuple[float, float]:
    """Widths that lines of a measure may have: hanging and squeezed punctuation, Latin words and hyphens
    leave full lines a little short or long."""
    return (0.86 * measure, 1.1 * measure) if latin else (measure - 1.3, measure + 1.6)


def _peak(measure: float, latin: bool) -> tuple[float, float]:
    """Widths of most full lines at a measure."""
    return (0.93 * measure, 1.05 * measure) if latin else (measure - 0.6, measure + 0.4)


def candidate_measures(widths: Sequence[float], *, latin: bool) -> list[float]:
    """Measures (em) at which lines of the page cluster, strongest first; at least one.

    >>> candidate_measures([15, 15, 14.5, 15, 8, 15, 23, 23, 22.5, 23], latin=False)
    [15.0, 23.0]
    """
    left = np.asarray([w for w in widths if _NARROWEST <= w <= _WIDEST], dtype=float)
    found: list[float] = []
    while left.size >= _FEWEST_LINES and len(found) < _MOST_MEASURES:
        grid = np.unique(np.round(left * 2) / 2)
        counts = [int(((left >= low) & (left <= high)).sum()) for low, high in (_peak(float(m), latin) for m in grid)]
        if max(counts) < _FEWEST_LINES:
            break
        best = float(grid[int(np.argmax(counts))])
        found.append(best)
        low, high = full_widths(best, latin)
        left = left[(left < low) | (left > high)]
    if not found:
        found.append(max(1.0, float(np.percentile(np.asarray(widths, dtype=float), 80))) if len(widths) else 1.0)
    return found


def _emissions(
    natural: NDArray[np.float64],
    slack: NDArray[np.float64],
    justified: NDArray[np.bool_],
    measures: NDArray[np.float64],
    latin: bool,
) -> NDArray[np.float64]:
    """Log-likelihood of each width at each measure, (lines, measures); marks may be squeezed by the slack."""
    likelihood = np.empty((natural.size, measures.size))
    for k, measure in enumerate(measures):
        low, high = full_widths(float(measure), latin)
        peak_low, peak_high = _peak(float(measure), latin)
        widths = np.where(natural > high, np.clip(measure, natural - slack, natural), natural)
        density = np.where((widths >= peak_low) & (widths <= peak_high), 0.55 / (peak_high - peak_low), 0.0)
        density += np.where((widths >= low) & (widths <= high), 0.22 / (high - low), 0.0)
        density += np.where((widths >= peak_low - 2) & (widths <= peak_high - 2), 0.08 / (peak_high - peak_low), 0.0)
        density += np.where(widths <= high, 0.15 / high, 0.0)
        density += np.where(
            justified & (widths <= high) & (widths >= _LEAST_STRETCHED * measure), _STRETCHED / measure, 0.0
        )
        likelihood[:, k] = np.where(widths > high, _TOO_WIDE, np.log(np.maximum(density, 1e-4)))
    return likelihood


def _is_tail(line: TextLine) -> bool:
    """Whether a line ends a sentence, and no gap parts it from the line before."""
    return not line.blank_before and (ends_sentence(line.core) or bool(_CLOSED.search(line.core)))


def line_measures(lines: Sequence[TextLine], *, latin: bool) -> NDArray[np.float64]:
    """The measure (em) of the column of each line, one float a line.

    Runs in O(lines × measures). Method: Viterbi over the page's candidate measures.
    """
    if not lines:
        return np.zeros(0)
    widths = np.asarray([line.width for line in lines])
    measures = np.asarray(candidate_measures(list(widths), latin=latin))
    slack = np.asarray([line.slack for line in lines])
    justified = np.asarray([line.justified for line in lines])
    scores = _emissions(widths, slack, justified, measures, latin)
    tails = [_is_tail(line) for line in lines]
    count = len(measures)
    best = scores[0].copy()
    back = np.zeros((len(lines), count), dtype=np.intp)
    for k in range(1, len(lines)):
        switch = _SWITCH if not lines[k].blank_before else _SWITCH_AT_BOX if lines[k].cell else _SWITCH_AT_BLANK
        top = int(np.argmax(best))
        moved = best[top] + switch + (_TAIL * (measures < lines[k - 1].width - 1) if tails[k] else 0.0)
        back[k] = np.where(best + _STAY >= moved, np.arange(count), top)
        best = np.maximum(best + _STAY, moved) + scores[k]
    path = np.zeros(len(lines), dtype=np.intp)
    path[-1] = int(np.argmax(best))
    for k in range(len(lines) - 1, 0, -1):
        path[k - 1] = back[k, path[k]]
    return measures[path]
