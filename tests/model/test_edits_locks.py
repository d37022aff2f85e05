"""Locking fixes how regions are read now; unlocking lets it go; neither moves anything."""

from __future__ import annotations

from layout_tool.model import edits
from layout_tool.model.document import Document
from layout_tool.model.edits_locks import facts_about, lock_regions, naming, unlock_regions
from layout_tool.model.facts import Placed, lines_named
from layout_tool.model.locks import HeadOf, MustLink, Opens, RoleLock, Together
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import Role
from tests.model.documents import newspaper


def locked(*regions: str) -> Document:
    return lock_regions(newspaper(), regions)


def test_text_is_fixed_with_its_company_and_neighbours() -> None:
    document = newspaper()
    first, then = (region for region in document.pages[0].regions if region.role is Role.BODY and region.id < "p1-r6")
    assert facts_about(document, document.pages[0], [then.id]) == (
        RoleLock(then.lines[0].id, Role.BODY),
        Together(first.lines[0].id, then.lines[0].id),
        MustLink(first.lines[-1].id, then.lines[0].id),
    )
    assert facts_about(document, document.pages[0], [first.id]) == (
        RoleLock(first.lines[0].id, Role.BODY),
        Opens(first.lines[0].id),
        MustLink(first.lines[-1].id, then.lines[0].id),
    )


def test_headings_captions_and_what_is_outside_are_fixed_in_their_places() -> None:
    document = newspaper()
    page = document.pages[0]
    by_role = {region.role: region for region in reversed(page.regions)}
    head, caption, folio = by_role[Role.HEADLINE], by_role[Role.CAPTION], by_role[Role.FOLIO]
    body = by_role[Role.BODY].lines[0].id
    assert facts_about(document, page, [head.id])[1] == HeadOf(head.lines[0].id, body)
    assert facts_about(document, page, [caption.id])[1] == Placed(caption.lines[0].id, body)
    assert facts_about(document, page, [folio.id])[1] == Placed(folio.lines[0].id, None)


def test_a_lock_moves_nothing_and_says_the_same_only_once() -> None:
    before = newspaper()
    after = locked("p1-r4", "p1-r5")
    assert after.articles == before.articles
    assert after.outside == before.outside
    assert after.pages[0].regions == before.pages[0].regions
    assert lock_regions(after, ["p1-r4", "p1-r5"]) is after
    assert lock_regions(after, ["p1-r4"]) is after


def test_all_regions_of_a_page_can_be_locked_at_once() -> None:
    names = [region.id for region in newspaper().pages[0].regions]
    document = locked(*names)
    page = document.pages[0]
    assert set(facts_about(document, page, names)) == set(facts_on(page))


def test_unlocking_lifts_what_names_the_regions_and_nothing_else() -> None:
    document = locked("p1-r2", "p1-r4", "p1-r8", "p1-r9")
    open_again = unlock_regions(document, ["p1-r4"])
    page = open_again.pages[0]
    lines = {line.id for region in page.regions if region.id == "p1-r4" for line in region.lines}
    assert naming(page, ["p1-r4"]) == ()
    assert facts_on(page) == tuple(fact for fact in facts_on(document.pages[0]) if lines.isdisjoint(lines_named(fact)))
    assert facts_on(page)
    assert unlock_regions(open_again, ["p1-r4"]) is open_again


def test_a_later_edit_has_the_last_word_over_a_lock() -> None:
    document = locked("p1-r4")
    after = edits.set_role(document, ["p1-r4"], Role.NOTE)
    assert RoleLock("p1-r4-l1", Role.BODY) in facts_on(after.pages[0])
