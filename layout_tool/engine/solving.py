"""Solving a page: fragments become evidence, evidence becomes chains, chains become stories. Both modes meet here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.chains import ChainScores, firm_chunks, solve_chains
from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.evidence import EvidenceTable, build_table
from layout_tool.engine.facts import Facts, gather
from layout_tool.engine.fragments import Fragment
from layout_tool.engine.heads import page_prior
from layout_tool.engine.kinship import block_chunks, with_kinship
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.order import order_needs
from layout_tool.engine.profile import Profile
from layout_tool.engine.roles import guess_roles
from layout_tool.engine.surroundings import Surroundings
from layout_tool.engine.stories import Stories, solve_stories
from layout_tool.engine.trust import with_trust
from layout_tool.engine.vocabulary import Vocabulary

_KINSHIP_ROUNDS = 2
_FIRM = 4.0
_SURE_TEXT, _DOUBTFUL_TEXT = -7.0, 3.0
"""Log-odds of standing outside below which a fragment is text even by itself, and the span up to where it is not."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A page's solution with the evidence it was found by; `new_paragraph` (n, n) where j opens one after i."""

    facts: Facts
    table: EvidenceTable
    new_paragraph: NDArray[np.bool_]
    stories: Stories
    locks: LockTerms


def solve_in_order(
    fragments: Sequence[Fragment], profile: Profile, locks: LockTerms, around: Surroundings | None = None
) -> Solved:
    """The solution in which every locked order holds: what is ordered stands in articles, in two of them."""
    while True:
        solved = _solve(fragments, profile, locks, around)
        wanted = order_needs(solved.stories, locks)
        if wanted == locks:
            return solved
        locks = wanted


def _solve(
    fragments: Sequence[Fragment], profile: Profile, locks: LockTerms, around: Surroundings | None
) -> Solved:
    """Evidence, chains, heads and attachments."""
    guesses = guess_roles(fragments, profile.weights, profile.lexicon, around)
    vocabulary = Vocabulary(fragments)
    vectors = WordVectors([fragment.text for fragment in fragments])
    facts = gather(fragments, guesses, vectors, around)
    heads_after = page_prior(facts, vocabulary, profile.weights["head"])
    facts = with_kinship(with_trust(facts, heads_after), vectors, block_chunks(facts))
    table = build_table(facts, profile.weights, heads_after)
    for _ in range(_KINSHIP_ROUNDS):
        chains, final = solve_chains(_score(facts, table, profile, locks))
        facts = with_kinship(facts, vectors, firm_chunks(chains, final, _FIRM))
        table = table.with_kinship(facts.kinship)
    scores = _score(facts, table, profile, locks)
    stories = solve_stories(facts, scores, vocabulary, profile.weights, heads_after, locks)
    return Solved(facts, table, table.reads_new, stories, locks)


def _score(facts: Facts, table: EvidenceTable, profile: Profile, locks: LockTerms) -> ChainScores:
    sure_text = np.clip((facts.outside - _SURE_TEXT) / _DOUBTFUL_TEXT, 0.0, 1.0)
    outside = facts.outside + profile.weights["story"]["flow_gain"] * sure_text
    return locks.apply(ChainScores(table.link_scores(), table.start.score(), table.end.score(), outside))


