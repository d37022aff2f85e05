"""A story set in type: lines with roles, cut into columns of given measure and depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from tests.typeset.line_breaking import break_chinese, break_english, space_out, widen
from tests.typeset.story import Furniture, Story


class Placement(StrEnum):
    """Where the headline stack stands: in a flowed dump in the stream, in a layout dump above or beside the columns."""

    BEFORE = "before"
    AFTER = "after"
    MIDDLE = "middle"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """`measure` in em (Chinese) or characters (English), `depth` in lines."""

    measure: float
    depth: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How a story is set.

    `indent` is the first line's, in the measure's unit; `spaced` leaves justification's stray spaces;
    `picture_after` puts caption and credit after that many columns (at the end where None);
    `false_breaks` is how many lines that open with a quotation mark get a false blank line before them.
    """

    columns: tuple[ColumnShape, ...]
    head: Placement = Placement.BEFORE
    indent: float = 2
    spaced: bool = False
    caption_measure: float = 50
    picture_after: int | None = None
    false_breaks: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """One printed line; each is itself alone, also where two read the same. `paragraph` counts from 0."""

    text: str
    role: str
    article: str | None
    paragraph: int | None = None
    indent: float = 0


@dataclass(frozen=True, slots=True)
class SetStory:
    """A story in type. `stack` is kicker, headline, deck and byline; `pictures` caption and credit."""

    story: Story
    setting: Setting
    stack: tuple[SetLine, ...]
    columns: tuple[tuple[SetLine, ...], ...]
    pictures: tuple[SetLine, ...]
    jump_in: tuple[SetLine, ...] = ()
    jump_out: tuple[SetLine, ...] = ()

    def reading_order(self) -> tuple[SetLine, ...]:
        """Every line of the article: stack, 上接, body column by column, 下转, caption and credit."""
        body = tuple(line for column in self.columns for line in column)
        return (*self.stack, *self.jump_in, *body, *self.jump_out, *self.pictures)

    def depths(self) -> tuple[int, ...]:
        """The number of lines in each column."""
        return tuple(len(column) for column in self.columns)


@dataclass(frozen=True, slots=True)
class SetFurniture:
    """Furniture in type."""

    lines: tuple[SetLine, ...]


Piece = SetStory | SetFurniture


def set_furniture(furniture: Furniture) -> SetFurniture:
    """Furniture, line by line as given."""
    return SetFurniture(tuple(SetLine(text, furniture.role, None) for text in furniture.lines))


def even_columns(story: Story, measure: float, count: int, indent: float = 2) -> tuple[ColumnShape, ...]:
    """`count` columns of one measure, as deep as the story needs (the last may stay short)."""
    lines = _body(story, Setting((ColumnShape(measure, 10_000),), indent=indent))
    return (ColumnShape(measure, -(-len(lines) // count)),) * count


def _paragraph(story: Story, number: int, text: str, setting: Setting, done: int) -> list[SetLine]:
    """The lines of one paragraph that starts at the story's `done`-th line; each takes its own column's measure."""
    ends = list(accumulate(shape.depth for shape in setting.columns))

    def measure(line: int) -> float:
        column = sum(done + line >= end for end in ends)
        width = setting.columns[min(column, len(ends) - 1)].measure
        return width - setting.indent if line == 0 else width

    chinese = story.language.startswith("zh")
    texts = (break_chinese if chinese else break_english)(text, measure)
    if setting.spaced:
        stretch = space_out if chinese else widen
        texts = [*(stretch(line, measure(n)) for n, line in enumerate(texts[:-1])), texts[-1]]
    return [SetLine(line, "body", story.name, number, setting.indent if n == 0 else 0) for n, line in enumerate(texts)]


def _body(story: Story, setting: Setting) -> list[SetLine]:
    """All body lines, a sign-off on a line of its own where it has to be."""
    lines: list[SetLine] = []
    for number, text in enumerate(story.paragraphs):
        lines += _paragraph(story, number, text, setting, len(lines))
    if story.signoff:
        lines.append(SetLine(story.signoff, "signoff", story.name, len(story.paragraphs) - 1))
    return lines


def _cut(story: Story, lines: list[SetLine], shapes: Sequence[ColumnShape]) -> tuple[tuple[SetLine, ...], ...]:
    """The columns. Raises ValueError where the story is longer than they are."""
    ends = list(accumulate(shape.depth for shape in shapes))
    if len(lines) > ends[-1]:
        raise ValueError(f"{story.name}: {len(lines)} lines do not go into columns of {ends[-1]}")
    starts = [0, *ends[:-1]]
    return tuple(tuple(lines[start:end]) for start, end in zip(starts, ends, strict=True) if lines[start:end])


def compose(story: Story, setting: Setting) -> SetStory:
    """Set a story. Raises ValueError where it is longer than its columns."""

    def given(role: str, texts: Sequence[str]) -> list[SetLine]:
        return [SetLine(text, role, story.name) for text in texts]

    stack = given("kicker", story.kicker) + given("headline", story.headline)
    stack += given("deck", story.deck) + given("byline", story.byline)
    pictures: list[SetLine] = []
    if story.caption:
        breaker = break_chinese if story.language.startswith("zh") else break_english
        pictures += given("caption", breaker(story.caption, lambda _: setting.caption_measure))
    if story.credit:
        pictures += given("credit", [story.credit])
    body = _body(story, setting)
    return SetStory(
        story=story,
        setting=setting,
        stack=() if setting.head is Placement.NONE else tuple(stack),
        columns=_cut(story, body, setting.columns) if body else (),
        pictures=tuple(pictures),
        jump_in=tuple(given("jump", [story.jump_from] if story.jump_from else [])),
        jump_out=tuple(given("jump", [story.jump_to] if story.jump_to else [])),
    )
