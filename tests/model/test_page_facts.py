"""What a person has fixed stands with the page, is undone with its edit, and the last word counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.batch.propose import propose
from layout_tool.model import edits
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.decision import Decision, DecisionKind, RunnerUp
from layout_tool.model.document import Document
from layout_tool.model.facts import Fact, Placed, added, facts_between, lines_named
from layout_tool.model.facts_json import fact_of, record_of
from layout_tool.model.locks import (
    Apart,
    CannotLink,
    HeadOf,
    MustLink,
    Opens,
    OrderLock,
    RoleLock,
    Together,
)
from layout_tool.model.page_facts import confirming, facts_on, fixed, fixing, instead, lifted, with_facts
from layout_tool.model.roles import Role
from layout_tool.resources import path

_LINES = st.integers(1, 6).map("p1-l{}".format)
_PAIRS = st.tuples(_LINES, _LINES).filter(lambda pair: pair[0] != pair[1])
FACTS = st.one_of(
    st.builds(lambda pair: MustLink(*pair), _PAIRS),
    st.builds(lambda pair: CannotLink(*pair), _PAIRS),
    st.builds(lambda pair: HeadOf(*pair), _PAIRS),
    st.builds(lambda pair: OrderLock(*pair), _PAIRS),
    st.builds(lambda pair: Together(*pair), _PAIRS),
    st.builds(lambda pair: Apart(*pair), _PAIRS),
    st.builds(RoleLock, _LINES, st.sampled_from([Role.BODY, Role.HEADLINE, Role.CAPTION])),
    st.builds(Opens, _LINES),
    st.builds(Placed, _LINES, st.none() | _LINES),
)


@pytest.fixture(scope="module")
def document() -> Document:
    return propose(path("samples") / "trade-paper.flowed.txt")


@given(FACTS)
def test_facts_come_back_as_they_were_written(fact: Fact) -> None:
    assert fact_of(record_of(fact)) == fact


@pytest.mark.parametrize("record", [None, 3, {}, {"kind": "strange"}, {"kind": "placed", "line": 3}, {"kind": "role"}])
def test_records_of_others_are_no_facts(record: object) -> None:
    assert fact_of(record) is None


@given(st.lists(FACTS, max_size=12), st.lists(FACTS, min_size=1, max_size=1))
def test_the_last_word_stands(facts: list[Fact], new: list[Fact]) -> None:
    known: tuple[Fact, ...] = ()
    for fact in facts:
        known = added(known, (fact,))
    assert added(known, new)[-1] == new[0]


@given(st.lists(FACTS, max_size=12))
def test_said_at_once_or_again_nothing_changes(facts: list[Fact]) -> None:
    known: tuple[Fact, ...] = ()
    for fact in facts:
        known = added(known, (fact,))
    assert added(known, ()) == known
    assert not known or added(known, known[-1:]) == known


def test_company_that_was_left_is_forgotten() -> None:
    facts = added((Together("p1-l1", "p1-l9"),), (Placed("p1-l9", "p1-l20"), Together("p1-l20", "p1-l9")))
    assert facts == (Placed("p1-l9", "p1-l20"), Together("p1-l20", "p1-l9"))


def test_company_over_a_third_contradicts_too() -> None:
    facts = added((Together("a", "b"), Together("b", "c")), (Apart("a", "c"),))
    assert facts == (Together("b", "c"), Apart("a", "c"))


def test_a_role_is_a_fact_that_is_saved_and_undone_with_its_edit(document: Document) -> None:
    region = next(region for region in document.pages[0].regions if region.role is Role.BODY)
    after = fixed(document, edits.set_role(document, [region.id], Role.SUBHEAD))
    (page,) = after.pages
    assert facts_on(page) == (RoleLock(region.lines[0].id, Role.SUBHEAD),)
    assert facts_on(from_json(to_json(after), "page").pages[0]) == facts_on(page)
    assert facts_on(document.pages[0]) == ()


def test_text_that_is_assigned_stands_with_its_new_company(document: Document) -> None:
    regions = {region.id: region for region in document.pages[0].regions}
    texts = [
        (article, text)
        for article in document.articles
        if (text := [regions[name] for name in article.regions if regions[name].role is Role.BODY])
    ]
    (home, (one, *_)), (_, (*_, other)) = texts[:2]
    after = edits.assign(document, [other.id], home.id)
    facts = facts_between(document, after, document.pages[0].id)
    assert any(isinstance(fact, Together) and other.lines[0].id in lines_named(fact) for fact in facts)
    assert Placed(other.lines[0].id, one.lines[0].id) in facts


def test_a_box_that_is_moved_fixes_nothing(document: Document) -> None:
    region = document.pages[0].regions[0].id
    after = edits.move_region(document, region, 1.0, 0.0)
    assert fixed(document, after) is after


def test_what_is_confirmed_is_locked_until_it_is_lifted(document: Document) -> None:
    page = document.pages[0].id
    for kind in (DecisionKind.LINK, DecisionKind.START, DecisionKind.HEAD):
        decision = next(one for one in document.decisions if one.kind is kind)
        fact = confirming(decision, document)
        assert fact is not None
        after = fixing(document, page, [fact])
        locked = {one.id for one in after.decisions if one.locked}
        assert decision.id in locked
        assert not any(one.locked for one in lifted(after, page).decisions)
        assert lifted(after, page, [fact]) == lifted(after, page)


def test_facts_given_again_change_nothing(document: Document) -> None:
    page = document.pages[0].id
    facts = (CannotLink("p1-l1", "p1-l2"),)
    once = with_facts(document, page, facts)
    assert with_facts(once, page, facts) is once


@pytest.mark.parametrize(
    ("kind", "subjects", "other", "fact"),
    [
        ("link", ("a", "b"), RunnerUp(DecisionKind.LINK, ("a", "c"), 0), MustLink("a", "c")),
        ("link", ("a", "b"), RunnerUp(DecisionKind.LINK, (), 0), CannotLink("a", "b")),
        ("start", ("a",), RunnerUp(DecisionKind.LINK, ("c", "a"), 0), MustLink("c", "a")),
        ("head", ("h", "a"), RunnerUp(DecisionKind.HEAD, ("h", "c"), 0), HeadOf("h", "c")),
        ("attach", ("h", "a"), RunnerUp(DecisionKind.ATTACH, ("h",), 0), Placed("h", None)),
        ("role", ("a",), RunnerUp(DecisionKind.LINK, (), 0), RoleLock("a", Role.BODY)),
        ("link", ("a", "b"), None, None),
    ],
)
def test_the_runner_up_says_what_to_fix(
    kind: str, subjects: tuple[str, ...], other: RunnerUp | None, fact: Fact | None
) -> None:
    decision = Decision("d1", DecisionKind(kind), subjects, 0.0, 0.0, ())
    assert instead(replace(decision, runner_up=other)) == fact
