"""The picture of a weak page for the summary: the proposal drawn over the page, small enough for a web page."""

from __future__ import annotations

import base64
from contextlib import suppress
from pathlib import Path

from layout_tool.batch.printed_pages import printed_pages
from layout_tool.batch.stored import read_document
from layout_tool.batch.tally import WeakPage
from layout_tool.errors import InputError, SetupError
from layout_tool.export.picture import draw_page
from layout_tool.export.picture_png import jpeg
from layout_tool.messages import Messages

_SCALE, _QUALITY = 0.75, 70
_MOST_REGIONS = 150  # beyond, it takes long to find a way for every arrow, and nobody can follow them


def weak_picture(folder: Path, weak: WeakPage, messages: Messages, password: str | None = None) -> str | None:
    """The page as a data URI; None where its document is not what was written, a font for its letters is lacking,
    or it has too many regions to show any."""
    output = weak.row.output
    with suppress(InputError, SetupError):
        document = read_document(folder / output) if output else None
        page = document.pages[weak.place] if document and weak.place < len(document.pages) else None
        if document is not None and page is not None and len(page.regions) <= _MOST_REGIONS:
            printed = printed_pages(document, weak.row.full, password)
            picture = draw_page(document, page, messages, printed, detail=1.0)
            return "data:image/jpeg;base64," + base64.b64encode(jpeg(picture, _SCALE, _QUALITY)).decode("ascii")
    return None
