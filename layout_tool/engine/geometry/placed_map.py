"""From drafts to the document's page where the geometry is known: regions and columns stand where they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.geometry.reading import ReadPage
from layout_tool.engine.geometry.turning import turned_back
from layout_tool.engine.lines import TextLine
from layout_tool.engine.page_map import PageMap, line_id
from layout_tool.model.document import Column, Direction, Line, Region
from layout_tool.model.geometry import Box, union

_DECIMALS = 2
_COLUMN_LINES = 3


def map_printed(name: str, read: ReadPage, drafts: Sequence[Draft], outside: Sequence[Part]) -> PageMap:
    """The map of a page whose lines stand where they are printed; ids begin with the page's name."""
    placed = _PrintedMap(name, read)
    for draft in drafts:
        placed.story(draft)
    for part in outside:
        placed.outside(part)
    return placed.made


class _PrintedMap:
    """Makes regions of drafts; `made` is the page's map as far as it is made."""

    def __init__(self, name: str, read: ReadPage) -> None:
        page = read.page
        width, height = (page.height, page.width) if read.vertical else (page.width, page.height)
        self.made = PageMap(round(width, _DECIMALS), round(height, _DECIMALS))
        self._name = name
        self._read = read
        self._width = width
        self._stack_of = [at for at, stack in enumerate(read.stacks) for _ in stack.lines]
        self._column_of: dict[int, str] = {}
        self._regions = 0

    def story(self, draft: Draft) -> None:
        """The regions of an article in reading order; text of one role in one column is one region."""
        regions: list[Region] = []
        parts = list(draft.parts())
        start = 0
        for at in range(1, len(parts) + 1):
            if at == len(parts) or not self._goes_on(parts[at - 1], parts[at]):
                regions.append(self._region(parts[start:at]))
                start = at
        self.made.by_draft.append(regions)

    def outside(self, part: Part) -> None:
        """The region of a part that no article has."""
        self.made.outside.append(self._region([part]))

    def _goes_on(self, before: Part, after: Part) -> bool:
        last, first = before.lines[-1], after.lines[0]
        same = self._stack_of[last.number] == self._stack_of[first.number]
        return before.role is after.role and same and first.number == last.number + 1

    def _region(self, parts: Sequence[Part]) -> Region:
        self._regions += 1
        lines = [line for part in parts for line in part.lines]
        made = tuple(self._line(line) for line in lines)
        across = lines[0].face is not None and lines[0].face.upright
        down = self._read.vertical != across
        return Region(
            f"{self._name}-r{self._regions}",
            parts[0].role,
            union([line.bbox for line in made]),
            Direction.VERTICAL if down else Direction.HORIZONTAL,
            made,
            self._column(self._stack_of[lines[0].number]),
        )

    def _line(self, line: TextLine) -> Line:
        name = line_id(self._name, line)
        self.made.line_ids[line.start] = name
        return Line(name, line.text, self._box(Box(*self._read.typeset.boxes[line.number])))

    def _box(self, box: Box) -> Box:
        x0, y0, x1, y1 = turned_back(box, self._width) if self._read.vertical else box
        return Box(round(x0, _DECIMALS), round(y0, _DECIMALS), round(x1, _DECIMALS), round(y1, _DECIMALS))

    def _column(self, at: int) -> str | None:
        """The column of a stack; only stacks of some lines of text stand in one."""
        stack = self._read.stacks[at]
        if len(stack.lines) < _COLUMN_LINES:
            return None
        if at not in self._column_of:
            name = f"{self._name}-c{len(self._column_of) + 1}"
            self._column_of[at] = name
            box = Box(stack.left, float(stack.lines[0].box[1]), stack.right, float(stack.lines[-1].box[3]))
            self.made.columns.append(Column(name, self._box(box), round(stack.measure, _DECIMALS), len(stack.lines)))
        return self._column_of[at]
