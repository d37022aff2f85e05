"""Chains: the best path cover, its margins, and the scores that may not be overruled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.chain_ties import FORBIDDEN, REQUIRED
from layout_tool.engine.chains import (
    Chains,
    ChainScores,
    exchange_margins,
    firm_chunks,
    margins,
    solve_chains,
)


def _random(n: int, seed: int) -> ChainScores:
    rng = np.random.default_rng(seed)
    link = rng.normal(-1.0, 4.0, (n, n))
    return ChainScores(link, rng.normal(-1, 2, n), rng.normal(-1, 2, n), rng.normal(-3, 3, n))


def _covers(n: int) -> Iterator[tuple[int, ...]]:
    """Every successor function without cycles: -1 ends a story, i itself stands outside."""

    def extend(after: tuple[int, ...], used: frozenset[int]) -> Iterator[tuple[int, ...]]:
        i = len(after)
        if i == n:
            if _has_no_cycle(after):
                yield after
            return
        yield from extend((*after, -1), used)
        for j in range(n):
            if j not in used:
                yield from extend((*after, j), used | {j})

    return extend((), frozenset())


def _has_no_cycle(after: tuple[int, ...]) -> bool:
    for first in range(len(after)):
        at, steps = first, 0
        while at >= 0 and after[at] != at and steps <= len(after):
            at, steps = after[at], steps + 1
        if steps > len(after):
            return False
    return True


def _value(scores: ChainScores, after: tuple[int, ...]) -> float:
    total = 0.0
    entered = {j for i, j in enumerate(after) if j >= 0}
    for i, j in enumerate(after):
        if i == j:
            total += scores.outside[i]
        elif j < 0:
            total += scores.end[i]
        else:
            total += scores.link[i, j]
        if i not in entered:
            total += scores.start[i]
    return float(total)


def _forward(scores: ChainScores) -> ChainScores:
    """The same with links forward only, so that no cycle can arise."""
    backward = np.tril(np.ones_like(scores.link, dtype=bool))
    return ChainScores(np.where(backward, FORBIDDEN, scores.link), scores.start, scores.end, scores.outside)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10**6))
def test_the_cover_is_the_best_of_all(n: int, seed: int) -> None:
    scores = _forward(_random(n, seed))
    chains, final = solve_chains(scores)
    best = max(_value(scores, after) for after in _covers(n))
    assert chains.total == pytest.approx(best)
    assert _value(scores, tuple(map(int, chains.after))) == pytest.approx(best)
    assert np.array_equal(final.link, scores.link)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10**6))
def test_cycles_are_cut_and_the_rest_is_the_optimum_of_the_returned_scores(n: int, seed: int) -> None:
    scores = _random(n, seed)
    chains, final = solve_chains(scores)
    after = tuple(map(int, chains.after))
    assert _has_no_cycle(after)
    cut = final.link != scores.link
    assert np.all(final.link[cut] == FORBIDDEN)
    assert chains.total == pytest.approx(_value(final, after))
    assert chains.total == pytest.approx(max(_value(final, each) for each in _covers(n)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10**6))
def test_every_fragment_has_one_place(n: int, seed: int) -> None:
    chains, _ = solve_chains(_random(n, seed))
    placed = [k for path in chains.paths() for k in path] + chains.outside()
    assert sorted(placed) == list(range(n))
    firsts = [path[0] for path in chains.paths()]
    assert firsts == sorted(firsts)


def test_a_cycle_is_cut_at_its_weakest_link() -> None:
    link = np.full((3, 3), -20.0)
    link[0, 1], link[1, 2], link[2, 0] = 9.0, 8.0, 5.0
    chains, final = solve_chains(ChainScores(link, np.full(3, -1.0), np.full(3, -1.0), np.full(3, -20.0)))
    assert chains.paths() == [[0, 1, 2]]
    assert final.link[2, 0] == FORBIDDEN
    assert link[2, 0] == 5.0


def test_a_required_link_of_a_cycle_is_not_cut() -> None:
    link = np.full((2, 2), -20.0)
    link[0, 1], link[1, 0] = REQUIRED, 50.0
    chains, _ = solve_chains(ChainScores(link, np.full(2, -1.0), np.full(2, -1.0), np.full(2, -20.0)))
    assert chains.paths() == [[0, 1]]


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.integers(0, 10**6), st.data())
def test_required_and_forbidden_links_are_honoured(n: int, seed: int, data: st.DataObject) -> None:
    scores = _random(n, seed)
    i, j = data.draw(st.permutations(range(n)))[:2]
    scores.link[i, j] = REQUIRED
    assert solve_chains(scores)[0].after[i] == j
    scores.link[i, j] = FORBIDDEN
    assert solve_chains(scores)[0].after[i] != j


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10**6), st.data())
def test_what_must_stand_outside_does_and_what_must_not_does_not(n: int, seed: int, data: st.DataObject) -> None:
    scores = _random(n, seed)
    k = data.draw(st.integers(0, n - 1))
    scores.outside[k] = REQUIRED
    assert k in solve_chains(scores)[0].outside()
    scores.outside[k] = FORBIDDEN
    assert k not in solve_chains(scores)[0].outside()


def _without(scores: ChainScores, i: int, j: int) -> ChainScores:
    """The scores with i's chosen successor forbidden."""
    link, end, outside = scores.link.copy(), scores.end.copy(), scores.outside.copy()
    if j == i:
        outside[i] = FORBIDDEN
    elif j < 0:
        end[i] = FORBIDDEN
    else:
        link[i, j] = FORBIDDEN
    return ChainScores(link, scores.start, end, outside)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(0, 10**6))
def test_margins_are_what_the_next_best_solution_costs(n: int, seed: int) -> None:
    chains, scores = solve_chains(_forward(_random(n, seed)))
    found = margins(scores, chains)
    for i, j in enumerate(map(int, chains.after)):
        other, _ = solve_chains(_without(scores, i, j))
        assert found.cost[i] == pytest.approx(chains.total - other.total, abs=1e-3)
        assert found.instead[i] == other.after[i]
        assert found.instead[i] != j


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(0, 10**6))
def test_openings_cost_what_the_best_solution_without_them_does(n: int, seed: int) -> None:
    chains, scores = solve_chains(_forward(_random(n, seed)))
    found = margins(scores, chains).opening
    for j, before in enumerate(map(int, chains.before)):
        if before >= 0:
            assert np.isinf(found[j])
            continue
        start = scores.start.copy()
        start[j] = FORBIDDEN
        other, _ = solve_chains(ChainScores(scores.link, start, scores.end, scores.outside))
        assert found[j] == pytest.approx(chains.total - other.total, abs=1e-3)


def test_a_tie_has_no_margin() -> None:
    link = np.array([[FORBIDDEN, 3.0, 3.0], [FORBIDDEN] * 3, [FORBIDDEN] * 3])
    chains, scores = solve_chains(ChainScores(link, np.zeros(3), np.zeros(3), np.full(3, -9.0)))
    assert margins(scores, chains).cost[0] == pytest.approx(0.0, abs=1e-3)


def test_margins_of_nothing() -> None:
    empty = np.zeros(0)
    chains, scores = solve_chains(ChainScores(np.zeros((0, 0)), empty, empty, empty))
    assert chains.paths() == []
    assert margins(scores, chains).cost.shape == (0,)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(0, 10**6), st.floats(0, 6))
def test_firm_chunks_are_the_chains_cut_at_doubtful_links(n: int, seed: int, least: float) -> None:
    chains, scores = solve_chains(_forward(_random(n, seed)))
    chunks = firm_chunks(chains, scores, least)
    cost = exchange_margins(scores, chains)
    links = [pair for path in chains.paths() for pair in pairwise(path)]
    assert all(cost[i] >= margins(scores, chains).cost[i] - 1e-4 for i, _ in links)
    assert [k for chunk in chunks for k in chunk] == [k for path in chains.paths() for k in path]
    assert {pair for chunk in chunks for pair in pairwise(chunk)} == {(i, j) for i, j in links if cost[i] >= least}


def test_predecessors_mirror_successors() -> None:
    chains = Chains(np.array([2, 1, -1, 0]), 0.0)
    assert chains.before.tolist() == [3, 1, 0, -1]
    assert chains.paths() == [[3, 0, 2]]
    assert chains.outside() == [1]
