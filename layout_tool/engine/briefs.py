"""Columns of briefs: items of a paragraph or so, one under another, under one standing head such as 简讯."""

from __future__ import annotations

import re

import numpy as np

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.neighbours import Neighbours

_STANDING = re.compile(
    r"(?:(?:[一-鿿]{2,4})?(?:简讯|簡訊|短讯|快讯|简明新闻|短新闻|新闻速览|要闻速览|一句话新闻|一周要闻|微新闻)"
    r"|(?:news|world|city|local|business|sports)?(?:in)?briefs?)$",
    re.IGNORECASE,
)
_LONGEST = 14
_MARKERS = frozenset("■●▲◆◇•▶★□")
_BOLD = 600
_NEXT, _BELOW, _HEADED = 0.05, 0.3, 0.5
_ENOUGH = 3
"""Items from which on a column is surely one of briefs."""


def brief_openings(facts: Facts, near: Neighbours) -> Array:
    """How surely each fragment (n,) opens an item of a column of briefs, 0 to 1.

    An item opens with a marker, with words in bold, or under a heading of its own, in the column under a standing head.
    """
    found = np.zeros(facts.size)
    for head, fragment in enumerate(facts.fragments):
        if facts.outside[head] > 0 and len(fragment.core) <= _LONGEST and _STANDING.fullmatch(fragment.core):
            items = [k for k in _column_under(facts, near, head) if _opens_item(facts, near, head, k)]
            found[items] = np.maximum(found[items], min(1.0, len(items) / _ENOUGH))
    return found


def _column_under(facts: Facts, near: Neighbours, head: int) -> list[int]:
    """What stands under a standing head, down to a heading in type as large."""
    size = _size(facts, head)
    reached: set[int] = set()
    ahead = np.flatnonzero(near.below[head] > _NEXT).tolist()
    while ahead:
        k = ahead.pop()
        if k in reached or k == head or (facts.head[k] > _HEADED and _size(facts, k) >= size):
            continue
        reached.add(k)
        ahead += np.flatnonzero(near.below[k] > _NEXT).tolist()
    return sorted(reached)


def _opens_item(facts: Facts, near: Neighbours, head: int, k: int) -> bool:
    if facts.outside[k] >= 0:
        return False
    fragment = facts.fragments[k]
    first, last = fragment.lines[0].face, fragment.lines[-1].face
    lead = first is not None and last is not None and first.lead >= _BOLD > last.weight
    over = np.flatnonzero((near.below[:, k] > _BELOW) & (facts.head > _HEADED))
    return fragment.core[:1] in _MARKERS or lead or bool(np.any(over != head))


def _size(facts: Facts, k: int) -> float:
    face = facts.fragments[k].lines[0].face
    return face.size if face is not None else 1.0
