"""A page solved again around every edit of a person, in a process of its own; the answer follows the edit.

What is typed and clicked while an answer is awaited waits for it, in its order: the same edits give the same document
at any speed. The window goes on painting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer, Signal

from layout_tool.editor.document import Edit, EditorDocument
from layout_tool.editor.engine_child import Solve
from layout_tool.editor.engine_pages import PageOfFile
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.editor.held_input import HeldInput
from layout_tool.editor.opening import Opening
from layout_tool.editor.preferences import Preferences
from layout_tool.editor.services import Questions
from layout_tool.errors import LayoutToolError, LockConflict, Phrase, phrase
from layout_tool.model.document import Document, Page
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import Fact, lines_named, locks_in
from layout_tool.model.held import held_on
from layout_tool.model.locks_json import lock_words
from layout_tool.model.page_facts import facts_on, lifted
from layout_tool.model.page_reading import reading_of
from layout_tool.model.proposal import PageProposal

_LONGEST = 20_000
"""Milliseconds after which an answer is given up."""


class Resolving(QObject):
    """Solves the pages again whose facts an edit changed, one after the other, while the preference `resolve` says so.

    The engine has a process here that is not the one which proposes pages: a long file goes on being proposed.
    """

    said = Signal(object)
    """A Phrase."""
    failed = Signal(object)
    """The LayoutToolError with which an answer failed; the edit stands, and the proposal of before."""
    resolved = Signal(object)
    """The ids of the regions that moved when a page was solved again."""

    def __init__(
        self, opening: Opening, preferences: Preferences, questions: Questions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.engine = EngineProcess(self)
        self._opening = opening
        self._preferences = preferences
        self._questions = questions
        self._editor: EditorDocument | None = None
        self._edit: Edit | None = None
        self._pages: list[str] = []
        self._said: set[Fact] = set()
        self._shown_keys: Callable[[str], str] = lambda _: ""
        self._held = HeldInput(self)
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(_LONGEST)
        self._watch.timeout.connect(self._give_up)
        self.engine.solved.connect(self._hear)

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited, or input that waited for one is still to be handed on."""
        return self._edit is not None or self._held.waiting

    def set_keys(self, shown: Callable[[str], str]) -> None:
        """The keys that the sentences name, by the action's id."""
        self._shown_keys = shown

    def attend(self, editor: EditorDocument) -> None:
        """Follow the edits of a document from now on."""
        self._drop()
        self._said = set()
        self._editor = editor
        editor.edited.connect(self._follow)
        if self._preferences.value("resolve") == "yes":
            QTimer.singleShot(0, self.engine.start)

    def stop(self) -> None:
        """No document is followed any more."""
        self._drop()
        self._editor = None
        self.engine.stop()

    def _follow(self, edit: Edit) -> None:
        editor = self._editor
        if editor is None or edit.operation.name == "refuse" or self._preferences.value("resolve") != "yes":
            return
        before = {page.id: facts_on(page) for page in edit.before.pages}
        self._pages = [
            page.id for page in editor.document.pages if page.id in before and facts_on(page) != before[page.id]
        ]
        if not self._pages or self._opening.source is None:
            self._drop()
            return
        if self.engine.busy:
            self.engine.cancel()
        self._edit = edit
        self._held.hold()
        self._order()

    def _order(self) -> None:
        """Ask for the next page of the edit, or hand on what waited."""
        editor, edit, source = self._editor, self._edit, self._opening.source
        if editor is None or edit is None or source is None or not self._pages:
            self._drop()
            return
        page = editor.index.pages[self._pages[0]]
        here = {line.id for region in page.regions for line in region.lines}
        facts = [fact for fact in facts_on(page) if here.issuperset(lines_named(fact))]
        self._say_aside([fact for fact in facts_on(page) if fact not in facts])
        place = PageOfFile(source, page.index, page.number, password=self._opening.password)
        self._watch.start()
        self.engine.ask(Solve(place, locks_in(facts), reading_of(editor.document, page.id, edit.before)))

    def _say_aside(self, aside: Sequence[Fact]) -> None:
        """Facts about lines that are not there are said once."""
        new = [fact for fact in aside if fact not in self._said]
        if new:
            self._said.update(new)
            self.said.emit(phrase("window_locks_aside", count=len(new)))

    def _hear(self, answer: object) -> None:
        self._watch.stop()
        editor, edit = self._editor, self._edit
        if editor is None or edit is None:
            return
        page = editor.index.pages[self._pages.pop(0)]
        if isinstance(answer, PageProposal):
            self._take(editor, page, answer)
            self._order()
            return
        self._edit, self._pages = None, []
        if isinstance(answer, LockConflict):
            self._ask_which(editor, page, answer)
        elif isinstance(answer, LayoutToolError):
            self.failed.emit(answer)
            self.said.emit(phrase("window_not_resolved"))
        if self._edit is None:
            self._drop()

    def _take(self, editor: EditorDocument, page: Page, proposal: PageProposal) -> None:
        if not _same_source(page, proposal.page):
            self.said.emit(phrase("window_source_changed"))
            return
        before = editor.document
        after = resolved_page(before, page.id, proposal, held_on(page, facts_on(page)))
        moved = _moved(before, after, page.id)
        if editor.follow("resolved", after, page.id) and moved:
            self.resolved.emit(moved)
            self.said.emit(self._words(editor, page.id, moved))

    def _words(self, editor: EditorDocument, page: str, moved: Sequence[str]) -> Phrase:
        looks = editor.looks(page)
        owners = dict.fromkeys(editor.index.owners.get(name, "") for name in moved)
        letters = sorted(looks[name].letter for name in owners if name in looks)
        count = len(moved)
        keys = {name: self._shown_keys(name) for name in ("undo", "refuse")}
        return phrase("window_resolved", count=count, articles=", ".join(letters) or "—", **keys)

    def _ask_which(self, editor: EditorDocument, page: Page, error: LockConflict) -> None:
        """Which of the facts that contradict each other is to be lifted?"""
        words = " ".join(str(value) for value in error.fields.values())
        facts = [fact for fact in locks_in(facts_on(page)) if lock_words(fact) in words]
        place = self._opening.source.name if self._opening.source is not None else ""
        self.failed.emit(type(error)(path=place, **error.fields))
        with self._held.aside():
            chosen = self._questions.lift([lock_words(fact) for fact in facts]) if len(facts) > 1 else None
        if chosen is not None:
            editor.do("lift", lambda document: lifted(document, page.id, {facts[chosen]}))

    def _give_up(self) -> None:
        if self._edit is not None:
            self.engine.cancel()
            self._drop()
            self.said.emit(phrase("window_not_resolved"))

    def _drop(self) -> None:
        """Await nothing more."""
        self._watch.stop()
        self._edit, self._pages = None, []
        self._held.hand_on()


def _same_source(page: Page, fresh: Page) -> bool:
    """Whether the source still has the lines of the page: a cut one is a part of its line."""
    there = {line.id: line.text for region in fresh.regions for line in region.lines}
    lines = [line for region in page.regions for line in region.lines]
    known = [line for line in lines if line.id in there]
    return 2 * len(known) >= len(lines) and all(line.text in there[line.id] for line in known)


def _moved(before: Document, after: Document, page: str) -> tuple[str, ...]:
    """The regions of a page with another role, article or predecessor than before."""
    was, now = _standing(before, page), _standing(after, page)
    return tuple(name for name in now if was.get(name) != now[name])


def _standing(document: Document, page: str) -> dict[str, tuple[object, ...]]:
    regions = next(one.regions for one in document.pages if one.id == page)
    owners = {name: article.id for article in document.articles for name in article.regions}
    before = {then: first for article in document.articles for first, then in pairwise(article.regions)}
    return {one.id: (one.role, owners.get(one.id), before.get(one.id)) for one in regions}
