"""The border to PDFium: its C functions as typed Python ones. All that is untyped stays in this
module and `pdfium_object_calls`.

The calls made once a character or an object are bound without argument checks (an `int` is passed as a C int, a
pointer as `c_void_p`), which is two to three times faster; they get nothing but handles that PDFium gave and indices
below the counts that it gave. PDFium is not thread-safe: one thread of a process may use it.
"""

from __future__ import annotations

import ctypes
import os
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
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

PASSWORD_ERROR = 4
"""What `last_error` gives for a password that is missing or wrong."""

_NAME_BYTES = 512
_CHUNK = 4096
_scratch = np.zeros(_CHUNK * 24, np.uint8)  # what calls write for a chunk of characters, before it is copied


def quick(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium bound without checks; it keeps the interpreter's lock, for it is done in no time."""
    return ctypes.PYFUNCTYPE(result)(_address(name))


def _slow(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium that may take long; other threads run meanwhile."""
    return ctypes.CFUNCTYPE(result)(_address(name))


def _address(name: str) -> int:
    return ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0


_count_characters = quick("FPDFText_CountChars")
_unicode = quick("FPDFText_GetUnicode", ctypes.c_uint)
_text_object = quick("FPDFText_GetTextObject", ctypes.c_size_t)
_character_origin = quick("FPDFText_GetCharOrigin")
_loose_box = quick("FPDFText_GetLooseCharBox")
_character_matrix = quick("FPDFText_GetMatrix")
_is_unmapped = quick("FPDFText_HasUnicodeMapError")
_is_generated = quick("FPDFText_IsGenerated")
_font_size = quick("FPDFTextObj_GetFontSize")
_render_mode = quick("FPDFTextObj_GetTextRenderMode")
_object_font = quick("FPDFTextObj_GetFont", ctypes.c_size_t)
fill_colour = quick("FPDFPageObj_GetFillColor")
stroke_colour = quick("FPDFPageObj_GetStrokeColor")
_font_name = quick("FPDFFont_GetBaseFontName", ctypes.c_size_t)
_font_flags = quick("FPDFFont_GetFlags")
_font_weight = quick("FPDFFont_GetWeight")
_is_embedded = quick("FPDFFont_GetIsEmbedded")
_font_italic = quick("FPDFFont_GetItalicAngle")
_glyph_width = quick("FPDFFont_GetGlyphWidth")
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


def at(handle: Handle) -> Pointer:
    """A handle as the quick calls take it."""
    return ctypes.c_void_p(handle)


@cache
def _slots(width: int, offset: int) -> list[Pointer]:
    """Addresses in the scratch buffer for records of `width` bytes, `offset` bytes into each; made once."""
    first = _scratch.ctypes.data + offset
    return list(map(ctypes.c_void_p, range(first, first + _CHUNK * width, width)))


def _gather(
    call: Any, number: type[np.generic], parts: int, text: Handle | None, items: Sequence[Any], each: bool = False
) -> NDArray[Any]:
    """(n, parts): the numbers that a call writes for each item, an object or a character of `text`.

    The call takes one address for all the numbers, or one for `each`. What it does not write is 0.
    """
    size = np.dtype(number).itemsize
    found = np.zeros((len(items), parts), number)
    places = [_slots(size * parts, size * part) for part in (range(parts) if each else (0,))]
    for start in range(0, len(items), _CHUNK):
        some = items[start : start + _CHUNK]
        written = _scratch[: len(some) * parts * size]
        written[:] = 0
        leading = (some,) if text is None else (repeat(at(text)), some)
        deque(map(call, *leading, *places), maxlen=0)
        found[start : start + len(some)] = written.view(number).reshape(-1, parts)
    return found


def load_document(path: Path, password: str | None) -> Handle:
    """Open a file; 0 where PDFium refuses it (`last_error` says why)."""
    secret = password.encode("utf-8", "surrogatepass") if password is not None else None
    return int(_load_document(ctypes.c_char_p(os.fsencode(path)), ctypes.c_char_p(secret)))


def load_memory(content: bytearray, password: str | None) -> Handle:
    """Open a file's bytes, which must stay as they are for as long as the document is open; 0 where refused."""
    secret = password.encode("utf-8", "surrogatepass") if password is not None else None
    first = ctypes.addressof(ctypes.c_char.from_buffer(content))
    return int(_load_memory(at(first), ctypes.c_size_t(len(content)), ctypes.c_char_p(secret)))


def last_error() -> int:
    """Why the last call failed."""
    return int(_last_error())


def close_document(document: Handle) -> None:
    """Its pages must be closed before."""
    _close_document(at(document))


def page_count(document: Handle) -> int:
    """What the file says; it may lie."""
    return int(_page_count(at(document)))


def load_page(document: Handle, index: int) -> Handle:
    """Parse a page; 0 where there is none."""
    return int(_load_page(at(document), ctypes.c_int(index)))


def close_page(page: Handle) -> None:
    """Its text must be closed before."""
    _close_page(at(page))


def load_text(page: Handle) -> Handle:
    """The characters of a page; 0 where it cannot be done."""
    return int(_load_text(at(page)))


def close_text(text: Handle) -> None:
    """Give the characters back."""
    _close_text(at(text))


def page_box(page: Handle) -> tuple[float, float, float, float]:
    """What is seen of a page, in its user space: x0, y0, x1, y1."""
    found = np.zeros(4, np.float32)
    _bounding_box(at(page), at(found.ctypes.data))
    left, top, right, bottom = map(float, found)
    return left, bottom, right, top


def page_rotation(page: Handle) -> int:
    """Degrees clockwise: 0, 90, 180 or 270."""
    return int(_rotation(at(page))) % 4 * 90


def text_objects(text: Handle) -> NDArray[np.uint64]:
    """For each character the text object that painted it; 0 for those that PDFium made up."""
    count = max(0, int(_count_characters(at(text))))
    return np.fromiter(map(_text_object, repeat(at(text)), range(count)), np.uint64, count)


def codes(text: Handle, characters: list[int]) -> NDArray[np.uint32]:
    """Unicode values of characters."""
    return np.fromiter(map(_unicode, repeat(at(text)), characters), np.uint32, len(characters))


def origins(text: Handle, characters: list[int]) -> NDArray[np.float64]:
    """(n, 2): where the glyphs' own origins stand, in user space."""
    return _gather(_character_origin, np.float64, 2, text, characters, each=True)


def loose_boxes(text: Handle, characters: list[int]) -> NDArray[np.float32]:
    """(n, 4): left, top, right, bottom of the box over the advance and from descent to ascent."""
    return _gather(_loose_box, np.float32, 4, text, characters)


def matrices(text: Handle, characters: list[int]) -> NDArray[np.float64]:
    """(n, 6): from text space to user space."""
    return _gather(_character_matrix, np.float32, 6, text, characters).astype(np.float64)


def unmapped(text: Handle, characters: list[int]) -> NDArray[np.bool_]:
    """Where the font does not say which character a glyph is."""
    return _are_one(map(_is_unmapped, repeat(at(text)), characters), len(characters))


def generated(text: Handle, characters: list[int]) -> NDArray[np.bool_]:
    """Which characters PDFium made up; some of them have a text object all the same."""
    return _are_one(map(_is_generated, repeat(at(text)), characters), len(characters))


def _are_one(answers: Iterable[int], count: int) -> NDArray[np.bool_]:
    return np.equal(np.fromiter(answers, np.int32, count), 1)


def object_fonts(objects: list[Pointer]) -> NDArray[np.uint64]:
    """Handles of their fonts."""
    return np.fromiter(map(_object_font, objects), np.uint64, len(objects))


def object_font(one: Handle) -> Handle:
    """The font of one text object."""
    return int(_object_font(at(one)))


def is_embedded(font: Handle) -> bool:
    """Whether the file brings the font along."""
    return int(_is_embedded(at(font))) == 1


def object_sizes(objects: list[Pointer]) -> NDArray[np.float64]:
    """Font sizes in text space."""
    return _gather(_font_size, np.float32, 1, None, objects)[:, 0].astype(np.float64)


def object_modes(objects: list[Pointer]) -> NDArray[np.int32]:
    """Text render modes of the PDF specification, 0 to 7; -1 where there is none."""
    return np.fromiter(map(_render_mode, objects), np.int32, len(objects))


def pointers(handles: Iterable[Handle]) -> list[Pointer]:
    """Handles as the quick calls take them."""
    return list(map(ctypes.c_void_p, handles))


def colours(objects: list[Pointer], stroke: bool = False) -> NDArray[np.uint32]:
    """(n, 4): red, green, blue and opacity, 0 to 255."""
    return _gather(stroke_colour if stroke else fill_colour, np.uint32, 4, None, objects, each=True)


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
    length = min(int(_font_name(at(font), name, ctypes.c_size_t(_NAME_BYTES))), _NAME_BYTES)
    angle = ctypes.c_int(0)
    _font_italic(at(font), ctypes.byref(angle))
    typed = ctypes.cast(at(font), raw.FPDF_FONT)
    heights = []
    for call in (_font_ascent, _font_descent):
        height = ctypes.c_float(0)
        call(typed, 1.0, height)
        heights.append(float(height.value))
    flags, weight = int(_font_flags(at(font))), int(_font_weight(at(font)))
    return FontFacts(name.raw[: max(0, length - 1)], flags, weight, angle.value, heights[0], heights[1])


def glyph_widths(fonts: list[Handle], codes: list[int]) -> NDArray[np.float64]:
    """Advances in em of characters, each in its font; below 0 for a font that writes downwards, 0 where unknown."""
    typed = {font: at(font) for font in dict.fromkeys(fonts)}
    pairs = list(zip((typed[font] for font in fonts), codes, strict=True))
    size = repeat(ctypes.c_float(1.0))
    return _gather(lambda pair, place: _glyph_width(*pair, next(size), place), np.float32, 1, None, pairs)[:, 0].astype(
        np.float64
    )
