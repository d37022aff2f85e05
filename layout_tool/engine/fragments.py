"""Fragments: maximal runs of lines that no competing reading would part.

Over-segment: joining is a link and cheap, splitting later is impossible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.cues import Cue, Lexicon, closing_cues, opening_cues, opens_story
from layout_tool.engine.cutting import cut_lines, join_datelines
from layout_tool.engine.fullness import HANGING, is_full, lost_indent, start_likeness
from layout_tool.engine.line_cues import find_line_cues
from layout_tool.engine.lines import TextLine, upright_lines
from layout_tool.engine.script import ends_sentence
from layout_tool.model.geometry import Box, union


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
    lost = lost_indent(lines[0], own, latin) if len(lines) == 1 else 0.0
    return Fragment(
        index, tuple(lines), own, latin, cue,
        tuple(opening_cues(head, lexicon)), tuple(closing_cues(tail, lexicon)), core,
        start_likeness(lines[0], following, own, latin),
        _last_width(lines[-1], own, lost),
        not is_full(lines[-1], own, latin, lost), ends_sentence(lines[-1].core),
        (len(lines) >= 2 and all(upright_lines(lines))) or bool(lines[0].face and lines[0].face.upright),
        union(cells) if cells else None,
    )  # fmt: skip


def _last_width(line: TextLine, measure: float, lost: float) -> float:
    """The width of a last line: more than the measure where it is known to be full, nothing where it is known short."""
    if line.justified or line.reaches:
        return measure + 9
    return 0.0 if line.reaches is not None else line.width + line.indent + lost


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
    cues = find_line_cues(lines, measures, lexicon, latin=latin)
    starts = set(cut_lines(lines, measures, cues, latin=latin))
    starts |= {k for k in range(1, len(lines)) if opens_story(lines[k], lexicon)}
    starts |= {k for k in forced if 0 < k < len(lines)}
    bounds = [*sorted(starts), len(lines)]
    fragments = []
    column = measures.tolist()
    bounds = join_datelines(lines, measures, cues, bounds, lexicon, forced)
    for index, (start, stop) in enumerate(pairwise(bounds)):
        own = column[start:stop]
        measure = own[0] if min(own) == max(own) else float(np.median(own))
        fragments.append(build_fragment(index, lines[start:stop], measure, cues[start], lexicon, latin=latin))
    return fragments


_NEAR_ROWS = 6.0


def settle_measures(fragments: Sequence[Fragment], lexicon: Lexicon) -> list[Fragment]:
    """Fragments with boxes, the short ones with the measure of the column that they stand in.

    The column is the nearest fragment of three lines or more above or below that is at least as wide.
    """
    columns = [fragment for fragment in fragments if len(fragment.lines) >= 3 and fragment.box and not fragment.upright]
    homes = _columns_of(fragments, columns)
    return [_settled(fragment, home, lexicon) for fragment, home in zip(fragments, homes, strict=True)]


def _settled(fragment: Fragment, home: Fragment | None, lexicon: Lexicon) -> Fragment:
    if len(fragment.lines) >= 3 or home is None or fragment.width > home.measure + HANGING:
        return fragment
    return build_fragment(fragment.index, fragment.lines, home.measure, fragment.cue, lexicon, latin=fragment.latin)


def _columns_of(fragments: Sequence[Fragment], columns: Sequence[Fragment]) -> list[Fragment | None]:
    """The nearest of the columns for each fragment, None where none is near or the fragment has no box."""
    if not columns:
        return [None] * len(fragments)
    boxed = np.array([fragment.box is not None for fragment in fragments], dtype=bool)
    own = np.array([fragment.box or Box(0, 0, 0, 0) for fragment in fragments], dtype=float)
    x0, y0, x1, y1 = (own[:, side, None] for side in range(4))
    left, top, right, foot = np.array([column.box for column in columns], dtype=float).T
    inside = np.minimum(x1, right + 2) - np.maximum(x0, left - 2)
    gap = np.maximum(top - y1, y0 - foot)
    itself = np.array([f.index for f in fragments])[:, None] == np.array([column.index for column in columns])
    fits = boxed[:, None] & ~itself & (inside >= 0.9 * (x1 - x0)) & (gap <= _NEAR_ROWS)
    nearest = np.where(fits, gap, np.inf).argmin(axis=1)
    return [columns[at] if fits[k, at] else None for k, at in enumerate(nearest.tolist())]
