"""Decisions: every article has some, their evidence adds up, and each knows what it would cost to be otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.explain import confidence
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.proposal import PageProposal
from tests.engine.proposing import all_lines, propose_text, reading_order
from tests.typeset.pages import city_page, evening_courier, trade_paper

PAGES = {
    "trade paper": propose_text(trade_paper().dump.text),
    "no blank lines": propose_text(trade_paper(blank_lines=False).dump.text),
    "courier": propose_text(evening_courier().dump.text),
    "city page": propose_text(city_page().dump.text),
}


@pytest.fixture(params=list(PAGES), name="page")
def _page(request: pytest.FixtureRequest) -> PageProposal:
    return PAGES[request.param]


def _of(page: PageProposal, *kinds: DecisionKind) -> list[Decision]:
    return [decision for decision in page.decisions if decision.kind in kinds]


def test_every_article_of_text_has_decisions(page: PageProposal) -> None:
    starts = {decision.subjects[0] for decision in _of(page, DecisionKind.START)}
    for article in page.articles:
        lines = reading_order(page, article)
        text = [line for paragraph in article.paragraphs for line in paragraph.lines if paragraph.role.value == "body"]
        assert any(subject in lines for decision in page.decisions for subject in decision.subjects), article.id
        assert not text or len(starts & set(lines)) == 1, article.id


def test_the_evidence_adds_up_to_the_score(page: PageProposal) -> None:
    kinds = (DecisionKind.LINK, DecisionKind.START, DecisionKind.HEAD, DecisionKind.ATTACH, DecisionKind.ROLE)
    for decision in _of(page, *kinds):
        total = sum(term.value * term.weight for term in decision.evidence)
        assert decision.score == pytest.approx(total, abs=0.02), (decision.kind, decision.subjects)


def test_margins_are_never_negative(page: PageProposal) -> None:
    assert all(decision.margin >= 0 for decision in page.decisions)


def test_the_runner_up_is_another(page: PageProposal) -> None:
    for decision in page.decisions:
        if decision.runner_up is not None:
            assert (decision.runner_up.kind, decision.runner_up.subjects) != (decision.kind, decision.subjects)


def test_subjects_are_lines_of_the_page(page: PageProposal) -> None:
    names = {line.id for line in all_lines(page)}
    for decision in page.decisions:
        assert decision.subjects
        assert set(decision.subjects) <= names
        assert set(decision.runner_up.subjects if decision.runner_up else ()) <= names


def test_links_are_as_the_articles_are_read(page: PageProposal) -> None:
    links = {decision.subjects for decision in _of(page, DecisionKind.LINK)}
    assert links
    for article in page.articles:
        order = reading_order(page, article)
        for before, after in links:
            if before in order:
                assert order.index(before) < order.index(after)


def test_nothing_is_locked_without_locks(page: PageProposal) -> None:
    assert not any(decision.locked for decision in page.decisions)


def test_ids_count_the_decisions(page: PageProposal) -> None:
    assert [decision.id for decision in page.decisions] == [f"p1-d{n}" for n in range(1, len(page.decisions) + 1)]


def test_a_mid_word_break_is_told_by_the_word(page: PageProposal) -> None:
    names = {term.name for decision in _of(page, DecisionKind.LINK) for term in decision.evidence}
    assert "link.prior" in names
    if page is PAGES["trade paper"]:
        assert "same.word_straddle" in names


@given(st.lists(st.floats(0, 1000), max_size=8))
def test_confidence_lies_between_a_half_and_one(margins: list[float]) -> None:
    assert 0.5 <= confidence(margins) <= 1


@given(st.lists(st.floats(0, 99), min_size=1, max_size=6), st.floats(0, 99))
def test_a_surer_decision_never_makes_an_article_less_sure(margins: list[float], more: float) -> None:
    surer = [margins[0] + more, *margins[1:]]
    assert confidence(surer) >= confidence(margins) - 1e-12
