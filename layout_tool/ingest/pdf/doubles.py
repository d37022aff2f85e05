"""Glyphs painted twice: programs of layout feign a bold face, or a shadow, by painting a letter again a little beside.

Two glyphs are one where they are the same character, of nearly the same size, and stand nearer to each other than
letters ever do: closer than half their advance, at most 0.3 em.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layout_tool.ingest.pdf.raw_page import UNKNOWN
from layout_tool.model.glyphs import Flags, Floats

_NEAR = 0.3  # em
_OF_ADVANCE = 0.5
_SAME_SIZE = 0.15  # of the size
_LEAST = 0.05  # pt: nothing nearer is told apart
_STEPS = 8  # steps of place along the line in one `near`
_PLACES = 1 << 22  # places along a line, and below that rows of a page, that a key has room for
_ROWS = 1 << 19


def painted_once(text: NDArray[np.str_], origin: Floats, reach: Floats, size: Floats, visible: Flags) -> Flags:
    """(n,): which glyphs to keep; of doubled ones the first that can be seen. Of blanks and unknown characters without
    an advance all are kept.

    `reach` (n,) is what a glyph takes up of its line.
    """
    near = np.minimum(_NEAR * size, _OF_ADVANCE * np.where(reach > 0, reach, size))
    kept = np.ones(len(text), np.bool_)
    suspects = _suspects(text, origin, np.maximum(near, _LEAST))
    if len(suspects):
        nothing = np.isin(text[suspects], (" ", "\u00a0", "\u3000", UNKNOWN)) & (reach[suspects] <= 0)
        suspects = suspects[~nothing]
        order = np.lexsort((suspects, ~visible[suspects]))
        _drop(suspects[order], text, origin, near, size, kept)
    return kept


def _suspects(text: NDArray[np.str_], origin: Floats, near: Floats) -> NDArray[np.int64]:
    """Glyphs with one of the same character near by.

    Character, row and place along the row make one number for each glyph, all in units of its own `near`; the sorted
    numbers show who stands close. Rows are twice `near` high and taken twice, the second time half a row lower.
    """
    signs = _numbered(text)
    place, height = (origin / near[:, None]).T
    place = np.clip(np.floor(place * _STEPS), 0, _PLACES - 1).astype(np.int64)
    found = np.zeros(len(text), np.bool_)
    for shift in (0.0, 0.5):
        row = np.clip(np.floor(height / 2 + shift), 0, _ROWS - 1).astype(np.int64)
        keys = (signs * _ROWS + row) * _PLACES + place
        ordered = np.sort(keys)
        close = np.diff(ordered) <= _STEPS
        if close.any():
            ends = np.unique(np.concatenate([ordered[:-1][close], ordered[1:][close]]))
            at = np.minimum(np.searchsorted(ends, keys), len(ends) - 1)
            found |= ends[at] == keys
    return np.flatnonzero(found)


def _numbered(text: NDArray[np.str_]) -> NDArray[np.int64]:
    """A number for each glyph, the same for the same characters."""
    if text.dtype.itemsize == 4:
        return np.ascontiguousarray(text).view("<u4").astype(np.int64)
    return np.unique(text, return_inverse=True)[1].astype(np.int64)


def _drop(
    ranked: NDArray[np.int64], text: NDArray[np.str_], origin: Floats, near: Floats, size: Floats, kept: Flags
) -> None:
    """Take out of `kept` all glyphs that one ranked before them doubles."""
    cell = np.exp2(np.ceil(np.log2(np.maximum(near, _LEAST)[ranked]) - 1e-6))
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
