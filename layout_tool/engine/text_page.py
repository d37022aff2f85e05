"""Text mode: one page of a text dump becomes a proposal. The story of the engine, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.articles import make_article, page_prose
from layout_tool.engine.attach import ALONE
from layout_tool.engine.chains import ChainScores, firm_chunks, solve_chains
from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.column_measures import line_measures
from layout_tool.engine.drafts import Draft, Part, draft_articles
from layout_tool.engine.evidence import EvidenceTable, build_table
from layout_tool.engine.explain import confidence, explain_page
from layout_tool.engine.facts import Facts, gather
from layout_tool.engine.fragments import Fragment, find_fragments, settle_measures
from layout_tool.engine.heads import page_prior
from layout_tool.engine.joined_lines import part_joined
from layout_tool.engine.kinship import block_chunks, with_kinship
from layout_tool.engine.lines import TextLine
from layout_tool.engine.lock_logic import check_locks, conflict, contradictory, smallest
from layout_tool.engine.lock_needs import all_hold, lock_needs
from layout_tool.engine.lock_terms import LockTerms, cut_before, place_locks
from layout_tool.engine.options import TextOptions
from layout_tool.engine.order import order_articles
from layout_tool.engine.page_lines import read_page_lines
from layout_tool.engine.page_map import line_id, map_flowed
from layout_tool.engine.page_places import map_placed
from layout_tool.engine.profile import Profile
from layout_tool.engine.publication import read_publication
from layout_tool.engine.roles import guess_roles
from layout_tool.engine.script import latin_share
from layout_tool.engine.stories import Stories, solve_stories
from layout_tool.engine.trust import with_trust
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.document import Direction, Page, Unit
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal, TextPage

_SAMPLE = 20_000
_KINSHIP_ROUNDS = 2
_FIRM = 4.0
_SURE_TEXT, _DOUBTFUL_TEXT = -7.0, 3.0
"""Log-odds of standing outside below which a fragment is text even by itself, and the span up to where it is not."""


@dataclass(frozen=True, slots=True)
class _Solved:
    facts: Facts
    table: EvidenceTable
    new_paragraph: NDArray[np.bool_]
    stories: Stories
    locks: LockTerms


def propose_text_page(
    page: TextPage,
    source_id: str,
    number: int,
    profile: Profile,
    options: TextOptions | None = None,
    locks: Sequence[Lock] = (),
) -> PageProposal:
    """The proposal for one page of a text dump.

    `number` counts the document's pages from 1; ids begin with `p<number>`. Raises LockConflict where two locks
    cannot both hold. Deterministic: the same page, profile and locks give the same proposal.
    """
    check_locks(locks)
    options = options or TextOptions()
    latin = latin_share(page.text[:_SAMPLE]) > 0.5
    read = read_page_lines(page, options.mode, profile.weights["weave"])
    lines = part_joined(read.lines) if latin and not read.layout else read.lines
    named = _Lines(f"p{number}", lines, latin)
    made = _make(named, profile, locks)
    if made is None:
        raise conflict(smallest(locks, lambda some: contradictory(some) or _make(named, profile, some) is None))
    return _proposal(page, source_id, number, named, made)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a page, and the page's name."""

    page: str
    lines: Sequence[TextLine]
    latin: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of the lines: fragments, the solution over them, articles in order, and what is in none."""

    fragments: Sequence[Fragment]
    solved: _Solved
    drafts: Sequence[Draft]
    outside: Sequence[Part]


def _make(named: _Lines, profile: Profile, locks: Sequence[Lock]) -> _Made | None:
    """The articles under the locks; None where this page leaves no room for all of them."""
    index = {line_id(named.page, line): place for place, line in enumerate(named.lines)}
    fragments = _cut(named.lines, named.latin, profile, cut_before(locks, index))
    terms = place_locks(locks, index, _fragment_at(fragments))
    while True:
        solved = _solve(fragments, profile, terms)
        drafts, outside = draft_articles(solved.facts, solved.stories, solved.new_paragraph, solved.locks)
        wanted = lock_needs(drafts, terms)
        if wanted == terms:
            break
        terms = wanted
    drafts = order_articles(drafts, solved.locks)
    return _Made(fragments, solved, drafts, outside) if all_hold(drafts, outside, solved.locks) else None


def _cut(lines: Sequence[TextLine], latin: bool, profile: Profile, forced: frozenset[int]) -> list[Fragment]:
    measures = line_measures(lines, latin=latin)
    fragments = find_fragments(lines, measures, profile.lexicon, latin=latin, forced=forced)
    return settle_measures(fragments, profile.lexicon) if lines and lines[0].cell else fragments


def _fragment_at(fragments: Sequence[Fragment]) -> list[int]:
    """The fragment of each place in the list of lines."""
    return [fragment.index for fragment in fragments for _ in fragment.lines]


def _solve(fragments: Sequence[Fragment], profile: Profile, locks: LockTerms) -> _Solved:
    """Evidence, chains, heads and attachments."""
    guesses = guess_roles(fragments, profile.weights, profile.lexicon)
    locks = locks.settled(guesses)
    guesses = locks.guesses(guesses)
    vocabulary = Vocabulary(fragments)
    vectors = WordVectors([fragment.text for fragment in fragments])
    facts = gather(fragments, guesses, vectors)
    heads_after = page_prior(facts, vocabulary, profile.weights["head"])
    facts = with_kinship(with_trust(facts, heads_after), vectors, block_chunks(facts))
    table = build_table(facts, profile.weights, heads_after)
    for _ in range(_KINSHIP_ROUNDS):
        chains, final = solve_chains(_score(facts, table, profile, locks))
        facts = with_kinship(facts, vectors, firm_chunks(chains, final, _FIRM))
        table = table.with_kinship(facts.kinship)
    scores = _score(facts, table, profile, locks)
    stories = solve_stories(facts, scores, vocabulary, profile.weights, heads_after, locks)
    return _Solved(facts, table, table.reads_new, stories, locks)


def _score(facts: Facts, table: EvidenceTable, profile: Profile, locks: LockTerms) -> ChainScores:
    sure_text = np.clip((facts.outside - _SURE_TEXT) / _DOUBTFUL_TEXT, 0.0, 1.0)
    outside = facts.outside + profile.weights["story"]["flow_gain"] * sure_text
    return locks.apply(ChainScores(table.link_scores(), table.start.score(), table.end.score(), outside))


def _proposal(page: TextPage, source_id: str, number: int, named: _Lines, made: _Made) -> PageProposal:
    solved, drafts = made.solved, made.drafts
    placed = bool(named.lines) and all(line.cell for line in named.lines)
    mapped = (
        map_placed(named.page, drafts, made.outside, latin=named.latin)
        if placed
        else map_flowed(named.page, drafts, made.outside)
    )
    explained = explain_page(
        named.page, solved.facts, solved.table, solved.stories, solved.locks, mapped.line_ids, solved.new_paragraph
    )
    prose = page_prose(named.lines)
    articles = tuple(
        make_article(
            f"{named.page}-a{place}", draft, regions, made.fragments, mapped.line_ids, prose,
            confidence(_margins(explained.by_chain, draft)),
        )
        for place, (draft, regions) in enumerate(zip(drafts, mapped.by_draft, strict=True), 1)
    )  # fmt: skip
    regions = [region for group in mapped.by_draft for region in group]
    mapped_page = Page(
        named.page, source_id, page.index, number, mapped.width, mapped.height, Unit.EM, Direction.HORIZONTAL,
        columns=tuple(mapped.columns), regions=(*regions, *mapped.outside),
    )  # fmt: skip
    publication = read_publication(made.fragments, [part.fragment for part in made.outside], named.latin)
    outside = tuple(region.id for region in mapped.outside)
    return PageProposal(mapped_page, articles, outside, explained.decisions, publication)


def _margins(by_chain: Mapping[int, tuple[float, ...]], draft: Draft) -> tuple[float, ...]:
    return by_chain.get(draft.chain, ()) if draft.chain != ALONE else ()
