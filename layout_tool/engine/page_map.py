"""From drafts to the page: regions, columns and boxes, in em for a dump without geometry.

The columns of each story are inferred from its lines, then everything is laid out on a believable page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from layout_tool.engine.column_map import (
    ColumnRun,
    ColumnShape,
    FlowLine,
    HeadRole,
    HeadShape,
    LineShape,
    StoryBoxes,
    StoryShape,
    TextShape,
    infer_page,
    lay_out,
    page_depth,
)
from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.lines import TextLine
from layout_tool.model.document import Column, Direction, Line, Region
from layout_tool.model.geometry import Box, union
from layout_tool.model.roles import Role

_HEAD_ROLES = {
    Role.KICKER: HeadRole.KICKER,
    Role.HEADLINE: HeadRole.HEADLINE,
    Role.DECK: HeadRole.DECK,
    Role.BYLINE: HeadRole.BYLINE,
}
_SUBHEAD_HEIGHT = 3.0
_DECIMALS = 2
"""Geometry is as fine as a document stores it, so that a page read back is the page proposed."""


@dataclass(slots=True)
class PageMap:
    """The regions of a page, by article (draft) and outside; ids begin with the page's id."""

    width: float
    height: float
    columns: list[Column] = field(default_factory=list)
    by_draft: list[list[Region]] = field(default_factory=list)
    outside: list[Region] = field(default_factory=list)
    line_ids: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A line of a story's text with its role and whether it opens a paragraph."""

    line: TextLine
    role: Role
    opens: bool


def flow_rows(draft: Draft) -> list[FlowRow]:
    """The lines of a story's text in reading order."""
    return [
        FlowRow(line, part.role, part.opens_paragraph and at == 0)
        for part in draft.flow
        for at, line in enumerate(part.lines)
    ]


def _flow_lines(rows: Sequence[FlowRow]) -> list[FlowLine]:
    return [
        FlowLine(
            row.line.width,
            break_before=row.line.blank_before > 0 and at > 0,
            paragraph_start=row.opens,
            indent_lost=row.opens and row.line.indent < 1,
            opens_quote=row.line.core[:1] in "“‘《「『",
            height=_SUBHEAD_HEIGHT if row.role is Role.SUBHEAD else 1.0,
        )
        for at, row in enumerate(rows)
    ]


def line_id(page: str, line: TextLine) -> str:
    """The id of a line: the number of its row in the dump, and which piece of it where the row holds several."""
    piece = f"-{line.piece}" if line.piece else ""
    return f"{page}-l{line.number + 1}{piece}"


def map_flowed(page: str, drafts: Sequence[Draft], outside: Sequence[Part]) -> PageMap:
    """The map of a dump without geometry."""
    rows = [flow_rows(draft) for draft in drafts]
    flows = [_flow_lines(story) for story in rows]
    runs = infer_page(flows, page_depth=_plausible_depth(flows))
    shapes = [_story_shape(draft, story, run) for draft, story, run in zip(drafts, rows, runs, strict=True)]
    furniture = [part for part in outside if part.role is not Role.ADVERTISEMENT]
    adverts = [part for part in outside if part.role is Role.ADVERTISEMENT]
    layout = lay_out(
        shapes,
        furniture=[
            TextShape(tuple(line.width for line in part.lines), part.role is Role.MASTHEAD) for part in furniture
        ],
        adverts=[TextShape(tuple(line.width for line in part.lines)) for part in adverts],
    )
    result = PageMap(rounded(layout.width), rounded(layout.height))
    maker = RegionMaker(page, result)
    for draft, story, run, boxes in zip(drafts, rows, runs, layout.stories, strict=True):
        result.by_draft.append(maker.story(draft, story, run, boxes))
    for part, placed in zip((*furniture, *adverts), (*layout.furniture, *layout.adverts), strict=True):
        result.outside.append(maker.region(part.role, part.lines, placed.lines, None))
    return result


def map_bare(page: str, drafts: Sequence[Draft], outside: Sequence[Part]) -> PageMap:
    """All lines one under the other, each part of a story a region: for who knows already where they stand."""
    result = PageMap(1.0, 1.0)
    maker = RegionMaker(page, result)
    lines = 0

    def made(part: Part) -> Region:
        nonlocal lines
        boxes = [Box(0.0, float(lines + at), 1.0, float(lines + at + 1)) for at in range(len(part.lines))]
        lines += len(part.lines)
        return maker.region(part.role, part.lines, boxes, None)

    result.by_draft.extend([made(part) for part in draft.parts()] for draft in drafts)
    result.outside.extend(made(part) for part in outside)
    return result


def rounded(length: float) -> float:
    """A length as fine as a document stores it."""
    return round(length, _DECIMALS)


def _rounded(box: Box) -> Box:
    return Box(*(round(edge, _DECIMALS) for edge in box))


def _plausible_depth(flows: Sequence[Sequence[FlowLine]]) -> float:
    lines = [line for flow in flows for line in flow]
    if not lines:
        return 100.0
    measure = sorted(line.width for line in lines)[int(0.7 * (len(lines) - 1))]
    return page_depth(len(lines), max(1.0, measure))


def _story_shape(draft: Draft, rows: Sequence[FlowRow], runs: Sequence[ColumnRun]) -> StoryShape:
    heads = [
        HeadShape(_HEAD_ROLES.get(part.role, HeadRole.HEADLINE), line.width)
        for part in (*draft.heads, *draft.bylines)
        for line in part.lines
    ]
    columns = [
        ColumnShape(
            run.measure,
            tuple(
                LineShape(
                    min(row.line.width, run.measure),
                    _SUBHEAD_HEIGHT if row.role is Role.SUBHEAD else 1.0,
                    2.0 if row.opens and row.role is Role.BODY and row.line.width <= run.measure - 2 else 0.0,
                )
                for row in rows[run.start : run.stop]
            ),
        )
        for run in runs
    ]
    captions = [TextShape(tuple(line.width for line in part.lines)) for part in draft.pictures]
    return StoryShape(tuple(heads), tuple(columns), tuple(captions))


@dataclass(slots=True)
class RegionMaker:
    """Numbers regions and columns, and turns lines into the document's."""

    page: str
    result: PageMap
    regions: int = 0

    def region(self, role: Role, lines: Sequence[TextLine], boxes: Sequence[Box], column: str | None) -> Region:
        """Enter lines with their boxes as a region, in a column or by themselves."""
        self.regions += 1
        made = []
        for line, box in zip(lines, boxes, strict=True):
            name = line_id(self.page, line)
            self.result.line_ids[line.start] = name
            made.append(Line(name, line.text, _rounded(box), (line.start, line.end)))
        return Region(
            f"{self.page}-r{self.regions}",
            role,
            union([line.bbox for line in made]),
            Direction.HORIZONTAL,
            tuple(made),
            column,
        )

    def story(
        self, draft: Draft, rows: Sequence[FlowRow], runs: Sequence[ColumnRun], boxes: StoryBoxes
    ) -> list[Region]:
        """The regions of an article in reading order."""
        regions: list[Region] = []
        at = 0
        for part in (*draft.heads, *draft.bylines):
            count = len(part.lines)
            regions.append(self.region(part.role, part.lines, boxes.head_lines[at : at + count], None))
            at += count
        for run, column in zip(runs, boxes.columns, strict=True):
            name = self.column(column.box, run.measure, round(run.depth))
            regions.extend(self.column_regions(rows[run.start : run.stop], column.lines, name))
        for part, caption in zip(draft.pictures, boxes.captions, strict=True):
            regions.append(self.region(part.role, part.lines, caption.lines, None))
        return regions

    def column(self, box: Box, measure: float, depth: int) -> str:
        """Enter a column: its measure in em and its depth in lines; returns its id."""
        name = f"{self.page}-c{len(self.result.columns) + 1}"
        self.result.columns.append(Column(name, _rounded(box), round(measure, _DECIMALS), depth))
        return name

    def column_regions(self, rows: Sequence[FlowRow], boxes: Sequence[Box], column: str) -> list[Region]:
        """Enter the rows of a column as regions: runs of one role."""
        regions = []
        start = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or rows[at].role is not rows[start].role:
                lines = [row.line for row in rows[start:at]]
                regions.append(self.region(rows[start].role, lines, boxes[start:at], column))
                start = at
        return regions
