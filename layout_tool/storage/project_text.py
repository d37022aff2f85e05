"""The project file as bytes: a head, the document as the contract writes it, one operation a line.

The head names the revision, a hash of all that follows, so that a journal knows which file it continues, and the
revision before it with the number of its journal's events that this one holds: a program that ended between writing
the project and clearing the journal does nothing twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from layout_tool.errors import BrokenDocument, BrokenProject, NewerProject, phrase
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Document
from layout_tool.model.operations import Operation
from layout_tool.model.operations_json import NotAnEvent, decode_operation, encode_operation
from layout_tool.model.timeline import Timeline

FORMAT, VERSION = "layout-tool/project", 1


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a source of the document lay when the project was saved: from the project's folder, and at all."""

    id: str
    near: str
    far: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What a project file holds. `pages` are those that the source has to propose, 0 where nobody knows; `absorbed`
    events of the journal that continued `previous` are in it."""

    timeline: Timeline
    places: tuple[SourcePlace, ...]
    pages: int = 0
    previous: str = ""
    absorbed: int = 0
    revision: str = ""


def project_bytes(saved: Saved) -> tuple[bytes, str]:
    """The project file's bytes and its revision; the same for the same content."""
    document = to_json(saved.timeline.document)
    operations = [encode_operation(operation) for operation in saved.timeline.operations]
    rest = b"".join((document, *(line + b"\n" for line in operations)))
    known = {
        "position": saved.timeline.position,
        "operations": len(operations),
        "document": len(document),
        "sources": [asdict(place) for place in saved.places],
        "pages": saved.pages,
        "previous": saved.previous,
        "absorbed": saved.absorbed,
    }
    revision = hashlib.sha256(_line(known) + rest).hexdigest()
    head = {"format": FORMAT, "version": VERSION, "revision": revision, **known}
    return _line(head) + rest, revision


def read_project(raw: bytes, path: Path) -> Saved:
    """What the bytes of a project file hold. Raises NewerProject, BrokenProject."""
    line, _, rest = raw.partition(b"\n")
    head = _head(line, path)
    try:
        length = int(head["document"])
        lines = rest[length:].splitlines()
        revision = str(head.pop("revision"))
        known = {name: value for name, value in head.items() if name not in ("format", "version")}
        if len(lines) != head["operations"] or revision != hashlib.sha256(_line(known) + rest).hexdigest():
            raise BrokenProject(path=str(path), reason=phrase("storage_cut"))
        operations = tuple(decode_operation(line) for line in lines)
        places = tuple(SourcePlace(**place) for place in head["sources"])
        position, pages = int(head["position"]), int(head["pages"])
        previous, absorbed = str(head["previous"]), int(head["absorbed"])
        document = _document(rest[:length], path)
    except (KeyError, TypeError, ValueError, NotAnEvent) as error:
        raise BrokenProject(path=str(path), reason=phrase("storage_foreign")) from error
    return Saved(_timeline(document, operations, position, path), places, pages, previous, absorbed, revision)


def _timeline(document: Document, operations: tuple[Operation, ...], position: int, path: Path) -> Timeline:
    if not 0 <= position <= len(operations):
        raise BrokenProject(path=str(path), reason=phrase("storage_foreign"))
    return Timeline(document, operations, position)


def _head(line: bytes, path: Path) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenProject(path=str(path), reason=phrase("storage_foreign")) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT or not isinstance(head.get("version"), int):
        raise BrokenProject(path=str(path), reason=phrase("storage_foreign"))
    if head["version"] > VERSION:
        raise NewerProject(path=str(path), version=head["version"])
    return head


def _document(raw: bytes, path: Path) -> Document:
    try:
        return from_json(raw, str(path))
    except BrokenDocument as error:
        raise BrokenProject(path=str(path), reason=error.fields["reason"]) from error


def _line(record: dict[str, Any]) -> bytes:
    """A record as a line of UTF-8; names of files that no encoding can say are escaped."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"
