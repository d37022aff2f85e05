"""From stacks of printed lines to the lines that the engine reads: text, widths in em, indents, faces, places.

Places are given on the grid that text mode uses for layout-preserving dumps: half an em of body text across, one line
of body text down, origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.blocks import Stack, size_tolerance
from layout_tool.engine.geometry.near_pairs import middle
from layout_tool.engine.geometry.printed_lines import PrintedLine
from layout_tool.engine.lines import Face, TextLine, make_line
from layout_tool.engine.script import is_ideograph
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Glyphs

CELLS_PER_EM = 2.0
_WORD_GAP = 0.16
_EDGE = 0.35
_HANGING = 0.6
_INDENT = 0.7
_JUSTIFIED = 0.5
_FEWEST = 3
_NOISY = 1.05
_ASKEW = 20.0
_DEFAULT_LEADING = 1.35
LEAST_SIZE = 0.25  # of type and of leading; what is set smaller is not there to be read


@dataclass(frozen=True, slots=True)
class BodyType:
    """What most of a page is set in: font size and leading (pt), and the number of its font."""

    size: float
    leading: float
    font: int
    tolerance: float = 1.0
    """The ratio up to which a size is the body's: 1 where sizes are sharp."""


@dataclass(frozen=True, slots=True, eq=False)
class TypesetLines:
    """Lines stack by stack, in the order of `stacks`; `measures` (n,) in em; `printed` the line behind each."""

    lines: tuple[TextLine, ...]
    measures: NDArray[np.float64]
    printed: tuple[PrintedLine, ...]
    body: BodyType


def body_type(stacks: Sequence[Stack], glyphs: Glyphs) -> BodyType:
    """The size, leading and font of most glyphs in stacks of three lines or more, or in all stacks."""
    seen = [stack for stack in stacks if stack.size >= LEAST_SIZE]
    long = [stack for stack in seen if len(stack.lines) >= _FEWEST] or seen
    if not long:
        return BodyType(10.0, 10.0 * _DEFAULT_LEADING, 0)
    tolerance = size_tolerance([line for stack in stacks for line in stack.lines])
    noisy = tolerance > _NOISY
    counts = np.array([sum(len(line.members) for line in stack.lines) for stack in long], dtype=float)
    sizes = np.array([stack.size for stack in long])
    size = _weighted_median(sizes, counts) if noisy else _weighted_mode(np.round(sizes * 4) / 4, counts)
    like = [stack for stack in long if abs(stack.size - size) <= (0.1 * size if noisy else 0.15)] or long
    leadings = np.array([stack.leading or _DEFAULT_LEADING * stack.size for stack in like])
    weights = np.array([len(stack.lines) for stack in like], dtype=float)
    fonts = glyphs.font[np.concatenate([line.members for stack in like for line in stack.lines])]
    leading = _weighted_median(leadings, weights) if noisy else _weighted_mode(np.round(leadings, 1), weights)
    tolerance = tolerance if noisy else 1.0
    return BodyType(size, max(leading, LEAST_SIZE), int(np.bincount(fonts).argmax()), tolerance)


def _weighted_mode(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    kinds, at = np.unique(values, return_inverse=True)
    return float(kinds[int(np.bincount(at, weights=weights).argmax())])


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(upto, upto[-1] / 2))])


def typeset_lines(stacks: Sequence[Stack], glyphs: Glyphs) -> TypesetLines:
    """The lines of a page's stacks. Each starts where the line before ended, as if the page were one text."""
    body = body_type(stacks, glyphs)
    lines: list[TextLine] = []
    printed: list[PrintedLine] = []
    measures: list[float] = []
    start = 0
    for stack in stacks:
        edge = _right_edge(stack)
        justified = _is_justified(stack, edge)
        for at, line in enumerate(stack.lines):
            reaches = bool(line.box[2] >= edge) if justified else None
            made = _typeset(line, at, stack, glyphs, body, start, len(lines), reaches)
            lines.append(made)
            printed.append(line)
            measures.append(max(1.0, stack.measure if not line.upright else made.width))
            start = made.end + 1
    return TypesetLines(tuple(lines), np.array(measures), tuple(printed), body)


def line_text(line: PrintedLine, glyphs: Glyphs) -> str:
    """The line's characters; a space where words stand apart without one in the source.

    Words stand apart by more than their letters do, so a letter-spaced word stays one; beside an ideograph or a
    full-width mark there is no space.
    """
    texts = glyphs.text[line.members].tolist()
    if line.upright or len(texts) < 2:
        return "".join(texts)
    box = glyphs.box[line.members]
    size = glyphs.size[line.members]
    gaps = ((box[1:, 0] - box[:-1, 2]) / np.maximum(np.maximum(size[1:], size[:-1]), 1e-6)).tolist()
    if max(gaps) <= _WORD_GAP:
        return "".join(texts)
    spaced = [_spaced(before[-1:], after[:1]) for before, after in pairwise(texts)]
    between = sorted(gap for gap, may in zip(gaps, spaced, strict=True) if may)
    apart = _WORD_GAP + (max(0.0, between[len(between) // 2]) if between else 0.0)
    parts = [texts[0]]
    for text, gap, may in zip(texts[1:], gaps, spaced, strict=True):
        parts.append(f" {text}" if may and gap > apart else text)
    return "".join(parts)


def _spaced(before: str, after: str) -> bool:
    """Whether the script has spaces between two characters, and neither is one."""
    return not (_stands_close(before) or _stands_close(after))


@cache
def _stands_close(ch: str) -> bool:
    """Whether the character, if any, is a space, an ideograph or a full-width mark."""
    return bool(ch) and (ch.isspace() or is_ideograph(ch) or (east_asian_width(ch) in "WF" and not ch.isalpha()))


def _typeset(
    line: PrintedLine,
    at: int,
    stack: Stack,
    glyphs: Glyphs,
    body: BodyType,
    start: int,
    number: int,
    reaches: bool | None,
) -> TextLine:
    x0, y0, x1, y1 = line.box.tolist()
    em = max(line.size, LEAST_SIZE)
    width = (y1 - y0 if line.upright else x1 - x0) / em
    made = make_line(number, start, line_text(line, glyphs), int(at == 0), width=round(width, 2))
    across, down = body.size / CELLS_PER_EM, body.leading
    cell = Box(x0 / across, y0 / down, x1 / across, y1 / down)
    indent = 0.0 if line.upright else max(0.0, (x0 - stack.left) / em)
    return replace(
        made,
        cell=cell,
        indent=round(indent, 2) if indent >= _INDENT else 0.0,
        justified=False,
        face=_face(line, stack, glyphs, body),
        reaches=reaches,
    )


def _face(line: PrintedLine, stack: Stack, glyphs: Glyphs, body: BodyType) -> Face:
    font = int(np.bincount(glyphs.font[line.members]).argmax())
    kind = glyphs.fonts[font]
    colour = int(glyphs.colour[line.members[0]])
    size = round((line.size if body.tolerance == 1.0 else stack.size) / body.size, 3)
    if 1 / body.tolerance <= size <= body.tolerance:
        size = 1.0
    askew = line.upright and abs((float(glyphs.angle[line.members[0]]) + 180) % 360 - 180) > _ASKEW
    return Face(size, kind.weight, font, colour, stack.frame, int(line.members.min()), line.upright, askew, line.shadow)


def _is_justified(stack: Stack, edge: float) -> bool:
    """Whether the stack's lines end at one edge, save the last of each paragraph."""
    if len(stack.lines) < _FEWEST or stack.lines[0].upright:
        return False
    inner = stack.lines[:-1]
    return sum(bool(line.box[2] >= edge) for line in inner) >= _JUSTIFIED * len(inner)


def _right_edge(stack: Stack) -> float:
    """The least x at which a line reaches the right edge of most lines of its stack; hanging marks may go beyond."""
    right = middle(np.array([line.box[2] for line in stack.lines]))
    edge = right if right >= stack.right - _HANGING * stack.size else stack.right
    return edge - _EDGE * stack.size
