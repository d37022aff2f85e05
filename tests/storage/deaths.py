"""A program that dies at every step of saving and of opening: the steps are what it asks of the disk.

`python -m tests.storage.deaths ACT FOLDER` makes FOLDER/1, FOLDER/2 …, a death in each, until the act ends
before its death, and says how many there are.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from layout_tool.storage.places import journal_path
from layout_tool.storage.project import Project, begin_project, open_project
from tests.model.documents import newspaper
from tests.storage.steps import worked

EVENTS = 9
_ASKED = {"open", "os.rename", "os.remove", "os.truncate", "os.mkdir"}


def first_save(project: Project) -> None:
    timeline = worked(project, EVENTS)
    _armed[0] = True
    project.save(timeline)


def save_again(project: Project) -> None:
    project.save(project.opened)
    timeline = worked(project, EVENTS)
    _armed[0] = True
    project.save(timeline)


def save_as(project: Project) -> None:
    timeline = worked(project, EVENTS)
    _armed[0] = True
    project.save(timeline, project.proposed_path.with_name("other.layout-project"))


def open_torn(project: Project) -> None:
    worked(project, EVENTS)
    project.close()
    with journal_path(project.path).open("ab") as stream:
        stream.write(b"half a record")
    _armed[0] = True
    open_project(project.path, "A. N.")


def begin_again(project: Project) -> None:
    worked(project, EVENTS)
    project.close()
    _armed[0] = True
    begin_project(project.origin, newspaper(), "A. N.")


ACTS: dict[str, Callable[[Project], None]] = {
    act.__name__: act for act in (first_save, save_again, save_as, open_torn, begin_again)
}
_armed = [False]
"""Whether the program may die: each act says from when on."""


def live(act: str, folder: Path, death: int) -> None:
    """Work on a project in the folder, then act, and die at that step."""
    left = [death]

    def step() -> None:
        if _armed[0]:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def hear(name: str, _: object) -> None:
        if name in _ASKED:
            step()

    kept = os.fsync

    def fsync(handle: int) -> None:
        step()
        kept(handle)

    setattr(os, "fsync", fsync)  # noqa: B010
    sys.addaudithook(hear)
    source = folder / "harbour.txt"
    source.write_text("港口", "utf-8")
    ACTS[act](begin_project(source, newspaper(), "A. N."))


def deaths(act: str, folder: Path) -> int:
    """How many steps the act has."""
    death = 0
    while True:
        death += 1
        place = folder / str(death)
        place.mkdir(parents=True)
        child = os.fork()
        if child == 0:
            live(act, place, death)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            assert status == 0
            return death


if __name__ == "__main__":
    sys.stdout.write(str(deaths(sys.argv[1], Path(sys.argv[2]))))
