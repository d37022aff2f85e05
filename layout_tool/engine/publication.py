"""What a page says of itself: the newspaper's title, date and number, and the language of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from layout_tool.engine.fragments import Fragment
from layout_tool.model.document import Publication
from layout_tool.model.roles import Role

_KANA = re.compile(r"[\u3041-\u30ff]")
_TRADITIONAL = re.compile(r"[這個們來時會說對發經國學過還後進實現點機關開電話總應動間業與為種從報]")
_SIMPLIFIED = re.compile(r"[这个们来时会说对发经国学过还后进实现点机关开电话总应动间业与为种从报]")
_ENGLISH_DATE = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{1,2}),?\s+(\d{4})"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_SAMPLE = 40


def read_publication(fragments: Sequence[Fragment], outside: Sequence[int], latin: bool) -> Publication:
    """Title, date and number from the masthead and the folio; language from the text."""
    title = number = printed = None
    for k in outside:
        fragment = fragments[k]
        if fragment.cue is None:
            continue
        if fragment.cue.role is Role.MASTHEAD and title is None:
            title = fragment.lines[0].text.strip()
        if fragment.cue.role is Role.FOLIO:
            number = number or fragment.cue.part("issue_z") or fragment.cue.part("issue")
            printed = printed or _date(fragment)
    return Publication(title, printed, number, _language(fragments, latin))


def _date(fragment: Fragment) -> str | None:
    """ISO 8601, or None where the parts make no date."""
    cue = fragment.cue
    year, month, day = (_number(cue.part(name)) for name in "ymd") if cue else (None, None, None)
    if year is None:
        hit = _ENGLISH_DATE.search(fragment.lines[0].text)
        if hit is None:
            return None
        year, month, day = int(hit[3]), _MONTHS.index(hit[1]) + 1, int(hit[2])
    if month is None or day is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    """An Arabic or Chinese number up to 99, or a year written digit by digit.

    >>> _number("2026"), _number("二〇二六"), _number("十一"), _number("二十")
    (2026, 2026, 11, 20)
    """
    if not text:
        return None
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        if all(ch in _DIGITS for ch in tens + units) and len(tens) < 2 and len(units) < 2:
            return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[units] if units else 0)
        return None
    if all(ch in _DIGITS for ch in text):
        return int("".join(str(_DIGITS[ch]) for ch in text))
    return None


def _language(fragments: Sequence[Fragment], latin: bool) -> str | None:
    """BCP 47, as far as the script tells; Latin pages are taken for English only by their words."""
    text = "".join(fragment.core[:400] for fragment in fragments[:_SAMPLE])
    if not text:
        return None
    if latin:
        spaced = " ".join(fragment.text[:400] for fragment in fragments[:_SAMPLE]).lower().split()
        return "en" if sum(word in ("the", "of", "and", "to", "in") for word in spaced) > 0.08 * len(spaced) else None
    if len(_KANA.findall(text)) > 0.1 * len(text):
        return "ja"
    return "zh-Hant" if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)) else "zh-Hans"
