"""The real program is killed in the midst of its work: what it had confirmed is there when it is opened again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from layout_tool.model.contract import to_json
from layout_tool.model.operations import Undone
from layout_tool.storage.places import find_project
from layout_tool.storage.project import open_project
from tests.conftest import ROOT
from tests.editor.conftest import SAMPLES

WAIT = 60.0


def killed(source: Path, folder: Path, seconds: float) -> int:
    """How many edits stood when the program was killed, so long after the first one; by what it had said."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.editor.real_program", str(source), str(folder / "editor.ini")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert program.stdout is not None
    late = threading.Timer(WAIT, program.kill)
    late.start()
    first = program.stdout.readline()
    late.cancel()
    assert first, "the program ended before it had done anything"
    time.sleep(seconds)
    program.kill()
    said = (first + program.stdout.read()).splitlines()
    program.wait(WAIT)
    program.stdout.close()
    whole = [line for line in said if line.strip().isdigit()]
    return int(whole[-1])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["trade-paper.flowed.txt", "river-evening.pdf"])
def test_a_killed_program_loses_nothing_that_was_confirmed(name: str, tmp_path: Path) -> None:
    source = Path(shutil.copy(SAMPLES / name, tmp_path / name))
    moments = random.Random(3)
    for _ in range(4):
        said = killed(source, tmp_path, moments.uniform(0.05, 0.6))
        place = find_project(source)
        assert place is not None
        project = open_project(place, "A. N.")
        assert said <= project.opened.position <= said + 1
        project.close()
    place = find_project(source)
    assert place is not None
    timeline = open_project(place, "A. N.", read_only=True).opened
    texts = sorted(line.text for region in timeline.document.regions() for line in region.lines)
    while timeline.last is not None:
        timeline = timeline.after(Undone())
    assert sorted(line.text for region in timeline.document.regions() for line in region.lines) == texts
    assert all(article.status == "proposed" for article in timeline.document.articles)
    assert to_json(timeline.document)
