"""The inspector: facts, reasons in sentences, and stepping through the decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.sentences import reasons
from layout_tool.editor.panels.why import WhyPanel
from layout_tool.editor.panels.why_rows import TermRow
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.model.decision import DecisionKind
from layout_tool.model.doubts import is_doubtful, probability
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, ZH, desk, printed


@pytest.fixture
def editor(qtbot: QtBot) -> EditorDocument:  # noqa: ARG001 - Qt must be there
    return desk()


@pytest.fixture
def panel(qtbot: QtBot, editor: EditorDocument) -> WhyPanel:
    made = WhyPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    made.resize(330, 460)
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(panel: WhyPanel) -> list[TermRow]:
    return [row for row in panel.findChildren(TermRow) if row.isVisibleTo(panel)]


def test_without_a_selection_it_says_what_to_do(panel: WhyPanel) -> None:
    assert panel.facts.text().startswith("Select a region")
    assert rows(panel) == []
    assert not panel.runner_up.isVisibleTo(panel)


def test_a_region_is_explained_by_its_weakest_decision_first(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r9"])
    assert panel.heading.words() == ("Why", "A · text")
    assert "119 characters · found by the engine" in panel.facts.text()
    assert "A “老厂房里长出新街坊”\nproposed · confidence 86 %" in panel.facts.text()
    assert panel.decision is not None
    assert panel.decision.id == "p1-d5"
    assert panel.decided.text() == "A: ① continues in ②"
    assert panel.sums.text() == "sum 1.7 · margin 2.7 · about 80 % sure"
    assert panel.runner_up.words.text() == "① ends its story"


def test_terms_stand_strongest_first_with_sign_and_bar(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r9"])
    shown = rows(panel)
    scores = [float(row.score.text().replace("−", "-")) for row in shown]
    assert [abs(score) for score in scores] == sorted((abs(score) for score in scores), reverse=True)
    assert shown[0].score.text() == "−2.0"
    assert shown[0].words.text() == "A headline stands over it"
    assert shown[0].accessibleName() == "−2.0: A headline stands over it"
    assert {row.words.textInteractionFlags() for row in shown} == {Qt.TextInteractionFlag.TextSelectableByMouse}


def test_every_decision_of_the_page_has_its_sentence(editor: EditorDocument) -> None:
    for messages in (EN, ZH):
        for decision in printed().decisions:
            said = reasons(editor, decision, messages)
            assert said.decided
            assert said.instead
            assert "panels_" not in said.decided + said.instead
            assert all(term.words and "." not in term.words.split(":")[0] for term in said.terms)


def test_the_ends_quote_where_they_meet_and_lead_there(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r9"])
    panel.ends.linkActivated.emit("p1-r8")
    assert editor.selection.regions == ("p1-r8",)
    assert panel.decision is not None
    assert panel.decision.id == "p1-d5"
    assert "①" in panel.ends.text()
    assert "半年里，她收了二十六个徒弟" in panel.ends.text()


def test_buttons_and_keys_step_through_the_decisions(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r9"])
    assert panel.count.text() == "1 of 3"
    QTest.mouseClick(panel.forth, Qt.MouseButton.LeftButton)
    assert panel.count.text() == "2 of 3"
    QTest.keyClick(panel, Qt.Key.Key_Left)
    QTest.keyClick(panel, Qt.Key.Key_Left)
    assert panel.count.text() == "3 of 3"
    editor.attention.explain(next(one for one in printed().decisions if one.id == "p1-d5"))
    assert panel.count.text() == "1 of 3"


def test_an_article_has_all_decisions_of_its_regions(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select((), "p1-a3")
    assert panel.heading.words() == ("Why", "article C")
    assert "305 characters in 5 regions" in panel.facts.text()
    assert panel.decision is not None
    assert panel.decision.margin == 0.0
    assert panel.decided.text() == "C: ① heads the story that opens at ②"


def test_it_follows_edits(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r5"])
    commands.set_role(editor, Role.NOTE)
    assert panel.facts.text().startswith("note ·")


def test_a_hidden_panel_waits(qtbot: QtBot, editor: EditorDocument) -> None:
    made = WhyPanel(editor, EN, LIGHT)
    qtbot.addWidget(made)
    editor.select(["p1-r9"])
    assert made.decision is None
    made.show()
    assert made.decision is not None


def test_language_and_colours_change_while_it_runs(panel: WhyPanel, editor: EditorDocument) -> None:
    editor.select(["p1-r9"])
    panel.retranslate(ZH)
    panel.set_palette(DARK)
    assert panel.decided.text() == "A：①接②"
    assert panel.sums.text().startswith("合计 1.7 · 余量 2.7")


def test_doubt_is_a_small_margin_that_nobody_fixed() -> None:
    link = next(one for one in printed().decisions if one.kind is DecisionKind.LINK)
    assert not is_doubtful(link)
    assert is_doubtful(replace(link, margin=2.0))
    assert not is_doubtful(replace(link, margin=2.0, locked=True))
    assert probability(replace(link, margin=0.0)) == 0.5
    assert probability(replace(link, margin=0.0, locked=True)) == 1.0
