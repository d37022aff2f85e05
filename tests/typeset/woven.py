"""Pages of many columns whose lines are listed by height, across the columns, as some content streams paint them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from tests.typeset.line_breaking import break_chinese, break_english, space_out, widen
from tests.typeset.story import Story, load

TEXTS = {
    "zh-Hans": ("trade-paper", "city-page", "county-page"),
    "en": ("evening-courier", "valley-herald"),
}
_MEASURES = {"zh-Hans": (10, 12, 13, 15, 17, 20), "en": (26, 30, 34, 38)}
"""Em of Chinese columns, characters of English ones."""
_UNEVEN = 0.04
"""How far English lines of one measure differ in characters: letters are not equally wide."""
_HEADLINE_LEADING = 2.0
_WIDEST_STORY = 4


@dataclass(frozen=True, slots=True)
class WovenPage:
    """`lines` by height, left to right; `runs` the places of the lines that stand under one another in one column.

    A run is the part of a story that one column holds, or one story's headline, or its byline.
    """

    lines: tuple[str, ...]
    runs: tuple[tuple[int, ...], ...]

    def flowed(self) -> list[str]:
        """The same lines run by run."""
        return [self.lines[place] for run in self.runs for place in run]

    def joined(self, rng: Random, share: float = 0.6) -> list[str]:
        """The lines in the same order, neighbours of different runs joined by a space with the given chance."""
        run_of = {place: number for number, run in enumerate(self.runs) for place in run}
        rows: list[list[int]] = []
        for place in range(len(self.lines)):
            known = {run_of[other] for other in rows[-1]} if rows else set()
            if rows and run_of[place] not in known and min(known) < run_of[place] and rng.random() < share:
                rows[-1].append(place)
            else:
                rows.append([place])
        return [" ".join(self.lines[place] for place in row) for row in rows]


@cache
def _stories(language: str) -> tuple[Story, ...]:
    found = [story for name in TEXTS[language] for story in load(name).stories.values()]
    return tuple(story for story in found if story.paragraphs)


def _set(story: Story, measure: float, indent: float, spaced: bool, rng: Random) -> list[str]:
    """The body lines of a story, set to one measure; `spaced` leaves the spaces of justification."""
    chinese = story.language.startswith("zh")
    lines: list[str] = []
    for text in story.paragraphs:
        jitter = [0.0 if chinese else measure * rng.uniform(-_UNEVEN, _UNEVEN) for _ in range(len(text))]

        def open_to(line: int, jitter: Sequence[float] = tuple(jitter)) -> float:
            return measure + jitter[line] - (indent if line == 0 else 0)

        broken = (break_chinese if chinese else break_english)(text, open_to)
        if spaced:
            stretch = space_out if chinese else widen
            broken = [*(stretch(line, open_to(n)) for n, line in enumerate(broken[:-1])), broken[-1]]
        lines += broken
    return lines


def _headlines(story: Story, measure: float, columns: int) -> Iterator[list[str]]:
    """The headline and the byline, lines of each."""
    room = measure * columns / _HEADLINE_LEADING
    breaker = break_chinese if story.language.startswith("zh") else break_english
    if story.headline:
        yield [line for text in story.headline for line in breaker(text, lambda _: room)]
    if story.byline:
        yield list(story.byline)


def _cuts(count: int, columns: int, rng: Random) -> list[int]:
    """Where the columns of a story end: evenly, or the last one shorter."""
    depth = -(-count // columns)
    depth = min(depth + rng.randint(0, 2), count)
    return [min(end, count) for end in accumulate([depth] * (columns - 1))] + [count]


def woven_page(language: str, columns: int, seed: int) -> WovenPage:
    """A page of so many columns, 4 to 8 usual; the same arguments give the same page.

    The seed decides the order of the stories, how many columns each spans, their measures (one to three a page),
    indents, the spaces of justification, and by what part of a line neighbouring columns stand higher or lower. Stories
    fill the page from the top, each where its columns are free soonest.
    """
    rng = Random(f"{language} {columns} {seed}")
    measures = rng.sample(_MEASURES[language], rng.randint(1, 3))
    indent = rng.choice((0, 2, 2)) if language.startswith("zh") else rng.choice((0, 2, 3))
    spaced = rng.random() < 0.5
    free = [rng.uniform(0, 1) for _ in range(columns)]
    stories = list(_stories(language))
    rng.shuffle(stories)
    found: list[tuple[float, int, int, str]] = []
    run = 0
    for story in stories:
        wide = rng.randint(1, min(_WIDEST_STORY, columns))
        measure = rng.choice(measures)
        first = min(range(columns - wide + 1), key=lambda at: (max(free[at : at + wide]), at))
        top = max(free[first : first + wide]) + rng.uniform(1, 2)
        for stack in _headlines(story, measure, wide):
            found += [(top + _HEADLINE_LEADING * n, first, run, line) for n, line in enumerate(stack)]
            top += _HEADLINE_LEADING * len(stack)
            run += 1
        body = _set(story, measure, indent, spaced, rng)
        begin = 0
        cuts = _cuts(len(body), wide, rng)
        for column, end in enumerate(cuts, first):
            found += [(top + n, column, run, line) for n, line in enumerate(body[begin:end])]
            run += begin < end
            begin = end
            free[column] = top + cuts[0]
    found.sort(key=lambda line: line[:3])
    runs = [tuple(place for place, line in enumerate(found) if line[2] == number) for number in range(run)]
    return WovenPage(tuple(line[3] for line in found), tuple(runs))
