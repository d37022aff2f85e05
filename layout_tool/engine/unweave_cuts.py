"""Other ways to cut the lines of an interleaved dump than the one that shapes alone suggest.

A line of such a dump is a lattice: nodes are places where a piece may begin, segments are pieces that may be. The
likeliest path is left to the search over columns, which knows what each column is waiting for. Widths are in em.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from layout_tool.engine.column_measures import candidate_measures
from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.lines import TextLine, make_line
from layout_tool.engine.script import CLOSERS, NEVER_FIRST, OPENERS, ends_sentence, is_ideograph, is_wide, latin_share

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\s+")
_NEVER_HEAD = NEVER_FIRST - frozenset("…—·")
_REACH = 2
"""Gaps on either side of a cut to which it may be moved."""
_MOST_SPLITS = 4
_RUN = 4
"""Ideographs without a space that letter-spacing never leaves."""
_SLACK = 0.07
_HANGING = 0.8
_SPACED_OUT = 5.0
"""Em of a letter-spaced line: it was stretched to the measure, however short."""
_JOINED = 1.2
_NARROWEST = 5.0
_SHARE, _SHARE_IF_JOINED = 0.05, 0.12
"""Share of the pieces that a measure must hold; more where it could be two columns with no gutter between."""
_WIDE_ENOUGH = 4.0
_LONGEST = 150.0
"""Em beyond which a piece is no line of columns and is left whole."""
_LEAST = 1.0


class Measures:
    """The measures of a page's columns and how widths suit them."""

    def __init__(self, widths: Sequence[float], *, latin: bool, weights: Mapping[str, float]) -> None:
        """`widths` are those of all pieces of the page, in em; `weights` the profile's group "weave"."""
        self.weights = weights
        self._measures = _true_measures(widths, latin=latin) if widths else [1.0]
        self._slack = _SLACK if latin else 0.0

    def fit_line(self, line: TextLine) -> str:
        """`fit` of a line; a mark at its end may hang over the measure."""
        found = self.fit(line.width)
        if found != "full" and line.core[-1] in _NEVER_HEAD and self.fit(line.width - _HANGING) == "full":
            return "full"
        return found

    def fit(self, width: float) -> str:
        """Whether a line of that width is "full", a paragraph's "first", "short", or "over" every measure.

        >>> measures = Measures([15.0] * 5 + [20.0] * 5, latin=False, weights={})
        >>> [measures.fit(width) for width in (15, 13, 9, 20.4, 30)]
        ['full', 'first', 'short', 'full', 'over']
        """
        for measure in self._measures:
            if measure * (1 - self._slack) - 0.7 <= width <= measure * (1 + self._slack) + 0.5:
                return "full"
        for measure in self._measures:
            if measure * (1 - self._slack) - 2.7 <= width <= measure - 1.5:
                return "first"
        return "over" if width > max(self._measures) else "short"

    def worth(self, line: TextLine, fit: str) -> float:
        """Log-odds of a piece by its looks alone, where its line may be cut in several ways."""
        if fit == "short" and line.justified and line.width >= _SPACED_OUT:
            fit = "first"
        odds = self.weights[f"piece_{fit}"]
        if fit == "short" and not ends_sentence(line.core):
            odds += self.weights["piece_unended"]
        return odds + (self.weights["piece_uneven"] if _turns(line.text, 0, len(line.text)) else 0.0)


def _true_measures(widths: Sequence[float], *, latin: bool) -> list[float]:
    """Measures of columns, strongest first: neither first lines, nor stronger ones joined, nor chance clusters."""
    kept: list[float] = []
    for measure in candidate_measures(widths, latin=latin):
        share = sum(-0.6 <= width - measure <= 0.4 for width in widths) / len(widths)
        joined = any(abs(a + b - measure) <= _JOINED for a in kept for b in kept)
        indented = any(0.7 < other - measure < 2.7 for other in kept)
        if not kept or (measure >= _NARROWEST and not indented and share >= (_SHARE_IF_JOINED if joined else _SHARE)):
            kept.append(measure)
    return kept


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece that may be: it begins at node `begin` of its line (a code point) and the next begins at `end`.

    `prior` is its log-odds from shapes alone; `fit` as `Measures.fit` names it.
    """

    piece: Piece
    facts: TextLine
    begin: int
    end: int
    prior: float
    fit: str


def lattice(rows: Sequence[Sequence[Piece]], texts: Sequence[str], weights: Mapping[str, float]) -> list[list[Segment]]:
    """The segments of each line that has pieces, sorted by where they begin, then end.

    `rows` are the pieces of each line, all with ink; the path along them is always among the segments.
    `weights` are the profile's group "weave".
    """
    rows = [row for row in rows if row]
    base = [[_read(piece, texts[piece.line]) for piece in row] for row in rows]
    widths = [line.width for row in base for line in row]
    latin = latin_share("".join(line.core for row in base for line in row)) > 0.5
    measures = Measures(widths, latin=latin, weights=weights)
    return [_segments(row, texts[row[0].line], read, measures) for row, read in zip(rows, base, strict=True)]


def _read(piece: Piece, text: str) -> TextLine:
    return make_line(piece.line, piece.start, text[piece.start : piece.end], 0)


def _segments(row: Sequence[Piece], text: str, read: Sequence[TextLine], measures: Measures) -> list[Segment]:
    """The lattice of one line."""
    cuts = [piece.start for piece in row[1:]]
    more = sorted(set(_moved(row, text, measures)) | set(_splits(row, text, read, measures)))
    single = not more
    found = []
    for piece, line, end in zip(row, read, [*cuts, len(text)], strict=True):
        fit = measures.fit_line(line)
        found.append(Segment(piece, line, piece.start, end, 0.0 if single else measures.worth(line, fit), fit))
    if single:
        return found
    known = {(segment.begin, segment.end) for segment in found}
    nodes = sorted({row[0].start, *cuts, *more, len(text)})
    for at, begin in enumerate(nodes):
        for end in nodes[at + 1 :]:
            skipped = bisect_left(cuts, end) - bisect_right(cuts, begin)
            if skipped > 1:
                break
            if (begin, end) in known:
                continue
            segment = _segment(row[0], text, begin, end, measures)
            if segment is None or (segment.fit == "over" and skipped):
                continue
            if segment.fit == "short" and not _may_be_short(segment.facts) and end < len(text):
                continue
            prior = segment.prior + skipped * measures.weights["no_cut"]
            if end not in cuts and end < len(text):
                prior += measures.weights["new_cut"]
            found.append(replace(segment, prior=prior))
    return sorted(found, key=lambda segment: (segment.begin, segment.end))


def _may_be_short(line: TextLine) -> bool:
    return line.justified or ends_sentence(line.core)


def _turns(text: str, begin: int, end: int) -> list[int]:
    """Gaps between letter-spaced and running ideographs: starts of the words after them."""
    words = [(hit.start(), hit.end()) for hit in _WORD.finditer(text, begin, end)]
    return [
        right[0]
        for left, right in pairwise(words)
        if is_ideograph(text[left[1] - 1]) or is_ideograph(text[right[0]])
        if {_spacing(text, *left), _spacing(text, *right)} == {"spaced", "running"}
    ]


def _spacing(text: str, begin: int, end: int) -> str:
    if end - begin == 1:
        return "spaced" if is_wide(text[begin]) else ""
    return "running" if end - begin >= _RUN and all(map(is_wide, text[begin : begin + _RUN])) else ""


def _segment(like: Piece, text: str, begin: int, end: int, measures: Measures) -> Segment | None:
    """The segment between two nodes, its prior by its width alone; none where there is hardly any ink."""
    ink = text[begin:end].rstrip()
    if not ink:
        return None
    piece = replace(like, start=begin, end=begin + len(ink), x0=float(begin), x1=float(begin + len(ink)))
    line = _read(piece, text)
    if not line.core or line.width < _LEAST:
        return None
    fit = measures.fit_line(line)
    return Segment(piece, line, begin, end, measures.worth(line, fit), fit)


def _moved(row: Sequence[Piece], text: str, measures: Measures) -> Iterator[int]:
    """Places near a cut where it may belong instead."""
    for left, right in pairwise(row):
        gaps = _gaps(text, left.start, right.end)
        at = next((k for k, gap in enumerate(gaps) if gap >= right.start), len(gaps))
        for gap in gaps[max(0, at - _REACH) : at + _REACH + 1]:
            if gap != right.start and _plausible(left, text, left.start, gap, right.end, measures):
                yield gap


def _splits(row: Sequence[Piece], text: str, read: Sequence[TextLine], measures: Measures) -> Iterator[int]:
    """Places inside pieces that may be two: after the end of a sentence, and anywhere in what is over all measures."""
    for piece, line in zip(row, read, strict=True):
        if line.width > _LONGEST:
            continue
        over = measures.fit_line(line) == "over"
        gaps = _gaps(text, piece.start, piece.end)
        if over:
            gaps = sorted({*gaps, *_after_marks(text, piece)})
        else:
            turns = _turns(text, piece.start, piece.end)
            gaps = [g for g in gaps if g in turns or (text[g - 2] in "。！？”" and line.width > _WIDE_ENOUGH)]
        good = [gap for gap in gaps if _plausible(piece, text, piece.start, gap, piece.end, measures)]
        yield from good[: _MOST_SPLITS * (2 if over else 1)]


def _after_marks(text: str, piece: Piece) -> list[int]:
    """Places right after a closing mark and before an ideograph or an opening mark: a lost gutter has no space."""
    return [
        k
        for k in range(piece.start + 2, piece.end - 1)
        if text[k - 1] in _NEVER_HEAD and (is_ideograph(text[k]) or text[k] in OPENERS)
    ]


def _gaps(text: str, begin: int, end: int) -> list[int]:
    """Starts of words between two places, where a line may begin."""
    return [
        hit.end()
        for hit in _GAP.finditer(text, begin, end)
        if begin < hit.start() and hit.end() < end
        and text[hit.end()] not in _NEVER_HEAD and text[hit.start() - 1] not in OPENERS
        and (is_wide(text[hit.end()]) or is_wide(text[hit.start() - 1]) or hit.end() - hit.start() > 2)
    ]  # fmt: skip


def _plausible(piece: Piece, text: str, begin: int, cut: int, end: int, measures: Measures) -> bool:
    """Whether both sides of a cut are widths a column may hold: the left full or the end of a sentence."""
    left, right = (_segment(piece, text, a, b, measures) for a, b in ((begin, cut), (cut, end)))
    if left is None or right is None or left.fit == "over":
        return False
    ended = left.facts.core[-1] in "。！？" or left.facts.core[-1] in CLOSERS
    return left.fit != "short" or ended or left.facts.justified or right.fit == "full"
