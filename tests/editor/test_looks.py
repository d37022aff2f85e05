"""Letters and colours stay with their articles."""

from __future__ import annotations

from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.looks import Looks, page_looks
from layout_tool.model import edits
from tests.model.documents import newspaper


def test_letters_follow_the_order_and_colours_stay() -> None:
    document = newspaper()
    first = page_looks(DocumentIndex(document), "p1")
    turned = edits.reorder_articles(document, ["p1-a2", "p1-a1"])
    then = page_looks(DocumentIndex(turned), "p1", first)
    assert [(name, look.letter) for name, look in first.items()] == [("p1-a1", "A"), ("p1-a2", "B")]
    assert [(name, look.letter) for name, look in then.items()] == [("p1-a2", "A"), ("p1-a1", "B")]
    assert {name: look.colour for name, look in then.items()} == {name: look.colour for name, look in first.items()}


def test_a_page_without_articles_has_no_looks() -> None:
    assert page_looks(DocumentIndex(newspaper()), "p2") == {}


def test_all_who_draw_a_page_get_the_same_looks_until_it_changes() -> None:
    kept = Looks()
    index = DocumentIndex(newspaper())
    first = kept.of(index, "p1")
    assert kept.of(index, "p1") is first
    turned = DocumentIndex(edits.reorder_articles(index.document, ["p1-a2", "p1-a1"]))
    assert kept.of(turned, "p1")["p1-a1"].colour == first["p1-a1"].colour
    assert kept.of(turned, "nowhere") == {}
