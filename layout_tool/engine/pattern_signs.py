"""Which patterns a text can fit at all, told by its characters: most have one that no match can do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 64
_REPEATS = (_parser.MAX_REPEAT, _parser.MIN_REPEAT, _parser.POSSESSIVE_REPEAT)


def needed_characters(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Characters of which every match has one; None where there are none, or too many.

    >>> sorted(needed_characters(re.compile("x?(?:a|bc)+[0-9]*")))
    ['a', 'b']
    """
    if pattern.flags & re.IGNORECASE:
        return None
    return _of_sequence(_parser.parse(pattern.pattern))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    known = [found for code, value in items if (found := _of_item(code, value)) is not None]
    return min(known, key=len) if known else None


def _of_item(code: Any, value: Any) -> frozenset[str] | None:
    if code is _parser.LITERAL:
        return frozenset(chr(value))
    if code is _parser.IN:
        return _of_class(value)
    if code is _parser.SUBPATTERN:
        _, added_flags, _, inner = value
        return None if added_flags & re.IGNORECASE else _of_sequence(inner)
    if code in _REPEATS:
        least, _, inner = value
        return _of_sequence(inner) if least else None
    if code is _parser.BRANCH:
        options = [_of_sequence(option) for option in value[1]]
        known = [option for option in options if option is not None]
        return frozenset().union(*known) if len(known) == len(options) else None
    return None


def _of_class(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for code, value in items:
        if code is _parser.LITERAL:
            found.add(chr(value))
        elif code is _parser.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


class Signs:
    """The patterns of a lexicon by the characters that they need."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        self._always: set[str] = set()
        for name, pattern in patterns.items():
            needed = needed_characters(pattern)
            if needed is None:
                self._always.add(name)
            for char in needed or ():
                self._of[char].add(name)
        self._signs = re.compile(f"[{re.escape(''.join(sorted(self._of)))}]") if self._of else re.compile(r"(?!)")

    def possible(self, text: str) -> set[str]:
        """The names of the patterns that could fit a text, or a part of it; those of all others cannot."""
        return self._always.union(*map(self._of.__getitem__, self._signs.findall(text)))
