"""Projects: saved whole, found again after any end, never opened twice, never a newer one broken."""

from __future__ import annotations

import errno
import json
import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from layout_tool.errors import BrokenProject, MissingInput, NewerProject, OutputError, ProjectInUse
from layout_tool.model.contract import to_json
from layout_tool.model.operations import Undone
from layout_tool.storage.journal import JournalFile, Kept, read_journal
from layout_tool.storage.places import Projects, find_project, journal_path, project_beside, recovery_path
from layout_tool.storage.project import begin_project, kept_document, open_project
from tests.model.documents import newspaper
from tests.storage.steps import next_event, same, worked


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


def test_a_reader_changes_nothing(source: Path) -> None:
    """What is in the middle of being written is another's: it is read as far as it is whole, and left where it is."""
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    timeline = worked(project, 5)
    journal = journal_path(project.path)
    with journal.open("ab") as stream:
        stream.write(b"half a rec")
    before = {path: path.read_bytes() for path in source.parent.iterdir()}
    reader = open_project(project.path, "B.", read_only=True)
    assert same(reader.opened, timeline)
    foreign = journal.read_bytes().replace(b'"revision": "', b'"revision": "0', 1)
    journal.write_bytes(foreign)
    assert open_project(project.path, "B.", read_only=True).opened.position == 0
    assert journal.read_bytes() == foreign
    journal.write_bytes(before[journal])
    assert {path: path.read_bytes() for path in source.parent.iterdir()} == before
    with pytest.raises(OutputError, match="storage_read_only"):
        reader.save(timeline)
    reader.close()
    project.close()


def test_a_project_is_opened_once_by_any_name(source: Path, tmp_path: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    link = tmp_path / "link.layout-project"
    try:
        link.symlink_to(project.path)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(ProjectInUse):
        open_project(link, "B.")
    project.close()
    through = open_project(link, "B.")
    timeline = worked(through, 3)
    through.save(timeline)
    through.close()
    assert link.is_symlink()
    assert same(open_project(project.path, "A. N.").opened, timeline)


def test_what_is_put_aside_takes_no_ones_place(source: Path) -> None:
    journal = journal_path(recovery_path(source))
    project = begin_project(source, newspaper(), "A. N.")
    worked(project, 3)
    project.close()
    for _ in range(3):
        with journal.open("ab") as stream:
            stream.write(b"half")
        open_project(recovery_path(source), "A. N.").close()
    names = {path.name.removeprefix(journal.name) for path in journal.parent.glob(f"{journal.name}*")}
    assert names == {"", ".aside", ".aside-2", ".aside-3"}


def test_what_was_kept_before_can_be_opened_still(source: Path) -> None:
    first = begin_project(source, newspaper(), "A. N.")
    timeline = worked(first, 9)
    first.close()
    second = begin_project(source, newspaper(), "A. N.")
    (note,) = second.notes
    assert note.key == "storage_kept_aside"
    second.close()
    assert same(open_project(Path(str(dict(note.fields)["path"])), "A. N.").opened, timeline)


def test_saving_where_nobody_said_keeps_what_stands_there(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 3)
    project_beside(source).write_bytes(b"someone's own")
    project.save(timeline)
    aside = source.with_name(source.name + ".aside.layout-project")
    assert aside.read_bytes() == b"someone's own"
    assert same(open_project(project.path, "B.", read_only=True).opened, timeline)
    project.close()


def test_an_event_that_could_not_be_kept_is_kept_with_the_next(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for a while; the edit stands, and what is undone after it is that edit."""
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 3)
    lost = next_event(timeline, 4)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _full)
        with pytest.raises(OutputError):
            project.append(lost)
    timeline = timeline.after(lost)
    assert same(open_project(recovery_path(source), "A. N.", read_only=True).opened, timeline) is False
    project.append(Undone())
    assert same(open_project(recovery_path(source), "A. N.", read_only=True).opened, timeline.after(Undone()))
    project.close()


def test_half_a_record_is_cut_off_before_the_next(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 3)
    with journal_path(project.path).open("ab") as stream:
        stream.write(b"half a rec")
    event = next_event(timeline, 3)
    project.append(event)
    again = open_project(project.path, "B.", read_only=True)
    assert same(again.opened, timeline.after(event))
    assert "storage_journal_cut" not in {note.key for note in again.notes}
    project.close()


def test_a_reader_looks_again_where_another_saves(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    timeline = worked(project, 5)
    saves = iter([True])

    def read_late(path: Path) -> Kept | None:
        if next(saves, False):
            project.save(timeline)
        return read_journal(path)

    monkeypatch.setattr("layout_tool.storage.project.read_journal", read_late)
    assert same(open_project(project.path, "B.", read_only=True).opened, timeline)
    project.close()


@pytest.mark.parametrize("owed", [False, True])
def test_a_save_without_a_new_journal_is_a_save(source: Path, monkeypatch: pytest.MonkeyPatch, owed: bool) -> None:
    """The file is written, then the disk is full: the journal of before goes on, and nothing is done twice."""
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    timeline = worked(project, 5)
    for turn in range(5, 12):
        event = next_event(timeline, turn)
        with monkeypatch.context() as full:
            if owed:
                full.setattr(os, "fsync", _full)
            with pytest.raises(OutputError) if owed else nullcontext():
                project.append(event)
        timeline = timeline.after(event)
        with monkeypatch.context() as full:
            full.setattr(JournalFile, "begin", _full_for_journals)
            project.save(timeline)
        assert same(open_project(project.path, "B.", read_only=True).opened, timeline)
    event = next_event(timeline, 12)
    project.append(event)
    assert same(open_project(project.path, "B.", read_only=True).opened, timeline.after(event))
    project.close()


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def _full_for_journals(*_: object) -> None:
    raise OutputError(path="disk", reason="reason_disk_full")


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


def test_projects_of_many_sources_are_found_as_those_of_one(source: Path) -> None:
    begin_project(source, newspaper(), "A. N.").close()
    saved = begin_project(source.with_name("b-c.txt"), newspaper(), "A. N.")
    saved.save(saved.opened)
    saved.close()
    projects = Projects()
    for path in (
        source,
        source.with_name("b-c.txt"),
        source.with_name("none.txt"),
        source.parent / "nowhere" / "a.txt",
    ):
        assert projects.find(str(path)) == find_project(path)


def test_the_document_of_a_project_is_read_without_opening_it(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 20)
    assert to_json(kept_document(project.path)) == to_json(timeline.document)
    project.save(timeline)
    assert to_json(kept_document(project.path)) == to_json(timeline.document)
    project.close()
