"""What a person can do to the selection: each is one named undo step, called alike by keys, menus and gestures."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.editor.document import EditorDocument
from layout_tool.model import edits
from layout_tool.model.decision import Decision, RunnerUp
from layout_tool.model.document import Document
from layout_tool.model.edits_locks import lock_regions, naming, unlock_regions
from layout_tool.model.facts import Fact
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.page_facts import lifted
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from layout_tool.model.series import Alike, Correction, corrected_alike


def set_role(editor: EditorDocument, role: Role) -> bool:
    """Give the selected regions a role."""
    chosen = editor.selection.regions
    return editor.do("set_role", lambda document: edits.set_role(document, chosen, role), role=role, count=len(chosen))


def assign(editor: EditorDocument, article: str | None) -> bool:
    """Put the selected regions into an article, or outside (None)."""
    chosen = editor.selection.regions
    name = "assign" if article is not None else "put_outside"
    fields = {"article": article} if article is not None else {}
    return editor.do(name, lambda document: edits.assign(document, chosen, article), count=len(chosen), **fields)


def new_article(editor: EditorDocument) -> bool:
    """Make an article of the selected regions."""
    chosen = editor.selection.regions
    return editor.do("new_article", lambda document: edits.new_article(document, chosen), count=len(chosen))


def merge_articles(editor: EditorDocument, article: str, others: Sequence[str]) -> bool:
    """Put the others' regions behind the article's."""
    return editor.do(
        "merge_articles", lambda document: edits.merge_articles(document, article, others), count=len(others) + 1
    )


def split_article(editor: EditorDocument) -> bool:
    """Part the article before the region selected last."""
    region = editor.selection.regions[-1] if editor.selection.regions else ""
    return editor.do("split_article", lambda document: edits.split_article(document, region))


def make_headline(editor: EditorDocument, article: str) -> bool:
    """Make the selected regions the headline of an article."""
    chosen = editor.selection.regions
    return editor.do(
        "make_headline", lambda document: edits.make_headline_of(document, chosen, article), article=article
    )


def join(editor: EditorDocument) -> bool:
    """Join the selected regions into the first."""
    chosen = editor.selection.regions
    return editor.do("join_regions", lambda document: edits.join_regions(document, chosen), count=len(chosen))


def move(editor: EditorDocument, regions: Sequence[str], dx: float, dy: float) -> bool:
    """Shift regions, right by dx and down by dy, in the page's unit."""

    def change(document: Document) -> Document:
        for region in regions:
            document = edits.move_region(document, region, dx, dy)
        return document

    return editor.do("move_region", change)


def resize(editor: EditorDocument, region: str, box: Box) -> bool:
    """Give a region another box."""
    return editor.do("resize_region", lambda document: edits.resize_region(document, region, box))


def reorder(editor: EditorDocument, article: str, order: Sequence[str]) -> bool:
    """Set the reading order of an article."""
    return editor.do("reorder_regions", lambda document: edits.reorder_regions(document, article, order))


def accept(editor: EditorDocument, decisions: Sequence[str]) -> bool:
    """Confirm decisions of the engine."""
    return editor.do("accept", lambda document: edits.accept(document, decisions), count=len(decisions))


def accept_article(editor: EditorDocument, article: str) -> bool:
    """Confirm all that the engine decided about an article's text."""
    own = editor.index.articles[article].regions
    known = {*own, *(line.id for name in own for line in editor.index.regions[name].lines)}
    names = [
        decision.id
        for decision in editor.document.decisions
        if not decision.locked and decision.subjects and known.issuperset(decision.subjects)
    ]
    return bool(names) and accept(editor, names)


def confirm(editor: EditorDocument, decision: Decision) -> bool:
    """Say that a decision of the engine is right: it is fixed."""
    return editor.do("confirm", lambda document: edits.accept(document, [decision.id]))


def take(editor: EditorDocument, decision: Decision, other: RunnerUp | None = None) -> bool:
    """Take another choice in the place of a decision, its runner-up where none is named."""
    return editor.do("take_runner_up", lambda document: edits.taken(document, decision.id, other))


def instate(editor: EditorDocument, decision: Decision) -> bool:
    """Make it so as a decision says that was not taken."""
    return editor.do("instate", lambda document: edits.instated(document, decision))


def correct_alike(editor: EditorDocument, corrected: Correction, chosen: Sequence[Alike]) -> bool:
    """Correct what is alike as it was corrected before: one step."""
    return editor.do("correct_alike", lambda document: corrected_alike(document, corrected, chosen), count=len(chosen))


def remove(editor: EditorDocument) -> bool:
    """Take the selected regions out of their articles: their text stays, outside."""
    chosen = editor.selection.regions
    return editor.do("remove_regions", lambda document: edits.remove_regions(document, chosen), count=len(chosen))


def move_in_order(editor: EditorDocument, step: int) -> bool:
    """Move the selected regions within their article's order, `step` places later (earlier where negative)."""
    chosen = editor.selection.regions
    return editor.do("reorder_regions", lambda document: edits.move_region_in_order(document, chosen, step))


def move_article(editor: EditorDocument, article: str, step: int) -> bool:
    """Move an article within the order of articles."""
    return editor.do("reorder_articles", lambda document: edits.move_article_in_order(document, article, step))


def order_clicked(editor: EditorDocument, article: str, clicked: Sequence[str], *, rest: bool = False) -> bool:
    """Put the regions that were clicked into the order in which they were; with `rest` the others follow by columns."""
    return editor.do("reorder_regions", lambda document: edits.order_from_clicks(document, article, clicked, rest=rest))


def order_rest(editor: EditorDocument) -> bool:
    """The selected regions come first in their article, in the order chosen; the rest follows by columns."""
    article = editor.selection.article
    chosen = [name for name in editor.selection.regions if editor.index.owners.get(name) == article]
    return article is not None and order_clicked(editor, article, chosen, rest=True)


def place(editor: EditorDocument, regions: Sequence[str], article: str | None, at: int) -> bool:
    """Put regions into an article, or outside (None), at a place of its order."""
    return editor.do(
        "place_regions", lambda document: edits.place_regions(document, regions, article, at), count=len(regions)
    )


def place_article(editor: EditorDocument, article: str, at: int) -> bool:
    """Put an article at a place of the order of articles."""
    return editor.do("reorder_articles", lambda document: edits.place_article(document, article, at))


def link_jump(editor: EditorDocument, article: str, other: str) -> bool:
    """An article goes on in another, on another page."""
    return editor.do("link_jump", lambda document: edits.link_jump(document, article, other))


def approve(editor: EditorDocument, articles: Sequence[str]) -> bool:
    """Approve articles: they are locked until they are opened again."""
    return editor.do("approve", lambda document: edits.approve(document, articles), count=len(articles))


def reopen(editor: EditorDocument, articles: Sequence[str], reason: str) -> bool:
    """Open approved articles again; the reason stands in the history."""

    def change(document: Document) -> Document:
        for article in articles:
            document = edits.reopen(document, article, reason)
        return document

    return editor.do("reopen", change, reason=reason)


def page_done(editor: EditorDocument, page: str) -> bool:
    """Say that a page is done: what is still proposed on it counts as corrected."""
    return editor.do("page_done", lambda document: edits.page_done(document, page))


def reading_order(editor: EditorDocument) -> list[str]:
    """The regions of the page that is shown, article by article in reading order, then those outside."""
    page = editor.page
    if page is None:
        return []
    on_page = {region.id for region in page.regions}
    read = [name for article in editor.index.articles_on(page.id) for name in article.regions if name in on_page]
    return read + [name for name in editor.document.outside if name in on_page]


def draw(editor: EditorDocument, page: str, box: Box) -> bool:
    """A new region of the lines in a box; it is selected, not what was parted by it."""
    if not editor.do("draw_region", lambda document: edits.draw_region(document, page, box)):
        return False
    boxes = {name: editor.index.regions[name].bbox for name in editor.selection.regions}
    editor.select([max(boxes, key=lambda name: _shared(boxes[name], box))])
    return True


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across, down = overlap(one.x0, one.x1, other.x0, other.x1), overlap(one.y0, one.y1, other.y0, other.y1)
    return max(across, 0.0) * max(down, 0.0)


def split_along(editor: EditorDocument, region: str, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Part a region along a line, in page units."""
    return editor.do("split_region", lambda document: edits.split_region_along(document, region, start, end))


def split_at_caret(editor: EditorDocument) -> bool:
    """Part a region at the text cursor."""
    caret = editor.selection.caret
    if caret is None:
        return False
    return editor.do("split_region", lambda document: edits.split_region_at(document, caret.line, caret.offset))


def order_as_clicked(editor: EditorDocument, clicked: Sequence[str], *, rest: bool = False) -> bool:
    """Read these regions in the order in which they were clicked, in the article of the first that is in one.

    Regions of other articles come into it. Where none is in an article they make one.
    """
    article = next((editor.index.owners[name] for name in clicked if name in editor.index.owners), None)
    if article is None:
        return editor.do("new_article", lambda document: edits.new_article(document, clicked), count=len(clicked))
    strangers = [name for name in clicked if editor.index.owners.get(name) != article]

    def change(document: Document) -> Document:
        if strangers:
            document = edits.assign(document, strangers, article)
        return edits.order_from_clicks(document, article, clicked, rest=rest)

    return editor.do("reorder_regions", change)


def lock(editor: EditorDocument) -> bool:
    """Fix how the selected regions are read."""
    chosen = editor.selection.regions
    return editor.do("lock", lambda document: lock_regions(document, chosen), count=len(chosen))


def locks_of_selection(editor: EditorDocument) -> int:
    """How many facts speak of the selected regions."""
    return sum(len(naming(page, editor.selection.regions)) for page in editor.document.pages)


def unlock(editor: EditorDocument) -> bool:
    """Let go what is fixed about the selected regions."""
    chosen = editor.selection.regions
    return editor.do("unlock", lambda document: unlock_regions(document, chosen), count=len(chosen))


def lift_locks(editor: EditorDocument, page: str, facts: Sequence[Fact]) -> bool:
    """Let these facts of a page go."""
    return editor.do("lift_locks", lambda document: lifted(document, page, facts))


def rerun_page(editor: EditorDocument, page: str, proposal: PageProposal) -> bool:
    """Put a fresh proposal in the place of what nobody has touched on a page."""
    return editor.do("rerun_page", lambda document: edits.rerun_page(document, page, proposal))
