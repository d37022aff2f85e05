"""What a drop in the article tree does: one named undo step each."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.outline import OUTSIDE
from layout_tool.editor.panels.tree_model import Drop
from layout_tool.model import edits
from layout_tool.model.document import Document


def drop(editor: EditorDocument, what: Drop) -> bool:
    """Do what was dropped; False where it changes nothing or cannot be done."""
    if what.articles:
        return _put_articles_outside(editor, what) if what.under is not None else _order_articles(editor, what)
    if what.under is None:
        return _make_article(editor, what)
    if what.under.key == OUTSIDE or what.under.article is None:
        return _put_outside(editor, what)
    return _put_into(editor, what, what.under.article)


def _order_articles(editor: EditorDocument, what: Drop) -> bool:
    turn = _turn(editor, what.at)
    order = [article.id for article in editor.document.articles]
    moved = [name for name in order if name in what.articles]
    before = [name for name in order[:turn] if name not in moved]
    after = [name for name in order[turn:] if name not in moved]
    return editor.do("reorder_articles", lambda document: edits.reorder_articles(document, before + moved + after))


def _put_articles_outside(editor: EditorDocument, what: Drop) -> bool:
    def change(document: Document) -> Document:
        for article in what.articles:
            document = edits.delete_article(document, article)
        return document

    articles = editor.index.articles
    return editor.do("put_outside", change, count=sum(len(articles[name].regions) for name in what.articles))


def _make_article(editor: EditorDocument, what: Drop) -> bool:
    """A new article of the regions, at the place among the articles where they were dropped."""
    turn = _turn(editor, what.at)
    after = editor.document.articles[turn - 1].id if turn else None

    def change(document: Document) -> Document:
        known = {article.id for article in document.articles}
        document = edits.new_article(document, what.regions)
        order = [article.id for article in document.articles]
        new = next(name for name in order if name not in known)
        at = order.index(after) + 1 if after in order else min(turn, len(order))
        return edits.place_article(document, new, at)

    return editor.do("new_article", change, count=len(what.regions))


def _put_outside(editor: EditorDocument, what: Drop) -> bool:
    at = _place(what, editor.document.outside)
    return editor.do(
        "put_outside",
        lambda document: edits.place_regions(document, what.regions, None, at),
        count=len(what.regions),
    )


def _put_into(editor: EditorDocument, what: Drop, article: str) -> bool:
    members = editor.index.articles[article].regions
    count = len(what.regions)
    if what.at is None:
        return editor.do(
            "assign", lambda document: edits.assign(document, what.regions, article), article=article, count=count
        )
    at = _place(what, members)
    if set(what.regions) <= set(members):
        return editor.do("reorder_regions", lambda document: edits.place_regions(document, what.regions, article, at))
    return editor.do(
        "assign", lambda document: edits.place_regions(document, what.regions, article, at),
        article=article, count=count,
    )  # fmt: skip


def _turn(editor: EditorDocument, at: int | None) -> int:
    """The place among all articles that row `at` among those of the page is."""
    order = [article.id for article in editor.document.articles]
    here = [article.id for article in editor.index.articles_on(editor.page.id)] if editor.page is not None else []
    if at is not None and at < len(here):
        return order.index(here[at])
    return order.index(here[-1]) + 1 if here else len(order)


def _place(what: Drop, members: Sequence[str]) -> int:
    """The place among `members` that is before row `at` of the branch; behind its last one where there is none."""
    rows = what.under.branches if what.under is not None else ()
    if what.at is not None and what.at < len(rows):
        return members.index(rows[what.at].regions[0])
    return members.index(rows[-1].regions[-1]) + 1 if rows else len(members)
