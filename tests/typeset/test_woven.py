"""Woven pages hold what they say, and the profile's weights are the ones they yield."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from layout_tool.engine.profile import load_profile
from tests.typeset.fit_weave import fitted
from tests.typeset.woven import TEXTS, woven_page


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("columns", [4, 8])
def test_every_line_is_in_one_run_and_runs_go_down_the_page(language: str, columns: int) -> None:
    page = woven_page(language, columns, seed=7)
    assert sorted(place for run in page.runs for place in run) == list(range(len(page.lines)))
    assert all(a < b for run in page.runs for a, b in pairwise(run))
    assert all(page.runs)
    assert page == woven_page(language, columns, seed=7)
    assert page != woven_page(language, columns, seed=8)


def test_other_listings_keep_every_letter() -> None:
    page = woven_page("zh-Hans", 6, seed=7)
    letters = sorted("".join("".join(page.lines).split()))
    assert sorted("".join("".join(page.flowed()).split())) == letters
    joined = page.joined(Random(1))
    assert "".join("".join(joined).split()) == "".join("".join(page.lines).split())
    assert len(joined) < len(page.lines)


def test_the_profile_has_the_weights_that_the_pages_yield() -> None:
    weights = load_profile().weights["weave"]
    found = fitted()
    assert {name: weights[name] for name in found} == pytest.approx(found, abs=0.11)
