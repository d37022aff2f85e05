"""Letters and colours of the articles on a page, kept over edits so that nothing changes its colour without need."""

from __future__ import annotations

from collections.abc import Mapping

from layout_tool.editor.index import DocumentIndex
from layout_tool.export.picture_colours import Look, looks

_NEAR = 1 / 40
"""Articles closer than this share of the page's longer side are neighbours."""


def page_looks(index: DocumentIndex, page: str, before: Mapping[str, Look] | None = None) -> dict[str, Look]:
    """The look of each article of the page, by its id, in reading order.

    Letters follow the reading order on the page. An article of `before` keeps its colour and pattern as long as no
    neighbour of its own colour came in.
    """
    sheet = index.pages[page]
    boxes = {
        article.id: [index.regions[name].bbox for name in article.regions if index.page_of.get(name) == page]
        for article in index.articles_on(page)
    }
    reach = _NEAR * max(sheet.width, sheet.height)
    return looks({name: turn for turn, name in enumerate(boxes)}, boxes, reach, before)


class Looks:
    """The looks of every page of a document that is being edited, the same for all who draw it."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[DocumentIndex, dict[str, Look]]] = {}

    def of(self, index: DocumentIndex, page: str) -> Mapping[str, Look]:
        """The looks of a page's articles, by their ids; made anew when the document has changed."""
        made = self._made.get(page)
        if made is None or made[0] is not index:
            made = (index, page_looks(index, page, made[1] if made else None) if page in index.pages else {})
            self._made[page] = made
        return made[1]
