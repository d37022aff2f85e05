"""Any edits in any order: nothing lost, nothing twice, the contract kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from layout_tool.messages import Language, load
from layout_tool.model import edits
from layout_tool.model.article import Article, Status
from layout_tool.model.contract import check, from_json, to_json
from layout_tool.model.coverage import characters, coverage, orphans
from layout_tool.model.document import Document
from layout_tool.model.edits import EditError
from layout_tool.model.geometry import Box
from layout_tool.model.operations import with_page
from layout_tool.model.patches import difference, patched
from layout_tool.model.progress import PageStatus, page_status, page_statuses
from layout_tool.model.proposal import PageProposal
from layout_tool.model.prose import clean_heading
from layout_tool.model.roles import Role
from tests.model.documents import newspaper, page_proposal


def of_page(document: Document) -> PageProposal:
    """The first page as the engine would propose it."""
    articles = tuple(replace(one, status=Status.PROPOSED) for one in document.articles)
    return PageProposal(document.pages[0], articles, document.outside, document.decisions)


def without_spans(proposal: PageProposal) -> PageProposal:
    """A page of another source, which gives no places in a text."""
    regions = tuple(
        replace(region, lines=tuple(replace(line, span=None) for line in region.lines))
        for region in proposal.page.regions
    )
    return replace(proposal, page=replace(proposal.page, regions=regions))


def lacking(document: Document, *names: str) -> Document:
    """The document without some of its text."""
    bare = edits.accept(edits.new_article(document, names), [])
    page, *others = bare.pages
    left = tuple(region for region in page.regions if region.id not in names)
    return replace(
        bare,
        pages=(replace(page, regions=left), *others),
        articles=tuple(one for one in bare.articles if one.regions != names),
        decisions=(),
    )


BASE = newspaper()
START = with_page(BASE, without_spans(page_proposal("p3")))
PROPOSALS = (
    of_page(BASE),
    of_page(edits.merge_articles(BASE, "p1-a2", ["p1-a1"])),
    of_page(edits.new_article(edits.set_role(BASE, ["p1-r10", "p1-r5"], Role.BODY), ["p1-r10", "p1-r5"])),
    of_page(lacking(BASE, "p1-r4", "p1-r11")),
)
roles = st.sampled_from(list(Role))
picks = st.lists(st.integers(0, 30), min_size=1, max_size=4)
numbers = st.integers(0, 30)
edges = st.floats(0, 40)
shifts = st.floats(-20, 20)


def letters(document: Document) -> Counter[str]:
    return Counter(ch for region in document.regions() for line in region.lines for ch in line.text)


def approved(document: Document) -> dict[str, tuple[object, ...]]:
    """What of approved articles no edit may change: order, paragraphs, headline and regions."""
    regions = {region.id: region for region in document.regions()}
    return {
        one.id: (one.regions, one.paragraphs, one.headline, tuple(regions[name] for name in one.regions))
        for one in document.articles
        if one.status is Status.APPROVED
    }


def untouched_is_the_same(before: Document, after: Document) -> bool:
    """Whether pages and articles that are equal are the same objects, so that patches need not compare them."""
    held = {article.id: article for article in before.articles}
    articles = [(held[article.id], article) for article in after.articles if article.id in held]
    pairs = [*zip(before.pages, after.pages, strict=True), *articles]
    return all(was is now or was != now for was, now in pairs)


def said(error: EditError) -> bool:
    """Whether there is a sentence for the error in every language."""
    return all(load(language).words(error.phrase) for language in Language)


class Edits(RuleBasedStateMachine):
    """The document as an archivist leaves it after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.document = START
        self.reopened = False

    def regions(self, picked: list[int]) -> list[str]:
        names = [region.id for region in self.document.regions()]
        return list(dict.fromkeys(names[pick % len(names)] for pick in picked))

    def article(self, pick: int) -> str:
        names = [article.id for article in self.document.articles]
        return names[pick % len(names)] if names else "none"

    def attempt(self, edit: Callable[[], Document], *, anew: bool = False) -> None:
        """Do the edit, or find the document as it was."""
        before, raw = self.document, to_json(self.document)
        reopened, self.reopened = self.reopened, False
        refused = None
        try:
            self.document = edit()
        except EditError as error:
            refused = error
        assert to_json(before) == raw
        assert refused is None or said(refused)
        assert reopened or approved(before).items() <= approved(self.document).items()
        assert anew or untouched_is_the_same(before, self.document)
        assert patched(before, difference(before, self.document)) == self.document

    @rule(picked=picks, role=roles)
    def set_role(self, picked: list[int], role: Role) -> None:
        self.attempt(lambda: edits.set_role(self.document, self.regions(picked), role))

    @rule(picked=picks, pick=st.none() | numbers)
    def assign(self, picked: list[int], pick: int | None) -> None:
        target = None if pick is None else self.article(pick)
        self.attempt(lambda: edits.assign(self.document, self.regions(picked), target))

    @rule(picked=picks)
    def new_article(self, picked: list[int]) -> None:
        self.attempt(lambda: edits.new_article(self.document, self.regions(picked)))

    @rule(pick=numbers, other=numbers)
    def merge(self, pick: int, other: int) -> None:
        self.attempt(lambda: edits.merge_articles(self.document, self.article(pick), [self.article(other)]))

    @rule(pick=numbers)
    def split_article(self, pick: int) -> None:
        self.attempt(lambda: edits.split_article(self.document, self.regions([pick])[0]))

    @rule(pick=numbers)
    def delete_article(self, pick: int) -> None:
        self.attempt(lambda: edits.delete_article(self.document, self.article(pick)))

    @rule(picked=picks, pick=numbers)
    def make_headline(self, picked: list[int], pick: int) -> None:
        self.attempt(lambda: edits.make_headline_of(self.document, self.regions(picked), self.article(pick)))

    @rule(pick=numbers, data=st.data())
    def reorder_regions(self, pick: int, data: st.DataObject) -> None:
        name = self.article(pick)
        regions = next((list(one.regions) for one in self.document.articles if one.id == name), [])
        order = data.draw(st.permutations(regions))
        self.attempt(lambda: edits.reorder_regions(self.document, name, order))

    @rule(data=st.data())
    def reorder_articles(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations([one.id for one in self.document.articles]))
        self.attempt(lambda: edits.reorder_articles(self.document, order))

    @rule(pick=numbers, line=st.integers(0, 4), offset=st.integers(0, 12))
    def split_region(self, pick: int, line: int, offset: int) -> None:
        self.attempt(lambda: edits.split_region(self.document, self.regions([pick])[0], line, offset))

    @rule(page=st.integers(0, 1), left=edges, top=edges, width=edges, height=edges, role=st.none() | roles)
    def draw(self, page: int, left: float, top: float, width: float, height: float, role: Role | None) -> None:
        box = Box(left, top, left + width, top + height)
        self.attempt(lambda: edits.draw_region(self.document, self.document.pages[page].id, box, role))

    @rule(pick=numbers, start=st.tuples(edges, edges), end=st.tuples(edges, edges))
    def split_along(self, pick: int, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.attempt(lambda: edits.split_region_along(self.document, self.regions([pick])[0], start, end))

    @rule(pick=numbers, offset=st.integers(0, 12))
    def split_at(self, pick: int, offset: int) -> None:
        names = [line.id for region in self.document.regions() for line in region.lines]
        self.attempt(lambda: edits.split_region_at(self.document, names[pick % len(names)], offset))

    @rule(picked=picks)
    def join(self, picked: list[int]) -> None:
        self.attempt(lambda: edits.join_regions(self.document, self.regions(picked)))

    @rule(pick=numbers, dx=shifts, dy=shifts)
    def move(self, pick: int, dx: float, dy: float) -> None:
        self.attempt(lambda: edits.move_region(self.document, self.regions([pick])[0], dx, dy))

    @rule(pick=numbers, edges=st.tuples(shifts, shifts, shifts, shifts))
    def resize(self, pick: int, edges: tuple[float, float, float, float]) -> None:
        self.attempt(lambda: edits.resize_region(self.document, self.regions([pick])[0], Box(*edges)))

    @rule(picked=picks)
    def remove(self, picked: list[int]) -> None:
        self.attempt(lambda: edits.remove_regions(self.document, self.regions(picked)))

    @rule(pick=numbers, picked=picks, rest=st.booleans())
    def click_order(self, pick: int, picked: list[int], rest: bool) -> None:
        name = self.article(pick)
        members = next((list(one.regions) for one in self.document.articles if one.id == name), ["none"])
        clicked = list(dict.fromkeys(members[number % len(members)] for number in picked))
        self.attempt(lambda: edits.order_from_clicks(self.document, name, clicked, rest=rest))

    @rule(picked=picks, step=st.sampled_from([-2, -1, 1]))
    def step_regions(self, picked: list[int], step: int) -> None:
        self.attempt(lambda: edits.move_region_in_order(self.document, self.regions(picked), step))

    @rule(pick=numbers, step=st.sampled_from([-1, 1]))
    def step_article(self, pick: int, step: int) -> None:
        self.attempt(lambda: edits.move_article_in_order(self.document, self.article(pick), step))

    @rule(picked=picks, pick=st.none() | numbers, at=numbers)
    def place(self, picked: list[int], pick: int | None, at: int) -> None:
        target = None if pick is None else self.article(pick)
        self.attempt(lambda: edits.place_regions(self.document, self.regions(picked), target, at))

    @rule(picked=picks, after=numbers)
    def place_after(self, picked: list[int], after: int) -> None:
        (target,) = self.regions([after])
        self.attempt(lambda: edits.place_regions_after(self.document, self.regions(picked), target))

    @rule(pick=numbers, at=numbers)
    def place_article(self, pick: int, at: int) -> None:
        self.attempt(lambda: edits.place_article(self.document, self.article(pick), at))

    @rule(pick=numbers, other=numbers)
    def link_jump(self, pick: int, other: int) -> None:
        self.attempt(lambda: edits.link_jump(self.document, self.article(pick), self.article(other)))

    @rule(pick=numbers)
    def approve(self, pick: int) -> None:
        self.attempt(lambda: edits.approve(self.document, [self.article(pick)]))

    @rule(pick=numbers)
    def reopen(self, pick: int) -> None:
        self.reopened = True
        self.attempt(lambda: edits.reopen(self.document, self.article(pick), "the byline is wrong"))

    @rule(pick=numbers)
    def page_done(self, pick: int) -> None:
        page = self.document.pages[pick % len(self.document.pages)].id
        self.attempt(lambda: edits.page_done(self.document, page))
        assert page_status(self.document, page) in (PageStatus.CORRECTED, PageStatus.APPROVED)

    @rule(proposed=st.sampled_from(PROPOSALS))
    def rerun(self, proposed: PageProposal) -> None:
        self.attempt(lambda: edits.rerun_page(self.document, "p1", proposed), anew=True)

    @rule()
    def forget_statuses(self) -> None:
        """All articles are proposals, as if the engine had made them."""
        fresh = tuple(replace(one, status=Status.PROPOSED) for one in self.document.articles)
        self.document = replace(self.document, articles=fresh)

    @rule(pick=numbers, status=st.sampled_from(list(Status)))
    def set_status(self, pick: int, status: Status) -> None:
        self.attempt(lambda: edits.set_status(self.document, self.article(pick), status))

    @invariant()
    def the_contract_holds(self) -> None:
        assert check(self.document) == []
        assert from_json(to_json(self.document), "a.json") == self.document

    @invariant()
    def nothing_is_lost(self) -> None:
        assert letters(self.document) == letters(START)
        assert len(self.document.pages) == len(START.pages)

    @invariant()
    def every_character_is_counted_once(self) -> None:
        found = coverage(self.document)
        assert found.total == sum(letters(START).values())
        regions = {region.id: region for region in self.document.regions()}
        assert found.orphans == sum(characters(regions[name]) for name in orphans(self.document))
        assert page_statuses(self.document) == {
            page.id: page_status(self.document, page.id) for page in self.document.pages
        }

    @invariant()
    def lines_keep_their_source(self) -> None:
        spans = sorted(line.span for region in self.document.regions() for line in region.lines if line.span)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))

    @invariant()
    def articles_say_what_their_lines_say(self) -> None:
        texts = {line.id: line.text for region in self.document.regions() for line in region.lines}
        for article in self.document.articles:
            for paragraph in article.paragraphs:
                printed = "".join("".join(texts[name].split()) for name in paragraph.lines)
                assert "".join(paragraph.text.split()).replace("-", "") == printed.replace("-", "")
            assert article.regions
            assert heading(article, self.document, Role.HEADLINE) == (article.headline or "")


def heading(article: Article, document: Document, role: Role) -> str:
    """The heading that the article's regions of this role make."""
    regions = {region.id: region for region in document.regions()}
    printed = [regions[name] for name in article.regions if regions[name].role is role]
    return clean_heading([line.text for region in printed for line in region.lines])


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
