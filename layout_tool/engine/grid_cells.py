"""The character grid of a text dump: words with their places in cells, and the dump's own width model.

Units: a *cell* is the width the dump gives one narrow character; a *row* is one line of the dump. The origin is the
top-left corner of the page; x runs right in cells, y runs down in rows. Offsets are code points of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from layout_tool.engine.script import is_wide

_INK = re.compile(r"\S+")
_AMBIGUOUS = frozenset("“”‘’—…·")
_THIN = frozenset("ijl.,;:'!|I")
_SLIM = frozenset('frt()[]-" `')
_STOUT = frozenset("mwMW@%")
_TAB_SPACES = 4
SHARP_ENOUGH = 0.3
"""Sharpness from which a dump is held to keep a grid."""
_SHARPNESS_ROWS = 6
"""Rows looked down for a start at the same place."""


class CellModel(StrEnum):
    """How a dump turns places on the page into columns of characters.

    `CODE_POINT`: every code point is one cell (pdftotext -layout). `WIDE`: ideographs are two cells. `WIDE_AMBIGUOUS`:
    ideographs and the marks “ ” — … · are two cells. `SCALED`: the spaces before a word are as wide as the word's own
    mean character (PyMuPDF sorted by position), so an ideograph is two cells and a space
    before an ideograph is two as well.
    """

    CODE_POINT = "code-point"
    WIDE = "wide"
    WIDE_AMBIGUOUS = "wide-ambiguous"
    SCALED = "scaled"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one dump line that belongs to one column.

    `line` is the index of the dump line, `start` and `end` are code-point offsets in it (end excluded, no space at
    either side). `x0` and `x1` are cells from the left edge, after the drift of the row was taken out; `y` is the row.
    """

    line: int
    start: int
    end: int
    x0: float
    x1: float
    y: float


class NaturalWidths(dict[str, float]):
    """Width of a character as it is set, in cells of half an em; filled on demand.

    >>> widths = NaturalWidths(ambiguous=2.0)
    >>> widths["国"], widths["“"], widths["7"]
    (2.0, 2.0, 1.0)
    """

    def __init__(self, ambiguous: float) -> None:
        """`ambiguous` is the width in cells of the marks that are wide in Chinese fonts and narrow in Latin ones."""
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, character: str) -> float:
        """Work out the width of a character not met before."""
        if character in _AMBIGUOUS:
            width = self._ambiguous
        elif is_wide(character):
            width = 2.0
        elif unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
            width = 0.0
        else:
            width = _latin_width(character)
        self[character] = width
        return width


def _latin_width(character: str) -> float:
    """Mean width of a Latin character over common text faces, in cells of half an em."""
    if character in _THIN:
        return 0.6
    if character in _SLIM:
        return 0.75
    if character in _STOUT:
        return 1.6
    return 1.35 if character.isupper() else 1.0


@dataclass(slots=True)
class Word:
    """A run of ink in a dump line, between spaces.

    `start` and `end` are code-point offsets; `width` is its natural width in cells of half an em; `gap` counts the
    spaces before it (0 only for the first word of an unindented line); `x` is its left edge in cells under the
    page's model;
    `wide_left` and `wide_right` say whether its first and last characters are a full em wide.
    """

    start: int
    end: int
    width: float
    gap: int
    x: float
    wide_left: bool
    wide_right: bool
    text: str


def read_words(lines: Sequence[str]) -> list[list[Word]]:
    """Cut every line at its spaces; places are left at 0 until a model is applied.

    An ideographic space counts as one space, a tab as four.
    """
    wide_counts = sum(1 for line in lines for c in line[:200] if c >= "\u2e80")
    latin_counts = sum(1 for line in lines for c in line[:200] if c.isascii() and c.isalpha())
    widths = NaturalWidths(2.0 if wide_counts > latin_counts else 1.0)
    return [_line_words(line, widths) for line in lines]


def _line_words(line: str, widths: NaturalWidths) -> list[Word]:
    """The words of one line."""
    words: list[Word] = []
    before = 0
    for match in _INK.finditer(line):
        start, end = match.span()
        text = match.group()
        gap = start - before
        if gap and "\t" in line[before:start]:
            gap += (_TAB_SPACES - 1) * line.count("\t", before, start)
        width = sum(map(widths.__getitem__, text))
        words.append(Word(start, end, width, gap, 0.0, _leans_wide(text[0]), _leans_wide(text[-1]), text))
        before = end
    return words


def _leans_wide(character: str) -> bool:
    """Whether a character at a word's end belongs to text set in ems (marks that may be either count as wide)."""
    return character >= "\u2010" and (character in _AMBIGUOUS or is_wide(character))


def place_words(lines: Sequence[str], rows: Sequence[Sequence[Word]], model: CellModel) -> None:
    """Set `x` of every word under a width model, in cells."""
    for line, words in zip(lines, rows, strict=True):
        if not words:
            continue
        if model is CellModel.CODE_POINT:
            for word in words:
                word.x = float(word.start)
        elif model is CellModel.SCALED:
            _place_scaled(words)
        else:
            _place_wide(line, words, _AMBIGUOUS if model is CellModel.WIDE_AMBIGUOUS else frozenset())


def _place_scaled(words: Sequence[Word]) -> None:
    """Place words by natural widths, each gap scaled by the mean character of the word after it."""
    x = 0.0
    for word in words:
        x += word.gap * mean_width(word) if word.gap > 1 else float(word.gap)
        word.x = x
        x += word.width


def mean_width(word: Word) -> float:
    """The width of a word's mean character, in cells; not less than a thin one's."""
    return max(word.width / (word.end - word.start), 0.5)


def _place_wide(line: str, words: Sequence[Word], also_wide: frozenset[str]) -> None:
    """Place words with ideographs (and `also_wide`) two cells wide."""
    extra = 0
    before = 0
    for word in words:
        extra += sum(1 for c in line[before : word.start] if c in also_wide or (c >= "\u1100" and is_wide(c)))
        before = word.start
        word.x = float(word.start + extra)


def choose_model(lines: Sequence[str], rows: Sequence[Sequence[Word]]) -> tuple[CellModel, float]:
    """The width model whose gutters are sharpest, and how sharp they are; words are left placed under it.

    Ties go to the earlier model of `CellModel`. A dump that is sharp under no grid keeps none: its gaps are scaled, and
    places can only be told from the widths of the text.
    """
    best, best_share = CellModel.CODE_POINT, -1.0
    for model in (CellModel.CODE_POINT, CellModel.WIDE, CellModel.WIDE_AMBIGUOUS):
        place_words(lines, rows, model)
        share = sharpness(rows)
        if share > best_share + 0.01:
            best, best_share = model, share
    if best_share < SHARP_ENOUGH and any(gap > 1 for gap, _ in gaps_of(rows)):
        best = CellModel.SCALED
    place_words(lines, rows, best)
    return best, best_share


def sharpness(rows: Sequence[Sequence[Word]]) -> float:
    """Share of the words after gaps of two or more spaces that start where another does within six rows below.

    Chance agreement, measured a cell off the place, is taken away. 0 where there is no such gap.
    """
    starts = [[w.x for k, w in enumerate(words) if k and w.gap >= 2] for words in rows]
    hits = misses = total = 0
    for index, row in enumerate(starts):
        below = {x for other in starts[index + 1 : index + 1 + _SHARPNESS_ROWS] for x in other}
        if not below:
            continue
        for x in row:
            total += 1
            hits += x in below
            misses += (x + 1 in below) + (x - 1 in below)
    return (hits - misses / 2) / total if total else 0.0


def gaps_of(rows: Iterable[Sequence[Word]]) -> list[tuple[int, bool]]:
    """All inner gaps of a page as (spaces, touches a wide character)."""
    return [(b.gap, a.wide_right or b.wide_left) for words in rows for a, b in pairwise(words)]
