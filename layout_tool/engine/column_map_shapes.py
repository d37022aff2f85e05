"""What is laid out on the map of a text page, and what comes back: shapes in, boxes out.

All lengths are in em of the body text; boxes have their origin at the page's top left, x to the right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from layout_tool.model.geometry import Box


class HeadRole(StrEnum):
    """What stands over the columns of a story."""

    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class LineShape:
    """A line of a column: width and indent in em, height in body lines (a subhead may take more than 1)."""

    width: float
    height: float = 1.0
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class HeadShape:
    """One line of a story's head; width in em of its own type, so a headline of ten ideographs is 10 em wide."""

    role: HeadRole
    width: float


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column: its measure in em and its lines from top to bottom, subheads and captions inside it among them."""

    measure: float
    lines: tuple[LineShape, ...]


@dataclass(frozen=True, slots=True)
class TextShape:
    """Lines that are set by themselves: a caption, a folio, a masthead, an advertisement; widths in em, top first."""

    widths: tuple[float, ...]
    masthead: bool = False


@dataclass(frozen=True, slots=True)
class StoryShape:
    """A story: head lines from top to bottom, columns in reading order, captions that stand outside the columns."""

    heads: tuple[HeadShape, ...] = ()
    columns: tuple[ColumnShape, ...] = ()
    captions: tuple[TextShape, ...] = ()


@dataclass(frozen=True, slots=True)
class PageAdvice:
    """How a page is drawn.

    aspect: width by height that is aimed at. leading: from line to line. gutter: between columns. gap: between
    stories, one below another. margin: around the page.
    """

    aspect: float = 0.7
    leading: float = 1.3
    gutter: float = 2.0
    gap: float = 2.0
    margin: float = 3.0


@dataclass(frozen=True, slots=True)
class TextBoxes:
    """The box of a text set by itself and the boxes of its lines."""

    box: Box
    lines: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class StoryBoxes:
    """The boxes of one story, in the order of its shape's heads, columns and captions; `box` bounds them all.

    `head_lines` are as wide as the type; `heads` span the story.
    """

    box: Box
    heads: tuple[Box, ...]
    head_lines: tuple[Box, ...]
    columns: tuple[TextBoxes, ...]
    captions: tuple[TextBoxes, ...]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page drawn: its size, and boxes in the order of the shapes that were given."""

    width: float
    height: float
    leading: float
    stories: tuple[StoryBoxes, ...]
    furniture: tuple[TextBoxes, ...]
    adverts: tuple[TextBoxes, ...]

    def line_box(self, story: int, column: int, k: int) -> Box:
        """The box of line k of a column of a story, all counted from 0; IndexError where there is none."""
        return self.stories[story].columns[column].lines[k]


def column_height(column: ColumnShape, leading: float) -> float:
    """The height of a column in em."""
    return leading * sum(line.height for line in column.lines)


def column_lines(column: ColumnShape, box: Box, leading: float) -> tuple[Box, ...]:
    """The boxes of a column's lines, one below another from the top of its box; none leaves the column."""
    tops = accumulate((leading * line.height for line in column.lines), initial=box.y0)
    return tuple(
        Box(
            left := box.x0 + min(max(line.indent, 0.0), 0.5 * box.width),
            top,
            min(box.x1, left + max(line.width, 0.5)),
            top + leading * line.height,
        )
        for top, line in zip(tops, column.lines, strict=False)
    )


def wrapped_heights(text: TextShape, measure: float, line_height: float) -> list[float]:
    """The height of each line where the ones wider than the measure run on below, in em."""
    return [line_height * max(1, -int(-(width - 0.5) // measure)) for width in text.widths]


def text_boxes(text: TextShape, left: float, top: float, measure: float, line_height: float) -> TextBoxes:
    """A text set at a measure with its upper left corner at (left, top)."""
    lines = []
    y = top
    for width, height in zip(text.widths, wrapped_heights(text, measure, line_height), strict=True):
        lines.append(Box(left, y, left + min(measure, max(width, 0.5)), y + height))
        y += height
    return TextBoxes(Box(left, top, left + measure, max(y, top + line_height)), tuple(lines))
