"""What the actions on the consequences of edits do."""

from __future__ import annotations

from layout_tool.editor.resolving import PREFERENCE
from layout_tool.editor.services import Services
from layout_tool.errors import phrase


def refuse_consequences(services: Services) -> None:
    """Keep the last edit, put back what followed from it, and fix it so."""
    editor = services.editor
    if editor is not None:
        done = services.resolving.refuse(editor)
        services.frame.say(phrase("window_refused_consequences" if done else "window_no_consequences"))


def toggle_resolving(services: Services) -> None:
    """Solve pages again around edits, or leave them."""
    services.preferences.set_value(PREFERENCE, "no" if resolves(services) else "yes")


def resolves(services: Services) -> bool:
    """Whether pages are solved again around edits."""
    return services.preferences.value(PREFERENCE) == "yes"
