"""What keeping an edit, saving and opening cost on a large project. Times are printed, none asserted."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from layout_tool.model import edits
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline
from layout_tool.storage.places import recovery_path
from layout_tool.storage.project import Project, begin_project, open_project
from tests.benchmarks.test_edit_speed import PAGES, large, say
from tests.storage.steps import done

EDITS = 500


def milliseconds(work: Callable[[], object]) -> float:
    """Time on the clock: the disk is waited for."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def edited(project: Project) -> tuple[Timeline, list[float]]:
    """The timeline after splits and roles in turn, and what keeping each took."""
    timeline, times = project.opened, []
    names = [region.id for region in timeline.document.regions()]
    for turn in range(EDITS):
        before, name = timeline.document, names[3 * turn]
        after = edits.set_role(before, [name], Role.DECK) if turn % 2 else edits.split_region(before, name, 4, 5)
        event = done(before, after, turn)
        times.append(milliseconds(partial(project.append, event)))
        timeline = timeline.done(event.operation, after)
    return timeline, sorted(times)


def test_a_project_costs_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    source = tmp_path / "large.txt"
    source.write_bytes(b"x")
    project = begin_project(source, large(PAGES), "A. N.")
    timeline, times = edited(project)
    regions = sum(1 for _ in timeline.document.regions())
    say(f"{PAGES} pages, {regions} regions, {EDITS} edits")
    say(f"append    {times[EDITS // 2]:6.1f} ms, 99 of 100 in {times[EDITS * 99 // 100]:.1f} ms")
    project.close()
    say(f"recover   {milliseconds(lambda: open_project(recovery_path(source), '').close()):6.1f} ms")
    project = open_project(recovery_path(source), "A. N.")
    assert project.opened == timeline
    say(f"save      {milliseconds(lambda: project.save(timeline)):6.1f} ms")
    project.close()
    say(f"open      {milliseconds(lambda: open_project(project.path, '').close()):6.1f} ms")
    say(f"file      {project.path.stat().st_size / 1e6:6.1f} MB")
