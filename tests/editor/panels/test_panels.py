"""What holds for every dock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.panels.articles import ArticleTree
from layout_tool.editor.panels.meter import CoverageMeter
from layout_tool.editor.panels.pages import PagesPanel
from layout_tool.editor.panels.problems import ProblemsPanel
from layout_tool.editor.panels.reading import ReadingPane
from layout_tool.editor.panels.why import WhyPanel
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model import edits
from layout_tool.model.document import Document
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, ZH, desk, printed
from tests.model.documents import page_proposal

PANELS = (ArticleTree, WhyPanel, ReadingPane, ProblemsPanel, CoverageMeter, PagesPanel)
Panel = (
    type[ArticleTree]
    | type[WhyPanel]
    | type[ReadingPane]
    | type[ProblemsPanel]
    | type[CoverageMeter]
    | type[PagesPanel]
)


def noted(document: Document) -> Document:
    return edits.set_role(document, ["p1-r5"], Role.NOTE)


@pytest.mark.parametrize("kind", PANELS)
def test_a_panel_that_is_gone_hears_nothing(kind: Panel, qtbot: QtBot) -> None:
    editor = desk()
    panel = kind(editor, EN, LIGHT)
    panel.show()
    qtbot.waitExposed(panel)
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert editor.do("set_role", noted, role="note", count=1)
    editor.select(["p1-r8"])
    qtbot.wait(1)


@pytest.mark.parametrize("kind", PANELS)
def test_a_document_may_begin_without_pages(kind: Panel, qtbot: QtBot) -> None:
    editor = desk(replace(printed(), pages=(), articles=(), outside=(), decisions=()))
    panel = kind(editor, EN, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    editor.add_page(page_proposal("p3"))
    editor.select(["p3-r2"])
    qtbot.wait(1)
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    qtbot.wait(1)


@pytest.mark.parametrize("kind", PANELS)
def test_what_is_selected_may_vanish(kind: Panel, qtbot: QtBot) -> None:
    editor = desk()
    panel = kind(editor, EN, LIGHT)
    qtbot.addWidget(panel)
    panel.show()
    editor.select(["p1-r33", "p1-r34"])
    assert commands.join(editor)
    assert editor.selection.regions == ("p1-r33",)
    assert editor.undo()
    editor.select(["p1-r34"])
    assert editor.redo()
    editor.select((), "p1-a5")
    assert commands.merge_articles(editor, "p1-a1", ["p1-a5"])
    qtbot.wait(1)
    assert editor.selection.article is None


@pytest.mark.parametrize("kind", PANELS)
def test_a_panel_grows_with_the_interface_type(kind: Panel, qtbot: QtBot) -> None:
    heights = []
    for size in (13, 26):
        holder = QWidget()
        qtbot.addWidget(holder)
        font = holder.font()
        font.setPixelSize(size)
        holder.setFont(font)
        panel = kind(desk(), EN, LIGHT, holder)
        heights.append(panel.minimumSizeHint().height())
    assert heights[1] > heights[0]
