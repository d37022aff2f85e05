"""Locks: contradictions are named as a pair, and what holds becomes terms of the scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.chain_ties import FORBIDDEN, REQUIRED
from layout_tool.engine.chains import ChainScores
from layout_tool.engine.lock_logic import check_locks
from layout_tool.engine.lock_terms import LockTerms, cut_before, place_locks
from layout_tool.engine.locked_lines import LockedLines
from layout_tool.errors import ImpossibleLock, LockConflict, LockOverPages, LocksConflict, UnknownLine
from layout_tool.model.locks import CannotLink, HeadOf, Lock, MustLink, OrderLock, RoleLock
from layout_tool.model.locks_json import lock_words
from layout_tool.model.roles import Role

A, B, C, D = "p1-l1", "p1-l2", "p1-l3", "p1-l4"
INDEX = {A: 0, B: 1, C: 2, D: 3}

CONTRADICTIONS: dict[str, tuple[list[Lock], set[Lock]]] = {
    "two after one": ([MustLink(A, B), MustLink(A, C)], {MustLink(A, B), MustLink(A, C)}),
    "two before one": ([MustLink(A, C), MustLink(B, C)], {MustLink(A, C), MustLink(B, C)}),
    "must and cannot": ([MustLink(A, B), CannotLink(A, B)], {MustLink(A, B), CannotLink(A, B)}),
    "cannot and must": ([CannotLink(A, B), MustLink(A, B)], {MustLink(A, B), CannotLink(A, B)}),
    "there and back": ([MustLink(A, B), MustLink(B, A)], {MustLink(A, B), MustLink(B, A)}),
    "after itself": ([MustLink(A, A)], {MustLink(A, A)}),
    "two roles": (
        [RoleLock(A, Role.BODY), RoleLock(A, Role.BYLINE)],
        {RoleLock(A, Role.BODY), RoleLock(A, Role.BYLINE)},
    ),
    "a link from a headline": (
        [RoleLock(A, Role.HEADLINE), MustLink(A, B)],
        {RoleLock(A, Role.HEADLINE), MustLink(A, B)},
    ),
    "a link to a folio": ([MustLink(A, B), RoleLock(B, Role.FOLIO)], {MustLink(A, B), RoleLock(B, Role.FOLIO)}),
    "a head that is body": ([HeadOf(A, B), RoleLock(A, Role.BODY)], {HeadOf(A, B), RoleLock(A, Role.BODY)}),
    "a body that is a caption": ([HeadOf(A, B), RoleLock(B, Role.CAPTION)], {HeadOf(A, B), RoleLock(B, Role.CAPTION)}),
    "a head in a chain": ([HeadOf(A, B), MustLink(A, C)], {HeadOf(A, B), MustLink(A, C)}),
    "an order of furniture": ([OrderLock(A, B), RoleLock(B, Role.FOLIO)], {OrderLock(A, B), RoleLock(B, Role.FOLIO)}),
    "two orders": ([OrderLock(A, B), OrderLock(B, A)], {OrderLock(A, B), OrderLock(B, A)}),
    "before itself": ([OrderLock(A, A)], {OrderLock(A, A)}),
    "before itself over a link": ([MustLink(A, B), OrderLock(A, B)], {MustLink(A, B), OrderLock(A, B)}),
    "a head of its own": ([HeadOf(A, A)], {HeadOf(A, A)}),
    "the head of a head": ([HeadOf(A, B), HeadOf(B, C)], {HeadOf(A, B), HeadOf(B, C)}),
}


@pytest.mark.parametrize("kind", list(CONTRADICTIONS))
def test_a_contradiction_names_the_pair(kind: str) -> None:
    locks, pair = CONTRADICTIONS[kind]
    with pytest.raises(LockConflict) as caught:
        check_locks(locks)
    assert set(caught.value.fields.values()) == {lock_words(lock) for lock in pair}


@pytest.mark.parametrize("kind", list(CONTRADICTIONS))
def test_the_pair_is_named_in_any_order_of_the_locks(kind: str) -> None:
    locks, pair = CONTRADICTIONS[kind]
    with pytest.raises(LockConflict) as caught:
        check_locks([*reversed(locks), OrderLock("p2-l1", "p2-l9")])
    assert set(caught.value.fields.values()) == {lock_words(lock) for lock in pair}


@pytest.mark.parametrize("lock", [MustLink(A, A), OrderLock(A, A), HeadOf(A, A)])
def test_a_line_tied_to_itself_is_one_lock_that_cannot_hold(lock: Lock) -> None:
    with pytest.raises(ImpossibleLock) as caught:
        check_locks([MustLink(B, C), lock])
    assert caught.value.fields == {"lock": lock_words(lock)}


def test_locks_are_worded_as_in_their_file() -> None:
    with pytest.raises(LockConflict) as caught:
        check_locks([CannotLink(A, B), MustLink(A, B)])
    assert caught.value.fields == {"first": "cannot-link p1-l1 p1-l2", "second": "must-link p1-l1 p1-l2"}
    assert lock_words(RoleLock(A, Role.HEADLINE)) == "role p1-l1 headline"
    assert lock_words(HeadOf(A, B)) == "head-of p1-l1 p1-l2"


@pytest.mark.parametrize(
    "lock", [MustLink(A, "p9-l9"), CannotLink("p9-l9", A), RoleLock("p9-l9", Role.BODY), HeadOf(A, "p9-l9"),
             OrderLock("p9-l9", B)],
)  # fmt: skip
def test_a_line_that_no_page_has_is_named_with_its_lock(lock: Lock) -> None:
    locked = LockedLines([MustLink(A, B), lock, MustLink("p2-l1", "p2-l2")])
    locked.seen(INDEX)
    locked.seen(["p2-l1", "p2-l2"])
    with pytest.raises(UnknownLine) as caught:
        locked.check("locks.json")
    assert caught.value.fields == {"path": "locks.json", "lock": lock_words(lock), "line": "p9-l9"}


def test_locked_lines_that_are_all_there_pass() -> None:
    locked = LockedLines([MustLink(A, "p2-l1"), RoleLock(D, Role.BODY)])
    locked.seen(INDEX)
    locked.seen(["p2-l1"])
    locked.check("locks.json")


@pytest.mark.parametrize(
    "locks",
    [
        [MustLink(A, B), MustLink(B, C), MustLink(C, A)],
        [OrderLock(A, B), OrderLock(B, C), OrderLock(C, A)],
        [MustLink(A, C), OrderLock(A, B), OrderLock(B, C)],
        [HeadOf(A, B), HeadOf(A, C), OrderLock(B, C)],
        [HeadOf(A, C), HeadOf(B, C), CannotLink(A, B), CannotLink(B, A)],
    ],
)
def test_where_no_two_contradict_all_that_do_are_named(locks: list[Lock]) -> None:
    with pytest.raises(LocksConflict) as caught:
        check_locks([RoleLock(D, Role.BODY), *locks])
    words = [lock_words(lock) for lock in locks]
    assert caught.value.fields == {"first": words[0], "second": words[1], "others": ", ".join(words[2:])}


@pytest.mark.parametrize("lock", [MustLink(A, "p2-l1"), HeadOf("p2-l1", A), OrderLock("p10-l1", "p9-l1")])
def test_an_article_over_two_pages_and_pages_turned_round_are_one_lock_that_cannot_hold(lock: Lock) -> None:
    with pytest.raises(LockOverPages) as caught:
        check_locks([MustLink(B, C), lock])
    assert caught.value.fields == {"lock": lock_words(lock)}


def test_of_a_circle_and_a_pair_the_pair_is_named() -> None:
    with pytest.raises(LockConflict) as caught:
        check_locks([OrderLock(A, B), OrderLock(B, C), OrderLock(C, A), RoleLock(A, Role.FOLIO)])
    assert set(caught.value.fields) == {"first", "second"}


@pytest.mark.parametrize(
    "locks",
    [
        [],
        [MustLink(A, B), MustLink(B, C), MustLink(C, D)],
        [MustLink(A, B), MustLink(A, B)],
        [MustLink(A, B), CannotLink(B, A), CannotLink(A, C)],
        [CannotLink(A, B), CannotLink(B, A), CannotLink(A, A)],
        [RoleLock(A, Role.BODY), RoleLock(A, Role.BODY), MustLink(A, B)],
        [RoleLock(A, Role.HEADLINE), HeadOf(A, B), RoleLock(B, Role.BODY)],
        [RoleLock(A, Role.KICKER), HeadOf(A, C), HeadOf(B, C)],
        [HeadOf(A, B), HeadOf(A, D), MustLink(B, C), MustLink(C, D)],
        [HeadOf(A, B), HeadOf(A, C), CannotLink(B, C)],
        [HeadOf(A, C), HeadOf(B, C), CannotLink(A, B)],
        [RoleLock(C, Role.SIGNOFF), MustLink(B, C), HeadOf(A, C)],
        [OrderLock(A, "p2-l1"), CannotLink("p2-l1", A)],
        [OrderLock(A, B), OrderLock(B, C), OrderLock(A, C), OrderLock(A, B)],
        [RoleLock(A, Role.SUBHEAD), MustLink(A, B), RoleLock(C, Role.NOTE), MustLink(B, C)],
    ],
)
def test_locks_that_can_all_hold_pass(locks: list[Lock]) -> None:
    check_locks(locks)


@given(st.permutations(range(7)), st.sets(st.integers(0, 5)))
def test_links_along_one_order_never_contradict(order: list[int], kept: set[int]) -> None:
    names = [f"p1-l{k}" for k in order]
    check_locks([MustLink(names[k], names[k + 1]) for k in sorted(kept)])
    check_locks([OrderLock(names[k], names[k + 1]) for k in sorted(kept)])


@given(st.permutations(range(7)), st.integers(2, 7))
def test_links_in_a_circle_always_contradict(order: list[int], size: int) -> None:
    names = [f"p1-l{k}" for k in order[:size]]
    for kind in (MustLink, OrderLock):
        with pytest.raises(LockConflict):
            check_locks([kind(names[k], names[(k + 1) % size]) for k in range(size)])


@pytest.mark.parametrize(
    ("lock", "cuts"),
    [
        (MustLink(B, D), {2, 3}),
        (CannotLink(A, B), {1}),
        (HeadOf(B, D), {1, 2}),
        (RoleLock(C, Role.HEADLINE), {2, 3}),
        (OrderLock(A, D), {3}),
        (OrderLock("p2-l1", D), set()),
        (MustLink("p2-l1", B), {1}),
        (RoleLock("p2-l1", Role.BODY), set()),
    ],
)
def test_a_lock_cuts_where_it_speaks_of_part_of_a_fragment(lock: Lock, cuts: set[int]) -> None:
    assert cut_before([lock], INDEX) == cuts


def test_neighbours_locked_to_one_role_stay_together() -> None:
    assert cut_before([RoleLock(B, Role.HEADLINE), RoleLock(C, Role.HEADLINE)], INDEX) == {1, 3}
    assert cut_before([RoleLock(B, Role.HEADLINE), RoleLock(C, Role.DECK)], INDEX) == {1, 2, 3}


def test_locks_are_placed_by_fragment_and_those_of_other_pages_left() -> None:
    locks: list[Lock] = [
        MustLink(A, C), CannotLink(C, D), RoleLock(D, Role.BYLINE), HeadOf(B, C), OrderLock(A, D),
        MustLink(A, "p2-l1"), RoleLock("p2-l1", Role.BODY), OrderLock("p2-l1", "p2-l2"),
    ]  # fmt: skip
    terms = place_locks(locks, INDEX, [0, 1, 2, 3])
    assert terms.must == {(0, 2)}
    assert terms.cannot == {(2, 3)}
    assert terms.roles == {3: Role.BYLINE}
    assert terms.heads == {(1, 2)}
    assert terms.order == {(0, 3)}
    assert terms.placed == {0, 3}
    assert terms.kin == dict.fromkeys((0, 1, 2), frozenset({0, 1, 2}))
    assert terms.apart == {3: {0, 1, 2}} | dict.fromkeys((0, 1, 2), frozenset({3}))


def test_terms_require_and_forbid_and_leave_the_rest_alone() -> None:
    rng = np.random.default_rng(1)
    scores = ChainScores(rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4), rng.normal(size=4))
    before = scores.link.copy()
    terms = LockTerms(frozenset({(0, 1)}), frozenset({(1, 2)}), {2: Role.BODY, 3: Role.FOLIO})
    locked = terms.apply(scores)
    assert locked.link[0, 1] == REQUIRED
    assert locked.link[1, 2] == FORBIDDEN
    assert locked.outside[2] == FORBIDDEN
    assert locked.outside[3] == REQUIRED
    free = np.ones((4, 4), dtype=bool)
    free[0, 1] = free[1, 2] = False
    assert np.array_equal(locked.link[free], before[free])
    assert np.array_equal(scores.link, before)
    assert np.array_equal(locked.start, scores.start)


def test_a_locked_head_scores_for_its_own_story_alone() -> None:
    terms = LockTerms(heads=frozenset({(5, 2)}))
    extra = terms.head_scores([[4, 5], [7]], [[0, 1], [2, 3]])
    assert set(extra) == {(0, 1)}
    assert extra[0, 1] > 1000
