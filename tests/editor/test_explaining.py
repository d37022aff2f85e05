"""Why not: two regions are chosen, the engine's process answers, the panel says it and can make it so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.engine_child import WhyNot
from layout_tool.editor.engine_pages import OpenPages, PageOfFile
from layout_tool.editor.main_window import MainWindow
from layout_tool.errors import InputError
from layout_tool.model.decision import DecisionKind
from layout_tool.model.document import Region
from layout_tool.model.locks import MustLink
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import Role
from tests.editor.conftest import MILLISECONDS, SAMPLES, OpenWindow, opened
from tests.editor.test_window import on_map, press


def bodies(editor: EditorDocument) -> list[Region]:
    """The end of the text of the first article that has some, and of the next."""
    found = []
    for article in editor.document.articles:
        text = [name for name in article.regions if editor.index.regions[name].role is Role.BODY]
        found += [editor.index.regions[text[-1]]] if text else []
    return found[:2]


def ask(window: MainWindow, editor: EditorDocument, qtbot: QtBot, *regions: str) -> None:
    on_map(window, qtbot)
    editor.select(regions)
    with qtbot.waitSignal(window.explaining.answered, timeout=MILLISECONDS):
        press(window, Qt.Key.Key_W)


def test_what_was_not_decided_is_explained_and_made_so(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    editor = opened(window, qtbot, SAMPLES / "river-evening.pdf")
    first, second = bodies(editor)
    ask(window, editor, qtbot, first.id, second.id)
    assert window.desk is not None
    why = window.desk.why
    untaken = editor.attention.untaken
    assert untaken is not None
    assert untaken.decision.kind is DecisionKind.LINK
    assert untaken.decision.subjects == (first.lines[-1].id, second.lines[0].id)
    assert untaken.decision.margin > 0
    assert why.decided.text().startswith("Not so: ")
    assert f"cost the page {untaken.decision.margin:.1f}" in why.sums.text()
    assert [end.region for end in editor.attention.ends] == [first.id, second.id]
    assert why.runner_up.take.text() == "Make it so (T)"
    press(window, Qt.Key.Key_C)
    assert window.status.sentence.text() == window.messages.text("window_not_taken")
    press(window, Qt.Key.Key_T)
    assert MustLink(first.lines[-1].id, second.lines[0].id) in facts_on(editor.document.pages[0])
    assert editor.index.owners[first.id] == editor.index.owners[second.id]
    assert editor.attention.untaken is None


def test_a_heading_is_asked_about_its_story_whichever_was_chosen_first(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    editor = opened(window, qtbot, SAMPLES / "river-evening.pdf")
    head = next(region for region in editor.document.regions() if region.role is Role.HEADLINE)
    text = bodies(editor)[1]
    ask(window, editor, qtbot, text.id, head.id)
    untaken = editor.attention.untaken
    assert untaken is not None
    assert untaken.decision.kind is DecisionKind.HEAD
    assert untaken.decision.evidence
    editor.select([text.id])
    assert editor.attention.untaken is None


def test_two_regions_of_one_page_are_needed(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    on_map(window, qtbot)
    editor.select([bodies(editor)[0].id])
    press(window, Qt.Key.Key_W)
    assert window.status.sentence.text() == window.messages.text("window_why_not_two")


def test_an_answer_that_comes_too_late_is_not_shown(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    first, second = bodies(editor)
    on_map(window, qtbot)
    editor.select([first.id, second.id])
    press(window, Qt.Key.Key_W)
    assert window.engine.busy
    window.action_set.trigger("put_outside")
    qtbot.waitUntil(lambda: not window.engine.busy, timeout=MILLISECONDS)
    assert editor.attention.untaken is None


def test_a_source_that_changed_is_said_and_another_question_can_follow(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    first, second = bodies(editor)
    page.write_text("别的内容。\n", "utf-8")
    on_map(window, qtbot)
    editor.select([first.id, second.id])
    with qtbot.waitSignal(window.explaining.said, timeout=MILLISECONDS):
        press(window, Qt.Key.Key_W)
    assert window.status.sentence.text() == window.messages.text("window_why_not_gone")
    shutil.copy(SAMPLES / "trade-paper.flowed.txt", page)
    ask(window, editor, qtbot, first.id, second.id)
    assert editor.attention.untaken is not None


def test_pages_are_read_once_and_again_where_their_file_changed(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / "trade-paper.flowed.txt", tmp_path / "page.txt"))
    pages, wanted = OpenPages(), PageOfFile(path, 0, 1)
    once = pages.opened(wanted)
    assert pages.opened(wanted) is once
    path.write_text("新的一页。\n", "utf-8")
    assert pages.opened(wanted) is not once
    assert WhyNot(wanted, "a", "b").path == path
    with pytest.raises(InputError):
        pages.opened(PageOfFile(tmp_path / "gone.txt", 0, 1))
