"""Work for executors to do: each a function that another process can import."""

from __future__ import annotations

import ctypes
import os
import time
from dataclasses import replace
from pathlib import Path

import psutil

from layout_tool.batch.heartbeat import beat
from layout_tool.batch.task import Counts, Done, Task
from layout_tool.batch.work import work


def well(task: Task) -> Done:  # noqa: ARG001 - as an executor calls it
    """Counts a page, and says which process did it."""
    return Done(counts=Counts(pages=1), memory=os.getpid())


def act(task: Task) -> Done:
    """The name of the file says what becomes of it; `once-…` goes wrong the first time alone."""
    name = task.path.stem
    if name.startswith("once-"):
        mark = task.output.with_suffix(".tried")
        if mark.exists():
            return well(task)
        mark.touch()
        name = name.removeprefix("once-")
    match name:
        case "crash":
            ctypes.string_at(0)
        case "leave":
            os._exit(3)
        case "hunger":
            kept = []
            while True:
                kept.append(bytearray(20_000_000))
                time.sleep(0.01)
        case "hang":
            time.sleep(600)
        case "long":
            for _ in range(12):
                time.sleep(0.25)
                beat()
        case "slow":
            time.sleep(1)
    return well(task)


def slow_work(task: Task) -> Done:
    """The real work, which takes a while."""
    time.sleep(0.2)
    return work(task)


def crash_unguarded(task: Task) -> Done:
    """The real work, save where this process itself would read a PDF: there a page of it is a crash."""
    if not task.reading.isolated:
        ctypes.string_at(0)
    return work(task)


def children_of(task: Task) -> Done:
    """The real work; as `memory`, the number of processes that were started for it."""
    done = work(task)
    return replace(done, memory=len(psutil.Process().children()))


def task(folder: Path, name: str) -> Task:
    return Task(folder / f"{name}.txt", folder / f"{name}.json")
