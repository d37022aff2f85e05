"""Rules, frames and tints among the painted paths of a page.

A rule is a stroke along the page's axes, or a filled box as thin as one; a frame is a stroked box; a tint is a box
filled with any colour but the paper's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from layout_tool.ingest.pdf.raw_page import Drawing, Sheet, Stretch
from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.glyphs import Floats, Ruling

_THIN = 3.5  # pt: a box no thicker than this is a rule
_SHORTEST = 6.0  # pt: anything shorter is an ornament
_LONGER = 4.0  # a thin box is a rule if it is so many times as long as thick
_LEVEL = 0.35  # pt off the axis within which a stroke counts as level
_PAPER = 250  # red, green and blue from which on a colour is the paper's
_SHEET_SHARE = 0.96  # a box over this share of the page is its ground
_DIGITS = 3


def rulings(drawings: Iterable[Drawing], sheet: Sheet) -> tuple[Ruling, ...]:
    """What the drawings rule, frame and tint, in the seen space, in the order of painting, each once."""
    turn, shift = sheet.matrix()
    found: dict[Ruling, None] = {}
    for drawing in drawings:
        for stretch in drawing.stretches:
            for box, kind in _shapes(stretch.points @ turn + shift, stretch, drawing):
                seen = _seen(box, sheet)
                if seen is not None and not _is_ground(seen, sheet):
                    found[Ruling(seen, kind)] = None
    return tuple(found)


def _shapes(points: Floats, stretch: Stretch, drawing: Drawing) -> Iterator[tuple[Box, SeparatorKind]]:
    box = _around(points)
    boxed = _is_box(points, stretch, box)
    if boxed and min(box.width, box.height) <= _THIN:
        if (drawing.fill is not None and not _is_paper(drawing.fill)) or drawing.stroke is not None:
            yield from _rule(box)
        return
    if boxed:
        if drawing.fill is not None and not _is_paper(drawing.fill):
            yield box, SeparatorKind.TINT
        if drawing.stroke is not None and drawing.stroke != drawing.fill:
            yield box, SeparatorKind.FRAME
    elif drawing.stroke is not None and not stretch.curved:
        yield from _strokes(points, stretch.closed, drawing.width)


def _strokes(points: Floats, closed: bool, width: float) -> Iterator[tuple[Box, SeparatorKind]]:
    """The level strokes of a polygon; a stroke too broad for a rule tints what it covers."""
    ends = np.concatenate([points, points[:1]]) if closed else points
    for (xa, ya), (xb, yb) in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        if min(abs(xa - xb), abs(ya - yb)) > _LEVEL:
            continue
        box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if width <= _THIN:
            yield from _rule(box)
        else:
            across, down = (0.0, width / 2) if box.width >= box.height else (width / 2, 0.0)
            yield Box(box.x0 - across, box.y0 - down, box.x1 + across, box.y1 + down), SeparatorKind.TINT


def _rule(box: Box) -> Iterator[tuple[Box, SeparatorKind]]:
    length, thickness = max(box.width, box.height), min(box.width, box.height)
    if length >= max(_SHORTEST, _LONGER * thickness):
        yield box, SeparatorKind.RULE


def _is_box(points: Floats, stretch: Stretch, box: Box) -> bool:
    """Whether a stretch goes once around its box, corners rounded or not."""
    if stretch.curved:
        return _is_rounded(points, box)
    if len(points) not in (4, 5) or (len(points) == 5 and np.abs(points[4] - points[0]).max() > _LEVEL):
        return False
    x_on = np.minimum(np.abs(points[:, 0] - box.x0), np.abs(points[:, 0] - box.x1)) <= _LEVEL
    y_on = np.minimum(np.abs(points[:, 1] - box.y0), np.abs(points[:, 1] - box.y1)) <= _LEVEL
    if not (x_on & y_on).all():
        return False
    sides = np.abs(np.diff(points[:4], axis=0)).min(axis=1)
    return bool((sides <= _LEVEL).all()) and (stretch.closed or len(points) == 5 or _area(points) > 0)


def _area(points: Floats) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _is_rounded(points: Floats, box: Box) -> bool:
    """A box with four rounded corners: each end point lies on an edge, and two lie on each."""
    if not 8 <= len(points) <= 10 or min(box.width, box.height) <= _THIN:
        return False
    gaps = [
        np.abs(points[:, axis] - edge) <= _LEVEL for axis, edge in ((0, box.x0), (0, box.x1), (1, box.y0), (1, box.y1))
    ]
    return bool(np.logical_or.reduce(gaps).all()) and all(int(gap.sum()) >= 2 for gap in gaps)


def _around(points: Floats) -> Box:
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(x0, y0, x1, y1)


def _is_paper(colour: int) -> bool:
    return min(colour >> 16, colour >> 8 & 255, colour & 255) >= _PAPER


def _seen(box: Box, sheet: Sheet) -> Box | None:
    """The part of a box on the page; None where there is none."""
    if overlap(box.x0, box.x1, 0, sheet.width) < 0 or overlap(box.y0, box.y1, 0, sheet.height) < 0:
        return None
    x0, y0, x1, y1 = max(box.x0, 0.0), max(box.y0, 0.0), min(box.x1, sheet.width), min(box.y1, sheet.height)
    return Box(round(x0, _DIGITS), round(y0, _DIGITS), round(x1, _DIGITS), round(y1, _DIGITS))


def _is_ground(box: Box, sheet: Sheet) -> bool:
    return box.area >= _SHEET_SHARE * sheet.width * sheet.height
