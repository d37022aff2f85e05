"""What the map says of each region, and that it says what the docks say."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.canvas.sheet import prepared
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import LIGHT
from layout_tool.messages import Language, load
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper


def opened(*decisions: Decision) -> EditorDocument:
    document = newspaper()
    return EditorDocument(Timeline(replace(document, decisions=decisions)))


def role_of(region: str, margin: float, *, locked: bool = False) -> Decision:
    return Decision(f"d-{region}", DecisionKind.ROLE, (region,), 1.0, margin, (), locked=locked)


def test_a_doubtful_region_is_marked_until_a_person_fixes_it() -> None:
    editor = opened(role_of("p1-r4", 0.4), role_of("p1-r5", 9.0), role_of("p1-r6", 0.4, locked=True))
    page = editor.page
    assert page is not None
    rows = prepared(page, editor.doubts, editor.looks(page.id)).rows
    assert [row.region.id for row in rows if row.doubtful] == ["p1-r4"]


def test_letters_tell_article_and_role() -> None:
    editor = opened()
    page = editor.page
    assert page is not None
    tags = {row.region.id: row.tag for row in prepared(page, editor.doubts, editor.looks(page.id)).rows}
    assert (tags["p1-r1"], tags["p1-r2"], tags["p1-r4"], tags["p1-r8"], tags["p1-r10"]) == (
        "A·K",
        "A·H",
        "A",
        "B·H",
        "",
    )


def test_the_map_has_the_looks_of_the_docks_after_edits_and_turning_pages(qtbot: QtBot) -> None:
    view = MapView(opened(), load(Language.EN), LIGHT)
    qtbot.addWidget(view)
    editor = view.editor
    editor.select(["p1-r5"])
    commands.new_article(editor)
    assert view.looks == editor.looks("p1")
    assert set(view.looks) == {article.id for article in editor.index.articles_on("p1")}
    kept = dict(view.looks)
    editor.show_page("p2")
    assert view.looks == {}
    editor.show_page("p1")
    assert view.looks == kept
