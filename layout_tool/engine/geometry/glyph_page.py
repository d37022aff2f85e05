"""Geometry mode: one page of glyphs becomes a proposal. The story of the engine, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from layout_tool.engine.articles import make_article, page_prose
from layout_tool.engine.attach import ALONE
from layout_tool.engine.drafts import Draft, draft_articles
from layout_tool.engine.explain import Explained, confidence, explain_page
from layout_tool.engine.fragments import find_fragments, settle_measures
from layout_tool.engine.geometry.placed_map import PlacedMap
from layout_tool.engine.geometry.reading import ReadPage, read_glyph_page
from layout_tool.engine.geometry.turning import turned_back
from layout_tool.engine.lock_terms import check_locks, cut_before, place_locks
from layout_tool.engine.order import order_articles
from layout_tool.engine.page_map import PageMap, line_id
from layout_tool.engine.profile import Profile
from layout_tool.engine.publication import read_publication
from layout_tool.engine.script import latin_share
from layout_tool.engine.solving import solve_in_order
from layout_tool.model.document import Direction, ImageArea, Page, Separator
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal

_SAMPLE = 20_000


def propose_glyph_page(
    page: GlyphPage, source_id: str, number: int, profile: Profile, locks: Sequence[Lock] = ()
) -> PageProposal:
    """The proposal for one page with geometry.

    `number` counts the document's pages from 1; ids begin with `p<number>`. Raises LockConflict where two locks
    cannot both hold. Deterministic: the same page, profile and locks give the same proposal.
    """
    check_locks(locks)
    name = f"p{number}"
    read = read_glyph_page(page)
    lines = read.typeset.lines
    latin = latin_share("".join(line.core for line in lines)[:_SAMPLE]) > 0.5
    index = {line_id(name, line): place for place, line in enumerate(lines)}
    fragments = find_fragments(
        lines, read.typeset.measures, profile.lexicon, latin=latin, forced=cut_before(locks, index)
    )
    fragments = settle_measures(fragments, profile.lexicon)
    fragment_at = [fragment.index for fragment in fragments for _ in fragment.lines]
    solved = solve_in_order(fragments, profile, place_locks(locks, index, fragment_at), read.around)
    drafts, outside = draft_articles(solved.facts, solved.stories, solved.new_paragraph, dict(solved.locks.roles))
    drafts = order_articles(drafts, solved.locks)
    placed = PlacedMap(name, read)
    for draft in drafts:
        placed.story(draft)
    for part in outside:
        placed.outside(part)
    explained = explain_page(
        name, solved.facts, solved.table, solved.stories, solved.locks, placed.made.line_ids, solved.new_paragraph
    )
    prose = page_prose(lines)
    articles = tuple(
        make_article(
            f"{name}-a{place}", draft, regions, fragments, placed.made.line_ids, prose,
            confidence(_margins(explained.by_chain, draft)),
        )
        for place, (draft, regions) in enumerate(zip(drafts, placed.made.by_draft, strict=True), 1)
    )  # fmt: skip
    made = _page(page, read, placed.made, source_id, number)
    publication = read_publication(fragments, [part.fragment for part in outside], latin)
    return PageProposal(
        made, articles, tuple(region.id for region in placed.made.outside), explained.decisions, publication
    )


def _page(page: GlyphPage, read: ReadPage, mapped: PageMap, source_id: str, number: int) -> Page:
    name = f"p{number}"
    regions = [region for group in mapped.by_draft for region in group]
    images = tuple(ImageArea(f"{name}-i{at}", _rounded(box)) for at, box in enumerate(page.images, 1))
    separators = tuple(
        Separator(f"{name}-s{at}", _rounded(ruling.bbox), ruling.kind) for at, ruling in enumerate(page.rulings, 1)
    )
    return Page(
        name, source_id, page.index, number, mapped.width, mapped.height, page.unit,
        Direction.VERTICAL if read.vertical else Direction.HORIZONTAL,
        columns=tuple(mapped.columns), regions=(*regions, *mapped.outside), images=images, separators=separators,
    )  # fmt: skip


def _rounded(box: Box) -> Box:
    return Box(*(round(float(edge), 2) for edge in box))


def _margins(by_chain: Mapping[int, tuple[float, ...]], draft: Draft) -> tuple[float, ...]:
    return by_chain.get(draft.chain, ()) if draft.chain != ALONE else ()
