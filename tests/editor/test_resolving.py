"""A page is solved again around each edit, behind the window: real engine, real keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document
from layout_tool.model.facts import Placed
from layout_tool.model.locks import Apart, RoleLock, Together
from layout_tool.model.page_facts import facts_on, fixing, with_facts
from layout_tool.model.roles import Role
from tests.editor.conftest import MILLISECONDS, OpenWindow, Watchdog, opened


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(resolve=True)


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot, page: Path) -> EditorDocument:
    return opened(window, qtbot, page)


def settle(qtbot: QtBot, editor: EditorDocument) -> None:
    """Wait until nothing is awaited any more."""
    qtbot.waitUntil(lambda: not editor.held, timeout=MILLISECONDS)


def body_of(document: Document, article: int, turn: int = -1) -> str:
    """A region of an article's text."""
    roles = {region.id: region.role for region in document.regions()}
    return [name for name in document.articles[article].regions if roles[name] is Role.BODY][turn]


def bodies(document: Document) -> list[str]:
    """A region of the text of each article that has text."""
    roles = {region.id: region.role for region in document.regions()}
    found = ([name for name in one.regions if roles[name] is Role.BODY] for one in document.articles)
    return [names[-1] for names in found if names]


def test_an_edit_is_fixed_and_its_consequences_are_one_step_with_it(
    window: MainWindow, editor: EditorDocument, qtbot: QtBot
) -> None:
    before = editor.document
    moved = body_of(before, 0)
    editor.select([moved])
    commands.new_article(editor)
    edited = editor.document
    assert editor.held
    settle(qtbot, editor)
    assert facts_on(editor.document.pages[0])
    last = editor.timeline.last
    assert last is not None
    assert last.follows or editor.document is edited
    window.action_set.trigger("undo")
    assert editor.document == before
    window.action_set.trigger("redo")
    assert editor.timeline.next is None
    assert editor.index.owners[moved] != before.articles[0].id


def _with_consequences(editor: EditorDocument, qtbot: QtBot) -> tuple[Document, Document]:
    """The document before an edit that has consequences, and after it without them."""
    for article in range(len(editor.document.articles)):
        names = [name for name in editor.document.articles[article].regions if _is_body(editor, name)]
        for name in names[1:]:
            before = editor.document
            editor.select([name])
            commands.new_article(editor)
            edited = editor.document
            settle(qtbot, editor)
            if _moved(edited, editor.document):
                return before, edited
            editor.undo()
    pytest.fail("no edit of the sample has consequences")


def _is_body(editor: EditorDocument, name: str) -> bool:
    return editor.index.regions[name].role is Role.BODY


def _moved(before: Document, after: Document) -> bool:
    return [one.regions for one in before.articles] != [one.regions for one in after.articles]


def test_consequences_can_be_refused_and_are_fixed_then(
    window: MainWindow, editor: EditorDocument, qtbot: QtBot
) -> None:
    _, edited = _with_consequences(editor, qtbot)
    facts = facts_on(editor.document.pages[0])
    window.action_set.trigger("refuse_consequences")
    settle(qtbot, editor)
    assert [one.regions for one in editor.document.articles] == [one.regions for one in edited.articles]
    assert len(facts_on(editor.document.pages[0])) > len(facts)
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "refuse_consequences"
    window.action_set.trigger("refuse_consequences")
    assert window.status.sentence.text() == window.messages.text("window_no_consequences")


def test_what_follows_is_said_and_shown(window: MainWindow, editor: EditorDocument, qtbot: QtBot) -> None:
    shown: list[tuple[str, ...]] = []
    editor.moved.connect(shown.append)
    assert window.desk is not None
    flash = window.desk.centre.map.flash
    marked: list[frozenset[str]] = []
    flash.changed.connect(lambda: marked.append(flash.regions))
    before, _ = _with_consequences(editor, qtbot)
    assert shown[-1]
    assert all(name in editor.index.regions for name in shown[-1])
    assert str(len(shown[-1])) in window.status.sentence.text()
    editor.undo()
    assert editor.document == before
    assert any(marked)


def test_the_switch_leaves_the_page_as_it_is(window: MainWindow, editor: EditorDocument) -> None:
    window.action_set.trigger("resolve")
    editor.select([body_of(editor.document, 0)])
    commands.new_article(editor)
    assert not editor.held
    assert editor.timeline.last is not None
    assert editor.timeline.last.name == "new_article"
    assert facts_on(editor.document.pages[0])


def _keys(window: MainWindow, qtbot: QtBot, editor: EditorDocument, *, slowly: bool) -> bytes:
    """The same keys on the map, each after the other at once or only when all is settled; the export."""
    surface = window.views().map  # type: ignore[union-attr]
    surface.setFocus()
    for turn, key in enumerate("\t\t\tN\t\t\t\t2\t\tN\t1\t\t\t3"):
        QTest.keyClick(surface, Qt.Key.Key_Tab if key == "\t" else Qt.Key(ord(key)))
        if slowly or turn == 0:
            settle(qtbot, editor)
            qtbot.wait(1)
    settle(qtbot, editor)
    document = editor.export()
    return to_json(_without_times(document))


def _without_times(document: Document) -> Document:
    return replace(document, history=tuple(replace(entry, at="") for entry in document.history))


def test_the_same_keys_at_any_speed_give_the_same_bytes(
    open_window: OpenWindow, qtbot: QtBot, page: Path, tmp_path: Path
) -> None:
    found = []
    for slowly in (True, False):
        folder = tmp_path / str(slowly)
        folder.mkdir()
        copied = folder / page.name
        copied.write_bytes(page.read_bytes())
        window = open_window(resolve=True)
        editor = opened(window, qtbot, copied)
        found.append(_keys(window, qtbot, editor, slowly=slowly))
        assert len(editor.timeline.past) >= 5
    assert found[0] == found[1]


def test_an_engine_that_dies_leaves_the_edit_and_the_rest(
    window: MainWindow, editor: EditorDocument, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.resolving.said.connect(lambda words: said.append(words.key))
    monkeypatch.setattr(window.resolving, "_spare", window.engine)
    editor.select([body_of(editor.document, 0)])
    commands.new_article(editor)
    edited = editor.document
    window.engine.stop()
    settle(qtbot, editor)
    assert editor.document is edited
    assert said == ["window_not_resolved"]
    editor.select(bodies(editor.document)[-1:])
    commands.set_role(editor, Role.SUBHEAD)
    settle(qtbot, editor)
    assert "window_not_resolved" not in said[1:]


def test_locks_that_contradict_are_named_and_one_can_be_lifted(
    window: MainWindow, editor: EditorDocument, qtbot: QtBot
) -> None:
    one, other, third = bodies(editor.document)[:3]
    lines = [editor.index.regions[name].lines[0].id for name in (one, other, third)]
    page = editor.document.pages[0].id
    facts = (Together(lines[0], lines[1]), Together(lines[1], lines[2]), Apart(lines[0], lines[2]))
    editor.do("accept", lambda document: with_facts(document, page, facts))
    settle(qtbot, editor)
    assert "apart" in window.status.warning.toolTip()
    assert window.desk is not None
    panel = window.desk.locks
    qtbot.waitUntil(panel.isVisible, timeout=MILLISECONDS)
    chosen = {panel.model.rows[index.row()].fact for index in panel.list.selectionModel().selectedIndexes()}
    assert chosen == set(facts)
    window.status.put_away()
    panel.list.selectionModel().clearSelection()
    panel.mark(facts[2:])
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    settle(qtbot, editor)
    assert facts_on(editor.document.pages[0]) == facts[:2]
    assert not window.status.warning.toolTip() or not window.status.warning.isVisible()


def test_locks_on_lines_that_are_gone_are_left_aside_and_said_once(
    window: MainWindow, editor: EditorDocument, qtbot: QtBot
) -> None:
    said: list[str] = []
    window.resolving.said.connect(lambda words: said.append(words.key))
    page = editor.document.pages[0].id
    editor.do("lock", lambda document: fixing(document, page, [RoleLock("p1-l9999", Role.BODY)]))
    settle(qtbot, editor)
    editor.select([body_of(editor.document, 0)])
    commands.set_role(editor, Role.SUBHEAD)
    settle(qtbot, editor)
    assert said.count("window_locks_aside") == 1


def test_what_a_person_placed_stays(editor: EditorDocument, qtbot: QtBot) -> None:
    moved = body_of(editor.document, 0)
    target = editor.document.articles[1].id
    editor.select([moved])
    commands.assign(editor, target)
    settle(qtbot, editor)
    assert editor.index.owners[moved] == editor.index.owners[body_of(editor.document, 1, 0)]
    assert any(isinstance(fact, Placed) for fact in facts_on(editor.document.pages[0]))


def test_closing_waits_for_what_follows(window: MainWindow, editor: EditorDocument, qtbot: QtBot) -> None:
    editor.select([body_of(editor.document, 0)])
    commands.new_article(editor)
    assert editor.held
    window.close()
    assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=MILLISECONDS)


def test_the_window_never_waits(window: MainWindow, editor: EditorDocument, qtbot: QtBot, watchdog: Watchdog) -> None:
    for name in bodies(editor.document)[:4]:
        editor.select([name])
        commands.new_article(editor)
        settle(qtbot, editor)
    watchdog.stop()
    assert window.isVisible()
