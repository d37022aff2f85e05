"""The real program on a real screen, and what is remembered of screens."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from layout_tool.editor import app
from layout_tool.errors import SetupError
from tests.conftest import ROOT
from tests.editor.conftest import SAMPLES

XVFB = shutil.which("xvfb-run")


@pytest.mark.slow
@pytest.mark.skipif(XVFB is None, reason="xvfb is not installed")
def test_the_program_shows_itself_and_closes(tmp_path: Path) -> None:
    source = Path(shutil.copy(SAMPLES / "river-evening.pdf", tmp_path / "page.pdf"))
    picture = tmp_path / "screen.png"
    own = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "tests.editor.shown_program", str(source), str(picture)]
    ran = subprocess.run(
        [str(XVFB), "-a", "-s", "-screen 0 1600x1000x24", *command],
        cwd=ROOT, env=own, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    shown = QImage(str(picture))
    assert (shown.width(), shown.height()) == (1600, 1000)
    colours = {shown.pixel(x, y) for x in range(0, 1600, 8) for y in range(0, 1000, 8)}
    assert len(colours) > 50, "the screen shows next to nothing"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A screen of X that is there, by its socket."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(app, "_X_SOCKETS", tmp_path)
    for name in ("_LIBRARIES", "_BOOT"):
        (tmp_path / name).write_text("1", "ascii")
        monkeypatch.setattr(app, name, tmp_path / name)
    socket = tmp_path / "X7"
    socket.touch()
    return socket


def test_qt_is_tried_once_until_something_changes(screen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr(app, "_probe", lambda: tried.append(1))
    app.require_screen()
    app.require_screen()
    assert len(tried) == 1
    os.utime(screen.with_name("_LIBRARIES"), ns=(5, 5))
    app.require_screen()
    assert len(tried) == 2
    screen.unlink()
    app.require_screen()
    assert len(tried) == 3


def test_what_failed_is_not_remembered(screen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen.exists()
    monkeypatch.setattr(app, "_PROBE", "raise SystemExit(1)")
    for _ in range(2):
        with pytest.raises(SetupError):
            app.require_screen()


def test_nothing_needs_opengl() -> None:
    package = ROOT / "layout_tool"
    assert not [path for path in package.rglob("*.py") if "OpenGL" in path.read_text("utf-8")]
