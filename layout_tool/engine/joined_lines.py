"""Printed lines that an extractor has joined: it undid the hyphen at the end of one by adding the next to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from layout_tool.engine.column_measures import candidate_measures, full_widths, line_measures
from layout_tool.engine.fullness import stands_out
from layout_tool.engine.lines import TextLine, make_line
from layout_tool.engine.measure import SPACE_EM, em_width

_JOINED = (1.4, 2.3)
_FEW, _MANY = 0.01, 0.03
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_PARTED = 4
_BESIDE = 4
_EDGE, _SPREAD, _HYPHEN = 0.98, 0.12, 1.5
"""Where full lines end and how far about that, in measures; the least of a word that stands before its hyphen, em."""


def part_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """The Latin lines of a page, those that hold several printed ones parted; in O(lines × measures).

    Lines are looked at where the page has not a single hyphen at a line's end and many lines about twice as wide as
    its column; elsewhere they are returned as they are. A line is parted where its measure ends, before the word that
    must have been hyphenated there: the word stays whole. What stands alone and wide, such as a headline, stays too.
    """
    widths = [line.width for line in lines]
    measure = candidate_measures(widths, latin=True)[0] if widths else 0.0
    hyphens = sum(line.core.endswith("-") for line in lines)
    joined = sum(_JOINED[0] * measure < width < _JOINED[1] * measure for width in widths)
    if hyphens > _FEW * len(lines) or joined < _MANY * len(lines):
        return list(lines)
    folded = [replace(line, width=_folded(line.width, measure)) for line in lines]
    parted: list[TextLine] = []
    for k, own in enumerate(line_measures(folded, latin=True)):
        beside = _has_full_line_beside(lines, k, float(own))
        parted.extend(_printed_lines(lines[k], float(own)) if beside else [folded[k]])
    return parted


def _folded(width: float, measure: float) -> float:
    while width > _JOINED[0] * measure:
        width -= measure
    return round(width, 2)


def _has_full_line_beside(lines: Sequence[TextLine], k: int, measure: float) -> bool:
    """Whether a line close to line k, without a gap between them, is as wide as the measure or goes beyond it."""
    low = full_widths(measure, True)[0]
    first = last = k
    while first > max(0, k - _BESIDE) and not lines[first].blank_before:
        first -= 1
    while last + 1 < min(len(lines), k + _BESIDE + 1) and not lines[last + 1].blank_before:
        last += 1
    return any(lines[at].width >= low for at in range(first, last + 1) if at != k)


def _printed_lines(line: TextLine, measure: float) -> list[TextLine]:
    """The printed lines that a line of the dump holds, each of the measure but the last."""
    cuts, begins = [0], [0.0]
    words = [(hit.start(), hit.end()) for hit in _WORD.finditer(line.text) if len(hit.group()) >= _SHORTEST_PARTED]
    while stands_out(line.width - begins[-1], measure, True):
        found = _hyphenated(line.text, words, cuts[-1], begins[-1], measure)
        if found is None:
            break
        cuts.append(found[0])
        begins.append(found[1])
    if len(cuts) == 1:
        return [replace(line, width=_folded(line.width, measure))]
    made = []
    for at, (start, stop) in enumerate(pairwise([*cuts, len(line.text)])):
        piece = make_line(line.number, line.start + start, line.text[start:stop].rstrip(), 0, piece=at + 1)
        width = measure if stop < len(line.text) else max(1.0, line.width - begins[at])
        made.append(replace(piece, width=round(width, 2)))
    return [replace(made[0], blank_before=line.blank_before), *made[1:]]


def _hyphenated(
    text: str, words: Sequence[tuple[int, int]], start: int, begin: float, measure: float
) -> tuple[int, float] | None:
    """The word that most likely was parted by the end of a printed line: where it begins, and the line's end in em.

    The printed line begins with the word at `start`, or inside it, `begin` em from the beginning of the text.
    """
    edge = begin + _EDGE * measure
    best: tuple[float, int, float] | None = None
    for first, last in words:
        if first <= start:
            continue
        left, right = em_width(text[:first]) + SPACE_EM, em_width(text[:last])
        away = max(0.0, left + _HYPHEN - edge, edge - right)
        if away <= _SPREAD * measure and (best is None or away < best[0]):
            best = (away, first, min(max(edge, left + _HYPHEN), right))
        if left > edge + _SPREAD * measure:
            break
    return best[1:] if best else None
