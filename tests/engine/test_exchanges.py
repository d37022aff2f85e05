"""Exchanges near the chosen solution, and what decisions cost to reverse by them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.chain_ties import FORBIDDEN, Ties
from layout_tool.engine.chains import Chains, ChainScores, margins, solve_chains
from layout_tool.engine.exchanges import Heading, weigh_exchanges

_ROUNDING = 1e-3


def _forward(n: int, seed: int) -> ChainScores:
    """Random scores with links forward only."""
    rng = np.random.default_rng(seed)
    link = np.where(np.tril(np.ones((n, n), dtype=bool)), FORBIDDEN, rng.normal(-1.0, 4.0, (n, n)))
    return ChainScores(link, rng.normal(-1, 2, n), rng.normal(-1, 2, n), rng.normal(-3, 3, n))


def _no_heads(_: Chains) -> Heading:
    return 0.0, {}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 10**6))
def test_without_heads_nothing_is_cheaper_than_the_exact_margin(n: int, seed: int) -> None:
    chains, scores = solve_chains(_forward(n, seed))
    exact = margins(scores, chains)
    found = weigh_exchanges(scores, chains, _no_heads)
    assert all(cost >= exact.cost[i] - _ROUNDING for i, (cost, _) in found.link.items())
    assert all(cost >= exact.opening[j] - _ROUNDING for j, (cost, _) in found.start.items())
    assert not found.head


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 10**6))
def test_every_exchange_is_a_solution(n: int, seed: int) -> None:
    seen: list[Chains] = []

    def heading(chains: Chains) -> Heading:
        seen.append(chains)
        return 0.0, {}

    rng = np.random.default_rng(seed)
    scores = ChainScores(rng.normal(0, 3, (n, n)), rng.normal(0, 2, n), rng.normal(0, 2, n), np.full(n, -3.0))
    chains, final = solve_chains(scores)
    found = weigh_exchanges(final, chains, heading)
    for other in seen:
        placed = sorted([k for path in other.paths() for k in path] + other.outside())
        assert placed == list(range(n))
    assert all(chains.after[i] != instead for i, (_, instead) in found.link.items())
    assert all(chains.before[j] < 0 <= before for j, (_, before) in found.start.items())


TWO = ChainScores(np.array([[FORBIDDEN, 2.0], [FORBIDDEN] * 2]), np.zeros(2), np.zeros(2), np.full(2, -50.0))


def test_a_head_that_wants_a_story_makes_the_link_before_it_doubtful() -> None:
    chains, scores = solve_chains(TWO)
    assert chains.after.tolist() == [1, -1]

    def heading(other: Chains) -> Heading:
        opens = other.before[1] < 0
        return (1.5, {9: frozenset({1})}) if opens else (0.0, {9: frozenset({0, 1})})

    found = weigh_exchanges(scores, chains, heading)
    assert found.link == {0: (0.5, -1)}
    assert found.head == {9: 0.5}
    assert not found.start


def test_a_story_without_a_head_of_its_own_is_joined_the_more_cheaply() -> None:
    link = np.array([[FORBIDDEN, -2.0], [FORBIDDEN] * 2])
    chains, scores = solve_chains(ChainScores(link, np.zeros(2), np.zeros(2), np.full(2, -50.0)))
    found = weigh_exchanges(scores, chains, lambda other: (-1.5 * len(other.paths()), {}))
    assert found.start == {1: (0.5, 0)}


def test_what_must_stay_apart_is_not_joined() -> None:
    link = np.array([[FORBIDDEN, -2.0], [FORBIDDEN] * 2])
    ties = Ties({0: frozenset({1}), 1: frozenset({0})})
    chains, scores = solve_chains(ChainScores(link, np.zeros(2), np.zeros(2), np.full(2, -50.0), ties))
    assert not weigh_exchanges(scores, chains, _no_heads).start
