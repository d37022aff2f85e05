"""What else changed when a page was solved again: regions with another article, role or predecessor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from layout_tool.model.document import Document


@dataclass(frozen=True, slots=True)
class Consequences:
    """Ids of the regions that changed, in the page's order, and of the articles that gained or lost by it."""

    regions: tuple[str, ...]
    articles: tuple[str, ...]


def consequences(before: Document, after: Document, page: str) -> Consequences:
    """What differs on a page between two documents with the same regions."""
    was, now = _standing(before), _standing(after)
    here = next((one.regions for one in after.pages if one.id == page), ())
    regions = tuple(region.id for region in here if was.get(region.id) != now.get(region.id))
    owners = [one[name][0] for name in regions for one in (was, now) if name in one]
    known = {article.id for article in after.articles}
    return Consequences(regions, tuple(dict.fromkeys(one for one in owners if one in known)))


def _standing(document: Document) -> dict[str, tuple[str, str, str]]:
    """Article, role and predecessor of each region; empty where it has none."""
    roles = {region.id: str(region.role) for region in document.regions()}
    found = {name: ("", role, "") for name, role in roles.items()}
    for article in document.articles:
        for before, name in pairwise(("", *article.regions)):
            found[name] = (article.id, roles[name], before)
    return found
