"""A project on disk: begun for a source, opened, kept event by event, saved whole, and found again after a crash.

Before it is saved for the first time a project lies in the user's state folder, afterwards beside its source or where
the user said. A journal lies beside it while it is open; what the journal holds beyond the file is replayed.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from layout_tool.atomic import atomic_file
from layout_tool.errors import LayoutToolError, MissingInput, OutputError, Phrase, UnreadableInput, phrase
from layout_tool.model.document import Document
from layout_tool.model.operations import Event, Proposed
from layout_tool.model.patches import PatchMismatch
from layout_tool.model.timeline import NothingThere, Timeline
from layout_tool.storage.journal import JournalFile, Kept, Owner, read_journal
from layout_tool.storage.lock import lock_project
from layout_tool.storage.places import (
    SUFFIX,
    has_folder,
    is_there,
    journal_path,
    keep_journal_aside,
    keep_project_aside,
    lock_path,
    own_path,
    project_beside,
    recovery_folder,
    recovery_path,
    remove_project,
)
from layout_tool.storage.project_text import Saved, project_bytes, read_project
from layout_tool.storage.sources import Sources, beside_export, found_sources, opened_source, written_places

_LOOKS = 3
"""How often a project is looked at while another saves it, until its two files belong together."""


@dataclass(frozen=True, slots=True)
class SaveKey:
    """What a save holds: how many operations, which is the last in force, how many pages."""

    position: int
    last: object
    pages: int

    @classmethod
    def of(cls, timeline: Timeline) -> SaveKey:
        return cls(timeline.position, timeline.last, len(timeline.document.pages))


class Project:
    """A project that is open. `append` keeps an event, `save` writes the file, `close` ends it.

    `notes` are phrases for the user: what was recovered, what is wrong with a source. `read_only`: nothing is kept.
    `pages` is how many pages the source has, 0 where nobody knows: fewer in the document were not proposed yet.
    """

    def __init__(
        self,
        path: Path,
        timeline: Timeline,
        sources: Sources,
        *,
        by: str,
        revision: str,
        unsaved: bool,
        pages: int = 0,
        notes: Iterable[Phrase] = (),
    ) -> None:
        self.path = path
        self.opened = timeline
        self.unsaved = unsaved
        self.pages = pages
        self.notes = tuple(notes)
        self.saved_at: datetime | None = None
        self._sources = sources
        self._revision = revision
        self._saved = None if unsaved else SaveKey.of(timeline)
        self._by = by
        self._journal: JournalFile | None = None
        self._lock: FileLock | None = None

    @property
    def read_only(self) -> bool:
        return self._journal is None

    @property
    def sources(self) -> dict[str, Path]:
        """The sources of the document that are there, by id."""
        return self._sources.there

    @property
    def origin(self) -> Path:
        """The file that opens the project again: its own, or while it has none the one that it was begun with."""
        return self._sources.origin if self.unsaved and self._sources.origin is not None else self.path

    @property
    def name(self) -> str:
        """The project's name for people: its file's, or its source's while it has no file of its own."""
        return self.proposed_path.name.removesuffix(SUFFIX)

    @property
    def proposed_path(self) -> Path:
        """Where the project is saved if nobody says otherwise: beside what it was begun with."""
        return self.path if self.origin == self.path else project_beside(self.origin)

    def is_saved(self, timeline: Timeline) -> bool:
        """Whether the file holds what this timeline has in force."""
        return self._saved == SaveKey.of(timeline)

    def append(self, event: Event) -> None:
        """Keep an event: when this returns it is on the disk. Raises OutputError; then it is kept with the next."""
        if self._journal is not None:
            self._journal.append(event)

    def save(self, timeline: Timeline, path: Path | None = None) -> None:
        """Write the project whole, in the place of the file of before or at `path`. A file that stands where nobody
        said to write is kept under another name. Raises OutputError, ProjectInUse; then all is as it was."""
        target = own_path(path or self.proposed_path)
        if target != self.path:
            self._save_elsewhere(timeline, target, asked=path is not None)
            return
        if self._journal is None:
            raise OutputError(path=str(target), reason="storage_read_only")
        self._revision = self._write(timeline, target, self._journal)
        self._note_saved(timeline)
        with suppress(OutputError):  # the journal of before goes on: the file says how much of it it holds
            self._begin_journal()

    def close(self) -> None:
        """End the work on the project. A journal goes if the file holds all of it, else it stays for the next time."""
        if self._journal is not None:
            self._journal.close()
            if self._journal.known == 0 and not self.unsaved:
                with suppress(OSError):
                    journal_path(self.path).unlink(missing_ok=True)
            self._journal = None
        self._unlock()

    def forget(self) -> None:
        """Close an unsaved project and remove what is kept of it."""
        if self._journal is not None and self.unsaved:
            self._journal.close()
            self._journal = None
            remove_project(self.path)
            self._unlock()
            with suppress(OSError):
                lock_path(self.path).unlink(missing_ok=True)
        self.close()

    def begin(self, lock: FileLock) -> None:
        """Write the file of a project that was not there before. Raises OutputError."""
        self._revision = self._write(self.opened, self.path)
        self.take(lock)

    def take(self, lock: FileLock, events: Sequence[Event] = ()) -> None:
        """Hold the project under a lock, and begin its journal anew with what the file lacks. Raises OutputError."""
        self._lock = lock
        self._begin_journal(events)

    def _begin_journal(self, events: Sequence[Event] = ()) -> None:
        if self._journal is not None:
            self._journal.close()
        self._journal = JournalFile.begin(journal_path(self.path), self._revision, _owner(self._by), events)

    def _save_elsewhere(self, timeline: Timeline, target: Path, *, asked: bool) -> None:
        if not has_folder(target):
            raise OutputError(path=str(target), reason="reason_write_no_folder")
        lock = lock_project(target)
        try:
            if not asked:
                keep_project_aside(target)
            revision = self._write(timeline, target)
            journal = JournalFile.begin(journal_path(target), revision, _owner(self._by), ())
        except OutputError:
            lock.release()
            raise
        self.forget()
        self.path, self._revision, self._lock, self._journal = target, revision, lock, journal
        self._note_saved(timeline)

    def _write(self, timeline: Timeline, target: Path, journal: JournalFile | None = None) -> str:
        """Write the file; whoever reads it beside that journal finds all events of it in the file."""
        previous, absorbed = (journal.revision, journal.known) if journal is not None else ("", 0)
        places = written_places(self._sources, timeline.document, target)
        written, revision = project_bytes(Saved(timeline, places, self.pages, previous, absorbed))
        with atomic_file(target) as stream:
            stream.write(written)
        return revision

    def _note_saved(self, timeline: Timeline) -> None:
        self.unsaved = False
        self._saved = SaveKey.of(timeline)
        self.saved_at = datetime.now(UTC)

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def begin_project(source: Path, document: Document, by: str, pages: int = 0) -> Project:
    """A project for a source that was opened just now, in the user's state folder until it is saved.

    `pages` is how many pages it will have. What was kept of the source before is put aside. Raises ProjectInUse,
    OutputError.
    """
    return _begun(source, document, opened_source(source, document), by, pages)


def begin_from_export(export: Path, document: Document, by: str, source: Path | None = None) -> Project:
    """A project for a document that an export holds, as `begin_project`; its sources are those beside the export, and
    the file `source` as far as it is one of them."""
    return _begun(export, document, beside_export(export, document, source), by, 0)


def _begun(opened: Path, document: Document, sources: Sources, by: str, pages: int) -> Project:
    path = recovery_path(opened)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError.of(path, error) from error
    lock = lock_project(path)
    try:
        aside = keep_project_aside(path)
        notes = [*sources.notes, *([phrase("storage_kept_aside", path=str(aside))] if aside is not None else [])]
        project = Project(path, Timeline(document), sources, by=by, revision="", unsaved=True, pages=pages, notes=notes)
        project.begin(lock)
    except OutputError:
        lock.release()
        raise
    return project


def open_project(path: Path, by: str, *, read_only: bool = False) -> Project:
    """The project in a file, with what its journal has beyond it.

    Raises MissingInput, UnreadableInput, BrokenProject, NewerProject; ProjectInUse where another has it open and
    `read_only` is not asked for; OutputError where its folder cannot be written. `read_only` changes no file.
    """
    path = own_path(path)
    if read_only:
        return _recovered(path, by, *_read(path, _LOOKS))[0]
    lock = lock_project(path)
    try:
        saved, kept = _read(path)
        project, events, whole = _recovered(path, by, saved, kept)
        if not whole:
            keep_journal_aside(path)
        project.take(lock, events)
    except LayoutToolError:
        lock.release()
        raise
    return project


def kept_document(path: Path) -> Document:
    """The document of the project in a file as it stands, with what its journal has beyond it; whoever has it open is
    not disturbed. Raises InputError."""
    saved, kept = _read(own_path(path), _LOOKS)
    return _replayed(saved.timeline, _beyond(saved, kept))[0].document


def _read(path: Path, looks: int = 1) -> tuple[Saved, Kept | None]:
    """A project file and the journal beside it; looked at again where they do not belong together."""
    saved, kept = read_project(_bytes(path), path), _journal_of(path)
    if looks > 1 and not _continues(kept, saved):
        return _read(path, looks - 1)
    return saved, kept


def _journal_of(path: Path) -> Kept | None:
    try:
        return read_journal(journal_path(path))
    except OSError as error:
        raise UnreadableInput.of(journal_path(path), error) from error


def _continues(kept: Kept | None, saved: Saved) -> bool:
    return kept is not None and kept.revision in (saved.revision, saved.previous)


def _beyond(saved: Saved, kept: Kept | None) -> tuple[Event, ...]:
    """The events of a journal that the file lacks."""
    if kept is None or not _continues(kept, saved):
        return ()
    return kept.events if kept.revision == saved.revision else kept.events[saved.absorbed :]


def _recovered(path: Path, by: str, saved: Saved, kept: Kept | None) -> tuple[Project, tuple[Event, ...], bool]:
    """The project after its journal, the events that its file lacks, and whether the journal held nothing else."""
    sources = found_sources(saved.places, path)
    events = _beyond(saved, kept)
    notes: list[Phrase] = []
    if not _continues(kept, saved) and is_there(journal_path(path)):
        notes.append(phrase("storage_foreign_journal"))
    timeline, done = _replayed(saved.timeline, events)
    if (kept is not None and kept.broken) or done < len(events):
        notes.append(phrase("storage_journal_cut"))
    whole = not notes
    if edits := sum(not isinstance(event, Proposed) for event in events[:done]):
        notes.append(phrase("storage_recovered", count=edits))
    project = Project(
        path,
        saved.timeline,
        sources,
        by=by,
        revision=saved.revision,
        unsaved=path.parent == recovery_folder(),
        pages=saved.pages,
        notes=(*sources.notes, *notes),
    )
    project.opened = timeline
    return project, events[:done], whole


def _replayed(timeline: Timeline, events: Sequence[Event]) -> tuple[Timeline, int]:
    """The timeline after the events, and how many of them fitted it."""
    for done, event in enumerate(events):
        try:
            timeline = timeline.after(event)
        except (PatchMismatch, NothingThere):
            return timeline, done
    return timeline, len(events)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInput(path=str(path)) from error
    except OSError as error:
        raise UnreadableInput.of(path, error) from error


def _owner(by: str) -> Owner:
    return Owner(by, socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(timespec="minutes"))
