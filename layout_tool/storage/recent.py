"""The projects that were open last, and how far each is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from layout_tool.atomic import atomic_file
from layout_tool.model.document import Document
from layout_tool.model.progress import page_statuses
from layout_tool.storage.places import is_there, state_folder
from layout_tool.storage.project import Project

_MOST = 20


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open: `path` opens it again; `pages` of it there are, so many with each status."""

    path: str
    name: str
    at: str
    pages: int
    statuses: dict[str, int]


def recent_projects() -> tuple[Recent, ...]:
    """The last projects, the latest first, as far as their files are there. A list that cannot be read is empty: it is
    a convenience, made anew with the next project."""
    try:
        rows = json.loads(_file().read_text("utf-8"))
        found = tuple(_recent(row) for row in rows)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return ()
    return tuple(row for row in found if is_there(Path(row.path)))


def note_recent(project: Project, document: Document) -> None:
    """Put the project at the head of the list. Raises OutputError."""
    path = project.origin
    counted = Counter(str(status) for status in page_statuses(document).values())
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = Recent(str(path), path.name, now, len(document.pages), dict(sorted(counted.items())))
    others = [one for one in recent_projects() if one.path != row.path]
    with atomic_file(_file()) as stream:
        stream.write(json.dumps([asdict(one) for one in [row, *others][:_MOST]]).encode())


def _recent(row: dict[str, Any]) -> Recent:
    """A row of the list. Raises what a row of another form brings about."""
    statuses = {str(name): int(count) for name, count in dict(row["statuses"]).items()}
    return Recent(str(row["path"]), str(row["name"]), str(row["at"]), int(row["pages"]), statuses)


def _file() -> Path:
    return state_folder() / "recent.json"
