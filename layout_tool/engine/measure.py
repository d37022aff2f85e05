"""The width of text in em, where the font is unknown: an ideograph is 1 em, a Latin letter about half of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LATIN_EM = 0.5
"""Mean advance of a Latin letter or digit in a text face, in em."""
SPACE_EM = 0.25
"""Advance of a word space, in em."""

_WIDE = frozenset("WF")
_LATIN_ADVANCES: Mapping[str, float] = {
    char: advance
    for advance, chars in (
        (0.31, "ijl.,:;'’‘!|`"),
        (0.38, 'tfrI()[]{}-/\\“”"'),
        (0.46, "szJ"),
        (0.51, "aceg"),
        (0.57, "bdhknopquvxy0123456789?*$£"),
        (0.69, "LSFPETZB"),
        (0.8, "ACDGHKNOQRUVXYw&"),
        (0.89, "m"),
        (1.03, "MW%@—"),
    )
    for char in chars
}
"""Advances of the letters of a text face beside one another, in em, so large that those of a page of English have a
mean of `LATIN_EM`: narrow and wide letters alike in most faces for continuous reading."""


def em_width(text: str) -> float:
    """Width of one line of text in em (1 em = one ideograph).

    Space at both ends is not counted, nor are spaces between two wide characters: justification left them there.
    An ideographic space counts 1 em. Characters of ambiguous width, such as “ ” — …, are wide in a line that
    holds a wide character and half as wide in any other line. Combining marks have no width. Beside wide characters
    each Latin letter counts half an em; in a line without any, what it takes in a text face.

    >>> em_width("互动，两国")
    5.0
    >>> em_width("万 辆 ，同 比")
    5.0
    >>> em_width("in the end"), em_width("will"), em_width("mama")
    (4.49, 1.73, 2.8)
    """
    line = text.strip()
    wide_ambiguous = any(unicodedata.east_asian_width(char) in _WIDE for char in line)
    width = 0.0
    after_wide = False
    spaces = 0
    for char in line:
        if char in " \t\u00a0":
            spaces += 1
            continue
        advance = _advance(char, wide_ambiguous)
        if not advance:
            continue
        wide = advance >= 1.0
        if spaces and not (wide and after_wide):
            width += SPACE_EM
        spaces = 0
        width += advance
        after_wide = wide
    return round(width, 4)


@lru_cache(maxsize=8192)
def _advance(char: str, wide_ambiguous: bool) -> float:
    """The advance of one character that is no space, in em."""
    if not wide_ambiguous and char in _LATIN_ADVANCES:
        return _LATIN_ADVANCES[char]
    if char.isascii():
        return LATIN_EM
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
        return 0.0
    kind = unicodedata.east_asian_width(char)
    if kind in _WIDE or (kind == "A" and wide_ambiguous and not char.isalpha()):
        return 1.0
    return LATIN_EM
