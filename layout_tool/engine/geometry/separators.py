"""What parts a page: rules, frames and tints, and which frame a box stands in."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Ruling

Boxes = NDArray[np.float64]

_THIN = 0.44
_THICKEST, _BAR = 1.0, 12.0
"""A bar up to this thick, and so many times as long, separates as a rule does. Thicknesses in em of the page's type."""
_WHOLE_PAGE = 0.85
_LEAST_FRAME = 1.3
_SLACK = 0.11


@dataclass(frozen=True, slots=True, eq=False)
class Separators:
    """Boxes (k, 4) of a page's horizontal rules, vertical rules (frame edges among both) and frames.

    `frames` are outlines and tinted areas that stand for one, largest first; the page's own outline is none. `em` is
    the size of the page's type.
    """

    level: Boxes
    walls: Boxes
    frames: Boxes
    em: float

    def frame_of(self, boxes: Boxes) -> NDArray[np.intp]:
        """The smallest frame that holds the middle of each box (n, 4): its number, -1 for none."""
        found = np.full(len(boxes), -1)
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        for at, (x0, y0, x1, y1) in enumerate(self.frames):
            found[(x > x0) & (x < x1) & (y > y0) & (y < y1)] = at
        return found


def find_separators(rulings: Sequence[Ruling], width: float, height: float, em: float) -> Separators:
    """The separators of a page of that size whose type has the size `em`."""
    thin, thickest, least = _THIN * em, _THICKEST * em, _LEAST_FRAME * em
    level: list[Box] = []
    walls: list[Box] = []
    frames: list[Box] = []
    for ruling in rulings:
        box = ruling.bbox
        thickness, length = sorted((box.width, box.height))
        if thickness <= thin or (thickness <= thickest and length >= _BAR * thickness):
            (level if box.width >= box.height else walls).append(box)
        elif ruling.kind is not SeparatorKind.RULE and min(box.width, box.height) >= least:
            if box.area < _WHOLE_PAGE * width * height:
                frames.append(box)
            if ruling.kind is SeparatorKind.FRAME:
                level += [Box(box.x0, box.y0, box.x1, box.y0), Box(box.x0, box.y1, box.x1, box.y1)]
                walls += [Box(box.x0, box.y0, box.x0, box.y1), Box(box.x1, box.y0, box.x1, box.y1)]
    frames.sort(key=lambda box: (-box.area, box))
    distinct = [box for at, box in enumerate(frames) if not any(_same(box, other, thin) for other in frames[:at])]
    return Separators(_array(level), _array(walls), _array(distinct), em)


def _same(a: Box, b: Box, slack: float) -> bool:
    return max(abs(p - q) for p, q in zip(a, b, strict=True)) <= slack


def _array(boxes: Sequence[Box]) -> Boxes:
    return np.array(boxes, dtype=float).reshape(-1, 4)


class Rules:
    """Horizontal rules (k, 4), looked up by their height."""

    def __init__(self, level: Boxes, em: float) -> None:
        self._rules = sorted(((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in level.tolist())
        self._slack = _SLACK * em

    def between(self, upper: Sequence[float], lower: Sequence[float]) -> bool:
        """Whether a rule runs between two boxes that stand over each other, over half of what they share."""
        left, right = max(upper[0], lower[0]), min(upper[2], lower[2])
        least = 0.5 * max(1e-6, right - left)
        slack = self._slack
        for y, x0, x1 in self._rules[bisect_right(self._rules, (upper[3] - slack, math.inf, math.inf)) :]:
            if y >= lower[1] + slack:
                return False
            if min(x1, right) - max(x0, left) > least:
                return True
        return False
