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
from layout_tool.engine.column_measures import fold_joined, line_measures
from layout_tool.engine.drafts import Draft, Part, draft_articles
from layout_tool.engine.evidence import EvidenceTable, build_table
from layout_tool.engine.explain import Explained, confidence, explain_page
from layout_tool.engine.facts import Facts, gather
from layout_tool.engine.fragments import Fragment, find_fragments, settle_measures
from layout_tool.engine.heads import page_prior
from layout_tool.engine.kinship import block_chunks, with_kinship
from layout_tool.engine.lines import TextLine
from layout_tool.engine.lock_terms import LockTerms, check_locks, cut_before, place_locks
from layout_tool.engine.options import TextOptions
from layout_tool.engine.order import order_articles, order_needs
from layout_tool.engine.page_lines import read_page_lines
from layout_tool.engine.page_map import PageMap, line_id, map_flowed
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
    name = f"p{number}"
    latin = latin_share(page.text[:_SAMPLE]) > 0.5
    read = read_page_lines(page, options.mode, profile.weights["weave"])
    lines = fold_joined(read.lines) if latin and not read.layout else read.lines
    index = {line_id(name, line): place for place, line in enumerate(lines)}
    fragments = _cut(lines, latin, profile, cut_before(locks, index))
    solved = solve_in_order(fragments, profile, place_locks(locks, index, _fragment_at(fragments)))
    drafts, outside = draft_articles(solved.facts, solved.stories, solved.new_paragraph, dict(solved.locks.roles))
    drafts = order_articles(drafts, solved.locks)
    mapped = map_flowed(name, drafts, outside)
    explained = explain_page(
        name, solved.facts, solved.table, solved.stories, solved.locks, mapped.line_ids, solved.new_paragraph
    )
    return _proposal(page, source_id, number, latin, lines, fragments, drafts, mapped, explained, outside)


def _cut(lines: Sequence[TextLine], latin: bool, profile: Profile, forced: frozenset[int]) -> list[Fragment]:
    measures = line_measures(lines, latin=latin)
    fragments = find_fragments(lines, measures, profile.lexicon, latin=latin, forced=forced)
    return settle_measures(fragments, profile.lexicon) if lines and lines[0].cell else fragments


def _fragment_at(fragments: Sequence[Fragment]) -> list[int]:
    """The fragment of each place in the list of lines."""
    return [fragment.index for fragment in fragments for _ in fragment.lines]


def _proposal(
    page: TextPage,
    source_id: str,
    number: int,
    latin: bool,
    lines: Sequence[TextLine],
    fragments: Sequence[Fragment],
    drafts: Sequence[Draft],
    mapped: PageMap,
    explained: Explained,
    outside: Sequence[Part],
) -> PageProposal:
    name = f"p{number}"
    prose = page_prose(lines)
    articles = tuple(
        make_article(
            f"{name}-a{place}", draft, regions, fragments, mapped.line_ids, prose,
            confidence(_margins(explained.by_chain, draft)),
        )
        for place, (draft, regions) in enumerate(zip(drafts, mapped.by_draft, strict=True), 1)
    )  # fmt: skip
    regions = [region for group in mapped.by_draft for region in group]
    made = Page(
        name, source_id, page.index, number, mapped.width, mapped.height, Unit.EM, Direction.HORIZONTAL,
        columns=tuple(mapped.columns), regions=(*regions, *mapped.outside),
    )  # fmt: skip
    publication = read_publication(fragments, [part.fragment for part in outside], latin)
    return PageProposal(made, articles, tuple(region.id for region in mapped.outside), explained.decisions, publication)


def _margins(by_chain: Mapping[int, tuple[float, ...]], draft: Draft) -> tuple[float, ...]:
    return by_chain.get(draft.chain, ()) if draft.chain != ALONE else ()
