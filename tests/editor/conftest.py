"""The editor's tests run without a screen, and none may hold the window up."""

from __future__ import annotations

import gc
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from layout_tool import resources
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.preferences import Preferences
from tests.editor.answers import Answers

SAMPLES = resources.path("samples")
_BEAT, _LONGEST = 0.01, 0.1
MILLISECONDS = 60_000


class OpenWindow(Protocol):
    """Makes a window that ends with its test."""

    def __call__(self, *, resolve: bool = False) -> MainWindow: ...


class Watchdog:
    """Notes how long the window's thread did not come back to its events; `longest` in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last: float | None = None
        self._timer = QTimer()
        self._timer.setInterval(round(_BEAT * 1000))
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Watch from now on; what other tests left behind is not looked through again and again meanwhile."""
        gc.collect()
        gc.freeze()
        self._last = time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """What follows is the test's own work."""
        self._beat()
        self._timer.stop()
        self._last = None
        gc.unfreeze()

    def _beat(self) -> None:
        now = time.thread_time()
        if self._last is not None:
            self.longest = max(self.longest, now - self._last)
        self._last = now


@pytest.fixture
def watchdog(qtbot: QtBot) -> Iterator[Watchdog]:  # noqa: ARG001 - Qt must be there
    """Fails the test where the window's thread worked for more than 100 ms at a stretch.

    It counts the thread's own time, so that a busy machine fails nobody.
    """
    assert threading.current_thread() is threading.main_thread()
    dog = Watchdog()
    dog.start()
    yield dog
    dog.stop()
    assert dog.longest <= _LONGEST, f"the window's thread worked for {dog.longest * 1000:.0f} ms at a stretch"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Preferences, state and cache of a user who was never here before."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        folder = home / name.split("_")[1].lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("LAYOUT_TOOL_LANG", "en")
    return home


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, answers: Answers) -> Iterator[OpenWindow]:
    made: list[MainWindow] = []

    def make(*, resolve: bool = False) -> MainWindow:
        """A window; edits are followed by others of the engine's only where asked for."""
        preferences = Preferences(tmp_path / "editor.ini")
        preferences.set_value("resolve", "yes" if resolve else "no")
        window = MainWindow(preferences, "en", answers)
        qtbot.addWidget(window)
        window.resize(1400, 900)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.engine.stop()
        window.resolving.stop()
        window.opening.close()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return Path(shutil.copy(SAMPLES / "trade-paper.flowed.txt", folder / "page.txt"))


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> EditorDocument:
    """The document of a file, all its pages proposed."""
    window.opening.open_all([path])
    qtbot.waitUntil(lambda: window.opening.editor is not None and not window.engine.busy, timeout=MILLISECONDS)
    assert window.opening.editor is not None
    return window.opening.editor
