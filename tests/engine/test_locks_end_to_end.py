"""Locks through the whole of text mode: every one is honoured, on a page as the engine proposes it by itself."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from layout_tool.engine.lock_logic import contradictory
from layout_tool.errors import LockConflict
from layout_tool.model.decision import DecisionKind
from layout_tool.model.locks import Apart, CannotLink, HeadOf, Lock, MustLink, Opens, OrderLock, RoleLock, Together
from layout_tool.model.locks_json import lock_words
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, Role
from tests.engine.proposing import (
    all_lines,
    article_of,
    assert_sound,
    follows,
    line_with,
    propose_text,
    reading_order,
    region_of,
)
from tests.typeset.composition import ColumnShape, Setting, compose, even_columns
from tests.typeset.flowed import flow
from tests.typeset.pages import trade_paper
from tests.typeset.story import load

PAPER = trade_paper().dump.text
PLAIN = propose_text(PAPER)


def _small_page() -> str:
    """Two stories of two short columns each, one with a headline and byline over it, one headless."""
    stories = load("trade-paper").stories
    parcels = replace(stories["parcels"], paragraphs=stories["parcels"].paragraphs[:2])
    comment = replace(stories["comment"], paragraphs=stories["comment"].paragraphs[:2])
    pieces = (
        compose(parcels, Setting(even_columns(parcels, 15, 2))),
        compose(comment, Setting((ColumnShape(23, 6), ColumnShape(23, 60)))),
    )
    return flow(pieces).text


SMALL = _small_page()
NAMES = [line.id for line in all_lines(propose_text(SMALL))]


def honours(proposal: PageProposal, lock: Lock) -> bool:
    """Whether the page is as the lock says."""
    if isinstance(lock, MustLink):
        return follows(proposal, lock.before, lock.after)
    if isinstance(lock, CannotLink):
        headings = [region_of(proposal, line).role in HEADING_ROLES for line in (lock.before, lock.after)]
        return headings == [True, False] or not follows(proposal, lock.before, lock.after)
    if isinstance(lock, RoleLock):
        return region_of(proposal, lock.line).role is lock.role
    if isinstance(lock, HeadOf):
        article = article_of(proposal, lock.head)
        heading = region_of(proposal, lock.head).role in HEADING_ROLES
        return heading and article is not None and article == article_of(proposal, lock.body)
    if isinstance(lock, Together | Apart):
        one, other = (article_of(proposal, line) for line in (lock.one, lock.other))
        return (one is not None and one == other) is isinstance(lock, Together)
    if isinstance(lock, Opens):
        return _opening(proposal, lock.line) == lock.line
    names = [article.id for article in proposal.articles]
    homes = [article_of(proposal, line) for line in (lock.first, lock.then)]
    places = [names.index(article.id) for article in homes if article is not None]
    return len(places) == 2 and places[0] < places[1]


def _opening(proposal: PageProposal, line: str) -> str | None:
    """The first line of text of the article that holds the line."""
    article = article_of(proposal, line)
    regions = {region.id: region for region in proposal.page.regions}
    own = [regions[name] for name in (article.regions if article is not None else ())]
    return next((region.lines[0].id for region in own if region.role in FLOW_ROLES), None)


def _locked(*locks: Lock, text: str = PAPER) -> PageProposal:
    """The page under the locks, all of them honoured."""
    proposal = propose_text(text, locks)
    assert_sound(text, proposal)
    for lock in locks:
        assert honours(proposal, lock), lock
    return proposal


def _body(proposal: PageProposal, article: int) -> list[str]:
    """The lines of an article's running text."""
    regions = {region.id: region for region in proposal.page.regions}
    names = proposal.articles[article].regions
    return [line.id for name in names if regions[name].role is Role.BODY for line in regions[name].lines]


def _articles_of_text() -> list[int]:
    """Places of the articles that have running text, longest first."""
    places = [place for place in range(len(PLAIN.articles)) if len(_body(PLAIN, place)) > 8]
    return sorted(places, key=lambda place: -len(_body(PLAIN, place)))


LONG, OTHER = _articles_of_text()[:2]
HEAD = line_with(PLAIN, "岚川内河港货量连月回升").id


def test_the_page_by_itself_has_what_the_locks_will_change() -> None:
    assert len(_articles_of_text()) >= 3
    assert region_of(PLAIN, HEAD).role in HEADING_ROLES
    assert article_of(PLAIN, HEAD) == PLAIN.articles[LONG]


def test_a_link_between_two_stories() -> None:
    lock = MustLink(_body(PLAIN, LONG)[-1], _body(PLAIN, OTHER)[0])
    proposal = _locked(lock)
    (link,) = [each for each in proposal.decisions if each.subjects == (lock.before, lock.after)]
    assert link.kind is DecisionKind.LINK
    assert link.locked
    assert [each for each in proposal.decisions if each.locked] == [link]


@pytest.mark.parametrize(("before", "after"), [(3, 20), (20, 3), (0, -1), (-1, 0), (5, 4)])
def test_a_link_between_lines_amid_one_story(before: int, after: int) -> None:
    body = _body(PLAIN, LONG)
    _locked(MustLink(body[before], body[after]))


def test_a_link_between_lines_amid_two_stories() -> None:
    _locked(MustLink(_body(PLAIN, LONG)[7], _body(PLAIN, OTHER)[4]))


def test_several_links_make_one_chain_of_four_places() -> None:
    long, other = _body(PLAIN, LONG), _body(PLAIN, OTHER)
    _locked(MustLink(long[2], other[3]), MustLink(other[3], long[11]), MustLink(long[11], other[8]))


def test_a_link_makes_running_text_of_a_headline() -> None:
    lock = MustLink(_body(PLAIN, LONG)[-1], HEAD)
    assert region_of(_locked(lock), HEAD).role not in HEADING_ROLES


def test_a_link_that_the_engine_makes_anyway_is_marked_as_locked() -> None:
    link = next(each for each in PLAIN.decisions if each.kind is DecisionKind.LINK)
    proposal = _locked(MustLink(*link.subjects))
    assert [each.subjects for each in proposal.decisions if each.locked] == [link.subjects]
    assert [article.paragraphs for article in proposal.articles] == [article.paragraphs for article in PLAIN.articles]


def test_no_link_inside_what_was_one_fragment() -> None:
    body = _body(PLAIN, LONG)
    _locked(CannotLink(body[1], body[2]))


def test_no_link_between_two_fragments() -> None:
    link = next(each for each in PLAIN.decisions if each.kind is DecisionKind.LINK)
    assert follows(PLAIN, *link.subjects)
    _locked(CannotLink(*link.subjects))


def test_no_link_anywhere_in_a_story() -> None:
    body = _body(PLAIN, OTHER)
    _locked(*(CannotLink(before, after) for before, after in itertools.pairwise(body)))


@pytest.mark.parametrize("role", list(Role))
def test_a_line_of_text_takes_any_role(role: Role) -> None:
    _locked(RoleLock(_body(PLAIN, LONG)[10], role))


@pytest.mark.parametrize("role", list(Role))
def test_a_headline_takes_any_role(role: Role) -> None:
    _locked(RoleLock(HEAD, role))


def test_a_line_locked_to_byline_names_the_writers() -> None:
    text = "临湖渔民分到第一笔红利\n欧阳若谷 沈知远\n\n" + "\n".join(
        ["码头上的冷库本月建成投用，渔民不再贱卖当天", "的鱼。"] * 4
    )
    name = line_with(propose_text(text), "欧阳若谷").id
    article = article_of(_locked(RoleLock(name, Role.BYLINE), text=text), name)
    assert article is not None
    assert article.byline == ("欧阳若谷", "沈知远")


def test_a_line_locked_to_headline_is_no_part_of_the_text() -> None:
    line = _body(PLAIN, LONG)[10]
    proposal = _locked(RoleLock(line, Role.HEADLINE))
    assert all(line not in paragraph.lines for article in proposal.articles for paragraph in article.paragraphs)


def test_a_headline_locked_to_body_is_in_a_paragraph() -> None:
    proposal = _locked(RoleLock(HEAD, Role.BODY))
    article = article_of(proposal, HEAD)
    assert article is not None
    assert any(HEAD in paragraph.lines for paragraph in article.paragraphs)


def test_a_role_that_the_engine_gives_anyway_changes_nothing() -> None:
    proposal = _locked(RoleLock(HEAD, Role.HEADLINE))
    assert [article.headline for article in proposal.articles] == [article.headline for article in PLAIN.articles]
    assert [article.paragraphs for article in proposal.articles] == [article.paragraphs for article in PLAIN.articles]


def test_a_headline_goes_to_another_story() -> None:
    lock = HeadOf(HEAD, _body(PLAIN, OTHER)[0])
    proposal = _locked(lock)
    decisions = [each for each in proposal.decisions if each.kind is DecisionKind.HEAD and each.locked]
    assert len(decisions) == 1
    article = article_of(proposal, lock.body)
    assert article is not None
    assert "岚川内河港货量连月回升" in "".join(part or "" for part in (article.kicker, article.headline, article.deck))


def test_a_headline_goes_to_a_line_amid_a_story() -> None:
    _locked(HeadOf(HEAD, _body(PLAIN, OTHER)[6]))


def test_a_line_of_text_becomes_the_head_of_another_story() -> None:
    _locked(HeadOf(_body(PLAIN, LONG)[10], _body(PLAIN, OTHER)[0]))


def test_two_headings_stand_over_one_story() -> None:
    second = _body(PLAIN, LONG)[10]
    _locked(HeadOf(HEAD, _body(PLAIN, OTHER)[0]), HeadOf(second, _body(PLAIN, OTHER)[0]))


def test_two_headlines_change_places() -> None:
    heads = [each for each in PLAIN.decisions if each.kind is DecisionKind.HEAD][:2]
    (first, first_story), (second, second_story) = (each.subjects for each in heads)
    _locked(HeadOf(first, second_story), HeadOf(second, first_story))


def test_every_pair_of_articles_in_the_other_order() -> None:
    places = _articles_of_text()
    for first in places:
        for then in places:
            if first > then:
                _locked(OrderLock(_body(PLAIN, first)[0], _body(PLAIN, then)[-1]))


def test_all_articles_in_reverse_order() -> None:
    places = sorted(_articles_of_text(), reverse=True)
    _locked(*(OrderLock(_body(PLAIN, a)[0], _body(PLAIN, b)[0]) for a, b in itertools.pairwise(places)))


def test_an_order_between_lines_of_one_story_parts_it() -> None:
    body = _body(PLAIN, LONG)
    _locked(OrderLock(body[-1], body[0]))


def test_locks_of_all_kinds_together() -> None:
    long, other = _body(PLAIN, LONG), _body(PLAIN, OTHER)
    _locked(
        MustLink(long[4], other[5]),
        CannotLink(long[0], long[1]),
        RoleLock(long[10], Role.SUBHEAD),
        RoleLock(other[-1], Role.SIGNOFF),
        HeadOf(HEAD, other[5]),
    )


def test_locks_of_other_pages_change_nothing() -> None:
    locks: list[Lock] = [MustLink("p2-l1", "p2-l9"), RoleLock("p2-l3", Role.BODY), OrderLock("p2-l1", "p3-l1")]
    assert propose_text(PAPER, locks) == PLAIN


def test_the_order_of_the_locks_makes_no_difference() -> None:
    long, other = _body(PLAIN, LONG), _body(PLAIN, OTHER)
    locks: list[Lock] = [MustLink(long[4], other[5]), RoleLock(long[10], Role.HEADLINE), CannotLink(long[0], long[1])]
    assert propose_text(PAPER, locks) == propose_text(PAPER, locks[::-1])


def test_a_contradiction_raises_and_names_both() -> None:
    long = _body(PLAIN, LONG)
    locks: list[Lock] = [MustLink(long[0], long[9]), RoleLock(long[4], Role.BODY), CannotLink(long[0], long[9])]
    with pytest.raises(LockConflict) as caught:
        propose_text(PAPER, locks)
    assert set(caught.value.fields.values()) == {lock_words(locks[0]), lock_words(locks[2])}


ALL_KINDS = (MustLink, CannotLink, RoleLock, HeadOf, OrderLock)
MIXES: dict[str, tuple[type[Lock], ...]] = {
    "links": (MustLink,),
    "no links": (CannotLink,),
    "roles": (RoleLock,),
    "heads": (HeadOf,),
    "orders": (OrderLock,),
    "links and roles": (MustLink, CannotLink, RoleLock),
    "heads and no links": (HeadOf, CannotLink),
    "heads and orders": (HeadOf, OrderLock, RoleLock),
    "all": ALL_KINDS,
}


@st.composite
def _lines_in_question(draw: st.DrawFn) -> list[str]:
    """Lines of the small page for locks to collide on: any of them, a few, or some that stand together."""
    if draw(st.booleans()):
        first = draw(st.integers(0, len(NAMES) - 6))
        return NAMES[first : first + 6]
    return draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=12, unique=True))


@st.composite
def _locks(draw: st.DrawFn, kinds: tuple[type[Lock], ...]) -> list[Lock]:
    names = draw(_lines_in_question())
    pair = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    makers: dict[type[Lock], st.SearchStrategy[Lock]] = {
        MustLink: pair.map(lambda ends: MustLink(*ends)),
        CannotLink: pair.map(lambda ends: CannotLink(*ends)),
        RoleLock: st.builds(RoleLock, st.sampled_from(names), st.sampled_from(list(Role))),
        HeadOf: pair.map(lambda ends: HeadOf(*ends)),
        OrderLock: pair.map(lambda ends: OrderLock(*ends)),
    }
    return draw(st.lists(st.one_of([makers[kind] for kind in kinds]), min_size=1, max_size=6))


def _named(conflict: LockConflict, locks: list[Lock]) -> list[Lock]:
    """The locks that the error names."""
    words = set(", ".join(str(value) for value in conflict.fields.values()).split(", "))
    return [lock for lock in dict.fromkeys(locks) if lock_words(lock) in words]


@pytest.mark.parametrize("mix", MIXES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_locks_are_all_honoured_or_the_fewest_to_blame_are_named(mix: str, data: st.DataObject) -> None:
    locks = data.draw(_locks(MIXES[mix]))
    try:
        proposal = propose_text(SMALL, locks)
    except LockConflict as caught:
        event("contradicting")
        to_blame = _named(caught, locks)
        assert contradictory(to_blame)
        assert not any(contradictory([lock for lock in to_blame if lock is not spared]) for spared in to_blame)
        return
    assert not contradictory(locks)
    assert_sound(SMALL, proposal)
    for lock in locks:
        assert honours(proposal, lock), lock


def test_one_heading_over_two_places_makes_one_story_of_them() -> None:
    bodies = [_body(PLAIN, LONG)[6], _body(PLAIN, OTHER)[4]]
    proposal = _locked(*(HeadOf(HEAD, body) for body in bodies))
    assert article_of(proposal, bodies[0]) == article_of(proposal, bodies[1])


def test_a_circle_of_articles_that_no_lock_joins_is_untied() -> None:
    long, other = _body(PLAIN, LONG), _body(PLAIN, OTHER)
    _locked(OrderLock(long[3], other[3]), OrderLock(other[6], long[9]))


def test_headings_that_may_not_follow_each_other_stand_the_other_way_round() -> None:
    long, target = _body(PLAIN, LONG), _body(PLAIN, OTHER)[0]
    proposal = _locked(HeadOf(long[4], target), HeadOf(long[9], target), CannotLink(long[4], long[9]))
    article = article_of(proposal, target)
    assert article is not None
    order = reading_order(proposal, article)
    assert order.index(long[9]) < order.index(long[4])


def test_locks_that_this_page_has_no_room_for_are_named_together() -> None:
    text = "临湖渔民分到第一笔红利\n码头上的冷库本月建成投用，渔民不再贱卖当天的鱼。\n镇里说明年还要再建一座。\n"
    head, first, second = (line.id for line in all_lines(propose_text(text)))
    locks: list[Lock] = [
        RoleLock(head, Role.HEADLINE), HeadOf(head, first), HeadOf(head, second), CannotLink(first, second),
        CannotLink(second, first),
    ]  # fmt: skip
    with pytest.raises(LockConflict) as caught:
        propose_text(text, locks)
    assert _named(caught.value, locks) == locks[1:]
    _locked(*locks[:-1], text=text)


def test_the_small_page_is_what_the_tests_need() -> None:
    proposal = propose_text(SMALL)
    assert proposal.articles
    assert 15 <= len(NAMES) <= 60
    assert len(reading_order(proposal, proposal.articles[0])) > 3


def test_company_openings_and_what_is_apart_are_honoured() -> None:
    first, second, *_, last = [r.lines[0].id for r in propose_text(SMALL).page.regions if r.role is Role.BODY]
    for lock in (Together(first, last), Apart(first, second), Opens(second)):
        assert honours(propose_text(SMALL, (lock,)), lock), lock
