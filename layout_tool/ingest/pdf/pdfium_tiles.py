"""PDFium draws parts of pages; the pages drawn last stay open."""

from __future__ import annotations

import math
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from layout_tool.ingest.pdf.refusals import ReaderRefused
from layout_tool.ingest.pdf.wire import Tile
from layout_tool.model.geometry import Box

_POINTS_PER_INCH = 72.0
_MOST_PIXELS = 16_000_000  # of a tile
_MOST_DOTS = 200_000  # along a side of the whole page, lest PDFium's numbers overflow
_OPEN_PAGES = 3
_WHITE = (255, 255, 255, 255)


class _OpenFile:
    """A file with the pages of it that were drawn last."""

    def __init__(self, path: Path, password: str | None) -> None:
        self.known_as = (path, password)
        self._document = _opened(path, password)
        self._pages: OrderedDict[int, pypdfium2.PdfPage] = OrderedDict()

    def page(self, index: int) -> pypdfium2.PdfPage:
        """Raises IndexError, PdfiumError."""
        if index not in self._pages:
            if not 0 <= index < len(self._document):
                raise IndexError(index)
            self._pages[index] = self._document[index]
            if len(self._pages) > _OPEN_PAGES:
                self._pages.popitem(last=False)[1].close()
        self._pages.move_to_end(index)
        return self._pages[index]

    def close(self) -> None:
        for page in self._pages.values():
            page.close()
        self._document.close()


_open: list[_OpenFile] = []  # none or one: a child draws the pages of one file


def draw_tile(
    path: Path, password: str | None, index: int, dpi: float, box: Box, size: tuple[float, float] | None
) -> Tile:
    """The part of the page that `box` covers; see `picture.PagePictures`. Raises ReaderRefused."""
    try:
        page = _file(path, password).page(index)
        width, height = page.get_size()
        seen_width, seen_height = size or (width, height)
        dots = _dots(dpi / _POINTS_PER_INCH, box, seen_width, seen_height)
        return _drawn(page, dots, box, (seen_width, seen_height))
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError, ZeroDivisionError, OverflowError) as failure:
        raise ReaderRefused(f"page {index}") from failure


def _file(path: Path, password: str | None) -> _OpenFile:
    if not _open or _open[0].known_as != (path, password):
        while _open:
            _open.pop().close()
        _open.append(_OpenFile(path, password))
    return _open[0]


def _opened(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    with suppress(pypdfium2.PdfiumError):
        return pypdfium2.PdfDocument(path, password)
    return pypdfium2.PdfDocument(path)


def _dots(scale: float, box: Box, width: float, height: float) -> tuple[int, int]:
    """How many dots the whole page has across and down where a point is `scale` dots, or fewer where that would make
    the tile or the page monstrous."""
    part = max(min(box.x1, width) - max(box.x0, 0.0), 1.0) * max(min(box.y1, height) - max(box.y0, 0.0), 1.0)
    scale = min(scale, (_MOST_PIXELS / part) ** 0.5, _MOST_DOTS / max(width, height))
    return math.ceil(width * scale), math.ceil(height * scale)


def _drawn(page: pypdfium2.PdfPage, dots: tuple[int, int], box: Box, size: tuple[float, float]) -> Tile:
    across, down = dots[0] / size[0], dots[1] / size[1]
    left, right = max(math.floor(box.x0 * across), 0), min(math.ceil(box.x1 * across), dots[0])
    top, bottom = max(math.floor(box.y0 * down), 0), min(math.ceil(box.y1 * down), dots[1])
    width, height = right - left, bottom - top
    if width < 1 or height < 1:
        raise ReaderRefused("nothing of the page is in the box")
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *dots, 0, raw.FPDF_ANNOT)
    covered = Box(left / across, top / down, right / across, bottom / down)
    tile = Tile(covered, width, height, bytes(bitmap.buffer))
    bitmap.close()
    return tile
