"""`layout-tool batch --dry-run` and what chooses files, as a user calls them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layout_tool.cli.app import run
from layout_tool.messages import Recorder, harmless
from tests.batch.test_plan import tree
from tests.cli.test_cli import SAMPLE, Run, call, shell


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAYOUT_TOOL_LANG", "en")
    monkeypatch.chdir(tmp_path)


def dry(*words: str) -> Run:
    return call("batch", *words, "-o", "out", "--dry-run")


def test_a_dry_run_lists_and_writes_nothing(tmp_path: Path) -> None:
    tree(tmp_path, "in/b.txt", "in/sub/a.pdf", "in/b.pdf")
    done = dry("in")
    assert done.said.splitlines() == ["in/b.pdf\tout/b.json", "in/sub/a.pdf\tout/sub/a.json"]
    assert done.warned.splitlines() == [
        "out/b.json: cannot be written: another file of this run is written there; rename one of the two or run them "
        "apart",
        "to be done: 2, cannot be begun: 1",
    ]
    assert done.code == 1
    assert not Path("out").exists()
    assert dry("in", "--exclude", "b.txt").code == 0


def test_files_are_chosen(tmp_path: Path) -> None:
    tree(tmp_path, "in/1999/a.txt", "in/1999/b.txt", "in/2000/a.txt", "in/2000/draft.txt")
    assert dry("in", "--include", "1999/*", "--include", "d*").said.splitlines() == [
        "in/1999/a.txt\tout/1999/a.json",
        "in/1999/b.txt\tout/1999/b.json",
        "in/2000/draft.txt\tout/2000/draft.json",
    ]
    shards = [dry("in", "--shard", f"{turn}/2") for turn in (1, 2)]
    assert {done.code for done in shards} == {0}
    listed = [line for done in shards for line in done.said.splitlines()]
    assert sorted(listed) == dry("in").said.splitlines()


def test_a_shard_without_files_is_well(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    assert {dry("in", "--shard", f"{turn}/9").code for turn in range(1, 10)} == {0}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["in", "--include", "x*"], "no file is left of in; check --include and --exclude"),
        (["in/*.pdf"], "no page files (.txt, .pdf) in in/*.pdf"),
        (["in", "--shard", "9/8"], "--shard 9/8: the part and the number of parts, such as 3/8"),
    ],
)
def test_wrong_use(tmp_path: Path, words: list[str], told: str) -> None:
    tree(tmp_path, "in/a.txt")
    done = dry(*words)
    assert (done.code, done.said) == (2, "")
    assert told in done.warned


def test_a_pattern_that_nothing_fits_stops_nothing(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    done = dry("in", "in/*.pdf")
    assert (done.code, done.said) == (1, "in/a.txt\tout/a.json")
    assert "in/*.pdf: no file fits this pattern; check it, or name a folder" in done.warned


def test_chosen_files_are_done(tmp_path: Path) -> None:
    tree(tmp_path, "in/empty.txt")
    shutil.copy(SAMPLE, tmp_path / "in" / "page.txt")
    Path("list.txt").write_text("in/page.txt\n", "utf-8")
    assert run(["batch", "@list.txt", "-o", "out"], Recorder()) == 0
    assert Path("out/in/page.json").is_file()


def test_names_with_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    tree(tmp_path, "in/\x1b[31mred\x9b.txt")
    done = shell("batch", "in", "-o", "out", "--dry-run", PYTHONIOENCODING="utf-8")
    assert done.stdout.decode().split("\t")[0] == harmless("in/\x1b[31mred\x9b.txt") == "in/␛[31mred␡.txt"
