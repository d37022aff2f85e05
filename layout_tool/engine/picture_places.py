"""Pictures on the page: which captions, credits and headings touch which, and how a story stands to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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


def share_within(image: Array, boxes: Array) -> float:
    """The share of a picture that lies within the box around a story's boxes (m, 4), 0 to 1."""
    x0, y0 = boxes[:, 0].min(), boxes[:, 1].min()
    x1, y1 = boxes[:, 2].max(), boxes[:, 3].max()
    across = min(image[2], x1) - max(image[0], x0)
    down = min(image[3], y1) - max(image[1], y0)
    area = max(1e-6, (image[2] - image[0]) * (image[3] - image[1]))
    return float(max(0.0, across) * max(0.0, down) / area)


def share_of_sides(own: Array, others: Array) -> float:
    """Of the four sides of a picture on which text or a heading stands nearest, the share that is the story's own.

    `own` and `others` are the gaps (4, m) from its sides to fragments of the story and to others.
    """
    nearest = zip(own.min(axis=1, initial=np.inf).tolist(), others.min(axis=1, initial=np.inf).tolist(), strict=True)
    near = [(mine, theirs) for mine, theirs in nearest if min(mine, theirs) <= _NEAR_SIDE]
    return sum(mine <= theirs for mine, theirs in near) / len(near) if near else 0.0


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
