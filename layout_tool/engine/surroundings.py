"""What stands around a page's fragments where its geometry is known: pictures, rules, frames, and how lines are set.

Boxes are on the grid of `Fragment.box`: half an em of body text across, one line of body text down, origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.fragments import Fragment
from layout_tool.model.geometry import Box

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
_ALIKE = 0.04
_FEW_LINES = 3
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Pictures, horizontal rules, vertical rules and frames, (k, 4) each; the page's size; the font of its body."""

    images: Array
    level: Array
    walls: Array
    frames: Array
    width: float
    height: float
    body_font: int


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """What lies between two fragments, (n, n), and how alike they are set.

    `rule_between`: a rule between boxes that stand over each other; `wall_between`: a vertical rule between boxes side
    by side; `other_frame`: one stands in a frame that the other does not; `same_frame`: both in one; `other_face`:
    columns of text in other fonts or sizes; `picture_between`: a picture between boxes that stand over each other.
    """

    rule_between: Array
    wall_between: Array
    picture_between: Array
    same_frame: Array
    other_frame: Array
    same_face: Array
    other_face: Array


def boxes_of(fragments: Sequence[Fragment]) -> Array:
    """Boxes (n, 4) of fragments; a fragment without one gets an empty box at the origin."""
    return np.array([fragment.box or Box(0, 0, 0, 0) for fragment in fragments], dtype=float).reshape(-1, 4)


def find_bounds(fragments: Sequence[Fragment], around: Surroundings) -> Bounds:
    """The bounds between all pairs of a page's fragments."""
    boxes = boxes_of(fragments)
    frame = np.array([fragment.lines[0].face.frame if fragment.lines[0].face else -1 for fragment in fragments])
    same = frame[:, None] == frame[None, :]
    alike, sure = _alike(fragments)
    return Bounds(
        rule_between=_between(boxes, around.level, over=True),
        wall_between=_between(boxes, around.walls, over=False),
        picture_between=_between(boxes, around.images, over=True),
        same_frame=np.asarray(same & (frame >= 0)[:, None], dtype=float),
        other_frame=np.asarray(~same, dtype=float),
        same_face=np.asarray(alike & sure, dtype=float),
        other_face=np.asarray(~alike & sure, dtype=float),
    )


def _alike(fragments: Sequence[Fragment]) -> tuple[Flags, Flags]:
    """Whether two fragments are set in one font and size, and whether both are long enough to tell."""
    faces = [fragment.lines[len(fragment.lines) // 2].face for fragment in fragments]
    size = np.array([face.size if face else 1.0 for face in faces])
    font = np.array([face.font if face else 0 for face in faces])
    long = np.array([len(fragment.lines) >= _FEW_LINES for fragment in fragments], dtype=bool)
    alike = (np.abs(size[:, None] - size[None, :]) <= _ALIKE) & (font[:, None] == font[None, :])
    return alike, long[:, None] & long[None, :]


def _between(boxes: Array, things: Array, *, over: bool) -> Array:
    """1 where one of the things parts two boxes: that stand over each other, or (`over` false) side by side."""
    n = len(boxes)
    found = np.zeros((n, n), dtype=bool)
    a0, b0, a1, b1 = (0, 1, 2, 3) if over else (1, 0, 3, 2)
    shared0 = np.maximum(boxes[:, None, a0], boxes[None, :, a0])
    shared1 = np.minimum(boxes[:, None, a1], boxes[None, :, a1])
    first_end = np.minimum(boxes[:, None, b1], boxes[None, :, b1])
    second_start = np.maximum(boxes[:, None, b0], boxes[None, :, b0])
    facing = shared1 > shared0
    for thing in things:
        middle = (thing[b0] + thing[b1]) / 2
        covers = np.minimum(shared1, thing[a1]) - np.maximum(shared0, thing[a0])
        enough = covers >= _MOSTLY * np.maximum(shared1 - shared0, 1e-6)
        found |= facing & enough & (first_end - 0.3 <= middle) & (middle <= second_start + 0.3)
    return np.asarray(found, dtype=float)
