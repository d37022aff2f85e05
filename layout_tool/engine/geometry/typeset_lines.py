"""From stacks of printed lines to the lines that the engine reads: text, widths in em, indents, faces, places.

Places are given on the grid that text mode uses for layout-preserving dumps: half an em of body text across, one line
of body text down, origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.blocks import Stack, size_tolerance
from layout_tool.engine.geometry.near_pairs import middle
from layout_tool.engine.geometry.printed_lines import PrintedLine
from layout_tool.engine.geometry.runs import type_size
from layout_tool.engine.geometry.setting import Setting, find_setting
from layout_tool.engine.lines import Face, TextLine, make_printed
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Glyphs

CELLS_PER_EM = 2.0
_EDGE = 0.35
_HANGING = 0.6
_INDENT = 0.7
_JUSTIFIED = 0.5
_FEWEST = 3
_NOISY = 1.05
_ASKEW = 20.0
_DEFAULT_LEADING = 1.35
_STEP, _LIKE_SIZE = 0.025, 0.015
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
    """Lines stack by stack, in the order of `stacks`; `measures` (n,) in em; `printed` the line behind each, `boxes`
    where it stands on the page as it is read."""

    lines: tuple[TextLine, ...]
    measures: NDArray[np.float64]
    printed: tuple[PrintedLine, ...]
    boxes: Sequence[tuple[float, float, float, float]]
    body: BodyType


def body_type(stacks: Sequence[Stack], glyphs: Glyphs, tolerance: float | None = None) -> BodyType:
    """The size, leading and font of most glyphs in stacks of three lines or more, or in all stacks.

    `tolerance` is the `size_tolerance` of all lines, where that is known.
    """
    seen = [stack for stack in stacks if stack.size >= LEAST_SIZE]
    long = [stack for stack in seen if len(stack.lines) >= _FEWEST] or seen
    if not long:
        return BodyType(10.0, 10.0 * _DEFAULT_LEADING, 0)
    tolerance = tolerance or size_tolerance([line for stack in stacks for line in stack.lines])
    noisy = tolerance > _NOISY
    counts = np.array([sum(len(line.members) for line in stack.lines) for stack in long], dtype=float)
    sizes = np.array([stack.size for stack in long])
    em = type_size(glyphs)
    size = _weighted_median(sizes, counts) if noisy else _weighted_mode(_stepped(sizes, em), counts)
    like = [stack for stack in long if abs(stack.size - size) <= (0.1 * size if noisy else _LIKE_SIZE * em)] or long
    leadings = np.array([stack.leading or _DEFAULT_LEADING * stack.size for stack in like])
    weights = np.array([len(stack.lines) for stack in like], dtype=float)
    fonts = glyphs.font[np.concatenate([line.members for stack in like for line in stack.lines])]
    leading = _weighted_median(leadings, weights) if noisy else _weighted_mode(_stepped(leadings, 0.4 * em), weights)
    tolerance = tolerance if noisy else 1.0
    return BodyType(size, max(leading, LEAST_SIZE), int(np.bincount(fonts).argmax()), tolerance)


def _stepped(values: NDArray[np.float64], em: float) -> NDArray[np.float64]:
    """Values that differ by less than a small part of an em made equal."""
    step = _STEP * em
    return np.asarray(np.round(values / step) * step)


def _weighted_mode(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    kinds, at = np.unique(values, return_inverse=True)
    return float(kinds[int(np.bincount(at, weights=weights).argmax())])


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(upto, upto[-1] / 2))])


def typeset_lines(stacks: Sequence[Stack], glyphs: Glyphs, tolerance: float | None = None) -> TypesetLines:
    """The lines of a page's stacks. Each starts where the line before ended, as if the page were one text.

    `tolerance` is as in `body_type`.
    """
    body = body_type(stacks, glyphs, tolerance)
    lines: list[TextLine] = []
    printed = [line for stack in stacks for line in stack.lines]
    measures: list[float] = []
    setting = find_setting(printed, glyphs)
    start = 0
    for stack in stacks:
        edge = _right_edge(stack)
        justified = _is_justified(stack, edge)
        for at in range(len(stack.lines)):
            number = len(lines)
            reaches = setting.boxes[number][2] >= edge if justified else None
            made = _typeset(setting, number, stack, body, start, at == 0, reaches)
            lines.append(made)
            measures.append(max(1.0, stack.measure if not printed[number].upright else made.width))
            start = made.end + 1
    return TypesetLines(tuple(lines), np.array(measures), tuple(printed), setting.boxes, body)


def _typeset(
    setting: Setting, number: int, stack: Stack, body: BodyType, start: int, first: bool, reaches: bool | None
) -> TextLine:
    line = setting.lines[number]
    x0, y0, x1, y1 = setting.boxes[number]
    em = max(line.size, LEAST_SIZE)
    width = (y1 - y0 if line.upright else x1 - x0) / em
    across, down = body.size / CELLS_PER_EM, body.leading
    indent = 0.0 if line.upright else max(0.0, (x0 - stack.left) / em)
    return make_printed(
        number,
        start,
        setting.texts[number],
        int(first),
        width=round(width, 2),
        indent=round(indent, 2) if indent >= _INDENT else 0.0,
        cell=Box(x0 / across, y0 / down, x1 / across, y1 / down),
        face=_face(setting, number, stack, body),
        reaches=reaches,
    )


def _face(setting: Setting, number: int, stack: Stack, body: BodyType) -> Face:
    line, font = setting.lines[number], setting.fonts[number]
    size = round((line.size if body.tolerance == 1.0 else stack.size) / body.size, 3)
    if 1 / body.tolerance <= size <= body.tolerance:
        size = 1.0
    askew = line.upright and abs((setting.angles[number] + 180) % 360 - 180) > _ASKEW
    lead = setting.kinds[setting.leads[number]].weight
    weight, colour, stream = setting.kinds[font].weight, setting.colours[number], setting.streams[number]
    return Face(size, weight, font, colour, stack.frame, stream, line.upright, askew, line.shadow, lead)


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
