"""The sample PDFs: `python -m tests.typeset.printed.pages` writes them and their truth, given the fonts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.typeset.pages import ROOT
from tests.typeset.printed.downward import Downward
from tests.typeset.printed.drawing import bridge, mill
from tests.typeset.printed.faces import BOLD, SANS, SERIF, face
from tests.typeset.printed.paper import Paper
from tests.typeset.printed.pdf import PdfPage
from tests.typeset.printed.setting import Setter, Strip, Style, strip
from tests.typeset.story import Story, load
from tests.typeset.truth import to_json

MARGIN = 40.0


def river_evening() -> Paper:
    """A page of city news: a lead with a picture, a report beside it, a headline beside its story, a box."""
    texts = load("river-evening")
    paper = Paper("river-evening", texts.language, PdfPage(760, 822))
    style = Style(face(SERIF, "SC"), face(BOLD, "SC"), face(SANS, "SC"), 8.8, 13.2)
    setter = Setter(paper, style)
    _folio(setter, texts.furniture["folio"].lines)
    grid = strip(MARGIN, 123.2, 16, 5)
    left, right = strip(MARGIN, 123.2, 16, 3), strip(grid.lefts[3], 123.2, 16, 2)
    bottom = _lead(setter, texts.stories["mill"], left, 76)
    y = setter.heads(texts.stories["bridge"], right, 80, 20)
    below = y + 166
    y = setter.columns(texts.stories["bridge"], right, [below] * 2)
    setter.pictured(texts.stories["bridge"], bridge(), right.lefts[0], below - 160, right.wide, 124)
    paper.page.rule(right.lefts[0], y + 8, right.right, y + 8, 0.4)
    y = setter.heads(texts.stories["skates"], right, y + 18, 16)
    setter.columns(texts.stories["skates"], right, [y + 6] * 2)
    paper.page.rule(right.lefts[0] - 8, 80, right.lefts[0] - 8, bottom, 0.4)
    paper.page.rule(MARGIN, bottom + 11, grid.right, bottom + 11, 0.6)
    _beside(setter, texts.stories["persimmon"], left.lefts[0], bottom + 24)
    _boxed(setter, texts.stories["comment"], right.lefts[0], bottom + 22, right.wide)
    return paper


def _folio(setter: Setter, rows: tuple[str, ...]) -> None:
    date, staff, label = rows
    paper, style = setter.paper, setter.style
    paper.line(style.text, 8.5, MARGIN, 44, date, "folio", None)
    paper.line(style.text, 8.5, MARGIN + 150, 44, staff, "folio", None)
    wide = style.bold.width(label, 15)
    paper.line(style.bold, 15, paper.page.width - MARGIN - wide, 37, label, "folio", None)
    paper.page.rule(MARGIN, 60, paper.page.width - MARGIN, 60, 1.2)


def _lead(setter: Setter, story: Story, grid: Strip, y: float) -> float:
    y = setter.heads(story, grid, y, 33) + 8
    top = setter.byline(story, grid.lefts[0], y)
    x0, x1, high = grid.lefts[1], grid.right, 156.0
    end = y + high + 5
    rows = setter.style.leading
    below = y + rows * -(-(end + 28 - y) // rows)
    bottom = setter.columns(story, grid, [top, below, below])
    setter.pictured(story, mill(), x0, y, x1 - x0, high)
    return bottom


def _beside(setter: Setter, story: Story, x: float, y: float) -> float:
    """A headline that runs down beside its story."""
    size = 27.0
    for at, row in enumerate(story.headline):
        setter.paper.upright(
            setter.style.bold, size, x + 40 - 38 * at, y + 30 * at, row, "headline", story.name, step=29
        )
    setter.paper.headlines[story.name] = story.headline_text
    columns = strip(x + 96, 140.8, 16, 2)
    top = setter.byline(story, columns.lefts[0], y)
    return setter.columns(story, columns, [top, y])


def _boxed(setter: Setter, story: Story, x: float, y: float, wide: float) -> float:
    """A story in a frame on a tint."""
    measure = 13 * setter.style.size
    columns = strip(x + 10, measure, wide - 20 - 2 * measure, 2)
    page, at = setter.paper.page, len(setter.paper.page.marks)
    top = setter.heads(story, columns, y + 12, 17)
    top = setter.rows(story.name, "byline", story.byline, setter.style.text, setter.style.size, x, top + 2, wide)
    end = setter.columns(story, columns, [top + 5] * 2) + 7
    later, page.marks = page.marks[at:], page.marks[:at]
    page.frame(x, y, x + wide, end, 0.7, tint=0.94)
    page.marks += later
    return end


def halverton_courier() -> Paper:
    """An English front page: a masthead, ragged heads, a lead with a drop cap and a photo that jumps, a boxed story."""
    texts, more = load("evening-courier"), load("valley-herald")
    paper = Paper("halverton-courier", texts.language, PdfPage(720, 880))
    style = Style(face(SERIF, "KR"), face(BOLD, "KR"), face(SANS, "KR"), 8.2, 10.5)
    setter = Setter(paper, style)
    _masthead(setter, texts.furniture["masthead"].lines[0], texts.furniture["folio"].lines)
    grid = strip(MARGIN, 116.8, 14, 5)
    left, right = strip(MARGIN, 116.8, 14, 3), strip(grid.lefts[3], 116.8, 14, 2)
    top, bottom = 142.0, _courier_lead(setter, texts.stories["bridge"], left, 142)
    y = setter.heads(texts.stories["library"], right, top, 23, centred=False) + 4
    start = setter.byline(texts.stories["library"], right.lefts[0], y) + 3
    y = setter.columns(texts.stories["library"], right, [start, y])
    _courier_box(setter, texts.stories["storm"], right.lefts[0], y + 12, right.wide)
    paper.page.rule(right.lefts[0] - 7, top, right.lefts[0] - 7, bottom, 0.4)
    paper.page.rule(MARGIN, bottom + 9, grid.right, bottom + 9, 0.4)
    low = bottom + 18
    for story, part, size in (
        (texts.stories["bakers"], strip(grid.lefts[0], 116.8, 14, 2), 18),
        (more.stories["rowing"], strip(grid.lefts[2], 116.8, 14, 3), 18),
    ):
        y = setter.heads(story, part, low, size, centred=False) + 4
        start = setter.byline(story, part.lefts[0], y) + 3
        tops = [start, *[y] * (len(part.lefts) - 1)]
        setter.columns(story, part, tops, drop_cap=story.name == "rowing")
    return paper


def _masthead(setter: Setter, title: str, folio: tuple[str, ...]) -> None:
    paper, style = setter.paper, setter.style
    right = paper.page.width - MARGIN
    paper.line(style.bold, 40, (MARGIN + right - style.bold.width(title, 40)) / 2, 48, title, "masthead", None)
    paper.page.rule(MARGIN, 106, right, 106, 0.9)
    paper.page.rule(MARGIN, 123, right, 123, 0.4)
    for place, text in zip((0.0, 0.5, 1.0), folio, strict=True):
        room = right - MARGIN - style.text.width(text, 8.5)
        paper.line(style.text, 8.5, MARGIN + place * room, 110, text, "folio", None)


def _courier_lead(setter: Setter, story: Story, grid: Strip, y: float) -> float:
    y = setter.heads(story, grid, y, 33, centred=False) + 7
    top = setter.byline(story, grid.lefts[0], y) + 4
    x0, x1, high = grid.lefts[1], grid.right, 120.0
    below = y + high + 44
    bottom = setter.columns(story, grid, [top, below, below])
    setter.pictured(story, bridge(), x0, y + 3, x1 - x0, high)
    return bottom


def _courier_box(setter: Setter, story: Story, x: float, y: float, wide: float) -> float:
    columns = strip(x + 9, (wide - 18 - 12) / 2, 12, 2)
    start = setter.heads(story, columns, y + 10, 18, centred=False) + 4
    top = setter.byline(story, columns.lefts[0], start) + 3
    end = setter.columns(story, columns, [top, start]) + 7
    setter.paper.page.frame(x, y, x + wide, end, 0.8)
    return end


def harbour_daily() -> Paper:
    """A front page in traditional Chinese, set downwards: stories from the right, tier below tier, a picture."""
    texts = load("harbour-daily")
    paper = Paper("harbour-daily", texts.language, PdfPage(552, 652), vertical=True)
    style = Style(face(SERIF, "TC"), face(BOLD, "TC"), face(SANS, "TC"), 9.4, 14.6)
    setter, right = Downward(paper, style), 552 - MARGIN
    label, title, date = texts.furniture["folio"].lines[0].split("    ")
    paper.line(style.bold, 15, MARGIN, 34, label, "folio", None)
    paper.line(style.text, 9, right - 236, 40, title, "folio", None)
    paper.line(style.text, 9, right - style.text.width(date, 9), 40, date, "folio", None)
    paper.page.rule(MARGIN, 56, right, 56, 1)
    tier = 18 * style.size
    tops = (72.0, 72.0 + tier + 16)
    edge = setter.tiers(texts.stories["ferry"], setter.heads(texts.stories["ferry"], right, 72, 31), tops, 18)
    paper.page.rule(edge - 9, 72, edge - 9, tops[1] + tier, 0.5)
    setter.tiers(texts.stories["oyster"], setter.heads(texts.stories["oyster"], edge - 18, 72, 23), tops, 18)
    low = tops[1] + tier + 12
    paper.page.rule(MARGIN, low, right, low, 0.6)
    edge = setter.heads(texts.stories["library"], right, low + 12, 17)
    edge_of_text = setter.tiers(texts.stories["library"], edge, (low + 12,), 18)
    paper.page.rule(edge_of_text - 9, low, edge_of_text - 9, low + 12 + tier, 0.5)
    setter.pictured(texts.stories["lantern"], bridge(), MARGIN, low + 12, edge_of_text - 58, 150)
    return paper


PRINTED: tuple[Callable[[], Paper], ...] = (river_evening, halverton_courier, harbour_daily)


def files(paper: Paper) -> dict[Path, bytes]:
    """The two files of a printed sample, by their place in the checkout."""
    return {
        ROOT / "resources" / "samples" / f"{paper.name}.pdf": paper.page.file(),
        ROOT / "tests" / "samples" / f"{paper.name}.truth.json": to_json(paper.truth()).encode(),
    }


def write() -> None:
    for make in PRINTED:
        for path, content in files(make()).items():
            path.write_bytes(content)
            print(path.name, len(content))  # noqa: T201


if __name__ == "__main__":
    write()
