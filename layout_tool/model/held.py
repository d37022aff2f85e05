"""What a page's facts hold in place: which regions keep their role, and which their article."""

from __future__ import annotations

from collections.abc import Iterable

from layout_tool.model.document import Page
from layout_tool.model.edits_resolved import Held
from layout_tool.model.facts import Fact, Placed, lines_named
from layout_tool.model.locks import CannotLink, OrderLock, RoleLock


def held_on(page: Page, facts: Iterable[Fact]) -> Held:
    """The regions of a page that facts speak of: of their role, or of where they stand."""
    homes = {line.id: region.id for region in page.regions for line in region.lines}
    roles: set[str] = set()
    places: set[str] = set()
    for fact in facts:
        lines = [line for line in lines_named(fact) if line in homes]
        if isinstance(fact, RoleLock):
            roles.update(homes[line] for line in lines)
        elif isinstance(fact, Placed):
            places.update(homes[line] for line in lines[:1])
        elif not isinstance(fact, CannotLink | OrderLock):
            places.update(homes[line] for line in lines)
    return Held(frozenset(roles), frozenset(places))
