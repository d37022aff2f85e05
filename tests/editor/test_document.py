"""The gate: what goes through it, what it refuses, and what the selection does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import Caret, DocumentChange, EditorDocument
from layout_tool.errors import OutputError, phrase
from layout_tool.model.contract import to_json
from layout_tool.model.operations import Done, Event, Proposed, Redone, Undone
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper, page_proposal

NOON = datetime(2031, 9, 10, 12, 0, tzinfo=UTC)


class Shelf:
    """A journal in memory."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.full = False

    def append(self, event: Event) -> None:
        if self.full:
            raise OutputError(path="a.journal", reason="reason_disk_full")
        self.events.append(event)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def editor(qtbot: QtBot, shelf: Shelf) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return EditorDocument(Timeline(newspaper()), shelf, by="A. N.", clock=lambda: NOON)


def test_an_edit_is_one_step_that_can_be_undone_and_redone(editor: EditorDocument, shelf: Shelf) -> None:
    start = to_json(editor.document)
    editor.select(["p1-r5"])
    assert commands.set_role(editor, Role.DECK)
    assert editor.index.regions["p1-r5"].role is Role.DECK
    done = to_json(editor.document)
    assert editor.undo()
    assert to_json(editor.document) == start
    assert editor.redo()
    assert to_json(editor.document) == done
    assert not editor.redo()
    assert [type(event) for event in shelf.events] == [Done, Undone, Redone]


def test_an_edit_tells_what_to_draw(editor: EditorDocument, qtbot: QtBot) -> None:
    editor.select(["p1-r11"])
    with qtbot.waitSignal(editor.changed) as told:
        commands.assign(editor, "p1-a2")
    assert told.args is not None
    change = told.args[0]
    assert isinstance(change, DocumentChange)
    assert change.pages == {"p1"}
    assert change.after is editor.document


def test_what_cannot_be_done_changes_nothing_and_is_said(editor: EditorDocument, shelf: Shelf, qtbot: QtBot) -> None:
    start = editor.document
    editor.select(["p1-r1"])
    with qtbot.waitSignal(editor.refused):
        assert not commands.join(editor)
    assert editor.document is start
    assert shelf.events == []


def test_an_edit_that_changes_nothing_is_no_step_and_is_said(editor: EditorDocument, qtbot: QtBot) -> None:
    editor.select(["p1-r2"])
    with qtbot.waitSignal(editor.refused) as told:
        assert not commands.set_role(editor, Role.HEADLINE)
    assert told.args == [phrase("window_nothing_changed")]
    assert editor.timeline.last is None


def test_the_selection_knows_its_article_and_lets_go_of_what_is_gone(editor: EditorDocument) -> None:
    editor.select(["p1-r4", "p1-r9", "nowhere"], caret=Caret("p1-r4-l1", 3))
    assert list(editor.selection.regions) == ["p1-r4", "p1-r9"]
    assert editor.selection.article == "p1-a2"
    editor.select(["p1-r4", "p1-r5"])
    commands.join(editor)
    assert list(editor.selection.regions) == ["p1-r4"]


def test_what_an_edit_made_is_selected(editor: EditorDocument) -> None:
    from layout_tool.model import edits

    editor.do("split_region", lambda document: edits.split_region(document, "p1-r4", 3))
    assert editor.selection.regions == ("p1-r4.2",)


def test_undo_turns_to_the_page_of_the_edit(editor: EditorDocument) -> None:
    editor.select(["p1-r5"])
    commands.set_role(editor, Role.DECK)
    editor.show_page("p2")
    editor.undo()
    assert editor.page is not None
    assert editor.page.id == "p1"


def test_pages_come_in_behind_edits(editor: EditorDocument, shelf: Shelf) -> None:
    editor.select(["p1-r5"])
    commands.set_role(editor, Role.DECK)
    editor.add_page(page_proposal("p3"))
    assert [page.id for page in editor.document.pages] == ["p1", "p2", "p3"]
    editor.undo()
    assert editor.index.regions["p1-r5"].role is Role.BODY
    assert isinstance(shelf.events[1], Proposed)


def test_a_journal_that_fails_is_said_and_the_edit_stands(editor: EditorDocument, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.full = True
    editor.select(["p1-r5"])
    with qtbot.waitSignal(editor.journal_failed):
        assert commands.set_role(editor, Role.DECK)
    assert editor.index.regions["p1-r5"].role is Role.DECK


def test_the_export_tells_the_history(editor: EditorDocument) -> None:
    editor.select(["p1-r5"])
    commands.set_role(editor, Role.DECK)
    entry = editor.export().history[-1]
    assert (entry.at, entry.by, entry.operation) == ("2031-09-10T12:00:00Z", "A. N.", "set_role")
    editor.undo()
    assert to_json(editor.export()) == to_json(newspaper())


def test_an_article_is_accepted_with_all_that_was_decided_about_it(editor: EditorDocument) -> None:
    assert commands.accept_article(editor, "p1-a1")
    assert [decision.locked for decision in editor.document.decisions] == [True, True]
    assert not commands.accept_article(editor, "p1-a1")
    editor.undo()
    assert [decision.locked for decision in editor.document.decisions] == [False, True]
