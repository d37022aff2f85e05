"""What a page paints besides text, by PDFium: paths and pictures, those inside forms too; and the order of it all."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from layout_tool.ingest.pdf import pdfium_object_calls as pdfium
from layout_tool.ingest.pdf.pdfium_calls import Handle, pointers
from layout_tool.ingest.pdf.raw_page import Drawing, Stretch
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Floats

_DEEPEST_FORM = 12
_MOST_OBJECTS = 200_000
_MOST_PATHS = 20_000  # a page with more of them is a drawing; the rest of its paths is left
_MOST_SEGMENTS = 80  # a path with more is no rule, frame or tint
_MOST_CLIPS = 32
_SHADE = 0x808080  # stands for the colours of a shading
_SMALLEST = 5.0  # pt: a path with no side as long is an ornament
_IDENTITY: pdfium.Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Painted:
    """What a walk through a page's objects finds; `texts` are its text objects in the order of the stream."""

    texts: list[Handle] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    seen: int = 0
    paths: int = 0


def walk(page: Handle) -> Painted:
    """All that a page paints, in the order of its content stream, in its user space."""
    painted = Painted()
    _walk(pdfium.page_objects(page), _IDENTITY, 0, painted)
    return painted


def _walk(objects: list[Handle], matrix: pdfium.Matrix, depth: int, painted: Painted) -> None:
    for one, kind in zip(objects, pdfium.object_types(pointers(objects)), strict=True):
        painted.seen += 1
        if kind == pdfium.TEXT:
            painted.texts.append(one)
        elif kind == pdfium.PATH and painted.paths < _MOST_PATHS:
            drawing = _drawing(one, matrix)
            if drawing is not None:
                painted.drawings.append(drawing)
                painted.paths += 1
        elif kind in (pdfium.IMAGE, pdfium.SHADING):
            _paint(one, kind, matrix, painted)
        elif kind == pdfium.FORM and depth < _DEEPEST_FORM and painted.seen < _MOST_OBJECTS:
            inner = pdfium.form_objects(one, _MOST_OBJECTS - painted.seen)
            _walk(inner, _after(pdfium.object_matrix(one), matrix), depth + 1, painted)


def _after(first: pdfium.Matrix, second: pdfium.Matrix) -> pdfium.Matrix:
    """The matrix that does `first`, then `second`."""
    if second == _IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(points: list[tuple[float, float]], matrix: pdfium.Matrix) -> Floats:
    a, b, c, d, e, f = matrix
    return np.array([(a * x + c * y + e, b * x + d * y + f) for x, y in points])


def _box(points: Floats) -> Box:
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(x0, y0, x1, y1)


def _paint(one: Handle, kind: int, matrix: pdfium.Matrix, painted: Painted) -> None:
    """A picture, or a shading, which counts as a filled box; both as far as their clips show them."""
    bounds = pdfium.object_bounds(one)
    if bounds is None:
        return
    box = _clipped(Box(*bounds), one)
    if box.width <= 0 or box.height <= 0:
        return
    corners = _moved([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)], matrix)
    if kind == pdfium.IMAGE:
        painted.images.append(_box(corners))
    else:
        painted.drawings.append(Drawing((Stretch(corners, True, False),), _SHADE, None))


def _clipped(box: Box, one: Handle) -> Box:
    for segments in pdfium.clip_segments(one, _MOST_CLIPS):
        clip = _box(np.array([(x, y) for _, x, y, _ in segments]))
        box = Box(max(box.x0, clip.x0), max(box.y0, clip.y0), min(box.x1, clip.x1), min(box.y1, clip.y1))
    return box


def _drawing(one: Handle, matrix: pdfium.Matrix) -> Drawing | None:
    """A path that is painted, large and plain enough to be a rule, a frame or a tint."""
    filled, stroked = pdfium.draw_mode(one)
    if not (filled or stroked) or _is_small(one, matrix):
        return None
    segments = pdfium.path_segments(one, _MOST_SEGMENTS)
    if not segments:
        return None
    matrix = _after(pdfium.object_matrix(one), matrix)
    fill = pdfium.colour(one) if filled else None
    stroke = pdfium.colour(one, stroke=True) if stroked else None
    width = pdfium.stroke_width(one) * _scale(matrix) if stroked else 0.0
    return Drawing(_stretches(segments, matrix), fill, stroke, width)


def _is_small(one: Handle, matrix: pdfium.Matrix) -> bool:
    bounds = pdfium.object_bounds(one)
    if bounds is None:
        return True
    x0, y0, x1, y1 = bounds
    return max(x1 - x0, y1 - y0) * max(1.0, _scale(matrix)) < _SMALLEST


def _scale(matrix: pdfium.Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def _stretches(segments: list[pdfium.Segment], matrix: pdfium.Matrix) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    points: list[tuple[float, float]] = []
    closed = curved = False
    curve = 0
    for kind, x, y, closes in [*segments, (pdfium.MOVE, 0.0, 0.0, False)]:
        if kind == pdfium.MOVE:
            if len(points) > 1:
                found.append(Stretch(_moved(points, matrix), closed, curved))
            points, closed, curved = [], False, False
        if kind == pdfium.BEZIER:
            curve += 1
            curved = True
            if curve % 3:
                continue  # a control point
        points.append((x, y))
        closed = closed or closes
    return tuple(found)
