"""Fitting text into room without a font at hand: widths are estimates, so every machine breaks alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'!|()[]{}·•’‘")
_BROAD = frozenset("mwMWQO@%&")
_CJK_BLOCKS = (
    (0x2E80, 0x303F),
    (0x3040, 0x33FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)
_CJK_PLANES = (0x20000, 0x3FFFF)
_UPRIGHT_FORMS = str.maketrans(
    "，、。：；！？（）「」『』《》〈〉【】—…“”‘’",
    "︐︑︒︓︔︕︖︵︶﹁﹂﹃﹄︽︾︿﹀︻︼︱︙﹃﹄﹁﹂",
)


def has_cjk(text: str) -> bool:
    """Whether the text has signs that only a Chinese, Japanese or Korean font can draw."""
    return any(_is_cjk(ord(sign)) for sign in text)


def _is_cjk(code: int) -> bool:
    return any(first <= code <= last for first, last in (*_CJK_BLOCKS, _CJK_PLANES))


def advance(sign: str) -> float:
    """Estimated width of one sign in em."""
    if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’—…·":
        return 1.0
    if unicodedata.combining(sign):
        return 0.0
    if sign in _NARROW or sign == " ":
        return 0.3
    if sign in _BROAD:
        return 0.86
    return 0.64 if sign.isupper() else 0.54


def width(text: str) -> float:
    """Estimated width of a text in em.

    >>> width("中国")
    2.0
    """
    return sum(map(advance, text))


def fit(text: str, room: float) -> str:
    """The text, or as much of its beginning as leaves room for an ellipsis, in `room` em; "" where none fits.

    >>> fit("中美经贸关系", 4)
    '中美经…'
    """
    if width(text) <= room:
        return text
    taken, used = 0, 1.0
    for sign in text:
        used += advance(sign)
        if used > room:
            break
        taken += 1
    return text[:taken].rstrip() + "…" if taken else ""


def wrap(text: str, room: float, lines: int) -> list[str]:
    """The text in at most `lines` lines of `room` em, broken at spaces or between ideographs; the last may end in …"""
    rows: list[str] = []
    row = ""
    words = list(_words(text))
    while words and len(rows) < lines - 1:
        if row and width(row + words[0].rstrip()) > room:
            rows.append(row.rstrip())
            row = ""
        elif not row and width(words[0]) > room:
            break
        else:
            row += words.pop(0)
    rest = (row + "".join(words)).strip()
    return [*rows, fit(rest, room)] if rest else rows


def _words(text: str) -> Iterator[str]:
    """The pieces between which a line may break; a Latin word keeps the space after it."""
    word = ""
    for sign in text:
        if has_cjk(sign):
            if word:
                yield word
                word = ""
            yield sign
        else:
            word += sign
            if sign == " ":
                yield word
                word = ""
    if word:
        yield word


def upright(text: str) -> str:
    """The text with the vertical forms of its punctuation.

    >>> upright("「中」")
    '﹁中﹂'
    """
    return text.translate(_UPRIGHT_FORMS)
