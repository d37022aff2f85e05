"""How fragments begin and end, measured for pairs."""

from __future__ import annotations

import pytest

from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.cues import Lexicon
from layout_tool.engine.edges import hyphen_amiss, starts_with_mark
from layout_tool.engine.facts import gather
from layout_tool.engine.profile import Profile
from layout_tool.engine.roles import guess_roles
from tests.engine.proposing import fragments_of

REST = "The crane stood there and those who came saw the transport-\nation works, and those saw the fabrication."


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("，到了第二天", 1.0),
        ("）的灯亮着", 1.0),
        ("...第二天", 0.0),
        ("……第二天", 0.0),
        ("——第二天", 0.0),
        ("第二天", 0.0),
    ],
)
def test_a_paragraph_may_open_with_dots_or_a_dash_but_no_other_mark(
    lexicon: Lexicon, profile: Profile, text: str, within: float
) -> None:
    fragments = fragments_of(f"码头上的灯亮了一整夜\n\n{text}", lexicon)
    guesses = guess_roles(fragments, profile.weights, lexicon)
    facts = gather(fragments, guesses, WordVectors([fragment.text for fragment in fragments]))
    assert starts_with_mark(facts).tolist() == [0.0, within]


@pytest.mark.parametrize(
    ("first", "second", "amiss"),
    [
        ("the men were immedi-", "those boats had come", 1.0),
        ("the men were immedi-", "ately on board", 0.0),
        ("the works of fabric-", "ation had begun", 0.0),
        ("the men were there", "those boats had come", 0.0),
    ],
)
def test_a_word_by_itself_is_no_rest_of_a_hyphenated_one(
    lexicon: Lexicon, profile: Profile, first: str, second: str, amiss: float
) -> None:
    fragments = fragments_of(f"{first}\n\n{second}\n\n{REST}\n\n{REST}", lexicon, latin=True)
    guesses = guess_roles(fragments, profile.weights, lexicon)
    facts = gather(fragments, guesses, WordVectors([fragment.text for fragment in fragments]))
    assert hyphen_amiss(facts)[0, 1] == amiss
