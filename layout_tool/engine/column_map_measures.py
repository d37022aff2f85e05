"""Where a story changes its measure: the width of its columns, in em, read from the widths of its lines.

The method is a Viterbi pass over the lines. The states are the few measures that many lines share; a line is dear in a
state whose measure it misses, and a change of state is dear, dearest where no break is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

INDENT_EM = 2.0
"""The indent of a Chinese paragraph, in em."""

_MAX_STATES = 6
_MIN_SUPPORT = 3
_MISS_CAP = 6.0
_CHANGE_AT_BREAK = 5.0
_CHANGE_ANYWHERE = 9.0
_CHANGE_UNSEEN = 14.0


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of a story's body, as the dump shows it.

    width: in em (see `measure.em_width`), without the indent.
    break_before: a blank line, or another visible break, stands before the line.
    paragraph_start: the line starts a paragraph.
    indent_lost: the line starts a paragraph whose indent is missing in the dump, so it is two em short of full.
    opens_quote: the line starts with an opening quotation mark; extractors put false breaks there.
    height: in body lines; a subhead with its white space may take more than 1.
    """

    width: float
    break_before: bool = False
    paragraph_start: bool = False
    indent_lost: bool = False
    opens_quote: bool = False
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class MeasureRun:
    """Lines start..stop (half open) of one measure, in em."""

    start: int
    stop: int
    measure: float


def tolerance(measure: float) -> float:
    """How far, in em, justified lines of one measure commonly stray in an estimate of their width."""
    return 0.2 + 0.05 * measure


def measure_runs(lines: Sequence[FlowLine]) -> tuple[MeasureRun, ...]:
    """Split a story's lines where the measure changes; every line is in one run, in order.

    >>> [run.stop for run in measure_runs([FlowLine(15)] * 9 + [FlowLine(24, break_before=True)] * 9)]
    [9, 18]
    """
    if not lines:
        return ()
    widths = [line.width + (INDENT_EM if line.indent_lost else 0.0) for line in lines]
    inner = [not last for last in _paragraph_ends(lines)]
    states = _states([width for width, full in zip(widths, inner, strict=True) if full] or [max(widths)])
    chosen = _decode(lines, widths, inner, states) if len(states) > 1 else [0] * len(lines)
    runs = []
    start = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or chosen[k] != chosen[start]:
            full = [widths[i] for i in range(start, k) if inner[i]]
            runs.append(MeasureRun(start, k, usual_width(full or [max(widths[start:k])])))
            start = k
    return tuple(runs)


def usual_width(widths: Sequence[float]) -> float:
    """The width that most of the given full lines come near, in em, to the nearest half.

    The median inside the densest window, so a squeezed or a stretched line does not count.

    >>> usual_width([15, 15, 15.5, 16, 9, 15])
    15.0
    """
    centre = _densest(sorted(widths))
    near = [width for width in widths if abs(width - centre) <= tolerance(centre)]
    return round(2 * (median(near) if near else centre)) / 2


def _paragraph_ends(lines: Sequence[FlowLine]) -> list[bool]:
    return [k + 1 == len(lines) or lines[k + 1].paragraph_start for k in range(len(lines))]


def _densest(ordered: Sequence[float]) -> float:
    """The middle of the window of twice the tolerance that holds most of the ordered values; the widest wins a tie."""
    best, best_count, low = ordered[-1], 0, 0
    for high, value in enumerate(ordered):
        while value - ordered[low] > 2 * tolerance(value):
            low += 1
        if high - low + 1 >= best_count:
            best, best_count = ordered[(low + high) // 2], high - low + 1
    return best


def _states(widths: Sequence[float]) -> list[float]:
    """The measures that enough lines share, most frequent first, at least two tolerances apart."""
    rest = sorted(widths)
    states: list[float] = []
    while rest and len(states) < _MAX_STATES:
        centre = _densest(rest)
        near = [width for width in rest if abs(width - centre) <= 2 * tolerance(centre)]
        if states and len(near) < _MIN_SUPPORT:
            break
        states.append(centre)
        rest = [width for width in rest if abs(width - centre) > 2 * tolerance(centre)]
    return states


def _miss(width: float, full: bool, measure: float) -> float:
    """How badly a line fits a measure, in nats, at most _MISS_CAP; a paragraph's last line may be short."""
    excess = width - measure
    if not full and excess < 0:
        return 0.3
    return float(min(_MISS_CAP, abs(excess) / tolerance(measure)))


def _decode(
    lines: Sequence[FlowLine], widths: Sequence[float], inner: Sequence[bool], states: Sequence[float]
) -> list[int]:
    """The cheapest state of every line (Viterbi)."""
    seen = any(line.break_before for line in lines[1:])
    cost = [_miss(widths[0], inner[0], measure) for measure in states]
    back: list[list[int]] = []
    for k in range(1, len(lines)):
        change = _CHANGE_AT_BREAK if lines[k].break_before else _CHANGE_UNSEEN if seen else _CHANGE_ANYWHERE
        cheapest = min(range(len(states)), key=cost.__getitem__)
        jump = cost[cheapest] + change
        back.append([s if cost[s] <= jump else cheapest for s in range(len(states))])
        cost = [min(cost[s], jump) + _miss(widths[k], inner[k], measure) for s, measure in enumerate(states)]
    state = min(range(len(states)), key=cost.__getitem__)
    chosen = [state]
    for row in reversed(back):
        state = row[state]
        chosen.append(state)
    return chosen[::-1]
