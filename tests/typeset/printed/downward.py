"""Pages set downwards: rows run from top to bottom, the next one to the left; text goes on in the tier below."""

from __future__ import annotations

from collections.abc import Sequence

from tests.typeset.printed.drawing import WIDE
from tests.typeset.printed.faces import Face
from tests.typeset.printed.flow import chinese, dealt, rows_of
from tests.typeset.printed.paper import Paper
from tests.typeset.printed.setting import Style
from tests.typeset.story import Story


class Downward:
    """Sets the parts of stories from the right; every method gives the x left of what it set."""

    def __init__(self, paper: Paper, style: Style) -> None:
        self.paper = paper
        self.style = style

    def rows(self, story: Story, role: str, rows: Sequence[str], face: Face, size: float, x: float, y: float,
             drop: float = 0.0) -> float:  # fmt: skip
        """Rows whose first has its right edge at x; each begins `drop` lower than the one before."""
        for at, row in enumerate(rows):
            x -= size
            self.paper.upright(face, size, x, y + at * drop, row, role, story.name, step=size * 1.06)
            x -= 0.2 * size
        return x

    def heads(self, story: Story, x: float, y: float, size: float) -> float:
        """Kicker and headline, then the byline beside them."""
        style = self.style
        x = self.rows(story, "kicker", story.kicker, style.text, size * 0.52, x, y) - 3 * bool(story.kicker)
        x = self.rows(story, "headline", story.headline, style.bold, size, x, y, drop=size) - 2
        self.paper.headlines[story.name] = story.headline_text
        return self.rows(story, "byline", story.byline, style.text, style.size, x, y) - 4 * bool(story.byline)

    def tiers(self, story: Story, x: float, tops: Sequence[float], measure: int) -> float:
        """The running text in tiers of rows `measure` em long, from x to the left."""
        style, size = self.style, self.style.size
        rows = rows_of(story.paragraphs, {}, chinese(size), measure * size, 2 * size)
        left = x
        for at, (top, tier) in enumerate(zip(tops, dealt(rows, [0.0] * len(tops), style.leading), strict=True)):
            for place, row in enumerate(tier):
                room = measure * size - row.indent
                count = len(row.text)
                step = (room - size) / (count - 1) if row.full and count > 1 and room / count < 1.15 * size else size
                step = min(step, (room - size) / max(count - 1, 1)) if count * size > room else step
                edge = x - size - place * style.leading
                self.paper.upright(style.text, size, edge, top + row.indent, row.text, "body", story.name,
                                   region=f"{story.name}-body-{at}", step=step, paragraph=row.paragraph)  # fmt: skip
                left = min(left, edge)
        return left

    def pictured(self, story: Story, grey: bytes, x: float, y: float, wide: float, high: float) -> None:
        """A picture with its caption and credit across under it."""
        style, paper = self.style, self.paper
        size = style.size * 0.86
        paper.page.picture(x, y, x + wide, y + high, WIDE, grey)
        y += high + 5
        paper.line(style.text, size, x, y, story.caption or "", "caption", story.name)
        words = story.credit or ""
        left = x + wide - style.text.width(words, size)
        paper.line(style.text, size, left, y + 1.35 * size, words, "credit", story.name)
        paper.headlines[story.name] = None
