"""How a page's fragments begin and end: one value a fragment, (n,)."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.script import FUNCTION_WORDS, goes_on
from layout_tool.model.roles import PICTURE_ROLES, Role

_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN_AT_END = re.compile(r"[-‐]\s+")
_LONGEST_WORD = 30
_SHORTEST_WORD = 2


def ends_in_function_word(facts: Facts) -> Array:
    """1 where a fragment ends with a word that something must follow: 的, 在, 和 …"""
    return np.array([fragment.core[-1:] in FUNCTION_WORDS for fragment in facts.fragments], dtype=float)


def starts_with_mark(facts: Facts) -> Array:
    """1 where a fragment begins with a mark that no paragraph may begin with: it may with dots, a dash or a bullet."""
    return np.array([goes_on(fragment.core) for fragment in facts.fragments], dtype=float)


def starts_lower(facts: Facts) -> Array:
    """1 where a fragment begins with a small letter."""
    return np.array([fragment.core[:1].islower() for fragment in facts.fragments], dtype=float)


def starts_upper(facts: Facts) -> Array:
    """1 where a fragment in the Latin script begins with a capital."""
    return np.array([fragment.latin and fragment.core[:1].isupper() for fragment in facts.fragments], dtype=float)


def ends_in_hyphen(facts: Facts) -> Array:
    """1 where a fragment ends with a hyphen."""
    return np.array(
        [fragment.core[-1:] in "-‐" and len(fragment.core) > 1 for fragment in facts.fragments], dtype=float
    )


def hyphen_amiss(facts: Facts) -> Array:
    """1 where i ends with a hyphen and what j begins with is no rest of a word, (n, n).

    It is a word that the page prints whole elsewhere, and together with what stands before the hyphen it is none.
    """
    n = facts.size
    value = np.zeros((n, n))
    before = np.flatnonzero(ends_in_hyphen(facts)).tolist()
    after = np.flatnonzero(starts_lower(facts)).tolist()
    if not before:
        return value
    whole = (_HYPHEN_AT_END.sub("", fragment.text.lower()) for fragment in facts.fragments)
    words = Counter(word for text in whole for word in _WORD.findall(text))
    for j in after:
        rest = _WORD.findall(facts.fragments[j].text[:_LONGEST_WORD].lower())[:1]
        if not rest or len(rest[0]) < _SHORTEST_WORD or words[rest[0]] < 2:
            continue
        for i in before:
            stem = _WORD.findall(facts.fragments[i].text[-_LONGEST_WORD:].lower())[-1:]
            value[i, j] = float(not stem or not words[stem[0] + rest[0]])
    return value


def opens_story(facts: Facts) -> Array:
    """1 where a dateline or 本报讯 opens the fragment."""
    return np.array(
        [any(cue.role is Role.DATELINE for cue in fragment.opening) for fragment in facts.fragments], dtype=float
    )


def signed_off(facts: Facts) -> Array:
    """1 where a sign-off closes the fragment, or stands by itself under its last full stop."""
    own = np.array(
        [
            any(cue.role is Role.SIGNOFF for cue in fragment.closing) or guess.role is Role.SIGNOFF
            for fragment, guess in zip(facts.fragments, facts.guesses, strict=True)
        ],
        dtype=float,
    )
    alone = np.array([guess.role is Role.SIGNOFF and guess.outside > 0 for guess in facts.guesses], dtype=float)
    under = np.zeros(facts.size)
    if facts.bounds is not None and facts.near is not None:
        under = ((facts.near.below > 0.6) * alone[None, :]).max(axis=1, initial=0.0)
    elif facts.size:
        under[:-1] = facts.sentence_end[:-1] * alone[1:]
    return np.asarray(np.maximum(own, under))


def dateline_only(facts: Facts) -> Array:
    """1 where a fragment is no more than a dateline."""
    opens = opens_story(facts)
    brief = np.array([len(fragment.core) <= 40 and len(fragment.lines) <= 3 for fragment in facts.fragments])
    return np.asarray(opens * brief * (1 - facts.sentence_end))


def pictures(facts: Facts) -> Array:
    """1 where a caption or a credit stands."""
    return np.array([guess.role in PICTURE_ROLES and guess.outside > 0 for guess in facts.guesses], dtype=float)


def next_short(facts: Facts) -> Array:
    """Whether the last line falls short, judged by what comes next in the dump."""
    value = np.zeros(facts.size)
    if facts.size > 1:
        value[:-1] = np.diagonal(facts.last_short, offset=1)
        value[-1] = float(facts.fragments[-1].last_short)
    return value
