"""How well each headline stack suits each story: the evidence by name, and its sum.

The search over the cuts of chains asks for the same pairs again and again; each is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.head_reach import amid_text
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.terms import strongest_first
from layout_tool.engine.vocabulary import Vocabulary, Weighted, all_beyond_others, beyond_others
from layout_tool.model.decision import Evidence

_FAR = 12
_FAR_LINES = 30.0
_OVER_REST = 0.2


class _NearPath:
    """Where each fragment of a page stands to one chain: rows of values, one a fragment.

    `over_rest` tells how directly it stands over any fragment of the chain but the first.
    """

    def __init__(self, near: Neighbours, path: Sequence[int]) -> None:
        rows = list(path)
        self.over_rest: list[float] = near.below[:, rows[1:]].max(axis=1, initial=0.0).tolist()
        self._over_start: list[float] = near.over[:, path[0]].tolist()
        self._over_story: list[float] = near.over[:, rows].max(axis=1).tolist()
        self._beside_start: list[float] = near.beside[:, path[0]].tolist()
        self._below_story: list[float] = near.below[rows].max(axis=0).tolist()
        self._distance: list[float] = near.distance[:, rows].min(axis=1).tolist()

    def terms(self, stack: Sequence[int]) -> dict[str, float]:
        """Where a stack stands to the chain: over its beginning, over its columns, beside, below, far off."""
        distance = min([self._distance[k] for k in stack])
        return {
            "over_start": max([self._over_start[k] for k in stack]),
            "over_story": max([self._over_story[k] for k in stack]),
            "beside_start": max([self._beside_start[k] for k in stack]),
            "below_story": max([self._below_story[k] for k in stack]),
            "far": min(1.0, max(0.0, distance - 3) / _FAR_LINES),
        }


class _PlacedStacks:
    """Where the headline stacks of a printed page stand: rows of values, one a stack, against all fragments."""

    def __init__(self, near: Neighbours, stacks: Sequence[Sequence[int]], subheads: Array) -> None:
        members = [k for stack in stacks for k in stack]
        starts = np.cumsum([0, *(len(stack) for stack in stacks[:-1])])
        first = [stack[0] for stack in stacks]
        self._over = np.maximum.reduceat(near.over[members], starts, axis=0)
        self._beside = np.maximum.reduceat(near.beside[members], starts, axis=0)
        self._below = np.maximum.reduceat(near.below.T[members], starts, axis=0)
        self._distance = np.minimum.reduceat(near.distance[members], starts, axis=0)
        self._first_over = near.below[first]
        self._subhead = np.where([len(stack) == 1 for stack in stacks], subheads[first], 0.0)

    def scores(self, path: Sequence[int], weights: Mapping[str, float]) -> Array:
        """The score of each stack's place to a chain, (stacks,): the terms of `_NearPath` and `amid_text`, weighed."""
        rows = list(path)
        amid = self._first_over[:, rows[1:]].max(axis=1, initial=0.0) > _OVER_REST
        terms = {
            "amid_text": np.where(amid, self._subhead, 0.0),
            "over_start": self._over[:, rows[0]],
            "over_story": self._over[:, rows].max(axis=1),
            "beside_start": self._beside[:, rows[0]],
            "below_story": self._below[:, rows].max(axis=1),
            "far": np.minimum(1.0, np.maximum(0.0, self._distance[:, rows].min(axis=1) - 3) / _FAR_LINES),
        }
        found = np.full(len(self._over), weights["prior"])
        for name, value in terms.items():
            found += value.round(4) * weights[name]
        return found


class HeadScores:
    """Scores of (stack, chain) pairs of one page, in log-odds."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary, weights: Mapping[str, float], heads_after: float) -> None:
        """`heads_after` is the belief (0 to 1) that headlines follow their body in the dump."""
        self._facts = facts
        self._vocabulary = vocabulary
        self._weights = weights
        self._heads_after = heads_after
        self._flow = np.concatenate([[0], np.cumsum(facts.outside < 0)])
        self._stacks: list[tuple[int, ...]] = []
        self._weighted: list[Weighted] = []
        self._placed: _PlacedStacks | None = None
        self._columns: dict[tuple[int, ...], tuple[Array, Array]] = {}
        self._wholes: dict[tuple[int, ...], set[str]] = {}
        self.subheads = amid_text(facts, facts.near) if facts.near is not None else np.zeros(facts.size)

    def table(
        self,
        stacks: Sequence[Sequence[int]],
        paths: Sequence[Sequence[int]],
        fixed: Mapping[tuple[int, int], float],
    ) -> Array:
        """The score of each stack over each chain, (stacks, chains), with what `fixed` adds to some pairs."""
        wanted = [tuple(stack) for stack in stacks]
        if wanted != self._stacks:
            self._stacks, self._columns = wanted, {}
            self._weighted = [self._vocabulary.weighted(stack) for stack in wanted]
            near = self._facts.near if self._facts.bounds is not None else None
            self._placed = _PlacedStacks(near, wanted, self.subheads) if near is not None else None
        places, shares = zip(*(self._column(tuple(path)) for path in paths), strict=True)
        share = np.stack(shares, axis=1)
        beyond = all_beyond_others(share)
        words = self._weights["words"] * share.round(4) + self._weights["words_beyond_others"] * beyond.round(4)
        found = np.stack(places, axis=1) + words
        for pair, extra in fixed.items():
            found[pair] += extra
        return found

    def _column(self, path: tuple[int, ...]) -> tuple[Array, Array]:
        """For every stack: the score of its place to a chain, and the share of its words that the chain has."""
        found = self._columns.get(path)
        if found is None:
            whole = self._words(path)
            shares = [weighted.share(whole) for weighted in self._weighted]
            place = self._placed.scores(path, self._weights) if self._placed is not None else self._places(path)
            found = self._columns[path] = place, np.array(shares)
        return found

    def _places(self, path: tuple[int, ...]) -> Array:
        """For every stack the score of its place to a chain, in a dump."""
        near = self._facts.near
        seen = _NearPath(near, path) if near is not None else None
        return np.array(
            [
                sum(round(value, 4) * self._weights[name] for name, value in self._place(stack, path, seen).items())
                for stack in self._stacks
            ]
        )

    def _words(self, path: tuple[int, ...]) -> set[str]:
        if path not in self._wholes:
            self._wholes[path] = self._vocabulary.of(path)
        return self._wholes[path]

    def explain(
        self, stack: Sequence[int], path: Sequence[int], paths: Sequence[Sequence[int]]
    ) -> tuple[Evidence, ...]:
        """The evidence for a stack over one of the chains, strongest first."""
        shares = self._vocabulary.shares(stack, [self._words(tuple(other)) for other in paths])
        at = [tuple(other) for other in paths].index(tuple(path))
        words = {"words": shares[at], "words_beyond_others": beyond_others(shares)[at]}
        near = self._facts.near
        seen = _NearPath(near, path) if near is not None else None
        found = self._place(tuple(stack), tuple(path), seen) | words
        return strongest_first(
            Evidence(f"head.{name}", round(value, 4), self._weights[name]) for name, value in found.items() if value
        )

    def _place(self, stack: tuple[int, ...], path: tuple[int, ...], near: _NearPath | None) -> dict[str, float]:
        """Where a stack stands to a chain: name and value of each term."""
        values = {
            "prior": 1.0,
            "amid_text" if self._facts.bounds is not None else "like_subhead": self._amid(stack, path, near),
            "parts_paragraphs": float(self._facts.bounds is None and self._parts_paragraphs(stack)),
        }
        if near is not None:
            return values | near.terms(stack)
        first, last = path[0], path[-1]
        directly_before = stack[-1] < first and self._gap(stack[-1], first) == 0
        directly_after = stack[0] > last and self._gap(last, stack[0]) == 0
        inside = min(path) < stack[0] < max(path)
        if inside and directly_before and directly_after:
            directly_before = directly_after = False
        distance = min(abs(stack[0] - k) for k in path)
        after = self._heads_after
        return values | {
            "directly_before": float(directly_before) * (1 - after),
            "directly_after": float(directly_after) * after,
            "against_the_page": float(directly_before) * after + float(directly_after) * (1 - after),
            "inside": float(inside and not directly_before and not directly_after),
            "far": min(1.0, max(0, distance - 2) / _FAR),
        }

    def _gap(self, left: int, right: int) -> int:
        """Fragments of the flow strictly between two places of the dump."""
        return int(self._flow[right] - self._flow[left + 1])

    def _parts_paragraphs(self, stack: tuple[int, ...]) -> bool:
        """Whether the stack is one narrow line between a paragraph that closes and one that opens, no story opener."""
        k = stack[0]
        fragments = self._facts.fragments
        if len(stack) > 1 or len(fragments[k].lines) > 1 or not 0 < k < len(fragments) - 1:
            return False
        over, under = fragments[k - 1], fragments[k + 1]
        flows = self._facts.outside[k - 1] < 0 and self._facts.outside[k + 1] < 0
        narrow = fragments[k].width <= max(over.measure, under.measure) - 1
        opens = under.start_like > 0.5 and not under.opening
        return bool(flows and narrow and over.sentence_end and opens)

    def _amid(self, stack: tuple[int, ...], path: tuple[int, ...], seen: _NearPath | None) -> float:
        """How surely the stack is one short line between two fragments that the story reads one after the other."""
        k = stack[0]
        near = self._facts.near
        if seen is not None and self._facts.bounds is not None:
            if len(stack) > 1 or not seen.over_rest[k] > _OVER_REST:
                return 0.0
            return float(self.subheads[k])
        if len(stack) > 1 or len(self._facts.fragments[k].lines) > 1:
            return 0.0
        if near is not None:
            return float(any(near.below[i, k] > 0.3 and near.below[k, j] > 0.3 for i, j in pairwise(path)))
        return float(any(i < k < j and self._gap(i, k) == 0 and self._gap(k, j) == 0 for i, j in pairwise(path)))
