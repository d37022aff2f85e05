"""How long a frame of the map takes on a page of 2,000 regions and 20,000 lines, and an edit until it is drawn again.

Prints milliseconds and what share they are of a frame; run it on a quiet machine:

    pytest -q -s tests/benchmarks/test_canvas_speed.py
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from layout_tool.editor import commands
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import LIGHT
from layout_tool.messages import Language, load
from layout_tool.model.article import Article
from layout_tool.model.document import Direction, Document, Generator, Line, Page, Region, Source, Unit
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role
from layout_tool.model.timeline import Timeline

FRAME, EDIT = 16.0, 30.0
ACROSS, DOWN, LINES = 40, 50, 10


def large() -> Document:
    """2,000 regions of ten lines in 200 articles."""
    regions = []
    for turn in range(ACROSS * DOWN):
        x, y = turn % ACROSS * 24.0, turn // ACROSS * 32.0
        lines = tuple(
            Line(f"p1-l{turn}-{at}", "港口清晨开市忙", Box(x, y + 3 * at, x + 22, y + 3 * at + 2.4))
            for at in range(LINES)
        )
        role = Role.HEADLINE if turn % 10 == 0 else Role.BODY
        regions.append(Region(f"p1-r{turn}", role, Box(x, y, x + 22, y + 30), Direction.HORIZONTAL, lines))
    articles = tuple(
        Article(f"p1-a{at}", "港口", tuple(f"p1-r{10 * at + step}" for step in range(10)), (), 0.9)
        for at in range(len(regions) // 10)
    )
    page = Page("p1", "s1", 0, 1, ACROSS * 24, DOWN * 32, Unit.PT, Direction.HORIZONTAL, regions=tuple(regions))
    source = Source("s1", "large.pdf", "application/pdf", "0" * 64, 1)
    return Document(Generator("0", "default@0"), (source,), (page,), articles, ())


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView(EditorDocument(Timeline(large())), load(Language.EN), LIGHT)
    qtbot.addWidget(made)
    made.resize(1000, 1000)
    made.show()
    return made


def milliseconds(view: MapView, step: Callable[[int], object], count: int = 15) -> float:
    """The median time from a step to the frame painted."""
    frame = QPixmap(view.size())
    spent = []
    for turn in range(count):
        start = time.perf_counter()
        step(turn)
        view.render(frame)
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_frame(view: MapView, scale: int) -> None:
    view.fit()
    if scale > 1:
        view.zoom_by(scale)
    names = [region.id for region in view.editor.document.regions()]
    steps: dict[str, Callable[[int], object]] = {
        "pan": lambda turn: view.set_camera(view.camera.panned(7 if turn % 2 else -7, 3)),
        "zoom": lambda turn: view.zoom_by(1.05 if turn % 2 else 1 / 1.05),
        "select": lambda turn: view.editor.select([names[turn * 31]]),
        "hover": lambda turn: view.editor.hover(names[turn * 17]),
    }
    for name, step in steps.items():
        spent = milliseconds(view, step)
        print(f"{name} at {scale}x: {spent:.1f} ms, {spent / FRAME:.2f} of a frame of {FRAME:.0f} ms")


def test_an_edit_until_it_is_drawn(view: MapView) -> None:
    view.fit()
    roles = (Role.DECK, Role.BODY)
    names = [region.id for region in view.editor.document.regions()]

    def step(turn: int) -> None:
        view.editor.select([names[17 + turn]])
        commands.set_role(view.editor, roles[turn % 2])

    spent = milliseconds(view, step)
    print(f"edit: {spent:.1f} ms, {spent / EDIT:.2f} of {EDIT:.0f} ms")
