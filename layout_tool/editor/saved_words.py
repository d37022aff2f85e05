"""How far a project is saved, and how far the ones before are, in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout_tool.editor.opening import Opening
from layout_tool.editor.welcome import RecentRow
from layout_tool.messages import Messages
from layout_tool.storage.recent import recent_projects


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the open project, how far it is saved in words, and whether there is more than the file holds."""

    name: str = ""
    saved: str = ""
    edited: bool = False


def title_of(opening: Opening, messages: Messages) -> Title:
    """What the title bar says."""
    project, editor = opening.project, opening.editor
    if project is None or editor is None:
        return Title()
    if project.read_only:
        edited = editor.document != project.opened.document
        return Title(project.name, messages.text("window_read_only"), edited)
    if project.unsaved:
        edited = bool(editor.timeline.operations)
        return Title(project.name, messages.text("window_not_saved"), edited)
    if not project.is_saved(editor.timeline):
        return Title(project.name, messages.text("window_edited"), edited=True)
    if project.saved_at is None:
        return Title(project.name, messages.text("window_as_saved"))
    time = project.saved_at.astimezone().strftime("%H:%M")
    return Title(project.name, messages.text("window_saved", time=time))


def recent_rows(messages: Messages) -> list[RecentRow]:
    """The projects that were open before, with how far each is."""
    rows = []
    for recent in recent_projects():
        done = recent.statuses.get("corrected", 0) + recent.statuses.get("approved", 0)
        facts = messages.text("welcome_facts", pages=recent.pages, done=done)
        rows.append(RecentRow(Path(recent.path), recent.name, facts))
    return rows
