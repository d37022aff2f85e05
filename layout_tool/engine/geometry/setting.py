"""How the lines of a page are set: what their glyphs say, for all lines at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.printed_lines import PrintedLine
from layout_tool.engine.script import is_ideograph
from layout_tool.model.glyphs import Font, Glyphs

_WORD_GAP = 0.16


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is known of each of some printed lines: its text and its box, the font of most of its glyphs and that of its
    first (numbers in `kinds`), the colour and the angle of its first glyph, and the place in the stream of the
    earliest."""

    lines: Sequence[PrintedLine]
    texts: Sequence[str]
    boxes: Sequence[tuple[float, float, float, float]]
    fonts: Sequence[int]
    leads: Sequence[int]
    colours: Sequence[int]
    angles: Sequence[float]
    streams: Sequence[int]
    kinds: Sequence[Font]


def find_setting(lines: Sequence[PrintedLine], glyphs: Glyphs) -> Setting:
    """The setting of a page's lines."""
    if not lines:
        return Setting((), (), (), (), (), (), (), (), glyphs.fonts)
    members = np.concatenate([line.members for line in lines])
    bounds = np.cumsum([0, *(len(line.members) for line in lines)])
    heads = bounds[:-1]
    font = glyphs.font[members]
    fonts = font[heads]
    leads = fonts.tolist()
    for at in np.flatnonzero(np.minimum.reduceat(font, heads) != np.maximum.reduceat(font, heads)).tolist():
        fonts[at] = np.bincount(font[bounds[at] : bounds[at + 1]]).argmax()
    return Setting(
        lines,
        _texts(lines, members, bounds, glyphs),
        [tuple(box) for box in np.array([line.box for line in lines]).tolist()],
        fonts.tolist(),
        leads,
        glyphs.colour[members[heads]].tolist(),
        glyphs.angle[members[heads]].tolist(),
        np.minimum.reduceat(members, heads).tolist(),
        glyphs.fonts,
    )


def _texts(
    lines: Sequence[PrintedLine], members: NDArray[np.intp], bounds: NDArray[np.intp], glyphs: Glyphs
) -> list[str]:
    """The characters of each line; a space where words stand apart without one in the source."""
    parts = glyphs.text[members].tolist()
    box, size = glyphs.box[members], glyphs.size[members]
    gaps = np.zeros(len(members))
    gaps[1:] = (box[1:, 0] - box[:-1, 2]) / np.maximum(np.maximum(size[1:], size[:-1]), 1e-6)
    gaps[bounds[:-1]] = -np.inf
    widest = np.maximum.reduceat(gaps, bounds[:-1]).tolist()
    found = []
    for line, wide, (start, stop) in zip(lines, widest, pairwise(bounds.tolist()), strict=True):
        own = parts[start:stop]
        if wide > _WORD_GAP and not line.upright:
            own = _with_spaces(own, gaps[start + 1 : stop].tolist())
        found.append("".join(own))
    return found


def _with_spaces(texts: list[str], gaps: Sequence[float]) -> list[str]:
    """The characters of a line, with the spaces between its words; `gaps` are the white between them, in em.

    Words stand apart by more than their letters do, so a letter-spaced word stays one; beside an ideograph or a
    full-width mark there is no space.
    """
    close = [_stands_close(text[-1:]) for text in texts]
    spaced = [not (before or _stands_close(text[:1])) for before, text in zip(close, texts[1:], strict=False)]
    between = sorted(gap for gap, may in zip(gaps, spaced, strict=True) if may)
    if not between:
        return texts
    apart = _WORD_GAP + max(0.0, between[len(between) // 2])
    return [
        texts[0],
        *(f" {text}" if may and gap > apart else text for text, gap, may in zip(texts[1:], gaps, spaced, strict=True)),
    ]


@cache
def _stands_close(ch: str) -> bool:
    """Whether the character, if any, is a space, an ideograph or a full-width mark."""
    return bool(ch) and (ch.isspace() or is_ideograph(ch) or (east_asian_width(ch) in "WF" and not ch.isalpha()))
