"""Verifying what runs wrote, against inputs and hashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layout_tool.batch.verify import verify
from layout_tool.cli.app import run
from layout_tool.errors import EmptyInput
from layout_tool.messages import Language, Recorder
from tests.batch.runs import failing, go, write_pages


@pytest.fixture
def done(tmp_path: Path) -> Path:
    write_pages(tmp_path / "in", 6)
    go([tmp_path / "in"], tmp_path / "out")
    return tmp_path


def faults(folder: Path) -> dict[str, list[str]]:
    return {each.row.path.name: [fault.key for fault in each.faults] for each in verify(folder) if each.faults}


def verified(folder: Path, *words: str) -> tuple[int, list[str], list[str]]:
    door = Recorder()
    code = run(["verify", str(folder), *words], door)
    return code, door.said, door.warned


def test_what_is_as_it_was_written_is_sound(done: Path) -> None:
    assert faults(done / "out") == {}
    assert verified(done / "out", "--lang=en") == (0, ["sound: 6, not sound: 0, failed and without output: 0"], [])


def test_each_change_is_found(done: Path) -> None:
    (done / "in" / "page-000.txt").unlink()
    with (done / "in" / "page-001.txt").open("ab") as stream:
        stream.write(b"\n")
    (done / "out" / "sub" / "page-002.json").unlink()
    written = done / "out" / "page-003.json"
    stamp = written.stat()
    written.write_bytes(re.sub(rb"[0-9]", b"9", written.read_bytes()))
    assert written.stat().st_size == stamp.st_size
    assert faults(done / "out") == {
        "page-000.txt": ["verify_input_missing"],
        "page-001.txt": ["verify_input_changed"],
        "page-002.txt": ["verify_output_missing"],
        "page-003.txt": ["verify_output_changed"],
    }


@pytest.mark.parametrize("language", Language)
def test_the_command_names_each_file_on_a_line(done: Path, language: Language) -> None:
    (done / "in" / "page-000.txt").unlink()
    (done / "out" / "page-001.json").write_bytes(b"")
    code, said, warned = verified(done / "out", f"--lang={language}")
    assert code == 1
    assert len(said) == 1
    assert [str(done) in line for line in warned] == [True, True]
    assert "page-000" in warned[0]
    assert "page-001" in warned[1]


def test_a_failed_file_is_counted_and_a_file_left_undone_is_not_sound(tmp_path: Path) -> None:
    paths = write_pages(tmp_path / "in", 3)
    go(paths, tmp_path / "out", work=failing({paths[1].name}, EmptyInput(path="x")))
    assert verified(tmp_path / "out", "--lang=en")[:2] == (0, ["sound: 2, not sound: 0, failed and without output: 1"])
    from layout_tool.batch.stop import Stop

    stop = Stop()
    stop.ask()
    go(paths, tmp_path / "out", stop=stop)
    code, said, warned = verified(tmp_path / "out", "--lang=en")
    assert (code, said, len(warned)) == (1, ["sound: 0, not sound: 0, failed and without output: 0"], 1)


def test_earlier_runs_into_the_folder_are_verified_too(done: Path) -> None:
    late = done / "late.txt"
    late.write_text("Harbour news\n\nToo late.\n", "utf-8")
    go([late], done / "out")
    assert len(list(verify(done / "out"))) == 7
    (done / "out" / "page-000.json").unlink()
    assert list(faults(done / "out")) == ["page-000.txt"]


def test_inputs_may_be_named_relative_to_where_the_run_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "in", 2)
    monkeypatch.chdir(tmp_path)
    go([Path("in")], Path("out"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert faults(Path("..", "out")) == {}


def test_a_folder_that_no_run_wrote_to_is_said_to_be_none(tmp_path: Path) -> None:
    code, _, warned = verified(tmp_path, "--lang=en")
    assert code == 3
    assert len(warned) == 1
    assert str(tmp_path) in warned[0]
