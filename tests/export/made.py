"""Small documents made by hand: a page of three articles and furniture, in em; a vertical page in points."""

from __future__ import annotations

from dataclasses import replace

from layout_tool.model.article import Article, Paragraph
from layout_tool.model.decision import Decision, DecisionKind, Evidence
from layout_tool.model.document import (
    Column,
    Direction,
    Document,
    Generator,
    ImageArea,
    Line,
    Page,
    Publication,
    Region,
    Separator,
    SeparatorKind,
    Source,
    Unit,
)
from layout_tool.model.geometry import Box, union
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role

GENERATOR = Generator("0.0.0", "default@00000000")
SOURCE = Source("s1", "page.txt", "text/plain", "0" * 64, 1234, "utf-8")


def region(
    name: str,
    role: Role,
    x: float,
    y: float,
    texts: list[str],
    measure: float,
    column: str | None = None,
    size: float = 1,
) -> Region:
    """Lines of `size` em, one and a half times that apart."""
    tops = [round(y + 1.5 * size * place, 2) for place in range(1, len(texts) + 1)]
    lines = tuple(
        Line(f"{name}-l{n}", text, Box(x, top, x + measure, round(top + 1.2 * size, 2)))
        for n, (text, top) in enumerate(zip(texts, tops, strict=True), start=1)
    )
    return Region(name, role, union(line.bbox for line in lines), Direction.HORIZONTAL, lines, column)


def proposal(number: int = 1) -> PageProposal:
    """One page; its ids begin with its own."""
    p = f"p{number}"
    column = "河水在这一段转了个弯，岸边"
    regions = (
        region(f"{p}r1", Role.HEADLINE, 0, 2, ["河湾里的新码头"], 28, size=2),
        region(f"{p}r2", Role.BODY, 0, 6, [column] * 8, 13, f"{p}c1"),
        region(f"{p}r3", Role.BODY, 15, 6, [*[column] * 7, "停了两条船。"], 13, f"{p}c2"),
        region(f"{p}r4", Role.HEADLINE, 30, 2, ["Ferry resumes"], 13, size=1.4),
        region(
            f"{p}r5", Role.BODY, 30, 6, ["The ferry across the", "bend runs again, at", "half past six."], 13, f"{p}c3"
        ),
        region(f"{p}r6", Role.CAPTION, 30, 12, ["图为渡口清晨的样子"], 13, f"{p}c3"),
        region(
            f"{p}r7",
            Role.FOLIO,
            0,
            0,
            [
                "03版 城事",
            ],
            10,
        ),
    )
    columns = tuple(Column(f"{p}c{n}", Box(x, 6, x + 13, 18), 13, 8) for n, x in enumerate((0.0, 15.0, 30.0), start=1))
    page = Page(
        p, "s1", number - 1, number, 43, 20, Unit.EM, Direction.HORIZONTAL, "03", columns, regions,
        (ImageArea(f"{p}i1", Box(30, 14, 43, 18)),), (Separator(f"{p}x1", Box(0, 1.6, 43, 1.6), SeparatorKind.RULE),),
    )  # fmt: skip
    body = Paragraph(column * 15 + "停了两条船。", Role.BODY, tuple(line.id for r in regions[1:3] for line in r.lines))
    articles = (
        Article(f"{p}a1", "河湾里的新码头", (f"{p}r1", f"{p}r2", f"{p}r3"), (body,), 0.93, byline=("林舟",)),
        Article(f"{p}a2", "Ferry resumes", (f"{p}r4", f"{p}r5"), (), 0.81),
        Article(f"{p}a3", None, (f"{p}r6",), (Paragraph("图为渡口清晨的样子", Role.CAPTION, (f"{p}r6-l1",)),), 0.55),
    )
    link = Decision(
        f"{p}d1", DecisionKind.LINK, (f"{p}r2", f"{p}r3"), 3.5, 2.25, (Evidence("word_straddle", 1, 3.5, "岸边停了"),)
    )
    return PageProposal(page, articles, (f"{p}r7",), (link,), Publication("河湾日报", None, None, "zh-Hans"))


def document(pages: int = 1) -> Document:
    """So many pages of it."""
    made = [proposal(number) for number in range(1, pages + 1)]
    return Document(
        GENERATOR,
        (SOURCE,),
        tuple(each.page for each in made),
        tuple(article for each in made for article in each.articles),
        tuple(name for each in made for name in each.outside),
        tuple(decision for each in made for decision in each.decisions),
        made[0].publication,
    )


def western() -> Document:
    """A page without a Chinese sign."""
    whole = document()
    page = whole.pages[0]
    kept = tuple(r for r in page.regions if r.id in ("p1r4", "p1r5"))
    return replace(
        whole,
        pages=(replace(page, regions=kept),),
        articles=whole.articles[1:2],
        outside=(),
        decisions=(),
        publication=None,
    )


def vertical() -> Document:
    """One article in vertical lines, read from the right."""
    lines = tuple(Line(f"v{n}", "「川」の水、澄む。", Box(300 - 16 * n, 40, 310 - 16 * n, 140)) for n in range(1, 6))
    head = Line("v0", "川の水", Box(310, 40, 334, 120))
    regions = (
        Region("r1", Role.HEADLINE, head.bbox, Direction.VERTICAL, (head,)),
        Region("r2", Role.BODY, union(line.bbox for line in lines), Direction.VERTICAL, lines),
    )
    page = Page("p1", "s1", 0, 1, 400, 300, Unit.PT, Direction.VERTICAL, regions=regions)
    return Document(GENERATOR, (SOURCE,), (page,), (Article("a1", "川の水", ("r1", "r2"), (), 1.0),), ())
