"""Pure edits: document and ids in, new document out; EditError where an edit cannot be done.

No edit loses or re-sorts text. Paragraphs follow their lines, headline fields their regions, empty articles
vanish, touched articles are `corrected`, approved ones are locked, and new ids are made from the old (p1-r4.2), the
same every time.
"""

from __future__ import annotations

from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_articles import (
    assign,
    delete_article,
    link_jump,
    make_headline_of,
    merge_articles,
    new_article,
    split_article,
)
from layout_tool.model.edits_cuts import split_region, split_region_along, split_region_at
from layout_tool.model.edits_drawn import draw_region
from layout_tool.model.edits_order import (
    move_article_in_order,
    move_region_in_order,
    order_from_clicks,
    place_article,
    place_regions,
    place_regions_after,
    reorder_articles,
    reorder_regions,
)
from layout_tool.model.edits_regions import (
    join_regions,
    move_region,
    remove_regions,
    resize_region,
    set_role,
)
from layout_tool.model.edits_rerun import rerun_page
from layout_tool.model.edits_status import approve, page_done, reopen, set_status
from layout_tool.model.edits_taken import accept, instated, taken, taken_all

__all__ = [
    "EditError",
    "accept",
    "approve",
    "assign",
    "delete_article",
    "draw_region",
    "instated",
    "join_regions",
    "link_jump",
    "make_headline_of",
    "merge_articles",
    "move_article_in_order",
    "move_region",
    "move_region_in_order",
    "new_article",
    "order_from_clicks",
    "page_done",
    "place_article",
    "place_regions",
    "place_regions_after",
    "remove_regions",
    "reopen",
    "reorder_articles",
    "reorder_regions",
    "rerun_page",
    "resize_region",
    "set_role",
    "set_status",
    "split_article",
    "split_region",
    "split_region_along",
    "split_region_at",
    "taken",
    "taken_all",
]
