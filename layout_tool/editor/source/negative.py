"""Pictures as images of the window: as they are, or as negatives on the dark theme's paper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from layout_tool.editor.theme import DARK
from layout_tool.ingest.pdf.picture import Tile


def image_of(tile: Tile, *, dark: bool) -> QImage:
    """The tile as an image that owns its pixels."""
    pixels = np.frombuffer(tile.pixels, np.uint8).reshape(tile.height, tile.width, 4)
    if dark:
        pixels = negative(pixels)
    shared = QImage(pixels.tobytes(), tile.width, tile.height, tile.width * 4, QImage.Format.Format_RGB32)
    return shared.copy()


def negative(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Blue, green and red with their lightness turned over: white becomes the dark paper, black its ink; hue and
    chroma stay, so that a red headline stays red."""
    colours = pixels[..., :3].astype(np.int16)
    turn = 255 - colours.max(axis=-1) - colours.min(axis=-1)
    turned = (colours + turn[..., None]).astype(np.uint8)
    found = np.empty_like(pixels)
    for channel, table in enumerate(_tables()):
        found[..., channel] = table[turned[..., channel]]
    found[..., 3] = 255
    return found


def _tables() -> list[NDArray[np.uint8]]:
    """From black to white becomes from the dark paper to its ink, for blue, green and red."""
    paper, ink = QColor(DARK.paper), QColor(DARK.ink)
    ends = ((paper.blue(), ink.blue()), (paper.green(), ink.green()), (paper.red(), ink.red()))
    return [np.linspace(start, end, 256).round().astype(np.uint8) for start, end in ends]
