"""Glyphs painted twice: programs of layout feign a bold face, or a shadow, by painting a letter again a little beside.

Two glyphs are one where they are the same character, of nearly the same size, and stand nearer to each other than
letters ever do: closer than half their advance, at most 0.3 em.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf.raw_page import UNKNOWN
from layout_tool.model.glyphs import Flags, Floats, Integers

_NEAR = 0.3  # em
_OF_ADVANCE = 0.5
_NO_ADVANCE = 0.3  # em: what a glyph without an advance is taken for
_SAME_SIZE = 0.15  # of the size


def painted_once(text: NDArray[np.str_], origin: Floats, reach: Floats, size: Floats, visible: Flags) -> Flags:
    """(n,): which glyphs to keep; of doubled ones the first that can be seen. Blanks and glyphs of which the character
    is not known are all kept.

    `reach` (n,) is what a glyph takes up of its line.
    """
    near = np.minimum(_NEAR * size, _OF_ADVANCE * np.where(reach > 0, reach, _NO_ADVANCE * size))
    kept = np.ones(len(text), np.bool_)
    suspects = _cell_mates(text, origin, near)
    if not len(suspects):
        return kept
    suspects = suspects[~np.isin(text[suspects], (" ", "\u3000", UNKNOWN))]
    order = np.lexsort((suspects, ~visible[suspects]))
    _drop(suspects[order], text, origin, near, size, kept)
    return kept


def _cell_mates(text: NDArray[np.str_], origin: Floats, near: Floats) -> Integers:
    """Glyphs that share a cell with one of the same characters, in one of four grids shifted by half a cell.

    Cells are at least twice `near` wide, so that glyphs nearer than that are together in one grid at least.
    """
    signs = _numbered(text)
    cell = _rounded(2 * near)
    found = np.zeros(len(text), np.bool_)
    for shift_x in (0.0, 0.5):
        for shift_y in (0.0, 0.5):
            column = np.floor(origin[:, 0] / cell + shift_x).astype(np.int64)
            row = np.floor(origin[:, 1] / cell + shift_y).astype(np.int64)
            found |= _shared((signs * 1_000_003 + column) * 1_000_003 + row)
    return np.flatnonzero(found).astype(np.int32)


def _rounded(length: Floats) -> Floats:
    """Lengths by steps of a third, so that glyphs of nearly one size fall into cells of one size."""
    step = np.log(1.33)
    return np.asarray(np.exp(np.ceil(np.log(np.maximum(length, 1e-3)) / step) * step))


def _numbered(text: NDArray[np.str_]) -> NDArray[np.int64]:
    if text.dtype.itemsize == 4:
        return np.ascontiguousarray(text).view("<u4").astype(np.int64)
    return np.unique(text, return_inverse=True)[1].astype(np.int64)


def _shared(keys: NDArray[np.int64]) -> Flags:
    """Where a key stands more than once."""
    ordered = np.sort(keys)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return np.zeros(len(keys), np.bool_)
    place = np.minimum(np.searchsorted(twice, keys), len(twice) - 1)
    return np.asarray(twice[place] == keys)


def _drop(ranked: Integers, text: NDArray[np.str_], origin: Floats, near: Floats, size: Floats, kept: Flags) -> None:
    """Take out of `kept` all glyphs that one ranked before them doubles."""
    cell = _rounded(near)[ranked]
    places = zip(
        ranked.tolist(),
        text[ranked].tolist(),
        cell.tolist(),
        np.floor(origin[ranked] / cell[:, None]).astype(np.int64).tolist(),
        strict=True,
    )
    x, y, most, sizes = origin[:, 0].tolist(), origin[:, 1].tolist(), near.tolist(), size.tolist()
    earlier: dict[tuple[str, float, int, int], list[int]] = {}
    for one, sign, width, (column, row) in places:
        around = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in earlier.get((sign, width, column + across, row + down), ())
        )
        if any(
            abs(x[one] - x[other]) < most[one]
            and abs(y[one] - y[other]) < most[one]
            and abs(sizes[one] - sizes[other]) < _SAME_SIZE * sizes[one]
            for other in around
        ):
            kept[one] = False
        else:
            earlier.setdefault((sign, width, column, row), []).append(one)
