"""The evidence table: every reason for or against a link, a start or an end, by name, with its weight.

A term is an array of values; its weight is the profile's. Nothing else decides: the score of a link, a start or
an end is the sum of its terms in log-odds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine import edges
from layout_tool.engine.briefs import brief_openings
from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.head_reach import HeadReach, find_reach
from layout_tool.engine.order_terms import add_order_terms, head_beside, jump_beside, roles_beside, steps_after
from layout_tool.engine.place_terms import add_place_terms, byline_above, headed, jump_above, jump_below
from layout_tool.engine.terms import Terms, strongest_first
from layout_tool.model.decision import Evidence
from layout_tool.model.roles import Role

_UNLIKE_MEASURE = 0.4

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """Terms of links (common to both readings; as the same paragraph; as a new one), starts and ends.

    `better_reading` is the score of the better of the two readings, `reads_new` where that is a new paragraph; both
    (n, n).
    """

    link: Terms
    same_paragraph: Terms
    new_paragraph: Terms
    start: Terms
    end: Terms
    better_reading: Array
    reads_new: NDArray[np.bool_]

    def link_scores(self) -> Array:
        """Score of each link under its better reading, (n, n)."""
        return self.link.score() + self.better_reading

    def with_kinship(self, kinship: Array) -> EvidenceTable:
        """The table with another kinship (n, n) of its fragments; nothing else depends on it."""
        link = Terms(self.link.group, self.link.weights, self.link.shape, dict(self.link.values))
        link.add("kinship", kinship)
        return replace(self, link=link)

    def explain_link(self, i: int, j: int, new_paragraph: bool) -> tuple[Evidence, ...]:
        reading = self.new_paragraph if new_paragraph else self.same_paragraph
        terms = (*self.link.explain(i, j), *reading.explain(i, j))
        return strongest_first(terms)


def build_table(facts: Facts, weights: Weights, heads_after: float) -> EvidenceTable:
    """All terms of a page. `heads_after` is the belief (0 to 1) that headlines follow their body in the dump."""
    n = facts.size
    pair = (n, n)
    same = _same_terms(facts, Terms("same", weights["same"], pair))
    new = _new_terms(facts, Terms("new", weights["new"], pair))
    as_same, as_new = same.score(), new.score()
    reach = find_reach(facts, facts.near) if facts.near is not None and facts.bounds is not None else None
    return EvidenceTable(
        _link_terms(facts, Terms("link", weights["link"], pair), reach),
        same,
        new,
        _start_terms(facts, Terms("start", weights["start"], (n,)), heads_after, reach),
        _end_terms(facts, Terms("end", weights["end"], (n,)), heads_after),
        np.maximum(as_same, as_new),
        as_new > as_same,
    )


def _link_terms(facts: Facts, terms: Terms, reach: HeadReach | None) -> Terms:
    gap = np.abs(facts.measure[:, None] - facts.measure[None, :]) / np.maximum(facts.measure[:, None], 1)
    short = np.array([len(fragment.lines) < 3 for fragment in facts.fragments], dtype=bool)
    unsure = short[:, None] | short[None, :]
    terms.add("prior", 1.0)
    terms.add("same_measure", (gap < 0.13) * 1.0)
    terms.add("other_measure", (gap >= 0.13) * np.where(unsure, 0.4, 1.0))
    terms.add("cohesion", facts.cohesion)
    terms.add("kinship", facts.kinship)
    terms.add("opens_story", edges.opens_story(facts)[None, :])
    terms.add("signed_off", edges.signed_off(facts)[:, None])
    if facts.near is not None:
        add_place_terms(facts, facts.near, reach, terms)
    else:
        add_order_terms(facts, terms, np.where(gap < 0.13, 1.0, _UNLIKE_MEASURE))
    return terms


def _same_terms(facts: Facts, terms: Terms) -> Terms:
    mid, stop = 1 - facts.sentence_end, facts.sentence_end
    short, full = facts.last_short, 1 - facts.last_short
    terms.add("mid_full", mid[:, None] * full)
    terms.add("mid_short", mid[:, None] * short)
    terms.add("stop_full", stop[:, None] * full)
    terms.add("stop_short", stop[:, None] * short)
    terms.add("starts_full", np.maximum(-facts.start_like, 0)[None, :])
    terms.add("starts_indented", np.maximum(facts.start_like, 0)[None, :])
    terms.add("word_straddle", np.clip(facts.straddle, 0, 10) / 4)
    latin = facts.size > 0 and facts.fragments[0].latin
    terms.add("no_straddle", 0.0 if latin else (mid[:, None] > 0) & (facts.straddle <= 0))
    terms.add("marks_close", np.maximum(facts.marks_close, 0))
    terms.add("marks_amiss", np.maximum(-facts.marks_close, 0))
    terms.add("number_split", facts.number_split)
    terms.add("function_word", edges.ends_in_function_word(facts)[:, None])
    terms.add("starts_with_mark", edges.starts_with_mark(facts)[None, :])
    terms.add("starts_lower", edges.starts_lower(facts)[None, :])
    amiss = edges.hyphen_amiss(facts)
    terms.add("hyphen", np.outer(edges.ends_in_hyphen(facts), edges.starts_lower(facts)) * (1 - amiss))
    terms.add("hyphen_amiss", amiss)
    terms.add("upper_after_mid", np.outer(mid, edges.starts_upper(facts)))
    return terms


def _new_terms(facts: Facts, terms: Terms) -> Terms:
    gap = np.abs(facts.measure[:, None] - facts.measure[None, :]) / np.maximum(facts.measure[:, None], 1)
    long = np.array([len(fragment.lines) >= 3 for fragment in facts.fragments], dtype=bool)
    terms.add("other_measure", (gap >= 0.2) & long[:, None] & long[None, :])
    if facts.near is None:
        steps = steps_after(facts)
        terms.add("elsewhere", ~((steps > 0) & (steps < 1.01)))
    else:
        reached = np.maximum(facts.near.below, facts.near.next_column)
        graded = np.clip(1.25 * (1 - reached), 0, 1) if facts.bounds is not None else reached < 0.05
        terms.add("elsewhere", graded)
    mid, stop = 1 - facts.sentence_end, facts.sentence_end
    short, full = facts.last_short, 1 - facts.last_short
    terms.add("stop_short", stop[:, None] * short)
    terms.add("stop_full", stop[:, None] * full)
    terms.add("mid", mid[:, None] * (1 - np.outer(edges.dateline_only(facts), facts.start_like > 0)))
    terms.add("after_dateline", np.outer(edges.dateline_only(facts), np.clip(facts.start_like, 0, 1)))
    terms.add("starts_indented", np.maximum(facts.start_like, 0)[None, :])
    terms.add("starts_full", np.maximum(-facts.start_like, 0)[None, :])
    terms.add("starts_with_mark", edges.starts_with_mark(facts)[None, :])
    terms.add("starts_lower", edges.starts_lower(facts)[None, :])
    terms.add("subhead", np.maximum(facts.head[:, None], facts.head[None, :]))
    terms.add("marks_amiss", np.maximum(-facts.marks_close, 0))
    return terms


def _start_terms(facts: Facts, terms: Terms, heads_after: float, reach: HeadReach | None) -> Terms:
    terms.add("prior", 1.0)
    terms.add("opens_story", edges.opens_story(facts))
    if facts.near is not None:
        terms.add("head_over", reach.opens if reach is not None else headed(facts, facts.near))
        if reach is not None:
            terms.add("jump_before", jump_above(facts, facts.near))
            terms.add("byline_before", byline_above(facts, facts.near))
            terms.add("brief", brief_openings(facts, facts.near))
        _add_start_shape(facts, terms)
        return terms
    terms.add("head_before", head_beside(facts, -1) * (1 - heads_after))
    terms.add("head_before_after_body", head_beside(facts, -1) * heads_after)
    terms.add("byline_before", roles_beside(facts.guesses, frozenset({Role.BYLINE}), -1))
    terms.add(
        "furniture_before",
        roles_beside(facts.guesses, frozenset({Role.SIGNOFF, Role.CREDIT, Role.CAPTION, Role.FOLIO}), -1),
    )
    terms.add("jump_before", jump_beside(facts, opening=True))
    _add_start_shape(facts, terms)
    return terms


def _add_start_shape(facts: Facts, terms: Terms) -> None:
    terms.add("starts_indented", np.maximum(facts.start_like, 0))
    terms.add("starts_full", np.maximum(-facts.start_like, 0))
    terms.add("starts_with_mark", edges.starts_with_mark(facts))
    terms.add("starts_lower", edges.starts_lower(facts))
    terms.add("heading", facts.head)


def _end_terms(facts: Facts, terms: Terms, heads_after: float) -> Terms:
    mid = 1 - facts.sentence_end
    jump = jump_beside(facts, opening=False) if facts.near is None else jump_below(facts, facts.near)
    signed = edges.signed_off(facts)
    terms.add("prior", 1.0)
    terms.add("mid", mid * (1 - jump) * (1 - signed))
    terms.add("stop", facts.sentence_end)
    terms.add("last_short", edges.next_short(facts) * facts.sentence_end)
    terms.add("jump_after", jump)
    terms.add("signed_off", signed)
    if facts.near is None:
        terms.add("head_after", head_beside(facts, 1) * heads_after)
        terms.add("head_after_before_body", head_beside(facts, 1) * (1 - heads_after))
    terms.add("heading", facts.head)
    terms.add("dateline", edges.dateline_only(facts))
    return terms
