"""The text objects of a page by PDFium: each is what one text operator of the content stream paints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.fonts import BOLD, decoded, font_named
from layout_tool.ingest.pdf.text_modes import FAKE_BOLD_MODES, STROKED_MODES, sound_descent
from layout_tool.model.glyphs import Flags, Floats, Font


@dataclass(frozen=True, slots=True, eq=False)
class TextObjects:
    """Facts of the m text objects of a page, in no order; lengths in user space.

    `rank` (m,) places them in the content stream. `start` (m, 2) is the origin of their text space, `along` and `up`
    (m, 2) the unit vectors of its axes. `size` (m,) is the font size, `stretch` (m,) the length of an em along the
    line. `font` (m,) is an index into `handles` and `fonts`.
    """

    rank: NDArray[np.int32]
    start: Floats
    along: Floats
    up: Floats
    flipped: Flags
    size: Floats
    stretch: Floats
    descent: Floats
    leading: Floats
    font: NDArray[np.int64]
    colour: NDArray[np.int32]
    mode: NDArray[np.int32]
    handles: tuple[pdfium.Handle, ...]
    fonts: tuple[Font, ...]


def text_objects(
    text: pdfium.Handle, characters: NDArray[np.int64], painted_by: NDArray[np.uint64], stream: list[pdfium.Handle]
) -> tuple[TextObjects, NDArray[np.int64]]:
    """The objects that painted the characters, and for each character the index of its object."""
    handles, first, of_glyph = np.unique(painted_by, return_index=True, return_inverse=True)
    place = {handle: number for number, handle in enumerate(stream)}
    rank = np.array([place.get(handle, len(place)) for handle in handles.tolist()], np.int32)
    pointers = pdfium.pointers(handles.tolist())
    mode = pdfium.object_modes(pointers)
    matrix = pdfium.matrices(text, characters[first].tolist())
    of_size = pdfium.object_sizes(pointers)
    a, b, c, d = matrix[:, :4].T
    wide, high = np.hypot(a, b), np.hypot(c, d)
    sound = (wide > 0) & (high > 0) & np.isfinite(matrix).all(axis=1)
    along = np.stack([np.where(sound, a, 1.0), np.where(sound, b, 0.0)], axis=1)
    along *= np.where(of_size < 0, -1.0, 1.0)[:, None] / np.hypot(along[:, 0], along[:, 1])[:, None]
    flipped = (a * d - b * c < 0) & sound
    up = np.stack([-along[:, 1], along[:, 0]], axis=1) * np.where(flipped, -1.0, 1.0)[:, None]
    font_handles, font = np.unique(pdfium.object_fonts(pointers), return_inverse=True)
    facts = [pdfium.font_facts(handle) for handle in font_handles.tolist()]
    found = TextObjects(
        rank=rank,
        start=matrix[:, 4:],
        along=along,
        up=up,
        flipped=flipped,
        size=np.where(sound, np.abs(of_size) * high, 0.0),
        stretch=np.where(sound, np.abs(of_size) * wide, 0.0),
        descent=np.array([sound_descent(one.descent, one.ascent) for one in facts])[font],
        leading=np.array([max(0.0, one.ascent - one.descent) for one in facts])[font],
        font=font,
        colour=_colours(pointers, mode),
        mode=mode,
        handles=tuple(font_handles.tolist()),
        fonts=tuple(font_named(decoded(one.name), one.flags, one.stem_weight, one.italic_angle) for one in facts),
    )
    return found, of_glyph


def named_fonts(objects: TextObjects, of_glyph: NDArray[np.int64]) -> tuple[tuple[Font, ...], NDArray[np.int64]]:
    """The fonts in the order of their use, and the font of each object: one filled and stroked counts as bold."""
    bold = np.isin(objects.mode, FAKE_BOLD_MODES)
    named = [
        Font(font.name, max(font.weight, BOLD), font.italic) if heavy else font
        for font, heavy in zip((objects.fonts[at] for at in objects.font.tolist()), bold.tolist(), strict=True)
    ]
    used, first = np.unique(of_glyph, return_index=True)
    fonts = tuple(dict.fromkeys(named[one] for one in used[np.argsort(first)].tolist()))
    place = {font: number for number, font in enumerate(fonts)}
    return fonts, np.array([place.get(font, 0) for font in named], np.int64)


def _colours(pointers: list[pdfium.Pointer], mode: NDArray[np.int32]) -> NDArray[np.int32]:
    colour = _packed(pdfium.colours(pointers))
    stroked = np.flatnonzero(np.isin(mode, STROKED_MODES))
    if len(stroked):
        colour[stroked] = _packed(pdfium.colours([pointers[at] for at in stroked.tolist()], stroke=True))
    return colour


def _packed(colours: NDArray[np.uint32]) -> NDArray[np.int32]:
    red, green, blue = (np.minimum(colours[:, part], 255).astype(np.int32) for part in range(3))
    return red << 16 | green << 8 | blue
