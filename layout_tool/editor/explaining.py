"""Questions of a person about two regions, put to the engine: why is this not read after that?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.engine_child import WhyNot
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.editor.opening import Opening
from layout_tool.errors import LayoutToolError, phrase
from layout_tool.model.document import Document, Region
from layout_tool.model.facts import locks_in
from layout_tool.model.page_facts import facts_on
from layout_tool.model.page_reading import reading_of
from layout_tool.model.roles import HEADING_ROLES
from layout_tool.model.untaken import Untaken


class Explaining(QObject):
    """One question at a time; its answer is taken in hand unless the document has changed meanwhile."""

    said = Signal(object)
    """The Phrase that says why there is no answer."""
    failed = Signal(object)
    """The LayoutToolError with which a question ended."""
    answered = Signal()
    """The answer is in hand."""

    def __init__(self, engine: EngineProcess, opening: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._opening = opening
        self._about: Document | None = None

    def ask(self, editor: EditorDocument) -> None:
        """Why is the region that was selected second not read after the first, or not headed by it?"""
        regions = [editor.index.regions[name] for name in editor.selection.regions]
        pages = {editor.index.page_of[region.id] for region in regions}
        file = self._opening.file_of(editor.index.pages[next(iter(pages))]) if len(pages) == 1 else None
        if len(regions) != 2 or len(pages) != 1 or not all(region.lines for region in regions):
            self.said.emit(phrase("window_why_not_two"))
        elif file is None:
            self.said.emit(phrase("window_no_source"))
        else:
            page = editor.index.pages[pages.pop()]
            before, after = _ends(*regions)
            facts = facts_on(page)
            reading = reading_of(editor.document, page.id) if facts else ()
            order = WhyNot(file, before, after, locks_in(facts), reading)
            self._about = editor.document
            if not self._engine.ask(order, self._hear):
                self.said.emit(phrase("window_busy"))

    def _hear(self, answer: object) -> None:
        editor, about = self._opening.editor, self._about
        self._about = None
        if isinstance(answer, LayoutToolError):
            self.failed.emit(answer)
        elif editor is None or about is not editor.document:
            return
        elif isinstance(answer, Untaken):
            editor.attention.show_untaken(answer)
            self.answered.emit()
        else:
            self.said.emit(phrase("window_why_not_gone"))


def _ends(first: Region, then: Region) -> tuple[str, str]:
    """The lines that would meet: of two texts as they were selected; a heading comes before what it heads."""
    if then.role in HEADING_ROLES and first.role not in HEADING_ROLES:
        first, then = then, first
    return first.lines[-1].id, then.lines[0].id
