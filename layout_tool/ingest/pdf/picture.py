"""The picture of a printed page, as PDFium draws it, made in the guarded child."""

from __future__ import annotations

import os
from pathlib import Path

from layout_tool.ingest.pdf.guard import draw_guarded
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.refusals import ReaderRefused
from layout_tool.ingest.pdf.source import PASSWORD_VARIABLE


def page_picture(
    path: Path, index: int, dpi: float, *, password: str | None = None, limits: Limits | None = None
) -> bytes | None:
    """Page `index` (from 0) of a PDF as a PNG of `dpi` dots an inch, turned and cropped as it is seen.

    Fewer dots where the picture would grow beyond reason; None where PDFium cannot draw the page within `limits`.
    """
    secret = password if password is not None else os.environ.get(PASSWORD_VARIABLE)
    try:
        return draw_guarded(path.absolute(), secret, index, dpi, limits or Limits())
    except ReaderRefused:
        return None
