"""Taking a run up again: only what is missing or changed is done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from layout_tool.batch.journal_rows import State
from layout_tool.errors import EmptyInput, OutputError
from tests.batch.runs import failing, go, outputs, write_pages


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A folder with pages in `in` that were all done into `out`."""
    write_pages(tmp_path / "in", 6)
    assert go([tmp_path / "in"], tmp_path / "out").summary.done == 6
    return tmp_path


def again(folder: Path, retry_failed: bool = False) -> list[str]:
    """The files that a resumed run does; afterwards all is as an undisturbed run would have it."""
    ran = go([folder / "in"], folder / "out", resume=True, retry_failed=retry_failed)
    assert ran.summary.left == 0
    assert ran.told.begun is not None
    assert ran.told.begun[:2] == (ran.summary.done + ran.summary.failed, ran.summary.kept)
    assert ran.summary.kept == len(ran.rows) - len(ran.told.steps)
    if not ran.summary.failed:
        go([folder / "in"], folder / "anew")
        assert outputs(folder / "out") == outputs(folder / "anew")
    return ran.told.names


def test_nothing_is_done_twice(done: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (done / "out").rglob("*.json")}
    assert again(done) == []
    assert before == {path: path.stat().st_mtime_ns for path in (done / "out").rglob("*.json")}


def test_a_plan_that_is_broken_off_changes_nothing(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("layout_tool.batch.resume.forget_results", interrupted)
    with pytest.raises(KeyboardInterrupt):
        go([done / "in"], done / "out")
    monkeypatch.undo()
    assert again(done) == []


def test_without_resume_all_is_done_again(done: Path) -> None:
    assert len(go([done / "in"], done / "out").told.names) == 6


def rewrite(path: Path) -> None:
    path.write_text("Harbour news\n\nThe pilot came instead.\n", "utf-8")


def rewrite_at_the_same_size(path: Path) -> None:
    was = path.stat()
    path.write_bytes(path.read_bytes().replace(b"late", b"lost"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))


@pytest.mark.parametrize("change", [rewrite, rewrite_at_the_same_size])
def test_a_changed_input_is_done_again(done: Path, change: Callable[[Path], None]) -> None:
    change(done / "in" / "page-001.txt")
    assert again(done) == ["page-001.txt"]


def test_a_touched_input_is_looked_into_once(done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(done / "in" / "page-001.txt", ns=(1, 1))
    os.utime(done / "out" / "page-000.json", ns=(1, 1))
    assert again(done) == []
    monkeypatch.setattr("layout_tool.batch.unchanged.sha256_of", None)
    assert again(done) == []


def test_an_input_that_is_new_is_done(done: Path) -> None:
    rewrite(done / "in" / "page-000a.txt")
    assert again(done) == ["page-000a.txt"]


def test_an_output_that_is_gone_or_changed_is_made_again(done: Path) -> None:
    (done / "out" / "page-001.json").unlink()
    (done / "out" / "page-003.json").write_bytes(b"{}")
    half = done / "out" / "sub" / "page-002.json"
    half.write_bytes(half.read_bytes()[:100])
    assert again(done) == ["page-001.txt", "page-002.txt", "page-003.txt"]


def test_other_settings_do_all_again(done: Path) -> None:
    ran = go([done / "in"], done / "out", settings="another hash", resume=True)
    assert len(ran.told.names) == 6
    assert go([done / "in"], done / "out", settings="another hash", resume=True).told.names == []


def test_a_file_that_failed_stays_failed_until_it_is_retried_or_changed(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 4)
    error = EmptyInput(path=str(paths[1]))
    first = go([tmp_path / "in"], tmp_path / "out", work=failing({paths[1].name, paths[3].name}, error))
    assert (first.summary.done, first.summary.failed) == (2, 2)
    kept = go([tmp_path / "in"], tmp_path / "out", resume=True)
    assert (kept.told.names, kept.summary.failed, kept.summary.kept) == ([], 2, 4)
    assert kept.told.begun == (4, 4, 2)
    assert [row.error and row.error.fields for row in kept.rows if row.failed] == [error.fields] * 2
    rewrite(paths[3])
    assert again(tmp_path) == [paths[3].name]
    assert again(tmp_path, retry_failed=True) == [paths[1].name]


def test_a_file_that_was_missing_is_done_when_it_is_there(tmp_path: Path) -> None:
    (page,) = write_pages(tmp_path / "in", 1)
    text = page.read_bytes()
    page.unlink()
    assert go([page], tmp_path / "out").summary.failed == 1
    assert go([page], tmp_path / "out", resume=True).told.names == []
    page.write_bytes(text)
    assert go([page], tmp_path / "out", resume=True).told.names == [page.name]


def test_files_of_an_earlier_run_stay_outside_the_plan(done: Path) -> None:
    write_pages(done / "more", 8)
    (done / "more" / "page-007.txt").rename(done / "more" / "late.txt")
    ran = go([done / "more" / "late.txt"], done / "out", resume=True)
    assert [row.path.name for row in ran.rows] == ["late.txt"]
    assert go([done / "in"], done / "out", resume=True).told.names == []


def test_the_same_output_of_another_input_is_made_again(done: Path) -> None:
    other = done / "other" / "page-000.txt"
    other.parent.mkdir()
    rewrite(other)
    assert go([other], done / "out", resume=True).told.names == ["page-000.txt"]
    assert again(done) == ["page-000.txt"]


def test_inputs_that_moved_with_their_bytes_are_not_done_again(done: Path) -> None:
    (done / "in").rename(done / "moved")
    ran = go([done / "moved"], done / "out", resume=True)
    assert (ran.told.names, ran.summary.kept) == ([], 6)


def test_what_the_plan_refused_is_planned_once_it_is_not(tmp_path: Path) -> None:
    for name in ("page.txt", "page.text"):
        rewrite(tmp_path / name)
    refused = go([tmp_path / "page.txt", tmp_path / "page.text"], tmp_path / "out")
    assert [type(row.error) for row in refused.rows] == [type(None), OutputError]
    (tmp_path / "page.text").rename(tmp_path / "other.text")
    ran = go([tmp_path / "page.txt", tmp_path / "other.text"], tmp_path / "out", resume=True)
    assert (ran.told.names, [row.state for row in ran.rows]) == (["other.text"], [State.DONE] * 2)


def test_what_was_left_half_written_is_swept(done: Path) -> None:
    (done / "out" / "page-001.json").unlink()
    ours = [
        done / "out" / name
        for name in (".page-001.json.abcd_123.part", ".page-001.html.abcdefgh.part", ".report.csv.abcdefgh.part")
    ]
    others = [done / "out" / name for name in (".page-001.json.part", ".other.json.abcd_123.part", "page-001.part")]
    for path in (*ours, *others):
        path.write_bytes(b"half")
    ran = go([done / "in"], done / "out", resume=True)
    assert ran.told.names == ["page-001.txt"]
    assert [path.exists() for path in ours] == [False] * 3
    assert all(path.exists() for path in others)


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes are a matter of POSIX")
def test_names_with_odd_bytes_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xb0\xe6\xc3\xe6.txt")
    rewrite(tmp_path / name)
    ran = go([tmp_path / name], tmp_path / "out")
    assert [(row.path, row.state) for row in ran.rows] == [(tmp_path / name, State.DONE)]
    assert go([tmp_path / name], tmp_path / "out", resume=True).told.names == []
