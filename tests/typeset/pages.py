"""The shipped sample pages, and the parameters by which more pages are made of the same stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.typeset.composition import (
    ColumnShape,
    Piece,
    Placement,
    SetStory,
    Setting,
    compose,
    even_columns,
    set_furniture,
)
from tests.typeset.dump import Dump
from tests.typeset.flowed import flow
from tests.typeset.sheet import Sheet
from tests.typeset.story import load
from tests.typeset.truth import line_map, to_json, truth

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class TypesetPage:
    """A page with its truth. `pieces` stand in the order of the dump."""

    name: str
    language: str
    pieces: tuple[Piece, ...]
    dump: Dump

    def files(self) -> dict[Path, bytes]:
        """The three files of a shipped sample, by their place in the checkout."""
        facts = truth(self.name, self.language, self.pieces, self.dump)
        beside = ROOT / "tests" / "samples"
        return {
            ROOT / "resources" / "samples" / f"{self.name}.txt": self.dump.text.encode(),
            beside / f"{self.name}.truth.json": to_json(facts).encode(),
            beside / f"{self.name}.map.json": to_json(line_map(self.name, self.dump)).encode(),
        }


def trade_paper_stories(
    head: Placement = Placement.AFTER, measure: float = 15, lead_columns: int = 5
) -> tuple[SetStory, ...]:
    """The five pieces of the trade paper's front page: lead, picture, brief news, report, headless comment.

    `head` places every headline; `measure` in em and `lead_columns` shape the news columns.
    """
    stories = load("trade-paper").stories
    comment = Setting((ColumnShape(23, 28), ColumnShape(31, 22)))

    def news(name: str, columns: int, spaced: bool, false_breaks: int = 0) -> SetStory:
        shapes = even_columns(stories[name], measure, columns)
        return compose(stories[name], Setting(shapes, head=head, spaced=spaced, false_breaks=false_breaks))

    return (
        news("harbour", lead_columns, spaced=True),
        compose(stories["umbrella"], Setting((), caption_measure=50)),
        news("parcels", 2, spaced=True),
        news("bamboo", 4, spaced=False, false_breaks=1),
        compose(stories["comment"], comment),
    )


def trade_paper(
    *,
    head: Placement = Placement.AFTER,
    blank_lines: bool = True,
    order: Sequence[int] = range(5),
    measure: float = 15,
    lead_columns: int = 5,
) -> TypesetPage:
    """The trade paper's front page as a flowed dump; without arguments, the shipped sample.

    `order` permutes the five pieces; `blank_lines` false drops every blank line.
    """
    stories = trade_paper_stories(head, measure, lead_columns)
    pieces = tuple(stories[n] for n in order)
    dump = flow(pieces, blank_lines=blank_lines, leading_space=True)
    return TypesetPage("trade-paper.flowed", "zh-Hans", pieces, dump)


def city_page() -> TypesetPage:
    """A city page as a layout dump: a wide story under its heads, one beside its headline, a column, a picture."""
    texts = load("city-page")
    folio = set_furniture(texts.furniture["folio"])
    lifts = compose(texts.stories["lifts"], Setting(even_columns(texts.stories["lifts"], 14, 3)))
    water = compose(texts.stories["water"], Setting(even_columns(texts.stories["water"], 12, 1)))
    pastry = compose(texts.stories["pastry"], Setting(even_columns(texts.stories["pastry"], 16, 2)))
    cycling = compose(texts.stories["cycling"], Setting((), caption_measure=12))
    sheet = Sheet()
    sheet.put(folio.lines, 0, 0)
    wide = 3 * 28 + 2 * 4
    top = sheet.put(lifts.stack[:1], 3, 0, wide)
    top = sheet.put(lifts.stack[1:2], top + 1, 0, wide)
    top = sheet.put(lifts.stack[2:3], top + 1, 0, wide)
    top = sheet.put(lifts.stack[3:], top + 1, 0, wide)
    below = sheet.put_columns(lifts, top + 1, 0)
    side = wide + 6
    top = sheet.put(water.stack, 3, side)
    top = sheet.put_columns(water, top + 1, side)
    sheet.put(cycling.pictures, top + 3, side)
    head = sheet.put(pastry.stack[:2], below + 4, 0)
    sheet.put(pastry.stack[2:], head + 1, 0)
    sheet.put_columns(pastry, below + 2, 20)
    return TypesetPage("trade-paper.layout", texts.language, (folio, lifts, water, pastry, cycling), sheet.dump())


def evening_courier(*, blank_lines: bool = True) -> TypesetPage:
    """An English front page as a flowed dump: heads before their stories, a jump line, a picture, an advertisement."""
    texts = load("evening-courier")

    def news(name: str, measure: float, columns: int, picture_after: int | None = None) -> SetStory:
        story = texts.stories[name]
        shapes = even_columns(story, measure, columns)
        return compose(story, Setting(shapes, spaced=True, caption_measure=44, picture_after=picture_after))

    pieces: tuple[Piece, ...] = (
        set_furniture(texts.furniture["masthead"]),
        set_furniture(texts.furniture["folio"]),
        news("bridge", 34, 3, picture_after=2),
        news("library", 34, 2),
        news("bakers", 30, 2),
        set_furniture(texts.furniture["advertisement"]),
        news("storm", 34, 1),
    )
    return TypesetPage("evening-courier.flowed", texts.language, pieces, flow(pieces, blank_lines=blank_lines))


def harbour_daily(*, head: Placement = Placement.BEFORE, blank_lines: bool = True) -> TypesetPage:
    """A front page in traditional Chinese as a flowed dump: three stories, a picture, a folio."""
    texts = load("harbour-daily")

    def news(name: str, measure: float, columns: int) -> SetStory:
        story = texts.stories[name]
        return compose(story, Setting(even_columns(story, measure, columns), head=head, spaced=True))

    pieces: tuple[Piece, ...] = (
        set_furniture(texts.furniture["folio"]),
        news("ferry", 14, 4),
        compose(texts.stories["lantern"], Setting((), caption_measure=30)),
        news("oyster", 14, 2),
        news("library", 18, 2),
    )
    return TypesetPage("harbour-daily.flowed", texts.language, pieces, flow(pieces, blank_lines=blank_lines))


SHIPPED: tuple[Callable[[], TypesetPage], ...] = (trade_paper, city_page, evening_courier)


def write_samples() -> list[Path]:
    """Write every shipped sample with its truth and map; the paths written."""
    written = []
    for make in SHIPPED:
        for path, content in make().files().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return written


if __name__ == "__main__":
    write_samples()
