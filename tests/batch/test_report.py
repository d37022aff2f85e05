"""The report as a table and as lines, from real runs."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layout_tool.batch.report import FIELDS, write_reports
from layout_tool.batch.stop import Stop
from layout_tool.batch.task import Done, PageRow, Task
from layout_tool.batch.work import work
from layout_tool.errors import EmptyInput, OutputError, phrase
from layout_tool.messages import Language, load
from tests.batch.runs import Ran, go, write_pages

ENGLISH = load(Language.EN)
WARNING = phrase("note_page_bare", page=2)


def two_pages(task: Task) -> Done:
    """Work with something to tell; the name of the file says what goes wrong."""
    if task.path.stem == "page-001":
        return Done(error=EmptyInput(path=str(task.path)))
    rows = (PageRow(1, 3, 2, 0.81234567, 1.0), PageRow(2, 1, 0, None, 0.5, (WARNING,)))
    return replace(
        work(task), pages=rows, notes=(WARNING, phrase("note_controls", count=2)), seconds=0.12345, memory=81
    )


def reported(folder: Path, inputs: list[Path], **options: Any) -> Ran:
    ran = go(inputs, folder, work=two_pages, **options)
    write_reports(folder, ran.rows, ENGLISH)
    return ran


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "report.jsonl").read_text("utf-8").splitlines()]


def test_every_page_has_its_row_in_the_order_of_the_plan(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    reported(tmp_path / "out", [tmp_path / "in"])
    first, second, failed, *_ = lines(tmp_path / "out")
    assert [Path(row["path"]).name for row in lines(tmp_path / "out")] == [
        *("page-000.txt", "page-000.txt", "page-001.txt", "page-002.txt", "page-002.txt")
    ]
    assert tuple(first) == tuple(failed) == FIELDS
    assert first | dict.fromkeys(("path", "lines", "characters", "encoding")) == dict(
        zip(
            FIELDS,
            (
                *(None, 1, "done", "page-000.json", 3, 2, 0.8123, 1.0, [ENGLISH.text("note_controls", count=2)], None),
                *(1, None, None, None, 1, 0.123, 81.0),
            ),
            strict=True,
        )
    )
    assert (second["page"], second["confidence"], second["seconds"]) == (2, None, None)
    assert second["warnings"] == [ENGLISH.text("note_page_bare", page=2)]
    assert (failed["status"], failed["page"], failed["output"]) == ("failed", None, None)
    assert failed["error"].endswith("there is no text in it; make the file again")


def test_the_table_says_the_same_as_the_lines(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    reported(tmp_path / "out", [tmp_path / "in"])
    shown = [
        {
            name: "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            for name, value in line.items()
        }
        for line in lines(tmp_path / "out")
    ]
    assert table(tmp_path / "out") == shown
    assert (tmp_path / "out" / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,page,")


def test_a_run_that_was_stopped_reports_what_is_left(tmp_path: Path) -> None:
    stop = Stop()
    stop.ask()
    reported(tmp_path / "out", write_pages(tmp_path / "in", 2), stop=stop)
    assert [row["status"] for row in lines(tmp_path / "out")] == ["left", "left"]


@pytest.mark.skipif(sys.platform == "win32", reason="names there have fewer signs")
def test_no_cell_is_a_formula(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "a=1"]
    for name in names:
        Path(f"{name}.txt").write_text("words\n", "utf-8")
    reported(Path("out"), [Path(f"{name}.txt") for name in names])
    firsts = [row for row in table(Path("out")) if row["page"] != "2"]
    assert [row["path"] for row in firsts] == [*(f"'{name}.txt" for name in names[:-1]), "a=1.txt"]
    assert firsts[0]["output"] == "'=1+1.json"
    assert lines(Path("out"))[0]["path"] == "=1+1.txt"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always text")
def test_odd_names_are_escaped_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    odd = Path(os.fsdecode(b'\xff, "x"\n.txt'))
    odd.write_text("words\n", "utf-8")
    reported(Path("out"), [odd])
    assert table(Path("out"))[0]["path"] == '\\udcff, "x"\n.txt'
    assert Path(lines(Path("out"))[0]["path"]).exists()


def test_the_report_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_pages(tmp_path / "in", 4)
        reported(tmp_path / name, [tmp_path / "in"])
    for report in ("report.csv", "report.jsonl"):
        assert (tmp_path / "a" / report).read_bytes() == (tmp_path / "b" / report).read_bytes()


def test_a_report_that_cannot_be_written_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    inputs = write_pages(tmp_path / "in", 2)
    ran = reported(tmp_path / "out", inputs)
    before = (tmp_path / "out" / "report.csv").read_bytes()
    (tmp_path / "out" / "report.jsonl").unlink()
    (tmp_path / "out" / "report.jsonl").mkdir()
    with pytest.raises(OutputError):
        write_reports(tmp_path / "out", ran.rows[:1], ENGLISH)
    assert (tmp_path / "out" / "report.csv").read_bytes() == before
    shutil.rmtree(tmp_path / "out" / "report.jsonl")
