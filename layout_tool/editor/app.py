"""The program with a screen: it starts Qt, opens the window, and hands it the files of the command line."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.errors import SetupError
from layout_tool.settings import cache_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_PROBE = "import PySide6.QtWidgets as widgets; widgets.QApplication([])"
_PROBE_SECONDS = 60
_X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X keeps its sockets
_LIBRARIES = Path("/etc/ld.so.cache")
"""Written anew whenever libraries of the system come or go."""
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def run_editor(files: Sequence[Path], configured: str | None = None) -> int:
    """Show the window with these files until it is closed; the exit code.

    `configured` is the language of the settings. Raises SetupError where no window can be shown.
    """
    require_screen()
    try:
        from layout_tool.editor.main_window import MainWindow
        from layout_tool.editor.preferences import Preferences
    except ImportError as error:  # a library of the system that Qt needs
        raise SetupError(what="setup_qt", remedy=str(error)) from error
    application = make_application()
    window = MainWindow(Preferences(), configured)
    window.show()
    gc.collect()
    gc.freeze()  # what lives as long as the window is not looked through again and again while it is used
    if files:
        window.opening.open_all(files)
    return application.exec()


def make_application() -> QApplication:
    """Qt's application, named and with its icon."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from layout_tool import resources

    QCoreApplication.setApplicationName("layout-tool")
    QApplication.setDesktopFileName("layout-tool")
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(QIcon(str(resources.path("icons", "layout-tool.svg"))))
    return application


def require_screen() -> None:
    """Raises SetupError where there is no screen to draw on, or Qt cannot use it: Qt itself would end the process."""
    if "QT_QPA_PLATFORM" not in os.environ and sys.platform.startswith("linux"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            raise SetupError(what="setup_no_screen", remedy="setup_no_screen_remedy")
        kept = _remembered()
        if kept is None or not kept.exists():
            _probe()
            if kept is not None:
                _remember(kept)


def _remembered() -> Path | None:
    """The file that says that Qt started here; None where that cannot be said beforehand.

    It is named after all that may make Qt fail the next time: Qt itself, the libraries of the system, the screen.
    """
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    number = display.removeprefix(":").partition(".")[0]
    if wayland or not (display.startswith(":") and (_X_SOCKETS / f"X{number}").exists()):
        return None
    try:
        facts = [version("PySide6-Essentials"), sys.prefix, display]
        facts += [str(_LIBRARIES.stat().st_mtime_ns), _BOOT.read_text("ascii")]
    except (PackageNotFoundError, OSError):
        return None
    return cache_folder() / "qt" / hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _remember(kept: Path) -> None:
    with contextlib.suppress(OSError):  # it is asked again the next time
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in kept.parent.iterdir():
            older.unlink()
        kept.touch()


def _probe() -> None:
    """Start Qt in a process of its own."""
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False, timeout=_PROBE_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise SetupError(what="setup_qt", remedy="setup_qt_remedy") from error
    if tried.returncode:
        raise SetupError(what="setup_qt", remedy="setup_qt_remedy")
