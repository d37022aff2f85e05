"""Where the pictures of a document's printed pages come from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from layout_tool.export.picture import Printed
from layout_tool.ingest.pdf.picture import page_picture
from layout_tool.ingest.pdf.source import MEDIA_TYPE
from layout_tool.model.document import Document, Page


def printed_pages(document: Document, path: Path, password: str | None = None) -> Printed:
    """Gives the picture of each page that was read from a PDF.

    `path` is the PDF itself, or a file in whose folder the document's PDFs stand under their own names, unchanged;
    a page whose PDF is not there, or cannot be drawn, has no picture.
    """
    files = {source.id: _file(path, source.name, source.sha256) for source in document.sources
             if source.media_type == MEDIA_TYPE}  # fmt: skip

    def printed(page: Page, dpi: float) -> bytes | None:
        file = files.get(page.source)
        return page_picture(file, page.index, dpi, password=password) if file else None

    return printed


def _file(path: Path, name: str, sha256: str) -> Path | None:
    """The PDF of that hash: the path itself or its neighbour of that name."""
    for candidate in dict.fromkeys((path, path.with_name(Path(name).name or "."))):
        if candidate.is_file():
            with candidate.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() == sha256:
                    return candidate
    return None
