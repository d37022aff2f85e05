"""Ties of chains: what is kept apart or together is so in the solution, whatever the links score."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.chain_ties import FORBIDDEN, REQUIRED, Ties
from layout_tool.engine.chains import ChainScores, solve_chains


def _scores(n: int, seed: int, ties: Ties) -> ChainScores:
    rng = np.random.default_rng(seed)
    link = rng.normal(1.0, 3.0, (n, n))
    return ChainScores(link, rng.normal(size=n), rng.normal(size=n), np.full(n, FORBIDDEN), ties)


def _mutual(pairs: set[tuple[int, int]]) -> dict[int, frozenset[int]]:
    apart: dict[int, set[int]] = {}
    for a, b in pairs:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    return {k: frozenset(others) for k, others in apart.items()}


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 9), st.integers(0, 10_000), st.data())
def test_fragments_kept_apart_share_no_chain(n: int, seed: int, data: st.DataObject) -> None:
    pair = st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True).map(lambda ends: (ends[0], ends[1]))
    pairs = data.draw(st.sets(pair, min_size=1, max_size=5))
    chains, _ = solve_chains(_scores(n, seed, Ties(_mutual(pairs))))
    for path in chains.paths():
        assert not any(a in path and b in path for a, b in pairs)


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 9), st.integers(0, 10_000), st.data())
def test_a_group_shares_a_chain(n: int, seed: int, data: st.DataObject) -> None:
    group = data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=4, unique=True))
    chains, scores = solve_chains(_scores(n, seed, Ties(together=(tuple(group),))))
    assert sum(not set(group).isdisjoint(path) for path in chains.paths()) == 1
    assert (scores.link == REQUIRED).sum() <= len(group) - 1


def test_without_ties_nothing_is_mended() -> None:
    assert not Ties()
    assert Ties(_mutual({(0, 1)})).mends(np.zeros((3, 3)), [[0, 2], [1]]) == []
