"""What a font's name says: the name itself, weight, slant."""

from __future__ import annotations

import re

from layout_tool.model.glyphs import Font

REGULAR, BOLD = 400, 700
FORCE_BOLD, ITALIC = 1 << 18, 1 << 6
"""Flags of a font descriptor."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_WEIGHTS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), weight)
    for pattern, weight in (
        (r"extra[ _-]?light|ultra[ _-]?light|hairline|(?<![a-z])thin", 200),
        (r"semi[ _-]?bold|demi(?:[ _-]?bold)?(?![a-z])|特?中粗", 600),
        (r"extra[ _-]?bold|ultra[ _-]?bold|heavy|black(?!let)|超粗|特粗", 800),
        (r"bold|粗|(?<![a-z])bd(?![a-z])", BOLD),
        (r"medium|(?<![a-z])med(?![a-z])", 500),
        (r"light(?!ning|house)|细|纤", 300),
        (r"regular|roman(?![a-z])|book(?![a-z])|(?<![a-z])normal", REGULAR),
    )
)
_CAMEL_THIN = re.compile(r"[-_a-z]Thin")
_SLANT = re.compile(r"italic|oblique|(?<=[-, ])it(?![a-z])|kursiv", re.IGNORECASE)


def font_named(name: str, flags: int = 0, stem_weight: int = 0, italic_angle: float = 0.0) -> Font:
    """A font by its name in the file; its descriptor speaks where the name says nothing.

    >>> font_named("ABCDEF+NotoSerif-SemiBoldItalic")
    Font(name='NotoSerif-SemiBoldItalic', weight=600, italic=True)
    >>> font_named("SimSun", flags=1 << 18).weight
    700
    """
    name = _SUBSET.sub("", name)
    return Font(name, _weight(name, flags, stem_weight), _is_italic(name, flags, italic_angle))


def decoded(name: bytes) -> str:
    """A name's bytes as text: UTF-8, else the Chinese encoding that older programs of layout wrote.

    >>> decoded("黑体".encode("gbk"))
    '黑体'
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("latin-1")


def _weight(name: str, flags: int, stem_weight: int) -> int:
    if _CAMEL_THIN.search(name):
        return 200
    for pattern, weight in _WEIGHTS:
        if pattern.search(name):
            return weight
    if flags & FORCE_BOLD or stem_weight >= BOLD:
        return BOLD
    return REGULAR


def _is_italic(name: str, flags: int, italic_angle: float) -> bool:
    return bool(_SLANT.search(name)) or bool(flags & ITALIC) or abs(italic_angle) >= 1
