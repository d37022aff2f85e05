"""The real program, driven from inside until it is killed: it opens a file, edits without end, and says on standard
output each operation that is done, also what follows from an edit. For the test that kills it.

    python -m tests.editor.real_program FILE PREFERENCES
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from layout_tool.editor.app import make_application
from layout_tool.editor.document import EditorDocument
from layout_tool.model.roles import Role

_ROLES = (Role.NOTE, Role.OTHER)


def main() -> None:
    from PySide6.QtCore import QTimer

    from layout_tool.editor.main_window import MainWindow
    from layout_tool.editor.preferences import Preferences

    application = make_application()
    window = MainWindow(Preferences(Path(sys.argv[2])), "en")
    window.show()
    window.opening.open_all([Path(sys.argv[1])])
    turn = 0

    def say(editor: EditorDocument) -> None:
        os.write(1, b"%d\n" % editor.timeline.position)

    window.opening.opened.connect(lambda editor: editor.timeline_changed.connect(lambda: say(editor)))

    def edit() -> None:
        nonlocal turn
        editor = window.opening.editor
        if editor is None or editor.page is None:
            return
        names = [region.id for region in editor.page.regions]
        editor.select([names[turn % len(names)]])
        role = editor.index.regions[names[turn % len(names)]].role
        window.action_set.trigger(f"role_{next(other for other in _ROLES if other is not role)}")
        if turn % 40 == 39:
            window.action_set.trigger("save")
        turn += 1

    timer = QTimer()
    timer.timeout.connect(edit)
    timer.start(2)
    application.exec()


if __name__ == "__main__":
    main()
