"""Stacks of printed lines that stand under one another at one size and leading: pieces of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.geometry.near_pairs import first_of_each, median, pairs_within
from layout_tool.engine.geometry.printed_lines import PrintedLine
from layout_tool.engine.geometry.separators import Rules, Separators

_SHARP_SIZE, _NOISY_SIZE = 1.03, 1.22
_SHARP_SHARE, _NOISY_SHARE = 0.15, 0.4
"""Of lines under one another, the share in another size: the most on a printed page, and enough to tell noise."""
_CLOSEST, _FARTHEST = -0.5, 1.2
_ALIGNED = 0.45
_INDENTED = 2.7
_LOOSER = 0.3
_STEP_RIGHT, _STEP_LEFT = 1.6, 1.1
_LOOKED_AT = 3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Lines from top to bottom. `left` and `right` are the edges of the column piece; `size` the font size, in pt.

    `leading` is the distance from line to line, 0 for a single line. `frame` is the number of the frame it stands in.
    """

    lines: tuple[PrintedLine, ...]
    left: float
    right: float
    size: float
    leading: float
    frame: int

    @property
    def measure(self) -> float:
        """The width in em."""
        return (self.right - self.left) / self.size


def size_tolerance(lines: Sequence[PrintedLine]) -> float:
    """The ratio up to which two lines of this page are set in one size.

    In print a line has the size of the line over it, save at headings. Where a recogniser has measured each line by
    itself, most differ a little: the more do, the more two sizes may differ and be one.
    """
    along = [line for line in lines if not (line.upright or line.shadow)]
    if len(along) <= _LOOKED_AT:
        return _SHARP_SIZE
    boxes, sizes = np.array([line.box for line in along]), np.array([max(line.size, 1e-3) for line in along])
    order = np.lexsort((boxes[:, 1], np.round(boxes[:, 0] / (2 * np.median(sizes)))))
    boxes, sizes = boxes[order], sizes[order]
    down = (boxes[1:, 1] - boxes[:-1, 1]) / sizes[:-1]
    ratio = np.maximum(sizes[1:], sizes[:-1]) / np.minimum(sizes[1:], sizes[:-1])
    under = (down > 0.5) & (down < 2.2) & (ratio < _NOISY_SIZE + 0.08)
    share = float((under & (ratio > _SHARP_SIZE)).sum()) / max(1, int(under.sum()))
    noise = float(np.clip((share - _SHARP_SHARE) / (_NOISY_SHARE - _SHARP_SHARE), 0, 1))
    return _SHARP_SIZE + noise * (_NOISY_SIZE - _SHARP_SIZE)


def find_stacks(lines: Sequence[PrintedLine], separators: Separators, like: float | None = None) -> list[Stack]:
    """The stacks of a page's lines along its main direction; upright lines and hidden ones stand by themselves.

    Two sizes are one up to the ratio `like`; where it is not given, up to `size_tolerance`.
    """
    along = [line for line in lines if not (line.upright or line.shadow)]
    alone = [line for line in lines if line.upright or line.shadow]
    boxes = np.array([line.box for line in along]).reshape(-1, 4)
    sizes = np.array([line.size for line in along])
    frames = separators.frame_of(boxes)
    under = _lines_under(boxes, sizes, frames, separators, like or size_tolerance(lines))
    placed, type_sizes = boxes.tolist(), sizes.tolist()
    stacks = [
        _stack([along[k] for k in part], int(frames[part[0]]))
        for chain in _chains(under)
        for part in _parted(chain, placed, type_sizes)
    ]
    frames = separators.frame_of(np.array([line.box for line in alone]).reshape(-1, 4))
    stacks += [_stack([line], int(frame)) for line, frame in zip(alone, frames, strict=True)]
    return stacks


def _lines_under(
    boxes: Floats, sizes: Floats, frames: NDArray[np.intp], separators: Separators, like: float
) -> NDArray[np.intp]:
    """For each line the next one of its stack, -1 for none: both ways nearest, aligned, of one size and frame.

    Sizes are one up to the ratio `like`.
    """
    n = len(boxes)
    under, over = np.full(n, -1), np.full(n, -1)
    over_gap = np.full(n, np.inf)
    place = np.empty(n, dtype=np.intp)
    place[np.argsort(boxes[:, 1], kind="stable")] = np.arange(n)
    upper, lower = _pairs_under(boxes, sizes, frames, like)
    nearest = first_of_each(place[upper], boxes[lower, 1], place[lower])
    rules = Rules(separators.level, separators.em)
    box = boxes.tolist()
    for a, b in zip(upper[nearest].tolist(), lower[nearest].tolist(), strict=True):
        gap = box[b][1] - box[a][3]
        if gap < over_gap[b] and not rules.between(box[a], box[b]):
            if over[b] >= 0:
                under[over[b]] = -1
            over_gap[b], over[b], under[a] = gap, a, b
    return under


def _pairs_under(
    boxes: Floats, sizes: Floats, frames: NDArray[np.intp], like: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs (upper, lower) of lines that stand close under each other, aligned, of one size and frame."""
    uppers, lowers = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    foot = boxes[:, 3]
    for a, b in pairs_within(boxes[:, 1], foot + _CLOSEST * sizes, foot + _FARTHEST * sizes):
        alike = (sizes[b] <= like * sizes[a]) & (sizes[a] <= like * sizes[b]) & (frames[b] == frames[a])
        upper, lower = boxes[a], boxes[b]
        shared = np.minimum(lower[:, 2], upper[:, 2]) - np.maximum(lower[:, 0], upper[:, 0])
        width = np.minimum(lower[:, 2] - lower[:, 0], upper[:, 2] - upper[:, 0])
        fits = (a != b) & alike & (shared > 0.5 * width) & _aligned(lower, upper, sizes[a])
        uppers.append(a[fits])
        lowers.append(b[fits])
    return np.concatenate(uppers), np.concatenate(lowers)


def _aligned(lower: Floats, upper: Floats, unit: Floats) -> NDArray[np.bool_]:
    """Whether lines begin near one edge, or share their right edge or their middle."""
    left = np.abs(lower[:, 0] - upper[:, 0]) <= _INDENTED * unit
    right = np.abs(lower[:, 2] - upper[:, 2]) <= _ALIGNED * unit
    middles = np.abs(lower[:, 0] + lower[:, 2] - upper[:, 0] - upper[:, 2]) <= 2 * _ALIGNED * unit
    return np.asarray(left | right | middles)


def _chains(under: NDArray[np.intp]) -> list[list[int]]:
    followed = set(under[under >= 0].tolist())
    found = []
    for head in range(len(under)):
        if head in followed:
            continue
        chain = [head]
        while under[chain[-1]] >= 0:
            chain.append(int(under[chain[-1]]))
        found.append(chain)
    return found


def _parted(chain: Sequence[int], boxes: Sequence[Sequence[float]], sizes: Sequence[float]) -> list[list[int]]:
    """A chain of lines, parted where the leading grows or where the column's edges step to another place."""
    if len(chain) < 2:
        return [list(chain)]
    unit = median([sizes[k] for k in chain])
    gaps = [boxes[b][1] - boxes[a][3] for a, b in pairwise(chain)]
    usual = median(gaps) if len(gaps) > 2 else min(gaps)
    sides = [(boxes[k][0], boxes[k][2]) for k in chain]
    parts: list[list[int]] = [[chain[0]]]
    for at in range(1, len(chain)):
        if gaps[at - 1] > usual + _LOOSER * unit or _steps(sides, at, unit):
            parts.append([])
        parts[-1].append(chain[at])
    return parts


def _steps(sides: Sequence[tuple[float, float]], at: int, unit: float) -> bool:
    """Whether the column's edges (left, right) before and after a place differ by more than indents and short lines."""
    before, after = sides[max(0, at - _LOOKED_AT) : at], sides[at : at + _LOOKED_AT]
    if len(before) < 2 or len(after) < 2:
        return False
    left = abs(min(before)[0] - min(after)[0])
    if left > _STEP_LEFT * unit:
        return True
    return abs(max(right for _, right in before) - max(right for _, right in after)) > _STEP_RIGHT * unit


def _stack(lines: Sequence[PrintedLine], frame: int) -> Stack:
    x0, _, x1, feet = zip(*(line.box.tolist() for line in lines), strict=True)
    size = median([line.size for line in lines])
    leading = median([foot - above for above, foot in pairwise(feet)]) if len(lines) > 1 else 0.0
    return Stack(tuple(lines), min(x0), max(x1), size, leading, frame)
