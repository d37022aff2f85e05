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

from PIL import Image, ImageColor
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layout_tool import resources
from layout_tool.editor import commands
from layout_tool.editor.app import make_application
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.dialogs.choosing import ArticleChoice, Reason, RegionQuestion
from layout_tool.editor.dialogs.export_dialog import ExportDialog
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.dialogs.preferences_dialog import PreferencesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.preferences import Preferences
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.errors import MissingInput
from layout_tool.export.picture_colours import PALETTE

_COLOURS = 256
_LONGEST = 60.0
_LEFT, _PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_MEANINGS = tuple(
    getattr(palette, name)
    for palette in (LIGHT, DARK)
    for name in ("accent", "doubtful", "sure", "against", "muted", "panel", "paper", "desk", "ink", "selected")
)


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
        return self.open_file(Path(shutil.copy(resources.path("samples", name), self._home / name)))

    def open_pages(self, name: str, *samples: str) -> EditorDocument:
        """A dump of several pages: samples, parted by form feeds."""
        source = self._home / name
        source.write_text("\f".join(resources.path("samples", one).read_text("utf-8") for one in samples), "utf-8")
        return self.open_file(source)

    def open_file(self, source: Path) -> EditorDocument:
        """A file, opened and proposed."""
        self.window.opening.open_all([source])
        self.wait(lambda: self.window.opening.editor is not None and not self.window.engine.busy, _LONGEST)
        self.wait(seconds=1.5)
        assert self.window.opening.editor is not None
        return self.window.opening.editor

    @property
    def map(self) -> MapView:
        assert self.window.desk is not None
        return self.window.desk.centre.map

    def tool(self, name: str) -> None:
        self.window.action_set.trigger(f"tool_{name}")

    def middle(self, region: str) -> QPoint:
        """Where the middle of a region is drawn on the map."""
        return self.map.view_box(self.map.editor.index.regions[region].bbox).center().toPoint()

    def halfway(self, name: str, start: QPoint, goal: QPoint) -> None:
        """A picture of a drag before the button is let go; then it is broken off."""
        QTest.mousePress(self.map, _LEFT, _PLAIN, start)
        for step in range(1, 9):
            point = QPointF(start + (goal - start) * (step / 8))
            move = QMouseEvent(QEvent.Type.MouseMove, point, self.map.mapToGlobal(point), _LEFT, _LEFT, _PLAIN)
            QApplication.sendEvent(self.map, move)
        self.take(name)
        self.map.cancel_gesture()
        QTest.mouseRelease(self.map, _LEFT, _PLAIN, goal)

    def take(self, name: str) -> None:
        """The window as it is, as a small PNG."""
        self.wait()
        path = self._folder / f"{name}.png"
        self.window.grab().save(str(path))
        with Image.open(path) as picture:
            _fewer_colours(picture.convert("RGB")).save(path, optimize=True)


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


def _fewer_colours(picture: Image.Image) -> Image.Image:
    """The picture with a palette, in which the colours that mean something stay as they are."""
    meant = [part for colour in (*PALETTE, *_MEANINGS) for part in ImageColor.getrgb(colour)]
    found = picture.quantize(_COLOURS - len(meant) // 3, dither=Image.Dither.NONE).getpalette() or []
    colours = Image.new("P", (1, 1))
    colours.putpalette([*meant, *found][: 3 * _COLOURS])
    return picture.quantize(palette=colours, dither=Image.Dither.NONE)


def _states(studio: Studio) -> None:
    studio.take("welcome")
    _printed(studio)
    _gestures(studio)
    _looks(studio)
    _dumps(studio)
    assert studio.window.opening.save()
    studio.window.action_set.trigger("welcome")
    studio.take("welcome-recent")


def _printed(studio: Studio) -> None:
    """A printed page and what is said over it."""
    window = studio.window
    editor = studio.open("river-evening.pdf")
    editor.select(editor.document.articles[0].regions[4:5])
    studio.take("editor-pdf-light")
    window.action_set.trigger("show_order")
    studio.take("whole-order")
    window.action_set.trigger("show_order")
    window.complain(MissingInput(path="pages/2024-10-07.pdf"))
    studio.take("warning")
    window.status.put_away()
    window.action_set.trigger("stacked")
    studio.take("stacked")
    window.action_set.trigger("stacked")
    window.action_set.trigger("toggle_source")
    studio.take("source-hidden")
    window.action_set.trigger("toggle_source")
    window.status.show_progress(2, 7)
    studio.take("proposing")
    window.status.show_progress(0, 0)
    _dialogs(studio, editor)


def _gestures(studio: Studio) -> None:
    """What is seen while the mouse is at work."""
    editor = studio.map.editor
    bodies = [name for name in editor.document.articles[0].regions if editor.index.regions[name].bbox.height > 60]
    first, second = studio.middle(bodies[0]), studio.middle(bodies[1])
    studio.halfway("drag", first, first + QPoint(60, 40))
    editor.select(())
    editor.hover(bodies[1])
    studio.take("hover")
    editor.hover(None)
    corner = studio.map.rect().topLeft() + QPoint(8, 8)
    studio.halfway("band", corner, second)
    studio.tool("draw")
    studio.halfway("draw", first, second)
    studio.tool("split")
    studio.halfway("split", first - QPoint(80, 0), first + QPoint(80, 0))
    studio.tool("order")
    studio.take("tool-order")
    for name in bodies[:3]:
        QTest.mouseClick(studio.map, _LEFT, _PLAIN, studio.middle(name))
    studio.take("tool-order-three")
    studio.map.cancel_gesture()
    studio.tool("select")
    editor.select(editor.document.articles[0].regions[4:5])


def _looks(studio: Studio) -> None:
    """Other sizes, colours and words."""
    window = studio.window
    window.resize(1024, 700)
    studio.take("small")
    window.resize(1600, 1000)
    for scale in ("125", "150", "200"):
        studio.preferences.set_value("scale", scale)
        studio.take(f"scale-{scale}")
    studio.preferences.set_value("scale", "100")
    studio.preferences.set_value("theme", "dark")
    studio.preferences.set_value("language", "zh")
    studio.take("editor-pdf-dark-zh")
    studio.open("harbour-daily.pdf")
    studio.take("vertical-dark-zh")
    studio.preferences.set_value("theme", "light")
    studio.preferences.set_value("language", "en")


def _dumps(studio: Studio) -> None:
    """Text dumps: of one page, of several with their statuses, of more articles than there are colours."""
    editor = studio.open("trade-paper.flowed.txt")
    editor.select(editor.document.articles[0].regions[3:4])
    studio.take("editor-text-dump")
    studio.preferences.set_value("theme", "dark")
    studio.take("text-dump-dark")
    studio.preferences.set_value("theme", "light")
    editor = studio.open_pages(
        "issue.txt", "trade-paper.flowed.txt", "evening-courier.flowed.txt", "trade-paper.flowed.txt"
    )
    commands.page_done(editor, editor.document.pages[1].id)
    commands.approve(editor, [article.id for article in editor.index.articles_on(editor.document.pages[2].id)])
    editor.show_page(editor.document.pages[2].id)
    editor.select(editor.index.articles_on(editor.document.pages[2].id)[0].regions[:1])
    studio.take("pages-approved")
    editor.show_page(editor.document.pages[0].id)
    for region in [
        name for article in editor.index.articles_on(editor.document.pages[0].id) for name in article.regions
    ]:
        editor.select([region])
        commands.new_article(editor)
    studio.take("many-articles")


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
