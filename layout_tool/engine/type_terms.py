"""Evidence for roles from how lines are set and how they stand to pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.lines import Face
from layout_tool.engine.surroundings import Array, Surroundings, boxes_of

_BOLD = 600
_LIKE = 0.04
_TOUCH = 1.6


def face_of(fragment: Fragment) -> Face | None:
    """The face of the fragment's middle line."""
    return fragment.lines[len(fragment.lines) // 2].face


def heading_type(fragment: Fragment, around: Surroundings) -> dict[str, float]:
    """How much a fragment is set like a heading: larger than the body, bold; or just like the body."""
    face = face_of(fragment)
    if face is None:
        return {}
    body = abs(face.size - 1) <= _LIKE
    return {
        "larger": float(np.clip((face.size - 1.06) / 0.25, 0, 1)),
        "much_larger": float(np.clip((face.size - 1.4) / 0.6, 0, 1)),
        "bold": float(face.weight >= _BOLD and not face.size < 1 - _LIKE),
        "body_type": float(body and face.weight < _BOLD),
        "body_font": float(body and face.font == around.body_font),
        "smaller": float(face.size < 1 - _LIKE),
    }


class PicturePlaces:
    """How a page's fragments stand to its pictures."""

    def __init__(self, fragments: Sequence[Fragment], around: Surroundings) -> None:
        self._boxes = boxes_of(fragments)
        self._around = around

    def terms(self, k: int) -> dict[str, float]:
        """How fragment k stands to the page's pictures."""
        images = self._around.images
        if not len(images):
            return {}
        box = self._boxes[k]
        across = _overlap(images, box, 0) / max(1e-6, box[2] - box[0])
        down = _overlap(images, box, 1) / max(1e-6, box[3] - box[1])
        under = (across > 0.6) & (box[1] - images[:, 3] > -0.5) & (box[1] - images[:, 3] < _TOUCH)
        gap = np.maximum(box[0] - images[:, 2], images[:, 0] - box[2]) / 2
        beside = (down > 0.6) & (gap > -0.5) & (gap < _TOUCH)
        return {"under_picture": float(under.any()), "beside_picture": float(beside.any() and not under.any())}


def _overlap(boxes: Array, box: Array, axis: int) -> Array:
    return np.asarray(np.minimum(boxes[:, axis + 2], box[axis + 2]) - np.maximum(boxes[:, axis], box[axis]))
