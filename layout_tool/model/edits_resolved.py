"""A page solved again around what a person has fixed: the fresh solution's articles, roles and order on the regions
that are there.

Regions keep their shapes and ids, and articles keep theirs as far as they have the same text. What is held stays where
it is: the engine was told, and where it cannot be told (a caption's article, text cut within a line) it is left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from layout_tool.model.article import Article, Status
from layout_tool.model.document import Document, Region
from layout_tool.model.edits_draft import Draft
from layout_tool.model.edits_gate import guarded
from layout_tool.model.facts import CHAINED_ROLES
from layout_tool.model.page_facts import with_locked
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

_HEAD_FIRST, _TEXT, _PICTURES_LAST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Held:
    """Ids of regions that stay: `roles` keep their role, `places` their article (or stand outside as they do)."""

    roles: Collection[str] = frozenset()
    places: Collection[str] = frozenset()


def resolved_page(document: Document, page_id: str, proposal: PageProposal, held: Held) -> Document:
    """The document with a page as the proposal has it, its regions and what is held as they are.

    Articles that are approved, or that go on on another page, are held whole. Text of regions is never changed. The
    page's decisions are the proposal's. Articles keep their status; a new one is proposed.
    """
    page = next(one for one in document.pages if one.id == page_id)
    wanted = _Wanted.of(proposal)
    draft = Draft(document)
    owners = {name: article.id for article in document.articles for name in article.regions}
    here = [region for region in page.regions if region.lines]
    still = _whole(document, {region.id for region in page.regions}) | {
        region.id for region in page.regions if region.id in held.places or not region.lines
    }
    names = _names(here, wanted, owners, draft, page_id, still)
    fixed = _fixed(document)
    for region in here:
        if region.id not in held.roles and owners.get(region.id) not in fixed:
            draft.relabel(region.id, wanted.role(region))
    _place(draft, here, wanted, owners, names, still)
    _sort(draft, here, wanted, document, names, owners)
    done = draft.finish()
    return _with_proposal(document, done, page_id, proposal, {names[at] for at in names})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the proposal says of each line: its article's place (None outside), its own place in reading, its role."""

    articles: Mapping[str, int | None]
    ranks: Mapping[str, int]
    roles: Mapping[str, Role]

    @classmethod
    def of(cls, proposal: PageProposal) -> _Wanted:
        regions = {region.id: region for region in proposal.page.regions}
        articles: dict[str, int | None] = {}
        ranks: dict[str, int] = {}
        roles: dict[str, Role] = {}
        groups: list[tuple[int | None, Sequence[str]]] = [
            *((at, article.regions) for at, article in enumerate(proposal.articles)),
            (None, proposal.outside),
        ]
        for at, names in groups:
            for name in names:
                for line in regions[name].lines:
                    articles[line.id], ranks[line.id], roles[line.id] = at, len(ranks), regions[name].role
        return cls(articles, ranks, roles)

    def first(self, region: Region) -> str | None:
        """The first line of a region that the proposal knows."""
        return next((line.id for line in region.lines if line.id in self.ranks), None)

    def article(self, region: Region) -> int | None:
        line = self.first(region)
        return self.articles[line] if line is not None else None

    def role(self, region: Region) -> Role:
        line = self.first(region)
        return self.roles[line] if line is not None else region.role

    def rank(self, region: Region) -> int:
        line = self.first(region)
        return self.ranks[line] if line is not None else len(self.ranks)


def _fixed(document: Document) -> frozenset[str]:
    """The articles that nothing changes."""
    return frozenset(article.id for article in document.articles if article.status is Status.APPROVED)


def _whole(document: Document, page: Collection[str]) -> set[str]:
    """The page's regions in articles that are approved or that go on on another page."""
    fixed = _fixed(document)
    return {
        name
        for article in document.articles
        if article.id in fixed or any(one not in page for one in article.regions)
        for name in article.regions
    } & set(page)


def _names(
    here: Sequence[Region],
    wanted: _Wanted,
    owners: Mapping[str, str],
    draft: Draft,
    page: str,
    still: Collection[str],
) -> dict[int, str]:
    """The id for each article of the proposal: that of the article with most of its text that stays where it is, and of
    those with none such that with most of its text."""
    shared: dict[tuple[int, str], tuple[int, int]] = {}
    for region in here:
        at, owner = wanted.article(region), owners.get(region.id)
        if at is not None and owner is not None:
            weight = sum(len(line.text) for line in region.lines)
            stays, all_of_it = shared.get((at, owner), (0, 0))
            shared[at, owner] = stays + weight * (region.id in still), all_of_it + weight
    names: dict[int, str] = {}
    for (at, owner), _ in sorted(shared.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0])):
        if at not in names and owner not in names.values():
            names[at] = owner
    for at in sorted({at for region in here if (at := wanted.article(region)) is not None} - names.keys()):
        names[at] = draft.fresh_id(f"{page}-a{at + 1}")
        draft.articles[names[at]] = Article(names[at], None, (), (), confidence=1.0, status=Status.PROPOSED)
        draft.members[names[at]] = []
        draft.order.append(names[at])
    return names


def _place(
    draft: Draft,
    here: Sequence[Region],
    wanted: _Wanted,
    owners: Mapping[str, str],
    names: Mapping[int, str],
    still: Collection[str],
) -> None:
    """Every region that may move goes to its article, or outside."""
    for region in here:
        if region.id in still:
            continue
        at = wanted.article(region)
        target = names[at] if at is not None else None
        if target != owners.get(region.id):
            draft.place_of(region.id).remove(region.id)
            (draft.outside if target is None else draft.members[target]).append(region.id)


def _sort(
    draft: Draft,
    here: Sequence[Region],
    wanted: _Wanted,
    document: Document,
    names: Mapping[int, str],
    owners: Mapping[str, str],
) -> None:
    """Text in the order of reading, articles in the proposal's; those that are held whole keep their place.

    What is no text keeps its place in its article; what came to one stands by its role.
    """
    on_page = {region.id: region for region in here}
    fixed = {owners[name] for name in _whole(document, set(on_page)) if name in owners}
    for name in names.values():
        members = draft.members[name]
        if name not in fixed and all(one in on_page for one in members):
            draft.members[name] = _sorted(members, draft, wanted, {one for one in members if owners.get(one) != name})
    turns = {name: at for at, name in names.items()}
    places = [place for place, name in enumerate(draft.order) if name in turns]
    for place, name in zip(
        places, sorted((draft.order[place] for place in places), key=turns.__getitem__), strict=True
    ):
        draft.order[place] = name


def _sorted(members: Sequence[str], draft: Draft, wanted: _Wanted, came: Collection[str]) -> list[str]:
    """The regions of an article: text by its rank in the places that text has, the rest as it stands."""
    stood = [name for name in members if name not in came]
    text = sorted(
        (name for name in members if _is_text(draft, name)), key=lambda name: wanted.rank(draft.regions[name])
    )
    turned = iter(text)
    row = [next(turned) if _is_text(draft, name) else name for name in stood]
    for name in [*turned, *(name for name in members if name in came and not _is_text(draft, name))]:
        key = _key(draft.regions[name], wanted)
        row.insert(next((at for at, one in enumerate(row) if _key(draft.regions[one], wanted) > key), len(row)), name)
    return row


def _is_text(draft: Draft, name: str) -> bool:
    return draft.regions[name].role in CHAINED_ROLES


def _key(region: Region, wanted: _Wanted) -> tuple[int, int]:
    """Where a region that comes to an article stands among the others."""
    group = _HEAD_FIRST if region.role in HEADING_ROLES else _PICTURES_LAST if region.role in PICTURE_ROLES else _TEXT
    return group, wanted.rank(region)


def _with_proposal(
    before: Document, done: Document, page: str, proposal: PageProposal, names: Collection[str]
) -> Document:
    """The page's decisions are the proposal's; articles keep their status, which a fresh solution does not change."""
    statuses = {article.id: article.status for article in before.articles}
    articles = tuple(
        replace(article, status=statuses.get(article.id, Status.PROPOSED)) if article.id in names else article
        for article in done.articles
    )
    mark = f"{page}-d"
    others = [decision for decision in done.decisions if not decision.id.startswith(mark)]
    place = next((at for at, one in enumerate(done.decisions) if one.id.startswith(mark)), len(others))
    decisions = (*others[:place], *proposal.decisions, *others[place:])
    same = articles == done.articles
    after = replace(done, articles=done.articles if same else articles, decisions=decisions)
    return with_locked(guarded(before, after), page)
