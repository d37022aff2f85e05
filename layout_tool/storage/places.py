"""Where projects lie, and what lies beside them: journal, lock, and what was put aside."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePath

import platformdirs

from layout_tool.atomic import atomic_file
from layout_tool.errors import OutputError

SUFFIX = ".layout-project"
_JOURNAL, _LOCK, _ASIDE = ".journal", ".lock", ".aside"


def find_project(source: Path) -> Path | None:
    """The project of a source: the file beside it, else what is kept of it in the user's state folder."""
    return next((path for path in (project_beside(source), recovery_path(source)) if is_there(path)), None)


class Projects:
    """What `find_project` finds, for very many sources: each folder is looked into once."""

    def __init__(self) -> None:
        self._unsaved = {name.removesuffix(SUFFIX).rpartition("-")[0] for name in _names(str(recovery_folder()))}
        self._names: dict[str, frozenset[str]] = {}

    def find(self, source: str) -> Path | None:
        """The project of the source at that path, None where it has none."""
        folder, name = os.path.split(source)
        if folder not in self._names:
            self._names[folder] = _names(folder)
        if name + SUFFIX in self._names[folder] or (self._unsaved and PurePath(name).stem[:40] in self._unsaved):
            return find_project(Path(source))
        return None


def _names(folder: str) -> frozenset[str]:
    """The names of the projects in a folder, as far as one may look."""
    try:
        with os.scandir(folder) as found:
            return frozenset(each.name for each in found if each.name.endswith(SUFFIX))
    except OSError:
        return frozenset()


def project_beside(source: Path) -> Path:
    """Where the project of a source is saved: beside it, under its name.

    >>> project_beside(Path("pages/a.pdf")).name
    'a.pdf.layout-project'
    """
    return source.with_name(source.name + SUFFIX)


def recovery_path(source: Path) -> Path:
    """Where the project of a source lies until it is saved for the first time."""
    mark = hashlib.sha256(os.fsencode(os.path.realpath(source))).hexdigest()[:16]
    return recovery_folder() / f"{source.stem[:40]}-{mark}{SUFFIX}"


def recovery_folder() -> Path:
    """The folder of projects that were never saved."""
    return state_folder() / "recovery"


def state_folder() -> Path:
    """The user's folder for what the program must remember."""
    return platformdirs.user_state_path("layout-tool", appauthor=False)


def own_path(path: Path) -> Path:
    """The project's own file where the name given leads to it by a link: its journal and lock lie beside that one."""
    try:
        return path.resolve() if path.is_symlink() else path.absolute()
    except (OSError, RuntimeError):  # a folder that may not be entered; a link that leads to itself
        return path.absolute()


def journal_path(project: Path) -> Path:
    """Where the journal of a project lies."""
    return project.with_name(project.name + _JOURNAL)


def lock_path(project: Path) -> Path:
    """Where the lock on a project lies."""
    return project.with_name(f".{project.name}{_LOCK}")


def is_there(path: Path) -> bool:
    """Whether a file is there, as far as one may look."""
    try:
        return path.is_file()
    except OSError:
        return False


def has_folder(path: Path) -> bool:
    """Whether the folder of a file is there, as far as one may look."""
    try:
        return path.parent.is_dir()
    except OSError:
        return False


def keep_journal_aside(project: Path) -> None:
    """A copy of a project's journal under another name; the journal stays until another takes its place at once.
    Raises OutputError."""
    journal = journal_path(project)
    if is_there(journal):
        _copy(journal, _free(journal.name + _ASIDE, "", journal.parent))


def keep_project_aside(project: Path) -> Path | None:
    """A copy of a project and its journal that can be opened under another name, which is returned; None where there
    is no project. Raises OutputError."""
    if not is_there(project):
        return None
    aside = _free(project.name.removesuffix(SUFFIX) + _ASIDE, SUFFIX, project.parent)
    if is_there(journal_path(project)):
        _copy(journal_path(project), journal_path(aside))
    _copy(project, aside)
    return aside


def remove_project(project: Path) -> None:
    """Remove a project and its journal, as far as the system lets them go."""
    for one in (project, journal_path(project)):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def _free(stem: str, suffix: str, folder: Path) -> Path:
    """A path of that name, or with a number, where nothing is yet."""
    names = (f"{stem}{f'-{turn}' if turn > 1 else ''}{suffix}" for turn in count(1))
    return next(folder / name for name in names if not os.path.lexists(folder / name))


def _copy(path: Path, target: Path) -> None:
    try:
        with path.open("rb") as stream, atomic_file(target) as copy:
            shutil.copyfileobj(stream, copy)
    except OSError as error:
        raise OutputError.of(path, error) from error
