"""Turning a page of vertical text so that its lines run to the right, and turning boxes back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage, Ruling


def turned(page: GlyphPage) -> GlyphPage:
    """The page with (x, y) at (y, W - x): tiers become columns, the line to the left the line below."""
    glyphs = page.glyphs
    made = replace(glyphs, origin=_turned_points(glyphs.origin, page.width), box=_turned_boxes(glyphs.box, page.width))
    return replace(
        page,
        width=page.height,
        height=page.width,
        glyphs=made,
        rulings=tuple(Ruling(turned_box(ruling.bbox, page.width), ruling.kind) for ruling in page.rulings),
        images=tuple(turned_box(box, page.width) for box in page.images),
    )


def turned_box(box: Box, width: float) -> Box:
    """A box of a page of that width, on the turned page.

    >>> turned_box(Box(90, 10, 100, 30), 100)
    Box(x0=10, y0=0, x1=30, y1=10)
    """
    return Box(box.y0, width - box.x1, box.y1, width - box.x0)


def turned_back(box: Box, width: float) -> Box:
    """The inverse of `turned_box`; `width` is that of the page as it was before.

    >>> turned_back(turned_box(Box(90, 10, 100, 30), 100), 100)
    Box(x0=90, y0=10, x1=100, y1=30)
    """
    return Box(width - box.y1, box.x0, width - box.y0, box.x1)


def _turned_points(points: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    return np.stack([points[:, 1], width - points[:, 0]], axis=1)


def _turned_boxes(boxes: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    return np.stack([boxes[:, 1], width - boxes[:, 2], boxes[:, 3], width - boxes[:, 0]], axis=1)
