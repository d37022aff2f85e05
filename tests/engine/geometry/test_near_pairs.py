"""Pairs that stand near each other: as many as a look at all pairs finds."""

from __future__ import annotations

import numpy as np

from layout_tool.engine.geometry.near_pairs import first_of_each, middle, pairs_level, pairs_within


def test_pairs_within_are_those_of_all_pairs() -> None:
    random = np.random.default_rng(3)
    keys = random.integers(0, 400, 2500).astype(float)
    low = keys + random.integers(-3, 3, 2500).astype(float)
    high = low + random.integers(0, 4, 2500).astype(float)
    found = {pair for a, b in pairs_within(keys, low, high) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    inside = (low[:, None] <= keys[None, :]) & (keys[None, :] < high[:, None])
    assert found == set(zip(*(side.tolist() for side in np.nonzero(inside)), strict=True))


def test_no_pair_that_is_level_is_missed() -> None:
    random = np.random.default_rng(5)
    top = random.uniform(0, 60, 200)
    foot = top + random.choice([4.0, 10.0, 45.0], 200)
    boxes = np.stack([np.zeros(200), top, np.ones(200), foot], axis=1)
    found = {pair for a, b in pairs_level(boxes, 0.55) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    shared = np.minimum(foot[:, None], foot) - np.maximum(top[:, None], top)
    level = shared > 0.55 * np.minimum((foot - top)[:, None], foot - top)
    assert set(zip(*(side.tolist() for side in np.nonzero(level)), strict=True)) <= found


def test_first_of_each_owner_by_rank() -> None:
    owner, rank, place = np.array([2, 0, 2, 0]), np.array([1.0, 4.0, 1.0, 3.0]), np.array([9, 1, 8, 2])
    assert first_of_each(owner, rank, place).tolist() == [3, 2]
    assert first_of_each(owner[:0], rank[:0]).tolist() == []


def test_middle_is_the_median() -> None:
    for values in ([3.0], [4.0, 1.0], [5.0, 1.0, 2.5], [0.1, 0.3, 0.2, 0.7]):
        assert middle(np.array(values)) == np.median(values)
