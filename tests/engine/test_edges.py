"""How fragments begin and end."""

from __future__ import annotations

import pytest

from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.edges import signed_off
from layout_tool.engine.facts import gather
from layout_tool.engine.profile import load_profile
from layout_tool.engine.roles import guess_roles
from tests.engine.proposing import fragments_of

CLOSED = "河道两岸新栽的柳树已经成活\n沿线居民自发组成护河小队，\n每周三次清理水面漂浮物。"
OPEN = "河道两岸新栽的柳树已经成活\n沿线居民自发组成护河小队，\n每周三次清理水面的漂浮物和"


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (CLOSED + "\n\n（记者何文远）\n\n", [True, True]),
        (CLOSED + "\n（记者何文远）\n\n", [True, True]),
        (OPEN + "\n\n（记者何文远）\n\n", [False, True]),
        (CLOSED + "\n\n护河小队里最年长的已经七十三\n岁，登记在册的有四十六人。\n", [False, False]),
    ],
)
def test_a_sign_off_by_itself_closes_what_ends_a_sentence_over_it(text: str, signed: list[bool]) -> None:
    profile = load_profile()
    fragments = fragments_of(text, profile.lexicon, measure=13.0)
    guesses = guess_roles(fragments, profile.weights, profile.lexicon)
    facts = gather(fragments, guesses, WordVectors([fragment.text for fragment in fragments]))
    assert [bool(value) for value in signed_off(facts)] == signed
