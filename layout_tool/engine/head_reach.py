"""Which columns a headline stands over where the page's geometry is known: its own, and those to their right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.surroundings import LARGEST_SUBHEAD

_OVER = 0.2
_SUBHEAD_LIKE = 0.4
_RELAYS = 3
_BY_TYPE = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class HeadReach:
    """`one_head` (n, n): i's column and j stand under one headline. `parted` (n, n): a headline stands over j that does
    not stand over i's column. `opens` (n,): a headline stands over the fragment and over no column to its left."""

    one_head: Array
    parted: Array
    opens: Array


def find_reach(facts: Facts, near: Neighbours) -> HeadReach:
    """The reach of a page's headlines, each weighed by the belief that it is one."""
    over = _over(facts, near)
    top = _column_tops(facts, near)
    heads = np.flatnonzero(facts.head > 0.05)
    weight = facts.head[heads] * _strength(facts, near, over)[heads]
    on_j = over[heads]
    on_column = over[heads][:, top]
    x0 = np.array([fragment.box.x0 if fragment.box else 0.0 for fragment in facts.fragments])
    n = facts.size
    one, parted = np.zeros((n, n)), np.zeros((n, n))
    opens = np.zeros(n)
    for at in range(len(heads)):
        under = np.flatnonzero(on_j[at])
        here = on_j[at, under]
        one[:, under] = np.maximum(one[:, under], weight[at] * on_column[at][:, None] * here)
        parted[:, under] = np.maximum(parted[:, under], weight[at] * (1 - on_column[at])[:, None] * here)
        lefter = (x0[None, under] < x0[under, None] - 1) * here
        opens[under] = np.maximum(opens[under], weight[at] * here * (1 - lefter.max(axis=1, initial=0.0)))
    return HeadReach(one, parted, opens)


def _over(facts: Facts, near: Neighbours) -> Array:
    """How much fragment h stands directly over j, other headings, bylines or captions between them or not, (n, n)."""
    over = np.where(near.over > _OVER, np.minimum(1.0, 1.4 * near.over), 0.0)
    if facts.bounds is not None:
        over = over * (1 - facts.bounds.rule_between) * (1 - facts.bounds.other_frame)
    between = np.flatnonzero(facts.outside > 0)
    reach = over
    for _ in range(_RELAYS):
        reach = np.maximum(reach, np.minimum(1.0, over[:, between] @ reach[between]))
    return np.asarray(reach)


def amid_text(facts: Facts, near: Neighbours) -> Array:
    """How much a heading looks like a subhead: a small line or two between two pieces of one column, 0 to 1.

    Another heading over text in the type of a sure subhead is one too, wherever it stands.
    """
    if facts.bounds is None:
        return np.zeros(facts.size)
    text = (facts.outside < 0).astype(float)
    clear = near.below * (1 - facts.bounds.rule_between) * (1 - facts.bounds.other_frame)
    above = (clear * text[:, None]).max(axis=0, initial=0.0)
    under = (clear * text[None, :]).max(axis=1, initial=0.0)
    small = np.zeros(facts.size)
    for k, part in enumerate(facts.fragments):
        face = part.lines[0].face
        if face is not None and len(part.lines) <= 2 and not part.upright and part.width <= part.measure:
            small[k] = np.clip((LARGEST_SUBHEAD - face.size) / 0.12, 0, 1)
    value = small * np.minimum(1.0, 1.7 * above) * np.minimum(1.0, 1.7 * under)
    types = {_type(facts, int(k)) for k in np.flatnonzero((value > 0.8) & (facts.head > 0.5))}
    alike = np.array([_type(facts, k) in types for k in range(facts.size)], dtype=bool)
    return np.asarray(np.maximum(value, np.where(alike, _BY_TYPE * small * np.minimum(1.0, 1.7 * under), 0.0)))


def _type(facts: Facts, k: int) -> tuple[float, int]:
    face = facts.fragments[k].lines[0].face
    return (round(face.size, 1), face.font) if face is not None else (0.0, -1)


def _strength(facts: Facts, near: Neighbours, over: Array) -> Array:
    """How surely a heading is one of a story: a small line amid a column, or by itself, may be a subhead."""
    if facts.bounds is not None:
        return 1 - amid_text(facts, near)
    alone = (facts.head @ over < 0.3) & (over @ facts.head < 0.3)
    small = np.array([len(part.lines) == 1 and part.width < part.measure - 1 for part in facts.fragments], dtype=bool)
    return np.where(alone & small, _SUBHEAD_LIKE, 1.0)


def _column_tops(facts: Facts, near: Neighbours) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """For each fragment of text the fragment that tops its column: up over what touches, (n,)."""
    text = facts.outside < 0
    order = np.argsort([fragment.box.y0 if fragment.box else 0.0 for fragment in facts.fragments], kind="stable")
    top = np.arange(facts.size)
    for j in order:
        above = np.flatnonzero((near.below[:, j] > 0.6) & text & text[j])
        if above.size:
            top[j] = top[above[int(np.argmax(near.below[above, j]))]]
    return top
