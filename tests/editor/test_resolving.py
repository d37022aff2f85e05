"""A page solved again around each edit, by the real engine beside the real window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.model.contract import to_json
from layout_tool.model.locks import MustLink
from layout_tool.model.page_facts import facts_on, with_facts
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from tests.editor.answers import Answers
from tests.editor.conftest import MILLISECONDS, SAMPLES, OpenWindow, opened
from tests.editor.test_window import ALT, CONTROL, on_map, press

pytestmark = pytest.mark.usefixtures("resolving")


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Until no answer is awaited and nothing is held."""
    qtbot.waitUntil(lambda: not window.resolving.waiting, timeout=MILLISECONDS)


def bodies(editor: EditorDocument) -> Sequence[str]:
    return [region.id for region in editor.document.regions() if region.role is Role.BODY]


def with_consequences(window: MainWindow, editor: EditorDocument, qtbot: QtBot) -> bytes:
    """An edit after which something else moved; the document before it."""
    moved: list[object] = []
    window.resolving.resolved.connect(moved.append)
    for name in [region.id for region in editor.document.regions() if region.lines]:
        before = to_json(editor.document)
        editor.select([name])
        window.action_set.trigger("new_article")
        settle(window, qtbot)
        if moved:
            return before
        if to_json(editor.document) != before:
            editor.undo()
    raise AssertionError("nothing ever followed")


def work(window: MainWindow, editor: EditorDocument, qtbot: QtBot, *, slowly: bool) -> bytes:
    on_map(window, qtbot)
    keys = [(Qt.Key.Key_N, None), (Qt.Key.Key_Tab, None), (Qt.Key.Key_3, CONTROL | ALT), (Qt.Key.Key_Tab, None)]
    keys += [(Qt.Key.Key_N, None), (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Tab, None), (Qt.Key.Key_1, CONTROL | ALT)]
    editor.select([bodies(editor)[1]])
    for key, modifiers in keys:
        press(window, key, *([modifiers] if modifiers is not None else []))
        if slowly:
            settle(window, qtbot)
    settle(window, qtbot)
    return to_json(editor.document)


def test_the_same_keys_give_the_same_bytes_at_any_speed(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    start = to_json(editor.document)
    fast = work(window, editor, qtbot, slowly=False)
    names = [(one.name, one.follows) for one in editor.timeline.past]
    while editor.undo():
        pass
    assert to_json(editor.document) == start
    assert work(window, editor, qtbot, slowly=True) == fast
    assert [(one.name, one.follows) for one in editor.timeline.past] == names
    assert ("resolved", True) in names


def test_undo_takes_the_edit_and_what_followed(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    before = with_consequences(window, editor, qtbot)
    assert "Ctrl+Z takes all back" in window.status.sentence.text()
    after = to_json(editor.document)
    window.action_set.trigger("undo")
    assert to_json(editor.document) == before
    window.action_set.trigger("redo")
    assert to_json(editor.document) == after


def test_what_followed_is_refused_and_stays_so(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    with_consequences(window, editor, qtbot)
    position = editor.timeline.position
    facts = facts_on(editor.document.pages[0])
    on_map(window, qtbot)
    press(window, Qt.Key.Key_Backspace, CONTROL)
    settle(window, qtbot)
    last = editor.timeline.last
    assert last is not None
    assert last.name == "refuse"
    assert editor.timeline.position == position + 1
    assert set(facts_on(editor.document.pages[0])) >= set(facts)


def test_switched_off_nothing_follows(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    window.action_set.trigger("resolve")
    editor.select([bodies(editor)[1]])
    window.action_set.trigger("new_article")
    assert not window.resolving.waiting
    assert [one.name for one in editor.timeline.past] == ["new_article"]


def test_an_engine_that_ends_leaves_the_edit(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select([bodies(editor)[1]])
    window.action_set.trigger("new_article")
    edited = to_json(editor.document)
    window.resolving.engine.stop()
    settle(window, qtbot)
    assert to_json(editor.document) == edited
    assert window.status.sentence.text() == window.messages.text("window_not_resolved")
    answers: list[object] = []
    window.resolving.engine.solved.connect(answers.append)
    editor.select([bodies(editor)[2]])
    window.action_set.trigger("new_article")
    settle(window, qtbot)
    assert isinstance(answers[0], PageProposal)


def test_contradicting_locks_are_named_and_one_is_lifted(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    first, then = (editor.index.regions[name] for name in bodies(editor)[:2])
    pair = MustLink(first.lines[-1].id, then.lines[0].id), MustLink(then.lines[0].id, first.lines[-1].id)
    answers.lifts = 0
    name = editor.document.pages[0].id

    assert editor.do("confirm", lambda document: with_facts(document, name, pair))
    settle(window, qtbot)
    assert "lift 2" in answers.asked
    assert pair[0] not in facts_on(editor.document.pages[0])


def test_a_source_that_changed_is_not_solved_again(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    page.write_text("别的内容。\n\n全不相干的一行。\n", "utf-8")
    editor.select([bodies(editor)[1]])
    window.action_set.trigger("new_article")
    settle(window, qtbot)
    assert window.status.sentence.text() == window.messages.text("window_source_changed")
    assert [one.name for one in editor.timeline.past] == ["new_article"]


def test_a_printed_page_is_never_held_up(open_window: OpenWindow, qtbot: QtBot, watchdog: object) -> None:
    window = open_window()
    editor = opened(window, qtbot, SAMPLES / "river-evening.pdf")
    with_consequences(window, editor, qtbot)
    assert watchdog is not None
