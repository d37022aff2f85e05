"""The journal: what it keeps of a file, who may write it, and what is said where it cannot be used."""

from __future__ import annotations

import gc
import os
import sqlite3
from pathlib import Path

import pytest

from layout_tool.batch.journal import journal_path, open_journal, read_journal
from layout_tool.batch.journal_rows import State
from layout_tool.batch.plan import Job
from layout_tool.batch.resume import take_in
from layout_tool.batch.task import Counts, Done, PageRow
from layout_tool.errors import (
    BrokenJournal,
    EngineFault,
    FolderInUse,
    LayoutToolError,
    MissingJournal,
    OutputError,
    phrase,
)
from tests.batch.runs import go, write_pages

NOTES = (phrase("note_more", count=2), phrase("fault_at", where=phrase("place_page", id="p1"), fault="x"))


def test_all_that_is_known_of_a_file_is_kept(tmp_path: Path) -> None:
    (page,) = write_pages(tmp_path / "in", 1)
    out = tmp_path / "out" / "sub" / "page.json"
    out.parent.mkdir(parents=True)
    out.write_bytes(b"{}")
    rows = (PageRow(1, 3, 2, 0.5, 0.75, NOTES), PageRow(2, 1, 0, None, None))
    done = Done(Counts(2, 4, 10, 100, "gb18030"), rows, ((out, "ab" * 32),), "cd" * 32, 1.5, 33.0, NOTES)
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, [Job(page, out)], "settings")
        journal.start(0, page)
        journal.finish(0, done)
    with read_journal(tmp_path / "out") as journal:
        (row,) = journal.rows()
    assert (row.path, row.full, row.output) == (page, page, Path("sub/page.json"))
    assert (row.state, row.attempt, row.settings, row.sha256) == (State.DONE, 1, "settings", "cd" * 32)
    assert (row.pages, row.articles, row.lines, row.characters, row.encoding) == (2, 4, 10, 100, "gb18030")
    assert (row.seconds, row.memory, row.notes, row.error, row.rows) == (1.5, 33.0, NOTES, None, rows)
    assert [(each.name, each.sha256, each.stamp and each.stamp.size) for each in row.written] == [
        (Path("sub/page.json"), "ab" * 32, 2)
    ]


def test_what_is_not_committed_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 2)
    jobs = [Job(path, tmp_path / "out" / f"{path.stem}.json") for path in paths]
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, jobs, "settings")
        journal.start(0, paths[0])
        journal.finish(0, Done())
        journal.commit()
        journal.start(1, paths[1])
        journal.finish(1, Done())
        journal.give_up()
        assert [row.state for row in journal.rows()] == [State.DONE, State.PLANNED]


def test_a_commit_is_due_after_many_results(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 40)
    jobs = [Job(path, tmp_path / "out" / f"{path.stem}.json") for path in paths]
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, jobs, "settings")
        assert not journal.due()
        for position, path in enumerate(paths):
            journal.start(position, path)
            journal.finish(position, Done())
        assert journal.due()
        journal.commit()
        assert not journal.due()


def test_a_broken_result_leaves_the_file_undone(tmp_path: Path) -> None:
    (page,) = write_pages(tmp_path / "in", 1)
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, [Job(page, tmp_path / "out" / "x.json")], "settings")
        journal.start(0, page)
        with pytest.raises(LayoutToolError):
            journal.finish(0, Done(pages=(PageRow(1), PageRow(1))))
    with read_journal(tmp_path / "out") as journal:
        assert [row.state for row in journal.rows()] == [State.RUNNING]


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes are a matter of POSIX")
def test_the_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xb0\xe6 100%?mode=ro#1")
    go(write_pages(tmp_path / "in", 1), folder)
    assert journal_path(folder).is_file()
    with read_journal(folder) as journal:
        assert [row.state for row in journal.rows()] == [State.DONE]


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    with open_journal(tmp_path / "out"), pytest.raises(FolderInUse) as refused, open_journal(tmp_path / "out"):
        pass
    assert refused.value.fields == {"path": str(tmp_path / "out")}
    with open_journal(tmp_path / "out"):
        pass


def test_it_can_be_read_while_a_run_writes_it(tmp_path: Path) -> None:
    (page,) = write_pages(tmp_path / "in", 1)
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, [Job(page, tmp_path / "out" / "x.json")], "settings")
        journal.start(0, page)
        with read_journal(tmp_path / "out") as reader:
            assert [row.state for row in reader.rows()] == [State.PLANNED]


def test_who_reads_slowly_keeps_no_run_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layout_tool.batch.journal._PATIENCE", 0.0)
    paths = write_pages(tmp_path / "in", 300)
    jobs = [Job(path, tmp_path / "out" / f"{path.stem}.json") for path in paths]
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, jobs, "settings")
        with read_journal(tmp_path / "out") as reader:
            rows = reader.rows()
            next(rows)
            journal.start(299, paths[299])
            journal.commit()
            assert [row.state for row in rows][-2:] == [State.PLANNED, State.RUNNING]


def test_who_stops_reading_half_way_does_no_harm(tmp_path: Path) -> None:
    go(write_pages(tmp_path / "in", 3), tmp_path / "out")
    with read_journal(tmp_path / "out") as journal:
        rows = journal.rows()
        next(rows)
    del rows
    gc.collect()  # what goes wrong there fails the test


def test_a_folder_without_a_journal_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(MissingJournal), read_journal(tmp_path):
        pass


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_journal_is_an_error_for_the_user(tmp_path: Path, content: bytes) -> None:
    path = journal_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(BrokenJournal), open_journal(tmp_path):
        pass
    with pytest.raises(BrokenJournal), read_journal(tmp_path):
        pass
    assert path.read_bytes() == content


def test_a_journal_of_another_version_is_left_alone(tmp_path: Path) -> None:
    path = journal_path(tmp_path)
    path.parent.mkdir()
    later = sqlite3.connect(path)
    later.executescript("CREATE TABLE other (x); PRAGMA user_version = 99")
    later.close()
    with pytest.raises(BrokenJournal), open_journal(tmp_path):
        pass


def test_a_journal_that_was_cut_off_before_its_tables_stood_is_begun_anew(tmp_path: Path) -> None:
    path = journal_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"")
    with pytest.raises(MissingJournal), read_journal(tmp_path):
        pass
    assert go(write_pages(tmp_path / "in", 1), tmp_path).summary.done == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="no folder is closed to the superuser")
def test_a_closed_folder_is_an_output_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError) as refused, open_journal(tmp_path / "out"):
        pass
    assert refused.value.fields["reason"] == "reason_write_denied"


def test_a_file_in_the_place_of_the_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError) as refused, open_journal(tmp_path / "out"):
        pass
    assert refused.value.fields["reason"] == "reason_file_for_folder"


def test_an_error_that_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    (page,) = write_pages(tmp_path / "in", 1)
    error = EngineFault(path="odd \udcff.txt", kind="ZeroDivisionError")
    with open_journal(tmp_path / "out") as journal:
        take_in(journal, [Job(page, tmp_path / "out" / "x.json")], "settings")
        journal.start(0, page)
        journal.finish(0, Done(error=error, quarantined=True))
        (row,) = journal.rows()
    assert (type(row.error), row.error and row.error.fields, row.state) == (
        EngineFault,
        error.fields,
        State.QUARANTINED,
    )
