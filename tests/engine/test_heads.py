"""Headline stacks: what makes one, and which story it stands over."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.facts import gather
from layout_tool.engine.head_scores import HeadScores
from layout_tool.engine.heads import _choose, upright_as_read
from layout_tool.engine.profile import load_profile
from layout_tool.engine.roles import guess_roles
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.decision import DecisionKind
from layout_tool.model.roles import HEADING_ROLES
from tests.engine.proposing import article_of, fragments_of, line_with, propose_text, region_of
from tests.typeset.composition import Placement
from tests.typeset.pages import evening_courier, trade_paper

REPORT = "小竹竿撑起山城大产业"
BRIEF = "前三季度跨境电商"


def _best(scores: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """The best one-to-one choice by trying all; a stack may stay free at no cost."""
    count, chains = scores.shape
    padded = np.concatenate([scores, np.zeros((count, count))], axis=1)
    options = permutations(range(chains + count), count)
    best: float = max(sum(padded[s, c].item() for s, c in enumerate(choice)) for choice in options)
    return best


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3), st.integers(0, 3), st.integers(0, 10**6))
def test_the_choice_is_the_best_one_to_one_and_its_margins_exact(count: int, chains: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(0, 3, (count, chains))
    choices = _choose(scores, [[k] for k in range(count)], lambda _stack, _chain: ())
    taken = [choice.chain for choice in choices if choice.chain >= 0]
    assert len(set(taken)) == len(taken)
    best = _best(scores)
    assert sum(choice.score for choice in choices) == pytest.approx(best)
    for choice in choices:
        if choice.chain < 0:
            continue
        without = scores.copy()
        without[choice.stack[0], choice.chain] = -1e6
        assert choice.margin == pytest.approx(best - _best(without))
        assert choice.runner_up != choice.chain


@pytest.mark.parametrize("head", [Placement.BEFORE, Placement.AFTER])
def test_a_headline_goes_to_its_story_before_or_after_it(head: Placement) -> None:
    proposal = propose_text(trade_paper(head=head).dump.text)
    for opening, body in ((REPORT, "本届竹博会以"), (BRIEF, "从出口商品看")):
        heading = line_with(proposal, opening)
        assert region_of(proposal, heading.id).role in HEADING_ROLES
        assert article_of(proposal, heading.id) == article_of(proposal, line_with(proposal, body).id)


def test_a_page_without_headlines_has_none() -> None:
    proposal = propose_text(trade_paper(head=Placement.NONE).dump.text)
    assert not [decision for decision in proposal.decisions if decision.kind is DecisionKind.HEAD]
    assert all(article.headline is None for article in proposal.articles)


def test_every_english_headline_stands_over_its_story() -> None:
    page = evening_courier()
    proposal = propose_text(page.dump.text)
    truth = {mark.line.text: mark.line.article for mark in page.dump.marks}
    home: dict[str | None, str] = {}
    for region in proposal.page.regions:
        for line in region.lines:
            article = article_of(proposal, line.id)
            if article is not None and region.role.value == "body":
                home.setdefault(truth[line.text.strip()], article.id)
    for mark in page.dump.marks:
        if mark.line.role == "headline":
            article = article_of(proposal, line_with(proposal, mark.line.text).id)
            assert article is not None
            assert article.id == home[mark.line.article]


def test_a_stack_has_at_most_one_story_and_a_story_one_decision() -> None:
    proposal = propose_text(trade_paper().dump.text)
    heads = [decision for decision in proposal.decisions if decision.kind is DecisionKind.HEAD]
    assert len({decision.subjects[0] for decision in heads}) == len(heads)
    assert len({decision.subjects[1] for decision in heads}) == len(heads)


PARAGRAPH = "河道两岸新栽的柳树已经成活\n沿线居民自发组成护河小队，\n每周三次清理水面漂浮物。"
NEXT = "护河小队由退休工人牵头，\n目前登记在册的有四十六人，\n最年长的已经七十三岁。"


def _head_terms(middle: str, under: str) -> set[str]:
    """The names of the terms for the heading in the middle over the paragraph under it."""
    profile = load_profile()
    fragments = fragments_of(f"{PARAGRAPH}\n\n{middle}\n\n{under}\n", profile.lexicon, measure=13.0)
    guesses = guess_roles(fragments, profile.weights, profile.lexicon)
    facts = gather(fragments, guesses, WordVectors([fragment.text for fragment in fragments]))
    scores = HeadScores(facts, Vocabulary(fragments), profile.weights["head"], 0.0)
    stack = [k for k, guess in enumerate(guesses) if guess.outside > 0]
    path = list(range(stack[-1] + 1, len(fragments)))
    return {term.name for term in scores.explain(stack, path, [path])}


def test_one_narrow_line_between_paragraphs_looks_like_a_subhead() -> None:
    assert "head.parts_paragraphs" in _head_terms("七旬老人领头", "　　" + NEXT)
    assert "head.parts_paragraphs" not in _head_terms("七旬老人领头", "　　本报讯（记者陆明）" + NEXT)
    assert "head.parts_paragraphs" not in _head_terms("七旬老人领头护河\n四十六人轮流值守", "　　" + NEXT)


@pytest.mark.parametrize(
    ("columns", "read"),
    [
        (["护河小队", "七旬老人"], (1, 0)),
        (["护河小队", "七旬老人", "柳岸新村"], (2, 1, 0)),
        (["护河小队七旬老人"], (0,)),
    ],
)
def test_upright_columns_that_the_dump_parts_are_read_from_right_to_left(
    columns: list[str], read: tuple[int, ...]
) -> None:
    profile = load_profile()
    fragments = fragments_of("\n\n".join("\n".join(column) for column in columns), profile.lexicon, measure=13.0)
    guesses = guess_roles(fragments, profile.weights, profile.lexicon)
    facts = gather(fragments, guesses, WordVectors([fragment.text for fragment in fragments]))
    assert upright_as_read(facts, range(facts.size)) == read
