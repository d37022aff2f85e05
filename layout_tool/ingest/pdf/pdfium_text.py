"""The glyphs of a page by PDFium, as columns of numbers.

PDFium sorts characters into lines of its own making, adds spaces and line ends, splits what one glyph stands for into
several characters and writes U+0002 for a hyphen at a line's end. Here the order of the content stream is restored
and all of that is taken back.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf.pdfium_joined import join, merged
from layout_tool.ingest.pdf.pdfium_measures import Measures, measure
from layout_tool.ingest.pdf.pdfium_object_calls import object_bounds
from layout_tool.ingest.pdf.pdfium_objects import TextObjects, named_fonts, text_objects
from layout_tool.ingest.pdf.raw_page import UNKNOWN, RawGlyphs, no_glyphs
from layout_tool.ingest.pdf.text_modes import HIDDEN_MODES
from layout_tool.model.glyphs import Flags, Floats

_HYPHEN_MARK = 0x02  # PDFium's sign for a hyphen that it thinks splits a word
_FLAT = 1e-4  # pt
_FEW = 0.02  # a share of a page's texts below this is not worth another reading
_BLANKS = (0x20, 0x0A, 0x0D)


def read_glyphs(text: pdfium.Handle, stream: list[pdfium.Handle]) -> tuple[RawGlyphs, int]:
    """The glyphs of a text page, and how many texts PDFium has lost; `stream` lists the page's text objects in the
    order of its content stream."""
    painted_by = pdfium.text_objects(text)
    return _read(text, stream, painted_by), _lost(stream, painted_by)


def _lost(stream: list[pdfium.Handle], painted_by: NDArray[np.uint64]) -> int:
    """How many texts are left out for want of ink though they may be more than blanks.

    PDFium takes a text for blank whose glyphs have no extent in the font at hand. Where the file does not bring the
    font along, and the machine has none like it, so are East Asian texts that stand upright or letter by letter.
    """
    missing = set(stream).difference(painted_by.tolist())
    if len(missing) < _FEW * len(stream):
        return 0
    lost = sum(_is_flat(one) and not pdfium.is_embedded(pdfium.object_font(one)) for one in missing)
    return lost if lost >= _FEW * len(stream) else 0


def _is_flat(one: pdfium.Handle) -> bool:
    bounds = object_bounds(one)
    return bounds is not None and bounds[2] - bounds[0] < _FLAT


def _read(text: pdfium.Handle, stream: list[pdfium.Handle], painted_by: NDArray[np.uint64]) -> RawGlyphs:
    characters, codes = _painted(text, np.flatnonzero(painted_by))
    if not len(characters):
        return no_glyphs()
    objects, of_glyph = text_objects(text, characters, painted_by[characters], stream)
    order = np.argsort(objects.rank[of_glyph], kind="stable")
    characters, codes, of_glyph = characters[order], codes[order], of_glyph[order]
    origin = pdfium.origins(text, characters.tolist())
    codes[codes == _HYPHEN_MARK] = ord("-")
    measures = measure(text, characters, codes, origin, of_glyph, objects)
    codes = _sound(codes, measures.unmapped)
    joined = join(text, characters, codes == ord(" "), origin, measures.advance, of_glyph, objects)
    signs, first = _characters(codes, joined.with_former)
    measures = replace(measures, advance=joined.advance)
    return _glyphs(signs, joined.origin[first], of_glyph[first], objects, measures.of(first))


def _painted(text: pdfium.Handle, characters: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """The characters, and their codes, without those that PDFium made up: blanks and line ends."""
    codes = pdfium.codes(text, characters.tolist())
    blanks = np.flatnonzero(np.isin(codes, _BLANKS))
    kept = np.ones(len(codes), np.bool_)
    kept[blanks] = ~pdfium.generated(text, characters[blanks].tolist())
    return characters[kept], codes[kept]


def _sound(codes: NDArray[np.uint32], unmapped: Flags) -> NDArray[np.uint32]:
    """Codes with one sign for all that is no character, and a blank for white space. Halves of characters stay."""
    codes = codes.copy()
    codes[(codes == 9) | (codes == 10) | (codes == 13)] = ord(" ")
    wrong = unmapped | (codes < 32) | ((codes & 0xFFFE) == 0xFFFE) | (codes > 0x10FFFF)
    codes[wrong & ~_are_halves(codes)] = ord(UNKNOWN)
    return codes


def _are_halves(codes: NDArray[np.uint32]) -> Flags:
    return np.asarray((codes & 0xFFFFF800) == 0xD800)


def _characters(codes: NDArray[np.uint32], with_former: Flags) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """The characters of each glyph, and the index of the first code of each."""
    first = np.flatnonzero(~with_former)
    if len(first) == len(codes) and not _are_halves(codes).any():
        return codes.astype("<u4").view("<U1"), first
    ends = np.append(first[1:], len(codes))
    parts = [merged(codes[start:end]) for start, end in zip(first.tolist(), ends.tolist(), strict=True)]
    return np.array(parts), first


def _glyphs(
    signs: NDArray[np.str_], origin: Floats, of_glyph: NDArray[np.int64], objects: TextObjects, measures: Measures
) -> RawGlyphs:
    fonts, font = named_fonts(objects, of_glyph)
    return RawGlyphs(
        text=signs,
        origin=np.where(measures.vertical[:, None], measures.pen, origin),
        along=objects.along[of_glyph],
        flipped=objects.flipped[of_glyph],
        advance=measures.advance,
        size=objects.size[of_glyph],
        descent=objects.descent[of_glyph],
        vertical=measures.vertical,
        font=font[of_glyph].astype(np.int32),
        colour=objects.colour[of_glyph],
        span=_renumbered(objects.rank[of_glyph]),
        visible=~np.isin(objects.mode, HIDDEN_MODES)[of_glyph],
        fonts=fonts,
    )


def _renumbered(rank: NDArray[np.int32]) -> NDArray[np.int32]:
    """Ranks as numbers without gaps; they ascend."""
    steps = np.zeros(len(rank), np.int32)
    steps[1:] = np.cumsum(rank[1:] != rank[:-1])
    return steps
