"""The map of a page: columns, regions tinted and lettered by article, and a legend that names the articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from layout_tool.export import tally
from layout_tool.export.picture_colours import DESK, FAINT, INK, MUTED, PAPER, Look, looks, mixed
from layout_tool.export.picture_ink import ink
from layout_tool.export.picture_legend import LEGEND_WIDTH, legend
from layout_tool.export.picture_overlay import overlay_shapes
from layout_tool.export.picture_page import page_shapes
from layout_tool.export.picture_shapes import Picture, Rect, Shape, Text
from layout_tool.export.picture_sheet import Sheet
from layout_tool.export.picture_type import fit
from layout_tool.export.signs import shown
from layout_tool.export.words import Words
from layout_tool.model.document import Document, Page, Unit
from layout_tool.model.geometry import Box

_MARGIN = 32.0
_HEADER = 62.0
_PADDING = 16.0
_ROOM = Box(0, 0, 960, 1340)
_LARGEST = 6000.0
_LEAST_EM = 7.0
_POINTS_PER_INCH = 72.0


Printed = Callable[[Page, float], bytes | None]
"""Gives the picture of a printed page at so many dots an inch as a PNG, or None where there is none."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand: the paper in the picture and pixels per unit of the page."""

    paper: Box
    scale: float


def draw_page(
    document: Document, page: Page, messages: Words, printed: Printed | None = None, detail: float = 2.0
) -> Picture:
    """The picture of one page of the document, its words in the language of `messages`.

    `printed` gives the page itself as a PNG at some dpi, or None: then the proposal is drawn over it, at `detail`
    pixels for one of the picture. Without it the lines' own text stands in their places.
    """
    frame = _frame(page)
    sheet = _sheet(document, page, frame, messages)
    photograph = printed(page, _POINTS_PER_INCH * frame.scale * detail) if printed and page.unit is Unit.PT else None
    over = photograph is not None
    aside = legend(document, sheet, frame.paper.x1 + _MARGIN, frame.paper.y0, over)
    width = frame.paper.x1 + _MARGIN + LEGEND_WIDTH + _MARGIN
    height = max(frame.paper.y1, aside.bottom) + _MARGIN
    title = _title(document, page, messages)
    shapes: list[Shape] = [Rect(Box(0, 0, width, height), fill=DESK)]
    shapes += _header(title, _summary(page, sheet, over), width)
    shapes += [Rect(frame.paper.moved(0, 3), fill=mixed(FAINT, DESK, 0.5), radius=3)]
    shapes += [Rect(frame.paper, fill=PAPER, stroke=mixed(FAINT, PAPER, 0.6), radius=2)]
    shapes += overlay_shapes(sheet, ink(photograph), document.decisions) if photograph else page_shapes(sheet)
    shapes += aside.shapes
    return Picture(width, height, title, messages.tag, tuple(shapes))


def _frame(page: Page) -> _Frame:
    """Scale the page to its room; an inferred page no smaller than its text can be told by, within reason."""
    width, height = max(page.width, 1.0), max(page.height, 1.0)
    scale = min(_ROOM.width / width, _ROOM.height / height)
    if page.unit is Unit.EM:
        scale = min(max(scale, _LEAST_EM), _ROOM.width / 40)
    scale = min(scale, _LARGEST / width, _LARGEST / height)
    paper_width = width * scale + 2 * _PADDING
    paper_height = height * scale + 2 * _PADDING
    return _Frame(Box(_MARGIN, _MARGIN + _HEADER, _MARGIN + paper_width, _MARGIN + _HEADER + paper_height), scale)


def _sheet(document: Document, page: Page, frame: _Frame, messages: Words) -> Sheet:
    owner = {region: article.id for article in document.articles for region in article.regions}
    boxes: dict[str, list[Box]] = {}
    for region in page.regions:
        if region.id in owner:
            boxes.setdefault(owner[region.id], []).append(region.bbox)
    turns = {article.id: place for place, article in enumerate(document.articles) if article.id in boxes}
    look: dict[str, Look] = looks(turns, boxes, reach=max(page.width, page.height) / 40)
    return Sheet(
        page=page,
        articles=tuple(article for article in document.articles if article.id in boxes),
        looks={region.id: look[owner[region.id]] for region in page.regions if region.id in owner},
        left=frame.paper.x0 + _PADDING,
        top=frame.paper.y0 + _PADDING,
        scale=frame.scale,
        messages=messages,
    )


def _title(document: Document, page: Page, messages: Words) -> str:
    name = shown(next((source.name for source in document.sources if source.id == page.source), ""))
    of = messages.text("picture_page", number=page.number, pages=len(document.pages))
    parts = (name, of if len(document.pages) > 1 else "", page.label)
    return " · ".join(part for part in parts if part)


def _summary(page: Page, sheet: Sheet, over: bool) -> str:
    parts = [sheet.messages.text("picture_articles", count=len(sheet.articles))]
    if not over and (columns := tally.column_summary(page.columns)):
        key = "picture_columns_inferred" if page.unit is Unit.EM else "picture_columns"
        parts.append(sheet.messages.text(key, columns=columns))
    return " · ".join(parts)


def _header(title: str, summary: str, width: float) -> list[Shape]:
    room = width - 2 * _MARGIN
    return [
        Text(_MARGIN, _MARGIN + 18, fit(title, room / 19), 19, INK, bold=True, room=room),
        Text(_MARGIN, _MARGIN + 42, fit(summary, room / 13), 13, MUTED, room=room),
    ]
