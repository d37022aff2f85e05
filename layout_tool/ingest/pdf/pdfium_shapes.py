"""What a page paints besides text, by PDFium: paths and pictures, those inside forms too; and the order of it all."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.raw_page import Drawing, Stretch
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import Floats

_DEEPEST_FORM = 12
_MOST_OBJECTS = 200_000
_MOST_PATHS = 20_000  # a page with more of them is a drawing; the rest of its paths is left
_MOST_SEGMENTS = 80  # a path with more is no rule, frame or tint
_MOST_CLIPS = 32
_IDENTITY = np.array((1.0, 0.0, 0.0, 1.0, 0.0, 0.0))


@dataclass(slots=True)
class Painted:
    """What a walk through a page's objects finds; `texts` are its text objects in the order of the stream."""

    texts: list[pdfium.Handle] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    seen: int = 0


def walk(page: pdfium.Handle) -> Painted:
    """All that a page paints, in the order of its content stream, in its user space."""
    painted = Painted()
    _walk(pdfium.page_objects(page), _IDENTITY, 0, painted)
    return painted


def _walk(objects: list[pdfium.Handle], matrix: Floats, depth: int, painted: Painted) -> None:
    for one, kind in zip(objects, pdfium.object_types(pdfium.pointers(objects)), strict=True):
        painted.seen += 1
        if kind == pdfium.TEXT:
            painted.texts.append(one)
        elif kind == pdfium.PATH and len(painted.drawings) < _MOST_PATHS:
            drawing = _drawing(one, matrix)
            if drawing is not None:
                painted.drawings.append(drawing)
        elif kind in (pdfium.IMAGE, pdfium.SHADING):
            _paint(one, kind, matrix, painted)
        elif kind == pdfium.FORM and depth < _DEEPEST_FORM and painted.seen < _MOST_OBJECTS:
            inner = pdfium.form_objects(one, _MOST_OBJECTS - painted.seen)
            _walk(inner, _after(pdfium.object_matrix(one), matrix), depth + 1, painted)


def _after(first: Floats, second: Floats) -> Floats:
    """The matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    turn, shift = _parts(second)
    return np.concatenate([np.array(((a, b), (c, d))) @ turn, [np.array((e, f)) @ turn + shift]]).ravel()


def _parts(matrix: Floats) -> tuple[Floats, Floats]:
    return matrix[:4].reshape(2, 2), matrix[4:]


def _moved(points: Floats, matrix: Floats) -> Floats:
    turn, shift = _parts(matrix)
    return np.asarray(points @ turn + shift)


def _box(points: Floats) -> Box:
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(x0, y0, x1, y1)


def _paint(one: pdfium.Handle, kind: int, matrix: Floats, painted: Painted) -> None:
    """A picture, or a shading, which counts as a filled box; both as far as their clips show them."""
    bounds = pdfium.object_bounds(one)
    if bounds is None:
        return
    box = _clipped(Box(*bounds), one)
    corners = np.array(((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)))
    if box.width <= 0 or box.height <= 0:
        return
    moved = _moved(corners, matrix)
    if kind == pdfium.IMAGE:
        painted.images.append(_box(moved))
    else:
        painted.drawings.append(Drawing((Stretch(moved, True, False),), 0x808080, None))


def _clipped(box: Box, one: pdfium.Handle) -> Box:
    for segments in pdfium.clip_segments(one, _MOST_CLIPS):
        clip = _box(np.array([(x, y) for _, x, y, _ in segments]))
        box = Box(max(box.x0, clip.x0), max(box.y0, clip.y0), min(box.x1, clip.x1), min(box.y1, clip.y1))
    return box


def _drawing(one: pdfium.Handle, matrix: Floats) -> Drawing | None:
    """A path that is painted and short enough to be a rule, a frame or a tint."""
    filled, stroked = pdfium.draw_mode(one)
    if not filled and not stroked:
        return None
    segments = pdfium.path_segments(one, _MOST_SEGMENTS)
    if not segments:
        return None
    matrix = _after(pdfium.object_matrix(one), matrix)
    fill, stroke = (
        _colour(one, stroke=False) if filled else None,
        _colour(one, stroke=True) if stroked else None,
    )
    scale = float(np.sqrt(abs(np.linalg.det(_parts(matrix)[0]))))
    return Drawing(_stretches(segments, matrix), fill, stroke, pdfium.stroke_width(one) * scale if stroked else 0.0)


def _colour(one: pdfium.Handle, stroke: bool) -> int | None:
    """The colour that a path is painted with; None where it is fully transparent."""
    red, green, blue, opacity = pdfium.colours(pdfium.pointers([one]), stroke)[0].tolist()
    return (red << 16 | green << 8 | blue) if opacity else None


def _stretches(segments: list[pdfium.Segment], matrix: Floats) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    points: list[tuple[float, float]] = []
    closed = curved = False

    def close() -> None:
        if len(points) > 1:
            found.append(Stretch(_moved(np.array(points), matrix), closed, curved))

    curve = 0
    for kind, x, y, closes in segments:
        if kind == pdfium.MOVE:
            close()
            points, closed, curved = [], False, False
        if kind == pdfium.BEZIER:
            curve += 1
            curved = True
            if curve % 3:
                continue  # a control point
        points.append((x, y))
        closed = closed or closes
    close()
    return tuple(found)
