"""How far each glyph carries the pen, and where the pen stands, by PDFium.

PDFium knows the advances of a font by character. Only for those it does not know, its loose boxes are asked; these
are the union of the glyph's ink with the box over its advance, and empty for a blank. For a font that writes downwards
PDFium gives the place of the glyph's own origin, below and left of the pen; pens of one text stand on one line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_objects import TextObjects
from layout_tool.model.glyphs import Flags, Floats

_PEN_ABOVE = 0.88  # em from a vertical glyph's origin up to the pen, where nothing else is known
_UPRIGHT_RISE = 0.05  # em: a glyph farther from its text's base line than this belongs to a vertical font
_FARTHEST = 2.0  # em to the next glyph, at most, for the gap to be a blank's advance


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Of n glyphs: `unmapped` where no character is known; `pen` (n, 2), right for vertical fonts; `advance` (n,)."""

    unmapped: Flags
    vertical: Flags
    pen: Floats
    advance: Floats

    def of(self, chosen: NDArray[np.int64]) -> Measures:
        return Measures(self.unmapped[chosen], self.vertical[chosen], self.pen[chosen], self.advance[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """The k pairs of font and code: a glyph of each, its font, its width in em and its loose box in em, seen from the
    glyph's origin with the axes of its text."""

    first: NDArray[np.int64]
    of_glyph: NDArray[np.int64]
    font: NDArray[np.int64]
    unmapped: Flags
    width: Floats
    across: Floats
    above: Floats


def measure(
    text: pdfium.Handle,
    characters: NDArray[np.int64],
    codes: NDArray[np.uint32],
    origin: Floats,
    of_glyph: NDArray[np.int64],
    objects: TextObjects,
) -> Measures:
    """The measures of characters; all arguments are in the order of the content stream."""
    kinds = _kinds(text, characters, codes, origin, of_glyph, objects)
    fonts = _vertical_fonts(kinds, origin, of_glyph, objects)
    vertical = fonts[objects.font[of_glyph]]
    em = np.where(vertical, objects.size[of_glyph], objects.stretch[of_glyph])
    loose = np.where(fonts[kinds.font], np.ptp(kinds.above, axis=1), np.ptp(kinds.across, axis=1))
    advance = np.where(kinds.width != 0, np.abs(kinds.width), loose)[kinds.of_glyph] * em
    advance = _filled(advance, origin, of_glyph, objects)
    pen = origin
    if vertical.any():
        rise = _pens_above(origin, of_glyph, objects)[objects.font[of_glyph]] * objects.size[of_glyph]
        down = ((origin - objects.start[of_glyph]) * objects.up[of_glyph]).sum(axis=1) + rise
        pen = objects.start[of_glyph] + down[:, None] * objects.up[of_glyph]
    return Measures(kinds.unmapped[kinds.of_glyph], vertical, pen, advance)


def _kinds(
    text: pdfium.Handle,
    characters: NDArray[np.int64],
    codes: NDArray[np.uint32],
    origin: Floats,
    of_glyph: NDArray[np.int64],
    objects: TextObjects,
) -> _Kinds:
    keys = objects.font[of_glyph] << 32 | codes
    _, first, kind = np.unique(keys, return_index=True, return_inverse=True)
    asked, chosen = characters[first].tolist(), of_glyph[first]
    font = objects.font[chosen]
    unmapped = pdfium.unmapped(text, asked)
    width = pdfium.glyph_widths([objects.handles[at] for at in font.tolist()], codes[first].tolist())
    corners = pdfium.loose_boxes(text, asked).astype(np.float64)[:, [0, 1, 2, 3, 0, 3, 2, 1]].reshape(-1, 4, 2)
    empty = (np.ptp(corners, axis=1) == 0).any(axis=1)
    offset = np.where(empty[:, None, None], 0.0, corners - origin[first][:, None])
    em, size = np.maximum(objects.stretch[chosen], 1e-6), np.maximum(objects.size[chosen], 1e-6)
    across = (offset * objects.along[chosen][:, None]).sum(axis=2) / em[:, None]
    above = (offset * objects.up[chosen][:, None]).sum(axis=2) / size[:, None]
    return _Kinds(first, kind, font, unmapped, np.where(unmapped, 0.0, width), across, above)


def _vertical_fonts(kinds: _Kinds, origin: Floats, of_glyph: NDArray[np.int64], objects: TextObjects) -> Flags:
    """(fonts,): fonts that write downwards. Their widths are below 0; where no width of a font is known, its glyphs
    stand off the base line of their text."""
    found = np.zeros(len(objects.handles), np.bool_)
    found[kinds.font[kinds.width < 0]] = True
    known = np.zeros(len(objects.handles), np.bool_)
    known[kinds.font[kinds.width != 0]] = True
    if not known.all():
        offset = ((origin - objects.start[of_glyph]) * objects.up[of_glyph]).sum(axis=1)
        off = np.abs(offset) > _UPRIGHT_RISE * np.maximum(objects.size[of_glyph], 1e-6)
        risen = np.zeros(len(objects.handles), np.bool_)
        risen[objects.font[of_glyph[off]]] = True
        found |= risen & ~known
    return found


def _pens_above(origin: Floats, of_glyph: NDArray[np.int64], objects: TextObjects) -> Floats:
    """(fonts,): em from a glyph's origin up to its pen, if the font writes downwards: the middle of what the first
    glyphs of its text objects say, for there the pen stands at the object's own origin."""
    used, first = np.unique(of_glyph, return_index=True)
    below = ((objects.start[used] - origin[first]) * objects.up[used]).sum(axis=1)
    below /= np.maximum(objects.size[used], 1e-6)
    found = np.full(len(objects.handles), _PEN_ABOVE)
    for font in np.unique(objects.font[used]).tolist():
        found[font] = np.median(below[objects.font[used] == font])
    return found


def _filled(advance: Floats, origin: Floats, of_glyph: NDArray[np.int64], objects: TextObjects) -> Floats:
    """Advances where none is known (a blank without a character): up to the next glyph of the same text object."""
    gaps = np.flatnonzero(advance[:-1] <= 0)
    gaps = gaps[of_glyph[gaps] == of_glyph[gaps + 1]]
    if len(gaps):
        step = ((origin[gaps + 1] - origin[gaps]) * objects.along[of_glyph[gaps]]).sum(axis=1)
        near = (step > 0) & (step < _FARTHEST * objects.size[of_glyph[gaps]])
        advance[gaps[near]] = step[near]
    return advance
