"""What fragments are by themselves and by their neighbours."""

from __future__ import annotations

import pytest

from layout_tool.engine.cues import Lexicon
from layout_tool.engine.profile import Profile
from layout_tool.engine.roles import guess_roles
from layout_tool.engine.script import squeeze
from layout_tool.model.roles import Role
from tests.engine.proposing import fragments_of

BODY = (
    "　　清晨六点，薄雾还没有散尽，岚川\n港三号泊位的岸桥已经忙碌起来。一只\n"
    "只集装箱从火车平板上吊起，稳稳落进\n江船的货舱。"
)


def _guess(text: str, lexicon: Lexicon, profile: Profile, opening: str) -> tuple[Role, float]:
    """Role and log-odds of the fragment that begins so."""
    fragments = fragments_of(text, lexicon)
    guesses = guess_roles(fragments, profile.weights, lexicon)
    at = next(fragment.index for fragment in fragments if fragment.core.startswith(opening))
    return guesses[at].role, guesses[at].outside


def test_a_short_line_before_a_byline_and_body_is_a_headline(lexicon: Lexicon, profile: Profile) -> None:
    role, outside = _guess(f"一江碧水载出新航程\n■ 本报记者 程砚知\n\n{BODY}", lexicon, profile, "一江")
    assert role is Role.HEADLINE
    assert outside > 0


def test_body_belongs_to_the_flow(lexicon: Lexicon, profile: Profile) -> None:
    _, outside = _guess(f"{BODY}\n\n{BODY}", lexicon, profile, "清晨")
    assert outside < 0


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("■ 本报记者 程砚知", Role.BYLINE),
        ("（下转第2版）", Role.JUMP),
        ("2026年11月20日 星期五", Role.FOLIO),
        ("新华社记者 岑若溪 摄", Role.CREDIT),
        ("（岑若溪）", Role.SIGNOFF),
    ],
)
def test_what_the_lexicon_names_stands_outside(lexicon: Lexicon, profile: Profile, line: str, role: Role) -> None:
    found, outside = _guess(f"{BODY}\n\n{line}\n\n{BODY}", lexicon, profile, squeeze(line)[:4])
    assert found is role
    assert outside > 0


def test_a_caption_says_so(lexicon: Lexicon, profile: Profile) -> None:
    role, outside = _guess(f"{BODY}\n\n图为工人在检查岸桥。\n\n{BODY}", lexicon, profile, "图为")
    assert role is Role.CAPTION
    assert outside > 0


def test_the_evidence_sums_to_the_belief(lexicon: Lexicon, profile: Profile) -> None:
    text = f"一江碧水载出新航程\n■ 本报记者 程砚知\n\n{BODY}\n\n（下转第2版）"
    for guess in guess_roles(fragments_of(text, lexicon), profile.weights, lexicon):
        assert guess.evidence
        assert sum(term.value * term.weight for term in guess.evidence) == pytest.approx(guess.outside)
        assert 0 <= guess.heading <= 1


def test_an_advertisement_draws_in_the_short_lines_around_it(lexicon: Lexicon, profile: Profile) -> None:
    text = f"{BODY}\n\n岚川伞厂招聘\n咨询热线：400-123-4567\n\n{BODY}"
    guesses = guess_roles(fragments_of(text, lexicon), profile.weights, lexicon)
    adverts = [guess for guess in guesses if guess.role is Role.ADVERTISEMENT]
    assert len(adverts) == 2
    assert all(guess.outside > 0 for guess in adverts)


def test_no_fragments_no_guesses(lexicon: Lexicon, profile: Profile) -> None:
    assert guess_roles([], profile.weights, lexicon) == []


def test_no_gap_after_a_sentence_speaks_against_a_heading(lexicon: Lexicon, profile: Profile) -> None:
    """Where blank lines part what stands apart; in a dump without any it says nothing."""
    below, apart = f"{BODY}\n岸边新开的书店", f"{BODY}\n\n岸边新开的书店"
    bare = below.replace("\n\n", "\n")
    assert (
        _guess(f"{below}\n\n{BODY}", lexicon, profile, "岸边")[1]
        < _guess(f"{apart}\n\n{BODY}", lexicon, profile, "岸边")[1]
    )
    fragments = fragments_of(f"{bare}\n{BODY}", lexicon)
    names = [evidence.name for guess in guess_roles(fragments, profile.weights, lexicon) for evidence in guess.evidence]
    assert "heading.closed_before" in names
    assert "heading.under_text" not in names


def test_a_line_that_ends_a_sentence_is_no_short_heading(lexicon: Lexicon, profile: Profile) -> None:
    fragments = fragments_of(f"{BODY}\n\n书店今天开门。\n\n{BODY}", lexicon)
    guess = guess_roles(fragments, profile.weights, lexicon)[1]
    assert fragments[1].core == "书店今天开门。"
    assert "heading.short_line" not in [evidence.name for evidence in guess.evidence]
    assert guess.outside < -3
