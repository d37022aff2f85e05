"""The legend beside the page: every article with its letter, headline, length and confidence, then what is outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout_tool.export import tally
from layout_tool.export.picture_colours import DESK, DOUBTFUL, FAINT, INK, MUTED, PAPER, SURE, Look, mixed
from layout_tool.export.picture_shapes import Anchor, Face, Hatch, Pattern, Rect, Route, Shape, Text
from layout_tool.export.picture_sheet import ROLE_CODES, Sheet
from layout_tool.export.picture_type import fit, wrap
from layout_tool.export.words import Words
from layout_tool.model.article import Article
from layout_tool.model.document import Document, Region
from layout_tool.model.geometry import Box

LEGEND_WIDTH = 372.0
_INDENT = 36.0
_SURE_FROM = 0.8
_HEADLINE = 15.0
_SMALL = 11.5


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend's shapes and where it ends."""

    shapes: tuple[Shape, ...]
    bottom: float


class _Pen:
    """Writes from the top down: `y` is where the next row begins."""

    def __init__(self, left: float, top: float, messages: Words) -> None:
        self.left = left
        self.y = top
        self.messages = messages
        self.shapes: list[Shape] = []

    @property
    def right(self) -> float:
        return self.left + LEGEND_WIDTH

    def caption(self, text: str) -> None:
        self.shapes.append(Text(self.left, self.y + 12, text, 12, MUTED, bold=True))
        self.y += 24


def legend(document: Document, sheet: Sheet, left: float, top: float, over: bool = False) -> Legend:
    """The legend of a page at (left, top) in picture pixels; `over`: its proposal is drawn over the printed page."""
    pen = _Pen(left, top, sheet.messages)
    regions = {region.id: region for region in document.regions()}
    pen.caption(sheet.messages.text("picture_legend_articles"))
    for article in sheet.articles:
        look = next(sheet.looks[name] for name in article.regions if name in sheet.looks)
        _entry(pen, article, look, [regions[name] for name in article.regions])
    _outside(pen, [region for region in sheet.page.regions if region.id not in sheet.looks])
    _key(pen, sheet)
    if over:
        _lines(pen)
    return Legend(tuple(pen.shapes), pen.y)


def _entry(pen: _Pen, article: Article, look: Look, regions: list[Region]) -> None:
    chip = Box(pen.left, pen.y, pen.left + 25, pen.y + 25)
    pen.shapes.append(Rect(chip, fill=mixed(look.colour, PAPER, 0.9), stroke=mixed(look.colour, INK, 0.88), radius=4))
    if look.pattern:
        pen.shapes.append(Hatch(chip, mixed(look.colour, INK, 0.85), look.pattern, gap=6, opacity=0.45))
    middle = (chip.x0 + chip.x1) / 2
    size = 14 if len(look.letter) == 1 else 11
    pen.shapes.append(Text(middle, chip.y1 - 7.5, look.letter, size, INK, bold=True, anchor=Anchor.MIDDLE))
    text, colour = _name(article, pen.messages)
    for row in wrap(text, (LEGEND_WIDTH - _INDENT) / _HEADLINE, 2):
        pen.y += _HEADLINE + 3
        room = LEGEND_WIDTH - _INDENT
        bold = article.headline is not None
        pen.shapes.append(Text(pen.left + _INDENT, pen.y - 1, row, _HEADLINE, colour, Face.SERIF, bold, room=room))
    _facts(pen, article, regions)
    pen.y += 16


def _name(article: Article, messages: Words) -> tuple[str, str]:
    """The headline, or the first words where the page gives none."""
    if article.headline is not None:
        return article.headline, INK
    first = article.paragraphs[0].text if article.paragraphs else ""
    return messages.text("picture_no_headline", text=first[:60]), MUTED


def _facts(pen: _Pen, article: Article, regions: list[Region]) -> None:
    pen.y += 18
    count = tally.characters(regions)
    words = [", ".join(article.byline)] if article.byline else []
    words.append(pen.messages.text("picture_characters", count=f"{count:,}"))
    x = pen.left + _INDENT
    room = LEGEND_WIDTH - _INDENT - 104
    pen.shapes.append(Text(x, pen.y, fit(" · ".join(words), room / _SMALL), _SMALL, MUTED, room=room))
    colour = SURE if article.confidence >= _SURE_FROM else DOUBTFUL
    bar = Box(pen.right - 94, pen.y - 7, pen.right - 40, pen.y - 2)
    pen.shapes.append(Rect(bar, fill=mixed(FAINT, DESK, 0.6), radius=2.5))
    filled = bar._replace(x1=bar.x0 + max(5.0, bar.width * article.confidence))
    pen.shapes.append(Rect(filled, fill=colour, radius=2.5))
    percent = f"{round(article.confidence * 100)} %"
    pen.shapes.append(Text(pen.right, pen.y, percent, _SMALL, INK, anchor=Anchor.END))


def _outside(pen: _Pen, regions: list[Region]) -> None:
    if not regions:
        return
    pen.y += 10
    pen.caption(pen.messages.text("picture_legend_outside"))
    for region in regions:
        chip = Box(pen.left, pen.y, pen.left + 25, pen.y + 14)
        pen.shapes += [
            Rect(chip, fill="#F4F4F2", radius=2),
            Hatch(chip, "#C9CCD0", Pattern.RISING, gap=5),
            Rect(chip, stroke="#9AA0A6", dashed=True, radius=2),
        ]
        role = pen.messages.text(f"role_{region.role}")
        words = " ".join(" ".join(line.text.split()) for line in region.lines[:2])
        count = f"{tally.characters([region]):,}"
        room = LEGEND_WIDTH - _INDENT - 40
        row = fit(f"{role} · {words}", room / _SMALL)
        pen.shapes.append(Text(pen.left + _INDENT, pen.y + 11, row, _SMALL, MUTED, room=room))
        pen.shapes.append(Text(pen.right, pen.y + 11, count, _SMALL, MUTED, anchor=Anchor.END))
        pen.y += 21


def _key(pen: _Pen, sheet: Sheet) -> None:
    """What the letters after the dot mean, of those on this page."""
    here = {region.role for region in sheet.page.regions if region.id in sheet.looks}
    pairs = [(sign, sheet.messages.text(f"role_{role}")) for role, sign in ROLE_CODES.items() if role in here]
    if not pairs:
        return
    pen.y += 10
    pen.caption(sheet.messages.text("picture_legend_key"))
    for at, shapes in enumerate(_cells(pairs, pen)):
        pen.shapes += shapes
        if at % 3 == 2 or at == len(pairs) - 1:
            pen.y += 19


def _cells(pairs: list[tuple[str, str]], pen: _Pen) -> Iterator[list[Shape]]:
    for at, (sign, name) in enumerate(pairs):
        x = pen.left + at % 3 * LEGEND_WIDTH / 3
        yield [
            Text(x, pen.y + 11, sign, _SMALL, INK, bold=True),
            Text(x + 17, pen.y + 11, fit(name, 9), _SMALL, MUTED),
        ]


def _lines(pen: _Pen) -> None:
    """What the lines over a printed page mean."""
    pen.y += 10
    pen.caption(pen.messages.text("picture_legend_lines"))
    y = pen.y + 7
    next_one = Route(((pen.left, y), (pen.left + 30, y)), mixed(MUTED, INK, 0.6), 1.3)
    _line(pen, next_one, "picture_line_next")
    y = pen.y + 7
    _line(pen, Route(((pen.left, y), (pen.left + 30, y)), DOUBTFUL, 1.9, dashed=True), "picture_line_doubtful")
    box = Box(pen.left, pen.y + 1, pen.left + 30, pen.y + 13)
    _line(pen, Rect(box, stroke=DOUBTFUL, stroke_width=1.8, dashed=True, radius=2), "picture_line_place")


def _line(pen: _Pen, sample: Shape, key: str) -> None:
    room = LEGEND_WIDTH - _INDENT - 8
    words = fit(pen.messages.text(key), room / _SMALL)
    pen.shapes += [sample, Text(pen.left + _INDENT + 8, pen.y + 11, words, _SMALL, MUTED, room=room)]
    pen.y += 19
