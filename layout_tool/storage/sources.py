"""Where the sources of a project lie: written so that its folder may move, found again, compared with before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.errors import Phrase, phrase
from layout_tool.model.document import Document
from layout_tool.storage.places import is_there
from layout_tool.storage.project_text import SourcePlace

EXPORT = ""
"""The id of an export that a project was begun with: it is no source of the document."""
_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Sources:
    """Where each source lies, by id, or lay when it was last there; `gone` are those that are not. `origin` is the file
    that the project was begun with, there or not; `notes` say what is wrong."""

    places: Mapping[str, Path] = field(default_factory=dict)
    origin: Path | None = None
    gone: frozenset[str] = frozenset()
    notes: tuple[Phrase, ...] = ()

    @property
    def there(self) -> dict[str, Path]:
        """The sources that are there."""
        return {name: path for name, path in self.places.items() if name not in self.gone}


def opened_source(path: Path, document: Document) -> Sources:
    """The sources of a document that was read from `path`."""
    return Sources({source.id: path.absolute() for source in document.sources[:1]}, path.absolute())


def beside_export(path: Path, document: Document, source: Path | None = None) -> Sources:
    """The sources of a document that an export holds: those that lie beside it as they were, and the file `source` for
    the one that it is."""
    known = _sha256(source) if source is not None else ""
    notes: list[Phrase] = []
    places: dict[str, Path] = {}
    for one in document.sources:
        beside = path.absolute().with_name(one.name)
        if source is not None and known == one.sha256:
            places[one.id] = source.absolute()
        elif _sha256(beside) == one.sha256:
            places[one.id] = beside
        elif source is not None and (note := _note(source, one.sha256)) is not None:
            notes.append(note)
    return Sources(places, path.absolute(), notes=tuple(notes))


def written_places(sources: Sources, document: Document, project: Path) -> tuple[SourcePlace, ...]:
    """Where the document's sources lie, seen from a project file; behind them the export that it was begun with."""
    places = [_place(one.id, one.sha256, sources.places.get(one.id), project) for one in document.sources]
    if sources.origin is not None and sources.origin not in sources.places.values():
        places.append(_place(EXPORT, "", sources.origin, project))
    return tuple(places)


def found_sources(written: Iterable[SourcePlace], project: Path) -> Sources:
    """The sources as they lie now."""
    places: dict[str, Path] = {}
    origin: Path | None = None
    notes: dict[str, Phrase | None] = {}
    for place in written:
        candidates = _candidates(place, project)
        if not candidates:
            continue
        path = next((candidate for candidate in candidates if is_there(candidate)), candidates[0])
        if place.id == EXPORT:
            origin = path
        else:
            places[place.id] = path
            notes[place.id] = _note(path, place.sha256)
    gone = frozenset(name for name, note in notes.items() if note is not None and note.key == "storage_source_gone")
    origin = origin or next(iter(places.values()), None)
    return Sources(places, origin, gone, tuple(note for note in notes.values() if note is not None))


def _note(path: Path, sha256: str) -> Phrase | None:
    """What is wrong with a source."""
    if not is_there(path):
        return phrase("storage_source_gone", path=str(path))
    if (mark := _sha256(path)) == sha256:
        return None
    return phrase("storage_source_changed" if mark else "storage_source_unreadable", path=str(path))


def _candidates(place: SourcePlace, project: Path) -> list[Path]:
    near = [Path(os.path.normpath(project.parent / place.near))] if place.near else []
    return near + ([Path(place.far)] if place.far else [])


def _place(name: str, sha256: str, path: Path | None, project: Path) -> SourcePlace:
    if path is None:
        return SourcePlace(name, "", "", sha256)
    near = Path(os.path.relpath(path, project.parent)).as_posix() if path.anchor == project.anchor else ""
    return SourcePlace(name, near, str(path), sha256)


def _sha256(path: Path) -> str:
    """The hash of a file's bytes; empty where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while part := stream.read(_PART):
                digest.update(part)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()
