"""What a page says of itself: the newspaper's title, date and number, and the language of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from layout_tool.engine.cues import Lexicon
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
_LABEL = re.compile(
    r"\s*(?:第\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*[版面]|([A-Z]{1,2}\d{1,3})(?:\s|版|$)|(\d{1,3})\s*$|Page\s+([A-Z]?\d{1,3}))"
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page's furniture says: of the newspaper, and the printed page number (版次)."""

    publication: Publication
    label: str | None = None


def read_imprint(
    fragments: Sequence[Fragment], furniture: Sequence[tuple[Role, int]], lexicon: Lexicon, latin: bool
) -> Imprint:
    """Title, date and number from the masthead and the folio, the page's label from the folio; language from the text.

    `furniture` are the fragments outside the articles by number, with their roles. A folio often has date, number and
    section on one line: every pattern is tried on each.
    """
    title = number = printed = label = None
    for role, k in furniture:
        fragment = fragments[k]
        if role is Role.MASTHEAD and title is None:
            title = fragment.lines[0].text.strip()
        if role not in (Role.MASTHEAD, Role.FOLIO):
            continue
        for line in fragment.lines:
            number = number or _issue_number(line.text, lexicon)
            printed = printed or _date(line.text, lexicon)
            label = label or (_label(line.text) if role is Role.FOLIO else None)
    return Imprint(Publication(title, printed, number, _language(fragments, latin)), label)


def _issue_number(text: str, lexicon: Lexicon) -> str | None:
    hit = lexicon.match("issue_no", text)
    parts = hit.groupdict() if hit else {}
    return parts.get("issue_z") or parts.get("issue")


def _label(text: str) -> str | None:
    """The printed page number of a folio line, as printed.

    >>> _label("第4版　经济"), _label("A10 WORLD"), _label("2026年5月8日 星期五"), _label("今日12版")
    ('4', 'A10', None, None)
    """
    hit = _LABEL.match(normalize("NFKC", text))
    return next((part for part in hit.groups() if part), None) if hit else None


def _date(text: str, lexicon: Lexicon) -> str | None:
    """ISO 8601, or None where the parts make no date."""
    hit = lexicon.match("folio_date", text)
    year, month, day = (_number(hit.groupdict().get(name)) for name in "ymd") if hit else (None, None, None)
    if year is None:
        english = _ENGLISH_DATE.search(text)
        if english is None:
            return None
        year, month, day = int(english[3]), _MONTHS.index(english[1]) + 1, int(english[2])
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
