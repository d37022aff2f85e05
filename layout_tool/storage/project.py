"""A project on disk: begun for a source, opened, kept event by event, saved whole, and found again after a crash.

Before it is saved for the first time a project lies in the user's state folder, afterwards beside its source or where
the user said. A journal lies beside it while it is open; what the journal holds beyond the file is replayed.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from layout_tool.atomic import atomic_file
from layout_tool.errors import LayoutToolError, MissingInput, OutputError, Phrase, ProjectInUse, UnreadableInput, phrase
from layout_tool.model.document import Document
from layout_tool.model.operations import Event, Proposed
from layout_tool.model.patches import PatchMismatch
from layout_tool.model.timeline import NothingThere, Timeline
from layout_tool.storage.journal import JournalFile, Owner, read_journal
from layout_tool.storage.project_text import Saved, SourcePlace, project_bytes, read_project

SUFFIX = ".layout-project"
_JOURNAL, _LOCK, _ASIDE = ".journal", ".lock", ".aside"
_PART = 1 << 20


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
        sources: Mapping[str, Path],
        *,
        revision: str,
        unsaved: bool,
        pages: int = 0,
        notes: Iterable[Phrase] = (),
    ) -> None:
        self.path = path
        self.opened = timeline
        self.sources = dict(sources)
        self.unsaved = unsaved
        self.pages = pages
        self.notes = tuple(notes)
        self.saved_at: datetime | None = None
        self._revision = revision
        self._saved = None if unsaved else SaveKey.of(timeline)
        self._by = ""
        self._journal: JournalFile | None = None
        self._lock: FileLock | None = None

    @property
    def read_only(self) -> bool:
        return self._journal is None

    @property
    def name(self) -> str:
        """The project's name for people: its file's, or its source's while it has no file of its own."""
        return self.proposed_path.name.removesuffix(SUFFIX)

    @property
    def proposed_path(self) -> Path:
        """Where the project is saved if nobody says otherwise: beside its first source."""
        if not self.unsaved:
            return self.path
        source = next(iter(self.sources.values()), None)
        return project_beside(source) if source is not None else self.path

    def is_saved(self, timeline: Timeline) -> bool:
        """Whether the file holds what this timeline has in force."""
        return self._saved == SaveKey.of(timeline)

    def append(self, event: Event) -> None:
        """Keep an event: when this returns it is on the disk. Raises OutputError."""
        if self._journal is not None:
            self._journal.append(event)

    def save(self, timeline: Timeline, path: Path | None = None) -> None:
        """Write the project whole, in the place of the file of before or at `path`. Raises OutputError, ProjectInUse;
        then all is as it was."""
        target = (path or self.proposed_path).absolute()
        if target != self.path:
            self._save_elsewhere(timeline, target)
            return
        absorbed = self._journal.count if self._journal is not None else 0
        self._revision = self._write(timeline, target, absorbed)
        if self._journal is not None:
            self._begin_journal()
        self._note_saved(timeline)

    def close(self) -> None:
        """End the work on the project. A journal goes if the file holds all of it, else it stays for the next time."""
        if self._journal is not None:
            empty = self._journal.count == 0
            self._journal.close()
            self._journal = None
            if empty and not self.unsaved:
                _beside(self.path, _JOURNAL).unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def forget(self) -> None:
        """Close an unsaved project and remove what is kept of it."""
        self.close()
        if self.unsaved:
            _remove(self.path)

    def begin(self, by: str, lock: FileLock) -> None:
        """Write the file of a project that was not there before. Raises OutputError."""
        self._revision = self._write(self.opened, self.path, 0)
        self.take(by, lock)

    def take(self, by: str, lock: FileLock, events: Sequence[Event] = ()) -> None:
        """Hold the project under a lock, and begin its journal anew with what the file lacks. Raises OutputError."""
        self._by = by
        self._lock = lock
        self._begin_journal(events)

    def _begin_journal(self, events: Sequence[Event] = ()) -> None:
        if self._journal is not None:
            self._journal.close()
        self._journal = JournalFile.begin(_beside(self.path, _JOURNAL), self._revision, _owner(self._by), events)

    def _save_elsewhere(self, timeline: Timeline, target: Path) -> None:
        lock = _locked(target)
        try:
            revision = self._write(timeline, target, 0)
            journal = JournalFile.begin(_beside(target, _JOURNAL), revision, _owner(self._by), ())
        except OutputError:
            lock.release()
            raise
        old, was_unsaved = self.path, self.unsaved
        self.close()
        if was_unsaved:
            _remove(old)
        self.path, self._revision, self._lock, self._journal = target, revision, lock, journal
        self._note_saved(timeline)

    def _write(self, timeline: Timeline, target: Path, absorbed: int) -> str:
        places = tuple(
            _place(source.id, source.sha256, self.sources.get(source.id), target)
            for source in timeline.document.sources
        )
        written, revision = project_bytes(Saved(timeline, places, self.pages, self._revision, absorbed))
        with atomic_file(target) as stream:
            stream.write(written)
        return revision

    def _note_saved(self, timeline: Timeline) -> None:
        self.unsaved = False
        self._saved = SaveKey.of(timeline)
        self.saved_at = datetime.now(UTC)


def begin_project(source: Path, document: Document, by: str, pages: int = 0) -> Project:
    """A project for a source that was opened just now, in the user's state folder until it is saved.

    `pages` is how many pages it will have. What was kept of the source before is put aside. Raises ProjectInUse,
    OutputError.
    """
    path = recovery_path(source)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise OutputError.of(path, error) from error
    lock = _locked(path)
    try:
        _put_aside(path)
        sources = {one.id: source.absolute() for one in document.sources[:1]}
        project = Project(path, Timeline(document), sources, revision="", unsaved=True, pages=pages)
        project.begin(by, lock)
    except OutputError:
        lock.release()
        raise
    return project


def open_project(path: Path, by: str, *, read_only: bool = False) -> Project:
    """The project in a file, with what its journal has beyond it.

    Raises MissingInput, UnreadableInput, BrokenProject, NewerProject; ProjectInUse where another has it open and
    `read_only` is not asked for; OutputError where its folder cannot be written.
    """
    path = path.absolute()
    lock = None if read_only else _locked(path)
    try:
        saved = read_project(_bytes(path), path)
        project, events = _recovered(path, saved)
        if lock is not None:
            project.take(by, lock, events)
    except LayoutToolError:
        if lock is not None:
            lock.release()
        raise
    return project


def find_project(source: Path) -> Path | None:
    """The project of a source: the file beside it, else what is kept of it in the user's state folder."""
    return next((path for path in (project_beside(source), recovery_path(source)) if path.exists()), None)


def project_beside(source: Path) -> Path:
    """Where the project of a source is saved: beside it, under its name.

    >>> project_beside(Path("pages/a.pdf")).name
    'a.pdf.layout-project'
    """
    return source.with_name(source.name + SUFFIX)


def recovery_path(source: Path) -> Path:
    """Where the project of a source lies until it is saved for the first time."""
    mark = hashlib.sha256(os.fsencode(os.path.realpath(source))).hexdigest()[:16]
    return state_folder() / "recovery" / f"{source.stem[:40]}-{mark}{SUFFIX}"


def state_folder() -> Path:
    """The user's folder for what the program must remember."""
    return platformdirs.user_state_path("layout-tool", appauthor=False)


def _recovered(path: Path, saved: Saved) -> tuple[Project, tuple[Event, ...]]:
    """The project after its journal, and the events that its file lacks."""
    notes: list[Phrase] = []
    sources = _sources(path, saved.places, notes)
    journal = _beside(path, _JOURNAL)
    events = _beyond(journal, saved, notes)
    timeline, done = _replayed(saved.timeline, events)
    if done < len(events):
        notes.append(phrase("storage_journal_cut"))
        _put_aside(journal)
    if edits := sum(not isinstance(event, Proposed) for event in events[:done]):
        notes.append(phrase("storage_recovered", count=edits))
    unsaved = path.parent == state_folder() / "recovery"
    project = Project(
        path, saved.timeline, sources, revision=saved.revision, unsaved=unsaved, pages=saved.pages, notes=notes
    )
    project.opened = timeline
    return project, events[:done]


def _beyond(journal: Path, saved: Saved, notes: list[Phrase]) -> tuple[Event, ...]:
    """The events of the journal that the project file lacks; a journal that is broken or foreign is put aside."""
    try:
        kept = read_journal(journal)
    except OSError as error:
        raise UnreadableInput.of(journal, error) from error
    if kept is None or kept.revision not in (saved.revision, saved.previous):
        if journal.exists():
            notes.append(phrase("storage_foreign_journal"))
            _put_aside(journal)
        return ()
    if kept.broken:
        notes.append(phrase("storage_journal_cut"))
        _put_aside(journal)
    return kept.events if kept.revision == saved.revision else kept.events[saved.absorbed :]


def _replayed(timeline: Timeline, events: Sequence[Event]) -> tuple[Timeline, int]:
    """The timeline after the events, and how many of them fitted it."""
    for done, event in enumerate(events):
        try:
            timeline = timeline.after(event)
        except (PatchMismatch, NothingThere):
            return timeline, done
    return timeline, len(events)


def _sources(path: Path, places: Iterable[SourcePlace], notes: list[Phrase]) -> dict[str, Path]:
    """Where the sources lie now; what is missing or has other bytes is noted."""
    found: dict[str, Path] = {}
    for place in places:
        candidates = [path.parent / place.near] if place.near else []
        candidates += [Path(place.far)] if place.far else []
        here = next((candidate for candidate in candidates if candidate.is_file()), None)
        if here is None:
            if candidates:
                notes.append(phrase("storage_source_gone", path=str(candidates[0])))
            continue
        found[place.id] = here
        if _sha256(here) != place.sha256:
            notes.append(phrase("storage_source_changed", path=str(here)))
    return found


def _place(name: str, sha256: str, path: Path | None, project: Path) -> SourcePlace:
    if path is None:
        return SourcePlace(name, "", "", sha256)
    near = os.path.relpath(path, project.parent) if path.anchor == project.anchor else ""
    return SourcePlace(name, near, str(path), sha256)


def _sha256(path: Path) -> str:
    """The hash of a file's bytes; empty where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while part := stream.read(_PART):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInput(path=str(path)) from error
    except OSError as error:
        raise UnreadableInput.of(path, error) from error


def _locked(path: Path) -> FileLock:
    """The lock on a project. Raises ProjectInUse where another holds it, OutputError where there can be none."""
    lock = FileLock(path.with_name(f".{path.name}{_LOCK}"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        try:
            kept = read_journal(_beside(path, _JOURNAL))
        except OSError:
            kept = None
        owner = kept.owner if kept is not None else Owner("?", "?", 0, "?")
        raise ProjectInUse(path=str(path), by=owner.by or "?", host=owner.host, since=owner.since) from error
    except OSError as error:
        raise OutputError.of(path, error) from error
    return lock


def _owner(by: str) -> Owner:
    return Owner(by, socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat(timespec="minutes"))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _put_aside(path: Path) -> None:
    """Keep a file, and its journal, under another name. Raises OutputError."""
    for one in (path, _beside(path, _JOURNAL)):
        if one.exists():
            try:
                one.replace(_beside(one, _ASIDE))
            except OSError as error:
                raise OutputError.of(one, error) from error


def _remove(path: Path) -> None:
    """Remove a project of the state folder and all that lies beside it."""
    for one in (path, _beside(path, _JOURNAL), path.with_name(f".{path.name}{_LOCK}")):
        one.unlink(missing_ok=True)
