"""A cluster of Dask on this machine's loopback: a scheduler and its workers, real processes all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT

_SECONDS = 60.0


class Cluster:
    """The scheduler at `address` and its workers; leaving the block ends them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self._folder.mkdir(exist_ok=True)
        self._start("scheduler", "--scheduler-file", str(self._told), "--port", "0")
        self.address = str(self._json()["address"])
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def start_worker(self, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        """A worker without a nanny, so that it is one process."""
        return self._start("worker", self.address, "--no-nanny", "--nthreads", "1", cwd=cwd)

    def _start(self, what: str, *words: str, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        log = self._folder / f"{len(self.processes)}-{what}.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + what, "--host", "127.0.0.1", "--no-dashboard", *words],
                stdout=stream,
                stderr=stream,
                cwd=cwd,
                env=os.environ | {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(self._folder)},
            )
        self.processes.append(process)
        return process

    def _json(self) -> dict[str, object]:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            if self._told.exists() and (text := self._told.read_text("utf-8")):
                found: dict[str, object] = json.loads(text)
                return found
            time.sleep(0.05)
        raise TimeoutError((self._folder / "0-scheduler.log").read_text("utf-8"))
