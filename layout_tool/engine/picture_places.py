"""Pictures on the page: which captions, credits and headings touch which, and how a story stands to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.geometry import Box, overlap

Array = NDArray[np.float64]
_REACH = 1.7
_SIDE = 4.0
_SHARED = 0.55
_LINES = 0.9
_NEAR_SIDE = 3.0


def touching_pictures(boxes: Array, images: Array) -> NDArray[np.intp]:
    """For each box (n, 4) the picture that it stands directly under, over or beside, -1 for none; nearest first."""
    if not len(images):
        return np.full(len(boxes), -1)
    gap = _gaps(boxes, images)
    return np.where(gap.min(axis=1) < _REACH, gap.argmin(axis=1), -1)


def _gaps(boxes: Array, images: Array) -> Array:
    """White between each box and each picture, in rows, infinite where they do not face each other; (boxes, images)."""
    x0, y0, x1, y1 = (boxes[:, side, None] for side in range(4))
    left, top, right, foot = images.T
    across = np.minimum(right, x1) - np.maximum(left, x0)
    down = np.minimum(foot, y1) - np.maximum(top, y0)
    over = np.maximum(y0 - foot, top - y1)
    side = np.maximum(x0 - right, left - x1) / _SIDE * _REACH
    facing_down = across > _SHARED * np.minimum(x1 - x0, right - left)
    facing_side = down > _SHARED * (y1 - y0)
    gap = np.where(facing_down, np.maximum(over, 0), np.inf)
    return np.asarray(np.minimum(gap, np.where(facing_side, np.maximum(side, 0) + 0.3, np.inf)))


def caption_groups(members: Sequence[int], boxes: Array, pictures: NDArray[np.intp]) -> list[list[int]]:
    """Captions and credits of one picture together, from top to bottom; one that touches no picture goes with its
    neighbour, or stays by itself."""
    group_of: dict[int, int] = {}
    groups: list[list[int]] = []
    for k in sorted(members, key=lambda k: (boxes[k, 1], boxes[k, 0], k)):
        home = next((group_of[other] for other in group_of if _one_picture(k, other, boxes, pictures)), None)
        if home is None:
            home = len(groups)
            groups.append([])
        group_of[k] = home
        groups[home].append(k)
    return groups


def _one_picture(k: int, other: int, boxes: Array, pictures: NDArray[np.intp]) -> bool:
    if pictures[k] >= 0 and pictures[k] == pictures[other]:
        return True
    a, b = boxes[other], boxes[k]
    across = min(a[2], b[2]) - max(a[0], b[0])
    close = -0.5 <= b[1] - a[3] <= _LINES and across > 0
    return bool(close and min(pictures[k], pictures[other]) < 0)


def share_within(image: Box, story: Box) -> float:
    """The share of a picture that lies within the box around a story, 0 to 1."""
    across = overlap(image.x0, image.x1, story.x0, story.x1)
    down = overlap(image.y0, image.y1, story.y0, story.y1)
    return max(0.0, across) * max(0.0, down) / max(1e-6, image.area)


def beside_sides(gaps: Array) -> list[list[int]]:
    """For each side of a picture the fragments that stand next to it, nearest first; `gaps` (4, n) as `side_gaps`."""
    near = [np.flatnonzero(side <= _NEAR_SIDE) for side in gaps]
    return [at[np.argsort(side[at], kind="stable")].tolist() for side, at in zip(gaps, near, strict=True)]


def share_of_sides(gaps: Sequence[Sequence[float]], beside: Sequence[Sequence[int]], own: Sequence[int]) -> float:
    """Of the four sides of a picture on which text or a heading stands nearest, the share that is the story's own.

    `gaps` are those from each side to each fragment, `beside` the fragments next to it that may be of a
    story, nearest first; `own` are the story's.
    """
    sides = won = 0
    for gap, nearby in zip(gaps, beside, strict=True):
        mine = min([gap[k] for k in own])
        theirs = next((gap[k] for k in nearby if k not in own), np.inf)
        if min(mine, theirs) <= _NEAR_SIDE:
            sides += 1
            won += mine <= theirs
    return won / sides if sides else 0.0


def side_gaps(image: Array, boxes: Array) -> Array:
    """White from each side of a picture (left, top, right, bottom) to each box (n, 4); rows, or ems across, (4, n).

    Infinite where the box does not face that side.
    """
    gaps = np.full((4, len(boxes)), np.inf)
    for side in range(4):
        axis, other = side % 2, 1 - side % 2
        shared = np.minimum(boxes[:, other + 2], image[other + 2]) - np.maximum(boxes[:, other], image[other])
        gap = boxes[:, axis] - image[axis + 2] if side > 1 else image[axis] - boxes[:, axis + 2]
        fits = (shared > 0) & (gap > -1.0)
        gaps[side, fits] = gap[fits] / (2 if axis == 0 else 1)
    return gaps
