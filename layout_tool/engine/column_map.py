"""The column map of a text dump: columns inferred from the lines of each story, laid out on a believable page.

A dump has no geometry, but its stories have: `infer_columns` (or `infer_page` for all stories at once) finds the
columns, `lay_out` draws them. All lengths are in em of the body text.
"""

from __future__ import annotations

from layout_tool.engine.column_map_infer import DEFAULT_PAGE_DEPTH, ColumnRun, infer_columns, infer_page
from layout_tool.engine.column_map_layout import bounding_boxes, lay_out, page_depth
from layout_tool.engine.column_map_measures import INDENT_EM, FlowLine
from layout_tool.engine.column_map_shapes import (
    ColumnShape,
    HeadRole,
    HeadShape,
    LineShape,
    PageAdvice,
    PageLayout,
    StoryBoxes,
    StoryShape,
    TextBoxes,
    TextShape,
)

__all__ = [
    "DEFAULT_PAGE_DEPTH",
    "INDENT_EM",
    "ColumnRun",
    "ColumnShape",
    "FlowLine",
    "HeadRole",
    "HeadShape",
    "LineShape",
    "PageAdvice",
    "PageLayout",
    "StoryBoxes",
    "StoryShape",
    "TextBoxes",
    "TextShape",
    "bounding_boxes",
    "infer_columns",
    "infer_page",
    "lay_out",
    "page_depth",
]
