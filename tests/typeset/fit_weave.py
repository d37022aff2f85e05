"""Sizes for the profile's weights of the group "weave", from woven pages of our own texts.

`python -m tests.typeset.fit_weave` prints them as they stand in the profile. Method: ridge logistic regression on the
signs of `unweave_links`. Successions in a column are set against lines of other columns that come soon after, both
kinds weighing the same, so that the weights are log-likelihood ratios; first and last lines of runs are set against
all others, so that theirs are log-odds. The weights of that group that it does not print stand by hand.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from layout_tool.engine.lines import make_line
from layout_tool.engine.script import latin_share
from layout_tool.engine.unweave_cuts import Measures
from layout_tool.engine.unweave_links import Links
from tests.typeset.woven import TEXTS, WovenPage, woven_page

_COLUMNS = range(4, 9)
_SEEDS = range(4)
_REACH = 8
"""Lines looked at after each for ones that are not the next of its column."""
_RIDGE = 3.0
_ROUNDS = 12

Case = tuple[frozenset[str], bool]


def pages() -> Iterator[WovenPage]:
    """The pages fitted on: each language at several column counts and orders."""
    for language in TEXTS:
        for columns in _COLUMNS:
            for seed in _SEEDS:
                yield woven_page(language, columns, seed)


def _links(page: WovenPage) -> Links:
    """The signs of a page; what each is worth is not known yet."""
    lines = [make_line(number, 0, text, 0) for number, text in enumerate(page.lines)]
    latin = latin_share("".join(page.lines)) > 0.5
    measures = Measures([line.width for line in lines], latin=latin, weights={})
    return Links(lines, [measures.fit_line(line) for line in lines], defaultdict(float))


def successions(page: WovenPage, links: Links) -> Iterator[Case]:
    """Pairs of lines: whether the second is the next one of the first one's run."""
    following = {before: after for run in page.runs for before, after in pairwise(run)}
    for before in range(len(page.lines)):
        if before in following:
            yield frozenset(links.signs(before, following[before])), True
        for after in range(before + 1, min(before + 1 + _REACH, len(page.lines))):
            if after != following.get(before):
                yield frozenset(links.signs(before, after)), False


def ends(page: WovenPage, links: Links, *, first: bool) -> Iterator[Case]:
    """Lines: whether each is the first (else: the last) of its run."""
    known = {run[0 if first else -1] for run in page.runs}
    signs = links.start_signs if first else links.end_signs
    for place in range(len(page.lines)):
        yield frozenset(signs(place)), place in known


def fit(cases: Sequence[Case], *, balanced: bool) -> dict[str, float]:
    """The weight of each sign; `balanced` weighs true and false cases alike."""
    names = sorted({name for signs, _ in cases for name in signs})
    matrix = np.array([[name in signs for name in names] for signs, _ in cases], dtype=float)
    truth = np.array([true for _, true in cases], dtype=float)
    trust = np.ones(len(cases))
    if balanced:
        trust = np.where(truth > 0, 1 / truth.sum(), 1 / (1 - truth).sum()) * truth.sum()
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (trust * (truth - chance)) - _RIDGE * weights
        curve = (matrix.T * (trust * chance * (1 - chance))) @ matrix + _RIDGE * np.eye(len(names))
        weights += np.linalg.solve(curve, slope)
    return dict(zip(names, (float(weight) for weight in weights), strict=True))


def fitted() -> dict[str, float]:
    """All fitted weights by name, rounded as far as they can be trusted."""
    pairs: list[Case] = []
    firsts: list[Case] = []
    lasts: list[Case] = []
    for page in pages():
        links = _links(page)
        pairs += successions(page, links)
        firsts += ends(page, links, first=True)
        lasts += ends(page, links, first=False)
    weights = fit(pairs, balanced=True) | fit(firsts, balanced=False) | fit(lasts, balanced=False)
    return {name: round(weight, 1) for name, weight in weights.items()}


if __name__ == "__main__":
    sys.stdout.writelines(f"{name} = {weight}\n" for name, weight in fitted().items())
