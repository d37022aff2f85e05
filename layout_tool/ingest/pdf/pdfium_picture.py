"""PDFium draws a page."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pypdfium2

from layout_tool.ingest.pdf.refusals import ReaderRefused

_POINTS_PER_INCH = 72.0
_MOST_PIXELS = 40_000_000


def draw(path: Path, password: str | None, index: int, dpi: float) -> bytes:
    """A PNG of the page, grey where nothing on it has a colour. Raises ReaderRefused."""
    try:
        with closing(_opened(path, password)) as document, closing(document[index]) as page:
            width, height = page.get_size()
            scale = min(dpi / _POINTS_PER_INCH, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            picture = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as failure:
        raise ReaderRefused(f"page {index}") from failure
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _opened(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path, password)
    except pypdfium2.PdfiumError:
        if password is None:
            raise
        return pypdfium2.PdfDocument(path)
