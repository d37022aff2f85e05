"""Fragments: maximal runs of lines that no competing reading would part.

Over-segment: joining is a link and cheap, splitting later is impossible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.cues import Cue, Lexicon, closing_cues, opening_cues, opens_story, own_line_cue
from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import CLOSERS, NEVER_FIRST, ends_sentence
from layout_tool.engine.words import is_known_word
from layout_tool.model.geometry import Box, union
from layout_tool.model.roles import FURNITURE_ROLES, Role

_SHORT_BY = 1.6
_INDENT = 2.0
_INDENT_SLACK = 0.75
_CUT = 0.6
_HANGING = 1.6
_NAME_CHARS = 8
_LATIN_INDENT = 0.12
_FEW_BLANKS = 0.04
_MANY_BLANKS = 0.09


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of lines of one column. Widths in em.

    `start_like` is between -1 (starts at full measure, a continuation) and 1 (starts indented, or two em short: a
    paragraph's first line). `last_short` tells whether the last line falls short of the measure. `sentence_end`
    tells whether the text ends with a full stop. `last_width` is the last line's width, more than the measure where
    it is justified. `cue` is what the lexicon says the whole fragment is.
    """

    index: int
    lines: tuple[TextLine, ...]
    measure: float
    latin: bool
    cue: Cue | None
    opening: tuple[Cue, ...]
    closing: tuple[Cue, ...]
    core: str
    start_like: float
    last_width: float
    last_short: bool
    sentence_end: bool
    upright: bool
    box: Box | None

    @property
    def text(self) -> str:
        """The lines' text, joined by spaces where the script has them."""
        return self.core if not self.latin else " ".join(line.text.strip() for line in self.lines)

    @property
    def blank_before(self) -> int:
        return self.lines[0].blank_before

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return max(line.width for line in self.lines)


def is_full(line: TextLine, measure: float, latin: bool, opening: float = 0.0) -> bool:
    """Whether the line reaches the right edge of its column.

    `opening` is the width of the first word of the next line: where it did not fit, the line is as full as can be.
    """
    if line.justified:
        return True
    width = line.width + line.indent
    if opening and width + opening > measure - (0.06 * measure if latin else 0.4):
        return True
    return width >= measure - (0.14 * measure if latin else _SHORT_BY)


def start_likeness(first: TextLine, following: TextLine | None, measure: float, latin: bool) -> float:
    """How much a line looks like the first of a paragraph: -1 (at full measure) to 1 (indented)."""
    base = following.indent if following else 0.0
    if following is not None and first.indent - base >= (0.5 if latin else 0.9) and first.indent <= 6:
        return 1.0
    if first.core[:1] in NEVER_FIRST:
        return -1.0
    if latin:
        if first.core[:1].islower():
            return -1.0
        return 0.2 if first.core[:1].isupper() or first.core[:1] in "“\"'‘" else -0.2
    if following is None and not first.justified and first.width < measure - _INDENT - _INDENT_SLACK:
        return 0.0
    deficit = measure - first.width
    if first.justified:
        return 0.6 if deficit >= _INDENT else (0.0 if deficit >= 1.0 else -0.7)
    if abs(deficit - _INDENT) <= _INDENT_SLACK:
        return 1.0
    if deficit <= 0.6:
        return -1.0
    return -0.4 if deficit < _INDENT else 0.3


def _lost_indent(line: TextLine, measure: float, latin: bool) -> float:
    """What the line falls short of the measure by for a first line's indent that the dump has lost."""
    lost = not latin and line.indent < 1 and abs(measure - line.width - _INDENT) <= _INDENT_SLACK
    return _INDENT if lost else 0.0


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
    full = is_full(a, measure, latin, b.opening + (_lost_indent(a, measure, latin) if a_is_first else 0.0))
    if latin:
        if b.indent - a.indent >= 0.5 and (after is None or b.indent - after.indent >= 0.5):
            return 2.0
        if b.core[:1].islower():
            return -4.0
        nearly_short = max(0.0, (measure - a.width) / measure)
        indented = min(max(0.0, (measure - b.width) / measure), _LATIN_INDENT)
        hints = 12.0 * nearly_short + 6.0 * indented if not blanks_part else 0.0
        room = 1.5 if not full else -2.2 + hints
        return (1.5 if ends_sentence(a.core) else -3.0) + room
    score = 1.8 if ends_sentence(a.core) else -3.5
    score += 1.6 if not full else -1.4
    score += 1.3 * start_likeness(b, after, measure, latin)
    return score


def _odd(line: TextLine, following: TextLine | None, measure: float, latin: bool) -> bool:
    """A line that body text does not have: short in mid-sentence, or wider than its column."""
    if line.width - line.slack > (1.12 * measure if latin else measure + _HANGING):
        return True
    after = following.opening if following is not None and not following.blank_before else 0.0
    if is_full(line, measure, latin, after) or ends_sentence(line.core):
        return False
    if latin:
        return line.width < 0.6 * measure and not line.core[:1].islower()
    if line.core[-1:] in "，、；：”’）":
        return False
    deficit = measure - line.width
    if following is None or not is_full(following, measure, latin) or following.width > measure + _HANGING:
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
        if start < first and start_likeness(lines[first], after, float(measures[first]), latin) < 0.5:
            odd[start:first] = [False] * (first - start)
        if last < stop - 1 and not ends_sentence(lines[last].core):
            odd[last + 1 : stop] = [False] * (stop - 1 - last)
    return odd


def _settle_cues(lines: Sequence[TextLine], cues: list[Cue | None], measures: NDArray[np.float64]) -> list[Cue | None]:
    """Without the furniture cues of lines that stand amid lines of text: a date in a story is no folio."""

    def text_beside(k: int, other: int) -> bool:
        if not 0 <= other < len(lines) or lines[max(k, other)].blank_before:
            return False
        return cues[other] is None and lines[other].width > max(4.0, 0.8 * measures[other])

    return [
        None
        if cue is not None and cue.role in FURNITURE_ROLES and (text_beside(k, k - 1) or text_beside(k, k + 1))
        else cue
        for k, cue in enumerate(cues)
    ]


def _name_lines(
    lines: Sequence[TextLine], cues: list[Cue | None], measures: NDArray[np.float64], lexicon: Lexicon
) -> None:
    """Give a line that is no more than a name, under a heading or a byline, the cue of a byline; in place."""
    for k in range(1, len(lines)):
        above, line = lines[k - 1], lines[k]
        if cues[k] is not None or len(line.core) > _NAME_CHARS or (line.single_glyph and line.blank_before):
            continue
        over = cues[k - 1]
        if over is not None and over.role is Role.BYLINE and not line.blank_before and len(line.core) <= 2:
            cues[k] = Cue("by_name", Role.BYLINE, line.core, (("person", line.core),))
            continue
        hit = lexicon.match("by_name", line.text.strip())
        under_heading = (
            over is None and not ends_sentence(above.core) and not is_full(above, float(measures[k - 1]), False)
        )
        if hit and under_heading and len(above.core) > 1 and not is_known_word(line.core):
            cues[k] = Cue("by_name", Role.BYLINE, line.core, (("person", hit.group("person")),))


def cut_lines(
    lines: Sequence[TextLine], measures: NDArray[np.float64], cues: Sequence[Cue | None], *, latin: bool
) -> list[int]:
    """Indices at which a new fragment begins; the first is 0."""
    starts = [0]
    odd = _odd_lines(lines, measures, latin)
    blanks_part = sum(line.blank_before > 0 for line in lines) > _MANY_BLANKS * len(lines)
    for k in range(1, len(lines)):
        a, b = lines[k - 1], lines[k]
        after = lines[k + 1] if k + 1 < len(lines) and not lines[k + 1].blank_before else None
        if _must_cut(k, lines, measures, cues, odd) or (
            not (odd[k] and odd[k - 1])
            and not (a.single_glyph and b.single_glyph)
            and _paragraph_cut(
                a, b, after, float(measures[k - 1]), latin, a_is_first=starts[-1] == k - 1, blanks_part=blanks_part
            )
            > _CUT
        ):
            starts.append(k)
    return starts


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
    if a.single_glyph and b.single_glyph:
        return False
    if odd[k - 1] != odd[k]:
        return True
    return not odd[k] and measures[k - 1] != measures[k]


def _measure_of(lines: Sequence[TextLine], measure: float) -> float:
    """The measure the lines speak for themselves where they are enough, else the column's."""
    if len(lines) < 4:
        return measure
    inner = sorted(line.width for line in lines[1:-1])
    own = inner[int(0.6 * (len(inner) - 1))]
    return own if abs(own - measure) <= 0.15 * measure + 1 else measure


def build_fragment(
    index: int, lines: Sequence[TextLine], measure: float, cue: Cue | None, lexicon: Lexicon, *, latin: bool
) -> Fragment:
    """The facts of one fragment."""
    own = _measure_of(lines, measure)
    core = lines[0].core if len(lines) == 1 else "".join(line.core for line in lines)
    head = lines[0].text if len(lines) == 1 else (" " if latin else "").join(line.text.strip() for line in lines[:4])
    tail = lines[-1].text if len(lines) == 1 else (" " if latin else "").join(line.text.strip() for line in lines[-2:])
    cells = [line.cell for line in lines if line.cell is not None]
    following = lines[1] if len(lines) > 1 else None
    lost = _lost_indent(lines[0], own, latin) if len(lines) == 1 else 0.0
    return Fragment(
        index, tuple(lines), own, latin, cue,
        tuple(opening_cues(head, lexicon)), tuple(closing_cues(tail, lexicon)), core,
        start_likeness(lines[0], following, own, latin),
        own + 9 if lines[-1].justified else lines[-1].width + lines[-1].indent + lost,
        not is_full(lines[-1], own, latin, lost), ends_sentence(lines[-1].core),
        len(lines) >= 2 and all(line.single_glyph for line in lines),
        union(cells) if cells else None,
    )  # fmt: skip


_REPORTED = re.compile(r"(?:报道|报导|報道|報導|电|電|讯|訊)$")


def _join_datelines(
    lines: Sequence[TextLine],
    cues: Sequence[Cue | None],
    bounds: Sequence[int],
    lexicon: Lexicon,
    forced: frozenset[int],
) -> list[int]:
    """A dateline over two lines is one: 本报某地某日电 记者某 / 某报道."""
    joined = list(bounds)
    for at in range(len(bounds) - 3, -1, -1):
        first, second, end = bounds[at : at + 3]
        tail = lines[second]
        if (
            second == first + 1
            and end == second + 1
            and second not in forced
            and len(tail.core) <= 14
            and _REPORTED.search(tail.core)
            and (cues[second] is None or cues[second].role is Role.BYLINE)  # type: ignore[union-attr]
            and not ends_sentence(lines[first].core)
            and any(cue.role is Role.DATELINE for cue in opening_cues(lines[first].text, lexicon))
        ):
            joined.remove(second)
    return joined


def find_fragments(
    lines: Sequence[TextLine],
    measures: NDArray[np.float64],
    lexicon: Lexicon,
    *,
    latin: bool,
    forced: frozenset[int] = frozenset(),
) -> list[Fragment]:
    """Cut a page's lines into fragments. `forced` holds places in the list before which a lock demands a cut."""
    if not lines:
        return []
    cues = _settle_cues(lines, [own_line_cue(line, lexicon) for line in lines], measures)
    if not latin:
        _name_lines(lines, cues, measures, lexicon)
    starts = set(cut_lines(lines, measures, cues, latin=latin))
    starts |= {k for k in range(1, len(lines)) if opens_story(lines[k], lexicon)}
    starts |= {k for k in forced if 0 < k < len(lines)}
    bounds = [*sorted(starts), len(lines)]
    fragments = []
    bounds = _join_datelines(lines, cues, bounds, lexicon, forced)
    for index, (start, stop) in enumerate(pairwise(bounds)):
        measure = float(np.median(measures[start:stop]))
        fragments.append(build_fragment(index, lines[start:stop], measure, cues[start], lexicon, latin=latin))
    return fragments


_NEAR_ROWS = 6.0


def settle_measures(fragments: Sequence[Fragment], lexicon: Lexicon) -> list[Fragment]:
    """Fragments with boxes, the short ones with the measure of the column that they stand in.

    The column is the nearest fragment of three lines or more above or below that is at least as wide.
    """
    columns = [fragment for fragment in fragments if len(fragment.lines) >= 3 and fragment.box and not fragment.upright]
    return [_settled(fragment, _column_of(fragment, columns), lexicon) for fragment in fragments]


def _settled(fragment: Fragment, home: Fragment | None, lexicon: Lexicon) -> Fragment:
    if len(fragment.lines) >= 3 or home is None or fragment.width > home.measure + _HANGING:
        return fragment
    return build_fragment(fragment.index, fragment.lines, home.measure, fragment.cue, lexicon, latin=fragment.latin)


def _column_of(fragment: Fragment, columns: Sequence[Fragment]) -> Fragment | None:
    box = fragment.box
    if box is None:
        return None
    best: tuple[float, Fragment] | None = None
    for column in columns:
        other = column.box
        if other is None or column is fragment:
            continue
        inside = min(box.x1, other.x1 + 2) - max(box.x0, other.x0 - 2)
        gap = max(other.y0 - box.y1, box.y0 - other.y1)
        if inside >= 0.9 * box.width and gap <= _NEAR_ROWS and (best is None or gap < best[0]):
            best = (gap, column)
    return best[1] if best else None
