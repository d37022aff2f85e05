"""What a person can do to the selection: each is one named undo step, called alike by keys, menus and gestures."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.editor.document import EditorDocument
from layout_tool.model import edits
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role


def set_role(editor: EditorDocument, role: Role) -> bool:
    """Give the selected regions a role."""
    chosen = editor.selection.regions
    return editor.do("set_role", lambda document: edits.set_role(document, chosen, role), role=role, count=len(chosen))


def assign(editor: EditorDocument, article: str | None) -> bool:
    """Put the selected regions into an article, or outside (None)."""
    chosen = editor.selection.regions
    name = "assign" if article is not None else "put_outside"
    fields = {"article": article} if article is not None else {}
    return editor.do(name, lambda document: edits.assign(document, chosen, article), count=len(chosen), **fields)


def new_article(editor: EditorDocument) -> bool:
    """Make an article of the selected regions."""
    chosen = editor.selection.regions
    return editor.do("new_article", lambda document: edits.new_article(document, chosen), count=len(chosen))


def merge_articles(editor: EditorDocument, article: str, others: Sequence[str]) -> bool:
    """Put the others' regions behind the article's."""
    return editor.do(
        "merge_articles", lambda document: edits.merge_articles(document, article, others), count=len(others) + 1
    )


def split_article(editor: EditorDocument) -> bool:
    """Part the article before the region selected last."""
    region = editor.selection.regions[-1] if editor.selection.regions else ""
    return editor.do("split_article", lambda document: edits.split_article(document, region))


def make_headline(editor: EditorDocument, article: str) -> bool:
    """Make the selected regions the headline of an article."""
    chosen = editor.selection.regions
    return editor.do(
        "make_headline", lambda document: edits.make_headline_of(document, chosen, article), article=article
    )


def join(editor: EditorDocument) -> bool:
    """Join the selected regions into the first."""
    chosen = editor.selection.regions
    return editor.do("join_regions", lambda document: edits.join_regions(document, chosen), count=len(chosen))


def move(editor: EditorDocument, region: str, dx: float, dy: float) -> bool:
    """Shift a region, right by dx and down by dy, in the page's unit."""
    return editor.do("move_region", lambda document: edits.move_region(document, region, dx, dy))


def resize(editor: EditorDocument, region: str, box: Box) -> bool:
    """Give a region another box."""
    return editor.do("resize_region", lambda document: edits.resize_region(document, region, box))


def reorder(editor: EditorDocument, article: str, order: Sequence[str]) -> bool:
    """Set the reading order of an article."""
    return editor.do("reorder_regions", lambda document: edits.reorder_regions(document, article, order))


def accept(editor: EditorDocument, decisions: Sequence[str]) -> bool:
    """Confirm decisions of the engine."""
    return editor.do("accept", lambda document: edits.accept(document, decisions), count=len(decisions))
