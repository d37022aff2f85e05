"""Geometry mode: one page of glyphs becomes a proposal. The story of the engine, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from layout_tool.engine.drafts import Part
from layout_tool.engine.geometry.placed_map import map_printed
from layout_tool.engine.geometry.reading import ReadPage, printed_pictures, read_glyph_page
from layout_tool.engine.page_map import PageMap
from layout_tool.engine.picture_places import touching_pictures
from layout_tool.engine.profile import Profile
from layout_tool.engine.script import latin_share
from layout_tool.engine.solving import NamedLines, PageSolver, Reading, Solution, page_proposal
from layout_tool.engine.why_not import why_not
from layout_tool.errors import phrase
from layout_tool.model.document import Direction, ImageArea, Page, Separator
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from layout_tool.model.untaken import Untaken

_SAMPLE = 20_000
_DECIMALS = 2
_MOST_STACKS = 1000
"""Pieces of text beyond which a page is no page of articles (a map, a drawing) and nothing is sought on it; a full
newspaper page has about a hundred."""


def propose_glyph_page(
    page: GlyphPage, source_id: str, number: int, profile: Profile, locks: Sequence[Lock] = ()
) -> PageProposal:
    """The proposal for one page with geometry.

    `number` counts the document's pages from 1; ids begin with `p<number>`. Raises LockConflict where two locks
    cannot both hold. Deterministic: the same page, profile and locks give the same proposal.

    A page of very many scattered pieces of text stays without articles, with a note, unless locks speak of it.
    """
    return OpenGlyphPage(page, source_id, number, profile).propose(locks)


class OpenGlyphPage:
    """A page with geometry, read once, to be proposed under any locks."""

    def __init__(self, page: GlyphPage, source_id: str, number: int, profile: Profile) -> None:
        self._page, self._source, self._number, self._profile = page, source_id, number, profile
        self._read = read_glyph_page(page)
        lines = self._read.typeset.lines
        latin = latin_share("".join(line.core for line in lines)[:_SAMPLE]) > 0.5
        named = NamedLines(f"p{number}", lines, self._read.typeset.measures, latin, self._read.around)
        self.solver = PageSolver(named, profile)

    def why_not(self, before: str, after: str, locks: Sequence[Lock] = (), reading: Reading = ()) -> Untaken | None:
        """Why line `after` is not read after line `before`, or not headed by it; None where there are no such lines."""
        return why_not(self.solver, self._profile, before, after, locks, reading)

    def propose(self, locks: Sequence[Lock] = (), reading: Reading = ()) -> PageProposal:
        """The proposal under the locks, the same whatever was proposed before. Raises LockConflict."""
        read, named = self._read, self.solver.named
        if len(read.stacks) > _MOST_STACKS and not locks:
            return _scattered(read, self._page, self._source, self._number)
        found = self.solver.solve(locks, reading)
        mapped = map_printed(named.page, read, found.drafts, found.outside)
        made = _page(named.page, self._page, mapped, self._source, self._number, read.direction)
        proposal = page_proposal(named, found, mapped, made, self._profile)
        return _with_pictures(proposal, found, [made.images[at].id for at in printed_pictures(read.page)])

    def propose_again(self, locks: Sequence[Lock], reading: Reading) -> PageProposal:
        """The same: a printed page's map costs little."""
        return self.propose(locks, reading)


def _with_pictures(proposal: PageProposal, found: Solution, pictures: Sequence[str]) -> PageProposal:
    """The articles with the pictures that their captions touch; `pictures` are ids in the engine's order."""
    bounds = found.solved.facts.bounds
    if bounds is None or not pictures:
        return proposal
    touched = touching_pictures(bounds.boxes, bounds.images)
    articles = [
        replace(
            article,
            images=tuple(
                dict.fromkeys(
                    pictures[touched[part.fragment]] for part in draft.pictures if touched[part.fragment] >= 0
                )
            ),
        )
        for article, draft in zip(proposal.articles, found.drafts, strict=True)
    ]
    return replace(proposal, articles=tuple(articles))


def _scattered(read: ReadPage, page: GlyphPage, source_id: str, number: int) -> PageProposal:
    """All text of the page outside of articles, stack by stack."""
    lines = iter(read.typeset.lines)
    parts = [Part(Role.OTHER, tuple(islice(lines, len(stack.lines))), at) for at, stack in enumerate(read.stacks)]
    mapped = map_printed(f"p{number}", read, (), parts)
    outside = tuple(region.id for region in mapped.outside)
    made = _page(f"p{number}", page, mapped, source_id, number, read.direction)
    return PageProposal(made, (), outside, (), notes=(phrase("note_page_scattered", page=page.index + 1),))


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
