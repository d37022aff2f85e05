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

THIN = 3.5  # pt: a box no thicker than this is a rule
_SHORTEST = 6.0  # pt: anything shorter is an ornament
_LONGER = 4.0  # a thin box is a rule if it is so many times as long as thick
_LEVEL = 0.35  # pt off the axis within which a stroke counts as level
_PAPER = 250  # red, green and blue from which on a colour is the paper's
_SHEET_SHARE = 0.96  # a box over this share of the page is its ground
_DIGITS = 3


def rulings(drawings: Iterable[Drawing], sheet: Sheet) -> tuple[Ruling, ...]:
    """What the drawings rule, frame and tint, in the seen space, in the order of painting, each once."""
    turn, shift = sheet.matrix()
    pile = _Pile(sheet)
    for drawing in drawings:
        for stretch in drawing.stretches:
            _lay(stretch.points @ turn + shift, stretch, drawing, pile)
    return tuple(pile.found)


class _Pile:
    """Shapes as they are laid on a page, one over the other."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._last: tuple[Ruling, int] | None = None
        self.found: dict[Ruling, None] = {}

    def lay(self, box: Box, kind: SeparatorKind) -> Ruling | None:
        """Add a shape as far as it is seen; the page's ground is none."""
        seen = _seen(box, self._sheet)
        if seen is None or _is_ground(seen, self._sheet):
            return None
        ruling = Ruling(seen, kind)
        self.found[ruling] = None
        return ruling

    def fill(self, box: Box, colour: int) -> None:
        """Add a filled box. One of the paper's colour takes away the tint that it covers; what it leaves of a tint at
        its edges is a frame. So is a box with a slightly smaller one of the same colour: filled are the edges alone."""
        seen = _seen(box, self._sheet)
        if _is_paper(colour):
            tint = next((one for one in reversed(self.found) if _covers(seen, one)), None)
            if tint is not None:
                self._replace(tint, seen)
        elif self._last is not None and self._last[1] == colour and _covers(seen, self._last[0]):
            self._replace(self._last[0], seen)
        else:
            tint = self.lay(box, SeparatorKind.TINT)
            self._last = None if tint is None else (tint, colour)

    def _replace(self, tint: Ruling, cover: Box | None) -> None:
        self.found.pop(tint, None)
        self._last = None
        if cover != tint.bbox:
            self.found[Ruling(tint.bbox, SeparatorKind.FRAME)] = None


def _covers(box: Box | None, tint: Ruling) -> bool:
    """Whether a box lies over a tint so that at most edges as thin as rules are left of it."""
    if box is None or tint.kind is not SeparatorKind.TINT:
        return False
    inner = (box.x0 - tint.bbox.x0, box.y0 - tint.bbox.y0, tint.bbox.x1 - box.x1, tint.bbox.y1 - box.y1)
    return all(-_LEVEL <= gap <= THIN for gap in inner)


def _lay(points: Floats, stretch: Stretch, drawing: Drawing, pile: _Pile) -> None:
    box = _around(points)
    if not _is_box(points, stretch, box):
        if drawing.stroke is not None and not stretch.curved:
            for shape, kind in _strokes(points, stretch.closed, drawing.width):
                pile.lay(shape, kind)
        return
    if min(box.width, box.height) <= THIN:
        if (drawing.fill is not None and not _is_paper(drawing.fill)) or drawing.stroke is not None:
            for shape, kind in _rule(box):
                pile.lay(shape, kind)
        return
    if drawing.fill is not None:
        pile.fill(box, drawing.fill)
    if drawing.stroke is not None and drawing.stroke != drawing.fill:
        pile.lay(box, SeparatorKind.FRAME)


def _strokes(points: Floats, closed: bool, width: float) -> Iterator[tuple[Box, SeparatorKind]]:
    """The level strokes of a polygon; a stroke too broad for a rule tints what it covers."""
    ends = np.concatenate([points, points[:1]]) if closed else points
    for (xa, ya), (xb, yb) in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        if min(abs(xa - xb), abs(ya - yb)) > _LEVEL:
            continue
        box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if width <= THIN:
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


def ruling_of(picture: Box) -> Ruling | None:
    """The rule that a picture as thin as one is; None for one that is no longer than an ornament."""
    return next((Ruling(*shape) for shape in _rule(picture)), None)


def _area(points: Floats) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _is_rounded(points: Floats, box: Box) -> bool:
    """A box with four rounded corners: each end point lies on an edge, and two lie on each."""
    if not 8 <= len(points) <= 10 or min(box.width, box.height) <= THIN:
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
