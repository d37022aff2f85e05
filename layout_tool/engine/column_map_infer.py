"""The columns of a story in a text dump: where its lines break from column to column.

One score decides. Columns of one story at one measure are equally deep, so several depths d are tried: a column of d
lines is likely, one of d±1 less so, a shorter last column is common, any other depth is rare. A break seen inside a
paragraph is a column's end unless an extractor left it there by mistake; a break at a paragraph's end says nothing by
itself and is a column's end where the depths make it one. The breaks of the best depth are found by dynamic
programming; the score is a negative log-likelihood in nats, so all its parts can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, log

from layout_tool.engine.column_map_measures import FlowLine, MeasureRun, measure_runs, tolerance

DEFAULT_PAGE_DEPTH = 100.0
"""Body lines that stand one below another on a tall newspaper page."""

_MIN_DEPTH = 3
_MAX_TRIED = 6
_LOOK_BACK = 30

_EXACT, _ONE_OFF, _SHORT, _LONG = 0.50, 0.08, 0.20, 0.14
_LAST_EXACT, _LAST_ONE_OFF, _LAST_SHORT, _LAST_LONG = 0.40, 0.15, 0.40, 0.05
_FALSE_BREAK, _FALSE_BREAK_AT_QUOTE = 0.004, 0.15
_KNOWN_DEPTH = 0.25
_USUAL_LOG_DEPTH, _SPREAD_LOG_DEPTH = log(28.0), 0.8


@dataclass(frozen=True, slots=True)
class ColumnRun:
    """One column of a story: lines start..stop (half open), its measure in em, its depth in body lines."""

    start: int
    stop: int
    measure: float
    depth: float


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Where a run may break: positions in lines (first and last included), depths up to them, cost of passing them."""

    positions: tuple[int, ...]
    depths: tuple[float, ...]
    passing: tuple[float, ...]


def infer_columns(
    lines: Sequence[FlowLine],
    *,
    depths: Mapping[float, float] | None = None,
    page_depth: float = DEFAULT_PAGE_DEPTH,
) -> tuple[ColumnRun, ...]:
    """The columns of one story's body, in reading order; every line stands in exactly one of them.

    lines: the body lines in reading order. depths: what the rest of the page tells, measure in em → depth in lines.
    page_depth: a column deeper than this, in lines, is unlikely.

    A dump that shows no break at all cannot show the columns either: then a run of one measure is cut only where a
    known depth divides it or where it is deeper than the page.

    >>> story = [FlowLine(15, break_before=k in (12, 24, 30), paragraph_start=k in (0, 24, 30)) for k in range(36)]
    >>> [(column.start, column.stop) for column in infer_columns(story)]
    [(0, 12), (12, 24), (24, 36)]
    """
    seen = any(line.break_before for line in lines[1:])
    columns: list[ColumnRun] = []
    for run in measure_runs(lines):
        known = _known_depth(run.measure, depths or {})
        cut = _best_stops if seen else _even_stops
        stops = cut(lines, run, known, page_depth)
        start = run.start
        for stop in stops:
            columns.append(ColumnRun(start, stop, run.measure, sum(line.height for line in lines[start:stop])))
            start = stop
    return tuple(columns)


def infer_page(
    stories: Sequence[Sequence[FlowLine]], *, page_depth: float = DEFAULT_PAGE_DEPTH
) -> tuple[tuple[ColumnRun, ...], ...]:
    """The columns of every story of a page, where measures that differ by less than the reading error become one.

    A page is drawn on few measures; the one that more lines have wins. Stories without a visible break learn the depth
    from the others.
    """
    first = [infer_columns(lines, page_depth=page_depth) for lines in stories]
    depths = _page_depths(first)
    read = [
        columns
        if len(columns) > 1 or _has_breaks(lines)
        else infer_columns(lines, depths=depths, page_depth=page_depth)
        for columns, lines in zip(first, stories, strict=True)
    ]
    shared = _shared_measures(read)
    return tuple(tuple(ColumnRun(c.start, c.stop, shared[c.measure], c.depth) for c in columns) for columns in read)


def _has_breaks(lines: Sequence[FlowLine]) -> bool:
    return any(line.break_before for line in lines[1:])


def _page_depths(stories: Sequence[Sequence[ColumnRun]]) -> dict[float, float]:
    """Measure → the depth that two or more columns of one story share, the deepest support first."""
    votes: Counter[tuple[float, float]] = Counter()
    for columns in stories:
        for (measure, depth), count in Counter((c.measure, c.depth) for c in columns).items():
            if count > 1:
                votes[measure, depth] += count
    depths: dict[float, float] = {}
    for (measure, depth), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        depths.setdefault(measure, depth)
    return depths


def _shared_measures(stories: Sequence[Sequence[ColumnRun]]) -> dict[float, float]:
    """Every measure of the page → the measure that stands for it; the one of most lines draws in its neighbours."""
    weight: Counter[float] = Counter()
    for columns in stories:
        for column in columns:
            weight[column.measure] += column.stop - column.start
    shared: dict[float, float] = {}
    leaders: list[float] = []
    for measure in sorted(weight, key=lambda m: (-weight[m], m)):
        near = [leader for leader in leaders if abs(leader - measure) <= tolerance(leader)]
        shared[measure] = min(near, key=lambda leader: abs(leader - measure)) if near else measure
        if not near:
            leaders.append(measure)
    return shared


def _known_depth(measure: float, depths: Mapping[float, float]) -> float | None:
    """The depth known for the nearest measure within the reading error, or None."""
    near = [known for known in depths if abs(known - measure) <= tolerance(measure)]
    return depths[min(near, key=lambda known: (abs(known - measure), known))] if near else None


def _even_stops(lines: Sequence[FlowLine], run: MeasureRun, known: float | None, page_depth: float) -> list[int]:
    """Cut a run without visible breaks into equal columns, at a known depth that fits it or where it is too deep."""
    total = sum(line.height for line in lines[run.start : run.stop])
    if known and total > known + 1 and abs(total / known - round(total / known)) * known <= round(total / known):
        depth = known
    else:
        depth = total / max(1, ceil(total / page_depth))
    stops: list[int] = []
    filled, goal = 0.0, depth
    for k in range(run.start, run.stop - 1):
        filled += lines[k].height
        if filled + 0.5 * lines[k + 1].height > goal:
            stops.append(k + 1)
            goal += depth
    return [*stops, run.stop]


def _best_stops(lines: Sequence[FlowLine], run: MeasureRun, known: float | None, page_depth: float) -> list[int]:
    """The column ends of one run under the depth that explains it best."""
    candidates = _candidates(lines, run)
    tried = _depths_to_try(candidates, known)
    found = [(*_cut(candidates, depth), depth) for depth in tried]
    scored = [(cost + _depth_cost(depth, known, page_depth), ends, depth) for cost, ends, depth in found]
    _, ends, _ = min(scored, key=lambda entry: (entry[0], entry[2]))
    return [candidates.positions[end] for end in ends]


def _candidates(lines: Sequence[FlowLine], run: MeasureRun) -> _Candidates:
    """All visible breaks of a run, and what it costs to let each be no column's end."""
    inner = [k for k in range(run.start + 1, run.stop) if lines[k].break_before]
    heights = [0.0, *accumulate(lines[k].height for k in range(run.start, run.stop))]
    positions = (run.start, *inner, run.stop)
    return _Candidates(
        positions,
        tuple(heights[position - run.start] for position in positions),
        (0.0, *(_passing_cost(lines[k]) for k in inner), 0.0),
    )


def _passing_cost(line: FlowLine) -> float:
    """What it costs, in nats, that the break before the line is not a column's end."""
    if line.paragraph_start:
        return 0.0
    return -log(_FALSE_BREAK_AT_QUOTE if line.opens_quote else _FALSE_BREAK)


def _depths_to_try(candidates: _Candidates, known: float | None) -> list[int]:
    """The distances between breaks that occur most often, a break inside a paragraph counting more; and the whole."""
    votes: Counter[int] = Counter()
    at, passing = candidates.depths, candidates.passing
    ends = (0, len(at) - 1)
    for i in range(len(at)):
        for j in range(i + 1, min(len(at), i + _LOOK_BACK)):
            distance = round(at[j] - at[i])
            if distance < _MIN_DEPTH:
                continue
            if distance > 2 * DEFAULT_PAGE_DEPTH:
                break
            votes[distance] += 1 + 3 * (passing[i] > 0 or i in ends) + 3 * (passing[j] > 0 or j in ends)
    usual = sorted(votes, key=lambda depth: (-votes[depth], depth))[:_MAX_TRIED]
    extra = [round(at[-1])] + ([round(known)] if known else [])
    return sorted({max(1, depth) for depth in usual + extra})


def _depth_cost(depth: int, known: float | None, page_depth: float) -> float:
    """How unusual a depth is: log-normal about 28 lines, cheap where the page has it, dear past the page."""
    off = (log(depth) - _USUAL_LOG_DEPTH) / _SPREAD_LOG_DEPTH
    usual = 0.5 * off * off + log(depth * _SPREAD_LOG_DEPTH * 2.5)
    if known and abs(known - depth) <= 1:
        usual = min(usual, -log(_KNOWN_DEPTH))
    return usual + max(0.0, depth - page_depth)


def _length_costs(depth: int, longest: int) -> tuple[list[float], list[float]]:
    """Cost of a column by its length in lines, 0..longest: for inner columns and for a run's last one."""
    inner, last = [], []
    for length in range(longest + 1):
        off = length - depth
        if off == 0:
            chances = _EXACT, _LAST_EXACT
        elif abs(off) == 1:
            chances = _ONE_OFF, _LAST_ONE_OFF if off < 0 else _ONE_OFF / 2
        elif off < 0:
            chances = _SHORT / depth, _LAST_SHORT / depth
        else:
            chances = _LONG / (length * 4), _LAST_LONG / (length * 4)
        inner.append(-log(chances[0]))
        last.append(-log(chances[1]))
    return inner, last


def _cut(candidates: _Candidates, depth: int) -> tuple[float, list[int]]:
    """The cheapest column ends, as indices of candidates, if columns are `depth` lines deep; with their cost."""
    at, passing = candidates.depths, candidates.passing
    longest = max(high - low for low, high in zip(at, at[_LOOK_BACK:] or at[-1:], strict=False))
    inner, last = _length_costs(depth, ceil(longest) + 1)
    passed = [0.0, *accumulate(passing)]
    final = len(at) - 1
    best = [0.0] + [float("inf")] * final
    came = [0] * len(at)
    for j in range(1, final + 1):
        lengths = last if j == final else inner
        top = at[j] + 0.5
        passed_j = passed[j]
        for i in range(max(0, j - _LOOK_BACK), j):
            cost = best[i] + passed_j - passed[i + 1] + lengths[int(top - at[i])]
            if cost < best[j]:
                best[j], came[j] = cost, i
    ends = [final]
    while came[ends[-1]]:
        ends.append(came[ends[-1]])
    return best[final], ends[::-1]
