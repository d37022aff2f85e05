"""Edits for the tests of storage: a fixed stream of them, and a program that makes them until it is killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from layout_tool.model import edits
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document
from layout_tool.model.operations import Done, Event, Operation, Proposed, Redone, Undone
from layout_tool.model.patches import difference
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline
from layout_tool.storage.project import Project, open_project
from tests.model.documents import page_proposal

ROLES = (Role.BODY, Role.DECK, Role.NOTE, Role.OTHER)


def next_event(timeline: Timeline, turn: int) -> Event:
    """The event of this turn: mostly an edit, now and then an undo, a redo or a page that comes in."""
    if turn % 7 == 5 and timeline.last is not None:
        return Undone()
    if turn % 7 == 6 and timeline.next is not None:
        return Redone()
    if turn % 29 == 11:
        return Proposed(page_proposal(f"q{len(timeline.document.pages)}"))
    before = timeline.document
    names = [region.id for region in before.regions()]
    after = edits.set_role(before, [names[turn % len(names)]], ROLES[turn % len(ROLES)])
    if after == before:
        after = edits.move_region(before, names[turn % len(names)], 0.25, 0)
    return done(before, after, turn)


def worked(project: Project, count: int) -> Timeline:
    """The timeline after so many events, each of them kept."""
    timeline = project.opened
    for turn in range(count):
        event = next_event(timeline, turn)
        project.append(event)
        timeline = timeline.after(event)
    return timeline


def same(timeline: Timeline, other: Timeline) -> bool:
    return to_json(timeline.document) == to_json(other.document) and timeline == other


def done(before: Document, after: Document, turn: int) -> Done:
    operation = Operation("edit", (("turn", turn),), "p1", "2031-09-10T08:00:00Z", "A. N.", difference(before, after))
    return Done(operation)


def first_turn(timeline: Timeline) -> int:
    """The turn at which the work on a project goes on."""
    return len(timeline.operations) + len(timeline.document.pages)


def work(path: Path) -> None:
    """Edit the project without end, saving now and then; each event that is kept is said on standard output."""
    project = open_project(path, "A. N.")
    timeline = project.opened
    turn = first_turn(timeline)
    while True:
        event = next_event(timeline, turn)
        project.append(event)
        timeline = timeline.after(event)
        os.write(sys.stdout.fileno(), b"%d\n" % turn)
        if turn % 13 == 12:
            project.save(timeline)
        turn += 1


if __name__ == "__main__":
    work(Path(sys.argv[1]))
