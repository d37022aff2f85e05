"""What stands around a page's fragments where its geometry is known: pictures, rules, frames, and how lines are set.

Boxes are on the grid of `Fragment.box`: half an em of body text across, one line of body text down, origin top-left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.picture_places import touching_pictures
from layout_tool.model.geometry import Box

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
_ALIKE = 0.04
_FEW_LINES = 3
_MOSTLY = 0.5
_LARGER = 1.1
LARGEST_SUBHEAD = 1.48
"""Type of a subhead, as a multiple of the body's."""
_STACK_GAP, _KINDRED_GAP = 0.85, 1.6
_MOST_AT_ONCE = 4_000_000
"""Pairs of boxes, times what may stand between them, that are looked at together."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Pictures, horizontal rules, vertical rules and frames, (k, 4) each; the page's size; the font of its body.

    `turned` where the page was turned because its text runs down; `em` is the size of body text in rows.
    """

    images: Array
    level: Array
    walls: Array
    frames: Array
    width: float
    height: float
    body_font: int
    em: float
    turned: bool


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """What lies between two fragments, (n, n), and how alike they are set.

    `rule_between`: a rule between boxes that stand over each other; `framed_between`: two or more, as around a heading
    amid its story; `wall_between`: a vertical rule between boxes side by side; `filled`: rows between a box and one
    under it that pictures and headings fill; `passed`: those that a column of one story runs past: pictures, subheads,
    a heading between two rules, but never a single rule; `other_frame`: one stands in a frame that the other does not;
    `same_frame`: both in one; `other_face`: columns of text in other fonts or sizes.
    `stacked`: two headings set so close that they are lines of one stack;
    `kindred`: not quite so close. `backward` where lines side by side across
    the main direction are read from right to left. `boxes` (n, 4) and `images` (k, 4) are those of the page;
    `touched` (n,) is the picture that a fragment touches, -1 for none.
    """

    rule_between: Array
    framed_between: Array
    wall_between: Array
    filled: Array
    passed: Array
    same_frame: Array
    other_frame: Array
    same_face: Array
    other_face: Array
    stacked: Flags
    kindred: Flags
    backward: bool
    boxes: Array
    images: Array
    touched: NDArray[np.intp]


def boxes_of(fragments: Sequence[Fragment]) -> Array:
    """Boxes (n, 4) of fragments; a fragment without one gets an empty box at the origin."""
    return np.array([fragment.box or Box(0, 0, 0, 0) for fragment in fragments], dtype=float).reshape(-1, 4)


def find_bounds(fragments: Sequence[Fragment], outside: Array, around: Surroundings) -> Bounds:
    """The bounds between all pairs of a page's fragments; `outside` is the log-odds that one is no running text."""
    boxes = boxes_of(fragments)
    frame = np.array([fragment.lines[0].face.frame if fragment.lines[0].face else -1 for fragment in fragments])
    same = frame[:, None] == frame[None, :]
    alike, sure = _alike(fragments)
    rules = _between(boxes, around.level, over=True)
    walls = np.minimum(_between(boxes, around.walls, over=False), 1.0)
    filled, passed = _fills(fragments, boxes, outside, around, rules)
    return Bounds(
        rule_between=np.minimum(rules, 1.0),
        framed_between=np.asarray(rules > 1, dtype=float),
        wall_between=walls,
        filled=filled,
        passed=passed,
        same_frame=np.asarray(same & (frame >= 0)[:, None], dtype=float),
        other_frame=np.asarray(~same, dtype=float),
        same_face=np.asarray(alike & sure, dtype=float),
        other_face=np.asarray(~alike & sure, dtype=float),
        stacked=_stacked(fragments, boxes, around.em, _STACK_GAP) & same & (rules < 1) & (walls < 1),
        kindred=_stacked(fragments, boxes, around.em, _KINDRED_GAP) & same & (rules < 1) & (walls < 1),
        backward=not around.turned,
        boxes=boxes,
        images=around.images,
        touched=touching_pictures(boxes, around.images),
    )


def _stacked(fragments: Sequence[Fragment], boxes: Array, em: float, gap: float) -> Flags:
    """Whether two fragments stand as lines of one heading do: under or by each other, within `gap` of their size."""
    size = np.array([fragment.lines[0].face.size if fragment.lines[0].face else 1.0 for fragment in fragments])
    upright = np.array([fragment.upright for fragment in fragments], dtype=bool)
    large = np.maximum(size[:, None], size[None, :])
    across = np.minimum(boxes[:, None, 2], boxes[None, :, 2]) - np.maximum(boxes[:, None, 0], boxes[None, :, 0])
    down = np.minimum(boxes[:, None, 3], boxes[None, :, 3]) - np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    narrow = np.minimum(width[:, None], width[None, :])
    low = np.minimum(height[:, None], height[None, :])
    both_along, both_upright = ~upright[:, None] & ~upright[None, :], upright[:, None] & upright[None, :]
    under = both_along & (across > 0.5 * narrow) & (-down <= gap * large * em)
    beside = both_upright & (down > 0.3 * low) & (-across <= gap * large * 2)
    close: Flags = under | beside
    np.fill_diagonal(close, False)
    return close


def _alike(fragments: Sequence[Fragment]) -> tuple[Flags, Flags]:
    """Whether two fragments are set in one font and size, and whether both are long enough to tell."""
    faces = [fragment.lines[len(fragment.lines) // 2].face for fragment in fragments]
    size = np.array([face.size if face else 1.0 for face in faces])
    font = np.array([face.font if face else 0 for face in faces])
    long = np.array([len(fragment.lines) >= _FEW_LINES for fragment in fragments], dtype=bool)
    alike = (np.abs(size[:, None] - size[None, :]) <= _ALIKE) & (font[:, None] == font[None, :])
    return alike, long[:, None] & long[None, :]


def _between(boxes: Array, things: Array, *, over: bool) -> Array:
    """How many of the things part two boxes that stand over each other, or (`over` false) side by side, (n, n).

    A thing that lies between must run along half of what two boxes over each other share; a vertical rule along half
    of either box, since the next column need not stand at the same height.
    """
    n = len(boxes)
    found = np.zeros((n, n))
    a0, b0, a1, b1 = (0, 1, 2, 3) if over else (1, 0, 3, 2)
    length = np.maximum(boxes[:, a1] - boxes[:, a0], 1e-6)
    for thing in things:
        middle = (thing[b0] + thing[b1]) / 2
        covered = np.minimum(boxes[:, a1], thing[a1]) - np.maximum(boxes[:, a0], thing[a0])
        met = np.flatnonzero(covered > 0 if over else covered / length >= _MOSTLY)
        others = met if over else np.arange(n)
        ends = np.minimum(boxes[met, None, b1], boxes[None, others, b1])
        starts = np.maximum(boxes[met, None, b0], boxes[None, others, b0])
        lies = (ends - 0.3 <= middle) & (middle <= starts + 0.3)
        if over:
            shared0 = np.maximum(boxes[met, None, a0], boxes[None, met, a0])
            shared1 = np.minimum(boxes[met, None, a1], boxes[None, met, a1])
            covers = np.minimum(shared1, thing[a1]) - np.maximum(shared0, thing[a0])
            lies &= (shared1 > shared0) & (covers >= _MOSTLY * np.maximum(shared1 - shared0, 1e-6))
            found[np.ix_(met, met)] += lies
        else:
            aside = np.ones(n, dtype=bool)
            aside[met] = False
            rest = np.flatnonzero(aside)
            found[met] += lies
            found[np.ix_(rest, met)] += lies[:, rest].T
    return found


def _fills(
    fragments: Sequence[Fragment], boxes: Array, outside: Array, around: Surroundings, rules: Array
) -> tuple[Array, Array]:
    """`filled` and `passed` of all pairs; `rules` (n, n) counts those between."""
    heading = np.array([_is_heading(fragment) for fragment in fragments], dtype=bool) & (outside > 0)
    large = heading & np.array([not _is_small(fragment) for fragment in fragments], dtype=bool)
    others = np.concatenate([boxes[(outside > 0) & ~heading], around.images])
    soft, small, big = _filled(boxes, (others, boxes[heading & ~large], boxes[large]))
    passed = soft + np.where(rules < 1, small, 0.0) + np.where(rules > 1, big + small, 0.0)
    return soft + small + big, np.where(rules == 1, -np.inf, passed)


def _is_heading(fragment: Fragment) -> bool:
    face = fragment.lines[0].face
    return face is not None and fragment.cue is None and face.size > _LARGER


def _is_small(fragment: Fragment) -> bool:
    """A heading that may stand amid a column: of a line or two, hardly larger than the text."""
    face = fragment.lines[0].face
    return face is not None and len(fragment.lines) <= 2 and face.size <= LARGEST_SUBHEAD


def _filled(boxes: Array, kinds: Sequence[Array]) -> list[Array]:
    """How much of the height between i and j under it is filled, in rows: for each kind of fillers (n, n).

    `kinds` are boxes (k, 4) each; one fills a gap where it covers 0.3 of the width that i and j share.
    """
    n = len(boxes)
    fillers = np.concatenate(kinds)
    kind = np.repeat(np.arange(len(kinds)), [len(one) for one in kinds])
    totals = np.zeros(len(kinds) * n * n)
    step = max(1, _MOST_AT_ONCE // max(1, n * n))
    for start in range(0, len(fillers), step):
        f, i, j = _around(boxes, fillers[start : start + step])
        x0, y0, x1, y1 = fillers[start + f].T
        left, right = np.maximum(boxes[i, 0], boxes[j, 0]), np.minimum(boxes[i, 2], boxes[j, 2])
        covers = np.minimum(right, x1) - np.maximum(left, x0)
        inside = np.minimum(boxes[j, 1], y1) - np.maximum(boxes[i, 3], y0)
        fills = (right > left) & (covers >= 0.3 * (right - left)) & (inside > 0)
        places = (kind[start + f] * n + i) * n + j
        totals += np.bincount(places[fills], weights=inside[fills], minlength=len(totals))
    return list(totals.reshape(len(kinds), n, n))


def _around(boxes: Array, fillers: Array) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Which filler could stand between which two boxes: one ends over its foot, the other starts under its head.

    Others lie beside the filler.
    """
    x0, y0, x1, y1 = (fillers[:, side, None] for side in range(4))
    meets = (boxes[:, 0] < x1) & (boxes[:, 2] > x0)
    upper, lower = meets & (boxes[:, 3] < y1), meets & (boxes[:, 1] > y0)
    (f, i), (owner, j) = np.nonzero(upper), np.nonzero(lower)
    count = np.bincount(owner, minlength=len(fillers))
    first = (np.cumsum(count) - count)[f]
    repeats = count[f]
    within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return np.repeat(f, repeats), np.repeat(i, repeats), j[np.repeat(first, repeats) + within]
