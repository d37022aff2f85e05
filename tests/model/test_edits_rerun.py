"""A page proposed again around what is pinned; articles that go on on another page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layout_tool.model import edits
from layout_tool.model.article import Continuation, Status
from layout_tool.model.contract import check
from layout_tool.model.document import Document, Region
from layout_tool.model.edits import EditError
from layout_tool.model.geometry import Box
from layout_tool.model.operations import with_page
from layout_tool.model.progress import PageStatus, page_status
from layout_tool.model.proposal import PageProposal
from layout_tool.model.renaming import renamed
from layout_tool.model.roles import Role
from tests.model.documents import newspaper, page_proposal

FRESH = edits.set_status(newspaper(), "p1-a2", Status.PROPOSED)


def proposal(document: Document) -> PageProposal:
    articles = tuple(replace(article, status=Status.PROPOSED) for article in document.articles)
    return PageProposal(document.pages[0], articles, document.outside, document.decisions)


def regions(document: Document) -> dict[str, Region]:
    assert check(document) == []
    return {region.id: region for region in document.regions()}


def test_what_nobody_touched_gives_way() -> None:
    other = edits.merge_articles(FRESH, "p1-a1", ["p1-a2"])
    after = edits.rerun_page(FRESH, "p1", proposal(other))
    assert after == replace(other, articles=(replace(other.articles[0], status=Status.PROPOSED),))
    assert edits.rerun_page(FRESH, "p1", proposal(FRESH)) == FRESH


def test_a_corrected_article_stays_and_the_rest_is_new() -> None:
    edited = edits.page_done(
        edits.set_status(edits.set_role(FRESH, ["p1-r4"], Role.NOTE), "p1-a2", Status.PROPOSED), "p2"
    )
    other = edits.set_role(FRESH, ["p1-r9"], Role.NOTE)
    after = edits.rerun_page(edited, "p1", proposal(other))
    assert after.articles[0] is edited.articles[0]
    assert all(regions(after)[name] is regions(edited)[name] for name in edited.articles[0].regions)
    assert regions(after)["p1-r9"].role is Role.NOTE
    assert [one.id for one in after.articles] == ["p1-a1", "p1-a2"]
    assert [one.id for one in after.decisions] == ["p1-d1", "p1-d2"]
    assert [one.status for one in after.articles] == [Status.CORRECTED, Status.PROPOSED]
    assert after.pages[1] is edited.pages[1]


def test_ids_that_are_taken_get_a_number() -> None:
    pinned = edits.approve(FRESH, ["p1-a1"])
    turned = {"p1-r4": "p1-r8", "p1-r8": "p1-r4", "p1-a1": "p1-a2", "p1-a2": "p1-a1", "p1-c1": "p1-c9"}
    after = edits.rerun_page(pinned, "p1", proposal(renamed(FRESH, turned)))
    assert regions(after)["p1-r4"] is regions(pinned)["p1-r4"]
    assert [(one.id, one.regions) for one in after.articles][1] == ("p1-a1.2", ("p1-r4.2", "p1-r9"))
    assert after.articles[1].paragraphs == FRESH.articles[1].paragraphs
    assert regions(after)["p1-r9"].column == "p1-c9"
    assert sorted(one.id for one in after.pages[0].columns) == ["p1-c1", "p1-c2", "p1-c9"]


def test_fresh_articles_keep_what_is_not_pinned() -> None:
    taken = edits.new_article(edits.remove_regions(FRESH, ["p1-r5"]), ["p1-r5"])
    alone = replace(taken, articles=tuple(
        one if one.regions == ("p1-r5",) else replace(one, status=Status.PROPOSED) for one in taken.articles
    ))  # fmt: skip
    after = edits.rerun_page(alone, "p1", proposal(FRESH))
    assert regions(after).keys() == regions(FRESH).keys()
    (first,) = (one for one in after.articles if one.id == "p1-a1")
    assert first.status is Status.PROPOSED
    assert "p1-r5" not in first.regions
    assert ("p1-r4-l4", "p1-r4-l5") in [one.lines for one in first.paragraphs]
    assert after.decisions[0].id == "p1-d2"


def test_a_region_made_by_hand_outside_stays() -> None:
    drawn = edits.draw_region(FRESH, "p1", Box(0, 27.5, 40, 29), Role.NOTE)
    after = edits.rerun_page(edits.page_done(drawn, "p1"), "p1", proposal(FRESH))
    assert regions(after)["p1-r11.2"] is regions(drawn)["p1-r11.2"]
    assert set(after.outside) == {"p1-r10", "p1-r11", "p1-r11.2"}
    assert page_status(after, "p1") is PageStatus.IN_PROGRESS
    assert (
        page_status(edits.rerun_page(edits.page_done(FRESH, "p2"), "p1", proposal(FRESH)), "p2") is PageStatus.CORRECTED
    )


def test_lines_that_the_proposal_lacks_stand_outside() -> None:
    (page, _), less = FRESH.pages, FRESH.articles[1:]
    held = tuple(region for region in page.regions if region.id not in FRESH.articles[0].regions)
    poor = PageProposal(replace(page, regions=held), (replace(less[0], related=()),), FRESH.outside, ())
    after = edits.rerun_page(FRESH, "p1", poor)
    assert set(after.outside) == {*FRESH.articles[0].regions, *FRESH.outside}
    assert [one.id for one in after.articles] == ["p1-a2"]
    assert len(regions(after)) == 11


def test_a_proposal_of_other_text_or_another_page_is_refused() -> None:
    page = FRESH.pages[0]
    (first, *others) = page.regions
    longer = replace(first, lines=(replace(first.lines[0], text="海上丰收季节"),))
    with pytest.raises(EditError, match="other_text"):
        edits.rerun_page(FRESH, "p1", replace(proposal(FRESH), page=replace(page, regions=(longer, *others))))
    with pytest.raises(EditError, match="other_page"):
        edits.rerun_page(FRESH, "p2", proposal(FRESH))
    with pytest.raises(EditError, match="no_page"):
        edits.rerun_page(FRESH, "p9", proposal(FRESH))


def test_a_page_read_in_other_lines_is_taken_as_a_whole_while_nothing_is_pinned() -> None:
    page = FRESH.pages[0]
    (first, *others) = page.regions
    (line,) = first.lines
    halves = (replace(line, text=line.text[:2], span=None), replace(line, id="p1-r1-l2", text=line.text[2:], span=None))
    new = replace(proposal(FRESH), page=replace(page, regions=(replace(first, lines=halves), *others)))
    assert regions(edits.rerun_page(FRESH, "p1", new))["p1-r1"].lines == halves
    with pytest.raises(EditError, match="other_text"):
        edits.rerun_page(edits.approve(FRESH, ["p1-a2"]), "p1", new)


def test_an_article_goes_on_on_another_page() -> None:
    whole = with_page(FRESH, page_proposal("p3"))
    after = edits.link_jump(whole, "p1-a2", "p3-a1")
    assert check(after) == []
    article = after.articles[1]
    assert article.regions == ("p1-r8", "p1-r9", "p3-r1", "p3-r2")
    assert article.continues == Continuation("A3", "3")
    assert article.headline == "Harbour reopens"
    assert regions(after)["p3-r1"].role is Role.SUBHEAD
    again = edits.rerun_page(after, "p3", page_proposal("p3"))
    assert again.articles == after.articles
    with pytest.raises(EditError, match="merge_two"):
        edits.link_jump(after, "p1-a2", "p1-a2")
    with pytest.raises(EditError, match="jump_one_page"):
        edits.link_jump(whole, "p1-a1", "p1-a2")


def test_a_heading_that_becomes_that_of_another_article_leaves_its_own() -> None:
    after = edits.make_headline_of(FRESH, ["p1-r8"], "p1-a1")
    assert check(after) == []
    first, second = after.articles
    assert (second.headline, second.regions) == (None, ("p1-r9",))
    assert (first.headline, first.deck) == ("Harbour reopens", "渔港清晨开市忙")
    bare = edits.remove_regions(FRESH, ["p1-r9"])
    assert [one.id for one in edits.make_headline_of(bare, ["p1-r8"], "p1-a1").articles] == ["p1-a1"]
