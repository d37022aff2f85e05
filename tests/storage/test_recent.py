"""The list of projects that were open: the latest first, none twice, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.storage.places import state_folder
from layout_tool.storage.project import begin_project
from layout_tool.storage.recent import note_recent, recent_projects
from tests.model.documents import newspaper


def test_the_latest_comes_first_and_none_twice(tmp_path: Path) -> None:
    for name in (*(f"{turn}.txt" for turn in range(25)), "7.txt"):
        source = tmp_path / name
        source.write_bytes(b"x")
        project = begin_project(source, newspaper(), "A. N.")
        note_recent(project, project.opened.document)
        project.close()
    rows = recent_projects()
    assert [row.name for row in rows[:3]] == ["7.txt", "24.txt", "23.txt"]
    assert len(rows) == len({row.path for row in rows}) == 20
    assert rows[0].pages == sum(rows[0].statuses.values()) == 2


def test_a_file_that_is_gone_is_not_shown(source: Path) -> None:
    project = begin_project(source, newspaper(), "A. N.")
    note_recent(project, project.opened.document)
    assert [row.path for row in recent_projects()] == [str(source)]
    project.save(project.opened)
    note_recent(project, project.opened.document)
    assert recent_projects()[0].path == str(project.path)
    source.unlink()
    assert [row.path for row in recent_projects()] == [str(project.path)]
    project.close()


@pytest.mark.parametrize(
    "damage",
    [b"", b"{}", b"[1]", b"[[]]", b'[{"path": 5}]', b"\xff", b"null", b"[" * 9000, b'[{"path":"a","statuses":[1]}]'],
)
def test_a_broken_list_is_empty_and_made_anew(source: Path, damage: bytes) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "recent.json").write_bytes(damage)
    assert recent_projects() == ()
    project = begin_project(source, newspaper(), "A. N.")
    note_recent(project, project.opened.document)
    assert len(recent_projects()) == 1
    project.close()
