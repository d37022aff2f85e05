"""After each edit the page is solved again around what is fixed, behind the window; what follows is one step with it.

While the answer is awaited all that would change the document, or what is selected in it, waits in its order, so that
the same edits at any speed come to the same document. What the engine cannot solve changes nothing: the edit stands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from layout_tool.editor.document import DocumentChange, EditorDocument
from layout_tool.editor.engine_child import Solve, Solved
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.editor.opening import Opening
from layout_tool.editor.preferences import Preferences
from layout_tool.errors import EngineGone, LayoutToolError, LockConflict, Phrase, phrase
from layout_tool.model.consequences import Consequences, consequences
from layout_tool.model.document import Document
from layout_tool.model.edits import EditError
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import locks_in
from layout_tool.model.held import held_on
from layout_tool.model.locks_json import lock_words
from layout_tool.model.page_facts import facts_on
from layout_tool.model.page_reading import reading_of
from layout_tool.model.proposal import PageProposal

PREFERENCE = "resolve"
REFUSED = "refuse_consequences"
_BY_ITSELF = frozenset({REFUSED, "rerun_page"})
"""Edits that the page is not solved again around: those that put back what the engine did, or ask it anew."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the engine was asked: a page of the document after an edit, which the document before it tells."""

    editor: EditorDocument
    before: Document
    page: str


class Resolving(QObject):
    """Solves pages again around the edits of the open document."""

    said = Signal(object)
    """A Phrase: what else changed, or why nothing could."""
    failed = Signal(object)
    """The LayoutToolError with which a page could not be solved: locks that contradict, which it names."""
    contradicted = Signal(object)
    """The facts of a page that cannot all hold."""

    def __init__(
        self, engine: EngineProcess, opening: Opening, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._spare = EngineProcess(self)
        self._opening = opening
        self._preferences = preferences
        self._asked: _Asked | None = None
        self._pages: deque[str] = deque()
        self._noted: set[tuple[int, str]] = set()
        opening.opened.connect(self._watch)
        opening.closed.connect(self._forget)

    def stop(self) -> None:
        """End the second process of the engine."""
        self._spare.stop()

    def refuse(self, editor: EditorDocument) -> bool:
        """Put back what followed from the last edit, and fix it so; False where nothing followed."""
        return editor.put_back(REFUSED)

    def _watch(self, editor: EditorDocument) -> None:
        editor.edited.connect(self._on_edit)

    def _forget(self) -> None:
        self._asked = None
        self._pages.clear()

    def _on_edit(self, change: DocumentChange) -> None:
        editor = self._opening.editor
        last = editor.timeline.last if editor is not None else None
        if editor is None or last is None or last.name in _BY_ITSELF or self._preferences.value(PREFERENCE) != "yes":
            return
        self._pages = deque(_pages_fixed(change))
        self._solve_next(editor, change.before)

    def _solve_next(self, editor: EditorDocument, before: Document) -> None:
        """Ask for the next page that the edit says something of; go on where there is none."""
        page = editor.index.pages[self._pages.popleft()] if self._pages else None
        file = self._opening.file_of(page) if page is not None else None
        if page is None or file is None:
            self._pages.clear()
            editor.release()
            return
        order = Solve(file, locks_in(facts_on(page)), reading_of(editor.document, page.id, before))
        asked = _Asked(editor, before, page.id)
        self._asked = asked
        editor.hold()
        for engine in (self._engine, self._spare):
            if engine.ask(order, lambda answer: self._hear(asked, answer)):
                return
        self._hear(asked, EngineGone(path=str(order.path)))

    def _hear(self, asked: _Asked, answer: object) -> None:
        if asked is not self._asked:
            return
        self._asked = None
        match answer:
            case Solved(proposal, aside):
                self._take(asked, proposal)
                if aside:
                    self._note(asked, phrase("window_locks_aside", count=aside))
            case LockConflict():
                self._contradict(asked, answer)
            case LayoutToolError():
                self.said.emit(phrase("window_not_resolved"))
            case _:
                raise TypeError(answer)
        self._solve_next(asked.editor, asked.before)

    def _take(self, asked: _Asked, proposal: PageProposal) -> None:
        editor, page = asked.editor, asked.page
        if _is_other_text(editor.document, page, proposal):
            self._note(asked, phrase("window_source_changed_page"))
            return
        before = editor.document
        held = held_on(editor.index.pages[page], facts_on(editor.index.pages[page]))
        try:
            editor.follow("resolved", page, lambda document: resolved_page(document, page, proposal, held))
        except EditError:
            self.said.emit(phrase("window_not_resolved"))
            return
        found = consequences(before, editor.document, page)
        if found.regions:
            self.said.emit(_sentence(editor, page, found))
            editor.moved.emit(found.regions)

    def _contradict(self, asked: _Asked, conflict: LockConflict) -> None:
        """Name the facts that cannot all hold, so that one of them can be lifted; the edit stands."""
        name = self._opening.source.name if self._opening.source is not None else asked.page
        self.failed.emit(type(conflict)(path=name, **conflict.fields))
        words = {one for value in conflict.fields.values() for one in str(value).split(", ")}
        locks = locks_in(facts_on(asked.editor.index.pages[asked.page]))
        self.contradicted.emit(tuple(lock for lock in locks if lock_words(lock) in words))

    def _note(self, asked: _Asked, words: Phrase) -> None:
        """Say something of a page once."""
        mark = id(asked.editor), f"{words.key} {asked.page}"
        if mark not in self._noted:
            self._noted.add(mark)
            self.said.emit(words)


def _pages_fixed(change: DocumentChange) -> Sequence[str]:
    """The pages of which the edit fixed, or lifted, something."""
    was = {page.id: page for page in change.before.pages}
    return [
        page.id
        for page in change.after.pages
        if page.id in was and page is not was[page.id] and facts_on(page) != facts_on(was[page.id])
    ]


def _is_other_text(document: Document, page: str, proposal: PageProposal) -> bool:
    """Whether the engine read another text than the document has; a line that was parted has a part of it."""
    read = {line.id: line.text for region in proposal.page.regions for line in region.lines}
    here = next(one for one in document.pages if one.id == page)
    lines = [line for region in here.regions for line in region.lines if line.id in read]
    return not lines or any(line.text not in read[line.id] for line in lines)


def _sentence(editor: EditorDocument, page: str, found: Consequences) -> Phrase:
    looks = editor.looks(page)
    letters = sorted(looks[name].letter for name in found.articles if name in looks)
    if not letters:
        return phrase("window_resolved", count=len(found.regions))
    return phrase("window_resolved_articles", count=len(found.regions), articles=", ".join(letters))
