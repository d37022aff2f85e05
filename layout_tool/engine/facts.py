"""What the evidence is computed from: a page's fragments as arrays, one entry a fragment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.cohesion import WordVectors
from layout_tool.engine.fragments import Fragment
from layout_tool.engine.neighbours import Neighbours, find_neighbours
from layout_tool.engine.roles import RoleGuess
from layout_tool.engine.script import first_unopened, open_marks
from layout_tool.engine.surroundings import Bounds, Surroundings, find_bounds
from layout_tool.engine.words import word_book

Array = NDArray[np.float64]
_LOOKED_AT = 4000
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class StreamTrust:
    """How often what comes next in the dump after a gap is what is read next, 0 to 1.

    `open_end` where a fragment stops in mid-sentence, `closed_end` where it ends a sentence.
    """

    open_end: float
    closed_end: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Arrays of n fragments (n,) or pairs (n, n), row before column.

    `outside` is the log-odds that a fragment stands outside the flow of text; `head` the share of belief that it is
    a heading; `near` is known where the fragments have boxes, `bounds` where rules and faces are known; `flow` the
    place among the fragments of the flow, in the order of the dump; `trust` says how far that order can be trusted.
    """

    fragments: Sequence[Fragment]
    guesses: Sequence[RoleGuess]
    outside: Array
    head: Array
    flow: Array
    sentence_end: Array
    last_short: Array
    start_like: Array
    measure: Array
    cohesion: Array
    tiling: Array
    kinship: Array
    straddle: Array
    marks_close: Array
    number_split: Array
    trust: StreamTrust = StreamTrust(0.0, 0.0)
    near: Neighbours | None = None
    bounds: Bounds | None = None

    @property
    def size(self) -> int:
        return len(self.fragments)


def _flow_places(outside: Array) -> Array:
    """Place of each fragment among those of the flow; one outside stands between its neighbours."""
    inside = outside < 0
    places = np.cumsum(inside).astype(float)
    places[~inside] += 0.5
    return places


def _straddles(fragments: Sequence[Fragment], open_end: Array, start_like: Array) -> Array:
    """Word-straddle gain of each pair that could go on in mid-sentence, (n, n)."""
    gains = np.zeros((len(fragments), len(fragments)))
    if not fragments or fragments[0].latin:
        return gains
    book = word_book()
    tails = [fragment.core[-8:] for fragment in fragments]
    heads = [fragment.core[:8] for fragment in fragments]
    before = np.flatnonzero(open_end)
    after = np.flatnonzero(start_like < 0.9)
    for i in before:
        for j in after:
            if i != j:
                gains[i, j] = book.straddle(tails[i], heads[j])
    return gains


def _last_short(fragments: Sequence[Fragment]) -> Array:
    """1 where i's last line falls short although the first word of j would have fitted on it, (n, n)."""
    width = np.array([fragment.last_width for fragment in fragments])
    measure = np.array([fragment.measure for fragment in fragments])
    opening = np.array([fragment.lines[0].opening for fragment in fragments])
    latin = bool(fragments) and fragments[0].latin
    slack = 0.14 * measure if latin else np.full(len(fragments), 1.6)
    edge = measure * 0.94 if latin else measure - 0.4
    full = (width >= measure - slack)[:, None] | (width[:, None] + opening[None, :] > edge[:, None])
    return np.asarray(~full, dtype=float)


def _tiling(fragments: Sequence[Fragment], vectors: WordVectors, inside: NDArray[np.bool_]) -> Array:
    """How well the texts before and after a place of the flow go together, for neighbours of the flow, (n, n).

    Cosine of the three fragments before and the three after, as a deviation from the page's mean, clipped to ±1.5
    standard deviations. Method: Hearst, "TextTiling" (1997), with paragraphs for blocks.
    """
    n = len(fragments)
    value = np.zeros((n, n))
    order = [int(k) for k in np.flatnonzero(inside)]
    if len(order) < _WINDOW:
        return value
    before = [order[max(0, at - _WINDOW + 1) : at + 1] for at in range(len(order) - 1)]
    after = [order[at + 1 : at + 1 + _WINDOW] for at in range(len(order) - 1)]
    cosines = vectors.cosines_beside(before, after)
    spread = float(cosines.std()) or 1.0
    deviation = np.clip((cosines - cosines.mean()) / spread, -1.5, 1.5)
    value[order[:-1], order[1:]] = deviation
    return value


def _closings(fragments: Sequence[Fragment]) -> Array:
    """1 where j closes what i leaves open, -1 where j closes what i has not opened, (n, n)."""
    closes = {
        "”": "“",
        "’": "‘",
        "」": "「",
        "』": "『",
        "》": "《",
        "〉": "〈",
        "）": "（",
        ")": "(",
        "】": "【",
        "］": "［",
    }
    opened = [open_marks(fragment.core[-_LOOKED_AT:]) for fragment in fragments]
    wanted = [first_unopened(fragment.core) for fragment in fragments]
    value = np.zeros((len(fragments), len(fragments)))
    for j, mark in enumerate(wanted):
        if mark is None or mark not in closes:
            continue
        for i, marks in enumerate(opened):
            value[i, j] = 1.0 if closes[mark] in marks[-2:] else -0.5
    return value


def _number_splits(fragments: Sequence[Fragment]) -> Array:
    """1 where a number, or a number and its unit, is split between i and j, (n, n)."""
    ends = np.array([bool(fragment.core) and fragment.core[-1] in "0123456789" for fragment in fragments])
    starts = np.array(
        [fragment.core[:1] in "0123456789年月日万亿个%％元吨次人.," and bool(fragment.core) for fragment in fragments]
    )
    return np.asarray(np.outer(ends, starts), dtype=float)


def _cohesion(vectors: WordVectors) -> Array:
    """Cosines of all pairs less their mean, clipped to ±0.5 and stretched to ±1, (n, n)."""
    cosines = vectors.cosines()
    np.fill_diagonal(cosines, 0.0)
    n = len(cosines)
    mean = cosines.sum() / max(1, n * (n - 1))
    return np.asarray(np.clip(cosines - mean, -0.5, 0.5) * 2)


def gather(
    fragments: Sequence[Fragment],
    guesses: Sequence[RoleGuess],
    vectors: WordVectors,
    around: Surroundings | None = None,
) -> Facts:
    """The facts of a page; `vectors` has a row a fragment, `around` is known where the page's geometry is."""
    outside = np.array([guess.outside for guess in guesses])
    head = np.array([guess.heading for guess in guesses])
    sentence_end = np.array([fragment.sentence_end for fragment in fragments], dtype=float)
    last_short = _last_short(fragments)
    start_like = np.array([fragment.start_like for fragment in fragments])
    flow = _flow_places(outside)
    inside = outside < 0
    open_end = (1 - sentence_end) * inside
    boxed = bool(fragments) and all(fragment.box is not None for fragment in fragments)
    bounds = find_bounds(fragments, outside, around) if boxed and around is not None else None
    return Facts(
        fragments, guesses, outside, head, flow, sentence_end, last_short, start_like,
        np.array([fragment.measure for fragment in fragments]),
        _cohesion(vectors), _tiling(fragments, vectors, inside), np.zeros((len(fragments), len(fragments))),
        _straddles(fragments, open_end, start_like), _closings(fragments), _number_splits(fragments),
        near=find_neighbours(fragments, outside, bounds) if boxed else None,
        bounds=bounds,
    )  # fmt: skip
