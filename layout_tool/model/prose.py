"""Paragraphs written clean: the lines of one paragraph joined by the rules of their script.

Only white space changes, with three exceptions that printing put there and a reader takes away: line-end
hyphens (where they only part a word), soft hyphens and zero-width characters. Every other character
survives, in its place; nothing is normalised. Lines of the document are never touched.

The rules, for a paragraph whose script is ideographic:

- No space between ideographs, kana and their punctuation, at line ends too. Quotes, dashes, dots and
  geometric signs, which both scripts use, count as punctuation of the paragraph's script.
- U+3000 is set on purpose (本报讯　记者 …): inside a line any gap that has one becomes exactly one U+3000;
  at the edges of a line it is an indent or filling, and goes.
- A space between an ideograph and a number or a Latin word follows the style of the page (`SpacingStyle`):
  always, never, or, on a mixed page, as it stands inside the line and none at a line end. In a line that was
  stretched to the measure (spaces between most ideographs) such a space proves nothing and counts as none.
- Inside a number spaces vanish: between digits and . , : / - % of the number; a comma with a space after it
  but none before needs three digits to follow, so that lists stay lists.

For an alphabetic paragraph: one space between words, a line end is a space, unless a hyphen, a dash or a
bracket stands there. A hyphen at a line end before a small letter parts a word and goes, unless the page or the
word itself speaks for a compound (`_compound`). In both, letters spaced out one by
one (five or more) are one word again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from layout_tool.model.roles import HEADING_ROLES, Role

_IDEOGRAPH = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u30fa\u30fc-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_PUNCTUATION = "\u3001-\u3004\u3008-\u3020\u302a-\u3030\u3036\u3037\u303c-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe6f"
_FULL_WIDTH = "\uff01-\uff65\uffe0-\uffee"
_DUAL = "\u00b7\u2012-\u2027\u2032-\u205e\u2190-\u2bff"
_MARKS = "\u25a0-\u27bf"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_IS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")
_IDEOGRAPHS = re.compile(f"[{_IDEOGRAPH}]+")
_IS_NAME_SIDE = re.compile(f"[{_IDEOGRAPH}{_MARKS}]")
_LETTER = "[^\\W\\d_]"
_WORD = re.compile(f"{_LETTER}+(?:['’-]{_LETTER}+)*")
_LETTER_RUN = re.compile(rf"(?<!\S)(?:(?![{_IDEOGRAPH}]){_LETTER} ){{4,}}(?![{_IDEOGRAPH}]){_LETTER}(?!\S)")
_HYPHENS = "-\u2010"
_SOFT_HYPHEN = "\u00ad"
_CHAIN = ("-", "\u2010")
_COMPOUND_HEADS = frozenset({"anglo", "franco", "quasi", "self", "vice", "well"})
_COMPOUND_PREFIXES = frozenset({"anti", "co", "half", "mid", "non", "post"})
_COMPOUND_TAILS = frozenset({"based", "century", "old", "speaking", "style", "year"})
_WHOLE = 3
_NUMBER_SIGN = "%‰°℃"
_OPENING = "([{/“‘«"
_CLOSING = ")]}/”».,;:!?" + _NUMBER_SIGN
_TIGHT_DASH = "—–―"


class Script(StrEnum):
    """How a text is set: without spaces between its signs, or in words."""

    IDEOGRAPHIC = "ideographic"
    ALPHABETIC = "alphabetic"


@dataclass(frozen=True, slots=True)
class SpacingStyle:
    """Whether a page sets a space between an ideograph and a number or Latin word: True always, False never,
    None sometimes (or too seldom to tell). `before_digit` is 月␣14, `after_digit` 14␣日, and so for words."""

    before_digit: bool | None = None
    after_digit: bool | None = None
    before_latin: bool | None = None
    after_latin: bool | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of one script; `wide` are the signs that take no space."""

    script: Script
    wide: re.Pattern[str]
    wide_spaced: re.Pattern[str]
    wide_tight: re.Pattern[str]


def _rules(script: Script) -> _Rules:
    signs = _IDEOGRAPH + _PUNCTUATION + _FULL_WIDTH + (_DUAL if script is Script.IDEOGRAPHIC else "")
    return _Rules(
        script,
        re.compile(f"[{signs}]"),
        re.compile(f"(?<=[{signs}])[^\\S\u3000]+(?=[{signs}])"),
        re.compile(f"(?<=[{signs}])(?=[{signs}])"),
    )


_RULES = {script: _rules(script) for script in Script}
_SIDES: dict[str, tuple[str, str]] = {
    "before_digit": (f"(?<=[{_IDEOGRAPH}])", "(?=[0-9])"),
    "after_digit": (f"(?<=[0-9{_NUMBER_SIGN}])", f"(?=[{_IDEOGRAPH}])"),
    "before_latin": (f"(?<=[{_IDEOGRAPH}])", "(?=[A-Za-z\u00c0-\u024f])"),
    "after_latin": ("(?<=[A-Za-z\u00c0-\u024f])", f"(?=[{_IDEOGRAPH}])"),
}
_SPACED = {side: re.compile(left + " +" + right) for side, (left, right) in _SIDES.items()}
_TELLING = re.compile(f"[0-9{_NUMBER_SIGN}A-Za-z\u00c0-\u024f]")
"""What every place of a line has in it that tells of the page's spaces."""
_TIGHT = {side: re.compile(left + right) for side, (left, right) in _SIDES.items()}
_IDEOGRAPHIC_NUMBER = (
    re.compile(r"(?<=[0-9]) *([.:/-]) *(?=[0-9])"),
    re.compile(r"(?<=[0-9]) +(,) *(?=[0-9])"),
    re.compile(r"(?<=[0-9])(,) +(?=[0-9]{3}(?![0-9]))"),
    re.compile(rf"(?<=[0-9]) +([{_NUMBER_SIGN}])"),
)
_ALPHABETIC_NUMBER = (re.compile(r"(?<=[0-9]) +(\.)(?=[0-9])"), re.compile(r"(?<=[0-9]) +(,)(?=[0-9]{3}(?![0-9]))"))

_FEW = 5
_LINES_KEPT = 1 << 15
"""Lines whose words and spaces are kept: an edit reads all lines of its page, and nearly all are as they were."""
_SELDOM = 0.1


def script_of(text: str) -> Script:
    """The script that rules the text: ideographic where there is an ideograph for every four other letters.

    A text without letters is alphabetic.

    >>> script_of("渔船Aurora号返港"), script_of("Port of Ningbo (宁波)")
    (<Script.IDEOGRAPHIC: 'ideographic'>, <Script.ALPHABETIC: 'alphabetic'>)
    """
    ideographs = sum(map(len, _IDEOGRAPHS.findall(text)))
    if not ideographs:
        return Script.ALPHABETIC
    others = sum(map(str.isalpha, text)) - ideographs
    return Script.IDEOGRAPHIC if 4 * ideographs >= others else Script.ALPHABETIC


def spacing_style(lines: Iterable[str]) -> SpacingStyle:
    """The page's habit, counted over its lines that were not stretched to the measure.

    A side counts as settled from five places on, where nine in ten agree.

    >>> spacing_style(["在 11 月 14 日至 17 日"] * 5).before_digit
    True
    """
    counted = [count for line in lines if (count := _spaces(line)) is not None]
    totals = [sum(column) for column in zip(*counted, strict=True)] or [0] * (2 * len(_SIDES))
    return SpacingStyle(**{side: _habit(totals[2 * at], totals[2 * at + 1]) for at, side in enumerate(_SIDES)})


@lru_cache(_LINES_KEPT)
def _spaces(line: str) -> tuple[int, ...] | None:
    """Spaced and tight places of each side in turn; None where the line tells nothing."""
    if not _TELLING.search(line) or line.isascii() or _stretched(line, _RULES[Script.IDEOGRAPHIC]):
        return None
    return tuple(len(kind[side].findall(line)) for side in _SIDES for kind in (_SPACED, _TIGHT))


def _habit(spaced: int, tight: int) -> bool | None:
    total = spaced + tight
    if total < _FEW:
        return None
    if spaced <= _SELDOM * total:
        return False
    return True if tight <= _SELDOM * total else None


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """The words printed whole on these lines, in lower case; pieces at a hyphenated line end are left out.

    `known_words(page_lines).__contains__` serves as the `knows` of `join_lines`.

    >>> sorted(known_words(["The harbour mas-", "ter of well-kept Ningbo"]))
    ['harbour', 'ningbo', 'of', 'the', 'well-kept']
    """
    words: set[str] = set()
    broken = False
    for line in lines:
        found, ends_broken = _words(line)
        first, broken = int(broken), ends_broken
        words.update(found[first : len(found) - 1] if broken else found[first:])
    return frozenset(words)


@lru_cache(_LINES_KEPT)
def _words(line: str) -> tuple[tuple[str, ...], bool]:
    """The words of a line in lower case, and whether it ends at a hyphen."""
    printed = line.strip()
    return tuple(map(str.casefold, _WORD.findall(printed))), printed.endswith((*_HYPHENS, _SOFT_HYPHEN))


def join_lines(
    lines: Sequence[str],
    *,
    knows: Callable[[str], bool] | None = None,
    style: SpacingStyle | None = None,
    names: bool = False,
) -> str:
    """The clean text of one paragraph from its printed lines, in reading order.

    `knows` says whether a word (lower case, with its hyphens) stands whole on the page; a line-end hyphen goes
    where it parts a word, and stays in a compound. Without `knows` every hyphen stays. `style` is the page's
    (`spacing_style`); without it every place keeps the space it has. `names` keeps the gaps that part names in
    bylines and credits (记者 张三 李四).
    Linear in the length of the text; a text once joined stays as it is when joined again (without `names`).

    >>> join_lines(["吨 ， 渔 获 比 上 年 多 6.1% 和", "8.4%，渔民"])
    '吨，渔获比上年多6.1%和8.4%，渔民'
    >>> join_lines(["the harbour mas-", "ter  said"], knows=set().__contains__)
    'the harbour master said'
    """
    text, script = _join(lines, knows, names, parted=names)
    return _settle(text, script, style)


def paragraph_text(
    lines: Sequence[str],
    role: Role,
    *,
    knows: Callable[[str], bool] | None = None,
    style: SpacingStyle | None = None,
) -> str:
    """The clean text of a paragraph of this role: headings as headings, bylines and credits with their names apart."""
    if role in HEADING_ROLES:
        return clean_heading(lines, knows=knows)
    return join_lines(lines, knows=knows, style=style, names=role in (Role.BYLINE, Role.CREDIT))


def clean_heading(lines: Sequence[str], *, knows: Callable[[str], bool] | None = None) -> str:
    """The text of a heading over one or more lines.

    Ideographic lines join without a space, alphabetic ones with one; a heading of one sign a line (set
    vertically) is one word. A space inside a line of ideographs is a pause of the headline and stays, unless
    the whole line is spaced out.

    >>> clean_heading(["9月渔港上岸量", "再创新高"])
    '9月渔港上岸量再创新高'
    >>> clean_heading(["渔", "港", "G", "P", "S"]), clean_heading(["Trade grows", "again"])
    ('渔港GPS', 'Trade grows again')
    """
    shown = [stripped for line in lines if (stripped := _INVISIBLE.sub("", line).strip())]
    if len(shown) > 1 and all(len(line) == 1 for line in shown):
        return "".join(shown)
    text, script = _join(shown, knows, names=True, parted=False)
    return _settle(text, script, None)


def _join(
    lines: Sequence[str], knows: Callable[[str], bool] | None, names: bool, *, parted: bool
) -> tuple[str, Script]:
    """The lines put together and their script; `parted`: a line end parts ideographs, as it parts names."""
    script = script_of("".join(lines))
    rules = _RULES[script]
    parts: list[str] = []
    soft = False
    for raw in lines:
        if line := _close_gaps(raw, rules, names):
            if parts:
                _append(parts, line, rules, knows, soft=soft, parted=parted)
            else:
                parts.append(line)
            soft = raw.rstrip().endswith(_SOFT_HYPHEN)
    return "".join(parts), script


def _stretched(line: str, rules: _Rules) -> bool:
    """Whether the line was spaced out to fill its measure: most of its solid signs stand apart."""
    spaced = len(rules.wide_spaced.findall(line))
    return spaced >= 2 and spaced >= 2 * len(rules.wide_tight.findall(line))


def _close_gaps(raw: str, rules: _Rules, names: bool) -> str:
    """One line without its edges' white space, each gap inside it closed, or set to one space."""
    if not raw.isascii():
        raw = _INVISIBLE.sub("", raw).replace(_SOFT_HYPHEN, "")
    line = raw.strip()
    if not _SPACE.search(line):
        return line
    line = _LETTER_RUN.sub(lambda match: match.group().replace(" ", ""), line)
    if line.isascii():
        return " ".join(line.split())
    stretched = _stretched(line, rules)

    def gap(match: re.Match[str]) -> str:
        left, right = line[match.start() - 1], line[match.end()]
        return _gap(left, right, match.group(), rules, stretched=stretched, names=names)

    return _SPACE.sub(gap, line)


def _gap(left: str, right: str, space: str, rules: _Rules, *, stretched: bool, names: bool) -> str:
    if "\u3000" in space:
        return "\u3000"
    wide = (rules.wide.match(left) is not None) + (rules.wide.match(right) is not None)
    if wide == 2:
        apart = names and not stretched and _IS_NAME_SIDE.match(left) and _IS_NAME_SIDE.match(right)
        return " " if apart else ""
    if wide == 1:
        solid = left if rules.wide.match(left) else right
        return " " if _IS_IDEOGRAPH.match(solid) and not stretched else ""
    return "" if stretched and len(space) == 1 and left.isdigit() and right.isdigit() else " "


def _append(
    parts: list[str], line: str, rules: _Rules, knows: Callable[[str], bool] | None, *, soft: bool, parted: bool
) -> None:
    """Add the next line to `parts`, which has one at least, with what belongs between the two."""
    last, left, right = parts[-1], parts[-1][-1], line[0]
    if soft:
        pass
    elif rules.wide.match(left) or rules.wide.match(right):
        ideographic = rules.script is Script.IDEOGRAPHIC
        if _gap(left, right, " ", rules, stretched=ideographic and not parted, names=parted):
            parts.append(" ")
    elif left in _HYPHENS and last[-2:-1].isalpha() and right.isalpha():
        if knows is not None and not _compound(last[:-1], line, knows):
            parts[-1] = last[:-1]
    elif not _solid(last, line, rules.script):
        parts.append(" ")
    parts.append(line)


def _solid(last: str, line: str, script: Script) -> bool:
    """Whether two lines of letters or digits meet without a space."""
    left, right = last[-1], line[0]
    if left.isdigit() and right.isdigit():
        return script is Script.IDEOGRAPHIC
    if left in _HYPHENS or left in _TIGHT_DASH or right in _TIGHT_DASH:
        return not (last[-2:-1].isspace() or line[1:2].isspace())
    return left in _OPENING or right in _CLOSING


def _compound(before: str, after: str, knows: Callable[[str], bool]) -> bool:
    """Whether a hyphen between the texts, a letter on either side of it, belongs to the word.

    It does where the page has the word with its hyphen and not without, before a capital, beside a single letter,
    in a chain (free-to-air), and where one side is a usual part of compounds or both are words of the page; after
    a prefix (post-war) the second alone need be.
    """
    left, right = _last_word(before), _first_word(after)
    first, second = left.casefold(), right.casefold()
    if knows(first + second):
        return False
    if knows(f"{first}-{second}") or not right[0].islower() or min(len(left), len(right)) == 1:
        return True
    if first in _COMPOUND_HEADS or second in _COMPOUND_TAILS:
        return True
    whole = knows(first), knows(second)
    if before[-len(left) - 1 : -len(left)] in _CHAIN or after[len(right) : len(right) + 1] in _CHAIN:
        return any(whole)
    begins = first in _COMPOUND_PREFIXES or (whole[0] and len(left) >= _WHOLE)
    return begins and whole[1] and len(right) >= _WHOLE


def _last_word(text: str) -> str:
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:]


def _first_word(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[:end]


def _settle(text: str, script: Script, style: SpacingStyle | None) -> str:
    """What needs the whole paragraph: spaced-out words, numbers, the page's style."""
    if " " in text:
        text = _LETTER_RUN.sub(lambda match: match.group().replace(" ", ""), text)
        for pattern in _IDEOGRAPHIC_NUMBER if script is Script.IDEOGRAPHIC else _ALPHABETIC_NUMBER:
            text = pattern.sub(r"\1", text)
    if style is None or script is Script.ALPHABETIC:
        return text
    for side in _SIDES:
        habit = getattr(style, side)
        if habit is not None:
            text = _TIGHT[side].sub(" ", text) if habit else _SPACED[side].sub("", text)
    return text
