"""The border to PDFium, its second half: the objects that a page paints, their paths and clips."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat

from layout_tool.ingest.pdf.pdfium_calls import Handle, Pointer, at, fill_colour, quick, stroke_colour

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF specification: x' = a x + c y + e, y' = b x + d y + f."""

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""Types of page objects."""

MOVE, LINE, BEZIER = 2, 0, 1
"""Types of path segments."""

_object_type = quick("FPDFPageObj_GetType")
_object_bounds = quick("FPDFPageObj_GetBounds")
_object_matrix = quick("FPDFPageObj_GetMatrix")
_stroke_width = quick("FPDFPageObj_GetStrokeWidth")
_draw_mode = quick("FPDFPath_GetDrawMode")
_count_segments = quick("FPDFPath_CountSegments")
_path_segment = quick("FPDFPath_GetPathSegment", ctypes.c_size_t)
_clip_path = quick("FPDFPageObj_GetClipPath", ctypes.c_size_t)
_count_clips = quick("FPDFClipPath_CountPaths")
_count_clip_segments = quick("FPDFClipPath_CountPathSegments")
_clip_segment = quick("FPDFClipPath_GetPathSegment", ctypes.c_size_t)
_segment_point = quick("FPDFPathSegment_GetPoint")
_segment_type = quick("FPDFPathSegment_GetType")
_segment_closes = quick("FPDFPathSegment_GetClose")
_count_objects = quick("FPDFPage_CountObjects")
_page_object = quick("FPDFPage_GetObject", ctypes.c_size_t)
_count_form_objects = quick("FPDFFormObj_CountObjects")
_form_object = quick("FPDFFormObj_GetObject", ctypes.c_size_t)


def page_objects(page: Handle) -> list[Handle]:
    """The objects that a page paints, in the order of its content stream."""
    count = max(0, int(_count_objects(at(page))))
    return list(map(_page_object, repeat(at(page)), range(count)))


def form_objects(form: Handle, most: int) -> list[Handle]:
    """The first objects that a form paints."""
    count = min(max(0, int(_count_form_objects(at(form)))), most)
    return [int(_form_object(at(form), ctypes.c_ulong(index))) for index in range(count)]


def object_types(objects: list[Pointer]) -> list[int]:
    """What kind each object is of."""
    return list(map(_object_type, objects))


def object_bounds(one: Handle) -> tuple[float, float, float, float] | None:
    """The box of an object in the space of its page or form: x0, y0, x1, y1."""
    found = (ctypes.c_float * 4)()
    if not _object_bounds(at(one), *(ctypes.byref(found, 4 * part) for part in range(4))):
        return None
    x0, y0, x1, y1 = found
    return x0, y0, x1, y1


def object_matrix(one: Handle) -> Matrix:
    """From the object's own space to that of its page or form."""
    found = (ctypes.c_float * 6)(1, 0, 0, 1, 0, 0)
    _object_matrix(at(one), ctypes.byref(found))
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def colour(one: Handle, stroke: bool = False) -> int | None:
    """0xRRGGBB, what an object is filled or stroked with; None where that is fully transparent."""
    found = (ctypes.c_uint * 4)()
    call = stroke_colour if stroke else fill_colour
    call(at(one), *(ctypes.byref(found, 4 * part) for part in range(4)))
    red, green, blue, opacity = found
    return (red & 255) << 16 | (green & 255) << 8 | (blue & 255) if opacity else None


def stroke_width(one: Handle) -> float:
    """The line width in the object's own space."""
    width = ctypes.c_float(0)
    _stroke_width(at(one), ctypes.byref(width))
    return float(width.value)


def draw_mode(path: Handle) -> tuple[bool, bool]:
    """Whether a path is filled, whether it is stroked."""
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    _draw_mode(at(path), ctypes.byref(fill), ctypes.byref(stroke))
    return fill.value != 0, stroke.value != 0


Segment = tuple[int, float, float, bool]
"""Type of a path segment, x, y of its end, and whether it closes its part of the path."""


def path_segments(path: Handle, most: int) -> list[Segment] | None:
    """The segments of a path; None where there are more than `most`."""
    count = int(_count_segments(at(path)))
    return _segments(lambda index: int(_path_segment(at(path), index)), count) if count <= most else None


def clip_segments(one: Handle, most: int) -> list[list[Segment]]:
    """The paths that an object is clipped to, in the space of its page or form; those of few segments only."""
    clip = int(_clip_path(at(one)))
    count = int(_count_clips(at(clip))) if clip else 0
    found = []
    for number in range(min(max(0, count), most)):
        segments = int(_count_clip_segments(at(clip), number))
        if 0 < segments <= most:
            found.append(_segments(_clip_getter(clip, number), segments))
    return found


def _clip_getter(clip: Handle, number: int) -> Callable[[int], Handle]:
    return lambda index: int(_clip_segment(at(clip), number, index))


def _segments(get: Callable[[int], Handle], count: int) -> list[Segment]:
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    found = []
    for index in range(max(0, count)):
        segment = at(get(index))
        if segment.value and _segment_point(segment, ctypes.byref(x), ctypes.byref(y)):
            found.append((int(_segment_type(segment)), x.value, y.value, bool(_segment_closes(segment))))
    return found
