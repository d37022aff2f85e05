"""A poor proposal, made of a good one by edits: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from layout_tool.model import edits
from layout_tool.model.document import Document, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.geometry import overlap
from layout_tool.model.roles import Role

_WRONG = (Role.HEADLINE, Role.BODY, Role.CAPTION, Role.BYLINE, Role.JUMP, Role.FOLIO)


def spoiled(document: Document, seed: int = 1) -> Document:
    """Regions joined over columns and cut, roles wrong, stories merged, split and shuffled, headlines with other
    stories, text outside and furniture inside."""
    return _Spoiler(document, random.Random(seed)).run()


@dataclass(slots=True)
class _Spoiler:
    document: Document
    chance: random.Random

    def run(self) -> Document:
        for harm, times in (
            (self._join_over_columns, 3),
            (self._cut, 4),
            (self._move_headline, 1),
            (self._merge, 2),
            (self._split, 2),
            (self._relabel, 7),
            (self._shuffle, 3),
            (self._dismiss, 4),
            (self._take_in, 2),
        ):
            for _ in range(times):
                self._try(harm)
        return self.document

    def _try(self, harm: Callable[[], Document]) -> None:
        try:
            self.document = harm()
        except (EditError, IndexError):
            return

    def _regions(self, *roles: Role, inside: bool | None = None) -> list[Region]:
        outside = set(self.document.outside)
        return [
            region
            for region in self.document.regions()
            if (not roles or region.role in roles) and (inside is None or (region.id not in outside) is inside)
        ]

    def _join_over_columns(self) -> Document:
        bodies = self._regions(Role.BODY)
        pairs = [(one.id, other.id) for one in bodies for other in bodies if _beside(one, other)]
        return edits.join_regions(self.document, self.chance.choice(pairs))

    def _cut(self) -> Document:
        region = self.chance.choice([one for one in self._regions() if len(one.lines) > 3])
        return edits.split_region(self.document, region.id, self.chance.randrange(1, len(region.lines)))

    def _move_headline(self) -> Document:
        headline = self.chance.choice(self._regions(Role.HEADLINE, inside=True))
        others = [article.id for article in self.document.articles if headline.id not in article.regions]
        return edits.make_headline_of(self.document, [headline.id], self.chance.choice(others))

    def _merge(self) -> Document:
        one, other = self.chance.sample([article.id for article in self.document.articles], 2)
        return edits.merge_articles(self.document, one, [other])

    def _split(self) -> Document:
        article = self.chance.choice([one for one in self.document.articles if len(one.regions) > 2])
        return edits.split_article(self.document, self.chance.choice(article.regions[1:]))

    def _relabel(self) -> Document:
        region = self.chance.choice(self._regions())
        roles: Sequence[Role] = [role for role in _WRONG if role is not region.role]
        return edits.set_role(self.document, [region.id], self.chance.choice(roles))

    def _shuffle(self) -> Document:
        article = self.chance.choice([one for one in self.document.articles if len(one.regions) > 3])
        return edits.reorder_regions(
            self.document, article.id, self.chance.sample(article.regions, len(article.regions))
        )

    def _dismiss(self) -> Document:
        return edits.remove_regions(self.document, [self.chance.choice(self._regions(inside=True)).id])

    def _take_in(self) -> Document:
        stray = self.chance.choice(self._regions(inside=False))
        return edits.assign(self.document, [stray.id], self.chance.choice(self.document.articles).id)


def _beside(one: Region, other: Region) -> bool:
    """Whether a region stands to the right of another, at the same height."""
    return (
        one.bbox.x1 <= other.bbox.x0
        and overlap(one.bbox.y0, one.bbox.y1, other.bbox.y0, other.bbox.y1) > 0
        and one.direction is other.direction
    )
