"""A lock is seen in the tag of every region about which something is fixed, at every zoom at which tags are seen."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from layout_tool.editor.canvas.camera import Camera
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.lock_sign import draw_lock, lock_width
from layout_tool.editor.theme import DARK, LIGHT, Palette
from layout_tool.model.document import Document
from layout_tool.model.edits_locks import lock_regions
from tests.editor.panels.desks import EN, desk, printed

_LEAST = 7.0
_FEWEST = 8
"""Pixels by which a lock must show."""


def pixels(view: MapView) -> NDArray[np.int16]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(np.int16)


def drawn(qtbot: QtBot, document: Document, palette: Palette, scale: float) -> tuple[MapView, NDArray[np.int16]]:
    view = MapView(desk(document), EN, palette)
    qtbot.addWidget(view)
    view.resize(700, 900)
    page = document.pages[0]
    view.set_camera(Camera(scale, page.width / 2, page.height / 2))
    return view, pixels(view)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [0.25, 0.4, 0.6, 0.9, 1.5, 3.0])
def test_every_tag_of_a_locked_region_has_a_lock_and_no_other(qtbot: QtBot, palette: Palette, scale: float) -> None:
    document = printed()
    locked = frozenset(document.articles[0].regions) | {document.articles[2].regions[0]} | {document.outside[0]}
    _, plain = drawn(qtbot, document, palette, scale)
    view, marked = drawn(qtbot, lock_regions(document, locked), palette, scale)
    differ = np.abs(plain - marked).max(axis=2) > 40
    seen = view.editor.index.locked_on(document.pages[0].id)
    assert locked <= seen
    for region in document.pages[0].regions:
        box = view.view_box(region.bbox)
        whole = box.left() >= 0 and box.top() >= 0 and box.right() < view.width() and box.bottom() < view.height()
        if whole and box.width() >= _LEAST and box.height() >= _LEAST:
            inside = differ[int(box.top()) : int(box.bottom()) + 1, int(box.left()) : int(box.right()) + 1]
            if region.id in seen:
                assert inside.sum() >= _FEWEST, region.id
            else:
                assert inside.sum() == 0, region.id


@pytest.mark.parametrize("filled", [True, False])
def test_the_sign_keeps_to_its_frame(qtbot: QtBot, filled: bool) -> None:  # noqa: ARG001 - Qt must be there
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_lock(painter, QRectF(10, 10, lock_width(16), 16), LIGHT.ink, filled=filled)
    painter.end()
    inked = {(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 40}
    assert min(x for x, _ in inked) >= 9
    assert max(x for x, _ in inked) <= 24
    assert min(y for _, y in inked) >= 9
    assert max(y for _, y in inked) <= 26
    assert ((16, 22) in inked) is filled
