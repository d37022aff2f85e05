"""What it costs to plan and list a hundred thousand files, by the command line. Figures are printed, none asserted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("peak memory is asked of POSIX", allow_module_level=True)

FOLDERS, FILES = 100, 1000


def test_a_hundred_thousand_files_are_listed(tmp_path: Path) -> None:
    for folder in range(FOLDERS):
        place = tmp_path / "in" / f"{folder:03}"
        place.mkdir(parents=True)
        for number in range(FILES):
            (place / f"p{number:04}.txt").write_bytes(b"words\n")
    command = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--dry-run"]
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "layout_tool", *command], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        lines = sum(1 for _ in child.stdout)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = status
    spent = time.perf_counter() - start
    assert (status, lines) == (0, FOLDERS * FILES)
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    sys.stdout.write(f"\n{lines} files listed: {spent:.1f} s, {kilobytes / 1024:.0f} MB at most\n")
