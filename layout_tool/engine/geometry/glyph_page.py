"""Geometry mode: one page of glyphs becomes a proposal. The story of the engine, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.engine.geometry.placed_map import map_printed
from layout_tool.engine.geometry.reading import read_glyph_page
from layout_tool.engine.page_map import PageMap
from layout_tool.engine.profile import Profile
from layout_tool.engine.script import latin_share
from layout_tool.engine.solving import NamedLines, page_proposal, solve_page
from layout_tool.model.document import Direction, ImageArea, Page, Separator
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal

_SAMPLE = 20_000
_DECIMALS = 2


def propose_glyph_page(
    page: GlyphPage, source_id: str, number: int, profile: Profile, locks: Sequence[Lock] = ()
) -> PageProposal:
    """The proposal for one page with geometry.

    `number` counts the document's pages from 1; ids begin with `p<number>`. Raises LockConflict where two locks
    cannot both hold. Deterministic: the same page, profile and locks give the same proposal.
    """
    read = read_glyph_page(page)
    lines = read.typeset.lines
    latin = latin_share("".join(line.core for line in lines)[:_SAMPLE]) > 0.5
    named = NamedLines(f"p{number}", lines, read.typeset.measures, latin, read.around)
    found = solve_page(named, profile, locks)
    mapped = map_printed(named.page, read, found.drafts, found.outside)
    direction = Direction.VERTICAL if read.vertical else Direction.HORIZONTAL
    made = _page(named.page, page, mapped, source_id, number, direction)
    return page_proposal(named, found, mapped, made, profile)


def _page(name: str, page: GlyphPage, mapped: PageMap, source_id: str, number: int, direction: Direction) -> Page:
    regions = [region for group in mapped.by_draft for region in group]
    images = tuple(ImageArea(f"{name}-i{at}", _rounded(box)) for at, box in enumerate(page.images, 1))
    separators = tuple(
        Separator(f"{name}-s{at}", _rounded(ruling.bbox), ruling.kind) for at, ruling in enumerate(page.rulings, 1)
    )
    return Page(
        name, source_id, page.index, number, mapped.width, mapped.height, page.unit, direction,
        columns=tuple(mapped.columns), regions=(*regions, *mapped.outside), images=images, separators=separators,
    )  # fmt: skip


def _rounded(box: Box) -> Box:
    return Box(*(round(float(edge), _DECIMALS) for edge in box))
