"""Approved, reopened, done: how far articles and pages have come, and what that locks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from layout_tool.messages import Language, load
from layout_tool.model import edits
from layout_tool.model.article import Status
from layout_tool.model.contract import check, from_json, to_json
from layout_tool.model.coverage import PageCoverage, coverage, orphans
from layout_tool.model.document import Document
from layout_tool.model.edits import EditError
from layout_tool.model.geometry import Box
from layout_tool.model.progress import PageStatus, document_status, page_status, page_statuses
from layout_tool.model.roles import Role
from tests.model.documents import newspaper

DOCUMENT = newspaper()
LOCKED = edits.approve(DOCUMENT, ["p1-a1"])


@pytest.mark.parametrize(
    "edit",
    [
        lambda: edits.set_role(LOCKED, ["p1-r4"], Role.NOTE),
        lambda: edits.assign(LOCKED, ["p1-r4"], None),
        lambda: edits.assign(LOCKED, ["p1-r9"], "p1-a1"),
        lambda: edits.remove_regions(LOCKED, ["p1-r4"]),
        lambda: edits.merge_articles(LOCKED, "p1-a2", ["p1-a1"]),
        lambda: edits.split_article(LOCKED, "p1-r4"),
        lambda: edits.delete_article(LOCKED, "p1-a1"),
        lambda: edits.make_headline_of(LOCKED, ["p1-r2"], "p1-a2"),
        lambda: edits.split_region(LOCKED, "p1-r4", 1),
        lambda: edits.join_regions(LOCKED, ["p1-r9", "p1-r4"]),
        lambda: edits.move_region(LOCKED, "p1-r4", 1, 1),
        lambda: edits.resize_region(LOCKED, "p1-r4", Box(0, 0, 1, 1)),
        lambda: edits.move_region_in_order(LOCKED, ["p1-r4"], 1),
        lambda: edits.place_regions(LOCKED, ["p1-r4"], "p1-a2", 0),
        lambda: edits.set_status(LOCKED, "p1-a1", Status.PROPOSED),
    ],
)
def test_what_is_approved_is_locked(edit: Callable[[], Document]) -> None:
    with pytest.raises(EditError, match="edit_approved") as caught:
        edit()
    assert load(Language.EN).words(caught.value.phrase) == "“渔港清晨开市忙” is approved. Reopen it to change it."


def test_what_stands_beside_an_approved_article_may_change() -> None:
    assert edits.set_role(LOCKED, ["p1-r4"], Role.BODY) is LOCKED
    gone = edits.delete_article(LOCKED, "p1-a2")
    assert (gone.articles[0].related, gone.articles[0].status) == ((), Status.APPROVED)
    assert [one.id for one in edits.place_article(LOCKED, "p1-a1", 2).articles] == ["p1-a2", "p1-a1"]


def test_reopening_takes_a_reason() -> None:
    opened = edits.reopen(LOCKED, "p1-a1", " the byline is wrong ")
    assert opened.articles[0].status is Status.CORRECTED
    assert opened.articles[0].extra == '{"reopened": "the byline is wrong"}'
    assert edits.set_role(opened, ["p1-r4"], Role.NOTE) != opened
    assert from_json(to_json(opened), "a.json") == opened
    with pytest.raises(EditError, match="no_reason"):
        edits.reopen(LOCKED, "p1-a1", "  ")
    with pytest.raises(EditError, match="not_approved"):
        edits.reopen(LOCKED, "p1-a2", "why not")


def test_a_page_is_done_when_somebody_says_so() -> None:
    fresh = edits.set_status(DOCUMENT, "p1-a2", Status.PROPOSED)
    assert page_statuses(fresh) == {"p1": PageStatus.PROPOSED, "p2": PageStatus.PROPOSED}
    touched = edits.set_role(fresh, ["p1-r4"], Role.NOTE)
    assert page_status(touched, "p1") is PageStatus.IN_PROGRESS
    done = edits.page_done(touched, "p1")
    assert page_status(done, "p1") is PageStatus.CORRECTED
    assert {one.status for one in done.articles} == {Status.CORRECTED}
    assert page_status(edits.approve(done, ["p1-a1", "p1-a2"]), "p1") is PageStatus.APPROVED
    assert page_status(edits.move_region(fresh, "p1-r11", 1, 0), "p1") is PageStatus.IN_PROGRESS


def test_a_page_without_articles_can_be_done_and_keeps_what_others_added() -> None:
    (first, second) = DOCUMENT.pages
    document = replace(DOCUMENT, pages=(first, replace(second, extra='{"scanner": "甲"}')))
    done = edits.page_done(document, "p2")
    assert page_status(done, "p2") is PageStatus.CORRECTED
    assert done.pages[1].extra == '{"scanner": "甲", "page_done": true}'
    assert done.pages[0] is first
    assert check(done) == []
    assert page_statuses(from_json(to_json(done), "a.json"))["p2"] is PageStatus.CORRECTED
    with pytest.raises(EditError, match="no_page"):
        edits.page_done(document, "p9")


def test_every_character_is_in_an_article_furniture_or_an_orphan() -> None:
    total = sum(len(line.text) for region in DOCUMENT.regions() for line in region.lines)
    found = coverage(DOCUMENT)
    assert found.pages[1] == PageCoverage("p2", 0, 0, 0)
    assert (found.articles, found.furniture, found.orphans, found.total) == (total - 31, 31, 0, total)
    loose = edits.remove_regions(DOCUMENT, ["p1-r3", "p1-r2", "p1-r10"])
    assert orphans(loose) == ["p1-r2", "p1-r3"]
    assert loose.outside == ("p1-r10", "p1-r11", "p1-r3", "p1-r2")
    assert coverage(loose).orphans == 20
    assert edits.assign(loose, ["p1-r2"], "p1-a1").articles[0].headline == DOCUMENT.articles[0].headline
    with pytest.raises(EditError, match="outside_already"):
        edits.remove_regions(DOCUMENT, ["p1-r10"])


def test_a_document_has_come_as_far_as_all_its_pages() -> None:
    start = newspaper()
    assert document_status(start) is PageStatus.IN_PROGRESS
    assert document_status(edits.page_done(start, start.pages[0].id)) is PageStatus.IN_PROGRESS
    done = start
    for page in start.pages:
        done = edits.page_done(done, page.id)
    assert document_status(done) is PageStatus.CORRECTED
    assert document_status(edits.approve(done, [done.articles[0].id])) is PageStatus.CORRECTED
    assert document_status(replace(start, pages=(), articles=())) is PageStatus.PROPOSED
