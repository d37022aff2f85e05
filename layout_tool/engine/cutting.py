"""Where a page's lines are cut: wherever some reading of the page would part them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.cues import Cue, Lexicon, opening_cues
from layout_tool.engine.fullness import is_full, lost_indent, stands_out, start_likeness
from layout_tool.engine.lines import TextLine, upright_lines
from layout_tool.engine.script import CLOSERS, ends_sentence, goes_on
from layout_tool.model.roles import Role

_CUT = 0.6
_LATIN_INDENT = 0.12
_FEW_BLANKS = 0.04
_MANY_BLANKS = 0.09
_DATELINE_LINES, _DATELINE_TAIL = 3, 14
_REPORTED = re.compile(r"(?:报道|报导|報道|報導|电|電|讯|訊)$")


def cut_lines(
    lines: Sequence[TextLine], measures: NDArray[np.float64], cues: Sequence[Cue | None], *, latin: bool
) -> list[int]:
    """Indices at which a new fragment begins; the first is 0."""
    starts = [0]
    odd = _odd_lines(lines, measures, latin)
    upright = upright_lines(lines)
    blanks_part = sum(line.blank_before > 0 for line in lines) > _MANY_BLANKS * len(lines)
    for k in range(1, len(lines)):
        a, b = lines[k - 1], lines[k]
        if upright[k - 1] and upright[k] and not b.blank_before:
            continue
        after = lines[k + 1] if k + 1 < len(lines) and not lines[k + 1].blank_before else None
        if _must_cut(k, lines, measures, cues, odd) or (
            not (odd[k] and odd[k - 1])
            and _paragraph_cut(
                a, b, after, float(measures[k - 1]), latin, a_is_first=starts[-1] == k - 1, blanks_part=blanks_part
            )
            > _CUT
        ):
            starts.append(k)
    return starts


def _paragraph_cut(
    a: TextLine,
    b: TextLine,
    after: TextLine | None,
    measure: float,
    latin: bool,
    *,
    a_is_first: bool,
    blanks_part: bool,
) -> float:
    """Log-odds that line b starts a paragraph after line a, both in one column without a gap."""
    if goes_on(b.core):
        return -4.0
    full = is_full(a, measure, latin, b.opening + (lost_indent(a, measure, latin) if a_is_first else 0.0))
    if latin:
        if b.indent - a.indent >= 0.5 and (after is None or b.indent - after.indent >= 0.5):
            return 2.0
        if b.core[:1].islower():
            return -4.0
        nearly_short = max(0.0, (measure - a.width) / measure)
        indented = min(max(0.0, (measure - b.width) / measure), _LATIN_INDENT)
        hints = 12.0 * nearly_short + 18.0 * indented if not blanks_part else 0.0
        room = 1.5 if not full else -2.2 + hints
        return (1.5 if ends_sentence(a.core) else -3.0) + room
    score = 1.8 if ends_sentence(a.core) else -3.5
    score += 1.6 if not full else -1.4
    score += 1.3 * start_likeness(b, after, measure, latin)
    return score


def _odd(line: TextLine, following: TextLine | None, measure: float, latin: bool) -> bool:
    """A line that body text does not have: short in mid-sentence, or wider than its column."""
    if stands_out(line.width - line.slack, measure, latin):
        return True
    after = following.opening if following is not None and not following.blank_before else 0.0
    if is_full(line, measure, latin, after) or ends_sentence(line.core):
        return False
    if latin:
        return line.width < 0.6 * measure and not line.core[:1].islower()
    if line.core[-1:] in "，、；：”’）":
        return False
    deficit = measure - line.width
    if following is None or not is_full(following, measure, latin) or stands_out(following.width, measure, latin):
        return True
    most = 4.3 if line.blank_before and not following.blank_before else 3.3
    return not 1.2 <= deficit <= most


def _odd_lines(lines: Sequence[TextLine], measures: NDArray[np.float64], latin: bool) -> list[bool]:
    """Lines that body text does not have. Where blank lines part most things, one amid body lines is no heading."""
    odd = [
        _odd(line, lines[k + 1] if k + 1 < len(lines) else None, float(measures[k]), latin)
        for k, line in enumerate(lines)
    ]
    blanks = sum(1 for line in lines[1:] if line.blank_before)
    if blanks < _FEW_BLANKS * len(lines):
        return odd
    bounds = [0, *(k for k in range(1, len(lines)) if lines[k].blank_before), len(lines)]
    for start, stop in pairwise(bounds):
        first, last = start, stop - 1
        while first < stop and odd[first]:
            first += 1
        while last > first and odd[last]:
            last -= 1
        if stop - start < 3 or first == stop:
            continue
        odd[first:last] = [False] * (last - first)
        after = lines[first + 1] if first + 1 < stop else None
        heading = first - start > 1 and is_full(lines[first], float(measures[first]), latin)
        if start < first and not heading and start_likeness(lines[first], after, float(measures[first]), latin) < 0.5:
            odd[start:first] = [False] * (first - start)
        if last < stop - 1 and not ends_sentence(lines[last].core):
            odd[last + 1 : stop] = [False] * (stop - 1 - last)
    return odd


def _must_cut(
    k: int, lines: Sequence[TextLine], measures: NDArray[np.float64], cues: Sequence[Cue | None], odd: Sequence[bool]
) -> bool:
    a, b = lines[k - 1], lines[k]
    if b.blank_before:
        return True
    if (a.cell is None) != (b.cell is None):
        return True
    if (cues[k - 1] and cues[k - 1].pattern) != (cues[k] and cues[k].pattern):  # type: ignore[union-attr]
        return True
    if a.single_glyph != b.single_glyph:
        return a.core[-1] not in CLOSERS or b.single_glyph
    if odd[k - 1] != odd[k]:
        return True
    return not odd[k] and measures[k - 1] != measures[k]


def join_datelines(
    lines: Sequence[TextLine],
    measures: NDArray[np.float64],
    cues: Sequence[Cue | None],
    bounds: Sequence[int],
    lexicon: Lexicon,
    forced: frozenset[int],
) -> list[int]:
    """The bounds with each dateline over two or three lines in one piece: 本报某地某日电 记者某 / 某报道."""
    joined = set(bounds)
    for first in bounds[:-1]:
        tail = _dateline_tail(lines, measures, cues, first, joined)
        if tail and any(cue.role is Role.DATELINE for cue in opening_cues(lines[first].text, lexicon)):
            joined -= set(range(first + 1, tail + 1)) - forced
            joined.add(tail + 1)
    return sorted(joined)


def _dateline_tail(
    lines: Sequence[TextLine],
    measures: NDArray[np.float64],
    cues: Sequence[Cue | None],
    first: int,
    bounds: Container[int],
) -> int | None:
    """The line that ends a dateline begun by line `first`: it closes with 电 or 报道 and what follows is parted.

    A new fragment begins after it, or it says 报道 and is left short.
    """
    for k in range(first + 1, min(first + _DATELINE_LINES, len(lines))):
        line, cue = lines[k], cues[k]
        if ends_sentence(lines[k - 1].core) or (cue and cue.role is not Role.BYLINE):
            return None
        if len(line.core) <= _DATELINE_TAIL and _REPORTED.search(line.core):
            short = line.core[-1] in "道導导" and not is_full(line, float(measures[k]), False)
            return k if short or k + 1 in bounds else None
    return None
