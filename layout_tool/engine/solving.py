"""Where text mode and geometry mode meet: lines become fragments, fragments evidence, evidence articles, all solved
again until every lock holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.articles import make_article, page_prose
from layout_tool.engine.attach import ALONE
from layout_tool.engine.chains import ChainScores, firm_chunks, solve_chains
from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.drafts import Draft, Part, draft_articles
from layout_tool.engine.evidence import EvidenceTable, build_table
from layout_tool.engine.explain import confidence, explain_page
from layout_tool.engine.facts import Facts, gather
from layout_tool.engine.fragments import Fragment, find_fragments, settle_measures
from layout_tool.engine.heads import page_prior
from layout_tool.engine.kept_reading import KeptReading
from layout_tool.engine.kinship import block_chunks, with_kinship
from layout_tool.engine.lines import TextLine
from layout_tool.engine.lock_likeness import like_fixed
from layout_tool.engine.lock_logic import check_locks, conflict, contradictory, smallest
from layout_tool.engine.lock_needs import all_hold, lock_needs
from layout_tool.engine.lock_terms import LockTerms, cut_before, place_locks
from layout_tool.engine.order import order_articles
from layout_tool.engine.page_map import PageMap, line_id
from layout_tool.engine.profile import Profile
from layout_tool.engine.publication import read_imprint
from layout_tool.engine.roles import RoleGuess, guess_roles
from layout_tool.engine.stories import Stories, solve_stories
from layout_tool.engine.surroundings import Surroundings
from layout_tool.engine.trust import with_trust
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.document import Page
from layout_tool.model.facts import Said
from layout_tool.model.locks import Lock, Opens
from layout_tool.model.proposal import PageProposal

_KINSHIP_ROUNDS = 2
_FIRM = 4.0
_MOST_CUTS = 8
_SURE_TEXT, _DOUBTFUL_TEXT = -7.0, 3.0
"""Log-odds of standing outside below which a fragment is text even by itself, and the span up to where it is not."""


Reading = Sequence[Said]


@dataclass(frozen=True, slots=True)
class NamedLines:
    """The lines of a page under its name, the measure of each (n,) in em, and what is known to stand around them."""

    page: str
    lines: Sequence[TextLine]
    measures: NDArray[np.float64]
    latin: bool
    around: Surroundings | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A solution with the evidence it was found by; `new_paragraph` (n, n) tells where j opens one after i."""

    facts: Facts
    table: EvidenceTable
    new_paragraph: NDArray[np.bool_]
    stories: Stories
    locks: LockTerms


@dataclass(frozen=True, slots=True)
class Solution:
    """What became of the lines: fragments, the solution over them, articles in order, and what is in none."""

    fragments: Sequence[Fragment]
    solved: Solved
    drafts: Sequence[Draft]
    outside: Sequence[Part]


@dataclass(frozen=True, slots=True)
class _Cut:
    """The fragments of a page, cut also where locks speak of part of one, with what no lock changes about them."""

    fragments: Sequence[Fragment]
    guesses: Sequence[RoleGuess]
    vocabulary: Vocabulary
    vectors: WordVectors


class PageSolver:
    """Solves one page under any locks; what no lock changes is found once and kept.

    The same locks give the same solution, whatever was solved before.
    """

    def __init__(self, named: NamedLines, profile: Profile) -> None:
        self.named = named
        self._profile = profile
        self._index = {line_id(named.page, line): place for place, line in enumerate(named.lines)}
        self._cuts: dict[frozenset[int], _Cut] = {}

    def solve(self, locks: Sequence[Lock], reading: Reading = (), also: Sequence[Lock] = ()) -> Solution:
        """The articles of the page under the locks; `reading` is how it is read now, which speaks for itself.

        What opens an article in it counts in a dump alone: on a printed page type and place tell that better.
        Raises LockConflict where the locks cannot all hold. The page is also cut where `also` speaks of part of a
        fragment, as if those were locks; they decide nothing.
        """
        check_locks(locks)
        found = self._under_locks(locks, reading, also)
        if found is None:
            raise conflict(smallest(locks, lambda some: contradictory(some) or self._under_locks(some) is None))
        return found

    @cached_property
    def line_ids(self) -> frozenset[str]:
        """The ids of the page's lines."""
        return frozenset(self._index)

    @cached_property
    def _parted(self) -> frozenset[int]:
        """The lines before which the page is cut without any lock."""
        starts = accumulate((len(fragment.lines) for fragment in self._cut(frozenset()).fragments), initial=0)
        return frozenset(starts)

    def _under_locks(self, locks: Sequence[Lock], reading: Reading = (), also: Sequence[Lock] = ()) -> Solution | None:
        """The articles under the locks; None where this page leaves no room for all of them."""
        cut = self._cut(cut_before((*locks, *also), self._index) - self._parted)
        fragment_at = _fragment_at(cut.fragments)
        terms = place_locks(locks, self._index, fragment_at)
        if reading:
            fragment_of = {line: fragment_at[place] for line, place in self._index.items()}
            said = reading if self.named.around is None else [one for one in reading if not isinstance(one, Opens)]
            terms = replace(terms, kept=KeptReading.of(said, fragment_of, self._profile.weights["fixed"]))
        plain = replace(terms, weighed=False)
        ways = (terms, plain, replace(plain, kept=KeptReading()), plain.parted()) if terms else (terms,)
        return next((found for way in ways if (found := self._solved(cut, way)) is not None), None)

    def _solved(self, cut: _Cut, terms: LockTerms) -> Solution | None:
        """The articles under the terms; None where some do not hold in them."""
        around = self.named.around
        while True:
            solved = _solve(cut, self._profile, terms, around)
            drafts, outside = draft_articles(solved.facts, solved.stories, solved.new_paragraph, solved.locks)
            wanted = lock_needs(drafts, terms)
            if wanted == terms:
                break
            terms = wanted
        drafts = order_articles(drafts, solved.locks, around)
        return Solution(cut.fragments, solved, drafts, outside) if all_hold(drafts, outside, solved.locks) else None

    def _cut(self, forced: frozenset[int]) -> _Cut:
        if forced not in self._cuts:
            named, profile = self.named, self._profile
            found = find_fragments(named.lines, named.measures, profile.lexicon, latin=named.latin, forced=forced)
            if named.lines and named.lines[0].cell:
                found = settle_measures(found, profile.lexicon)
            guesses = guess_roles(found, profile.weights, profile.lexicon, named.around)
            vectors = WordVectors([fragment.text for fragment in found])
            if len(self._cuts) >= _MOST_CUTS:
                self._cuts.pop(next(iter(self._cuts)))
            self._cuts[forced] = _Cut(found, guesses, Vocabulary(found), vectors)
        return self._cuts[forced]


def solve_page(named: NamedLines, profile: Profile, locks: Sequence[Lock]) -> Solution:
    """The articles of a page under the locks. Raises LockConflict where they cannot all hold."""
    return PageSolver(named, profile).solve(locks)


def _fragment_at(fragments: Sequence[Fragment]) -> list[int]:
    """The fragment of each place in the list of lines."""
    return [fragment.index for fragment in fragments for _ in fragment.lines]


def _solve(cut: _Cut, profile: Profile, locks: LockTerms, around: Surroundings | None) -> Solved:
    """Evidence, chains, heads and attachments."""
    locks = locks.settled(cut.guesses)
    guesses = locks.guesses(like_fixed(cut.fragments, cut.guesses, locks.roles, profile.weights["fixed"]))
    fragments, vocabulary, vectors = cut.fragments, cut.vocabulary, cut.vectors
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


def page_proposal(named: NamedLines, found: Solution, mapped: PageMap, page: Page, profile: Profile) -> PageProposal:
    """The proposal of a page: its articles with decisions and evidence; `page` is as `mapped` has it."""
    solved = found.solved
    explained = explain_page(
        named.page, solved.facts, solved.table, solved.stories, solved.locks, mapped.line_ids, solved.new_paragraph
    )
    prose = page_prose(named.lines)
    articles = tuple(
        make_article(
            f"{named.page}-a{place}", draft, regions, found.fragments, mapped.line_ids, prose,
            confidence(_margins(explained.by_chain, draft)),
        )
        for place, (draft, regions) in enumerate(zip(found.drafts, mapped.by_draft, strict=True), 1)
    )  # fmt: skip
    furniture = [(part.role, part.fragment) for part in found.outside]
    imprint = read_imprint(found.fragments, furniture, profile.lexicon, named.latin)
    outside = tuple(region.id for region in mapped.outside)
    page = replace(page, label=imprint.label)
    return PageProposal(page, articles, outside, explained.decisions, imprint.publication)


def _margins(by_chain: Mapping[int, tuple[float, ...]], draft: Draft) -> tuple[float, ...]:
    return by_chain.get(draft.chain, ()) if draft.chain != ALONE else ()
