"""Files on their way into the window and out of it: opened, proposed, saved, proposed again, closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from layout_tool.batch.plan import pages_in
from layout_tool.batch.stored import read_document
from layout_tool.batch.worklist import Worklist, holds_run, read_worklist
from layout_tool.editor import commands
from layout_tool.editor.awaited import Awaited
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.engine_child import Begun, Propose
from layout_tool.editor.engine_pages import PageOfFile, shipped_profile
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.editor.files import Files
from layout_tool.editor.preferences import Preferences
from layout_tool.editor.services import Asks
from layout_tool.editor.tasks import Tasks
from layout_tool.errors import LayoutToolError, OutputError, PasswordNeeded, ProjectInUse, phrase
from layout_tool.model.document import Document, Page
from layout_tool.model.proposal import PageProposal
from layout_tool.storage.places import SUFFIX, find_project
from layout_tool.storage.project import Project, begin_from_export, begin_project, open_project
from layout_tool.storage.recent import note_recent

_JSON = ".json"


@dataclass(frozen=True, slots=True)
class _Under:
    """An order to the engine that is under way: what it is for, and how far it is."""

    order: Propose
    count: int = 0
    done: int = 0
    again: str | None = None
    """The page that is proposed again."""


class Opening(QObject):
    """One document at a time, out of a list of files."""

    opened = Signal(object)
    """The EditorDocument that is open now."""
    closed = Signal()
    said = Signal(object)
    """A Phrase."""
    failed = Signal(object)
    """A LayoutToolError."""
    progressed = Signal(int, int)
    """Pages proposed and to propose; 0, 0 at the end."""
    saved_changed = Signal()

    def __init__(
        self, engine: EngineProcess, tasks: Tasks, preferences: Preferences, asks: Asks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._awaited = Awaited(tasks)
        self._preferences = preferences
        self._asks = asks
        self.files = Files(self)
        self._under: _Under | None = None
        self._password: str | None = None
        self.editor: EditorDocument | None = None
        self.project: Project | None = None
        engine.begun.connect(self._begin)
        engine.page_ready.connect(self._take_page)
        engine.ended.connect(self._end)
        engine.failed.connect(self._fail)

    @property
    def source(self) -> Path | None:
        """Where the first source of the open document lies; None where it is gone."""
        return next(iter(self.project.sources.values()), None) if self.project is not None else None

    def file_of(self, page: Page) -> PageOfFile | None:
        """The page in its source, to be read as it was; None where the source is gone."""
        if self.source is None or self.editor is None:
            return None
        document = self.editor.document
        encoding = next((source.encoding for source in document.sources if source.id == page.source), None)
        profile = shipped_profile(document.generator.profile)
        return PageOfFile(self.source, page.index, page.number, profile, encoding, self._password)

    @property
    def password(self) -> str | None:
        """The password with which the source was opened."""
        return self._password

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open the first of these files; folders stand for the pages in them, in their order, and a run's output folder
        for its worklist."""
        if not paths:
            return
        if len(paths) == 1 and holds_run(paths[0]):
            self._open_run(paths[0])
            return
        try:
            files = tuple(pages_in(paths))
        except LayoutToolError as error:
            self.failed.emit(error)
            return
        if self.close():
            self.files.take(files)
            self._open_turn(0)

    def step_file(self, step: int) -> None:
        """Turn to the next file of the list, or to the one before."""
        self.turn_to(self.files.turn + step)

    def turn_to(self, turn: int) -> None:
        """Turn to that file of the list."""
        if not 0 <= turn < self.files.count:
            self.said.emit(phrase("window_no_more_files"))
        elif self.close():
            self._open_turn(turn)

    def close(self) -> bool:
        """Close the open document; False where the person would rather stay."""
        self._awaited.give_up()
        if self.editor is None or self.project is None:
            self.stop()
            return True
        if not self._left():
            return False
        self.stop()
        project, editor, worked = self.project, self.editor, bool(self.editor.timeline.operations)
        if not project.read_only:
            self.files.note(editor.document)
        self.project = self.editor = None
        if worked or not project.unsaved:
            project.close()
        else:
            project.forget()
        self.closed.emit()
        editor.deleteLater()
        return True

    def save(self, path: Path | None = None) -> bool:
        """Write the project; whether it is written."""
        if self.editor is None or self.project is None:
            return False
        if path is None and self.project.read_only:
            return self.save_as()
        try:
            self.project.save(self.editor.timeline, path)
        except OutputError as error:
            self.failed.emit(error)
            return path is None and self.save_as()
        self._remember()
        self.files.note(self.editor.document)
        self.saved_changed.emit()
        return True

    def save_as(self) -> bool:
        """Ask where to write the project, and write it there."""
        if self.project is None:
            return False
        place = self._asks.project_place(self.project.proposed_path)
        return place is not None and self.save(
            place if place.suffix == SUFFIX else place.with_name(place.name + SUFFIX)
        )

    def stop(self) -> None:
        """End the order under way; the pages that came stay."""
        if self._under is not None:
            under, self._under = self._under, None
            self._engine.cancel()
            self.progressed.emit(0, 0)
            self.said.emit(phrase("window_proposed_stopped", done=under.done, count=under.count))

    def propose_again(self, page: str) -> None:
        """Propose one page anew around what was corrected on it."""
        if self._under is not None:
            self.said.emit(phrase("window_busy"))
            return
        if self.editor is None or self.source is None:
            self.said.emit(phrase("window_no_source"))
            return
        shown = self.editor.index.pages[page]
        order = Propose(self.source, pages=str(shown.index + 1), password=self._password, first=shown.number)
        self._order(_Under(order, again=page))

    def _open_run(self, folder: Path) -> None:
        self.said.emit(phrase("window_worklist_reading", name=folder.name))

        def done(worklist: Worklist) -> None:
            if self.close():
                self.files.take_worklist(worklist)
                self._open_turn(0)
                if worklist.fault is not None:
                    self.failed.emit(worklist.fault)

        self._awaited.read(folder.name, lambda: read_worklist(folder), done, self._complain)

    def _open_turn(self, turn: int) -> None:
        self.files.go_to(turn)
        path, source = self.files.path, self.files.source
        if self.files.count > 1:
            said = phrase("window_file_turn", turn=turn + 1, count=self.files.count, name=self.files.name)
            self.said.emit(said)
        by = self._by
        if path.suffix == SUFFIX:
            self._open_project(path)
        elif (kept := find_project(path)) is not None:
            self._open_project(kept)
        elif path.suffix == _JSON:
            self._load(path.name, lambda: begin_from_export(path, read_document(path), by, source), self._complain)
        else:
            self._order(_Under(Propose(path)))

    def _open_project(self, path: Path) -> None:
        by = self._by

        def refused(error: LayoutToolError) -> None:
            wanted = not isinstance(error, ProjectInUse) or self._asks.open_in_use(error)
            if not isinstance(error, ProjectInUse):
                self.failed.emit(error)
            if isinstance(error, OutputError) and wanted:
                self._load(path.name, lambda: open_project(path, by, read_only=True), self._complain)

        self._load(path.name, lambda: open_project(path, by), refused)

    def _load(self, name: str, read: Callable[[], Project], refused: Callable[[LayoutToolError], None]) -> None:
        """Read a project behind the window; one that comes too late is closed again."""
        self._awaited.read(name, read, self._show, refused, Project.close)

    def _complain(self, error: LayoutToolError) -> None:
        self.failed.emit(error)

    def _order(self, under: _Under) -> None:
        self._under = under
        self.progressed.emit(0, max(under.count, 1))
        self._engine.propose(under.order)

    def _begin(self, begun: Begun) -> None:
        if self._under is None:
            return
        self._under = replace(self._under, count=begun.count)
        self._password = self._under.order.password
        self.progressed.emit(0, begun.count)
        if self.project is not None:  # more of its pages, or one of them again
            return
        document = Document(begun.generator, (begun.source,), (), (), ())
        try:
            project = begin_project(self._under.order.path, document, self._by, begun.count)
        except LayoutToolError as error:
            self.stop()
            self.failed.emit(error)
            return
        self._show(project)
        for note in begun.notes:
            self.said.emit(note)

    def _take_page(self, proposal: PageProposal) -> None:
        if self._under is None or self.editor is None:
            return
        self._under = replace(self._under, done=self._under.done + 1)
        self.progressed.emit(self._under.done, self._under.count)
        if self._under.again is None:
            self.editor.add_page(proposal)
        else:
            self._put_again(self.editor, self._under.again, proposal)

    def _put_again(self, editor: EditorDocument, page: str, proposal: PageProposal) -> None:
        before = {region.id: (region.role, region.lines) for region in editor.index.pages[page].regions}
        owners = editor.index.owners
        if not commands.rerun_page(editor, page, proposal):
            self.said.emit(phrase("window_proposed_same"))
            return
        after = {region.id: (region.role, region.lines) for region in editor.index.pages[page].regions}
        changed = sum(
            after.get(name) != before.get(name) or owners.get(name) != editor.index.owners.get(name)
            for name in after.keys() | before.keys()
        )
        self.said.emit(phrase("window_proposed_again", changed=changed, count=len(after)))

    def _end(self) -> None:
        self._under = None
        self.progressed.emit(0, 0)
        self._remember()
        self.saved_changed.emit()

    def _fail(self, error: LayoutToolError) -> None:
        under, self._under = self._under, None
        self.progressed.emit(0, 0)
        if isinstance(error, PasswordNeeded) and under is not None:
            password = self._asks.password(under.order.path.name)
            if password is not None:
                self._order(replace(under, order=replace(under.order, password=password)))
                return
        self.failed.emit(error)

    def _show(self, project: Project) -> None:
        self.project = project
        journal = None if project.read_only else project
        self.editor = EditorDocument(project.opened, journal, by=self._by, parent=self)
        self.editor.timeline_changed.connect(self.saved_changed)
        self.opened.emit(self.editor)
        for note in project.notes:
            self.said.emit(note)
        self._go_on(project)
        self._remember()

    def _go_on(self, project: Project) -> None:
        """Propose the pages that were not proposed when the work on them was broken off."""
        there = len(project.opened.document.pages)
        if project.read_only or there >= project.pages or self.source is None or self._under is not None:
            return
        pages = f"{there + 1}-{project.pages}"
        self._order(_Under(Propose(self.source, pages=pages, first=there + 1), count=project.pages - there))

    def _remember(self) -> None:
        if self.editor is not None and self.project is not None and self.editor.document.pages:
            note_recent(self.project, self.editor.document)

    def _left(self) -> bool:
        """Whether the open document may be left: it is saved, kept for later, or may be lost."""
        if self.editor is None or self.project is None or not self._edited(self.project):
            return True
        ask = self._asks.lose_edits if self.project.read_only else self._asks.leave_unsaved
        answer = ask(self.project.name)
        return answer is not None and (self.save() if answer else True)

    def _edited(self, project: Project) -> bool:
        """Whether there are edits that the project file lacks; of one that is only read, that were done here."""
        if self.editor is None or project.is_saved(self.editor.timeline):
            return False
        if project.read_only:
            return self.editor.document != project.opened.document
        return bool(self.editor.timeline.operations) or not project.unsaved

    @property
    def _by(self) -> str:
        return self._preferences.value("by")
