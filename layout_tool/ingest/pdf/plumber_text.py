"""The glyphs of a page by pdfplumber, as columns of numbers."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from pdfminer.pdffont import PDFFont

from layout_tool.ingest.pdf.fonts import BOLD, decoded, font_named
from layout_tool.ingest.pdf.inks import colour_of
from layout_tool.ingest.pdf.plumber_device import Character
from layout_tool.ingest.pdf.raw_page import UNKNOWN, RawGlyphs, no_glyphs
from layout_tool.ingest.pdf.text_modes import FAKE_BOLD_MODES, HIDDEN_MODES, STROKED_MODES, sound_descent
from layout_tool.model.glyphs import Font

_UNKNOWN_SIGN = re.compile(r"\(cid:\d+\)")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BLANK, _CONTROL = re.compile("[\t\n\r]"), re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_THIN_STEM = 140


def glyphs_of(characters: list[Character]) -> RawGlyphs:
    """The characters as columns, in the order of painting."""
    characters = [one for one in characters if one.char.get_text()]
    if not characters:
        return no_glyphs()
    matrix = np.array([one.char.matrix for one in characters], np.float64)
    size, rise = np.array([(one.size, one.rise) for one in characters], np.float64).T
    advance = np.array([one.char.adv for one in characters], np.float64)
    vertical = np.array([one.font.is_vertical() for one in characters], np.bool_)
    a, b, c, d, e, f = matrix.T
    stretch, height = np.hypot(a, b), np.hypot(c, d)
    sound = (stretch > 0) & (height > 0)
    along = np.stack([np.where(sound, a, 1.0), np.where(sound, b, 0.0)], axis=1)
    along /= np.hypot(along[:, 0], along[:, 1])[:, None]
    along *= np.where(size < 0, -1.0, 1.0)[:, None]
    fonts, font = _fonts(characters)
    return RawGlyphs(
        text=np.array([_text(one.char.get_text()) for one in characters]),
        origin=np.stack([c * rise + e, d * rise + f], axis=1),
        along=along,
        flipped=(a * d - b * c < 0) & sound,
        advance=np.abs(advance) * np.where(vertical, height, stretch),
        size=np.where(sound, np.abs(size) * height, 0.0),
        descent=np.array([sound_descent(one.font.get_descent(), one.font.get_ascent()) for one in characters]),
        vertical=vertical,
        font=font,
        colour=np.array([_colour(one) for one in characters], np.int32),
        span=_renumbered([one.span for one in characters]),
        visible=np.array([one.mode not in HIDDEN_MODES for one in characters], np.bool_),
        fonts=fonts,
    )


def _text(text: str) -> str:
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _BLANK.sub(" ", _UNKNOWN_SIGN.sub(UNKNOWN, text))
    return _CONTROL.sub(UNKNOWN, text)


def _colour(one: Character) -> int:
    state = one.char.graphicstate
    if one.mode in STROKED_MODES:
        return colour_of(state.scolor, state.scs.name)
    return colour_of(state.ncolor, state.ncs.name)


def _fonts(characters: list[Character]) -> tuple[tuple[Font, ...], np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """The fonts in the order of their use and that of each character: one filled and stroked counts as bold."""
    known: dict[tuple[int, bool], Font] = {}
    used = []
    for one in characters:
        key = (id(one.font), one.mode in FAKE_BOLD_MODES)
        if key not in known:
            known[key] = _named(one.font, key[1])
        used.append(known[key])
    fonts = tuple(dict.fromkeys(used))
    place = {font: number for number, font in enumerate(fonts)}
    return fonts, np.array([place[font] for font in used], np.int32)


def _named(font: PDFFont, heavy: bool) -> Font:
    name = font.fontname if isinstance(font.fontname, str) else decoded(bytes(font.fontname))
    named = font_named(name, int(font.flags), _stem_weight(font), float(font.italic_angle))
    return Font(named.name, max(named.weight, BOLD), named.italic) if heavy else named


def _stem_weight(font: PDFFont) -> int:
    """A weight from the width of the stems, in the way PDFium reckons it, so that both readers agree."""
    stem = font.descriptor.get("StemV", 0)
    if not isinstance(stem, (int, float)):
        return 0
    return int(stem * 5 if stem < _THIN_STEM else stem * 4 + _THIN_STEM)


def _renumbered(spans: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    place = {span: number for number, span in enumerate(dict.fromkeys(spans))}
    return np.array([place[span] for span in spans], np.int32)
