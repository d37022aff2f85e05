"""The ends of the decision in hand are marked on the page and in the text, and nowhere else."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.canvas.surface import PageSurface
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.source.text_view import TextView
from layout_tool.editor.theme import LIGHT
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Region
from tests.editor.panels.desks import EN, desk


def link_between_regions(editor: EditorDocument) -> Decision:
    lines = editor.index.lines
    return next(
        one
        for one in editor.document.decisions
        if one.kind is DecisionKind.LINK and lines[one.subjects[0]][0] is not lines[one.subjects[1]][0]
    )


def shown(view: QWidget, qtbot: QtBot) -> QImage:
    qtbot.addWidget(view)
    view.resize(700, 900)
    view.show()
    qtbot.waitExposed(view)
    return view.grab().toImage()


def amber(image: QImage, x: float, y: float) -> bool:
    found, wanted = QColor(image.pixel(round(x), round(y))), QColor(LIGHT.doubtful)
    return max(abs(found.red() - wanted.red()), abs(found.blue() - wanted.blue())) < 40


def frame_of(view: PageSurface, region: Region, line: str) -> tuple[float, float]:
    """The middle of the upper edge of a line in the view."""
    box = view.view_box(next(one.bbox for one in region.lines if one.id == line))
    return box.center().x(), box.top()


def test_both_ends_are_framed_on_the_map(qtbot: QtBot) -> None:
    editor = desk()
    view = MapView(editor, EN, LIGHT)
    link = link_between_regions(editor)
    before = shown(view, qtbot)
    editor.attention.ask(link)
    image = view.grab().toImage()
    for line in link.subjects:
        x, y = frame_of(view, editor.index.lines[line][0], line)
        assert not amber(before, x, y)
        assert any(amber(image, x, y + step) for step in (-1, 0, 1))


def test_lines_of_the_text_carry_the_marks(qtbot: QtBot) -> None:
    editor = desk()
    view = TextView(editor, EN, LIGHT)
    shown(view, qtbot)
    link = link_between_regions(editor)
    editor.attention.ask(link)
    view.reveal(link.subjects[0])
    image = view.grab().toImage()
    place = view.line_rect(link.subjects[0])
    assert any(amber(image, x, place.center().y()) for x in range(60))


def test_a_selection_alone_marks_nothing_unless_it_is_explained(qtbot: QtBot) -> None:  # noqa: ARG001
    editor = desk()
    region = editor.index.lines[link_between_regions(editor).subjects[0]][0].id
    editor.select([region])
    assert editor.attention.decision is not None
    marks = []
    for seen in (False, True, False):
        editor.attention.set_shown(seen)
        marks.append(len(editor.attention.ends))
    assert marks[0] == marks[2] == 0
    assert marks[1] > 0
