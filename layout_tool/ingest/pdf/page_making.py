"""From what a reader found to the page as it is seen: turned and cropped, doubled glyphs once, and what there is to say
of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf.doubles import painted_once
from layout_tool.ingest.pdf.raw_page import UNKNOWN, Note, RawGlyphs, RawPage, Sheet
from layout_tool.ingest.pdf.rulings import THIN, ruling_of, rulings
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.glyphs import Flags, Floats, GlyphPage, Glyphs

DIGITS = 3  # coordinates are kept to a thousandth of a point

_UNKNOWN_SIZE = (595.276, 841.89)  # A4 stands where a page's size cannot be read
_FEW_UNKNOWN = 0.005  # a share of glyphs without a character below this is not worth a word
_PICTURE_SHARE = 0.25  # a picture over this share of a page without text makes it a page picture
_PRIVATE_FIRST, _PRIVATE_LAST, _PRIVATE_PLANES = 0xE000, 0xF8FF, 0xF0000


def page_as_seen(raw: RawPage) -> GlyphPage:
    """A page in its seen space, origin top-left, y down; glyphs and shapes that the crop hides are left out."""
    glyphs = _glyphs(raw.glyphs, raw.sheet)
    pictures = tuple(filter(None, (seen_box(box, raw.sheet) for box in raw.images)))
    ruled = filter(None, (ruling_of(box) for box in pictures if _is_thin(box)))
    page = GlyphPage(
        index=raw.index,
        width=round(raw.sheet.width, DIGITS),
        height=round(raw.sheet.height, DIGITS),
        glyphs=glyphs,
        rulings=(*rulings(raw.drawings, raw.sheet), *ruled),
        images=tuple(box for box in pictures if not _is_thin(box)),
        reader=raw.reader,
    )
    return replace(page, notes=_notes(page))


def empty_page(index: int, reader: str, *notes: Note) -> GlyphPage:
    """An honest page of which nothing could be read, not even its size."""
    width, height = _UNKNOWN_SIZE
    return GlyphPage(index=index, width=width, height=height, glyphs=no_glyphs_seen(), reader=reader, notes=notes)


def no_glyphs_seen() -> Glyphs:
    """A page without text."""
    points, floats, flags = np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.bool_)
    whole, text = np.zeros(0, np.int32), np.zeros(0, "<U1")
    return Glyphs(text, points, np.zeros((0, 4)), floats, floats, flags, whole, whole, whole, flags, ())


def _glyphs(raw: RawGlyphs, sheet: Sheet) -> Glyphs:
    if not raw.count:
        return no_glyphs_seen()
    turn, shift = sheet.matrix()
    origin = raw.origin @ turn + shift
    along = raw.along @ turn
    box = _boxes(raw, origin, along, turn)
    kept = _inside(box, sheet) & (raw.size > 0) & np.isfinite(box).all(axis=1)
    reach = np.where(raw.vertical, raw.size, raw.advance)
    kept[kept] = painted_once(raw.text[kept], origin[kept], reach[kept], raw.size[kept], raw.visible[kept])
    return Glyphs(
        text=raw.text[kept],
        origin=np.round(origin[kept], DIGITS),
        box=np.round(box[kept], DIGITS),
        size=np.round(raw.size[kept], DIGITS),
        angle=_angles(along[kept]),
        vertical=raw.vertical[kept],
        font=raw.font[kept],
        colour=raw.colour[kept],
        span=raw.span[kept],
        visible=raw.visible[kept],
        fonts=raw.fonts,
    )


def _boxes(raw: RawGlyphs, origin: Floats, along: Floats, turn: Floats) -> Floats:
    """(n, 4): over the advance, from descent to an em above it; half an em to both sides of a vertical pen."""
    up = np.stack([-raw.along[:, 1], raw.along[:, 0]], axis=1) * np.where(raw.flipped, -1.0, 1.0)[:, None]
    up = up @ turn
    size, advance, descent = raw.size[:, None], raw.advance[:, None], raw.descent[:, None]
    upright = raw.vertical[:, None]
    first = origin + np.where(upright, -0.5 * size * along, descent * size * up)
    side = np.where(upright, size * along, advance * along)
    rise = np.where(upright, -advance * up, size * up)
    corners = np.stack([first, first + side, first + rise, first + side + rise])
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)], axis=1)


def _inside(box: Floats, sheet: Sheet) -> Flags:
    """Where a glyph's middle is seen."""
    x, y = (box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2
    return np.asarray((x >= 0) & (x <= sheet.width) & (y >= 0) & (y <= sheet.height))


def _angles(along: Floats) -> Floats:
    """Degrees clockwise from the horizontal, 0 to below 360."""
    degrees = np.round(np.degrees(np.arctan2(along[:, 1], along[:, 0])), 2) % 360
    return np.where(degrees >= 360, 0.0, degrees) + 0.0


def _is_thin(picture: Box) -> bool:
    return min(picture.width, picture.height) <= THIN


def seen_box(box: Box, sheet: Sheet) -> Box | None:
    """A box of the user space in the seen space, cut at the page's edge; None where nothing is left."""
    turn, shift = sheet.matrix()
    (xa, ya), (xb, yb) = (np.array(((box.x0, box.y0), (box.x1, box.y1))) @ turn + shift).tolist()
    x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    if overlap(x0, x1, 0, sheet.width) < 0 or overlap(y0, y1, 0, sheet.height) < 0:
        return None
    return Box(
        round(max(x0, 0.0), DIGITS),
        round(max(y0, 0.0), DIGITS),
        round(min(x1, sheet.width), DIGITS),
        round(min(y1, sheet.height), DIGITS),
    )


def _notes(page: GlyphPage) -> tuple[Note, ...]:
    number = ("page", str(page.index + 1))
    glyphs = page.glyphs
    if not glyphs.count:
        pictured = any(box.area >= _PICTURE_SHARE * page.width * page.height for box in page.images)
        bare = not page.images and not page.rulings
        return ((("note_page_picture" if pictured else "note_page_bare" if bare else "note_page_no_text"), (number,)),)
    lost = np.asarray(glyphs.text == UNKNOWN) | _private(glyphs.text)
    share = float(lost.mean())
    if share >= _FEW_UNKNOWN:
        return (("note_glyphs_unknown", (number, ("share", f"{max(1, round(100 * share))}"))),)
    return ()


def _private(text: NDArray[np.str_]) -> Flags:
    """Where the first character is one of private use: it says nothing outside its font."""
    width = text.dtype.itemsize // 4
    codes = np.ascontiguousarray(text).view("<u4").reshape(len(text), width)[:, 0]
    return np.asarray(((codes >= _PRIVATE_FIRST) & (codes <= _PRIVATE_LAST)) | (codes >= _PRIVATE_PLANES))
