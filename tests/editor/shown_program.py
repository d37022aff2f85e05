"""The real program on a real screen: it opens a file, takes a picture of the screen, and is closed as a person would.

python -m tests.editor.shown_program FILE PICTURE
"""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from layout_tool.editor import app
from layout_tool.editor.main_window import MainWindow


def main() -> int:
    source, picture = map(Path, sys.argv[1:])
    timer = QTimer()

    def look() -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or window.opening.editor is None or window.engine.busy:
            return
        timer.stop()
        QTimer.singleShot(500, lambda: close(window))

    def close(window: MainWindow) -> None:
        window.screen().grabWindow(0).save(str(picture))
        window.close()

    made = app.make_application

    def make() -> QApplication:
        application = made()
        timer.timeout.connect(look)
        timer.start(50)
        return application

    with patch.object(app, "make_application", make):
        return app.run_editor([source], "en")


if __name__ == "__main__":
    sys.exit(main())
