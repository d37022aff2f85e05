"""The runner-up taken, decisions confirmed: the page says what was fixed, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from layout_tool import propose
from layout_tool.batch.propose import open_page
from layout_tool.model import edits
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.decision import Decision, DecisionKind, RunnerUp
from layout_tool.model.document import Document
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import CHAINED_ROLES, Placed, locks_in
from layout_tool.model.held import held_on
from layout_tool.model.locks import CannotLink, HeadOf, MustLink, Opens, RoleLock
from layout_tool.model.page_facts import confirming, facts_on, fixed
from layout_tool.model.page_reading import reading_of
from layout_tool.model.roles import Role
from layout_tool.resources import path
from tests.model.documents import newspaper

SAMPLES = ("river-evening.pdf", "harbour-daily.pdf", "trade-paper.flowed.txt")


@cache
def page(name: str) -> Document:
    return propose(path("samples", name))


def every() -> Iterator[tuple[Document, Decision]]:
    for name in SAMPLES:
        document = page(name)
        yield from ((document, decision) for decision in document.decisions if decision.runner_up is not None)


def read_after(document: Document) -> set[tuple[str, str]]:
    """What text line is read after what, directly or past subheads."""
    roles = {region.id: region for region in document.regions()}
    found: set[tuple[str, str]] = set()
    for article in document.articles:
        regions = [roles[name] for name in article.regions if roles[name].role in CHAINED_ROLES]
        found.update(pairwise(line.id for region in regions for line in region.lines))
        plain = [region for region in regions if region.role is not Role.SUBHEAD]
        found.update(pairwise(line.id for region in plain for line in region.lines))
    return found


def home(document: Document, line: str) -> str | None:
    region = next(one.id for one in document.regions() if any(own.id == line for own in one.lines))
    return next((article.id for article in document.articles if region in article.regions), None)


def role(document: Document, line: str) -> Role:
    return next(one.role for one in document.regions() if any(own.id == line for own in one.lines))


def attempt(document: Document, decision: Decision) -> Document | None:
    """The page with the runner-up taken; None where the text would be read in a circle."""
    try:
        return edits.taken(document, decision.id)
    except EditError as error:
        if error.phrase.key == "edit_read_in_circle":
            return None
        raise


def says(document: Document, fact: object) -> bool:
    """Whether the page is as the fact has it."""
    match fact:
        case MustLink(first, then):
            return (first, then) in read_after(document)
        case CannotLink(first, then):
            return (first, then) not in read_after(document)
        case HeadOf(head, body) | Placed(head, str(body)):
            return home(document, head) == home(document, body) is not None
        case Placed(line, None):
            return home(document, line) is None
        case RoleLock(line, wanted):
            return role(document, line) is wanted
        case _:
            return False


def test_whatever_runner_up_is_taken_the_page_says_so_and_no_line_is_lost() -> None:
    count = 0
    for document, decision in every():
        before = sorted(line.text for region in document.regions() for line in region.lines)
        after = attempt(document, decision)
        if after is None:
            continue
        (fact,) = facts_on(after.pages[0])
        assert says(after, fact), (decision, fact)
        assert sorted(line.text for region in after.regions() for line in region.lines) == before
        assert to_json(from_json(to_json(after), "page")) == to_json(after)
        assert fixed(document, after) is after
        count += 1
    assert count > 100


def test_what_was_taken_is_no_doubt_any_more() -> None:
    for document, decision in every():
        after = attempt(document, decision)
        if after is None:
            continue
        now = next((one for one in after.decisions if one.id == decision.id), None)
        assert now is None or now.locked
        assert edits.accept(after, []) is after


def test_taken_twice_it_is_as_it_was_decided() -> None:
    document = page("trade-paper.flowed.txt")
    decision = next(
        one for one in document.decisions if one.kind is DecisionKind.HEAD and one.runner_up and len(one.subjects) == 2
    )
    once = edits.taken(document, decision.id)
    again = edits.taken(once, decision.id)
    assert facts_on(again.pages[0]) == (HeadOf(*decision.subjects),)
    assert home(again, decision.subjects[0]) == home(document, decision.subjects[0])


def test_a_third_choice_can_be_taken() -> None:
    document = page("trade-paper.flowed.txt")
    decision = next(one for one in document.decisions if one.kind is DecisionKind.LINK)
    after = edits.taken(document, decision.id, RunnerUp(DecisionKind.LINK, (), 0.0))
    assert decision.subjects not in read_after(after)
    assert facts_on(after.pages[0]) == (CannotLink(*decision.subjects),)


def test_two_stories_exchange_their_ends() -> None:
    document = newspaper()
    decision = Decision(
        "p1-d9", DecisionKind.LINK, ("p1-r4-l5", "p1-r5-l1"), 1.0, 0.1, (),
        RunnerUp(DecisionKind.LINK, ("p1-r4-l5", "p1-r9-l1"), 0.9),
    )  # fmt: skip
    after = edits.taken(replace(document, decisions=(decision,)), "p1-d9")
    first, second = after.articles
    assert first.regions == ("p1-r1", "p1-r2", "p1-r3", "p1-r4", "p1-r9", "p1-r6", "p1-r7")
    assert second.regions == ("p1-r8", "p1-r5")
    (now,) = after.decisions
    assert now.subjects == ("p1-r4-l5", "p1-r9-l1")
    assert now.locked
    assert now.runner_up is not None
    assert now.runner_up.subjects == ("p1-r4-l5", "p1-r5-l1")


def test_a_region_is_parted_where_the_other_text_comes_in() -> None:
    document = newspaper()
    decision = Decision(
        "p1-d9", DecisionKind.LINK, ("p1-r4-l2", "p1-r4-l3"), 1.0, 0.1, (),
        RunnerUp(DecisionKind.LINK, ("p1-r4-l2", "p1-r9-l2"), 0.9),
    )  # fmt: skip
    after = edits.taken(replace(document, decisions=(decision,)), "p1-d9")
    assert ("p1-r4-l2", "p1-r9-l2") in read_after(after)
    assert ("p1-r9-l1", "p1-r4-l3") in read_after(after)


def test_decisions_that_name_regions_are_taken_by_their_lines() -> None:
    after = edits.taken(newspaper(), "p1-d1")
    assert facts_on(after.pages[0]) == (MustLink("p1-r4-l5", "p1-r9-l1"),)


def test_without_another_choice_it_is_refused() -> None:
    with pytest.raises(EditError) as refused:
        edits.taken(newspaper(), "p1-d2")
    assert refused.value.phrase.key == "edit_no_runner_up"
    with pytest.raises(EditError):
        edits.taken(newspaper(), "p1-d7")


def test_what_is_confirmed_stays_when_other_things_are_fixed() -> None:
    document = page("trade-paper.flowed.txt")
    names = [one.id for one in document.decisions][:12]
    facts = [confirming(one, document) for one in document.decisions[:12]]
    after = edits.accept(document, names)
    assert list(facts_on(after.pages[0])) == facts
    assert any(isinstance(fact, Opens) for fact in facts)
    region = next(one for one in reversed(list(after.regions())) if one.role is Role.BODY)
    later = fixed(after, edits.set_role(after, [region.id], Role.NOTE))
    assert {one.id for one in later.decisions if one.locked} >= set(names)


def test_several_are_taken_at_once() -> None:
    document = page("trade-paper.flowed.txt")
    names = [one.id for one in document.decisions if one.kind is DecisionKind.HEAD and len(one.subjects) == 2]
    after = edits.taken_all(document, [*names, names[0] + "x"])
    assert len(facts_on(after.pages[0])) == len(names) > 1


@pytest.mark.parametrize("name", ["harbour-daily.pdf", "trade-paper.flowed.txt"])
def test_what_was_taken_stands_when_the_page_is_solved_again(name: str) -> None:
    document, opened = page(name), open_page(path("samples", name))
    weakest = sorted((one for one in document.decisions if one.runner_up is not None), key=lambda one: one.margin)[:12]
    for decision in weakest:
        after = edits.taken(document, decision.id)
        facts = facts_on(after.pages[0])
        proposal = opened.propose(locks_in(facts), reading_of(after, "p1", document))
        solved = resolved_page(after, "p1", proposal, held_on(after.pages[0], facts))
        assert all(says(solved, fact) for fact in facts), decision
        assert facts_on(solved.pages[0]) == facts


def test_what_was_never_decided_is_made_so() -> None:
    document = page("harbour-daily.pdf")
    first, second = [one for one in document.decisions if one.kind is DecisionKind.LINK][:2]
    for kind, subjects in (
        (DecisionKind.LINK, (first.subjects[0], second.subjects[1])),
        (DecisionKind.HEAD, next(one.subjects for one in document.decisions if one.kind is DecisionKind.HEAD)),
    ):
        wanted = Decision("", kind, subjects, 1.0, 2.0, (), RunnerUp(DecisionKind.LINK, (), 0.0))
        after = edits.instated(document, wanted)
        (fact,) = facts_on(after.pages[0])
        assert says(after, fact)
        assert fixed(document, after) is after
    lost = Decision("", DecisionKind.JUMP, first.subjects, 1.0, 2.0, ())
    with pytest.raises(EditError):
        edits.instated(document, lost)
