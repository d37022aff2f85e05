"""The map looks as it was found good, light and dark."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from layout_tool.editor.theme import DARK, LIGHT, Palette
from tests.editor.canvas.snapshots import FOLDER, HEIGHT, PALETTES, WIDTH, has_type, map_view, picture

_CELL = 4  # px a side that are compared as one, since type is drawn a little otherwise elsewhere
_FAR, _FEW = 24.0, 0.01  # of 255 that a cell may differ; the share of cells that may differ by more


def pixels(image: QImage) -> NDArray[np.float64]:
    """Height × width × 3, 0 to 255."""
    raw = np.frombuffer(image.constBits(), dtype=np.uint8)
    rows = raw.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(np.float64)


def coarse(found: NDArray[np.float64]) -> NDArray[np.float64]:
    cells: NDArray[np.float64] = found.reshape(HEIGHT // _CELL, _CELL, WIDTH // _CELL, _CELL, 3).mean(axis=(1, 3))
    return cells


def differing(one: QImage, other: QImage) -> float:
    """The share of cells in which two pictures differ."""
    far = np.abs(coarse(pixels(one)) - coarse(pixels(other))).max(axis=2) > _FAR
    return float(far.mean())


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_the_map_looks_as_it_did(qtbot: QtBot, palette: Palette) -> None:
    if not has_type():
        pytest.skip("fonts-noto-cjk, with which the pictures were drawn, is not here")
    view = map_view(palette)
    qtbot.addWidget(view)
    kept = QImage(str(FOLDER / f"map-{palette.name}.png")).convertToFormat(QImage.Format.Format_RGB32)
    assert (kept.width(), kept.height()) == (WIDTH, HEIGHT)
    assert differing(picture(view), kept) <= _FEW


def test_what_looks_otherwise_is_told(qtbot: QtBot) -> None:
    light, other = map_view(LIGHT), map_view(LIGHT)
    for view in (light, other):
        qtbot.addWidget(view)
    other.editor.select(())
    other.set_palette(DARK)
    assert differing(picture(light), picture(other)) > _FEW
    other.set_palette(LIGHT)
    assert differing(picture(light), picture(other)) > _FEW
