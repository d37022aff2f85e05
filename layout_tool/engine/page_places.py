"""The map of a layout-preserving dump: regions and columns stand where the character grid has them.

A line is one leading high and stands at its place and height on the grid. A heading's type is larger than the body's,
which the grid does not say; it is drawn as large as the white over it and beside it allows. All lengths are in em of
the body text, the origin is the page's top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from layout_tool.engine.column_map import PageAdvice
from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.grid_heights import LATIN_LEADING, LEADING
from layout_tool.engine.lines import TextLine
from layout_tool.engine.page_lines import CELLS_PER_EM
from layout_tool.engine.page_map import FlowRow, PageMap, RegionMaker, flow_rows, rounded
from layout_tool.model.document import Region
from layout_tool.model.geometry import Box, overlap, union
from layout_tool.model.roles import HEADING_ROLES

_LARGEST = 4.5
"""Size of the largest headline, in em."""
_WHITE_OVER = 0.6
"""Lines of white that a heading keeps over itself."""
_BESIDE = 1.0
"""Em that a heading keeps from what stands beside it."""
_FAR_BELOW = 4.0
"""Lines of white within a column, as around a subhead; what stands further down is a column of its own."""
_NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places of all lines of a page, in em."""

    margin: float
    leading: float
    boxes: Sequence[Box]

    def place(self, line: TextLine) -> Box:
        """Where a line of body text stands."""
        x0, y0, x1, y1 = line.cell or _NOWHERE
        scaled = Box(x0 / CELLS_PER_EM, y0 * self.leading, x1 / CELLS_PER_EM, y1 * self.leading)
        return scaled.moved(self.margin, self.margin)

    def places(self, part: Part) -> list[Box]:
        """Where the lines of a part stand; those of a heading by the room they have."""
        boxes = [self.place(line) for line in part.lines]
        return [self._grown(box) for box in boxes] if part.role in HEADING_ROLES else boxes

    def _grown(self, box: Box) -> Box:
        """A heading's line as large as its room: it stands on its own height and grows up and to the right."""
        over = [other.y1 for other in self.boxes if other.y1 <= box.y0 + 0.1 and overlap(*box[::2], *other[::2]) > 0]
        top = max(over, default=box.y0) + _WHITE_OVER * self.leading
        right = [other.x0 for other in self.boxes if other.x0 >= box.x1 and overlap(*box[1::2], *other[1::2]) > 0.1]
        room = min(right, default=max(other.x1 for other in self.boxes) + _BESIDE) - _BESIDE - box.x0
        size = max(1.0, min(_LARGEST, (box.y1 - top) / self.leading, room / max(box.width, 1.0)))
        return Box(box.x0, box.y1 - size * self.leading, box.x0 + size * box.width, box.y1)


def map_placed(page: str, drafts: Sequence[Draft], outside: Sequence[Part], *, latin: bool) -> PageMap:
    """The map of a dump whose lines have cells; `latin` tells its usual leading."""
    grid = _grid_of([part for draft in drafts for part in draft.parts()] + list(outside), latin)
    result = PageMap(0.0, 0.0)
    maker = RegionMaker(page, result)
    for draft in drafts:
        result.by_draft.append(_story(maker, grid, draft))
    for part in outside:
        result.outside.append(maker.region(part.role, part.lines, grid.places(part), None))
    regions = [*(region for group in result.by_draft for region in group), *result.outside]
    result.width = rounded(max((region.bbox.x1 for region in regions), default=0.0) + grid.margin)
    result.height = rounded(max((region.bbox.y1 for region in regions), default=0.0) + grid.margin)
    return result


def _grid_of(parts: Sequence[Part], latin: bool) -> _Grid:
    empty = _Grid(PageAdvice().margin, LATIN_LEADING if latin else LEADING, ())
    return _Grid(empty.margin, empty.leading, [empty.place(line) for part in parts for line in part.lines])


def _story(maker: RegionMaker, grid: _Grid, draft: Draft) -> list[Region]:
    """The regions of an article in reading order."""
    regions = [maker.region(part.role, part.lines, grid.places(part), None) for part in (*draft.heads, *draft.bylines)]
    rows = flow_rows(draft)
    boxes = [grid.place(row.line) for row in rows]
    for start, stop in _columns(rows, boxes):
        lines = boxes[start:stop]
        column = union(lines)
        name = maker.column(column, column.width, stop - start)
        regions.extend(maker.column_regions(rows[start:stop], lines, name))
    regions.extend(maker.region(part.role, part.lines, grid.places(part), None) for part in draft.pictures)
    return regions


def _columns(rows: Sequence[FlowRow], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Runs of rows that stand in one column: each under the one before, and nothing of the column left out between."""
    starts = [0] if rows else []
    for at, (above, below) in enumerate(pairwise(boxes), 1):
        shared = overlap(*above[::2], *below[::2])
        under = below.y0 >= above.y0 and shared > 0.3 * min(above.width, below.width)
        if not under or below.y0 - above.y1 > _FAR_BELOW * above.height:
            starts.append(at)
    return list(pairwise([*starts, len(rows)]))
