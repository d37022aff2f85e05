"""What is like a correction: the same kind, the same change, the same loud evidence; the same looks for roles."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from layout_tool import propose
from layout_tool.model import edits
from layout_tool.model.decision import Decision, DecisionKind, Evidence, RunnerUp
from layout_tool.model.document import Document
from layout_tool.model.edit_error import EditError
from layout_tool.model.page_facts import facts_on, fixed
from layout_tool.model.roles import Role
from layout_tool.model.series import Alike, alike, corrected_alike, correction, likeness
from layout_tool.resources import path


@cache
def page(name: str = "evening-courier.flowed.txt") -> Document:
    return propose(path("samples", name))


def doubtful(document: Document) -> Document:
    """All its decisions so weak that each is offered."""
    return replace(document, decisions=tuple(replace(one, margin=0.5) for one in document.decisions))


def decision(*terms: tuple[str, float], other: RunnerUp | None = None) -> Decision:
    evidence = tuple(Evidence(name, score, 1.0) for name, score in terms)
    return Decision(
        "d1", DecisionKind.LINK, ("a", "b"), 0.0, 0.0, evidence, other or RunnerUp(DecisionKind.LINK, (), 0)
    )


def test_decisions_are_alike_by_their_loud_evidence() -> None:
    one = decision(("link.below", 3.0), ("link.prior", -1.0), ("link.cohesion", 0.1))
    assert likeness(one) == likeness(decision(("link.below", 2.0), ("link.prior", -2.0), ("link.kinship", 0.2)))
    assert likeness(one) != likeness(decision(("link.below", -3.0), ("link.prior", -1.0)))
    assert likeness(one) != likeness(decision(("link.below", 3.0)))
    other = RunnerUp(DecisionKind.LINK, ("a", "c"), 0.0)
    assert likeness(one) != likeness(decision(("link.below", 3.0), ("link.prior", -1.0), other=other))
    assert likeness(replace(one, runner_up=None)) is None
    assert likeness(replace(one, evidence=())) is None


def test_a_runner_up_that_is_taken_offers_the_others_like_it() -> None:
    document = doubtful(page())
    heads = [one for one in document.decisions if one.kind is DecisionKind.HEAD and len(one.subjects) == 2]
    first = heads[0]
    after = edits.taken(document, first.id)
    corrected = correction(document, after)
    assert corrected is not None
    assert corrected.role is None
    assert corrected.signs == likeness(first)
    found = alike(after, corrected)
    assert {one.decision for one in found} == {one.id for one in heads[1:] if likeness(one) == likeness(first)}
    done = corrected_alike(after, corrected, found[:2])
    assert len(facts_on(done.pages[0])) == 3
    assert {one.decision for one in alike(done, corrected)} == {one.decision for one in found[2:]}


def test_what_is_surer_than_what_was_corrected_is_not_offered() -> None:
    document = page()
    weakest = min((one for one in document.decisions if one.kind is DecisionKind.HEAD), key=lambda one: one.margin)
    after = edits.taken(document, weakest.id)
    corrected = correction(document, after)
    assert corrected is not None
    margins = {one.id: one.margin for one in after.decisions}
    assert all(margins[one.decision or ""] <= corrected.reach for one in alike(after, corrected))


def test_a_role_given_by_hand_offers_regions_of_the_same_looks() -> None:
    document = page("river-evening.pdf")
    bylines = [region for region in document.regions() if region.role is Role.BYLINE]
    assert len(bylines) > 2
    first, *others = bylines
    after = fixed(document, edits.set_role(document, [first.id], Role.SIGNOFF))
    corrected = correction(document, after)
    assert corrected is not None
    assert corrected.role is Role.SIGNOFF
    found = alike(after, corrected)
    assert found
    assert {one.regions[0] for one in found} <= {region.id for region in others}
    done = corrected_alike(after, corrected, found)
    assert all(done_role(done, one) is Role.SIGNOFF for one in found)
    assert alike(done, corrected) == ()


def done_role(document: Document, one: Alike) -> Role:
    return next(region.role for region in document.regions() if region.id == one.regions[0])


def test_approved_and_fixed_ones_are_left_alone() -> None:
    document = page("river-evening.pdf")
    first, second, *_ = [region for region in document.regions() if region.role is Role.BYLINE]
    after = fixed(document, edits.set_role(document, [first.id], Role.SIGNOFF))
    corrected = correction(document, after)
    assert corrected is not None
    found = alike(after, corrected)
    fixed_one = fixed(after, edits.set_role(after, [second.id], Role.NOTE))
    back = edits.set_role(fixed_one, [second.id], Role.BYLINE)
    assert len(alike(back, corrected)) == len([one for one in found if one.regions != (second.id,)])
    closed = edits.approve(after, [one.id for one in after.articles])
    assert alike(closed, corrected) == ()
    with pytest.raises(EditError):
        corrected_alike(closed, corrected, found)


def test_edits_that_correct_no_kind_of_thing_offer_nothing() -> None:
    document = page()
    region = document.articles[0].regions[0]
    for after in (
        edits.move_region(document, region, 1.0, 0.0),
        edits.move_article_in_order(document, document.articles[0].id, 1),
        edits.accept(document, [document.decisions[0].id]),
        document,
    ):
        assert correction(document, after) is None
