"""Projects: saved whole, found again after any end, never opened twice, never a newer one broken."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool.errors import BrokenProject, MissingInput, NewerProject, OutputError, ProjectInUse
from layout_tool.model.contract import to_json
from layout_tool.model.operations import Event
from layout_tool.model.timeline import Timeline
from layout_tool.storage.project import (
    Project,
    begin_project,
    find_project,
    open_project,
    project_beside,
    recovery_path,
)
from tests.conftest import ROOT
from tests.model.documents import newspaper
from tests.storage.steps import first_turn, next_event


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text("港口", "utf-8")
    return path


def worked(project: Project, count: int) -> Timeline:
    """The timeline after so many events, each of them kept."""
    timeline = project.opened
    for turn in range(count):
        event: Event = next_event(timeline, turn)
        project.append(event)
        timeline = timeline.after(event)
    return timeline


def same(timeline: Timeline, other: Timeline) -> bool:
    return to_json(timeline.document) == to_json(other.document) and timeline == other


def test_a_project_lies_in_the_state_folder_until_it_is_saved(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 20)
    assert find_project(source) == recovery_path(source)
    assert not project.is_saved(timeline)
    project.save(timeline)
    assert project.is_saved(timeline)
    assert find_project(source) == project_beside(source) == project.path
    assert not recovery_path(source).exists()
    project.close()
    again = open_project(project.path, "B.")
    assert same(again.opened, timeline)
    assert again.notes[:1] != ()  # the made-up hash is not the source's
    again.close()
    assert {path.name for path in source.parent.iterdir()} <= {
        source.name,
        project.path.name,
        f".{project.path.name}.lock",
    }


def test_what_was_not_saved_is_recovered(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.", pages=9)
    timeline = worked(project, 40)
    project.close()
    again = open_project(recovery_path(source), "A. N.")
    assert same(again.opened, timeline)
    assert "storage_recovered" in {note.key for note in again.notes}
    assert (again.pages, again.unsaved) == (9, True)
    assert not again.is_saved(again.opened)
    again.forget()
    assert find_project(source) is None


def test_undo_reaches_back_over_a_save(source: Path) -> None:
    from layout_tool.model.operations import Undone

    start = newspaper()
    project = begin_project(source, start, "A. N.")
    timeline = worked(project, 4)
    project.save(timeline)
    project.close()
    again = open_project(project.path, "A. N.")
    timeline = again.opened
    while timeline.last is not None:
        again.append(Undone())
        timeline = timeline.after(Undone())
    assert to_json(timeline.document) == to_json(start)
    again.close()
    assert same(open_project(project.path, "A. N.", read_only=True).opened, timeline)


def test_saving_is_the_same_bytes(source: Path, tmp_path: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 12)
    project.save(timeline, tmp_path / "one.layout-project")
    first = project.path.read_bytes()
    project.close()
    again = open_project(project.path, "Someone else")
    again.save(again.opened)
    second = again.path.read_bytes()
    head, other = (json.loads(raw.partition(b"\n")[0]) for raw in (first, second))
    assert first.partition(b"\n")[2] == second.partition(b"\n")[2]
    assert {name for name in head if head[name] != other[name]} <= {"revision", "previous", "absorbed"}
    again.close()


def test_a_project_is_opened_once(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    with pytest.raises(ProjectInUse) as refused:
        open_project(project.path, "B.")
    assert refused.value.fields["by"] == "A. N."
    reader = open_project(project.path, "B.", read_only=True)
    assert reader.read_only
    assert to_json(reader.opened.document) == to_json(project.opened.document)
    project.close()
    open_project(project.path, "B.").close()


@pytest.mark.parametrize("cut", [1, 9, 40, 400])
def test_a_journal_cut_short_gives_what_is_whole(source: Path, cut: int) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    states = [project.opened]
    for turn in range(6):
        event = next_event(states[-1], turn)
        project.append(event)
        states.append(states[-1].after(event))
    project.close()
    journal = recovery_path(source).with_name(recovery_path(source).name + ".journal")
    raw = journal.read_bytes()
    journal.write_bytes(raw[:-cut])
    again = open_project(recovery_path(source), "A. N.")
    assert any(same(again.opened, state) for state in states[:-1])
    assert "storage_journal_cut" in {note.key for note in again.notes}
    assert journal.with_name(journal.name + ".aside").read_bytes() == raw[:-cut]
    again.close()
    assert same(open_project(recovery_path(source), "A. N.", read_only=True).opened, again.opened)


def test_a_newer_project_is_left_alone(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    project.close()
    raw = project.path.read_bytes().replace(b'"version": 1', b'"version": 2', 1)
    project.path.write_bytes(raw)
    with pytest.raises(NewerProject):
        open_project(project.path, "A. N.")
    assert project.path.read_bytes() == raw


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"no json\n", b"\x00\xff"])
def test_a_broken_project_is_said(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.layout-project"
    path.write_bytes(damage)
    with pytest.raises(BrokenProject):
        open_project(path, "A. N.")
    with pytest.raises(MissingInput):
        open_project(tmp_path / "gone.layout-project", "A. N.")


def test_a_project_cut_short_is_said(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(worked(project, 3))
    project.close()
    raw = project.path.read_bytes()
    for place in (len(raw) // 3, len(raw) - 1):
        project.path.write_bytes(raw[:place])
        with pytest.raises(BrokenProject):
            open_project(project.path, "A. N.")


def test_a_source_that_is_gone_or_another_is_noted(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    project.close()
    changed = open_project(project.path, "A. N.")
    assert [note.key for note in changed.notes] == ["storage_source_changed"]
    assert changed.sources == {"s1": source}
    changed.close()
    source.unlink()
    gone = open_project(project.path, "A. N.")
    assert [note.key for note in gone.notes] == ["storage_source_gone"]
    assert gone.sources == {}
    gone.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_changes_nothing(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    source.parent.chmod(0o500)
    try:
        with pytest.raises(OutputError):
            project.save(project.opened)
    finally:
        source.parent.chmod(0o700)
    assert project.unsaved
    project.save(project.opened)
    project.close()


def test_a_place_that_cannot_be_written_changes_nothing(source: Path, tmp_path: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        project.save(project.opened, tmp_path / "file" / "a.layout-project")
    assert project.unsaved
    timeline = worked(project, 2)
    project.save(timeline)
    project.close()
    assert same(open_project(project.path, "A. N.", read_only=True).opened, timeline)


@pytest.mark.slow
def test_a_killed_program_loses_nothing_that_was_confirmed(source: Path) -> None:
    """Twenty times: the program edits and saves until it is killed; the project holds each event that it had said."""
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    project.close()
    moments = random.Random(7)
    for _ in range(20):
        expected = open_project(project.path, "A. N.", read_only=True).opened
        turn = first_turn(expected)
        said = _killed(project.path, moments.uniform(0.02, 0.12))
        for at in range(said):
            expected = expected.after(next_event(expected, turn + at))
        found = open_project(project.path, "A. N.", read_only=True).opened
        if not same(found, expected):  # one more was kept, and the program killed before it could say so
            assert same(found, expected.after(next_event(expected, turn + said)))
    assert len(expected.operations) > 20


def _killed(path: Path, seconds: float) -> int:
    """How many events the program had said when it was killed, so long after its first."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.steps", str(path)], stdout=subprocess.PIPE, cwd=ROOT, env=os.environ
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    assert first, "the program ended before it had done anything"
    time.sleep(seconds)
    program.kill()
    rest = program.stdout.read()
    program.wait()
    program.stdout.close()
    return 1 + rest.count(b"\n")
