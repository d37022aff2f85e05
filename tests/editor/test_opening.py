"""Documents on their way in and out: what another has open, what was broken off, what is closed."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.source.pictures import PictureStore
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document
from layout_tool.storage.places import recovery_path
from layout_tool.storage.project import begin_project
from tests.editor.answers import Answers
from tests.editor.conftest import SAMPLES, OpenWindow, opened


def test_edits_of_a_project_that_is_only_read_are_not_lost_unasked(
    open_window: OpenWindow, qtbot: QtBot, page: Path, answers: Answers, tmp_path: Path
) -> None:
    opened(open_window(), qtbot, page)
    place = recovery_path(page)
    kept = place.read_bytes()
    answers.read, answers.leave = True, None
    second = open_window()
    editor = opened(second, qtbot, page)
    editor.select(editor.document.articles[0].regions[-1:])
    second.action_set.trigger("new_article")
    assert second.isWindowModified()
    assert not second.close()
    assert answers.asked[-1] == "lose page.txt"
    answers.place = place
    assert not second.opening.save()
    assert place.read_bytes() == kept
    answers.place, answers.leave = tmp_path / "mine.layout-project", True
    assert second.close()
    assert answers.place.exists()
    assert place.exists()


def test_pages_come_into_a_project_that_was_broken_off_before_the_first(
    open_window: OpenWindow, qtbot: QtBot, page: Path
) -> None:
    window = open_window()
    document = opened(window, qtbot, page).document
    assert window.close()
    begin_project(page, Document(document.generator, document.sources, (), (), ()), "A. N.", 1).close()
    assert to_json(opened(open_window(), qtbot, page).document) == to_json(document)


def test_a_document_that_is_closed_is_let_go(open_window: OpenWindow, qtbot: QtBot, page: Path) -> None:
    source = Path(shutil.copy(next(SAMPLES.glob("*.pdf")), page.parent / "page.pdf"))
    window = open_window()
    opened(window, qtbot, source)
    assert window.findChildren(PictureStore)
    assert window.opening.close()
    qtbot.waitUntil(lambda: not window.findChildren(PictureStore) and not window.findChildren(EditorDocument))
