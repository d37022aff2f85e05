"""Codes that PDFium gives for one place: what a single glyph stands for, or a replacement for a whole text.

A ligature, or a character beyond the basic plane, comes as several codes with one box. Where a file says what a stretch
of text "actually" reads, PDFium deals those characters out over the stretch in even steps: one box for each, all with
the origin of the first glyph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_objects import TextObjects
from layout_tool.model.glyphs import Flags, Floats

_SAME_PLACE = 1e-4  # pt
_STEP = 0.01  # pt between the boxes of characters that were dealt out


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Of n codes: which belong to the glyph of the code before, and all origins and advances, set right."""

    with_former: Flags
    origin: Floats
    advance: Floats


def join(
    text: pdfium.Handle,
    characters: NDArray[np.int64],
    blank: Flags,
    origin: Floats,
    advance: Floats,
    of_glyph: NDArray[np.int64],
    objects: TextObjects,
) -> Joined:
    """Tell glyphs of several codes from characters dealt out; arguments are in the order of the content stream."""
    with_former = np.zeros(len(characters), np.bool_)
    with_former[1:] = (of_glyph[1:] == of_glyph[:-1]) & (np.abs(origin[1:] - origin[:-1]) < _SAME_PLACE).all(axis=1)
    with_former[1:] &= ~blank[1:] & ~blank[:-1]
    if not with_former.any():
        return Joined(with_former, origin, advance)
    members = with_former.copy()
    members[:-1] |= with_former[1:]
    chosen = np.flatnonzero(members)
    boxes = pdfium.loose_boxes(text, characters[chosen].tolist()).astype(np.float64)
    start, extent = _along(boxes, origin[chosen], objects.along[of_glyph[chosen]])
    former = with_former[chosen]
    apart = np.zeros(len(chosen), np.bool_)
    apart[1:] = former[1:] & (np.abs(boxes[1:] - boxes[:-1]).max(axis=1) > _STEP)
    with_former[chosen[apart]] = False
    apart[:-1] |= apart[1:] & former[1:]
    origin, advance = origin.copy(), advance.copy()
    origin[chosen[apart]] += start[apart, None] * objects.along[of_glyph[chosen[apart]]]
    known = extent > 0
    advance[chosen[known]] = extent[known]
    return Joined(with_former, origin, advance)


def _along(boxes: Floats, origin: Floats, along: Floats) -> tuple[Floats, Floats]:
    """Where boxes begin, seen from the origin along the text, and how far they reach; exact for level text."""
    corners = boxes[:, [0, 1, 2, 3, 0, 3, 2, 1]].reshape(-1, 4, 2)
    places = ((corners - origin[:, None]) * along[:, None]).sum(axis=2)
    start = places.min(axis=1)
    return start, places.max(axis=1) - start


def merged(codes: NDArray[np.uint32]) -> str:
    """The characters of one glyph; halves of a character beyond the basic plane become one."""
    text = "".join(map(chr, codes.tolist()))
    if len(text) == 1 and not 0xD800 <= ord(text) < 0xE000:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
