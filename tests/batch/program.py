"""The program itself, run on pages, and what it leaves."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from layout_tool.batch.plan import LINES, SUMMARY, TABLE
from tests.batch.runs import outputs

ROOT = Path(__file__).resolve().parent.parent.parent
OF_THE_MACHINE = ("seconds", "memory")


def start(inputs: Path, folder: Path, *words: str, heard: bool = False) -> subprocess.Popen[bytes]:
    """The program at work in a group of processes of its own; what it warns of is kept where it is `heard`."""
    return subprocess.Popen(
        [sys.executable, "-m", "layout_tool", "batch", str(inputs), "-o", str(folder), "--jobs", "2", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if heard else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "LAYOUT_TOOL_LANG": "en"},
        start_new_session=os.name == "posix",
    )


def documents(folder: Path) -> dict[str, str]:
    """What stands below the folder, half-written files too; but for the reports, which tell times."""
    return {name: content for name, content in outputs(folder).items() if name not in (TABLE, LINES, SUMMARY)}


def report(folder: Path) -> list[dict[str, str]]:
    """The rows of the report without what depends on the machine."""
    with (folder / TABLE).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [{name: value for name, value in row.items() if name not in OF_THE_MACHINE} for row in rows]


def ended(group: int) -> bool:
    """Whether the group of processes has come to its end, or does within a while; it does in any case."""
    with suppress(ProcessLookupError):
        for _ in range(100):
            os.killpg(group, 0)
            time.sleep(0.1)
        os.killpg(group, signal.SIGKILL)
        return False
    return True
