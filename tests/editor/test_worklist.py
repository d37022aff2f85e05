"""A run's output folder as a worklist: opened, gone through by keys, finished, found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool import resources
from layout_tool.batch.journal import journal_path, open_journal
from layout_tool.batch.plan import Job
from layout_tool.batch.report import write_reports
from layout_tool.batch.resume import take_in
from layout_tool.batch.worklist import Place
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.main_window import MainWindow
from layout_tool.messages import Language, load
from layout_tool.model.contract import to_json
from layout_tool.model.progress import PageStatus
from tests.batch.runs import go
from tests.editor.answers import Answers
from tests.editor.conftest import MILLISECONDS, OpenWindow, Watchdog, opened
from tests.editor.test_window import CONTROL, on_map, press

SAMPLES = resources.path("samples")
MANY = 30_000


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The output folder of a real run: three pages and an empty file."""
    pages = tmp_path / "in"
    (pages / "evening").mkdir(parents=True)
    shutil.copy(SAMPLES / "harbour-daily.pdf", pages / "harbour.pdf")
    shutil.copy(SAMPLES / "trade-paper.flowed.txt", pages / "evening" / "trade.txt")
    shutil.copy(SAMPLES / "trade-paper.layout.txt", pages / "layout.txt")
    (pages / "empty.txt").write_text(" \n", "utf-8")
    ran = go([pages], tmp_path / "out")
    assert (ran.summary.done, ran.summary.failed) == (3, 1)
    write_reports(tmp_path / "out", ran.rows, load(Language.EN))
    return tmp_path / "out"


@pytest.fixture
def many(tmp_path: Path, page: Path) -> Path:
    """The output folder of a run over very many files, as its journal has it; the input of the first one is there."""
    folder = tmp_path / "many"
    jobs = [Job(page.with_name(f"page-{turn:05}.txt"), folder / f"page-{turn:05}.json") for turn in range(MANY)]
    with open_journal(folder) as journal:
        take_in(journal, jobs, "settings")
        with journal.whole() as connection:
            connection.execute("UPDATE file SET state = 'done'")
            rows = ((turn + 1, 1, turn % 9, 1 / (turn + 1)) for turn in range(MANY))
            connection.executemany("INSERT INTO page VALUES (?, 1, ?, ?, ?, 1.0, NULL)", rows)
    shutil.copy(page, jobs[max(turn for turn in range(MANY) if turn % 9 == 8)].path)
    return folder


def worklist(window: MainWindow, qtbot: QtBot, folder: Path) -> EditorDocument:
    """The first document of a run's worklist."""
    with qtbot.waitSignal(window.opening.files.changed, timeout=MILLISECONDS):
        window.opening.open_all([folder])
    return arrived(window, qtbot, 0)


def arrived(window: MainWindow, qtbot: QtBot, turn: int) -> EditorDocument:
    """The document at that turn, once it is shown."""
    opening = window.opening
    qtbot.waitUntil(
        lambda: (
            (opening.editor is not None and opening.files.turn == turn and not window.engine.busy)
            and window.docks.filled
        ),
        timeout=MILLISECONDS,
    )
    assert opening.editor is not None
    return opening.editor


def names(window: MainWindow) -> list[str]:
    return [entry.name for entry in window.opening.files.entries]


def test_the_most_doubtful_document_is_opened_with_its_source(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    editor = worklist(window, qtbot, run)
    entries = window.opening.files.entries
    assert [entry.place for entry in entries] == [Place.OPEN] * 3 + [Place.FAILED]
    doubts = [entry.doubts or 0 for entry in entries[:3]]
    assert doubts == sorted(doubts, reverse=True)
    assert names(window)[0] == "evening/trade.txt"
    assert to_json(editor.export()) == (run / "evening" / "trade.json").read_bytes()
    assert window.opening.source == run.parent / "in" / "evening" / "trade.txt"
    assert window.worklist.isVisible()
    assert window.worklist.heading.words() == ("Worklist", "0 of 4 finished")


def test_the_keys_for_files_go_along_the_list(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    worklist(window, qtbot, run)
    for turn in (1, 2):
        on_map(window, qtbot)
        press(window, Qt.Key.Key_PageDown, CONTROL)
        arrived(window, qtbot, turn)
        assert window.worklist.list.currentIndex().row() == turn
    on_map(window, qtbot)
    press(window, Qt.Key.Key_PageUp, CONTROL)
    arrived(window, qtbot, 1)
    pdf = names(window).index("harbour.pdf")
    window.opening.turn_to(pdf)
    arrived(window, qtbot, pdf)
    assert window.desk is not None
    assert window.desk.centre.source_side == "picture"


def test_enter_opens_what_was_gone_to_by_keys_or_by_typing(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    worklist(window, qtbot, run)
    window.activateWindow()
    shown = window.worklist.list
    on_map(window, qtbot)
    assert window.desk is not None
    for _ in window.desk.panes():
        if QApplication.focusWidget() is not shown:
            press(window, Qt.Key.Key_F6)
            qtbot.wait(1)
    assert QApplication.focusWidget() is shown
    QTest.keyClicks(shown, "harb")
    row = names(window).index("harbour.pdf")
    assert shown.currentIndex().row() == row
    assert window.opening.files.turn == 0
    QTest.keyClick(shown, Qt.Key.Key_Return)
    arrived(window, qtbot, row)
    assert window.opening.source == run.parent / "in" / "harbour.pdf"
    on_map(window, qtbot)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.desk.centre.map


def test_what_failed_says_why_and_is_opened_from_its_input(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    worklist(window, qtbot, run)
    model = window.worklist.model
    assert model.name(3) == "empty.txt"
    assert model.facts(3).startswith("failed · there is no text in it")
    errors: list[object] = []
    window.opening.failed.connect(errors.append)
    window.opening.turn_to(3)
    qtbot.waitUntil(lambda: bool(errors), timeout=MILLISECONDS)
    assert window.worklist.isVisible()
    (run.parent / "in" / "empty.txt").write_text("Harbour news\n\nThe ferry was late again.\n", "utf-8")
    window.opening.turn_to(3)
    qtbot.waitUntil(lambda: window.opening.editor is not None and not window.engine.busy, timeout=MILLISECONDS)
    assert window.opening.source == run.parent / "in" / "empty.txt"


def test_what_a_person_has_finished_is_marked_and_goes_last_the_next_time(
    open_window: OpenWindow, qtbot: QtBot, run: Path, answers: Answers
) -> None:
    window = open_window()
    worklist(window, qtbot, run)
    first = names(window)[0]
    on_map(window, qtbot)
    press(window, Qt.Key.Key_Return, CONTROL)
    press(window, Qt.Key.Key_S, CONTROL)
    assert names(window)[0] == first
    assert window.opening.files.entries[0].progress is PageStatus.CORRECTED
    assert window.worklist.model.facts(0).startswith("corrected")
    assert window.worklist.heading.words() == ("Worklist", "1 of 4 finished")
    press(window, Qt.Key.Key_PageDown, CONTROL)
    arrived(window, qtbot, 1)
    assert answers.asked == []
    assert window.close()
    again = open_window()
    worklist(again, qtbot, run)
    assert names(again)[-1] == first
    assert again.worklist.heading.words() == ("Worklist", "1 of 4 finished")
    again.opening.turn_to(3)
    document = arrived(again, qtbot, 3).document
    assert [page.id for page in document.pages]
    assert again.opening.project is not None
    assert again.opening.project.path == run / "evening" / "trade.json.layout-project"
    assert again.opening.source == run.parent / "in" / "evening" / "trade.txt"


def test_a_run_that_goes_on_keeps_its_lock(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    with open_journal(run) as journal:
        worklist(window, qtbot, run)
        assert sum(journal.counts().values()) == len(names(window))


def test_a_broken_journal_is_said_in_one_line(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    journal_path(run).write_bytes(b"no database at all" * 100)
    errors: list[object] = []
    window.opening.failed.connect(errors.append)
    worklist(window, qtbot, run)
    assert [type(error).__name__ for error in errors] == ["BrokenJournal"]
    assert len(names(window)) == 4
    (run / "report.jsonl").unlink()
    assert window.opening.editor is not None
    window.opening.open_all([run])
    qtbot.waitUntil(lambda: len(errors) == 2, timeout=MILLISECONDS)
    assert window.opening.editor is not None  # what was open stays


def test_other_files_put_the_list_away(open_window: OpenWindow, qtbot: QtBot, run: Path, page: Path) -> None:
    window = open_window()
    opened(window, qtbot, page)
    assert not window.worklist.isVisible()
    worklist(window, qtbot, run)
    assert window.worklist.isVisible()
    opened(window, qtbot, page)
    assert not window.worklist.isVisible()
    assert window.opening.files.count == 1


def test_the_list_speaks_both_languages_and_wears_both_themes(open_window: OpenWindow, qtbot: QtBot, run: Path) -> None:
    window = open_window()
    worklist(window, qtbot, run)
    model, shown = window.worklist.model, window.worklist.list
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("trade.txt, open now, ")
    assert "doubts" in model.doubts(0)
    light = shown.grab().toImage().pixelColor(2, shown.height() - 3)
    window.action_set.trigger("language")
    window.action_set.trigger("theme")
    qtbot.wait(10)
    assert window.worklist.heading.words() == ("工作清单", "已完成 0/4")
    assert model.facts(3).startswith("失败 · 里面没有文字")
    assert shown.grab().toImage().pixelColor(2, shown.height() - 3) != light


def test_very_many_files_hold_nobody_up(many: Path, open_window: OpenWindow, qtbot: QtBot, watchdog: Watchdog) -> None:
    window = open_window()
    qtbot.wait(300)
    watchdog.start()
    worklist(window, qtbot, many)
    window.worklist.list.setFocus()
    QTest.keyClick(window.worklist.list, Qt.Key.Key_End)
    QTest.keyClicks(window.worklist.list, "page-1")
    qtbot.wait(100)
    watchdog.stop()
    assert window.opening.files.count == MANY
    assert window.worklist.model.name(window.worklist.list.currentIndex().row()).startswith("page-1")
