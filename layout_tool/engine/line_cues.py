"""What single lines are by themselves: the cues of the lexicon, weighed against the lines around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.cues import Cue, Lexicon, own_line_cue
from layout_tool.engine.fullness import HANGING, is_full
from layout_tool.engine.lines import TextLine, upright_lines
from layout_tool.engine.script import ends_sentence
from layout_tool.engine.words import is_known_word
from layout_tool.model.roles import FURNITURE_ROLES, Role

_NAME_CHARS = 8
_STACK_LINES = 4
_FIRST_LINE_INDENT = 2.0
_WORDS_OF_TEXT = frozenset({"publisher", "folio_date", "folio_lunar", "ad_cue", "ad_en"})
"""Patterns of furniture that a line of a story may fit as well."""


def find_line_cues(
    lines: Sequence[TextLine], measures: NDArray[np.float64], lexicon: Lexicon, *, latin: bool
) -> list[Cue | None]:
    """The cue of each line that is something of its own, None for any other; `measures` (lines,) in em."""
    own = [
        None if upright else own_line_cue(line, lexicon)
        for line, upright in zip(lines, upright_lines(lines), strict=True)
    ]
    cues = _settle_cues(lines, own, measures)
    if not latin:
        _name_lines(lines, cues, measures, lexicon)
    return cues


def _settle_cues(lines: Sequence[TextLine], cues: list[Cue | None], measures: NDArray[np.float64]) -> list[Cue | None]:
    """Without the furniture cues of lines that may be lines of the text that they stand in.

    A date in a story is no folio where it fills its column as the text does; a number alone is none in any text. What
    only furniture says, such as an editor's name with his office, keeps its cue wherever the dump has put it.
    """

    def text_beside(k: int, other: int) -> bool:
        if not 0 <= other < len(lines) or lines[max(k, other)].blank_before:
            return False
        return cues[other] is None and lines[other].width > max(4.0, 0.8 * measures[other])

    def may_be_text(k: int, cue: Cue) -> bool:
        if cue.role not in FURNITURE_ROLES or not (text_beside(k, k - 1) or text_beside(k, k + 1)):
            return False
        if cue.pattern == "folio_page":
            return True
        fills = lines[k].width + _FIRST_LINE_INDENT >= measures[k] - HANGING
        return cue.pattern in _WORDS_OF_TEXT and fills and not cue.part("w")

    return [None if cue is not None and may_be_text(k, cue) else cue for k, cue in enumerate(cues)]


def _ends_small_stack(lines: Sequence[TextLine], k: int) -> bool:
    """Whether line k ends a group of two to four lines that blank lines part from the rest."""
    start = k
    while start and k - start < _STACK_LINES and not lines[start].blank_before:
        start -= 1
    closed = k + 1 == len(lines) or lines[k + 1].blank_before > 0
    return closed and 1 <= k - start < _STACK_LINES and (lines[start].blank_before > 0 or start == 0)


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
        upright = above.single_glyph and k > 1 and lines[k - 2].single_glyph
        ragged = not is_full(above, float(measures[k - 1]), False) or _ends_small_stack(lines, k)
        under_heading = over is None and not ends_sentence(above.core) and ragged and not upright
        if hit and under_heading and not is_known_word(line.core):
            cues[k] = Cue("by_name", Role.BYLINE, line.core, (("person", hit.group("person")),))
