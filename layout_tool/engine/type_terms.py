"""Evidence for roles from how lines are set and how they stand to pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.lines import Face
from layout_tool.engine.surroundings import Surroundings, boxes_of

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
        "larger": min(1.0, max(0.0, (face.size - 1.06) / 0.25)),
        "much_larger": min(1.0, max(0.0, (face.size - 1.4) / 0.6)),
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
        self._under, self._beside = self._at_pictures()

    def terms(self, k: int) -> dict[str, float]:
        """How fragment k stands to the page's pictures."""
        if not len(self._around.images):
            return {}
        return {"under_picture": float(self._under[k]), "beside_picture": float(self._beside[k])}

    def _at_pictures(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which fragments stand under a picture, and which beside one and under none."""
        x0, y0, x1, y1 = (self._boxes[:, side, None] for side in range(4))
        left, top, right, foot = self._around.images.T
        across = (np.minimum(right, x1) - np.maximum(left, x0)) / np.maximum(1e-6, x1 - x0)
        down = (np.minimum(foot, y1) - np.maximum(top, y0)) / np.maximum(1e-6, y1 - y0)
        under = ((across > 0.6) & (y0 - foot > -0.5) & (y0 - foot < _TOUCH)).any(axis=1)
        gap = np.maximum(x0 - right, left - x1) / 2
        beside = ((down > 0.6) & (gap > -0.5) & (gap < _TOUCH)).any(axis=1)
        return under, beside & ~under
