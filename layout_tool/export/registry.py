"""The formats of an export by their file suffixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from layout_tool.atomic import atomic_file
from layout_tool.errors import OutputError
from layout_tool.export.picture import Printed, draw_page
from layout_tool.export.picture_shapes import Picture
from layout_tool.export.picture_svg import svg
from layout_tool.export.words import Words
from layout_tool.model.document import Document

Painter = Callable[[Picture, float], bytes]


def _paint_svg(picture: Picture, scale: float) -> bytes:  # noqa: ARG001 - an SVG has every scale
    return svg(picture)


def _paint_png(picture: Picture, scale: float) -> bytes:
    from layout_tool.export.picture_png import png

    return png(picture, scale)


PAINTERS: Mapping[str, Painter] = {".svg": _paint_svg, ".png": _paint_png}
"""What paints a picture, by the suffix of its file."""

_DETAIL = 2.0


def painter_of(path: Path) -> Painter:
    """The painter for a file's suffix. Raises OutputError where there is none."""
    painter = PAINTERS.get(path.suffix.lower())
    if painter is None:
        raise OutputError(path=str(path), reason="reason_picture_format")
    return painter


def write_pictures(
    document: Document,
    path: Path,
    words: Words,
    scale: float = 2.0,
    never: Path | None = None,
    printed: Printed | None = None,
) -> Iterator[Path]:
    """One picture a page, each written whole or not at all: OUT.png, OUT-2.png …; yields each file when it is there.

    `scale` is for PNG, in pixels of the file for one of the picture. `printed` gives the pictures of printed pages.
    Raises OutputError and SetupError.
    """
    painter = painter_of(path)
    for page in document.pages:
        place = path if page.number == 1 else path.with_stem(f"{path.stem}-{page.number}")
        painted = painter(draw_page(document, page, words, printed, max(scale, _DETAIL)), scale)
        with atomic_file(place, never) as stream:
            stream.write(painted)
        yield place
