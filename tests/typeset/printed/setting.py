"""How one printed page is set: its faces, sizes and measures, and the parts that every story is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.typeset.line_breaking import em
from tests.typeset.printed.drawing import WIDE
from tests.typeset.printed.faces import Face
from tests.typeset.printed.flow import SetRow, chinese, dealt, english, rows_of
from tests.typeset.printed.paper import Paper
from tests.typeset.story import Story


@dataclass(frozen=True, slots=True)
class Style:
    """The faces of a page, the size and leading of its text in points."""

    text: Face
    bold: Face
    label: Face
    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Columns side by side: their left edges and their measure, in points."""

    lefts: tuple[float, ...]
    measure: float

    @property
    def right(self) -> float:
        return self.lefts[-1] + self.measure

    @property
    def wide(self) -> float:
        return self.right - self.lefts[0]


def strip(left: float, measure: float, gutter: float, count: int) -> Strip:
    return Strip(tuple(left + at * (measure + gutter) for at in range(count)), measure)


class Setter:
    """Sets the parts of stories on a paper, each below the last; every method gives the y below what it set."""

    def __init__(self, paper: Paper, style: Style) -> None:
        self.paper = paper
        self.style = style
        self.latin = paper.language == "en"

    def rows(self, story: str, role: str, rows: Sequence[str], face: Face, size: float, x: float, y: float,
             wide: float | None = None, leading: float = 1.22, slant: bool = False) -> float:  # fmt: skip
        """Rows of a head or caption, centred in `wide` points if that is given, else from the left."""
        for row in rows:
            left = x + (wide - face.width(row, size)) / 2 if wide is not None else x
            self.paper.line(face, size, left, y, row, role, story, slant=slant)
            y += size * leading
        return y

    def heads(self, story: Story, where: Strip, y: float, size: float, centred: bool = True) -> float:
        """Kicker, headline and deck."""
        wide = where.wide if centred else None
        bold, plain, x = self.style.bold, self.style.text, where.lefts[0]
        if self.latin:
            y = self.rows(story.name, "kicker", story.kicker, self.style.label, 8.5, x, y, wide) + 2 * bool(
                story.kicker
            )
        else:
            y = self.rows(story.name, "kicker", story.kicker, plain, size * 0.5, x, y, wide) + 4 * bool(story.kicker)
        y = self.rows(story.name, "headline", story.headline, bold, size, x, y, wide, 1.16 if self.latin else 1.25)
        y += 3 * bool(story.deck)
        y = self.rows(story.name, "deck", story.deck, plain, size * 0.46, x, y, wide, slant=self.latin)
        self.paper.headlines[story.name] = story.headline_text
        return y

    def byline(self, story: Story, x: float, y: float) -> float:
        for at, row in enumerate(story.byline):
            face = self.style.label if self.latin and not at else self.style.text
            size = self.style.size * (0.9 if self.latin else 1)
            self.paper.line(face, size, x, y, row, "byline", story.name)
            y += self.style.leading
        return y

    def columns(self, story: Story, where: Strip, tops: Sequence[float], *, drop_cap: bool = False) -> float:
        """The running text in columns that begin at `tops`, the jump line, the sign-off."""
        style = self.style
        cap = self._drop_cap(story, where.lefts[0], tops[0]) if drop_cap else 0.0
        text = list(story.paragraphs)
        text[0] = text[0][1:] if drop_cap else text[0]
        broken = english(style.text, style.size) if self.latin else chinese(style.size)
        indent = style.size * (1 if self.latin else 2)
        rows = rows_of(text, dict(story.subheads), broken, where.measure, indent,
                       lambda row: cap if row < _CAP_ROWS and cap else 0.0)  # fmt: skip
        if story.jump_to:
            rows.append(SetRow(story.jump_to, "jump", -1))
        columns = dealt(rows, tops, style.leading)
        for at, (left, top, column) in enumerate(zip(where.lefts, tops, columns, strict=True)):
            for place, row in enumerate(column):
                y = top + place * style.leading
                self._row(story, row, left, where.measure, y, f"{story.name}-{row.role}-{at}")
        return max(top + len(column) * style.leading for top, column in zip(tops, columns, strict=True))

    def _row(self, story: Story, row: SetRow, left: float, measure: float, y: float, region: str) -> None:
        style, name = self.style, story.name
        if row.role == "subhead":
            size = style.size * 1.12
            left += (measure - style.label.width(row.text, size)) / 2 if not self.latin else 0
            top = y - (size - style.size) / 2
            self.paper.line(style.label, size, left, top, row.text, "subhead", name, region=f"{region}-{y:.0f}")
        elif row.role == "jump":
            wide = style.text.width(row.text, style.size)
            self.paper.line(style.text, style.size, left + measure - wide, y, row.text, "jump", name, slant=self.latin)
        else:
            room = measure - row.indent
            long = style.text.width(row.text, style.size) > room
            stretched = room if long or (row.full and self._stretches(row.text, room)) else None
            x = left + row.indent
            self.paper.line(style.text, style.size, x, y, row.text, "body", name, region=region,
                            measure=stretched, paragraph=row.paragraph)  # fmt: skip

    def _stretches(self, text: str, room: float) -> bool:
        return True if self.latin else room - em(text) * self.style.size < 2.5 * self.style.size

    def _drop_cap(self, story: Story, x: float, y: float) -> float:
        """The first letter, as high as some rows; how far the rows beside it stand in."""
        style = self.style
        size = ((_CAP_ROWS - 1) * style.leading + 0.73 * style.size) / 0.73
        baseline = y + (_CAP_ROWS - 1) * style.leading + 0.88 * style.size
        letter = story.paragraphs[0][0]
        right = self.paper.line(style.bold, size, x, baseline - 0.88 * size, letter, "body", story.name,
                                region=f"{story.name}-body-0", paragraph=0)  # fmt: skip
        return right - x + 3

    def pictured(self, story: Story, grey: bytes, x: float, y: float, wide: float, high: float) -> float:
        """A picture of that width and height with its caption and credit."""
        self.paper.page.picture(x, y, x + wide, y + high, WIDE, grey)
        return self.picture_text(story, x, y + high + 5, wide)

    def picture_text(self, story: Story, x: float, y: float, wide: float) -> float:
        """Caption and credit under a picture."""
        style = self.style
        size = style.size * 0.92
        broken = english(style.text, size) if self.latin else chinese(size)
        rows = broken(story.caption or "", lambda _: wide)
        y = self.rows(story.name, "caption", rows, style.text, size, x, y, leading=1.3, slant=self.latin)
        if story.credit:
            size *= 0.9
            left = x + wide - style.text.width(story.credit, size)
            y = self.rows(story.name, "credit", [story.credit], style.text, size, left, y, leading=1.3)
        return y


_CAP_ROWS = 3
