"""The lock on a project: one window at a time writes it; the system frees what a dead process held."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from layout_tool.errors import OutputError, ProjectInUse
from layout_tool.storage.journal import read_journal
from layout_tool.storage.places import journal_path, lock_path


def lock_project(project: Path) -> FileLock:
    """The lock on a project. Raises ProjectInUse where another holds it, OutputError where there can be none."""
    lock = FileLock(lock_path(project), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise _in_use(project) from error
    except OSError as error:
        raise OutputError.of(project, error) from error
    return lock


def _in_use(project: Path) -> ProjectInUse:
    try:
        kept = read_journal(journal_path(project))
    except OSError:
        kept = None
    if kept is None:
        return ProjectInUse(path=str(project), by="?", host="?", since="?")
    owner = kept.owner
    return ProjectInUse(path=str(project), by=owner.by or "?", host=owner.host, since=owner.since)
