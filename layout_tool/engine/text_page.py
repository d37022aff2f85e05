"""Text mode: one page of a text dump becomes a proposal. The story of the engine, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.engine.column_measures import line_measures
from layout_tool.engine.joined_lines import part_joined
from layout_tool.engine.options import TextOptions
from layout_tool.engine.page_lines import read_page_lines
from layout_tool.engine.page_map import PageMap, map_bare, map_flowed
from layout_tool.engine.page_places import map_placed
from layout_tool.engine.profile import Profile
from layout_tool.engine.script import latin_share
from layout_tool.engine.solving import NamedLines, PageSolver, Reading, Solution, page_proposal
from layout_tool.engine.why_not import why_not
from layout_tool.model.document import Direction, Page, Unit
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal, TextPage
from layout_tool.model.untaken import Untaken

_SAMPLE = 20_000


def propose_text_page(
    page: TextPage,
    source_id: str,
    number: int,
    profile: Profile,
    options: TextOptions | None = None,
    locks: Sequence[Lock] = (),
) -> PageProposal:
    """The proposal for one page of a text dump.

    `number` counts the document's pages from 1; ids begin with `p<number>`. Raises LockConflict where two locks
    cannot both hold. Deterministic: the same page, profile and locks give the same proposal.
    """
    return OpenTextPage(page, source_id, number, profile, options).propose(locks)


class OpenTextPage:
    """A page of a text dump, read once, to be proposed under any locks."""

    def __init__(
        self, page: TextPage, source_id: str, number: int, profile: Profile, options: TextOptions | None = None
    ) -> None:
        latin = latin_share(page.text[:_SAMPLE]) > 0.5
        read = read_page_lines(page, (options or TextOptions()).mode, profile.weights["weave"])
        lines = part_joined(read.lines) if latin and not read.layout else read.lines
        named = NamedLines(f"p{number}", lines, line_measures(lines, latin=latin), latin)
        self.solver = PageSolver(named, profile)
        self._page, self._source, self._number, self._profile = page, source_id, number, profile

    def why_not(self, before: str, after: str, locks: Sequence[Lock] = (), reading: Reading = ()) -> Untaken | None:
        """Why line `after` is not read after line `before`, or not headed by it; None where there are no such lines."""
        return why_not(self.solver, self._profile, before, after, locks, reading)

    def propose(self, locks: Sequence[Lock] = (), reading: Reading = ()) -> PageProposal:
        """The proposal under the locks, the same whatever was proposed before. Raises LockConflict."""
        found = self.solver.solve(locks, reading)
        return self._proposal(found, _map(self.solver.named, found))

    def propose_again(self, locks: Sequence[Lock], reading: Reading) -> PageProposal:
        """The same without a map, for a page whose map is known: the lines stand one under the other."""
        found = self.solver.solve(locks, reading)
        return self._proposal(found, map_bare(self.solver.named.page, found.drafts, found.outside))

    def _proposal(self, found: Solution, mapped: PageMap) -> PageProposal:
        named = self.solver.named
        regions = [region for group in mapped.by_draft for region in group]
        made = Page(
            named.page, self._source, self._page.index, self._number, mapped.width, mapped.height, Unit.EM,
            Direction.HORIZONTAL, columns=tuple(mapped.columns), regions=(*regions, *mapped.outside),
        )  # fmt: skip
        return page_proposal(named, found, mapped, made, self._profile)


def _map(named: NamedLines, found: Solution) -> PageMap:
    """Where everything stands: as the dump's grid has it, or on columns inferred from the lines."""
    if named.lines and all(line.cell for line in named.lines):
        return map_placed(named.page, found.drafts, found.outside, latin=named.latin)
    return map_flowed(named.page, found.drafts, found.outside)
