"""Text to lines: Chinese by the rules of its punctuation, English with simple hyphens.

Widths of Chinese lines are in em (a Latin letter or a digit is half an em), of English lines in characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NEVER_FIRST = frozenset("，。、；：！？）》〉】」』”’…—·％%")
NEVER_LAST = frozenset("（《〈【「『“‘")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|——|……|.", re.DOTALL)
_NUMBER_AFTER_HAN = re.compile(r"(?<=[一-鿿])(?=[0-9])")
_HAN_AFTER_NUMBER = re.compile(r"(?<=[0-9%])(?=[一-鿿])")
_ENDING = re.compile(r"[a-z]?(?:ed|ings?)")
_VOWELS = frozenset("aeiouy")
_INSEPARABLE = frozenset(
    ["ch", "ck", "gh", "gn", "ng", "ph", "qu", "sh", "th", "wh", "bl", "br", "cl", "cr", "dr", "fl"]
)

Measure = Callable[[int], float]
"""The width open to the n-th line (from 0) of a paragraph."""


def em(text: str) -> float:
    """The set width of `text` in em.

    >>> em("前10个月")
    4.0
    """
    return sum(0.5 if ord(char) < 0x250 else 1.0 for char in text)


def _units(text: str) -> list[str]:
    """What a line break cannot divide: a character or number with the marks that cling to it.

    >>> _units("说，“好”。")
    ['说，', '“好”。']
    """
    units: list[str] = []
    opening = ""
    for token in _TOKEN.findall(text):
        if token[0] in NEVER_LAST:
            opening += token
        elif token[0] in NEVER_FIRST and units and not opening:
            units[-1] += token
        else:
            units.append(opening + token)
            opening = ""
    return [*units, opening] if opening else units


def _fits(line: str, unit: str, measure: float) -> bool:
    """Whether `unit` still goes on the line; closing marks may be squeezed by half an em, one em a line at most."""
    width = em(line) + em(unit)
    marks = sum(char in NEVER_FIRST or char in NEVER_LAST for char in line + unit)
    squeeze = min(0.5 * marks, 1.0) if unit[-1] in NEVER_FIRST else 0.0
    return width - squeeze <= measure


def break_chinese(text: str, measure: Measure) -> list[str]:
    """Lines of one paragraph; no line starts with a closing mark or ends with an opening one.

    >>> break_chinese("江水不停，我们的活儿就不会停。", lambda n: 5.0)
    ['江水不停，', '我们的活儿', '就不会停。']
    """
    lines = [""]
    for unit in _units(text):
        if lines[-1] and not _fits(lines[-1], unit, measure(len(lines) - 1)):
            lines.append("")
        lines[-1] += unit.lstrip() if not lines[-1] else unit
    return [line.rstrip() for line in lines]


def space_out(line: str, measure: float) -> str:
    """The stray spaces that justification leaves in a text layer, by how far the line falls short.

    >>> space_out("进出口总额达到186.4亿元，同比", 15)
    '进出口总额达到 186.4亿元，同比'
    >>> space_out("总额增长31.5%，占全市的七", 15)
    '总 额 增 长 31.5% ，占 全 市 的 七'
    """
    short = measure - em(line)
    numbers = _NUMBER_AFTER_HAN.search(line) or _HAN_AFTER_NUMBER.search(line)
    if short < 0.5 or not numbers:
        return line
    if short >= 1.5:
        return " ".join(_units(line)).replace("，", " ，").replace("， ", "，")
    spaced = _NUMBER_AFTER_HAN.sub(" ", line)
    return _HAN_AFTER_NUMBER.sub(" ", spaced) if short >= 1.0 else spaced


def hyphen_points(word: str) -> list[int]:
    """Places where a plain English word may be cut: between two consonants among vowels, three letters kept.

    >>> hyphen_points("winter"), hyphen_points("bath"), hyphen_points("returned")
    ([3], [], [])
    """
    points = []
    for cut in range(3, len(word) - 2):
        before, left, right, after = tuple(word[cut - 2 : cut + 2].lower())
        between = before in _VOWELS and left not in _VOWELS and right not in _VOWELS and after in _VOWELS
        if between and left + right not in _INSEPARABLE and not _ENDING.fullmatch(word[cut:]):
            points.append(cut)
    return points


def break_english(text: str, measure: Measure) -> list[str]:
    """Lines of one paragraph, words cut with a hyphen where half of one still goes on the line.

    >>> break_english("a quiet winter morning", lambda n: 12)
    ['a quiet win-', 'ter morning']
    """
    lines = [""]
    for word in text.split():
        room = measure(len(lines) - 1) - len(lines[-1]) - bool(lines[-1])
        if len(word) <= room:
            lines[-1] += (" " if lines[-1] else "") + word
            continue
        cuts = [cut for cut in hyphen_points(word) if cut + 1 <= room] if word.isalpha() else []
        if cuts:
            lines[-1] += (" " if lines[-1] else "") + word[: cuts[-1]] + "-"
        lines.append(word[cuts[-1] :] if cuts else word)
    return [line for line in lines if line]


def widen(line: str, measure: float) -> str:
    """Double the spaces of a line that justification stretched by a character or more.

    >>> widen("the tide was out", 18)
    'the  tide  was  out'
    """
    return line.replace(" ", "  ") if measure - len(line) >= 1 else line
