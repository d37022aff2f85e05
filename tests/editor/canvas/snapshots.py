"""Pictures of the map as it was found good; size, type and page are pinned.

    python -m tests.editor.canvas.snapshots

draws them anew. Do so only for a change of looks that was meant, and look at what came of it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.theme import DARK, LIGHT, Palette
from layout_tool.messages import Language, load
from layout_tool.model.document import Direction, Document
from layout_tool.model.geometry import Box
from layout_tool.model.timeline import Timeline
from tests.model.documents import newspaper

FOLDER = Path(__file__).parent / "snapshots"
PALETTES = (LIGHT, DARK)
WIDTH, HEIGHT = 320, 420
_TYPE = "Noto Sans CJK SC"


def has_type() -> bool:
    """Whether the type is there that the pictures are drawn with."""
    return _TYPE in QFontDatabase.families()


def shown_page() -> Document:
    """A page of two articles, an advertisement and a folio; one heading runs down the page."""
    document = newspaper()
    page = document.pages[0]
    regions = tuple(
        replace(region, direction=Direction.VERTICAL, bbox=Box(36, 12, 39, 26)) if region.id == "p1-r8" else region
        for region in page.regions
    )
    return replace(document, pages=(replace(page, regions=regions), *document.pages[1:]))


def map_view(palette: Palette) -> MapView:
    """The map of that page, its first article in hand."""
    view = MapView(EditorDocument(Timeline(shown_page())), load(Language.EN), palette)
    font = QFont(_TYPE)
    font.setPixelSize(13)
    view.setFont(font)
    view.resize(WIDTH, HEIGHT)
    view.fit()
    view.editor.select(["p1-r4"])
    return view


def picture(view: MapView) -> QImage:
    """What the view shows, one pixel a pixel."""
    frame = QPixmap(WIDTH, HEIGHT)
    frame.fill(QColor("#FF00FF"))
    view.render(frame)
    return frame.toImage().convertToFormat(QImage.Format.Format_RGB32)


def main() -> None:
    """Draw the pictures anew."""
    application = QApplication([])
    for palette in PALETTES:
        picture(map_view(palette)).save(str(FOLDER / f"map-{palette.name}.png"))
    application.processEvents()


if __name__ == "__main__":
    main()
