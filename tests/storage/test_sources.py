"""The files that a project was begun with: found again wherever they went, missed where they are gone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from layout_tool.model.contract import from_json, to_json
from layout_tool.storage.places import find_project, project_beside, recovery_path
from layout_tool.storage.project import begin_from_export, begin_project, open_project
from layout_tool.storage.recent import note_recent, recent_projects
from tests.model.documents import newspaper
from tests.storage.steps import same, worked


@pytest.mark.parametrize("cut", ["\udcb8\udcdb", "\N{GRINNING FACE}", "a b", "%"])
def test_folders_of_any_name(tmp_path: Path, cut: str) -> None:
    """Old folders have names in encodings of their own."""
    source = tmp_path / cut / "a.txt"
    try:
        source.parent.mkdir()
    except (OSError, UnicodeEncodeError):
        pytest.skip("no such names here")
    source.write_bytes(b"x")
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 3)
    project.save(timeline)
    note_recent(project, timeline.document)
    project.close()
    again = open_project(project.path, "A. N.")
    assert same(again.opened, timeline)
    assert again.sources == {"s1": source}
    assert [one.path for one in recent_projects()] == [str(project.path)]


def test_a_project_moves_with_its_folder(source: Path, tmp_path: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    project.close()
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    again = open_project(moved / project.path.name, "A. N.")
    assert again.sources == {"s1": moved / source.name}


def test_a_source_that_is_gone_is_known_when_it_comes_back(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    project.save(project.opened)
    project.close()
    text = source.read_bytes()
    source.unlink()
    without = open_project(project.path, "A. N.")
    without.save(without.opened)
    without.close()
    source.write_bytes(text)
    assert open_project(project.path, "A. N.").sources == {"s1": source}


def test_an_unsaved_project_is_saved_where_its_source_was(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    timeline = worked(project, 4)
    project.close()
    source.unlink()
    again = open_project(recovery_path(source), "A. N.")
    assert again.name == source.name
    again.save(timeline)
    assert again.path == project_beside(source)


def test_an_export_is_a_project(tmp_path: Path, source: Path) -> None:
    """It opens to the same bytes, with the sources that lie beside it as they were; a project saved from it is opened
    in its place from then on."""
    mark = hashlib.sha256(source.read_bytes()).hexdigest()
    document = newspaper()
    document = replace(document, sources=(replace(document.sources[0], sha256=mark),))
    export = tmp_path / "harbour.json"
    export.write_bytes(to_json(document))
    project = begin_from_export(export, from_json(export.read_bytes(), "harbour.json"), "A. N.")
    assert to_json(project.opened.document) == export.read_bytes()
    assert project.sources == {"s1": source}
    assert find_project(export) == recovery_path(export)
    timeline = worked(project, 5)
    project.close()
    again = open_project(recovery_path(export), "A. N.")
    assert again.sources == {"s1": source}
    again.save(timeline)
    assert again.path == find_project(export) == project_beside(export)
    again.close()
    last = open_project(again.path, "A. N.")
    assert last.notes == ()
    assert same(last.opened, timeline)


def test_an_export_may_lie_elsewhere_than_its_source(tmp_path: Path, source: Path) -> None:
    mark = hashlib.sha256(source.read_bytes()).hexdigest()
    document = newspaper()
    document = replace(document, sources=(replace(document.sources[0], sha256=mark),))
    export = tmp_path / "out" / "harbour.json"
    export.parent.mkdir()
    export.write_bytes(to_json(document))
    project = begin_from_export(export, document, "A. N.", source)
    assert (project.sources, project.notes) == ({"s1": source}, ())
    project.close()
    again = open_project(project.path, "A. N.")
    assert again.sources == {"s1": source}
    again.forget()
    source.write_text("another", "utf-8")
    project = begin_from_export(export, document, "A. N.", source)
    assert (project.sources, [note.key for note in project.notes]) == ({}, ["storage_source_changed"])
    project.forget()


def test_an_export_alone_has_no_source(tmp_path: Path) -> None:
    export = tmp_path / "harbour.json"
    export.write_bytes(to_json(newspaper()))
    project = begin_from_export(export, newspaper(), "A. N.")
    assert project.sources == {}
    project.save(project.opened)
    assert project.path == project_beside(export)
    project.close()
    assert open_project(project.path, "A. N.").notes == ()


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
