"""How characters behave at the ends of lines: which end a sentence, open, close, or may not start a line."""

from __future__ import annotations

import re
from functools import cache

STOPS = frozenset("。！？!?…．｡")
CLOSERS = frozenset("”’」』》〉）)】］]〕\"'")
OPENERS = frozenset("“‘「『《〈（(【［[〔")
NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’,.;:!?)]%％‰℃…—·")
_ONLY_WITHIN = NEVER_FIRST - frozenset("…—·")
CLOSE_OF = dict(zip("“‘「『《〈（【［〔", "”’」』》〉）】］〕", strict=True)) | {"(": ")", "[": "]"}
_PAIRED = re.compile(f"[{re.escape(''.join((*CLOSE_OF, *CLOSE_OF.values())))}]")
FUNCTION_WORDS = frozenset("的在和与及对将把被从向为了以于是等并而或但其这那该因由就")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD, *range(0x09), *range(0x0E, 0x20), 0x7F])
_WIDE = (
    (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD),
)  # fmt: skip


@cache
def is_wide(ch: str) -> bool:
    """Whether the character takes a full em square in a Chinese or Japanese line."""
    code = ord(ch)
    return code >= 0x1100 and any(low <= code <= high for low, high in _WIDE)


_LATIN = re.compile("[A-Za-z]+")
_HAN_AND_KANA = re.compile("[\u3400-\u9fff\u3041-\u30ff\uf900-\ufaff\U00020000-\U0003ffff]+")


@cache
def is_ideograph(ch: str) -> bool:
    """Han and kana: the characters between which a space is never part of the text."""
    code = ord(ch)
    return (
        0x3400 <= code <= 0x9FFF or 0x3041 <= code <= 0x30FF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFD
    )


def visible(text: str) -> str:
    """The text without zero-width and control characters.

    >>> visible("a\\u200bb")
    'ab'
    """
    return text if text.isprintable() else text.translate(_INVISIBLE)


def squeeze(text: str) -> str:
    """The text without any white space or invisible characters: what is printed.

    >>> squeeze(" 21 日 电\\u3000本报 ")
    '21日电本报'
    """
    return "".join(visible(text).split())


def ends_sentence(core: str) -> bool:
    """Whether the printed text ends with a full stop, closing quotes and brackets set aside.

    >>> ends_sentence("他说。”"), ends_sentence("（黑龙江）"), ends_sentence("to the U.S."), ends_sentence("在会上")
    (True, False, True, False)
    """
    end = len(core)
    while end and core[end - 1] in CLOSERS:
        end -= 1
    if not end:
        return False
    last = core[end - 1]
    if last in STOPS:
        return True
    return last == "." and (end < 2 or not core[end - 2].isdigit() or end == len(core))


def goes_on(core: str) -> bool:
    """Whether a text begins with a mark that no paragraph begins with: one may with dots, a dash or a bullet.

    >>> goes_on("，到了"), goes_on("……到了"), goes_on("...到了"), goes_on("到了")
    (True, False, False, False)
    """
    return core[:1] in _ONLY_WITHIN and core[:2] != ".."


def open_marks(core: str) -> tuple[str, ...]:
    """The opening quotes and brackets that the text leaves open, outermost first.

    >>> open_marks("他说“（一）今后")
    ('“',)
    """
    stack: list[str] = []
    for ch in _PAIRED.findall(core):
        if ch in CLOSE_OF:
            stack.append(ch)
        elif stack and ch == CLOSE_OF[stack[-1]]:
            stack.pop()
    return tuple(stack)


def first_unopened(core: str, reach: int = 80) -> str | None:
    """The first closing mark within `reach` characters that nothing before it in the text opened.

    >>> first_unopened("吧”，他说")
    '”'
    """
    opened = 0
    marks: list[str] = _PAIRED.findall(core[:reach])
    for ch in marks:
        if ch in CLOSE_OF:
            opened += 1
        elif ch != "’":
            if not opened:
                return ch
            opened -= 1
    return None


def latin_share(text: str) -> float:
    """The share of letters that are Latin, 0 where there are no letters."""
    latin = sum(map(len, _LATIN.findall(text)))
    wide = sum(map(len, _HAN_AND_KANA.findall(text)))
    return latin / (latin + 4 * wide) if latin + wide else 0.0
