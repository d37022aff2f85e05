"""The picture of a printed page, or of parts of it, as PDFium draws it, made in a guarded child."""

from __future__ import annotations

import os
from pathlib import Path

from layout_tool.ingest.pdf.guard import PictureChild, draw_guarded
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.refusals import ReaderRefused
from layout_tool.ingest.pdf.source import PASSWORD_VARIABLE
from layout_tool.ingest.pdf.wire import DrawTile, Tile
from layout_tool.model.geometry import Box

__all__ = ["PagePictures", "Tile", "page_picture"]


def page_picture(
    path: Path, index: int, dpi: float, *, password: str | None = None, limits: Limits | None = None
) -> bytes | None:
    """Page `index` (from 0) of a PDF as a PNG of `dpi` dots an inch, turned and cropped as it is seen.

    Fewer dots where the picture would grow beyond reason; None where PDFium cannot draw the page within `limits`.
    """
    try:
        return draw_guarded(path.absolute(), _secret(password), index, dpi, limits or Limits())
    except ReaderRefused:
        return None


class PagePictures:
    """Pictures of parts of a PDF's pages, drawn one at a time in a child of their own.

    One thread asks; another one may close.
    """

    def __init__(self, path: Path, password: str | None = None, limits: Limits | None = None) -> None:
        self._path, self._password = os.fspath(path.absolute()), _secret(password)
        self._child = PictureChild(limits)

    def tile(self, index: int, dpi: float, box: Box, size: tuple[float, float] | None = None) -> Tile | None:
        """What stands in `box` on page `index` (from 0) at `dpi` dots an inch, turned and cropped as the page is seen.

        `box` is in points, origin top-left; `size` is the page's width and height in points, where they are known:
        pages may have a unit of their own, which PDFium does not tell. Fewer dots where the picture would grow beyond
        reason; None where PDFium cannot draw it within the limits, where nothing of the page is in the box, and after
        `close`.
        """
        try:
            return self._child.draw(DrawTile(self._path, self._password, index, dpi, box, size))
        except ReaderRefused:
            return None

    def get_ready(self) -> None:
        """Start the child and open the file, so that the first tile does not wait for it."""
        self.tile(0, 1.0, Box(0.0, 0.0, 0.0, 0.0))

    def close(self) -> None:
        """May be called twice, and while a tile is being drawn, which then comes to nothing."""
        self._child.close()


def _secret(password: str | None) -> str | None:
    return password if password is not None else os.environ.get(PASSWORD_VARIABLE)
