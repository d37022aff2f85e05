"""The evidence table: every reason for or against a link, a start or an end, by name, with its weight.

A term is an array of values; its weight is the profile's. Nothing else decides: the score of a link, a start or
an end is the sum of its terms in log-odds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine import facts as facts_of
from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.roles import RoleGuess
from layout_tool.model.decision import Evidence
from layout_tool.model.roles import PICTURE_ROLES, Role

_UNLIKE_MEASURE = 0.4
_SUBHEAD_LIKE = 0.4

Weights = Mapping[str, Mapping[str, float]]


@dataclass(slots=True)
class Terms:
    """Named value arrays of one shape, with the weight of each."""

    group: str
    weights: Mapping[str, float]
    shape: tuple[int, ...]
    values: dict[str, Array] = field(default_factory=dict)

    def add(self, name: str, value: NDArray[np.generic] | float) -> None:
        """Add a term; its weight must be in the profile."""
        if self.weights[name]:
            self.values[name] = np.broadcast_to(np.asarray(value, dtype=float), self.shape)

    def score(self) -> Array:
        total = np.zeros(self.shape)
        for name, value in self.values.items():
            total = total + self.weights[name] * value
        return total

    def explain(self, *at: int) -> tuple[Evidence, ...]:
        """The terms that speak at one place, strongest first."""
        found = [
            Evidence(f"{self.group}.{name}", round(float(value[at]), 4), self.weights[name])
            for name, value in self.values.items()
            if abs(float(value[at])) > 1e-9
        ]
        return tuple(sorted(found, key=lambda term: (-abs(term.value * term.weight), term.name)))


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """Terms of links (common to both readings; as the same paragraph; as a new one), starts and ends."""

    link: Terms
    same_paragraph: Terms
    new_paragraph: Terms
    start: Terms
    end: Terms

    def link_scores(self) -> tuple[Array, NDArray[np.bool_]]:
        """Score of each link under its better reading, and whether that is a new paragraph; both (n, n)."""
        same, new = self.same_paragraph.score(), self.new_paragraph.score()
        return self.link.score() + np.maximum(same, new), new > same

    def explain_link(self, i: int, j: int, new_paragraph: bool) -> tuple[Evidence, ...]:
        reading = self.new_paragraph if new_paragraph else self.same_paragraph
        terms = (*self.link.explain(i, j), *reading.explain(i, j))
        return tuple(sorted(terms, key=lambda term: (-abs(term.value * term.weight), term.name)))


def _steps(facts: Facts) -> Array:
    """How many places of the flow j comes after i, (n, n)."""
    return np.asarray(facts.flow[None, :] - facts.flow[:, None])


def _between(facts: Facts, belief: Array) -> Array:
    """The strongest belief among the fragments between neighbours of the flow, for i before j, (n, n)."""
    n = facts.size
    value = np.zeros((n, n))
    running = np.zeros(n)
    for gap in range(1, min(n, 12)):
        here = np.arange(n - gap)
        if gap > 1:
            running[: n - gap] = np.maximum(running[: n - gap], belief[gap - 1 : n - 1])
        value[here, here + gap] = running[: n - gap]
    return value


def _subhead_like(facts: Facts) -> NDArray[np.bool_]:
    """Headings that may be subheads: one short line, no heading beside it."""
    n = facts.size
    beside = np.zeros(n)
    beside[1:] = facts.head[:-1]
    beside[:-1] = np.maximum(beside[:-1], facts.head[1:])
    short = [len(part.lines) == 1 and part.cue is None and part.width <= part.measure - 1 for part in facts.fragments]
    return np.asarray(np.array(short, dtype=bool) & (beside < 0.5))


def _one_block(facts: Facts) -> NDArray[np.bool_]:
    """Whether j follows i without a blank line, with no more than a subhead between, (n, n)."""
    n = facts.size
    no_gap = np.array([not fragment.blank_before for fragment in facts.fragments], dtype=bool)
    value = np.zeros((n, n), dtype=bool)
    after = np.arange(n - 1)
    value[after, after + 1] = no_gap[1:]
    over = np.arange(max(0, n - 2))
    value[over, over + 2] = no_gap[1 : n - 1] & no_gap[2:] & _subhead_like(facts)[1 : n - 1]
    return value


def _jump_follows(facts: Facts, opening: bool) -> Array:
    """1 where a jump line of its own (下转 after, 上接 before) stands beside the fragment in the dump."""
    n = facts.size
    value = np.zeros(n)
    for k, (fragment, guess) in enumerate(zip(facts.fragments, facts.guesses, strict=True)):
        if guess.role is not Role.JUMP or fragment.cue is None:
            if not opening and any(cue.role is Role.JUMP for cue in fragment.closing):
                value[k] = 1.0
            continue
        at = k + 1 if opening else k - 1
        if 0 <= at < n and opening == fragment.cue.pattern.endswith("_from"):
            value[at] = 1.0
    return value


def _jump_below(facts: Facts, near: Neighbours) -> Array:
    """1 where a jump line to another page stands directly below the fragment, or closes it."""
    leads = np.array(
        [
            guess.role is Role.JUMP and fragment.cue is not None and "_from" not in fragment.cue.pattern
            for fragment, guess in zip(facts.fragments, facts.guesses, strict=True)
        ],
        dtype=float,
    )
    closes = np.array(
        [any(cue.role is Role.JUMP for cue in fragment.closing) for fragment in facts.fragments], dtype=float
    )
    return np.asarray(np.maximum(closes, (near.below > 0.3) @ leads > 0))


def _beside(guesses: Sequence[RoleGuess], roles: frozenset[Role], step: int) -> Array:
    """1 where the next (step 1) or last (step -1) fragment of the dump stands outside with one of the roles."""
    hits = np.array([guess.role in roles and guess.outside > 0 for guess in guesses], dtype=float)
    value = np.zeros(len(guesses))
    if step > 0:
        value[:-1] = hits[1:]
    else:
        value[1:] = hits[:-1]
    return value


def _head_beside(facts: Facts, step: int) -> Array:
    """Belief that a headline stack stands next to the fragment in the dump, bylines and jump lines set aside."""
    n = facts.size
    value = np.zeros(n)
    passable = (Role.BYLINE, Role.JUMP, Role.CAPTION, Role.CREDIT)
    for k in range(n):
        at = k + step
        while 0 <= at < n and abs(at - k) < 5 and facts.guesses[at].outside > 0 and facts.guesses[at].role in passable:
            at += step
        if 0 <= at < n:
            value[k] = facts.head[at]
    return value


def build_table(facts: Facts, weights: Weights, heads_after: float) -> EvidenceTable:
    """All terms of a page. `heads_after` is the belief (0 to 1) that headlines follow their body in the dump."""
    n = facts.size
    pair = (n, n)
    return EvidenceTable(
        _link_terms(facts, Terms("link", weights["link"], pair)),
        _same_terms(facts, Terms("same", weights["same"], pair)),
        _new_terms(facts, Terms("new", weights["new"], pair)),
        _start_terms(facts, Terms("start", weights["start"], (n,)), heads_after),
        _end_terms(facts, Terms("end", weights["end"], (n,)), heads_after),
    )


def _link_terms(facts: Facts, terms: Terms) -> Terms:
    gap = np.abs(facts.measure[:, None] - facts.measure[None, :]) / np.maximum(facts.measure[:, None], 1)
    short = np.array([len(fragment.lines) < 3 for fragment in facts.fragments], dtype=bool)
    unsure = short[:, None] | short[None, :]
    terms.add("prior", 1.0)
    terms.add("same_measure", (gap < 0.13) * 1.0)
    terms.add("other_measure", (gap >= 0.13) * np.where(unsure, 0.4, 1.0))
    terms.add("cohesion", facts.cohesion)
    terms.add("kinship", facts.kinship)
    terms.add("opens_story", facts_of.opens_story(facts)[None, :])
    terms.add("signed_off", facts_of.signed_off(facts)[:, None])
    if facts.near is not None:
        _add_place_terms(facts, facts.near, terms)
    else:
        _add_order_terms(facts, terms, np.where(gap < 0.13, 1.0, _UNLIKE_MEASURE))
    return terms


def _add_place_terms(facts: Facts, near: Neighbours, terms: Terms) -> None:
    """Where the page's geometry is known: j below i, or atop the next column."""
    terms.add("below", near.below)
    terms.add("next_column", near.next_column)
    terms.add("out_of_reach", (near.below < 0.05) & (near.next_column < 0.05))
    terms.add("head_over", _headed(facts, near)[None, :])


def _headed(facts: Facts, near: Neighbours) -> Array:
    """How much a headline stands over each fragment; a short line by itself may be a subhead and counts less."""
    over = np.where(near.over > 0.2, near.over, 0.0)
    alone = (facts.head @ over < 0.3) & (over @ facts.head < 0.3)
    small = np.array([len(part.lines) == 1 and part.width < part.measure - 1 for part in facts.fragments], dtype=bool)
    strength = facts.head * np.where(alone & small, _SUBHEAD_LIKE, 1.0)
    return np.asarray(np.minimum(1.0, strength @ over))


def _add_order_terms(facts: Facts, terms: Terms, like_measure: Array) -> None:
    """Where only the order of the dump is known: neighbours, as far as that order can be trusted."""
    steps = _steps(facts)
    trust = max(0.0, 2 * facts.stream - 1)
    next_in_flow = (steps > 0) & (steps < 1.01)
    same_block = next_in_flow & _one_block(facts)
    terms.add("next_in_block", same_block)
    terms.add("next_in_flow", (next_in_flow & ~same_block) * trust * like_measure)
    terms.add("next_in_weak_flow", (next_in_flow & ~same_block) * (1 - trust) * like_measure)
    terms.add("near_after", np.where(steps > 1.01, np.exp(-np.maximum(steps - 2, 0) / 5), 0.0))
    terms.add("elsewhere", ~next_in_flow * trust)
    terms.add("backward", (steps <= 0) * trust)
    terms.add("far", np.clip(np.abs(steps) / 20, 0, 1))
    terms.add("tiling", facts.tiling)
    ordered = np.where(next_in_flow, 1.0, trust)
    terms.add("picture_between", ordered * _between(facts, _pictures(facts)) * trust)
    terms.add("head_between", ordered * _between(facts, facts.head))
    terms.add("jump_after", _jump_follows(facts, opening=False)[:, None])
    terms.add("jump_before", _jump_follows(facts, opening=True)[None, :])


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
    terms.add("function_word", facts_of.ends_in_function_word(facts)[:, None])
    terms.add("starts_with_mark", facts_of.starts_with_mark(facts)[None, :])
    terms.add("starts_lower", facts_of.starts_lower(facts)[None, :])
    terms.add("hyphen", np.outer(facts_of.ends_in_hyphen(facts), facts_of.starts_lower(facts)))
    terms.add("upper_after_mid", np.outer(mid, facts_of.starts_upper(facts)))
    return terms


def _new_terms(facts: Facts, terms: Terms) -> Terms:
    gap = np.abs(facts.measure[:, None] - facts.measure[None, :]) / np.maximum(facts.measure[:, None], 1)
    long = np.array([len(fragment.lines) >= 3 for fragment in facts.fragments], dtype=bool)
    terms.add("other_measure", (gap >= 0.2) & long[:, None] & long[None, :])
    if facts.near is None:
        steps = _steps(facts)
        terms.add("elsewhere", ~((steps > 0) & (steps < 1.01)))
    mid, stop = 1 - facts.sentence_end, facts.sentence_end
    short, full = facts.last_short, 1 - facts.last_short
    terms.add("stop_short", stop[:, None] * short)
    terms.add("stop_full", stop[:, None] * full)
    terms.add("mid", mid[:, None] * (1 - np.outer(_dateline_only(facts), facts.start_like > 0)))
    terms.add("after_dateline", np.outer(_dateline_only(facts), np.clip(facts.start_like, 0, 1)))
    terms.add("starts_indented", np.maximum(facts.start_like, 0)[None, :])
    terms.add("starts_full", np.maximum(-facts.start_like, 0)[None, :])
    terms.add("starts_with_mark", facts_of.starts_with_mark(facts)[None, :])
    terms.add("starts_lower", facts_of.starts_lower(facts)[None, :])
    terms.add("subhead", np.maximum(facts.head[:, None], facts.head[None, :]))
    terms.add("marks_amiss", np.maximum(-facts.marks_close, 0))
    return terms


def _dateline_only(facts: Facts) -> Array:
    """1 where a fragment is no more than a dateline."""
    opens = facts_of.opens_story(facts)
    brief = np.array([len(fragment.core) <= 40 and len(fragment.lines) <= 3 for fragment in facts.fragments])
    return np.asarray(opens * brief * (1 - facts.sentence_end))


def _pictures(facts: Facts) -> Array:
    """1 where a caption or a credit stands."""
    return np.array([guess.role in PICTURE_ROLES and guess.outside > 0 for guess in facts.guesses], dtype=float)


def _next_short(facts: Facts) -> Array:
    """Whether the last line falls short, judged by what comes next in the dump."""
    value = np.zeros(facts.size)
    if facts.size > 1:
        value[:-1] = np.diagonal(facts.last_short, offset=1)
        value[-1] = float(facts.fragments[-1].last_short)
    return value


def _start_terms(facts: Facts, terms: Terms, heads_after: float) -> Terms:
    terms.add("prior", 1.0)
    terms.add("opens_story", facts_of.opens_story(facts))
    if facts.near is not None:
        terms.add("head_over", _headed(facts, facts.near))
        _add_start_shape(facts, terms)
        return terms
    terms.add("head_before", _head_beside(facts, -1) * (1 - heads_after))
    terms.add("head_before_after_body", _head_beside(facts, -1) * heads_after)
    terms.add("byline_before", _beside(facts.guesses, frozenset({Role.BYLINE}), -1))
    terms.add(
        "furniture_before", _beside(facts.guesses, frozenset({Role.SIGNOFF, Role.CREDIT, Role.CAPTION, Role.FOLIO}), -1)
    )
    terms.add("jump_before", _jump_follows(facts, opening=True))
    _add_start_shape(facts, terms)
    return terms


def _add_start_shape(facts: Facts, terms: Terms) -> None:
    terms.add("starts_indented", np.maximum(facts.start_like, 0))
    terms.add("starts_full", np.maximum(-facts.start_like, 0))
    terms.add("starts_with_mark", facts_of.starts_with_mark(facts))
    terms.add("starts_lower", facts_of.starts_lower(facts))
    terms.add("heading", facts.head)


def _end_terms(facts: Facts, terms: Terms, heads_after: float) -> Terms:
    mid = 1 - facts.sentence_end
    jump = _jump_follows(facts, opening=False) if facts.near is None else _jump_below(facts, facts.near)
    signed = facts_of.signed_off(facts)
    terms.add("prior", 1.0)
    terms.add("mid", mid * (1 - jump) * (1 - signed))
    terms.add("stop", facts.sentence_end)
    terms.add("last_short", _next_short(facts) * facts.sentence_end)
    terms.add("jump_after", jump)
    terms.add("signed_off", signed)
    if facts.near is None:
        terms.add("head_after", _head_beside(facts, 1) * heads_after)
        terms.add("head_after_before_body", _head_beside(facts, 1) * (1 - heads_after))
    terms.add("heading", facts.head)
    terms.add("dateline", _dateline_only(facts))
    return terms
