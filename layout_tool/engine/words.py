"""Words, by jieba's own dictionary. The only module that knows jieba; it loads once, on first use."""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.script import is_ideograph
from layout_tool.settings import cache_folder

_CONTEXT = 5
"""Characters looked at on either side of a break; jieba's words are rarely longer."""
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]+")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fd5]+")
"""Those that the dictionary has words of."""
_LEAST = 2
"""Characters of a Chinese word that says what a text is about."""


class _SingleCharacters(dict[str, float]):
    """log P of each character by itself, worked out when it is first asked for."""

    def __init__(self, frequencies: Mapping[str, int], log_total: float) -> None:
        super().__init__()
        self._frequencies = frequencies
        self._log_total = log_total

    def __missing__(self, char: str) -> float:
        count = self._frequencies.get(char)
        value = self[char] = (math.log(count) if count else 0.0) - self._log_total
        return value


class _Beginnings:
    """Pairs of characters that words begin with, in a table of a few MB that a look-up hardly waits for.

    Pairs share places in the table: where it says no, no word begins; where it says yes, one may.
    """

    def __init__(self, words: Iterable[str]) -> None:
        pairs = _codes("".join([word for word in words if len(word) == 2]))
        self._table = np.zeros(_PLACES, dtype=bool)
        self._table[_places(pairs[::2], pairs[1::2])] = True

    def in_text(self, text: str) -> list[bool]:
        """For each character whether a word may begin with it and the next."""
        codes = _codes(text)
        found: list[bool] = self._table[_places(codes[:-1], codes[1:])].tolist()
        return [*found, False]


_PLACES = 1 << 22


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def _places(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where in the table a pair of characters stands: both scattered by odd multipliers, modulo 2³²."""
    return (first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA6B)) >> np.uint32(10)


class WordBook:
    """Word frequencies of jieba's dictionary (a mapping word → count; prefixes have count 0)."""

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._log_total = math.log(total)
        self._gains: dict[tuple[str, str], float] = {}
        self._alone = _SingleCharacters(frequencies, self._log_total)
        self._beginnings = _Beginnings(frequencies)

    def log_probability(self, word: str) -> float | None:
        """log P of a dictionary word; a single character always has one; None for what is no word."""
        count = self._frequencies.get(word, 0)
        if count:
            return math.log(count) - self._log_total
        return -self._log_total if len(word) == 1 else None

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return self._frequencies.get(word, 0) > 0

    def straddle(self, left: str, right: str) -> float:
        """How much likelier the characters are if one word runs over the break between `left` and `right`.

        gain = log P(best cut of left·right) − log P(best cut of left) − log P(best cut of right), looked up
        within five characters of the break; 0 or more, 0 where no dictionary word runs over it.
        """
        key = (_tail(left), _head(right))
        gain = self._gains.get(key)
        if gain is None:
            gain = self._gains[key] = self._gain(*key) if key[0] and key[1] else 0.0
        return gain

    def cut(self, text: str) -> list[str]:
        """The likeliest cut of some ideographs into words; a single character that is none stands for itself.

        As jieba's `cut` without its model for unknown words; of cuts equally likely the one with longer first words.
        The dictionary has every beginning of its words.
        """
        return self.cut_all([text])[0]

    def cut_all(self, texts: Sequence[str], least: int = 1) -> list[list[str]]:
        """The same for each of some texts; words of fewer than `least` characters are left out."""
        whole = "".join(texts)
        alone = list(map(self._alone.__getitem__, whole))
        begins = self._beginnings.in_text(whole)
        found, at = [], 0
        for text in texts:
            end = at + len(text)
            found.append(self._words(text, alone[at:end], begins[at:end], least))
            at = end
        return found

    def _words(self, text: str, alone: Sequence[float], begins: Sequence[bool], least: int) -> list[str]:
        """A text's words; `alone` is log P of each character by itself, `begins` where a longer word may begin."""
        look, log, log_total = self._frequencies.get, math.log, self._log_total
        size = len(text)
        scores, stops = [0.0] * (size + 1), list(range(1, size + 1))
        best = 0.0
        for start in range(size - 1, -1, -1):
            best += alone[start]
            stop = start + 2
            if begins[start] and stop <= size:
                count = look(text[start:stop])
                while count is not None:
                    if count:
                        score = log(count) - log_total + scores[stop]
                        if score >= best:
                            best, stops[start] = score, stop
                    if stop == size:
                        break
                    stop += 1
                    count = look(text[start:stop])
            scores[start] = best
        words, at = [], 0
        while at < size:
            stop = stops[at]
            if stop - at >= least:
                words.append(text[at:stop])
            at = stop
        return words

    def _gain(self, left: str, right: str) -> float:
        before, after = self._prefix_scores(left), self._suffix_scores(right)
        apart = before[-1] + after[0]
        best = apart
        for p in range(1, len(left) + 1):
            for q in range(1, len(right) + 1):
                word = self._frequencies.get(left[len(left) - p :] + right[:q], 0)
                if word:
                    best = max(best, before[len(left) - p] + math.log(word) - self._log_total + after[q])
        return best - apart

    def _prefix_scores(self, text: str) -> list[float]:
        """log P of the best cut of text[:k], for each k."""
        scores = [0.0]
        for end in range(1, len(text) + 1):
            options = (
                scores[start] + probability
                for start in range(end)
                if (probability := self.log_probability(text[start:end])) is not None
            )
            scores.append(max(options))
        return scores

    def _suffix_scores(self, text: str) -> list[float]:
        """log P of the best cut of text[k:], for each k."""
        scores = [0.0] * (len(text) + 1)
        for start in range(len(text) - 1, -1, -1):
            scores[start] = max(
                probability + scores[end]
                for end in range(start + 1, len(text) + 1)
                if (probability := self.log_probability(text[start:end])) is not None
            )
        return scores


@cache
def _jieba() -> object:
    """jieba's tokenizer, loaded once, its cache in our own folder, its logger silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    folder = cache_folder() / "jieba"
    folder.mkdir(parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(folder)
    jieba.dt.initialize()
    return jieba.dt


@cache
def word_book() -> WordBook:
    """The dictionary of the running process."""
    tokenizer = _jieba()
    return WordBook(tokenizer.FREQ, tokenizer.total)  # type: ignore[attr-defined]


def is_known_word(text: str) -> bool:
    """Whether the dictionary has the text, or its first or last two characters of three: then it is hardly a name."""
    book = word_book()
    return book.knows(text) or book.knows(text[:2]) or (len(text) == 3 and book.knows(text[1:]))


def content_words(text: str) -> list[str]:
    """Words that say what a text is about: Chinese words of two characters or more, Latin words of four.

    Runs over ideographs only; numbers, marks and function words are left out.
    """
    return words_of([text])[0]


def words_of(texts: Iterable[str]) -> list[list[str]]:
    """The content words of each text."""
    found, runs, owners = [], [], []
    for at, text in enumerate(texts):
        latin = [word.lower() for word in _LATIN_WORD.findall(text) if len(word) >= 4]
        found.append(latin)
        if not latin or any(is_ideograph(ch) for ch in text[:200]):
            own = _IDEOGRAPHS.findall(text)
            runs += own
            owners += [at] * len(own)
    if runs:
        for at, words in zip(owners, word_book().cut_all(runs, _LEAST), strict=True):
            found[at] += words
    return found


@lru_cache(maxsize=4096)
def _tail(text: str) -> str:
    end = len(text)
    start = end
    while start and end - start < _CONTEXT and is_ideograph(text[start - 1]):
        start -= 1
    return text[start:end]


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    end = 0
    while end < len(text) and end < _CONTEXT and is_ideograph(text[end]):
        end += 1
    return text[:end]
