"""Pictures of the window in its states, to be looked at; three of them stand in the README.

python -m tests.editor.screens FOLDER
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from layout_tool import resources
from layout_tool.editor.app import make_application
from layout_tool.editor.dialogs.choosing import ArticleChoice, Reason, RegionQuestion
from layout_tool.editor.dialogs.export_dialog import ExportDialog
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.dialogs.preferences_dialog import PreferencesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.preferences import Preferences
from layout_tool.errors import MissingInput

_COLOURS = 200
_LONGEST = 60.0


class Studio:
    """A window in a folder of its own, and the camera before it."""

    def __init__(self, application: QApplication, folder: Path, home: Path) -> None:
        self._application = application
        self._folder = folder
        self._home = home
        self.preferences = Preferences(home / "editor.ini")
        self.window = MainWindow(self.preferences, "en")
        self.window.resize(1600, 1000)
        self.window.show()

    def wait(self, until: Callable[[], bool] = lambda: False, seconds: float = 0.5) -> None:
        """Let the window work until something is so, or so long."""
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.005)

    def open(self, name: str) -> EditorDocument:
        """A sample, opened and proposed."""
        source = Path(shutil.copy(resources.path("samples", name), self._home / name))
        self.window.opening.open_all([source])
        self.wait(lambda: self.window.opening.editor is not None and not self.window.engine.busy, _LONGEST)
        self.wait(seconds=1.5)
        assert self.window.opening.editor is not None
        return self.window.opening.editor

    def take(self, name: str) -> None:
        """The window as it is, as a small PNG."""
        self.wait()
        path = self._folder / f"{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """All the pictures."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screens-") as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        application = make_application()
        studio = Studio(application, folder, Path(home))
        _states(studio)
        studio.window.close()


def _states(studio: Studio) -> None:
    window = studio.window
    studio.take("welcome")
    editor = studio.open("river-evening.pdf")
    editor.select(editor.document.articles[0].regions[4:5])
    studio.take("editor-pdf-light")
    window.action_set.trigger("show_order")
    studio.take("whole-order")
    window.action_set.trigger("show_order")
    window.action_set.trigger("tool_order")
    studio.take("tool-order")
    window.action_set.trigger("tool_select")
    window.complain(MissingInput(path="pages/2024-10-07.pdf"))
    studio.take("warning")
    window.status.put_away()
    window.action_set.trigger("stacked")
    studio.take("stacked")
    window.action_set.trigger("stacked")
    _dialogs(studio, editor)
    window.resize(1024, 700)
    studio.take("small")
    window.resize(1600, 1000)
    studio.preferences.set_value("scale", "200")
    studio.take("scale-200")
    studio.preferences.set_value("scale", "100")
    studio.preferences.set_value("theme", "dark")
    studio.preferences.set_value("language", "zh")
    studio.take("editor-pdf-dark-zh")
    studio.open("harbour-daily.pdf")
    studio.take("vertical-dark-zh")
    studio.preferences.set_value("theme", "light")
    studio.preferences.set_value("language", "en")
    editor = studio.open("trade-paper.flowed.txt")
    editor.select(editor.document.articles[0].regions[3:4])
    studio.take("editor-text-dump")
    studio.preferences.set_value("theme", "dark")
    studio.take("text-dump-dark")


def _dialogs(studio: Studio, editor: EditorDocument) -> None:
    window, messages = studio.window, studio.window.messages
    region = editor.selection.regions[0]
    dialogs = {
        "dialog-export": ExportDialog(messages, editor.export(), window.opening, window.tasks, window),
        "dialog-preferences": PreferencesDialog(messages, studio.preferences, window),
        "dialog-keys": KeySheet(messages, studio.preferences, window),
        "dialog-region": RegionQuestion(messages, editor, region, window),
        "dialog-article": ArticleChoice(messages, editor.document.articles, None, window),
        "dialog-reason": Reason(messages, window),
    }
    for name, dialog in dialogs.items():
        dialog.show()
        studio.wait()
        dialog.grab().save(str(studio._folder / f"{name}.png"))
        dialog.close()


if __name__ == "__main__":
    main()
