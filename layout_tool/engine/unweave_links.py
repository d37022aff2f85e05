"""Does one piece of a column follow another? Evidence from the text and width of the two lines alone.

Lengths are in em. The evidence is a log-likelihood ratio: lines that follow one another in a column against lines of
different columns at about the same height of a page. Its sizes are the profile's weights of the group "weave", fitted
on typeset pages of our own texts (`tests/typeset/fit_weave.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
from layout_tool.engine.words import word_book

_EVEN, _NEAR, _INDENT = 0.7, 1.6, 3.0
"""Bounds of the step of width from one line to the next, in em of ideographs."""
_LATIN_SHARE_OF_STEP = 1.5
"""How much looser lines of Latin words are, whose widths are estimated."""
_WORD, _SURE_WORD = 2.0, 8.0
"""Gains (see `WordBook.straddle`) from which a word is taken to run over the break."""
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

    def __init__(self, lines: Sequence[TextLine], fits: Sequence[str], weights: Mapping[str, float]) -> None:
        """`lines` are the pieces, in the order of the dump, each with ink; `fits` how they suit the page's measures;
        `weights` the log-likelihood ratio of each sign."""
        self.facts = [line_facts(line) for line in lines]
        self.fits = fits
        self.out_of_turn = weights["out_of_turn"]
        self._weights = weights
        self._pairs = _inner_pairs(fact.core for fact in self.facts)
        self._scores: dict[tuple[int, int], float] = {}
        self._book = word_book()
        self._starts = [self._sum(self.start_signs(place)) for place in range(len(fits))]
        self._ends = [self._sum(self.end_signs(place)) for place in range(len(fits))]

    def _sum(self, signs: Iterable[str]) -> float:
        return sum(self._weights[sign] for sign in signs)

    def score(self, before: int, after: int) -> float:
        """Log-likelihood ratio that piece `after` is the next line of the column of piece `before`."""
        key = (before, after)
        found = self._scores.get(key)
        if found is None:
            found = self._scores[key] = self._sum(self.signs(before, after))
        return found

    def signs(self, before: int, after: int) -> Iterator[str]:
        """The signs the score is summed over, by their names among the weights."""
        a, b = self.facts[before], self.facts[after]
        yield from _step_signs(a, b)
        if a.tail == "han" and b.head == "han":
            yield self._word_sign(a, b)
        else:
            yield from _edge_signs(a, b)
        if a.leaves_open:
            yield "quote_goes_on" if b.closes else "quote_left_open"
        elif b.closes:
            yield "quote_never_opened"

    def start_signs(self, place: int) -> Iterator[str]:
        """Signs of the first line of a column."""
        yield f"start_{self.fits[place]}"
        if self.facts[place].head == "lower":
            yield "start_lower"

    def end_signs(self, place: int) -> Iterator[str]:
        """Signs of the last line of a column."""
        yield f"end_{self.fits[place]}"

    def start(self, place: int) -> float:
        """Log-odds that the piece is the first line of a column or of a new kind of text in it."""
        return self._starts[place]

    def end(self, place: int) -> float:
        """Log-odds that the piece is the last line of one."""
        return self._ends[place]

    def _word_sign(self, a: LineFacts, b: LineFacts) -> str:
        """Whether a word runs over the break, or else the page has its two characters side by side elsewhere."""
        gain = self._book.straddle(a.core[-6:], b.core[:6])
        if gain > _WORD:
            return "sure_word" if gain > _SURE_WORD else "word"
        if gain > 0:
            return "weak_word"
        return "seen_pair" if (a.core[-1] + b.core[0]) in self._pairs else "unseen_pair"


def _step_signs(a: LineFacts, b: LineFacts) -> Iterator[str]:
    """How the width changes; a line is as good as full where the next word would not have fitted."""
    step = b.width - a.width
    if step > 0:
        step = max(0.0, step - b.opening)
    if not (a.wide or b.wide):
        step /= _LATIN_SHARE_OF_STEP
    if abs(step) <= _EVEN or (a.stops and -_INDENT <= step <= _NEAR):
        yield "even"
    elif step > _NEAR:
        yield "wider_after_stop" if a.stops else "wider_after_mid"
    elif step < -_NEAR and (a.stops or not b.stops):
        yield "narrower"


def _edge_signs(a: LineFacts, b: LineFacts) -> Iterator[str]:
    """Signs of the two characters at a break that is not between ideographs."""
    if a.tail == "hyphen":
        yield "hyphen_lower" if b.head == "lower" else "hyphen_amiss"
    elif b.head == "lower":
        yield "lower_after_stop" if a.stops else "lower_after_mid"
    elif b.head == "upper":
        yield "upper_after_stop" if a.stops else "upper_after_mid"


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


def _inner_pairs(texts: Iterable[str]) -> frozenset[str]:
    """The pairs of ideographs that stand side by side in a line."""
    return frozenset(a + b for text in texts for a, b in pairwise(text) if is_ideograph(a) and is_ideograph(b))
