"""Newspaper patterns in the text of lines: bylines, datelines, jump lines, credits, furniture …

The patterns are data (`resources/lexicon`); this module only says where each may fire: most false hits are a
right pattern in a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layout_tool.engine.lines import TextLine
from layout_tool.engine.pattern_signs import Signs
from layout_tool.engine.script import squeeze, visible
from layout_tool.model.roles import Role

_EDGE = 70
_OWN_LINE = 40
_SHORT = 120

OWN_LINE_ROLES: tuple[tuple[str, Role], ...] = (
    *((name, Role.JUMP) for name in ("jump_to", "jump_from", "jump_en_to", "jump_en_from", "jump_ja")),
    *((name, Role.CREDIT) for name in ("credit_line", "credit_tw", "credit_agency", "credit_ja", "credit_en")),
    *((name, Role.BYLINE) for name in ("by_tw", "by_lead", "by_role", "by_mark", "byline_en", "by_affiliation_en")),
    ("signoff_line", Role.SIGNOFF),
    *((name, Role.INDEX) for name in ("index_box", "index_page", "index_entry", "index_entry_en")),
    *((name, Role.ADVERTISEMENT) for name in ("genre_ad", "ad_cue", "ad_en", "ad_slogan")),
    *((name, Role.FOLIO) for name in ("folio_page", "folio_date", "folio_lunar", "folio_en", "folio_section")),
    *((name, Role.FOLIO) for name in ("issue_no", "today_pages", "publisher", "editor_line", "contact_line")),
    *((name, Role.MASTHEAD) for name in ("masthead_en", "masthead_zh")),
    ("deck_dash", Role.DECK),
)
"""Patterns of a line of its own, and the role each speaks for; the first that fits decides."""
_OWN_LINE_ROLE_OF = dict(OWN_LINE_ROLES)
_OWN_LINE_RANKS = {pattern: rank for rank, (pattern, _) in enumerate(OWN_LINE_ROLES)}


@dataclass(frozen=True, slots=True)
class Cue:
    """One hit: the pattern's id, the role it speaks for, what it matched, and its named parts."""

    pattern: str
    role: Role
    text: str
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str | None:
        return dict(self.parts).get(name)

    @property
    def from_page(self) -> bool:
        """Whether it is a jump line that comes from another page (上接第N版), not one that leads there."""
        return self.role is Role.JUMP and self.pattern.endswith("_from")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns by id, the word lists that guard them, the signs of all, and of those of a line by itself."""

    patterns: Mapping[str, re.Pattern[str]]
    family_names: frozenset[str]
    no_signoff: frozenset[str]
    signs: Signs
    own_line_signs: Signs

    @classmethod
    def from_entries(cls, entries: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> Lexicon:
        """Build from the lexicon file's `patterns` and `words`. Raises re.error for a broken pattern."""
        patterns = {str(entry["id"]): re.compile(str(entry["regex"])) for entry in entries}
        own = {name: pattern for name, pattern in patterns.items() if name in _OWN_LINE_ROLE_OF}
        names, no_signoff = frozenset(words["family_names"]), frozenset(words["no_signoff"])
        return cls(patterns, names, no_signoff, Signs(patterns), Signs(own))

    def match(self, pattern: str, text: str) -> re.Match[str] | None:
        """The pattern in the text, where the guards let it stand."""
        compiled = self.patterns.get(pattern)
        hit = compiled.search(text) if compiled else None
        if hit is None or not self._holds(pattern, hit, text):
            return None
        return hit

    def _holds(self, pattern: str, hit: re.Match[str], text: str) -> bool:
        if pattern == "by_lead":
            start = hit.start("person")
            before = text[start - 1] if start else " "
            return before in " \u3000:：/／" or hit.group("person")[0] in self.family_names
        if pattern in ("by_mark", "by_name"):
            return hit.group("person")[0] in self.family_names
        if pattern in ("by_signoff", "signoff_line"):
            return hit.group("person").strip() not in self.no_signoff
        return True


def _cue(pattern: str, role: Role, hit: re.Match[str]) -> Cue:
    parts = tuple((name, value.strip()) for name, value in hit.groupdict().items() if value)
    return Cue(pattern, role, hit.group(0).strip(), parts)


def own_line_cue(line: TextLine, lexicon: Lexicon) -> Cue | None:
    """What a short line is by itself, if a pattern of the lexicon says so."""
    if len(line.core) > _OWN_LINE + 20 or not line.core:
        return None
    shown = visible(line.text).strip()
    texts = (shown,) if shown == line.core else (shown, line.core)
    possible = lexicon.own_line_signs.possible(line.text)
    for pattern in sorted(possible, key=_OWN_LINE_RANKS.__getitem__):
        for text in texts:
            hit = lexicon.match(pattern, text)
            if hit and _whole_line(pattern, hit, text):
                return _cue(pattern, _OWN_LINE_ROLE_OF[pattern], hit)
    return None


_SHARES_ITS_LINE = frozenset(
    {"ad_cue", "folio_date", "folio_lunar", "issue_no", "today_pages", "publisher", "editor_line"}
)
_FOLIO_WORDS = re.compile(
    r"星期.|[周週][一二三四五六日]|农历|農曆|第?\d+[期号版]|总第|CN|今[日天]|国内统一|刊号|[一-龥]{2,4}[:：]"
)


def _whole_line(pattern: str, hit: re.Match[str], text: str) -> bool:
    """Whether the hit makes up the line: furniture may share it with other furniture."""
    if pattern not in _SHARES_ITS_LINE:
        return len(hit.group(0).strip()) >= len(text.strip()) - 2
    if len(text) > _OWN_LINE + 20 or any(mark in text for mark in "，。；、"):
        return False
    rest = text[: hit.start()] + text[hit.end() :]
    if pattern in ("folio_date", "folio_lunar", "issue_no"):
        return not squeeze(rest) or (bool(_FOLIO_WORDS.search(rest)) and len(squeeze(rest)) <= 30)
    return True


_OPENING: tuple[tuple[str, Role], ...] = (
    *((name, Role.DATELINE) for name in ("dl_agency", "dl_cut", "dl_tw", "dl_hk", "dl_ja", "dl_en")),
    *((name, Role.CAPTION) for name in ("cap_open", "cap_taken")),
    ("ed_note", Role.NOTE),
    ("jump_from", Role.JUMP),
)
"""Patterns of a fragment's first characters, and the role each speaks for."""


def opening_cues(text: str, lexicon: Lexicon) -> list[Cue]:
    """What the first characters of a fragment say: a dateline, a caption's opener, an editor's note."""
    head = visible(text[:_EDGE]).strip()
    found = []
    possible = lexicon.signs.possible(head)
    for pattern, role in _OPENING:
        if pattern not in possible:
            continue
        hit = lexicon.match(pattern, head) or lexicon.match(pattern, squeeze(head))
        if hit:
            found.append(_cue(pattern, role, hit))
    return found


_STORY_OPENERS = ("dl_agency", "dl_cut", "dl_tw", "dl_hk", "dl_ja", "dl_en")
_OPENER_SIGNS = frozenset("社报報讯訊电電【〔台網网—–")


def opens_story(line: TextLine, lexicon: Lexicon) -> bool:
    """Whether a dateline opens the line."""
    head = visible(line.text[:_EDGE]).strip()
    if _OPENER_SIGNS.isdisjoint(head):
        return False
    return any(lexicon.match(name, head) or lexicon.match(name, squeeze(head)) for name in _STORY_OPENERS)


_CLOSING: tuple[tuple[str, Role], ...] = (
    *((name, Role.SIGNOFF) for name in ("by_signoff", "signoff_inline", "continued_end")),
    *((name, Role.JUMP) for name in ("jump_to", "jump_en_to", "jump_ja")),
    *((name, Role.CREDIT) for name in ("credit", "credit_agency", "credit_en", "credit_en_tail", "credit_line")),
)


def closing_cues(text: str, lexicon: Lexicon) -> list[Cue]:
    """What the last characters of a fragment say: a sign-off, a jump line, a credit, an end mark."""
    tail = visible(text[-_EDGE:]).rstrip()
    found = []
    possible = lexicon.signs.possible(tail)
    for pattern, role in _CLOSING:
        if pattern not in possible:
            continue
        hit = lexicon.match(pattern, tail) or lexicon.match(pattern, squeeze(tail))
        if hit and hit.end() >= len(tail.rstrip()) - 1:
            found.append(_cue(pattern, role, hit))
    return found


def caption_inside(text: str, lexicon: Lexicon) -> Cue | None:
    """A caption's phrase at the start of any sentence of a short fragment (图为 …)."""
    if len(text) > 4 * _SHORT:
        return None
    hit = lexicon.match("cap_inside", visible(text))
    return _cue("cap_inside", Role.CAPTION, hit) if hit else None
