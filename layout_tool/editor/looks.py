"""Letters and colours of the articles on a page, kept over edits so that nothing changes its colour without need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layout_tool.editor.index import DocumentIndex
from layout_tool.export.picture_colours import Look, looks
from layout_tool.model.geometry import Box

_NEAR = 1 / 40
"""Articles closer than this share of the page's longer side are neighbours."""


def page_looks(index: DocumentIndex, page: str, before: Mapping[str, Look] | None = None) -> dict[str, Look]:
    """The look of each article of the page, by its id, in reading order.

    Letters follow the reading order on the page. An article of `before` keeps its colour and pattern as long as no
    neighbour of its own colour came in.
    """
    sheet = index.pages[page]
    boxes = _boxes(index, page)
    reach = _NEAR * max(sheet.width, sheet.height)
    return looks({name: turn for turn, name in enumerate(boxes)}, boxes, reach, before)


def _boxes(index: DocumentIndex, page: str) -> dict[str, list[Box]]:
    """The boxes of each article on the page, by its id, in reading order."""
    return {
        article.id: [index.regions[name].bbox for name in article.regions if index.page_of.get(name) == page]
        for article in index.articles_on(page)
    }


@dataclass(slots=True)
class _Made:
    index: DocumentIndex
    boxes: list[tuple[str, list[Box]]]
    looks: dict[str, Look]


class Looks:
    """The looks of every page of a document that is being edited, the same for all who draw it."""

    def __init__(self) -> None:
        self._made: dict[str, _Made] = {}

    def of(self, index: DocumentIndex, page: str) -> Mapping[str, Look]:
        """The looks of a page's articles, by their ids; made anew when their order or a box has changed."""
        if page not in index.pages:
            return {}
        made = self._made.get(page)
        if made is None or made.index is not index:
            boxes = list(_boxes(index, page).items())
            if made is not None and made.boxes == boxes:
                made.index = index
            else:
                made = _Made(index, boxes, page_looks(index, page, made.looks if made is not None else None))
                self._made[page] = made
        return made.looks
