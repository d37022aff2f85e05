"""Copies of a page of glyphs whose content stream paints the lines in another order; what is printed stays the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layout_tool.model.glyphs import GlyphPage

Json = dict[str, Any]
Group = tuple[float, float, NDArray[np.intp]]
Copy = Callable[[GlyphPage, Json], GlyphPage]
_ROW = 5.0  # pt within which lines of columns side by side are of one row


def as_it_is(page: GlyphPage, truth: Json) -> GlyphPage:
    """The page itself."""
    del truth
    return page


def shuffled(page: GlyphPage, truth: Json) -> GlyphPage:
    """Its printed lines in an order that means nothing."""
    groups = _printed(page, truth)
    random.Random(1).shuffle(groups)
    return _in_order(page, groups)


def interleaved(page: GlyphPage, truth: Json) -> GlyphPage:
    """Its printed lines row by row across the columns; where text runs down the page, from right to left."""
    groups = sorted(_printed(page, truth), key=lambda group: (round(group[0] / _ROW), group[1]))
    return _in_order(page, groups)


COPIES: dict[str, Copy] = {"as it is": as_it_is, "shuffled": shuffled, "interleaved": interleaved}


def _printed(page: GlyphPage, truth: Json) -> list[Group]:
    """The glyphs of each printed line in the stream's order, with the row and the place in it where the line begins.

    Glyphs outside of all lines stay with the line before them in the stream.
    """
    glyphs = page.glyphs
    middle = np.stack([glyphs.box[:, 0] + glyphs.box[:, 2], glyphs.box[:, 1] + glyphs.box[:, 3]], 1) / 2
    boxes = np.array([line["bbox"] for line in truth["lines"]], dtype=float)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    owner = np.full(glyphs.count, -1)
    for at in np.argsort(-area):  # the smaller box comes last and wins
        x0, y0, x1, y1 = boxes[at]
        inside = (middle[:, 0] >= x0) & (middle[:, 0] <= x1) & (middle[:, 1] >= y0) & (middle[:, 1] <= y1)
        owner[inside] = at
    for at in range(1, glyphs.count):
        if owner[at] < 0:
            owner[at] = owner[at - 1]
    down = float(glyphs.vertical.mean()) > 0.5
    found: list[Group] = []
    for at in np.unique(owner):
        x0, y0, x1, _ = boxes[at] if at >= 0 else (0.0, 0.0, 0.0, 0.0)
        row, place = (-float(x1), float(y0)) if down else (float(y0), float(x0))
        found.append((row, place, np.flatnonzero(owner == at)))
    return found


def _in_order(page: GlyphPage, groups: Sequence[Group]) -> GlyphPage:
    order = np.concatenate([members for _, _, members in groups])
    glyphs = page.glyphs
    of_group = np.repeat(np.arange(len(groups), dtype=np.int32), [len(members) for _, _, members in groups])
    return replace(page, glyphs=replace(glyphs.taken(order), span=of_group))
