"""How a line fills its measure: to the edge, short of it, indented, or beyond."""

from __future__ import annotations

from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import NEVER_FIRST

HANGING = 1.6
"""Em by which squeezed and hanging marks may let a line stand out."""
_LATIN_OVER = 1.12
_SHORT_BY = 1.6
_INDENT = 2.0
_INDENT_SLACK = 0.75


def is_full(line: TextLine, measure: float, latin: bool, opening: float = 0.0) -> bool:
    """Whether the line reaches the right edge of its column.

    `opening` is the width of the first word of the next line: where it did not fit, the line is as full as can be.
    """
    if line.reaches is not None:
        return line.reaches
    if line.justified:
        return True
    width = line.width + line.indent
    if opening and width + opening > measure - (0.06 * measure if latin else 0.4):
        return True
    return width >= measure - (0.14 * measure if latin else _SHORT_BY)


def stands_out(width: float, measure: float, latin: bool) -> bool:
    """Whether a line of that width (em) is wider than any line of a column of that measure."""
    return width > (_LATIN_OVER * measure if latin else measure + HANGING)


def start_likeness(first: TextLine, following: TextLine | None, measure: float, latin: bool) -> float:
    """How much a line looks like the first of a paragraph: -1 (at full measure) to 1 (indented)."""
    base = following.indent if following else 0.0
    if following is not None and first.indent - base >= (0.5 if latin else 0.9) and first.indent <= 6:
        return 1.0
    if first.core[:1] in NEVER_FIRST or first.core[:1].islower():
        return -1.0
    if latin:
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


def lost_indent(line: TextLine, measure: float, latin: bool) -> float:
    """What the line falls short of the measure by for a first line's indent that the dump has lost."""
    lost = not latin and line.indent < 1 and abs(measure - line.width - _INDENT) <= _INDENT_SLACK
    return _INDENT if lost else 0.0
