"""The flowed dump: one stream of lines, blank lines at paragraphs and at column breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.typeset.composition import Piece, Placement, SetFurniture, SetLine, SetStory
from tests.typeset.dump import Dump, Mark

Run = tuple[SetLine, ...]
"""Lines that a flowed dump prints without a blank line between them."""


def _column_runs(story: SetStory) -> Iterator[list[Run]]:
    """The runs of each column: its paragraphs, cut again where a false break stands before a quotation."""
    false_breaks = story.setting.false_breaks
    for column in story.columns:
        runs: list[Run] = []
        for _, group in groupby(column, key=lambda line: line.paragraph):
            lines = list(group)
            cut = next((n for n, line in enumerate(lines) if n > 1 and line.text.startswith("“")), None)
            if false_breaks and cut:
                runs += [tuple(lines[:cut]), tuple(lines[cut:])]
                false_breaks -= 1
            else:
                runs.append(tuple(lines))
        yield runs


def _stack_runs(story: SetStory) -> list[Run]:
    """The headline stack: by role, or headline lines apart where they are of two sizes; a byline clings to them."""
    kicker = tuple(line for line in story.stack if line.role == "kicker")
    deck = tuple(line for line in story.stack if line.role == "deck")
    head = tuple(line for line in story.stack if line.role == "headline")
    byline = tuple(line for line in story.stack if line.role == "byline")
    apart: list[Run] = [(line,) for line in head] if story.story.head_gap else [head]
    if apart and story.story.language.startswith("zh") and not deck:
        apart[-1] = (*apart[-1], *byline)
        byline = ()
    return [run for run in (kicker, *apart, deck, byline) if run]


def _picture_runs(story: SetStory) -> list[Run]:
    return [tuple(group) for _, group in groupby(story.pictures, key=lambda line: line.role)]


def _story_runs(story: SetStory) -> list[Run]:
    """All runs of a story in the order its setting asks for."""
    columns = list(_column_runs(story))
    place = story.setting.head
    stack_at = {Placement.BEFORE: 0, Placement.MIDDLE: (len(columns) + 1) // 2}.get(place, len(columns))
    pictures_at = len(columns) if story.setting.picture_after is None else story.setting.picture_after
    runs: list[Run] = []
    for n in range(len(columns) + 1):
        if n == stack_at:
            runs += _stack_runs(story)
        if n == 0 and story.jump_in:
            runs.append(story.jump_in)
        if n == len(columns) and story.jump_out:
            runs.append(story.jump_out)
        if n == pictures_at:
            runs += _picture_runs(story)
        if n < len(columns):
            runs += columns[n]
    return runs


def flow(pieces: Sequence[Piece], *, blank_lines: bool = True, leading_space: bool = False) -> Dump:
    """The flowed dump of a page, pieces in the order given; `leading_space` puts a stray space before it all."""
    runs: list[Run] = []
    for piece in pieces:
        runs += [piece.lines] if isinstance(piece, SetFurniture) else _story_runs(piece)
    rows: list[str] = []
    marks: list[Mark] = []
    for n, run in enumerate(runs):
        if n and blank_lines:
            rows.append("")
        for line in run:
            start = int(leading_space and not rows)
            rows.append(" " * start + line.text)
            marks.append(Mark(len(rows), start, start + len(line.text), 0, line))
    return Dump("\n".join(rows) + "\n", tuple(marks))
