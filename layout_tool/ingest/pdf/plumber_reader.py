"""The reference reader: pdfplumber. Slower, but of another make: what PDFium refuses it may read."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.layout import LTContainer, LTCurve, LTImage, LTItem
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY

from layout_tool.ingest.pdf.inks import colour_of
from layout_tool.ingest.pdf.plumber_device import Device
from layout_tool.ingest.pdf.plumber_text import glyphs_of
from layout_tool.ingest.pdf.raw_page import Drawing, RawPage, Sheet, Stretch
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused, any_failure_refuses
from layout_tool.ingest.pdf.user_unit import in_points, sound_unit
from layout_tool.model.geometry import Box, overlap
from layout_tool.model.glyphs import Floats

NAME = "pdfplumber"
_LETTER = Box(0.0, 0.0, 612.0, 792.0)  # what a page without a sound MediaBox measures
_DEEPEST_FIGURE = 12
_MOST_POINTS = 80  # a path with more is no rule, frame or tint

logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)  # its warnings speak to programmers; refusals are ours


class PlumberDocument:
    """A file opened with pdfplumber. Raises PasswordRefused, ReaderRefused."""

    name = NAME

    def __init__(self, path: Path, password: str | None) -> None:
        stream = path.open("rb")
        self._closing = weakref.finalize(self, stream.close)
        try:
            with any_failure_refuses():
                self._pdf = pdfplumber.open(stream, password=password or "")
                self._pages = list(PDFPage.create_pages(self._pdf.doc))
            if not self._pages:
                raise ReaderRefused("pdfplumber finds no pages")
        except ReaderRefused as refusal:
            self.close()
            if _is_about_password(refusal.__cause__):
                raise PasswordRefused("pdfplumber asks for another password") from refusal
            raise
        self.page_count = len(self._pages)

    def read(self, index: int) -> RawPage:
        """Page `index`, from 0, in points. Raises ReaderRefused."""
        if not 0 <= index < self.page_count:
            raise ReaderRefused(f"pdfplumber finds no page {index}")
        page = self._pages[index]
        device = self._painted(page)
        drawings: list[Drawing] = []
        images: list[Box] = []
        for item in _items(device.get_result(), 0):
            if isinstance(item, LTImage):
                images.append(Box(*map(float, item.bbox)))
            elif isinstance(item, LTCurve) and len(item.pts) <= _MOST_POINTS:
                drawings.append(_drawing(item))
        glyphs = glyphs_of(device.characters)
        found = RawPage(index, _sheet(page), glyphs, tuple(drawings), tuple(images), NAME)
        return in_points(found, _unit(page))

    def _painted(self, page: PDFPage) -> Device:
        """What the page's content stream paints."""
        with any_failure_refuses():
            device = Device(self._pdf.rsrcmgr)
            interpreter = PDFPageInterpreter(self._pdf.rsrcmgr, device)
            device.begin_page(page, MATRIX_IDENTITY)
            interpreter.render_contents(page.resources, page.contents, ctm=MATRIX_IDENTITY)
            device.end_page(page)
        return device

    def units(self) -> tuple[float, ...]:
        """Of each page the points of its unit. Raises ReaderRefused."""
        return tuple(map(_unit, self._pages))

    def close(self) -> None:
        """May be called twice."""
        self._closing()


def _is_about_password(cause: BaseException | None) -> bool:
    return isinstance(cause, PDFPasswordIncorrect) or any(
        isinstance(inner, PDFPasswordIncorrect) for inner in getattr(cause, "args", ())
    )


def _items(container: LTContainer[Any], depth: int) -> Iterator[LTItem]:
    """All that was painted, in order, figures opened."""
    for item in container:
        if isinstance(item, LTContainer):
            if depth < _DEEPEST_FIGURE:
                yield from _items(item, depth + 1)
        else:
            yield item


def _drawing(curve: LTCurve) -> Drawing:
    commands = [part[0] for part in curve.original_path or ()]
    curved = any(command in ("c", "v", "y") for command in commands)
    points: Floats = np.array(curve.pts, np.float64)
    stretch = Stretch(points, "h" in commands, curved)
    return Drawing(
        (stretch,),
        colour_of(curve.non_stroking_color) if curve.fill else None,
        colour_of(curve.stroking_color) if curve.stroke else None,
        float(curve.linewidth),
    )


def _sheet(page: PDFPage) -> Sheet:
    """The part of a page that is seen, as the PDF specification has it: the crop box within the media box."""
    media, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    if media.area <= 0:
        media = _LETTER
    wide = overlap(media.x0, media.x1, crop.x0, crop.x1)
    high = overlap(media.y0, media.y1, crop.y0, crop.y1)
    box = media
    if wide > 0 and high > 0:
        box = Box(max(media.x0, crop.x0), max(media.y0, crop.y0), min(media.x1, crop.x1), min(media.y1, crop.y1))
    return Sheet(box, page.rotate // 90 * 90 % 360)


def _unit(page: PDFPage) -> float:
    with any_failure_refuses():
        written = resolve1(page.attrs.get("UserUnit"))
    return sound_unit(written)


def _sorted(numbers: Any) -> Box:
    x0, y0, x1, y1 = map(float, numbers)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
