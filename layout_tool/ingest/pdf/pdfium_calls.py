"""The border to PDFium: its C functions as typed Python ones. All that is untyped stays in this module.

The calls made once a character or an object are bound without argument checks (an `int` is passed as a C int, a
pointer as `c_void_p`), which is two to three times faster; they get nothing but handles that PDFium gave and indices
below the counts that it gave. PDFium is not thread-safe: one thread of a process may use it.
"""

from __future__ import annotations

import ctypes
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

Handle = int
"""An address that PDFium gave; 0 is none."""

Pointer = ctypes.c_void_p
"""A handle as the quick calls take it."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of the PDF specification: x' = a x + c y + e, y' = b x + d y + f."""

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""Types of page objects."""

MOVE, LINE, BEZIER = 2, 0, 1
"""Types of path segments."""

PASSWORD_ERROR = 4
"""What `last_error` gives for a password that is missing or wrong."""

_NAME_BYTES = 512


def _quick(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium bound without checks; it keeps the interpreter's lock, for it is done in no time."""
    return ctypes.PYFUNCTYPE(result)(_address(name))


def _slow(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium that may take long; other threads run meanwhile."""
    return ctypes.CFUNCTYPE(result)(_address(name))


def _address(name: str) -> int:
    return ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0


_count_characters = _quick("FPDFText_CountChars")
_unicode = _quick("FPDFText_GetUnicode", ctypes.c_uint)
_text_object = _quick("FPDFText_GetTextObject", ctypes.c_size_t)
_character_origin = _quick("FPDFText_GetCharOrigin")
_loose_box = _quick("FPDFText_GetLooseCharBox")
_character_matrix = _quick("FPDFText_GetMatrix")
_is_unmapped = _quick("FPDFText_HasUnicodeMapError")
_is_generated = _quick("FPDFText_IsGenerated")
_font_size = _quick("FPDFTextObj_GetFontSize")
_render_mode = _quick("FPDFTextObj_GetTextRenderMode")
_object_font = _quick("FPDFTextObj_GetFont", ctypes.c_size_t)
_fill_colour = _quick("FPDFPageObj_GetFillColor")
_stroke_colour = _quick("FPDFPageObj_GetStrokeColor")
_stroke_width = _quick("FPDFPageObj_GetStrokeWidth")
_object_type = _quick("FPDFPageObj_GetType")
_object_bounds = _quick("FPDFPageObj_GetBounds")
_object_matrix = _quick("FPDFPageObj_GetMatrix")
_draw_mode = _quick("FPDFPath_GetDrawMode")
_count_segments = _quick("FPDFPath_CountSegments")
_path_segment = _quick("FPDFPath_GetPathSegment", ctypes.c_size_t)
_clip_path = _quick("FPDFPageObj_GetClipPath", ctypes.c_size_t)
_count_clips = _quick("FPDFClipPath_CountPaths")
_count_clip_segments = _quick("FPDFClipPath_CountPathSegments")
_clip_segment = _quick("FPDFClipPath_GetPathSegment", ctypes.c_size_t)
_segment_point = _quick("FPDFPathSegment_GetPoint")
_segment_type = _quick("FPDFPathSegment_GetType")
_segment_closes = _quick("FPDFPathSegment_GetClose")
_count_objects = _quick("FPDFPage_CountObjects")
_page_object = _quick("FPDFPage_GetObject", ctypes.c_size_t)
_count_form_objects = _quick("FPDFFormObj_CountObjects")
_form_object = _quick("FPDFFormObj_GetObject", ctypes.c_size_t)
_font_name = _quick("FPDFFont_GetBaseFontName", ctypes.c_size_t)
_font_flags = _quick("FPDFFont_GetFlags")
_font_weight = _quick("FPDFFont_GetWeight")
_font_italic = _quick("FPDFFont_GetItalicAngle")
_glyph_width = raw.FPDFFont_GetGlyphWidth
_font_ascent = raw.FPDFFont_GetAscent
_font_descent = raw.FPDFFont_GetDescent

_load_document = _slow("FPDF_LoadDocument", ctypes.c_size_t)
_load_memory = _slow("FPDF_LoadMemDocument64", ctypes.c_size_t)
_close_document = _slow("FPDF_CloseDocument", None)
_page_count = _slow("FPDF_GetPageCount")
_load_page = _slow("FPDF_LoadPage", ctypes.c_size_t)
_close_page = _slow("FPDF_ClosePage", None)
_load_text = _slow("FPDFText_LoadPage", ctypes.c_size_t)
_close_text = _slow("FPDFText_ClosePage", None)
_bounding_box = _slow("FPDF_GetPageBoundingBox")
_rotation = _slow("FPDFPage_GetRotation")
_last_error = _slow("FPDF_GetLastError", ctypes.c_ulong)


def _at(handle: Handle) -> ctypes.c_void_p:
    return ctypes.c_void_p(handle)


def _run(calls: Iterable[object]) -> None:
    """Make calls whose results are written elsewhere."""
    deque(calls, maxlen=0)


def _places(array: NDArray[Any], step: int, offset: int = 0) -> Iterator[ctypes.c_void_p]:
    """Addresses inside an array, `step` bytes apart."""
    first = array.ctypes.data + offset
    return map(ctypes.c_void_p, range(first, array.ctypes.data + array.nbytes, step))


def load_document(path: Path, password: str | None) -> Handle:
    """Open a file; 0 where PDFium refuses it (`last_error` says why)."""
    secret = password.encode("utf-8", "surrogatepass") if password is not None else None
    return int(_load_document(ctypes.c_char_p(os.fsencode(path)), ctypes.c_char_p(secret)))


def load_memory(content: bytearray, password: str | None) -> Handle:
    """Open a file's bytes, which must stay as they are for as long as the document is open; 0 where refused."""
    secret = password.encode("utf-8", "surrogatepass") if password is not None else None
    first = ctypes.addressof(ctypes.c_char.from_buffer(content))
    return int(_load_memory(_at(first), ctypes.c_size_t(len(content)), ctypes.c_char_p(secret)))


def last_error() -> int:
    """Why the last call failed."""
    return int(_last_error())


def close_document(document: Handle) -> None:
    """Its pages must be closed before."""
    _close_document(_at(document))


def page_count(document: Handle) -> int:
    """What the file says; it may lie."""
    return int(_page_count(_at(document)))


def load_page(document: Handle, index: int) -> Handle:
    """Parse a page; 0 where there is none."""
    return int(_load_page(_at(document), ctypes.c_int(index)))


def close_page(page: Handle) -> None:
    """Its text must be closed before."""
    _close_page(_at(page))


def load_text(page: Handle) -> Handle:
    """The characters of a page; 0 where it cannot be done."""
    return int(_load_text(_at(page)))


def close_text(text: Handle) -> None:
    """Give the characters back."""
    _close_text(_at(text))


def page_box(page: Handle) -> tuple[float, float, float, float]:
    """What is seen of a page, in its user space: x0, y0, x1, y1."""
    found = np.zeros(4, np.float32)
    _bounding_box(_at(page), _at(found.ctypes.data))
    left, top, right, bottom = map(float, found)
    return left, bottom, right, top


def page_rotation(page: Handle) -> int:
    """Degrees clockwise: 0, 90, 180 or 270."""
    return int(_rotation(_at(page))) % 4 * 90


def text_objects(text: Handle) -> NDArray[np.uint64]:
    """For each character the text object that painted it; 0 for those that PDFium made up."""
    count = max(0, int(_count_characters(_at(text))))
    return np.fromiter(map(_text_object, repeat(_at(text)), range(count)), np.uint64, count)


def codes(text: Handle, characters: list[int]) -> NDArray[np.uint32]:
    """Unicode values of characters."""
    return np.fromiter(map(_unicode, repeat(_at(text)), characters), np.uint32, len(characters))


def origins(text: Handle, characters: list[int]) -> NDArray[np.float64]:
    """(n, 2): where the glyphs' own origins stand, in user space."""
    found = np.zeros((len(characters), 2))
    _run(map(_character_origin, repeat(_at(text)), characters, _places(found, 16), _places(found, 16, 8)))
    return found


def loose_boxes(text: Handle, characters: list[int]) -> NDArray[np.float32]:
    """(n, 4): left, top, right, bottom of the box over the advance and from descent to ascent."""
    found = np.zeros((len(characters), 4), np.float32)
    _run(map(_loose_box, repeat(_at(text)), characters, _places(found, 16)))
    return found


def matrices(text: Handle, characters: list[int]) -> NDArray[np.float64]:
    """(n, 6): from text space to user space."""
    found = np.zeros((len(characters), 6), np.float32)
    _run(map(_character_matrix, repeat(_at(text)), characters, _places(found, 24)))
    return found.astype(np.float64)


def unmapped(text: Handle, characters: list[int]) -> NDArray[np.bool_]:
    """Where the font does not say which character a glyph is."""
    return _are_one(map(_is_unmapped, repeat(_at(text)), characters), len(characters))


def generated(text: Handle, characters: list[int]) -> NDArray[np.bool_]:
    """Which characters PDFium made up; some of them have a text object all the same."""
    return _are_one(map(_is_generated, repeat(_at(text)), characters), len(characters))


def _are_one(answers: Iterable[int], count: int) -> NDArray[np.bool_]:
    return np.equal(np.fromiter(answers, np.int32, count), 1)


def object_fonts(objects: list[Pointer]) -> NDArray[np.uint64]:
    """Handles of their fonts."""
    return np.fromiter(map(_object_font, objects), np.uint64, len(objects))


def object_sizes(objects: list[Pointer]) -> NDArray[np.float64]:
    """Font sizes in text space."""
    found = np.zeros(len(objects), np.float32)
    _run(map(_font_size, objects, _places(found, 4)))
    return found.astype(np.float64)


def object_modes(objects: list[Pointer]) -> NDArray[np.int32]:
    """Text render modes of the PDF specification, 0 to 7; -1 where there is none."""
    return np.fromiter(map(_render_mode, objects), np.int32, len(objects))


def pointers(handles: Iterable[Handle]) -> list[Pointer]:
    """Handles as the quick calls take them."""
    return list(map(ctypes.c_void_p, handles))


def colours(objects: list[Pointer], stroke: bool = False) -> NDArray[np.uint32]:
    """(n, 4): red, green, blue and opacity, 0 to 255."""
    found = np.zeros((len(objects), 4), np.uint32)
    call = _stroke_colour if stroke else _fill_colour
    _run(map(call, objects, *(_places(found, 16, 4 * part) for part in range(4))))
    return found


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What PDFium knows of a font; `ascent` and `descent` in em, `stem_weight` from the stem's width."""

    name: bytes
    flags: int
    stem_weight: int
    italic_angle: int
    ascent: float
    descent: float


def font_facts(font: Handle) -> FontFacts:
    """All that is asked of a font."""
    name = ctypes.create_string_buffer(_NAME_BYTES)
    length = min(int(_font_name(_at(font), name, ctypes.c_size_t(_NAME_BYTES))), _NAME_BYTES)
    angle = ctypes.c_int(0)
    _font_italic(_at(font), ctypes.byref(angle))
    typed = ctypes.cast(_at(font), raw.FPDF_FONT)
    heights = []
    for call in (_font_ascent, _font_descent):
        height = ctypes.c_float(0)
        call(typed, 1.0, height)
        heights.append(float(height.value))
    flags, weight = int(_font_flags(_at(font))), int(_font_weight(_at(font)))
    return FontFacts(name.raw[: max(0, length - 1)], flags, weight, angle.value, heights[0], heights[1])


def glyph_widths(fonts: list[Handle], codes: list[int]) -> NDArray[np.float64]:
    """Advances in em of characters, each in its font; below 0 for a font that writes downwards, 0 where unknown."""
    typed = {font: ctypes.cast(_at(font), raw.FPDF_FONT) for font in dict.fromkeys(fonts)}
    width = ctypes.c_float(0)
    found = np.zeros(len(fonts))
    for place, (font, code) in enumerate(zip(fonts, codes, strict=True)):
        if _glyph_width(typed[font], code, 1.0, width):
            found[place] = width.value
    return found


def page_objects(page: Handle) -> list[Handle]:
    """The objects that a page paints, in the order of its content stream."""
    count = max(0, int(_count_objects(_at(page))))
    return list(map(_page_object, repeat(_at(page)), range(count)))


def form_objects(form: Handle, most: int) -> list[Handle]:
    """The first objects that a form paints."""
    count = min(max(0, int(_count_form_objects(_at(form)))), most)
    return [int(_form_object(_at(form), ctypes.c_ulong(index))) for index in range(count)]


def object_types(objects: list[Pointer]) -> list[int]:
    """What kind each object is of."""
    return list(map(_object_type, objects))


def object_bounds(one: Handle) -> tuple[float, float, float, float] | None:
    """The box of an object in the space of its page or form: x0, y0, x1, y1."""
    found = (ctypes.c_float * 4)()
    if not _object_bounds(_at(one), *(ctypes.byref(found, 4 * part) for part in range(4))):
        return None
    x0, y0, x1, y1 = found
    return x0, y0, x1, y1


def object_matrix(one: Handle) -> Matrix:
    """From the object's own space to that of its page or form."""
    found = (ctypes.c_float * 6)(1, 0, 0, 1, 0, 0)
    _object_matrix(_at(one), ctypes.byref(found))
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def colour(one: Handle, stroke: bool = False) -> int | None:
    """0xRRGGBB, what an object is filled or stroked with; None where that is fully transparent."""
    found = (ctypes.c_uint * 4)()
    call = _stroke_colour if stroke else _fill_colour
    call(_at(one), *(ctypes.byref(found, 4 * part) for part in range(4)))
    red, green, blue, opacity = found
    return (red & 255) << 16 | (green & 255) << 8 | (blue & 255) if opacity else None


def stroke_width(one: Handle) -> float:
    """The line width in the object's own space."""
    width = ctypes.c_float(0)
    _stroke_width(_at(one), ctypes.byref(width))
    return float(width.value)


def draw_mode(path: Handle) -> tuple[bool, bool]:
    """Whether a path is filled, whether it is stroked."""
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    _draw_mode(_at(path), ctypes.byref(fill), ctypes.byref(stroke))
    return fill.value != 0, stroke.value != 0


Segment = tuple[int, float, float, bool]
"""Type of a path segment, x, y of its end, and whether it closes its part of the path."""


def path_segments(path: Handle, most: int) -> list[Segment] | None:
    """The segments of a path; None where there are more than `most`."""
    count = int(_count_segments(_at(path)))
    return _segments(lambda index: int(_path_segment(_at(path), index)), count) if count <= most else None


def clip_segments(one: Handle, most: int) -> list[list[Segment]]:
    """The paths that an object is clipped to, in the space of its page or form; those of few segments only."""
    clip = int(_clip_path(_at(one)))
    count = int(_count_clips(_at(clip))) if clip else 0
    found = []
    for number in range(min(max(0, count), most)):
        segments = int(_count_clip_segments(_at(clip), number))
        if 0 < segments <= most:
            found.append(_segments(_clip_getter(clip, number), segments))
    return found


def _clip_getter(clip: Handle, number: int) -> Callable[[int], Handle]:
    return lambda index: int(_clip_segment(_at(clip), number, index))


def _segments(get: Callable[[int], Handle], count: int) -> list[Segment]:
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    found = []
    for index in range(max(0, count)):
        segment = _at(get(index))
        if segment.value and _segment_point(segment, ctypes.byref(x), ctypes.byref(y)):
            found.append((int(_segment_type(segment)), x.value, y.value, bool(_segment_closes(segment))))
    return found
