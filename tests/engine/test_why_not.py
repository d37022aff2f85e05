"""Why something was not decided: the same evidence and the same price as where it was."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from layout_tool.engine.geometry.glyph_page import OpenGlyphPage
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import OpenTextPage
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.locks import CannotLink, MustLink
from layout_tool.model.proposal import PageProposal, TextPage
from layout_tool.model.untaken import Untaken
from tests.engine.geometry.test_glyph_page import two_stories
from tests.typeset.pages import city_page, trade_paper

PAGES = ("trade", "city", "printed")
OpenPage = OpenTextPage | OpenGlyphPage


@cache
def opened(name: str) -> OpenPage:
    profile = load_profile()
    if name == "printed":
        return OpenGlyphPage(two_stories().page(), "s1", 1, profile)
    text = (trade_paper() if name == "trade" else city_page()).dump.text
    return OpenTextPage(TextPage(0, 0, text), "s1", 1, profile)


@cache
def proposed(name: str) -> PageProposal:
    return opened(name).propose()


def decisions(name: str, kind: DecisionKind) -> list[Decision]:
    return [one for one in proposed(name).decisions if one.kind is kind and len(one.subjects) == 2]


def asked(name: str, before: str, after: str) -> Untaken:
    found = opened(name).why_not(before, after)
    assert found is not None
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("kind", [DecisionKind.LINK, DecisionKind.HEAD])
def test_what_was_decided_costs_nothing_and_has_the_same_evidence(name: str, kind: DecisionKind) -> None:
    found = decisions(name, kind)
    assert found
    for decision in found:
        if kind is DecisionKind.HEAD and not is_text_opening(name, decision):
            continue
        untaken = asked(name, *decision.subjects)
        assert untaken.decision.kind is kind
        assert untaken.decision.margin == pytest.approx(0.0, abs=1e-3)
        assert untaken.decision.runner_up is None
        assert untaken.changes == 0
        assert not untaken.forbidden
        assert untaken.decision.score == pytest.approx(decision.score, abs=0.05)
        assert {term.name for term in untaken.decision.evidence} == {term.name for term in decision.evidence} - {
            "link.heads"
        }


def is_text_opening(name: str, decision: Decision) -> bool:
    """Whether the heading is one line: longer ones end elsewhere than they begin."""
    regions = proposed(name).page.regions
    return any(region.lines[0].id == decision.subjects[0] and len(region.lines) == 1 for region in regions)


@pytest.mark.parametrize("name", PAGES)
def test_the_runner_up_costs_its_margin_at_the_most(name: str) -> None:
    count = 0
    for decision in decisions(name, DecisionKind.LINK):
        other = decision.runner_up
        if other is None or len(other.subjects) != 2:
            continue
        untaken = asked(name, *other.subjects)
        assert untaken.decision.score == pytest.approx(other.score, abs=1e-3)
        assert untaken.decision.margin == pytest.approx(decision.margin, abs=0.02)
        assert untaken.decision.runner_up is not None
        assert untaken.decision.runner_up.subjects == decision.subjects
        count += 1
    assert count or name != "city"


def test_what_a_person_fixed_leaves_no_room() -> None:
    first, second = decisions("trade", DecisionKind.LINK)[:2]
    locks = (CannotLink(first.subjects[0], second.subjects[1]),)
    untaken = opened("trade").why_not(first.subjects[0], second.subjects[1], locks)
    assert untaken is not None
    assert untaken.forbidden
    untaken = opened("trade").why_not(first.subjects[0], second.subjects[1], (MustLink(*first.subjects),))
    assert untaken is not None
    assert untaken.forbidden


def test_lines_that_are_not_there_are_not_explained() -> None:
    assert opened("trade").why_not("p1-l1", "p9-l1") is None
    first = decisions("trade", DecisionKind.LINK)[0]
    assert opened("trade").why_not(first.subjects[0], first.subjects[0]) is None


def test_asking_changes_nothing() -> None:
    before = opened("city").propose()
    pairs = [one.subjects for one in decisions("city", DecisionKind.LINK)]
    for (one, _), (_, other) in pairwise(pairs):
        opened("city").why_not(one, other)
    assert opened("city").propose() == before
