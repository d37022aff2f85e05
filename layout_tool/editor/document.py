"""The document in the editor: its timeline, what is selected, and the one gate through which every edit goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from layout_tool.editor.attention import Attention
from layout_tool.editor.doubts import Doubts
from layout_tool.editor.index import DocumentIndex
from layout_tool.editor.looks import Looks
from layout_tool.errors import OutputError, phrase
from layout_tool.export.picture_colours import Look
from layout_tool.model.document import Document, Page
from layout_tool.model.doubts import DOUBTFUL_BELOW
from layout_tool.model.edits import EditError
from layout_tool.model.operations import Done, Event, Operation, Proposed, Redone, Undone, with_history
from layout_tool.model.page_facts import fixed
from layout_tool.model.patches import difference, patched
from layout_tool.model.proposal import PageProposal
from layout_tool.model.timeline import Timeline

Change = Callable[[Document], Document]
"""A pure edit with its arguments filled in."""


_BY_THE_ENGINE = frozenset({"rerun_page"})
"""Edits that no person makes region by region: nothing is fixed by them."""


class Journal(Protocol):
    """What keeps the events, so that none is lost."""

    def append(self, event: Event) -> None:
        """Keep the event before it is shown. Raises OutputError where it cannot be kept."""


@dataclass(frozen=True, slots=True)
class Caret:
    """The text cursor: before code point `offset` of a line."""

    line: str
    offset: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: regions in the order in which they were chosen, the article of the last of them (or one that
    was chosen itself), and the text cursor."""

    regions: tuple[str, ...] = ()
    article: str | None = None
    caret: Caret | None = None


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that took another's place; `pages` are the ids of those to draw anew."""

    before: Document
    after: Document
    pages: frozenset[str]


class EditorDocument(QObject):
    """A document being edited.

    `do` is the gate: it tries a pure edit, keeps it in the journal, and tells everyone. What an edit refuses changes
    nothing and is said through `refused`; so is an edit after which all is as it was.
    """

    changed = Signal(object)
    """A DocumentChange, after every edit, undo, redo and page that came in."""
    selection_changed = Signal(object)
    """The Selection."""
    page_changed = Signal(str)
    """The id of the page that is shown."""
    hover_changed = Signal(object)
    """The id of the region under the pointer, or None."""
    refused = Signal(object)
    """The Phrase that says why an edit cannot be done."""
    timeline_changed = Signal()
    """After everything that changes what a save would write."""
    edited = Signal(object)
    """A DocumentChange, after an edit of a person, once all have been told of it; not after undo and redo."""
    moved = Signal(object)
    """The ids of the regions that moved as a consequence of an edit."""
    journal_failed = Signal(object)
    """The OutputError with which an event could not be kept; the edit stands."""

    def __init__(
        self,
        timeline: Timeline,
        journal: Journal | None = None,
        *,
        by: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._journal = journal
        self._clock = clock
        self._selection = Selection()
        self._hovered: str | None = None
        self._page = timeline.document.pages[0].id if timeline.document.pages else ""
        self._index: DocumentIndex | None = None
        self._looks = Looks()
        self._doubts: Doubts | None = None
        self._held = False
        self._waiting: deque[Callable[[], object]] = deque()
        self._doubtful_below = DOUBTFUL_BELOW
        self.attention = Attention(self)
        self.by = by

    @property
    def document(self) -> Document:
        return self._timeline.document

    @property
    def timeline(self) -> Timeline:
        return self._timeline

    @property
    def selection(self) -> Selection:
        return self._selection

    @property
    def hovered(self) -> str | None:
        return self._hovered

    @property
    def page(self) -> Page | None:
        """The page that is shown; None where the document has none yet."""
        return self.index.pages.get(self._page)

    @property
    def index(self) -> DocumentIndex:
        """Where everything is in the document as it stands; made when it is first asked for after a change."""
        if self._index is None or self._index.document is not self.document:
            self._index = DocumentIndex(self.document)
        return self._index

    @property
    def doubts(self) -> Doubts:
        """The decisions of the document as it stands, and which of them are doubtful."""
        if self._doubts is None or self._doubts.index is not self.index:
            self._doubts = Doubts(self.index, self._doubtful_below)
        return self._doubts

    def set_doubtful_below(self, margin: float) -> None:
        """Decisions with a smaller margin are doubtful, in log-odds."""
        if margin != self._doubtful_below:
            self._doubtful_below, self._doubts = margin, None
            self.changed.emit(DocumentChange(self.document, self.document, frozenset(self.index.pages)))

    def looks(self, page: str) -> Mapping[str, Look]:
        """Letter and colour of each article of a page, by its id: the same for all who draw it, kept over edits."""
        return self._looks.of(self.index, page)

    def export(self) -> Document:
        """The document as it is handed in, with its history."""
        return with_history(self.document, self._timeline.past)

    def do(self, name: str, change: Change, **fields: str | int) -> bool:
        """One undo step: whether the edit changed anything. What it says is fixed on the pages that it touched.

        `name` is the edit's, under `operation_<name>` in the catalogue, its sentence filled from `fields`. While the
        consequences of an edit are awaited the next one waits, and counts as done.
        """
        if self._held:
            self._waiting.append(lambda: self.do(name, change, **fields))
            return True
        before = self.document
        try:
            after = change(before)
        except EditError as error:
            self.refused.emit(error.phrase)
            return False
        after = after if name in _BY_THE_ENGINE else fixed(before, after)
        made = self._done(name, self._page, before, after, fields)
        if made is None:
            self.refused.emit(phrase("window_nothing_changed"))
            return False
        self.edited.emit(made)
        return True

    def follow(self, name: str, page: str, change: Change) -> bool:
        """What follows on a page from the last edit, undone and done again together with it: whether anything does.

        Raises EditError where it cannot be.
        """
        before = self.document
        return self._done(name, page, before, change(before), {}, follows=True) is not None

    def put_back(self, name: str) -> bool:
        """Put back what followed from the last edit, as an edit of its own; False where nothing followed."""
        followed = tuple(takewhile(lambda operation: operation.follows, reversed(self._timeline.past)))
        return bool(followed) and self.do(name, lambda document: _without(document, followed))

    def hold(self) -> None:
        """Let all that comes wait until the consequences of the last edit are known."""
        self._held = True

    def release(self) -> None:
        """Go on with what waited, in its order, until one of it has consequences of its own."""
        self._held = False
        while self._waiting and not self._held:
            self._waiting.popleft()()

    def in_turn(self, act: Callable[[], object]) -> None:
        """Do something now, or in its turn behind what waits for the consequences of an edit."""
        if self._held:
            self._waiting.append(act)
        else:
            act()

    @property
    def held(self) -> bool:
        """Whether the consequences of an edit are awaited."""
        return self._held

    def _done(
        self,
        name: str,
        page: str,
        before: Document,
        after: Document,
        fields: Mapping[str, str | int],
        *,
        follows: bool = False,
    ) -> DocumentChange | None:
        patch = difference(before, after)
        if not patch:
            return None
        at = self._clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        operation = Operation(name, tuple(fields.items()), page or None, at, self.by, patch, follows)
        self._keep(Done(operation))
        self._become(self._timeline.done(operation, after), patch.touched_pages)
        return DocumentChange(before, after, patch.touched_pages)

    def undo(self) -> bool:
        """Take the last edit back, with its consequences; False where there is none."""
        last = self._timeline.last
        while last is not None and last.follows:
            self._step(Undone(), last)
            last = self._timeline.last
        return last is not None and self._step(Undone(), last)

    def redo(self) -> bool:
        """Do again what was undone last, with its consequences; False where there is none."""
        following = self._timeline.next
        done = following is not None and self._step(Redone(), following)
        while done and (following := self._timeline.next) is not None and following.follows:
            self._step(Redone(), following)
        return done

    def add_page(self, proposal: PageProposal) -> None:
        """A page comes in behind the others; no undo step."""
        event = Proposed(proposal)
        self._keep(event)
        self._become(self._timeline.after(event), frozenset({proposal.page.id}))
        if not self._page:
            self.show_page(proposal.page.id)

    def show_page(self, page: str) -> None:
        """Turn to a page; what was selected elsewhere is let go."""
        if page != self._page and page in self.index.pages:
            self._page = page
            self.select(())
            self.page_changed.emit(page)

    def select(self, regions: Iterable[str], article: str | None = None, caret: Caret | None = None) -> None:
        """Select regions, or an article with none of them; the article of the last region is found here."""
        chosen = tuple(dict.fromkeys(name for name in regions if name in self.index.regions))
        owner = self.index.owners.get(chosen[-1]) if chosen else article
        selection = Selection(chosen, owner, caret)
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def hover(self, region: str | None) -> None:
        """The pointer is over a region, or over none."""
        if region != self._hovered:
            self._hovered = region
            self.hover_changed.emit(region)

    def _step(self, event: Event, operation: Operation) -> bool:
        timeline = self._timeline.after(event)
        self._keep(event)
        if operation.page is not None and operation.page != self._page:
            self.show_page(operation.page)
        self._become(timeline, operation.patch.touched_pages)
        return True

    def _keep(self, event: Event) -> None:
        if self._journal is not None:
            try:
                self._journal.append(event)
            except OutputError as error:
                self.journal_failed.emit(error)

    def _become(self, timeline: Timeline, pages: frozenset[str]) -> None:
        before, self._timeline = self.document, timeline
        if self._hovered not in self.index.regions:
            self.hover(None)
        self.changed.emit(DocumentChange(before, self.document, _touched(before, self.document, pages)))
        self.timeline_changed.emit()
        was = self._selection
        caret = was.caret if was.caret is not None and was.caret.line in self.index.lines else None
        article = was.article if was.article in self.index.articles else None
        self.select(self._new_regions(before) or was.regions, article, caret)

    def _new_regions(self, before: Document) -> tuple[str, ...]:
        """The regions of the page that the change made: they are what a person works on next."""
        earlier = next((page for page in before.pages if page.id == self._page), None)
        if earlier is None or self.page is None or earlier is self.page:
            return ()
        known = {region.id for region in earlier.regions}
        return tuple(region.id for region in self.page.regions if region.id not in known)


def _without(document: Document, operations: Iterable[Operation]) -> Document:
    """The document without these operations, the last of them first."""
    for operation in operations:
        document = patched(document, operation.patch.turned())
    return document


def _touched(before: Document, after: Document, pages: frozenset[str]) -> frozenset[str]:
    """`pages` and those with a region of an article that the change made, ended or altered, or moved outside."""
    kept = {id(article) for article in before.articles} & {id(article) for article in after.articles}
    regions = {
        name
        for document in (before, after)
        for article in document.articles
        if id(article) not in kept
        for name in article.regions
    } | (set(before.outside) ^ set(after.outside))
    return pages.union(page.id for page in after.pages if not regions.isdisjoint(region.id for region in page.regions))
