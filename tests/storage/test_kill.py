"""Whoever kills the program at whatever moment: each event that was confirmed is there when the project is opened."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool.model.timeline import Timeline
from layout_tool.storage.places import find_project, recovery_folder
from layout_tool.storage.project import begin_project, open_project
from tests.conftest import ROOT
from tests.model.documents import newspaper
from tests.storage.deaths import ACTS, EVENTS
from tests.storage.steps import first_turn, next_event, same


@pytest.mark.slow
@pytest.mark.parametrize("saved", [True, False])
def test_a_killed_program_loses_nothing_that_was_confirmed(source: Path, saved: bool) -> None:
    """Twenty times: the program edits and saves until it is killed; the project holds each event that it had said."""
    project = begin_project(source, newspaper(), "A. N.")
    if saved:
        project.save(project.opened)
    project.close()
    moments = random.Random(7 + saved)
    for _ in range(10):
        expected = found(source)
        turn = first_turn(expected)
        place = find_project(source)
        assert place is not None
        said = _killed(place, moments.uniform(0.02, 0.12))
        for at in range(said):
            expected = expected.after(next_event(expected, turn + at))
        now = found(source)
        if not same(now, expected):  # one more was kept, and the program killed before it could say so
            assert same(now, expected.after(next_event(expected, turn + said)))
    assert len(expected.operations) > 20


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program is forked for each death")
@pytest.mark.parametrize("act", ACTS)
def test_a_death_at_any_step_loses_nothing(act: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.storage.deaths", act, str(tmp_path)], capture_output=True, cwd=ROOT, check=True
    )
    assert run.stderr == b""
    count = int(run.stdout)
    assert count > 4
    expected = Timeline(newspaper())
    for turn in range(EVENTS):
        expected = expected.after(next_event(expected, turn))
    for death in range(1, count + 1):
        source = tmp_path / str(death) / "harbour.txt"
        if act != "begin_again":
            assert same(found(source), expected), death
        else:
            assert same(found(source), expected) or _is_aside(source, expected), death


def found(source: Path) -> Timeline:
    """What the project of a source holds now."""
    kept = find_project(source)
    others = list(source.parent.glob("*.layout-project"))
    path = kept or others[0]
    return open_project(path, "A. N.", read_only=True).opened


def _is_aside(source: Path, timeline: Timeline) -> bool:
    """Whether what was kept before lies under another name."""
    kept = find_project(source)
    assert kept is not None
    assert kept.parent == recovery_folder()
    aside = kept.with_name(kept.name.replace(".layout-project", ".aside.layout-project"))
    return same(open_project(aside, "A. N.", read_only=True).opened, timeline)


def _killed(path: Path, seconds: float) -> int:
    """How many events the program had said when it was killed, so long after its first."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.steps", str(path)], stdout=subprocess.PIPE, cwd=ROOT, env=os.environ
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    assert first, "the program ended before it had done anything"
    time.sleep(seconds)
    program.kill()
    rest = program.stdout.read()
    program.wait()
    program.stdout.close()
    return 1 + rest.count(b"\n")
