"""Documents for the tests of the model: small pages, made up."""

from __future__ import annotations

from dataclasses import replace

from layout_tool.model.article import Article, Continuation, Genre, Paragraph, Status
from layout_tool.model.decision import Decision, DecisionKind, Evidence, RunnerUp
from layout_tool.model.document import (
    Column,
    Direction,
    Document,
    Generator,
    HistoryEntry,
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
from layout_tool.model.geometry import Box
from layout_tool.model.proposal import PageProposal
from layout_tool.model.prose import clean_heading, paragraph_text
from layout_tool.model.roles import Role

TEXTS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.KICKER, ("海上丰收季",)),
    (Role.HEADLINE, ("渔港清晨", "开市忙")),
    (Role.BYLINE, ("■ 本报记者 林一 周小二",)),
    (
        Role.BODY,
        ("东海休渔期结束后的第一", "批渔船 9 日返港，码头", "上灯火通明。", "收购商早早等候，价格", "比去年高 5%。"),
    ),
    (Role.BODY, ("船老大说，今年的", "鱼又多又 肥 。")),
    (Role.CAPTION, ("图为渔民卸货。",)),
    (Role.CREDIT, ("林一 摄",)),
    (Role.HEADLINE, ("Harbour reopens",)),
    (Role.BODY, ("The harbour mas-", "ter said on Monday that ships", "may enter again.")),
    (Role.FOLIO, ("A3 要闻 2031年9月10日",)),
    (Role.ADVERTISEMENT, ("渔网批发", "电话 000-0000")),
)


def region(name: str, role: Role, texts: tuple[str, ...], left: float, top: float, start: int) -> Region:
    """A region of one-em lines, spans counted from `start`."""
    lines, at = [], start
    for number, text in enumerate(texts):
        box = Box(left, top + number, left + max(1, len(text)), top + number + 1)
        lines.append(Line(f"{name}-l{number + 1}", text, box, (at, at + len(text))))
        at += len(text) + 1
    width = max(line.bbox.width for line in lines)
    box = Box(left, top, left + width, top + len(lines))
    return Region(name, role, box, Direction.HORIZONTAL, tuple(lines), "p1-c1", 0.9)


def newspaper() -> Document:
    """A page of two articles with furniture and an advertisement, and an empty second page."""
    regions: list[Region] = []
    top = start = 0
    for number, (role, texts) in enumerate(TEXTS, 1):
        regions.append(region(f"p1-r{number}", role, texts, 1.5, float(top), start))
        top += len(texts) + 1
        start += sum(len(text) + 1 for text in texts)
    page = Page(
        "p1", "s1", 0, 1, 40, 60.25, Unit.EM, Direction.HORIZONTAL, label="A3",
        columns=(Column("p1-c1", Box(1.5, 0, 33.5, 33), 15.5, 27), Column("p1-c2", Box(34, 0, 40, 33))),
        regions=tuple(regions),
        images=(ImageArea("p1-i1", Box(34, 1, 40, 9)),),
        separators=(Separator("p1-s1", Box(33.7, 0, 33.7, 33), SeparatorKind.RULE),),
    )  # fmt: skip
    empty = Page("p2", "s1", 1, 2, 40, 60, Unit.EM, Direction.VERTICAL)
    return Document(
        Generator("0.1.0", "default@00000000"),
        (Source("s1", "harbour.txt", "text/plain", "0" * 64, 512, "gb18030"),),
        (page, empty),
        (_first(regions), _second(regions)),
        ("p1-r10", "p1-r11"),
        _decisions(),
        Publication("港口报", "2031-09-10", "第 7 期", "zh-Hans"),
        (HistoryEntry("2031-09-10T08:00:00Z", "林", "set role", '{"region": "p1-r5", "role": "body"}'),),
    )


def paragraph(parts: list[tuple[Region, int, int]]) -> Paragraph:
    """The paragraph of lines [start, end) of each region."""
    lines = [line for part, start, end in parts for line in part.lines[start:end]]
    role = parts[0][0].role
    return Paragraph(paragraph_text([line.text for line in lines], role), role, tuple(line.id for line in lines))


def _first(regions: list[Region]) -> Article:
    kicker, headline, byline, body, more, caption, credit = regions[:7]
    return Article(
        "p1-a1",
        clean_heading([line.text for line in headline.lines]),
        tuple(part.id for part in regions[:7]),
        (
            paragraph([(byline, 0, 1)]),
            paragraph([(body, 0, 3)]),
            paragraph([(body, 3, 5), (more, 0, 2)]),
            paragraph([(caption, 0, 1)]),
            paragraph([(credit, 0, 1)]),
        ),
        0.8125,
        kicker=clean_heading([line.text for line in kicker.lines]),
        byline=("林一", "周小二"),
        images=("p1-i1",),
        continues=Continuation(to_page="A5"),
        related=("p1-a2",),
    )


def _second(regions: list[Region]) -> Article:
    body = regions[8]
    return Article(
        "p1-a2",
        "Harbour reopens",
        (regions[7].id, body.id),
        (paragraph([(body, 0, 3)]),),
        0.5,
        status=Status.CORRECTED,
        genre=Genre.BRIEF,
    )


def _decisions() -> tuple[Decision, ...]:
    return (
        Decision(
            "p1-d1", DecisionKind.LINK, ("p1-r4", "p1-r5"), 4.25, 3.1416,
            (Evidence("straddle", 1.5, 2.0, "价格|比去年"), Evidence("below", 1.25, 1)),
            RunnerUp(DecisionKind.LINK, ("p1-r4", "p1-r9"), -2.5),
        ),
        Decision("p1-d2", DecisionKind.ROLE, ("p1-r10",), 9, 0.3, (), None, locked=True),
    )  # fmt: skip


def page_proposal(name: str) -> PageProposal:
    """A page with one story and a folio, its ids beginning with `name`."""
    head = region(f"{name}-r1", Role.HEADLINE, ("夜市开张",), 1, 0, 0)
    body = region(f"{name}-r2", Role.BODY, ("河边夜市昨晚开张，", "摊位坐满。"), 1, 2, 0)
    folio = region(f"{name}-r3", Role.FOLIO, ("A4",), 1, 6, 0)
    parts = [replace(part, column=None) for part in (head, body, folio)]
    page = Page(name, "s1", 2, 3, 40, 60, Unit.EM, Direction.HORIZONTAL, regions=tuple(parts))
    article = Article(f"{name}-a1", "夜市开张", (head.id, body.id), (paragraph([(body, 0, 2)]),), 0.75)
    return PageProposal(page, (article,), (folio.id,), ())
