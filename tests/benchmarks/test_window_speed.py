"""How long an edit takes in the whole window, all panels, on a page of 2,000 regions and 20,000 lines, until painted.

Prints milliseconds; run it on a quiet machine:

    pytest -q -s tests/benchmarks/test_window_speed.py
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.preferences import Preferences
from layout_tool.model.contract import to_json
from layout_tool.model.roles import Role
from tests.benchmarks.test_canvas_speed import EDIT, large
from tests.editor.answers import Answers

EDITS = 15


def test_an_edit_until_the_window_is_painted(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    path = tmp_path / "large.json"
    path.write_bytes(to_json(large()))
    window = MainWindow(Preferences(tmp_path / "editor.ini"), "en", Answers())
    qtbot.addWidget(window)
    window.show()
    start = time.perf_counter()
    window.opening.open_all([path])
    qtbot.waitUntil(lambda: window.opening.editor is not None, timeout=60_000)
    print(f"opened in {1000 * (time.perf_counter() - start):.0f} ms, behind the window")
    editor = window.opening.editor
    assert editor is not None
    frame = QPixmap(window.size())
    names = [region.id for region in editor.document.regions()]
    spent: dict[str, list[float]] = {"select": [], "edit": [], "paint": []}
    for turn in range(EDITS):
        times = [time.perf_counter()]
        editor.select([names[17 + turn]])
        times.append(time.perf_counter())
        commands.set_role(editor, (Role.DECK, Role.BODY)[turn % 2])
        times.append(time.perf_counter())
        QApplication.processEvents()
        window.render(frame)
        times.append(time.perf_counter())
        for at, name in enumerate(spent):
            spent[name].append(1000 * (times[at + 1] - times[at]))
    middle = {name: statistics.median(each) for name, each in spent.items()}
    print(", ".join(f"{name} {each:.1f} ms" for name, each in middle.items()))
    print(f"edit until painted: {middle['edit'] + middle['paint']:.1f} ms; {EDIT:.0f} ms is the aim")
    window.engine.stop()
    window.opening.close()
