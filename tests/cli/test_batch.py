"""`layout-tool batch` from beginning to end, as a user calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.cli.session import INTERRUPTED
from layout_tool.errors import OutputError
from tests.batch.program import ROOT
from tests.batch.runs import outputs
from tests.cli.test_cli import Run, call

PAGES = ("trade-paper.layout.txt", "evening-courier.flowed.txt")
KEPT = ["done in an earlier run: 2", "failed in an earlier run: 1; --retry-failed tries them again"]
OF_THE_RUN = ("report.csv", "report.jsonl", "summary.html")


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAYOUT_TOOL_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in PAGES:
        shutil.copy(resources.path("samples", name), "in")


def batch(*words: str) -> Run:
    return call("batch", "in", "-o", "out", "--jobs", "1", *words)


def last(done: Run) -> str:
    return done.said.splitlines()[-1] if done.said else ""


def test_a_run_is_taken_up_and_does_only_what_is_missing_or_changed() -> None:
    Path("in/bad.txt").touch()
    first = batch()
    assert (first.code, last(first)) == (1, "done: 2, failed: 1; report: out/summary.html")
    before = outputs(Path("out"))
    again = batch("--resume")
    assert (again.code, last(again)) == (1, last(first))
    assert again.warned.splitlines() == KEPT
    assert outputs(Path("out")) == before
    Path("out/trade-paper.layout.json").unlink()
    shutil.copy("in/evening-courier.flowed.txt", "in/new.txt")
    more = batch("--resume")
    assert [line.partition(":")[0] for line in more.warned.splitlines()] == [
        "done in an earlier run",
        "failed in an earlier run",
        "[3/4] in/new.txt",
        "[4/4] in/trade-paper.layout.txt",
    ]
    assert {name: outputs(Path("out"))[name] for name in before if name not in OF_THE_RUN} == {
        name: content for name, content in before.items() if name not in OF_THE_RUN
    }


def test_what_failed_is_tried_again_when_asked() -> None:
    Path("in/bad.txt").write_bytes(b"\0\1\2" * 50)
    assert batch().code == 1
    assert batch("--resume").warned.splitlines() == KEPT
    assert batch("--resume", "--quiet").warned == KEPT[1]
    tried = batch("--retry-failed").warned.splitlines()
    assert tried[0] == "done in an earlier run: 2"
    assert tried[1].startswith("[3/3] in/bad.txt: ")


def test_a_dry_run_lists_what_is_left_and_touches_nothing() -> None:
    assert len(batch("--resume", "--dry-run").said.splitlines()) == 2
    assert not Path("out").exists()
    Path("in/bad.txt").touch()
    batch()
    Path("out/trade-paper.layout.json").unlink()
    Path("out/.trade-paper.layout.json.x.part").touch()
    journal = Path("out/.layout-tool/journal.sqlite").read_bytes()
    left = batch("--resume", "--dry-run")
    assert left.said == "in/trade-paper.layout.txt\tout/trade-paper.layout.json"
    assert left.warned.splitlines() == ["done in an earlier run: 1", KEPT[1], "to be done: 1, cannot be begun: 0"]
    assert len(batch("--retry-failed", "--dry-run").said.splitlines()) == 2
    assert len(batch("--dry-run").said.splitlines()) == 3
    assert Path("out/.layout-tool/journal.sqlite").read_bytes() == journal
    assert Path("out/.trade-paper.layout.json.x.part").exists()


def test_quiet_says_only_what_failed() -> None:
    assert batch("--quiet") == Run(0, "", "")
    Path("in/bad.txt").touch()
    done = batch("--quiet")
    assert (done.code, done.said) == (1, "")
    assert done.warned == "[1/3] in/bad.txt: there is no text in it; make the file again"


def test_the_log_is_json() -> None:
    done = batch("--json-log")
    events = [json.loads(line) for line in done.warned.splitlines()]
    assert [event["event"] for event in events] == ["begin", "file", "file", "end"]
    assert sorted(Path(event["path"]).name for event in events[1:3]) == sorted(PAGES)
    assert events[-1]["done"] == 2


def test_verify_finds_what_changed_after_a_run() -> None:
    batch()
    assert call("verify", "out").code == 0
    with Path("out/trade-paper.layout.json").open("a") as stream:
        stream.write(" ")
    found = call("verify", "out")
    assert (found.code, "trade-paper.layout.json: is not what was written" in found.warned) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--quiet", "--verbose"), "--quiet and --verbose do not go together"),
        (("--limit-memory", "1"), "--limit-memory"),
        (("--limit-time", "0"), "--limit-time"),
    ],
)
def test_wrong_use_does_nothing(words: tuple[str, ...], told: str) -> None:
    done = batch(*words)
    assert (done.code, done.said) == (2, "")
    assert told in done.warned
    assert not Path("out").exists()


def test_a_full_disk_ends_the_run_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OutputError(path="out/x.json", reason="reason_disk_full")
    _ends(monkeypatch, stopped=full)
    done = batch()
    assert done.code == 4
    *_, counts, reason = done.warned.splitlines()
    assert counts == "done: 1, failed: 0, left: 1; go on with --resume"
    assert reason == "layout-tool: out/x.json: cannot be written: the disk is full; make room or choose another one"


def test_a_run_that_was_asked_to_stop_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    _ends(monkeypatch, asked=True)
    done = batch()
    assert done.code == INTERRUPTED
    assert done.warned.splitlines()[-2:] == [
        "done: 1, failed: 0, left: 1; go on with --resume",
        "layout-tool: stopped; files that were finished are kept",
    ]
    assert '"left"' in Path("out/report.jsonl").read_text("utf-8")


def _ends(monkeypatch: pytest.MonkeyPatch, *, stopped: OutputError | None = None, asked: bool = False) -> None:
    """The run ends before its time."""
    from layout_tool.batch.run import Summary

    summary = Summary(done=1, failed=0, kept=0, left=1, stopped=stopped, asked=asked)
    monkeypatch.setattr("layout_tool.batch.run.run_batch", lambda *_, **__: summary)


def test_a_restart_with_nothing_to_do_loads_no_engine() -> None:
    assert batch().code == 0
    words = ("batch", "in", "-o", "out", "--jobs", "1", "--resume")
    program = (
        "import sys\n"
        "from layout_tool.cli.app import run\n"
        f"assert run({words!r}) == 0\n"
        "slow = {'numpy', 'scipy', 'PIL', 'layout_tool.batch.propose', 'layout_tool.batch.work'}\n"
        "print(sorted(slow & sys.modules.keys()))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[]"
