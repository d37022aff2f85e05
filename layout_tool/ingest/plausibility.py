"""How much a decoded sample reads like a page, character by character.

Own method: a right decoding of Chinese or Japanese is made of the few hundred commonest characters,
punctuation and kana; a wrong one of rare characters, private-use signs and bytes that fit nowhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from layout_tool.ingest.common_characters import KANJI, SIMPLIFIED, TRADITIONAL

GOOD, FAIR, NEUTRAL, RARE, ODD, WRONG = 1.0, 0.7, 0.1, -0.5, -1.2, -3.0
MISFIT = -1.5  # a byte that does not decode

_CJK_MARKS = frozenset("\u3000、。「」『』【】《》〈〉〔〕,:;!?()％・ー—―…“”‘’·■□●○◆◇★△▲▼〇々〜～＝－＋")


@dataclass(frozen=True, slots=True)
class Script:
    """What a decoding is expected to hold: its common characters, and the old standard its core lies in."""

    common: frozenset[str]
    kana: float
    standard: str


CHINESE_MAINLAND = Script(SIMPLIFIED, kana=-0.3, standard="gb2312")
CHINESE_TAIWAN = Script(TRADITIONAL, kana=-0.3, standard="big5")
JAPANESE = Script(KANJI, kana=GOOD, standard="shift_jis")
ANY = Script(SIMPLIFIED | TRADITIONAL | KANJI, kana=GOOD, standard="gb18030")

_OTHER_COMMON = ANY.common


def east_asian(text: str, bad: int, script: Script) -> float:
    """The mean weight of the characters outside ASCII, `bad` undecodable bytes counted with them.

    Near 1 for prose of the script, below 0 for noise; 0 for a text of ASCII alone.
    """
    counts = Counter(text)
    total = weight = 0.0
    for sign, times in counts.items():
        if _is_plain(sign):
            continue
        total += times
        weight += times * _weigh(sign, script)
    return (weight + bad * MISFIT) / (total + bad) if total + bad else 0.0


def sixteen_bit(text: str, bad: int) -> float:
    """The mean weight of all characters of a UTF-16 reading, ASCII with them."""
    counts = Counter(text)
    weight = bad / 2 * WRONG
    for sign, times in counts.items():
        weight += times * (GOOD if _is_plain(sign) else _weigh(sign, ANY))
    units = len(text) + bad / 2
    return weight / units if units else 0.0


def _is_plain(sign: str) -> bool:
    return " " <= sign <= "~" or sign in "\t\n\r\f"


def _weigh(sign: str, script: Script) -> float:
    if sign in script.common or sign in _CJK_MARKS or "\uff01" <= sign <= "\uff5e":
        return GOOD
    if "\u3041" <= sign <= "\u30fe":
        return script.kana
    if "\u4e00" <= sign <= "\u9fff":
        return _weigh_ideograph(sign, script)
    if "\uff61" <= sign <= "\uff9f":
        return RARE
    return _weigh_other(sign)


def _weigh_ideograph(sign: str, script: Script) -> float:
    if sign in _OTHER_COMMON:
        return FAIR if script.standard == "gb2312" and sign in TRADITIONAL else NEUTRAL
    if script is ANY:
        return NEUTRAL
    try:
        lead = sign.encode(script.standard)[0]
    except UnicodeEncodeError:
        return ODD
    return NEUTRAL if lead < _SECOND_LEVEL[script.standard] else RARE


# The first lead byte of each standard's second level: the rarer characters.
_SECOND_LEVEL = {"gb2312": 0xD8, "big5": 0xC9, "shift_jis": 0x98}


def _weigh_other(sign: str) -> float:
    if "\u2000" <= sign <= "\u22ff" or "\u2460" <= sign <= "\u26ff" or "\u3000" <= sign <= "\u303f":
        return NEUTRAL
    category = unicodedata.category(sign)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return WRONG
    return RARE if sign < "\u0250" else ODD


def western(sample: bytes, text: str) -> float:
    """The mean weight of the high characters of a one-byte decoding; `text` has one character a byte.

    Western prose has its letters with accents, quotation marks and dashes one by one among ASCII;
    a double-byte text read this way is runs of them.
    """
    total = weight = 0.0
    for place, byte in enumerate(sample):
        if byte < 0x80:
            if not _is_plain(text[place]):
                total, weight = total + 1, weight + WRONG
            continue
        before = sample[place - 1] if place else 0x20
        after = sample[place + 1] if place + 1 < len(sample) else 0x20
        total += 1
        weight += _weigh_western(text[place], before, after)
    return weight / total if total else 0.0


def _weigh_western(sign: str, before: int, after: int) -> float:
    if unicodedata.category(sign) == "Cc":
        return WRONG
    runs = (before >= 0x80) + (after >= 0x80)
    if runs == 2:
        return ODD
    if sign.isalpha():
        joined = _is_letter(before) or _is_letter(after)
        alone = FAIR if sign in "àáâèéíòóôùúÀÁÈÉÍÒÓ" else NEUTRAL
        return (GOOD if joined else alone) - runs * 0.4
    if sign in "‘’“”„‚«»–—…•·°§£€©®\xa0½¼¿¡´ªº×":
        return FAIR - runs * 0.4
    return RARE


def _is_letter(byte: int) -> bool:
    return 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A
