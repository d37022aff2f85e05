"""Edits of order, by clicks, keys and drops."""

from __future__ import annotations

import pytest

from layout_tool.model import edits
from layout_tool.model.document import Document
from layout_tool.model.edits import EditError
from tests.model.documents import newspaper

DOCUMENT = newspaper()


def order(document: Document, name: str = "p1-a1") -> str:
    """The numbers of an article's regions in their order."""
    (article,) = (one for one in document.articles if one.id == name)
    return " ".join(region.removeprefix("p1-r") for region in article.regions)


def test_clicked_regions_take_the_places_that_they_held() -> None:
    assert order(edits.order_from_clicks(DOCUMENT, "p1-a1", ["p1-r5", "p1-r4"])) == "1 2 3 5 4 6 7"
    assert order(edits.order_from_clicks(DOCUMENT, "p1-a1", ["p1-r6", "p1-r1", "p1-r3"])) == "6 2 1 4 5 3 7"


def test_the_rest_follows_in_the_order_of_the_columns() -> None:
    assert order(edits.order_from_clicks(DOCUMENT, "p1-a1", ["p1-r5"], rest=True)) == "1 2 3 5 4 6 7"
    mixed = edits.reorder_regions(DOCUMENT, "p1-a1", [f"p1-r{number}" for number in (7, 6, 5, 4, 3, 2, 1)])
    assert order(edits.order_from_clicks(mixed, "p1-a1", ["p1-r2"], rest=True)) == "3 2 1 4 5 6 7"


def test_regions_move_as_a_group() -> None:
    assert order(edits.move_region_in_order(DOCUMENT, ["p1-r4"], -1)) == "1 2 4 3 5 6 7"
    assert order(edits.move_region_in_order(DOCUMENT, ["p1-r5", "p1-r3"], -1)) == "1 3 5 2 4 6 7"
    assert order(edits.move_region_in_order(DOCUMENT, ["p1-r3", "p1-r4"], 1)) == "1 2 5 3 4 6 7"
    assert order(edits.move_region_in_order(DOCUMENT, ["p1-r6"], 9)) == "1 2 3 4 5 7 6"


@pytest.mark.parametrize(
    ("regions", "step", "why"),
    [
        (["p1-r1"], -1, "first_already"),
        (["p1-r7", "p1-r6"], 1, "last_already"),
        (["p1-r10"], 1, "in_no_article"),
        (["p1-r1", "p1-r8"], 1, "one_article"),
    ],
)
def test_what_cannot_move_says_so(regions: list[str], step: int, why: str) -> None:
    with pytest.raises(EditError, match=why):
        edits.move_region_in_order(DOCUMENT, regions, step)


def test_articles_move_among_those_of_their_page() -> None:
    assert [one.id for one in edits.move_article_in_order(DOCUMENT, "p1-a1", 1).articles] == ["p1-a2", "p1-a1"]
    with pytest.raises(EditError, match="last_already"):
        edits.move_article_in_order(DOCUMENT, "p1-a2", 1)
    assert [one.id for one in edits.place_article(DOCUMENT, "p1-a2", 0).articles] == ["p1-a2", "p1-a1"]
    assert edits.place_article(DOCUMENT, "p1-a1", 1) is DOCUMENT


def test_a_drop_counts_rows_as_they_are_shown() -> None:
    assert order(edits.place_regions(DOCUMENT, ["p1-r4"], "p1-a1", 1)) == "1 4 2 3 5 6 7"
    assert order(edits.place_regions(DOCUMENT, ["p1-r2"], "p1-a1", 5)) == "1 3 4 5 2 6 7"
    assert order(edits.place_regions(DOCUMENT, ["p1-r8", "p1-r2"], "p1-a1", 99)) == "1 3 4 5 6 7 8 2"
    assert edits.place_regions(DOCUMENT, ["p1-r5"], None, 1).outside == ("p1-r10", "p1-r5", "p1-r11")
    assert edits.place_regions(DOCUMENT, ["p1-r2"], "p1-a1", 2) is DOCUMENT


def test_regions_follow_another() -> None:
    assert order(edits.place_regions_after(DOCUMENT, ["p1-r11", "p1-r1"], "p1-r4")) == "2 3 4 11 1 5 6 7"
    with pytest.raises(EditError, match="after_itself"):
        edits.place_regions_after(DOCUMENT, ["p1-r4"], "p1-r4")
