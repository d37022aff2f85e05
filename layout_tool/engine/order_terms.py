"""Evidence from the order of the dump, as far as it can be trusted: what comes next, what stands between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.edges import pictures
from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.roles import RoleGuess
from layout_tool.engine.terms import Terms
from layout_tool.model.roles import Role


def add_order_terms(facts: Facts, terms: Terms, like_measure: Array) -> None:
    """Where only the order of the dump is known: neighbours, as far as that order can be trusted."""
    steps = steps_after(facts)
    shares = np.where(facts.sentence_end > 0, facts.trust.closed_end, facts.trust.open_end)
    trust = np.maximum(0.0, 2 * shares - 1)[:, None]
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
    terms.add("picture_between", ordered * _between(facts, pictures(facts)) * trust)
    terms.add("head_between", ordered * _between(facts, facts.head))
    terms.add("jump_after", jump_beside(facts, opening=False)[:, None])
    terms.add("jump_before", jump_beside(facts, opening=True)[None, :])


def steps_after(facts: Facts) -> Array:
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


def jump_beside(facts: Facts, opening: bool) -> Array:
    """1 where a jump line of its own (下转 after, 上接 before) stands beside the fragment in the dump."""
    n = facts.size
    value = np.zeros(n)
    for k, (fragment, guess) in enumerate(zip(facts.fragments, facts.guesses, strict=True)):
        if guess.role is not Role.JUMP or fragment.cue is None:
            if not opening and any(cue.role is Role.JUMP for cue in fragment.closing):
                value[k] = 1.0
            continue
        at = k + 1 if opening else k - 1
        if 0 <= at < n and opening == fragment.cue.from_page:
            value[at] = 1.0
    return value


def roles_beside(guesses: Sequence[RoleGuess], roles: frozenset[Role], step: int) -> Array:
    """1 where the next (step 1) or last (step -1) fragment of the dump stands outside with one of the roles."""
    hits = np.array([guess.role in roles and guess.outside > 0 for guess in guesses], dtype=float)
    value = np.zeros(len(guesses))
    if step > 0:
        value[:-1] = hits[1:]
    else:
        value[1:] = hits[:-1]
    return value


def head_beside(facts: Facts, step: int) -> Array:
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
