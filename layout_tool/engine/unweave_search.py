"""The likeliest columns of an interleaved dump, searched for line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.unweave_cuts import Segment
from layout_tool.engine.unweave_links import Links

_BEAM = 12
"""Queues kept at each place of a line."""
_MARGIN = 6.0
"""Log-odds behind the best queue at which one is dropped."""
_LONGEST_QUEUE = 14
"""Columns side by side at most."""
_FURTHEST_OUT_OF_TURN = 2
"""Columns whose turn it was before which one may be met, once."""


class _Queue(NamedTuple):
    """One way to take the dump so far: open columns by their last segment, longest unmet first; how it came to be."""

    score: float
    tails: tuple[int, ...]
    place: int
    follows: int
    before: _Queue | None


_Beam = dict[tuple[int, ...], _Queue]


def search_columns(rows: Sequence[Sequence[Segment]], weights: Mapping[str, float]) -> list[tuple[Piece, int]]:
    """The pieces in the order of the dump, each with the index of the piece before it in its column, or -1.

    `rows` are the lattices of the lines, see `unweave_cuts.lattice`; `weights` the profile's group "weave".
    Runs in O(segments × beam).
    """
    segments = [segment for row in rows for segment in row]
    links = Links([segment.facts for segment in segments], [segment.fit for segment in segments], weights)
    beam = [_Queue(0.0, (), -1, -1, None)]
    first = 0
    for row in rows:
        beam = _line(beam, row, first, links)
        first += len(row)
    return _traced(beam[0], segments)


def _line(beam: list[_Queue], row: Sequence[Segment], first: int, links: Links) -> list[_Queue]:
    """The best queues after a line; its segments count from `first`."""
    last = max(segment.end for segment in row)
    reached: dict[int, _Beam] = {row[0].begin: {queue.tails: queue for queue in beam}}
    here, queues = -1, beam
    for place, segment in enumerate(row, first):
        if segment.begin != here:
            here = segment.begin
            queues = _best(reached.pop(here, {}))
        ways = reached.setdefault(segment.end, {})
        for queue in queues:
            _extend(queue, place, segment.prior, first, links, ways)
    return _best(reached[last])


def _best(ways: _Beam) -> list[_Queue]:
    if not ways:
        return []
    least = max(queue.score for queue in ways.values()) - _MARGIN
    return sorted((queue for queue in ways.values() if queue.score >= least), key=_worth)[:_BEAM]


def _worth(queue: _Queue) -> tuple[float, tuple[int, ...]]:
    return (-queue.score, queue.tails)


def _extend(queue: _Queue, place: int, prior: float, row: int, links: Links, ways: _Beam) -> None:
    """Add to `ways` what a segment may be: a new column, or the next line of a column met before this line.

    `row` is the first segment of the line, `prior` the segment's own log-odds.
    """
    tails = queue.tails
    base = queue.score + prior
    if len(tails) < _LONGEST_QUEUE:
        _keep(ways, base + links.start(place), (*tails, place), place, -1, queue)
    else:
        _keep(ways, base + links.start(place) + links.end(tails[0]), (*tails[1:], place), place, -1, queue)
    closed = 0.0
    for turn, tail in enumerate(tails):
        if tail >= row or closed < -_MARGIN:
            break
        gain = base + links.score(tail, place)
        rest = (*tails[turn + 1 :], place)
        _keep(ways, gain + closed, rest, place, tail, queue)
        if 0 < turn <= _FURTHEST_OUT_OF_TURN:
            _keep(ways, gain + turn * links.out_of_turn, tails[:turn] + rest, place, tail, queue)
        closed += links.end(tail)


def _keep(ways: _Beam, score: float, tails: tuple[int, ...], place: int, follows: int, before: _Queue) -> None:
    known = ways.get(tails)
    if known is None or score > known.score:
        ways[tails] = _Queue(score, tails, place, follows, before)


def _traced(end: _Queue, segments: Sequence[Segment]) -> list[tuple[Piece, int]]:
    """The path that led to a queue, as pieces and the places of their predecessors among them."""
    path: list[_Queue] = []
    last: _Queue | None = end
    while last is not None and last.place >= 0:
        path.append(last)
        last = last.before
    path.reverse()
    index = {queue.place: at for at, queue in enumerate(path)}
    return [(segments[queue.place].piece, index.get(queue.follows, -1)) for queue in path]
