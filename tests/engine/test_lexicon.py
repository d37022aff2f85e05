"""The lexicon's patterns over their own cases, guards included, and who uses each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from layout_tool import resources
from layout_tool.engine import cues
from layout_tool.engine.cues import Lexicon

ENTRIES: list[dict[str, Any]] = json.loads(resources.path("lexicon", "newspaper.json").read_text("utf-8"))["patterns"]
IDS = [str(entry["id"]) for entry in ENTRIES]
UNUSED = {"see_also", "by_inline", "genre_editorial", "subhead", "column_tag"}
"""Patterns that the engine does not look for: refers, labels and subheads need what a text dump does not tell."""


def _cases(kind: str) -> list[object]:
    return [pytest.param(entry["id"], text, id=f"{entry['id']}-{text}") for entry in ENTRIES for text in entry[kind]]


@pytest.mark.parametrize(("pattern", "text"), _cases("pos"))
def test_a_pattern_fits_what_it_should(lexicon: Lexicon, pattern: str, text: str) -> None:
    hit = lexicon.match(pattern, text)
    assert hit is not None
    assert hit.group(0).strip()


@pytest.mark.parametrize(("pattern", "text"), _cases("neg"))
def test_a_pattern_leaves_what_it_should(lexicon: Lexicon, pattern: str, text: str) -> None:
    assert lexicon.match(pattern, text) is None


def test_every_pattern_has_cases_of_both_kinds_and_says_what_it_is() -> None:
    for entry in ENTRIES:
        assert entry["pos"], entry["id"]
        assert entry["neg"], entry["id"]
        assert entry["role"], entry["id"]
        assert entry["anchor"], entry["id"]


def test_no_id_is_given_twice() -> None:
    assert len(set(IDS)) == len(IDS)


def test_every_pattern_is_used_or_known_to_be_unused() -> None:
    source = Path(cues.__file__).read_text("utf-8")
    named = set(re.findall(r'"([a-z][a-z_]+)"', source))
    assert {name for name in IDS if name not in named} == UNUSED


def test_every_pattern_that_the_engine_names_exists(lexicon: Lexicon) -> None:
    for table in (cues.OWN_LINE_ROLES, cues._CLOSING):
        assert {pattern for pattern, _ in table} <= set(lexicon.patterns)


def test_an_unknown_pattern_matches_nothing(lexicon: Lexicon) -> None:
    assert lexicon.match("no_such_pattern", "（下转第2版）") is None


def test_names_are_guarded_by_family_names_and_stop_words(lexicon: Lexicon) -> None:
    assert lexicon.match("by_lead", "本报记者王某某")
    assert not lexicon.match("by_lead", "本报记者走进车间")
    assert lexicon.match("signoff_line", "（岑若溪）")
    for word in sorted(lexicon.no_signoff):
        assert not lexicon.match("signoff_line", f"（{word}）"), word


@pytest.mark.parametrize("pattern", IDS)
def test_no_pattern_runs_away_on_a_long_line(lexicon: Lexicon, pattern: str) -> None:
    """Lines are looked at in pieces of at most 70 characters; none may take long on any of them."""
    for text in (
        "甲" * 70,
        "（" * 70,
        "1" * 70,
        "A" * 70,
        "a b " * 17,
        "■ " * 35,
        "、".join("甲" * 35),
        "By " + "A. " * 20,
    ):
        hit = lexicon.match(pattern, text)
        assert hit is None or hit.end() <= len(text)


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        Lexicon.from_entries([{"id": "broken", "regex": "("}], {"family_names": "", "no_signoff": []})
