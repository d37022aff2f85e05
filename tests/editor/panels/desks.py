"""Documents in the editor for the tests of the panels."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from layout_tool import propose, resources
from layout_tool.editor.document import EditorDocument
from layout_tool.messages import Language, load
from layout_tool.model.document import Document
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper, page_proposal

EN, ZH = load(Language.EN), load(Language.ZH)


@cache
def printed() -> Document:
    """A proposal of a printed page: five articles, the first with a jump line."""
    return propose(resources.path("samples", "river-evening.pdf"))


def desk(document: Document | None = None) -> EditorDocument:
    """An editor on a document, the printed page where none is named."""
    return EditorDocument(Timeline(document or printed()))


def two_pages() -> EditorDocument:
    """An editor on a small document, a page with an article behind it."""
    editor = EditorDocument(Timeline(replace(newspaper(), pages=newspaper().pages[:1])))
    editor.add_page(page_proposal("p3"))
    return editor


__all__ = ["EN", "ZH", "desk", "printed", "two_pages"]
