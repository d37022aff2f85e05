"""A run: every job ends in a result, whatever happens; the report tells it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout_tool.batch.plan import Job
from layout_tool.batch.propose import Proposal
from layout_tool.batch.report import FIELDS, Report
from layout_tool.batch.run import Result, run
from layout_tool.errors import EmptyInput, OutputError, phrase
from layout_tool.model.contract import from_json
from layout_tool.model.proposal import PageProposal
from tests.export.made import GENERATOR, SOURCE, document, proposal


class Steps:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def begin(self, total: int) -> None:
        self.told.append(f"begin {total}")

    def step(self, result: Result) -> None:
        self.told.append(f"{result.job.path.name} {'done' if result.done else 'failed'}")

    def end(self) -> None:
        self.told.append("end")


def opener(path: Path) -> Proposal:
    """Pages made by hand; the file's name says what goes wrong."""
    if path.stem == "empty":
        raise EmptyInput(path=str(path))

    def pages() -> Iterator[PageProposal]:
        yield proposal(1)
        if path.stem == "broken":
            raise ZeroDivisionError("a fault in the second page")
        if path.stem == "stopped":
            raise KeyboardInterrupt
        yield proposal(2)

    return Proposal(GENERATOR, SOURCE, pages(), (phrase("note_controls", count=2),))


def jobs(folder: Path, *names: str) -> list[Job]:
    return [Job(Path(f"{name}.txt"), folder / "sub" / f"{name}.json") for name in names]


def test_a_bad_file_never_stops_the_run(tmp_path: Path) -> None:
    steps = Steps()
    refused = Job(Path("refused.txt"), tmp_path / "x.json", OutputError(path="x.json", reason="reason_taken"))
    results = list(run([*jobs(tmp_path, "one", "empty", "broken"), refused, *jobs(tmp_path, "two")], opener, steps))
    assert steps.told == [
        "begin 5",
        "one.txt done",
        "empty.txt failed",
        "broken.txt failed",
        "refused.txt failed",
        "two.txt done",
        "end",
    ]
    assert [type(result.error).__name__ for result in results] == [
        "NoneType",
        "EmptyInput",
        "ZeroDivisionError",
        "OutputError",
        "NoneType",
    ]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["one.json", "two.json"]
    assert from_json((tmp_path / "sub" / "one.json").read_bytes(), "one.json") == document(2)


def test_counts_are_those_of_the_document(tmp_path: Path) -> None:
    (result,) = run(jobs(tmp_path, "one"), opener, Steps())
    whole = document(2)
    assert (result.counts.pages, result.counts.articles) == (2, len(whole.articles))
    assert result.counts.lines == sum(len(region.lines) for region in whole.regions())
    assert (result.counts.encoding, result.counts.notes) == ("utf-8", (phrase("note_controls", count=2),))


def test_ctrl_c_ends_the_run_and_the_progress(tmp_path: Path) -> None:
    steps = Steps()
    with pytest.raises(KeyboardInterrupt):
        list(run(jobs(tmp_path, "one", "stopped", "two"), opener, steps))
    assert steps.told == ["begin 3", "one.txt done", "end"]
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["one.json"]


def reported(folder: Path) -> list[Result]:
    with Report(folder, lambda error: f"sentence, “{type(error).__name__}”") as report:
        results = list(run(jobs(folder, "one", "empty"), opener, Steps()))
        for result in results:
            report.add(result)
    return results


def test_the_report_says_the_same_as_a_table_and_as_lines(tmp_path: Path) -> None:
    reported(tmp_path)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [tuple(row) for row in rows] == [FIELDS, FIELDS]
    assert [{key: "" if value is None else str(value) for key, value in line.items()} for line in lines] == rows
    assert lines[0] | {"lines": 0, "characters": 0} == {
        "path": "one.txt", "status": "done", "output": "sub/one.json", "pages": 2, "articles": 6, "lines": 0,
        "characters": 0, "encoding": "utf-8", "error": None,
    }  # fmt: skip
    assert lines[1]["error"] == "sentence, “EmptyInput”"


def test_the_report_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    reported(tmp_path)
    before = [(tmp_path / name).read_bytes() for name in ("report.csv", "report.jsonl")]
    reported(tmp_path)
    assert before == [(tmp_path / name).read_bytes() for name in ("report.csv", "report.jsonl")]


def test_a_report_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "report.jsonl").mkdir()
    with pytest.raises(OutputError), Report(tmp_path, str):
        pass
