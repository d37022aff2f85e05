"""Pure edits: document and ids in, new document out; EditError where an edit cannot be done.

No edit loses or re-sorts text. Paragraphs follow their lines, headline fields their regions, empty articles
vanish, touched articles are `corrected`, and new ids are made from the old (p1-r4.2), the same every time.
"""

from __future__ import annotations

from layout_tool.model.edits_articles import (
    accept,
    assign,
    delete_article,
    make_headline_of,
    merge_articles,
    new_article,
    reorder_articles,
    reorder_regions,
    set_status,
    split_article,
)
from layout_tool.model.edits_draft import EditError
from layout_tool.model.edits_regions import join_regions, move_region, resize_region, set_role, split_region

__all__ = [
    "EditError",
    "accept",
    "assign",
    "delete_article",
    "join_regions",
    "make_headline_of",
    "merge_articles",
    "move_region",
    "new_article",
    "reorder_articles",
    "reorder_regions",
    "resize_region",
    "set_role",
    "set_status",
    "split_article",
    "split_region",
]
