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
_LARGER, _MUCH_LARGER = 1.15, 1.25
_UNDER, _BESIDE = 1.3, 8.0
_WRAPPED_CHARS = 30
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
    _wrapped_bylines(lines, cues)
    return cues


def _wrapped_bylines(lines: Sequence[TextLine], cues: list[Cue | None]) -> None:
    """Give the second line of a byline that wraps, set as the first and not as the text, its cue; in place."""
    for k in range(1, len(lines)):
        over, face, first = cues[k - 1], lines[k].face, lines[k - 1].face
        if cues[k] is not None or over is None or over.role is not Role.BYLINE or face is None or first is None:
            continue
        alike = face.font == first.font and face.size == first.size
        after = lines[k + 1] if k + 1 < len(lines) and not lines[k + 1].blank_before else None
        ends = after is None or after.face is None or after.face.font != face.font
        if alike and ends and not lines[k].blank_before and len(lines[k].core) <= _WRAPPED_CHARS:
            cues[k] = Cue(over.pattern, Role.BYLINE, lines[k].core, ())


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

    return [
        None if cue is not None and (may_be_text(k, cue) or _runs_on(lines, k)) else cue for k, cue in enumerate(cues)
    ]


def _runs_on(lines: Sequence[TextLine], k: int) -> bool:
    """Whether line k goes on in the sentence of a full line over it, set in the same type: then it is text."""
    if not k or lines[k].blank_before:
        return False
    above, face, over = lines[k - 1], lines[k].face, lines[k - 1].face
    if face is None or over is None or face.font != over.font or face.size != over.size:
        return False
    return bool(above.reaches) and not ends_sentence(above.core)


def _ends_small_stack(lines: Sequence[TextLine], k: int) -> bool:
    """Whether line k ends a group of two to four lines that blank lines part from the rest."""
    start = k
    while start and k - start < _STACK_LINES and not lines[start].blank_before:
        start -= 1
    closed = k + 1 == len(lines) or lines[k + 1].blank_before > 0
    return closed and 1 <= k - start < _STACK_LINES and (lines[start].blank_before > 0 or start == 0)


def _under_heading(lines: Sequence[TextLine], k: int) -> bool:
    """Whether line k stands by itself, no larger than text, close under a line of much larger type."""
    line = lines[k]
    if line.face is None or line.cell is None or line.face.size > _LARGER or not line.blank_before:
        return False
    return any(
        other.face is not None
        and other.cell is not None
        and other.face.size >= _MUCH_LARGER * line.face.size
        and not other.face.upright
        and -0.5 <= line.cell.y0 - other.cell.y1 <= _UNDER * other.face.size
        and other.cell.x0 - 1 <= line.cell.x0
        and line.cell.x1 <= other.cell.x1 + _BESIDE
        for other in lines
    )


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
        if line.face is not None:
            if hit and _under_heading(lines, k) and not is_known_word(line.core):
                cues[k] = Cue("by_name", Role.BYLINE, line.core, (("person", hit.group("person")),))
            continue
        upright = above.single_glyph and k > 1 and lines[k - 2].single_glyph
        ragged = not is_full(above, float(measures[k - 1]), False) or _ends_small_stack(lines, k)
        under_heading = over is None and not ends_sentence(above.core) and ragged and not upright
        if hit and under_heading and not is_known_word(line.core):
            cues[k] = Cue("by_name", Role.BYLINE, line.core, (("person", hit.group("person")),))
