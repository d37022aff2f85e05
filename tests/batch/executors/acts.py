"""Work for executors to do: each a function that another process can import."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path

from layout_tool.batch.heartbeat import beat
from layout_tool.batch.work import Counts, Done, Task, work


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


def task(folder: Path, name: str) -> Task:
    return Task(folder / f"{name}.txt", folder / f"{name}.json")
