"""The window with real files: opened, edited by keys, saved, closed, found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.editor.actions import ACTIONS
from layout_tool.editor.main_window import MainWindow
from layout_tool.messages import Language, load
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.roles import Role
from tests.editor.answers import Answers
from tests.editor.conftest import MILLISECONDS, SAMPLES, OpenWindow, Watchdog, opened

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def on_map(window: MainWindow, qtbot: QtBot) -> None:
    """Give the map the focus, as a click would."""
    assert window.desk is not None
    shown = window.desk.centre.map
    window.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window and QApplication.focusWidget() is shown)


def test_a_page_is_opened_edited_saved_and_found_again(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    start = to_json(editor.document)
    body = next(region.id for region in editor.document.regions() if region.role is Role.BODY)
    on_map(window, qtbot)
    editor.select([body])
    press(window, Qt.Key.Key_3, CONTROL | ALT)
    assert editor.index.regions[body].role is Role.DECK
    assert window.isWindowModified()
    press(window, Qt.Key.Key_S, CONTROL)
    assert not window.isWindowModified()
    assert (page.parent / "page.txt.layout-project").exists()
    edited = to_json(editor.export())
    assert window.close()
    assert answers.asked == []

    again = open_window()
    editor = opened(again, qtbot, page)
    assert to_json(editor.export()) == edited
    on_map(again, qtbot)
    press(again, Qt.Key.Key_Z, CONTROL)
    assert to_json(editor.document) == start
    press(again, Qt.Key.Key_Y, CONTROL)
    assert to_json(editor.export()) == edited


def test_where_no_page_follows_the_window_says_so(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    opened(window, qtbot, page)
    on_map(window, qtbot)
    for key, name in ((Qt.Key.Key_PageDown, "window_last_page"), (Qt.Key.Key_PageUp, "window_first_page")):
        press(window, key)
        assert window.status.sentence.text() == window.messages.text(name)


def test_what_was_not_saved_is_kept_for_later(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    on_map(window, qtbot)
    editor.select([editor.document.articles[0].regions[-1]])
    press(window, Qt.Key.Key_N)
    edited = to_json(editor.export())
    assert window.close()
    assert answers.asked == ["leave page.txt"]
    assert not (page.parent / "page.txt.layout-project").exists()
    again = opened(open_window(), qtbot, page)
    assert to_json(again.export()) == edited


def test_a_page_that_nobody_touched_leaves_nothing_behind(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers, own_folders: Path
) -> None:
    window = open_window()
    opened(window, qtbot, page)
    assert window.close()
    assert answers.asked == []
    kept = [path.name for path in (own_folders / "state").rglob("*") if path.is_file()]
    assert kept == ["recent.json"]


def test_staying_keeps_the_window_open(open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select([editor.document.articles[0].regions[-1]])
    window.action_set.trigger("new_article")
    answers.leave = None
    assert not window.close()
    assert window.opening.editor is editor
    answers.leave = True
    assert window.close()
    assert (page.parent / "page.txt.layout-project").exists()


def test_an_export_opens_as_a_project_with_the_same_bytes(
    open_window: OpenWindow, qtbot: QtBot, page: Path, tmp_path: Path
) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select([editor.document.articles[0].regions[-1]])
    window.action_set.trigger("new_article")
    path = tmp_path / "export.json"
    path.write_bytes(to_json(editor.export()))
    again = opened(window, qtbot, path)
    assert to_json(again.export()) == path.read_bytes()
    assert to_json(from_json(path.read_bytes(), "export.json")) == path.read_bytes()


def test_pages_of_a_pdf_come_in_and_nothing_waits(open_window: OpenWindow, qtbot: QtBot, watchdog: Watchdog) -> None:
    window = open_window()
    qtbot.wait(300)
    watchdog.start()
    editor = opened(window, qtbot, SAMPLES / "river-evening.pdf")
    qtbot.wait(300)
    watchdog.stop()
    assert [page.unit for page in editor.document.pages] == ["pt"]
    assert window.desk is not None
    assert window.desk.centre.source_side == "picture"


def test_language_and_theme_change_while_it_runs(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    opened(window, qtbot, page)
    window.action_set.trigger("language")
    assert window.language() == "zh"
    assert window.action_set["save"].iconText() == "保存"
    assert window.desk is not None
    assert window.desk.centre.map.accessibleName() == "版面结构图"
    window.action_set.trigger("theme")
    background = QApplication.palette().window().color()
    assert background.lightness() < 80
    window.action_set.trigger("language")
    window.action_set.trigger("theme")
    assert window.language() == "en"


def test_every_action_does_something_or_says_why_not(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    start = to_json(editor.document)
    before = sorted(line.text for region in editor.document.regions() for line in region.lines)
    for name in (row.id for row in ACTIONS if row.id not in ("quit", "welcome", "stop", "undo", "redo")):
        editor.select(editor.document.articles[0].regions[:2])
        window.action_set.trigger(name)
        qtbot.waitUntil(lambda: not window.engine.busy, timeout=MILLISECONDS)
        assert window.opening.editor is editor, name
        assert sorted(line.text for region in editor.document.regions() for line in region.lines) == before, name
        while editor.undo():
            pass
        assert to_json(editor.document) == start, name


def test_actions_need_what_they_need(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    for name in ("save", "undo", "join", "fit", "tool_draw"):
        assert not window.action_set[name].isEnabled()
        window.action_set.trigger(name)
    editor = opened(window, qtbot, page)
    assert window.action_set["fit"].isEnabled()
    assert not window.action_set["join"].isEnabled()
    editor.select(editor.document.articles[0].regions[:2])
    assert window.action_set["join"].isEnabled()


def test_a_file_that_is_no_newspaper_is_said_in_one_sentence(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    path = tmp_path / "page.pdf"
    path.write_bytes(b"\xff\xd8\xff\xe0 no pdf")
    with qtbot.waitSignal(window.opening.failed, timeout=MILLISECONDS):
        window.opening.open_all([path])
    assert "page.pdf" in window.status.warning.toolTip()
    window.status.put_away()
    with qtbot.waitSignal(window.opening.failed):
        window.opening.open_all([tmp_path / "gone.txt"])


def test_a_project_that_is_open_elsewhere_is_opened_to_read(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers
) -> None:
    first = open_window()
    editor = opened(first, qtbot, page)
    editor.select(editor.document.articles[0].regions[-1:])
    first.action_set.trigger("new_article")
    first.action_set.trigger("save")
    answers.read = True
    second = open_window()
    other = opened(second, qtbot, page)
    assert "ProjectInUse" in answers.asked
    assert to_json(other.document) == to_json(editor.document)
    assert second.opening.project is not None
    assert second.opening.project.read_only


def test_a_folder_is_a_list_of_files(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    shutil.copy(SAMPLES / "evening-courier.flowed.txt", page.parent / "zz.txt")
    window = open_window()
    first = opened(window, qtbot, page.parent)
    assert first.document.sources[0].name == "page.txt"
    window.action_set.trigger("next_file")
    qtbot.waitUntil(
        lambda: window.opening.editor is not None and window.opening.editor is not first and not window.engine.busy,
        timeout=MILLISECONDS,
    )
    assert window.opening.editor is not None
    assert window.opening.editor.document.sources[0].name == "zz.txt"


def test_the_docks_are_remembered(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    opened(window, qtbot, page)
    names = [action.text() for action in window.docks.menu.actions() if action.isEnabled()]
    next(action for action in window.docks.menu.actions() if action.text() == names[2]).trigger()
    assert window.close()
    again = open_window()
    opened(again, qtbot, page)
    shown = {action.text(): action.isChecked() for action in again.docks.menu.actions()}
    assert [shown[name] for name in names] == [at != 2 for at in range(len(names))]
    assert not shown[again.messages.text("dock_worklist")]


def test_stepping_through_the_panes_brings_up_what_stands_behind(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    opened(window, qtbot, page)
    qtbot.waitUntil(lambda: window.docks.filled)
    on_map(window, qtbot)
    assert window.desk is not None
    seen = []
    for _ in window.desk.panes():
        press(window, Qt.Key.Key_F6)
        qtbot.wait(1)
        seen.append(QApplication.focusWidget())
    assert window.desk.problems.list in seen
    assert window.desk.doubts.list in seen


def test_words_of_the_window_are_of_the_catalogue() -> None:
    for language in Language:
        assert load(language).text("window_saved", time="09:41")


def test_a_source_that_vanished_is_said_and_the_work_goes_on(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select(editor.document.articles[0].regions[-1:])
    window.action_set.trigger("new_article")
    assert window.opening.save()
    assert window.close()
    page.unlink()
    again = open_window()
    said: list[str] = []
    again.opening.said.connect(lambda words: said.append(str(again.messages.words(words))))
    editor = opened(again, qtbot, page.with_name("page.txt.layout-project"))
    assert any("page.txt" in sentence for sentence in said)
    again.action_set.trigger("propose_again")
    assert said[-1] == again.messages.text("window_no_source")
    editor.undo()
    assert again.opening.save()


def test_a_source_with_other_bytes_is_said(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    window = open_window()
    editor = opened(window, qtbot, page)
    texts = [line.text for region in editor.document.regions() for line in region.lines]
    assert window.opening.save()
    assert window.close()
    page.write_text("something else\n", "utf-8")
    again = open_window()
    said: list[str] = []
    again.opening.said.connect(lambda words: said.append(words.key))
    editor = opened(again, qtbot, page)
    assert "storage_source_changed" in said
    assert [line.text for region in editor.document.regions() for line in region.lines] == texts
    again.action_set.trigger("propose_again")
    qtbot.waitUntil(lambda: not again.engine.busy, timeout=MILLISECONDS)
    assert [line.text for region in editor.document.regions() for line in region.lines] == texts


def test_a_place_that_cannot_be_written_is_said_and_another_offered(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select(editor.document.articles[0].regions[-1:])
    window.action_set.trigger("new_article")
    usual = os.fsync

    def full(handle: int) -> None:
        if page.parent in Path(f"/proc/self/fd/{handle}").readlink().parents:
            raise OSError(errno.ENOSPC, "full")
        usual(handle)

    monkeypatch.setattr(os, "fsync", full)
    answers.place = tmp_path / "elsewhere.layout-project"
    assert window.opening.save()
    assert answers.asked[-1] == "project_place"
    assert window.status.warning.isVisible()
    assert (tmp_path / "elsewhere.layout-project").exists()
    assert not window.isWindowModified()


def test_a_journal_that_cannot_be_kept_is_said(
    open_window: OpenWindow, qtbot: QtBot, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    window = open_window()
    editor = opened(window, qtbot, page)
    editor.select(editor.document.articles[0].regions[-1:])
    monkeypatch.setattr(os, "fsync", full)
    window.action_set.trigger("new_article")
    assert window.status.warning.isVisible()
    assert editor.timeline.position == 1
    monkeypatch.undo()


def test_a_newer_or_broken_project_is_said(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    for name, text in (("new", '{"format": "layout-tool/project", "version": 9}\n'), ("bad", "{}\n"), ("empty", "")):
        path = tmp_path / f"{name}.layout-project"
        path.write_text(text, "utf-8")
        with qtbot.waitSignal(window.opening.failed):
            window.opening.open_all([path])
        assert name in window.status.warning.toolTip()
        assert path.read_text("utf-8") == text


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(range(256)) * 9])
def test_what_is_no_newspaper_is_said(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing.txt"
    path.write_bytes(content)
    window = open_window()
    with qtbot.waitSignal(window.opening.failed, timeout=MILLISECONDS):
        window.opening.open_all([path])
    assert "thing.txt" in window.status.warning.toolTip()
    assert window.opening.editor is None


def test_stopping_keeps_the_pages_that_came(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    text = (SAMPLES / "trade-paper.flowed.txt").read_text("utf-8")
    path = tmp_path / "issue.txt"
    path.write_text("\f".join([text] * 40), "utf-8")
    window = open_window()
    window.opening.open_all([path])
    qtbot.waitUntil(
        lambda: window.opening.editor is not None and len(window.opening.editor.document.pages) >= 2,
        timeout=MILLISECONDS,
    )
    window.action_set.trigger("stop")
    assert window.opening.editor is not None
    kept = len(window.opening.editor.document.pages)
    assert 2 <= kept < 40
    qtbot.wait(200)
    assert len(window.opening.editor.document.pages) == kept
