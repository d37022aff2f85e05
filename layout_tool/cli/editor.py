"""`layout-tool` and `layout-tool FILE …`: the editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from layout_tool.cli.session import Session
from layout_tool.errors import MissingInput, UsageError


def edit(session: Session, words: Sequence[str]) -> int:
    """Open the editor with the files that the words name, or with its welcome page.

    Raises UsageError where the first word is neither a command nor a file, MissingInput where a later one is not
    there, SetupError where no window can be shown. Qt is loaded here and nowhere else.
    """
    paths = [Path(word).expanduser() for word in words if word != "--"]
    for turn, path in enumerate(paths):
        if not path.exists():
            if turn == 0 and not _names_a_file(path):
                raise UsageError(reason="usage_no_command", name=words[0])
            raise MissingInput(path=str(path))
    from layout_tool.editor.app import run_editor

    configured = None if session.settings.lang == "auto" else session.settings.lang
    return run_editor([path.absolute() for path in paths], configured)


def _names_a_file(path: Path) -> bool:
    """Whether a word looks like a file rather than a command that was mistyped."""
    return bool(path.suffix) or len(path.parts) > 1
