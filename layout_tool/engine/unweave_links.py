"""Does one piece of a column follow another? Evidence from the text and width of the two lines alone.

Lengths are in em. The evidence is a log-likelihood ratio: lines that follow one another in a column against lines of
different columns at about the same height of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

from layout_tool.engine.lines import TextLine
from layout_tool.engine.script import (
    CLOSERS,
    NEVER_FIRST,
    OPENERS,
    ends_sentence,
    first_unopened,
    is_ideograph,
    open_marks,
)
from layout_tool.engine.unweave_weights import SIGNS
from layout_tool.engine.words import word_book

_STEPS = (-6.0, -3.0, -1.6, -0.7, 0.7, 1.6, 3.0, 6.0)
"""Bounds of the steps of width from one line to the next, in em of ideographs."""
_LATIN_SHARE_OF_STEP = 1.5
"""How much looser lines of Latin words are, whose widths are estimated."""
_STRADDLES = (0.01, 2.0, 5.0)
_QUOTE_REACH = 60


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is known of one piece: its printed text, its width (em) and how it begins and ends."""

    core: str
    width: float
    head: str
    tail: str
    stops: bool
    wide: bool
    opening: float
    leaves_open: str
    closes: str


def line_facts(line: TextLine) -> LineFacts:
    """The facts of a piece."""
    core = line.core
    marks = open_marks(core)
    return LineFacts(
        core, line.width, _kind(core[0]), _kind(core[-1]), ends_sentence(core),
        sum(map(is_ideograph, core)) * 2 >= len(core), line.opening,
        marks[-1] if marks else "", first_unopened(core, _QUOTE_REACH) or "",
    )  # fmt: skip


class Links:
    """Scores of successions between the pieces of one page; each pair is worked out once."""

    def __init__(self, lines: Sequence[TextLine], fits: Sequence[str]) -> None:
        """`lines` are the pieces, in the order of the dump, each with ink; `fits` how they suit the page's measures."""
        self.facts = [line_facts(line) for line in lines]
        self.fits = fits
        self._pairs = _pair_counts(fact.core for fact in self.facts)
        self._scores: dict[tuple[int, int], float] = {}
        self._book = word_book()
        self._starts = [sum(SIGNS.get(sign, 0.0) for sign in self.start_signs(k)) for k in range(len(lines))]
        self._ends = [sum(SIGNS.get(sign, 0.0) for sign in self.end_signs(k)) for k in range(len(lines))]

    def score(self, before: int, after: int) -> float:
        """Log-likelihood ratio that piece `after` is the next line of the column of piece `before`."""
        key = (before, after)
        found = self._scores.get(key)
        if found is None:
            found = self._scores[key] = sum(SIGNS.get(sign, 0.0) for sign in self.signs(before, after))
        return found

    def signs(self, before: int, after: int) -> tuple[str, ...]:
        """The signs the score is summed over."""
        a, b = self.facts[before], self.facts[after]
        return (_step_sign(a, b), self._break_sign(a, b), f"edge {a.tail} {b.head}", _quote_sign(a, b))

    def start_signs(self, place: int) -> tuple[str, ...]:
        """Signs of the first line of a column."""
        fact = self.facts[place]
        return ("start", f"start {fact.head}", f"start {self.fits[place]} {'stop' if fact.stops else fact.tail}")

    def end_signs(self, place: int) -> tuple[str, ...]:
        """Signs of the last line of a column."""
        fact = self.facts[place]
        return ("end", f"end {fact.head}", f"end {self.fits[place]} {'stop' if fact.stops else fact.tail}")

    def start(self, place: int) -> float:
        """Log-odds that the piece is the first line of a column or of a new kind of text in it."""
        return self._starts[place]

    def end(self, place: int) -> float:
        """Log-odds that the piece is the last line of one."""
        return self._ends[place]

    def _break_sign(self, a: LineFacts, b: LineFacts) -> str:
        if a.tail == "han" and b.head == "han":
            gain = self._book.straddle(a.core[-6:], b.core[:6])
            grade = sum(gain > bound for bound in _STRADDLES)
            if grade:
                return f"word {grade}"
        seen = self._pairs.get(_pair(a.core[-1], b.core[0]), 0)
        return f"pair {min(seen, 3)}"


def _step_sign(a: LineFacts, b: LineFacts) -> str:
    """How the width changes; a line is as good as full where the next word would not have fitted."""
    step = b.width - a.width
    if step > 0:
        step = max(0.0, step - b.opening)
    scale = 1.0 if a.wide or b.wide else _LATIN_SHARE_OF_STEP
    grade = sum(step > bound * scale for bound in _STEPS)
    return f"step {'stop' if a.stops else 'mid'} {grade}"


def _quote_sign(a: LineFacts, b: LineFacts) -> str:
    return f"quote {'open' if a.leaves_open else 'none'} {'closes' if b.closes else 'none'}"


def _kind(character: str) -> str:
    if is_ideograph(character):
        return "han"
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    if character in OPENERS:
        return "opener"
    if character in "。！？.!?":
        return "stop"
    if character in CLOSERS:
        return "closer"
    if character in "-\u2010":
        return "hyphen"
    return "mark" if character in NEVER_FIRST else "other"


def _pair(left: str, right: str) -> str:
    return ("0" if left.isdigit() else left) + ("0" if right.isdigit() else right)


def _pair_counts(texts: Iterable[str]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(starmap(_pair, pairwise(text)))
    return counts
