"""What an edit costs on a large document, and how that grows with the document. Times are printed, none asserted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from layout_tool.model import edits
from layout_tool.model.article import Article
from layout_tool.model.coverage import coverage
from layout_tool.model.document import Document, Line, Page, Region
from layout_tool.model.geometry import Box
from layout_tool.model.patches import difference
from layout_tool.model.progress import page_statuses
from layout_tool.model.roles import Role
from tests.model.documents import newspaper, paragraph, region

PAGES, COLUMNS, DEPTH = 30, 6, 11
LINES = (
    "东海休渔期结束后的第一批",
    "渔船 9 日返港，码头上灯火",
    "通明。　收购商早早等候，",
    "价格比去年高 5%，GPS 校准",
)
TARGETS = {"set_role": 10, "assign": 10, "reorder": 10, "move": 10, "resize": 10, "split": 15, "join": 15, "draw": 15}


def column(name: str, left: float, page: int) -> list[Region]:
    """Regions of ten lines, one under the other; the first is a headline."""
    regions = []
    for number in range(DEPTH):
        role = Role.BODY if number else Role.HEADLINE
        texts = tuple(f"{LINES[(at + number) % len(LINES)]}{page}" for at in range(10))
        regions.append(region(f"{name}-r{number}", role, texts, left, 12 * number, 0))
    return [replace(one, column=None, lines=tuple(map(_without_span, one.lines))) for one in regions]


def _without_span(line: Line) -> Line:
    return replace(line, span=None)


def large(pages: int) -> Document:
    """A document with one article a column on every page."""
    start = newspaper()
    made: list[Page] = []
    articles: list[Article] = []
    for number in range(pages):
        name = f"p{number + 1}"
        columns = [column(f"{name}-c{at}", 20 * at, number) for at in range(COLUMNS)]
        regions = tuple(one for parts in columns for one in parts)
        page = replace(start.pages[0], id=name, number=number + 1, columns=(), separators=(), images=())
        made.append(replace(page, regions=regions))
        for at, parts in enumerate(columns):
            paragraphs = tuple(paragraph([(part, 0, 10)]) for part in parts[1:])
            ids = tuple(part.id for part in parts)
            articles.append(Article(f"{name}-a{at}", parts[0].lines[0].text, ids, paragraphs, 0.9))
    return replace(start, pages=tuple(made), articles=tuple(articles), outside=(), decisions=())


def milliseconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The least processor time of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def say(line: str) -> None:
    """Shown with pytest -s."""
    sys.stdout.write(f"\n{line}")


def works(document: Document, page: str) -> dict[str, Callable[[], Document]]:
    """One edit of every kind on a page."""
    first, second = f"{page}-c0-r3", f"{page}-c0-r4"
    return {
        "set_role": lambda: edits.set_role(document, [first], Role.SUBHEAD),
        "assign": lambda: edits.assign(document, [first], f"{page}-a1"),
        "reorder": lambda: edits.move_region_in_order(document, [first], 1),
        "move": lambda: edits.move_region(document, first, 1, 1),
        "resize": lambda: edits.resize_region(document, first, Box(0, 0, 9, 9)),
        "split": lambda: edits.split_region(document, first, 4, 5),
        "join": lambda: edits.join_regions(document, [first, second]),
        "draw": lambda: edits.draw_region(document, page, Box(5, 40, 30, 55)),
        "split along": lambda: edits.split_region_along(document, first, (6, 0), (6, 40)),
        "split at": lambda: edits.split_region_at(document, f"{first}-l5", 5),
        "remove": lambda: edits.remove_regions(document, [first]),
        "headline": lambda: edits.make_headline_of(document, [first], f"{page}-a1"),
        "merge": lambda: edits.merge_articles(document, f"{page}-a1", [f"{page}-a2"]),
        "approve": lambda: edits.approve(document, [f"{page}-a1"]),
    }


def test_an_edit_costs_what_it_touches() -> None:
    big, small = large(PAGES), large(1)
    regions = list(big.regions())
    say(f"{len(big.pages)} pages, {len(regions)} regions, {sum(len(one.lines) for one in regions)} lines")
    alone = works(small, "p1")
    for name, work in works(big, f"p{PAGES // 2}").items():
        spent, least = milliseconds(work), milliseconds(alone[name])
        limit = f"of {TARGETS[name]} ms" if name in TARGETS else ""
        say(f"{name:12} {spent:6.2f} ms {limit:9} {spent / least:5.1f} times one page alone")
    locked = edits.approve(big, [article.id for article in big.articles[:90]])
    say(f"beside 90 approved articles: {milliseconds(works(locked, 'p29')['move']):.2f} ms")
    after = edits.split_region(big, "p15-c0-r3", 4, 5)
    say(f"difference {milliseconds(lambda: difference(big, after)):.2f} ms")
    say(f"coverage {milliseconds(lambda: coverage(big)):.2f} ms")
    say(f"page statuses {milliseconds(lambda: page_statuses(big)):.2f} ms")
    assert [page.id for page, was in zip(after.pages, big.pages, strict=True) if page is not was] == ["p15"]
