"""The program at work on a folder: asked to stop, and started twice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from layout_tool.batch.journal import read_journal
from layout_tool.batch.journal_rows import State
from layout_tool.cli.session import INTERRUPTED
from layout_tool.errors import OutputError
from tests.batch.program import documents, ended, start
from tests.batch.runs import write_pages

PAGES = 120


def at_work(inputs: Path, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program, which has some documents written, but not all."""
    run = start(inputs, folder, *words, heard=True)
    while run.poll() is None and len(list(folder.glob("*.json"))) < 5:
        time.sleep(0.01)
    return run


def said(run: subprocess.Popen[bytes]) -> list[str]:
    """What it warned of, once it has ended."""
    _, warned = run.communicate()
    return warned.decode().splitlines()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals to groups of processes are a matter of POSIX")
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_a_run_which_can_be_taken_up(tmp_path: Path, times: int) -> None:
    write_pages(tmp_path / "in", PAGES)
    run = at_work(tmp_path / "in", tmp_path / "out")
    for _ in range(times):
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: all processes hear it
        time.sleep(0.01)
    lines = said(run)
    assert run.returncode == INTERRUPTED
    assert not any("Traceback" in line for line in lines)
    assert ended(run.pid)
    written = {name: content for name, content in documents(tmp_path / "out").items() if not name.endswith(".part")}
    with read_journal(tmp_path / "out") as journal:
        counts = journal.counts()
    if times == 1:
        assert counts[State.RUNNING] == 0
        assert counts[State.DONE] == len(written), "what was begun came to its end"
    assert start(tmp_path / "in", tmp_path / "out", "--resume").wait() == 0
    assert written.items() <= documents(tmp_path / "out").items()
    assert len(documents(tmp_path / "out")) == PAGES


@pytest.mark.slow
def test_a_second_run_into_the_folder_is_refused_with_one_line(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", PAGES)
    first = at_work(tmp_path / "in", tmp_path / "out")
    second = start(tmp_path / "in", tmp_path / "out", "--resume", heard=True)
    (line,) = said(second)
    assert (second.returncode, str(tmp_path / "out") in line) == (OutputError.exit_code, True)
    said(first)
    assert first.returncode == 0
    assert len(documents(tmp_path / "out")) == PAGES
