"""Evidence from places on the page, where they are known: below, atop the next column, under a headline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from layout_tool.engine.briefs import brief_openings
from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.head_reach import HeadReach
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.stream import stream_next
from layout_tool.engine.terms import Terms
from layout_tool.model.roles import Role

_SUBHEAD_LIKE = 0.4
_RELAYS = 3
_SURE_WORD = 2.0


def add_place_terms(facts: Facts, near: Neighbours, reach: HeadReach | None, terms: Terms) -> None:
    """Where the page's geometry is known: j below i, or atop the next column."""
    terms.add("below", near.below)
    terms.add("next_column", near.next_column)
    terms.add("out_of_reach", (near.below < 0.05) & (near.next_column < 0.05))
    if facts.bounds is None or reach is None:
        terms.add("head_over", headed(facts, near)[None, :])
    else:
        bounds = facts.bounds
        terms.add("head_over", reach.parted)
        terms.add("jump_after", jump_below(facts, near)[:, None])
        terms.add("jump_before", jump_above(facts, near)[None, :])
        terms.add("byline_over", byline_above(facts, near)[None, :])
        terms.add("stream_next", stream_next(facts))
        terms.add("one_head", reach.one_head * (near.next_column > 0))
        terms.add("rule_between", bounds.rule_between * (1 - bounds.framed_between))
        terms.add("framed_between", bounds.framed_between)
        terms.add("wall_between", bounds.wall_between * (1 - _walls_in_stories(facts, near)))
        terms.add("same_frame", bounds.same_frame)
        terms.add("other_frame", bounds.other_frame)
        terms.add("same_face", bounds.same_face)
        terms.add("other_face", bounds.other_face)
        terms.add("brief", brief_openings(facts, near)[None, :])


def _walls_in_stories(facts: Facts, near: Neighbours) -> float:
    """How far vertical rules of this page stand between the columns of one story, 0 to 1.

    Told by the words that run over such rules: they do over 45 % of true breaks and 3 % of others.
    """
    if facts.bounds is None:
        return 0.0
    crossing = (facts.bounds.wall_between > 0) & (near.next_column > 0.5) & (facts.outside < 0)[:, None]
    crossing &= (facts.outside < 0)[None, :] & (facts.sentence_end < 1)[:, None]
    tried = int(crossing.any(axis=1).sum())
    words = int((crossing & (facts.straddle > _SURE_WORD)).any(axis=1).sum())
    return float(np.clip((words / (tried + 2) - 0.03) / 0.3, 0.0, 1.0))


def headed(facts: Facts, near: Neighbours) -> Array:
    """How much a headline stands over each fragment, a byline, a caption or a jump line between them or not.

    A short line by itself may be a subhead and counts less.
    """
    over = np.where(near.over > 0.2, near.over, 0.0)
    alone = (facts.head @ over < 0.3) & (over @ facts.head < 0.3)
    small = np.array([len(part.lines) == 1 and part.width < part.measure - 1 for part in facts.fragments], dtype=bool)
    strength = facts.head * np.where(alone & small, _SUBHEAD_LIKE, 1.0)
    between = (facts.outside > 0) & (facts.head < 0.5)
    value = np.minimum(1.0, strength @ over)
    for _ in range(_RELAYS):
        value = np.maximum(value, np.minimum(1.0, (value * between) @ over))
    return np.asarray(value)


def jump_above(facts: Facts, near: Neighbours) -> Array:
    """1 where a jump line from another page stands directly over the fragment."""
    return _directly_over(
        facts,
        near,
        [
            guess.role is Role.JUMP and fragment.cue is not None and fragment.cue.from_page
            for fragment, guess in zip(facts.fragments, facts.guesses, strict=True)
        ],
    )


def byline_above(facts: Facts, near: Neighbours) -> Array:
    """1 where a byline stands directly over the fragment."""
    return _directly_over(facts, near, [guess.role is Role.BYLINE for guess in facts.guesses])


def _directly_over(facts: Facts, near: Neighbours, lines: Sequence[bool]) -> Array:
    here = np.array(lines, dtype=bool) & (facts.outside > 0)
    return np.asarray((here[:, None] & (near.below > 0.6)).any(axis=0), dtype=float)


def jump_below(facts: Facts, near: Neighbours) -> Array:
    """1 where a jump line to another page stands directly below the fragment, or closes it."""
    leads = np.array(
        [
            guess.role is Role.JUMP and fragment.cue is not None and not fragment.cue.from_page
            for fragment, guess in zip(facts.fragments, facts.guesses, strict=True)
        ],
        dtype=float,
    )
    closes = np.array(
        [any(cue.role is Role.JUMP for cue in fragment.closing) for fragment in facts.fragments], dtype=float
    )
    return np.asarray(np.maximum(closes, (near.below > 0.3) @ leads > 0))
