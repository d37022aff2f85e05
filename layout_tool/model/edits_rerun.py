"""A page proposed again, around what a person has done there.

Pinned, and so left as they are, are the page's articles that are corrected or approved, that hold a region made by
hand, or that go on on another page, and the regions made by hand that stand outside. The rest of the page gives way to
the fresh proposal for the lines that are not pinned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from layout_tool.model.article import Article, Status
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Line, Origin, Page, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_draft import Draft, ids_of, living, without_lost
from layout_tool.model.edits_gate import guarded
from layout_tool.model.geometry import union
from layout_tool.model.progress import articles_on, with_done
from layout_tool.model.proposal import PageProposal
from layout_tool.model.renaming import new_names, renamed


def rerun_page(document: Document, page_id: str, proposal: PageProposal) -> Document:
    """Replace what nobody touched on a page by a fresh proposal for it.

    The fresh regions hold the lines that are not pinned; fresh articles left with none vanish; ids that are taken
    get a number. Lines of the page that the proposal lacks stand outside. Decisions about what is gone go, and the
    page is not done any more. Raises EditError where the proposal is for another page, or has other text.
    """
    page = next((one for one in document.pages if one.id == page_id), None)
    if page is None:
        raise EditError("edit_no_page", page=page_id)
    if proposal.page.id != page_id:
        raise EditError("edit_other_page")
    pins = _Pins.on(document, page)
    offer = _offered(page, proposal, pins)
    kept = _kept(document, page, pins, offer)
    fresh = _fresh(document, proposal, offer)
    numbers = _numbers(proposal, fresh)
    fresh = renamed(fresh, new_names(fresh, _taken(kept, fresh)))
    articles = _in_order(
        document, kept, page, list(zip(numbers, fresh.articles, strict=True)), _ranks(kept, proposal, pins)
    )
    lost = _lost(document, kept, fresh)
    articles = tuple(without_lost(article, lost) for article in articles)
    return guarded(document, _grafted(document, kept, fresh, articles))


@dataclass(frozen=True, slots=True)
class _Pins:
    """What stays on a page: ids of articles, of regions, and of the lines in them."""

    articles: frozenset[str]
    regions: frozenset[str]
    lines: frozenset[str]

    @classmethod
    def on(cls, document: Document, page: Page) -> _Pins:
        here = {region.id: region for region in page.regions}
        articles = [one for one in articles_on(document, page.id) if _is_pinned(one, here)]
        loose = {name for name in document.outside if name in here and here[name].origin is Origin.EDITOR}
        regions = (here.keys() & {name for one in articles for name in one.regions}) | loose
        lines = frozenset(line.id for name in regions for line in here[name].lines)
        return cls(frozenset(one.id for one in articles), frozenset(regions), lines)


@dataclass(frozen=True, slots=True)
class _Offer:
    """The lines for the fresh regions, by id, and the ids of those that they take from the page."""

    lines: Mapping[str, Line]
    taken: AbstractSet[str]


def _is_pinned(article: Article, here: Mapping[str, Region]) -> bool:
    return article.status is not Status.PROPOSED or any(
        name not in here or here[name].origin is Origin.EDITOR for name in article.regions
    )


def _offered(page: Page, proposal: PageProposal, pins: _Pins) -> _Offer:
    """The document's own lines where the proposal has the same; its lines, where the page is read anew as a whole."""
    loose = {line.id: line for region in page.regions if region.id not in pins.regions for line in region.lines}
    lines = [line for region in proposal.page.regions for line in region.lines if line.id not in pins.lines]
    if all(line.id in loose and loose[line.id].text == line.text for line in lines):
        own = {line.id: loose[line.id] for line in lines}
        return _Offer(own, own.keys())
    if pins.lines or _letters(lines) != _letters(loose.values()):
        raise EditError("edit_other_text")
    return _Offer({line.id: line for line in lines}, loose.keys())


def _letters(lines: Iterable[Line]) -> Counter[str]:
    return Counter(chain.from_iterable("".join(line.text.split()) for line in lines))


def _kept(document: Document, page: Page, pins: _Pins, offer: _Offer) -> Document:
    """The document without what gives way: its page has the pinned regions, and what is left of the others."""
    regions = tuple(
        region if region.id in pins.regions else _with_lines(region, left)
        for region in page.regions
        if (left := [line for line in region.lines if line.id not in offer.taken]) or region.id in pins.regions
    )
    here = {region.id for region in regions}
    gone = {article.id for article in articles_on(document, page.id)} - pins.articles
    articles = tuple(article for article in document.articles if article.id not in gone)
    inside = {name for article in articles for name in article.regions}
    lost = {region.id for region in page.regions} - here
    outside = [name for name in document.outside if name not in lost]
    outside += [region.id for region in regions if region.id not in inside and region.id not in set(outside)]
    columns, images = {region.column for region in regions}, {name for one in articles for name in one.images}
    bare = replace(
        page,
        regions=regions,
        columns=tuple(column for column in page.columns if column.id in columns),
        images=tuple(image for image in page.images if image.id in images),
        separators=(),
    )
    pages = tuple(bare if one is page else one for one in document.pages)
    kept = replace(document, pages=pages, articles=articles, outside=tuple(outside), decisions=())
    subjects = {
        name
        for one in document.decisions
        for name in (*one.subjects, *(one.runner_up.subjects if one.runner_up is not None else ()))
    }
    return replace(kept, decisions=living(document.decisions, subjects - set(ids_of(kept))))


def _with_lines(region: Region, lines: Sequence[Line]) -> Region:
    """The region with these of its lines; tight around them where there are fewer."""
    if tuple(lines) == region.lines:
        return region
    box = region.bbox if len(lines) == len(region.lines) else union(line.bbox for line in lines)
    return replace(region, lines=tuple(lines), bbox=box)


def _fresh(document: Document, proposal: PageProposal, offer: _Offer) -> Document:
    """A document of the proposal alone, its regions without the lines that are not offered."""
    alone = replace(
        document,
        pages=(proposal.page,),
        articles=proposal.articles,
        outside=proposal.outside,
        decisions=proposal.decisions,
    )
    draft = Draft(alone)
    for region in proposal.page.regions:
        left = [offer.lines[line.id] for line in region.lines if line.id in offer.lines]
        if region.lines and not left:
            draft.drop(region.id)
        else:
            draft.regions[region.id] = _with_lines(region, left)
    done = draft.finish()
    statuses = {article.id: article.status for article in proposal.articles}
    return replace(done, articles=tuple(replace(one, status=statuses[one.id]) for one in done.articles))


def _numbers(proposal: PageProposal, fresh: Document) -> list[int]:
    """The places that the fresh articles have in the proposal."""
    numbers = {article.id: number for number, article in enumerate(proposal.articles)}
    return [numbers[article.id] for article in fresh.articles]


def _ranks(kept: Document, proposal: PageProposal, pins: _Pins) -> dict[str, int]:
    """For each pinned article the number of the proposal's article that has its text; never less than one before."""
    numbers = {
        line.id: number
        for number, article in enumerate(proposal.articles)
        for region in proposal.page.regions
        if region.id in article.regions
        for line in region.lines
    }
    held = {region.id: region.lines for region in kept.regions()}
    ranks: dict[str, int] = {}
    least = 0
    for article in kept.articles:
        if article.id in pins.articles:
            found = (numbers[line.id] for name in article.regions for line in held[name] if line.id in numbers)
            least = ranks[article.id] = max(least, next(found, least))
    return ranks


def _in_order(
    document: Document, kept: Document, page: Page, fresh: Sequence[tuple[int, Article]], ranks: Mapping[str, int]
) -> tuple[Article, ...]:
    """Fresh articles among the kept ones: before the first pinned one with text of a later one, or behind the last.

    Where nothing is pinned they stand where those stood that gave way.
    """
    before: dict[str | None, list[Article]] = {}
    for number, article in fresh:
        follower = next((name for name, rank in ranks.items() if rank > number), None)
        before.setdefault(follower, []).append(article)
    rest = before.get(None, [])
    last = list(ranks)[-1] if ranks else _last_before(document, kept, page)
    found: list[Article] = [] if last is not None else list(rest)
    for article in kept.articles:
        found += before.get(article.id, [])
        found.append(article)
        if article.id == last:
            found += rest
    return tuple(found)


def _last_before(document: Document, kept: Document, page: Page) -> str | None:
    """The kept article behind which the page's articles stand; None where they are the first."""
    known = {article.id for article in kept.articles}
    gone = next((at for at, article in enumerate(document.articles) if article.id not in known), None)
    if gone is not None:
        return document.articles[gone - 1].id if gone else None
    pages = [one.id for one in document.pages]
    earlier = {region.id for one in document.pages[: pages.index(page.id)] for region in one.regions}
    return next((one.id for one in reversed(kept.articles) if not earlier.isdisjoint(one.regions)), None)


def _lost(document: Document, kept: Document, fresh: Document) -> set[str]:
    """The articles that gave way, but for those whose id and some of whose text a fresh one has."""
    stay = {article.id for article in kept.articles}
    was, now = _lines(document), _lines(fresh)
    return {
        article.id
        for article in document.articles
        if article.id not in stay and was[article.id].isdisjoint(now.get(article.id, ()))
    }


def _lines(document: Document) -> dict[str, set[str]]:
    """The lines of each article."""
    held = {region.id: region.lines for region in document.regions()}
    return {article.id: {line.id for name in article.regions for line in held[name]} for article in document.articles}


def _taken(kept: Document, fresh: Document) -> set[str]:
    """The ids that fresh ones must not have; a column or picture that both have alike is one."""
    (page,) = fresh.pages
    held = next(one for one in kept.pages if one.id == page.id)
    shared = {one.id for one in {*held.columns} & {*page.columns}} | {one.id for one in {*held.images} & {*page.images}}
    return set(ids_of(kept)) - shared - {page.id} - {source.id for source in kept.sources}


def _grafted(document: Document, kept: Document, fresh: Document, articles: tuple[Article, ...]) -> Document:
    (new,) = fresh.pages
    held = next(one for one in kept.pages if one.id == new.id)
    page = replace(
        held,
        direction=new.direction,
        columns=(*new.columns, *(column for column in held.columns if column not in new.columns)),
        images=(*new.images, *(image for image in held.images if image not in new.images)),
        separators=new.separators,
        regions=(*held.regions, *new.regions),
    )
    after = replace(
        kept,
        pages=tuple(page if one is held else one for one in kept.pages),
        articles=articles,
        outside=(*kept.outside, *fresh.outside),
        decisions=_decisions(document, kept, fresh),
    )
    return with_done(after, new.id, done=False)


def _decisions(document: Document, kept: Document, fresh: Document) -> tuple[Decision, ...]:
    """The fresh decisions where those stood that went, behind those kept before them."""
    known = {decision.id for decision in kept.decisions}
    at = next((at for at, one in enumerate(document.decisions) if one.id not in known), len(kept.decisions))
    return (*kept.decisions[:at], *fresh.decisions, *kept.decisions[at:])
