"""A page solved again around edits: what is fixed never moves, no letter is lost, the same edits give the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import OpenTextPage
from layout_tool.errors import LockConflict
from layout_tool.model import edits
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.edits import EditError
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import locks_in
from layout_tool.model.held import held_on
from layout_tool.model.page_facts import facts_on, fixed
from layout_tool.model.page_reading import reading_of
from layout_tool.model.proposal import TextPage
from layout_tool.model.roles import Role
from layout_tool.resources import path

Change = Callable[[Document], Document]

TEXT = (path("samples") / "trade-paper.flowed.txt").read_text("utf-8")
PAGE = OpenTextPage(TextPage(0, 0, TEXT), "s1", 1, load_profile())


def _proposed() -> Document:
    made = PAGE.propose()
    source = Source("s1", "page.txt", "text/plain", "0" * 64, len(TEXT.encode()))
    return Document(
        Generator("0", load_profile().label), (source,), (made.page,), made.articles, made.outside, made.decisions,
        made.publication,
    )  # fmt: skip


START = _proposed()
REGIONS = [region.id for region in START.pages[0].regions]
ROLES = [Role.BODY, Role.SUBHEAD, Role.HEADLINE, Role.CAPTION, Role.BYLINE]


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """An edit of a person: a role, another article, an article of its own, none."""
    region = draw(st.sampled_from(REGIONS))
    kind = draw(st.sampled_from(["role", "assign", "new", "outside"]))
    if kind == "role":
        role = draw(st.sampled_from(ROLES))
        return lambda document: edits.set_role(document, [region], role)
    if kind == "new":
        return lambda document: edits.new_article(document, [region])
    turn = draw(st.integers(0, 7))
    if kind == "outside":
        return lambda document: edits.assign(document, [region], None)
    return lambda document: edits.assign(document, [region], document.articles[turn % len(document.articles)].id)


def solved_again(before: Document, change: Change) -> tuple[Document, Document]:
    """The document after an edit, and with what follows from it."""
    after = fixed(before, change(before))
    page = after.pages[0]
    facts = facts_on(page)
    proposal = PAGE.propose_again(locks_in(facts), reading_of(after, page.id, before))
    return after, resolved_page(after, page.id, proposal, held_on(page, facts))


def _letters(document: Document) -> Counter[str]:
    return Counter("".join(line.text for region in document.regions() for line in region.lines))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(changes(), min_size=1, max_size=4))
def test_what_is_fixed_stays_and_nothing_is_lost(given_changes: list[Change]) -> None:
    document = START
    for change in given_changes:
        try:
            after, document = solved_again(document, change)
        except (EditError, LockConflict):
            continue
        page = after.pages[0]
        held = held_on(page, facts_on(page))
        owners, roles = _owners(after), {region.id: region.role for region in after.regions()}
        for region in document.regions():
            assert region.id not in held.roles or region.role is roles[region.id]
            assert region.id not in held.places or _owners(document).get(region.id) == owners.get(region.id)
        assert _letters(document) == _letters(START)
        inside = [name for article in document.articles for name in article.regions]
        assert sorted([*inside, *document.outside]) == sorted(region.id for region in document.regions())


def _owners(document: Document) -> dict[str, str]:
    return {name: article.id for article in document.articles for name in article.regions}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes(), min_size=1, max_size=3))
def test_the_same_edits_give_the_same_bytes(given_changes: list[Change]) -> None:
    found = []
    for _ in range(2):
        document = START
        for change in given_changes:
            try:
                document = solved_again(document, change)[1]
            except (EditError, LockConflict):
                continue
        found.append(to_json(document))
    assert found[0] == found[1]


def test_an_article_that_a_person_founded_is_not_dissolved() -> None:
    roles = {region.id: region.role for region in START.regions()}
    article = max(START.articles, key=lambda one: len(one.regions))
    bodies = [name for name in article.regions if roles[name] is Role.BODY]
    after, document = solved_again(START, lambda document: edits.new_article(document, [bodies[0]]))
    assert _owners(after)[bodies[0]] != article.id
    assert _owners(document)[bodies[0]] == _owners(after)[bodies[0]]
