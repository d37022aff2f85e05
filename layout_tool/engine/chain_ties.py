"""What locks say of whole chains: fragments that are never in one, and fragments that are always in one.

A link that is required or forbidden is a score; these two are no scores of single links. `solve_chains` asks after each
solution which links may change, and takes the one under which the chains are best, until none has to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e6
REQUIRED = 1e5
_MOST_MENDS = 8

Mend = tuple[int, int, float]
"""A link from one fragment to another, and its new score."""


@dataclass(frozen=True, slots=True)
class Ties:
    """`apart` gives, for a fragment, those never in one chain with it; `together` are groups always in one chain.

    Where `weighed`, several changes are tried and the best is taken; else the likeliest, which comes to an end where
    the best leads astray.
    """

    apart: Mapping[int, frozenset[int]] = field(default_factory=dict)
    together: tuple[tuple[int, ...], ...] = ()
    weighed: bool = True

    def __bool__(self) -> bool:
        return bool(self.apart or self.together)

    def mends(self, link: NDArray[np.float64], paths: Sequence[Sequence[int]]) -> list[Mend]:
        """Links of which one has to be forbidden or required next, the likeliest first; none where the chains are as
        they must be.

        Only links that are neither required nor forbidden yet are named, so that asking again comes to an end.
        """
        return (self._cuts(link, paths) or self._joins(link, paths))[: _MOST_MENDS if self.weighed else 1]

    def pending(self, paths: Sequence[Sequence[int]]) -> int:
        """How much of what the ties say does not hold: joints that are missing, fragments in one chain with others
        that they are kept apart from."""
        homes = {k: at for at, path in enumerate(paths) for k in path}
        joints = sum(len({homes.get(k, -1 - k) for k in group}) - 1 for group in self.together)
        close = sum(k in homes and homes.get(other) == homes[k] for k, others in self.apart.items() for other in others)
        return joints + close

    def _cuts(self, link: NDArray[np.float64], paths: Sequence[Sequence[int]]) -> list[Mend]:
        """The links between two of one chain that are kept apart, the weakest first."""
        for path in paths:
            for at, k in enumerate(path):
                others = self.apart.get(k, frozenset())
                stop = next((place for place in range(at + 1, len(path)) if path[place] in others), None)
                if stop is None:
                    continue
                free = [pair for pair in pairwise(path[at : stop + 1]) if link[pair] < REQUIRED / 2]
                if free:
                    free.sort(key=lambda pair: (float(link[pair]), pair))
                    return [(i, j, FORBIDDEN) for i, j in free]
        return []

    def _joins(self, link: NDArray[np.float64], paths: Sequence[Sequence[int]]) -> list[Mend]:
        """The links from a chain of a group to another one, the best first."""
        for group in self.together:
            homes = [path for path in paths if not set(group).isdisjoint(path)]
            joints = [
                joint
                for one in homes
                for other in homes
                if one is not other
                for joint in self._joints(link, one, other, group)
            ]
            if joints:
                joints.sort(key=lambda joint: (-joint[0], joint[1], joint[2]))
                return [(i, j, REQUIRED) for _, i, j in joints]
        return []

    def _joints(
        self, link: NDArray[np.float64], one: Sequence[int], other: Sequence[int], group: Sequence[int]
    ) -> list[tuple[float, int, int]]:
        """Links from the first chain, after its last of the group, to the second, before its first of the group."""
        last = max(at for at, k in enumerate(one) if k in group)
        first = min(at for at, k in enumerate(other) if k in group)
        found = []
        for stop in range(last, len(one)):
            lost = float(link[one[stop], one[stop + 1]]) if stop + 1 < len(one) else 0.0
            for start in range(first + 1):
                cut = float(link[other[start - 1], other[start]]) if start else 0.0
                gain = float(link[one[stop], other[start]])
                kept = {*one[: stop + 1], *other[start:]}
                free = max(lost, cut) < REQUIRED / 2 and gain > FORBIDDEN / 2
                if free and all(kept.isdisjoint(self.apart.get(k, ())) for k in kept):
                    found.append((gain - lost - cut, one[stop], other[start]))
        return found
