"""What the actions on locks do: fix how the selected regions are read, or let it go."""

from __future__ import annotations

from layout_tool.editor import commands
from layout_tool.editor.services import Services
from layout_tool.errors import phrase


def lock(services: Services) -> None:
    """Say that the selected regions are read as they should be."""
    editor = services.editor
    if editor is not None and editor.selection.regions:
        count = len(editor.selection.regions)
        if commands.lock(editor):
            services.frame.say(phrase("window_locked", count=count))


def unlock(services: Services) -> None:
    """Let go what is fixed about the selected regions."""
    editor = services.editor
    if editor is None or not editor.selection.regions:
        return
    count = commands.locks_of_selection(editor)
    if not count:
        services.frame.say(phrase("window_no_locks"))
    elif commands.unlock(editor):
        services.frame.say(phrase("window_unlocked", count=count))
