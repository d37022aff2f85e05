"""Patches: there and back again, over any edits, with pages that came in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.model import edits
from layout_tool.model.article import Status
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document
from layout_tool.model.edits import EditError
from layout_tool.model.operations import Done, Operation, Proposed, Redone, Undone, with_history
from layout_tool.model.patches import Patch, PatchMismatch, Splice, difference, patched
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from layout_tool.model.timeline import NothingThere, Timeline
from tests.model.documents import newspaper, page_proposal

START = newspaper()
REGIONS = [region.id for region in START.regions()]
ARTICLES = [article.id for article in START.articles]
names = st.sampled_from(REGIONS)
articles = st.sampled_from(ARTICLES)
roles = st.sampled_from(list(Role))
Edit = Callable[[Document], Document]
steps: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda name, role: lambda document: edits.set_role(document, [name], role), names, roles),
    st.builds(lambda name, to: lambda document: edits.assign(document, [name], to), names, st.none() | articles),
    st.builds(lambda name: lambda document: edits.new_article(document, [name]), names),
    st.builds(lambda a, b: lambda document: edits.merge_articles(document, a, [b]), articles, articles),
    st.builds(lambda name: lambda document: edits.split_region(document, name, 1), names),
    st.builds(lambda a, b: lambda document: edits.join_regions(document, [a, b]), names, names),
    st.builds(lambda name: lambda document: edits.delete_article(document, name), articles),
    st.builds(lambda name: lambda document: edits.set_status(document, name, Status.APPROVED), articles),
    st.builds(lambda name, dx: lambda document: edits.move_region(document, name, dx, 1), names, st.floats(-3, 3)),
)


def operation(patch: Patch, name: str = "edit") -> Operation:
    return Operation(name, (("count", 2),), "p1", "2031-09-10T08:00:00Z", "A. N.", patch)


def edited(document: Document, edit: Edit) -> Document:
    try:
        return edit(document)
    except EditError:
        return document


@given(st.lists(steps, max_size=6))
def test_a_patch_leads_there_and_back(chosen: list[Edit]) -> None:
    after = START
    for edit in chosen:
        after = edited(after, edit)
    patch = difference(START, after)
    assert patched(START, patch) == after
    assert to_json(patched(after, patch.turned())) == to_json(START)
    assert bool(patch) == (after != START)


@given(st.lists(steps | st.just(None), max_size=8), st.integers(0, 8))
def test_undo_restores_the_same_bytes_whatever_pages_came_in(chosen: list[Edit | None], back: int) -> None:
    timeline, states, pages = Timeline(START), [START], 0
    for edit in chosen:
        if edit is None:
            pages += 1
            proposal = page_proposal(f"q{pages}")
            timeline = timeline.after(Proposed(proposal))
            states = [Timeline(state).after(Proposed(proposal)).document for state in states]
            continue
        after = edited(timeline.document, edit)
        timeline = timeline.done(operation(difference(timeline.document, after)), after)
        states.append(after)
    end = timeline
    for state in reversed(states[:-1][-back:] if back else []):
        timeline = timeline.after(Undone())
        assert to_json(timeline.document) == to_json(state)
    while timeline.next is not None:
        timeline = timeline.after(Redone())
    assert timeline == end


def test_what_was_undone_is_gone_once_something_else_is_done() -> None:
    role = difference(START, edits.set_role(START, [REGIONS[0]], Role.DECK))
    timeline = Timeline(START).replayed([Done(operation(role, "one")), Undone(), Done(operation(role, "two"))])
    assert [step.name for step in timeline.past] == ["two"]
    assert timeline.next is None
    with pytest.raises(NothingThere):
        timeline.after(Redone())
    with pytest.raises(NothingThere):
        Timeline(START).after(Undone())


def test_a_patch_keeps_what_it_does_not_name() -> None:
    after = edits.set_role(START, [REGIONS[0]], Role.DECK)
    again = patched(START, difference(START, after))
    assert again.pages[1] is START.pages[1]
    assert again.outside is START.outside


def test_a_patch_of_another_document_is_refused() -> None:
    patch = difference(START, edits.set_role(START, [REGIONS[0]], Role.DECK))
    with pytest.raises(PatchMismatch):
        patched(patched(START, patch), patch)
    with pytest.raises(PatchMismatch):
        Splice(1, ("b",), ()).applied(("a", "c"))


def test_history_tells_who_did_what() -> None:
    document = with_history(START, [operation(Patch())])
    assert document.history[:-1] == START.history
    entry = document.history[-1]
    assert (entry.at, entry.by, entry.operation) == ("2031-09-10T08:00:00Z", "A. N.", "edit")
    assert entry.detail == '{"count": 2, "page": "p1"}'
    assert with_history(START, []) is START


def test_a_page_that_came_in_stands_behind_the_others() -> None:
    proposal: PageProposal = page_proposal("q1")
    document = Timeline(START).after(Proposed(proposal)).document
    assert document.pages == (*START.pages, proposal.page)
    assert document.outside == (*START.outside, *proposal.outside)
