"""Type that stands out of its line: drop caps, superscripts, headlines in two sizes, text turned by the page's maker.

A line is found among glyphs of one size. What a paper sets beside it in another size, yet as part of it, is joined
to it here, so that every letter is read in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from layout_tool.engine.geometry.printed_lines import PrintedLine, find_lines
from layout_tool.engine.geometry.runs import Boxes
from layout_tool.model.glyphs import Glyphs

Flags = NDArray[np.bool_]

_ASKEW = 20.0
_MOST_ASKEW = 0.3
_CAP_GLYPHS, _CAP_SIZE = 2, 1.7
_CAP_LINES = 2
_MARK_GLYPHS, _MARK_SIZE = 4, 0.78
_TOUCHES = 0.3
_BEHIND = 0.75
_LEAST = 1e-3
_HEAD_SIZE, _SIZES_OF_ONE = 1.3, 2.2


def lines_of_page(glyphs: Glyphs, walls: Boxes, *, upward: bool) -> list[PrintedLine]:
    """The lines of a page whose main direction is to the right, with all that is part of them.

    `walls` and `upward` are as `find_lines` takes them. Text that is turned against the page makes lines of its own.
    """
    askew = askew_glyphs(glyphs) if not upward else np.zeros(glyphs.count, dtype=bool)
    shadow = shadow_glyphs(glyphs)
    plain = ~(askew | shadow)
    lines = joined_sizes(_lines_among(glyphs, plain, walls, upward), glyphs)
    shadows = [replace(line, shadow=True) for line in _lines_among(glyphs, shadow, walls, upward)]
    return [*lines, *shadows, *_turned_lines(glyphs, np.flatnonzero(askew & ~shadow))]


def _lines_among(glyphs: Glyphs, chosen: Flags, walls: Boxes, upward: bool) -> list[PrintedLine]:
    """The lines of some of the glyphs; members count all of them."""
    if chosen.all():
        return find_lines(glyphs, walls, upward=upward)
    if not chosen.any():
        return []
    places = np.flatnonzero(chosen)
    found = find_lines(glyphs.taken(chosen), walls, upward=upward)
    return [replace(line, members=places[line.members]) for line in found]


def shadow_glyphs(glyphs: Glyphs) -> Flags:
    """Which glyphs (n,) are hidden and stand behind visible ones: a recognised layer under text that is there anyway.

    A hidden layer by itself, as a scan has it, is the text.
    """
    shadow = np.zeros(glyphs.count, dtype=bool)
    hidden, seen = np.flatnonzero(~glyphs.visible), np.flatnonzero(glyphs.visible)
    if not hidden.size or not seen.size:
        return shadow
    middle = (glyphs.box[:, :2] + glyphs.box[:, 2:]) / 2
    distance, _ = cKDTree(middle[seen]).query(middle[hidden])
    shadow[hidden] = distance <= _BEHIND * np.maximum(glyphs.size[hidden], _LEAST)
    return shadow


def askew_glyphs(glyphs: Glyphs) -> Flags:
    """Which glyphs (n,) stand at an angle to the page; none where much of the page does."""
    off = np.abs((glyphs.angle + 180.0) % 360.0 - 180.0) > _ASKEW
    return off if off.any() and off.mean() <= _MOST_ASKEW else np.zeros(glyphs.count, dtype=bool)


def _turned_lines(glyphs: Glyphs, members: NDArray[np.intp]) -> list[PrintedLine]:
    """Lines of turned glyphs as the stream has them: a line ends where the angle changes or the next is far off."""
    lines: list[list[int]] = []
    for k in members.tolist():
        if not glyphs.text[k].strip():
            continue
        last = lines[-1][-1] if lines else -1
        goes_on = (
            last >= 0
            and glyphs.angle[last] == glyphs.angle[k]
            and np.hypot(*(glyphs.origin[k] - glyphs.origin[last])) <= 2.5 * glyphs.size[last]
        )
        if not goes_on:
            lines.append([])
        lines[-1].append(k)
    return [_line_of(glyphs, np.array(line), upright=True) for line in lines]


def _line_of(glyphs: Glyphs, members: NDArray[np.intp], *, upright: bool) -> PrintedLine:
    return PrintedLine(members, _around(glyphs.box[members]), float(np.median(glyphs.size[members])), upright)


def _around(boxes: Boxes) -> NDArray[np.float64]:
    return np.array([boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()])


def joined_sizes(lines: Sequence[PrintedLine], glyphs: Glyphs) -> list[PrintedLine]:
    """Lines with their drop caps, superscripts and second sizes."""
    along = [line for line in lines if not line.upright]
    others = [line for line in lines if line.upright]
    if len(along) < 2:
        return list(lines)
    body = float(np.median(np.repeat([line.size for line in along], [len(line.members) for line in along])))
    along = _with_drop_caps(along, glyphs)
    along = _with_marks(along, glyphs)
    return [*_with_second_sizes(along, body), *others]


def _with_drop_caps(lines: list[PrintedLine], glyphs: Glyphs) -> list[PrintedLine]:
    """A large letter beside two lines or more begins the first of them; all of them reach as far left as it does."""
    result = list(lines)
    used: set[int] = set()
    boxes = np.array([line.box for line in lines])
    sizes = np.array([max(line.size, _LEAST) for line in lines])
    for at, cap in enumerate(lines):
        if len(cap.members) > _CAP_GLYPHS or not glyphs.text[cap.members[0]][:1].isalnum():
            continue
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        gap = (boxes[:, 0] - cap.box[2]) / sizes
        beside = (cap.size >= _CAP_SIZE * sizes) & (middle > cap.box[1]) & (middle < cap.box[3])
        beside &= (gap > -0.4) & (gap < 1.2)
        found = np.flatnonzero(beside)
        if len(found) < _CAP_LINES or np.ptp(boxes[found, 0]) > 0.6 * sizes[found].max():
            continue
        found = found[np.argsort(boxes[found, 1], kind="stable")]
        for k in found:
            box = result[k].box.copy()
            box[0] = min(box[0], cap.box[0])
            result[k] = replace(result[k], box=box)
        first = result[found[0]]
        result[found[0]] = replace(first, members=np.concatenate([cap.members, first.members]))
        used.add(at)
    return [line for at, line in enumerate(result) if at not in used]


def _with_marks(lines: list[PrintedLine], glyphs: Glyphs) -> list[PrintedLine]:
    """A few small glyphs within the height of a larger line and touching it are superscripts or figures of it."""
    small = [at for at, line in enumerate(lines) if len(line.members) <= _MARK_GLYPHS]
    if not small:
        return lines
    result = list(lines)
    boxes = np.array([line.box for line in lines])
    sizes = np.array([line.size for line in lines])
    used: set[int] = set()
    for at in small:
        mark, middle = lines[at], (lines[at].box[1] + lines[at].box[3]) / 2
        fits = (mark.size <= _MARK_SIZE * sizes) & (middle > boxes[:, 1]) & (middle < boxes[:, 3])
        fits &= (mark.box[3] - mark.box[1]) <= 0.9 * (boxes[:, 3] - boxes[:, 1])
        reach = _TOUCHES * mark.size
        fits &= (mark.box[0] <= boxes[:, 2] + reach) & (mark.box[2] >= boxes[:, 0] - reach)
        homes = [int(k) for k in np.flatnonzero(fits) if len(lines[k].members) > len(mark.members)]
        if not homes:
            continue
        home = min(homes, key=lambda k: (sizes[k], k))
        members = np.concatenate([result[home].members, mark.members])
        members = members[np.argsort(glyphs.box[members, 0], kind="stable")]
        box = result[home].box.copy()
        box[0], box[2] = min(box[0], mark.box[0]), max(box[2], mark.box[2])
        result[home] = replace(result[home], members=members, box=box)
        used.add(at)
    return [line for at, line in enumerate(result) if at not in used]


def _with_second_sizes(lines: list[PrintedLine], body: float) -> list[PrintedLine]:
    """A headline that goes on in another size on the same line is one line; `body` is the size of the text, in pt."""
    large = {at: line for at, line in enumerate(lines) if line.size >= _HEAD_SIZE * body}
    joined: set[int] = set()
    for at in sorted(large, key=lambda at: float(lines[at].box[0])):
        right = lines[at]
        lefts = [k for k, line in large.items() if k != at and _one_line(line, right)]
        if not lefts or large[at] is not right:
            continue
        home = max(lefts, key=lambda k: float(large[k].box[2]))
        left = large[home]
        large[home] = replace(
            left,
            members=np.concatenate([left.members, right.members]),
            box=_around(np.stack([left.box, right.box])),
            size=max(left.size, right.size),
        )
        del large[at]
        joined.add(at)
    return [large.get(at, line) for at, line in enumerate(lines) if at not in joined]


def _one_line(left: PrintedLine, right: PrintedLine) -> bool:
    """Whether `right` goes on where `left` ends, in another size."""
    small, big = sorted((max(left.size, _LEAST), max(right.size, _LEAST)))
    if not 1.02 * small < big <= _SIZES_OF_ONE * small:
        return False
    gap = float(right.box[0] - left.box[2]) / small
    down = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1])
    foot = min(
        abs(left.box[3] - right.box[3]),
        abs(left.box[1] + left.box[3] - right.box[1] - right.box[3]) / 2,
    )
    level = foot <= 0.2 * big and down >= 0.85 * min(left.box[3] - left.box[1], right.box[3] - right.box[1])
    return bool(-0.3 < gap < 0.35 and level)
