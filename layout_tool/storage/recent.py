"""The projects that were open last, and how far each is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from layout_tool.atomic import atomic_file
from layout_tool.model.document import Document
from layout_tool.model.progress import page_statuses
from layout_tool.storage.project import Project, state_folder

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
        found = tuple(Recent(**row) for row in rows)
    except (OSError, ValueError, TypeError):
        return ()
    return tuple(row for row in found if Path(row.path).exists())


def note_recent(project: Project, document: Document) -> None:
    """Put the project at the head of the list. Raises OutputError."""
    path = project.path if not project.unsaved else next(iter(project.sources.values()), project.path)
    counted = Counter(str(status) for status in page_statuses(document).values())
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = Recent(str(path), path.name, now, len(document.pages), dict(sorted(counted.items())))
    others = [one for one in recent_projects() if one.path != row.path]
    with atomic_file(_file()) as stream:
        stream.write(json.dumps([asdict(one) for one in [row, *others][:_MOST]], ensure_ascii=False).encode())


def _file() -> Path:
    return state_folder() / "recent.json"
