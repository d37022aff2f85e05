"""Paints a display list as a PNG."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from math import ceil

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from layout_tool.export.picture_curves import curve, dashes, head, head_size
from layout_tool.export.picture_fonts import Fonts
from layout_tool.export.picture_shapes import (
    ROUTE_EDGE,
    ROUTE_EDGE_WIDTH,
    Anchor,
    Hatch,
    Pattern,
    Picture,
    Raster,
    Rect,
    Route,
    Shape,
    Stroke,
    Text,
)
from layout_tool.export.picture_type import has_cjk
from layout_tool.model.geometry import Box

_SMOOTH = 3
_MOST_PIXELS = 120_000_000


def png(picture: Picture, scale: float = 2.0) -> bytes:
    """The picture as a PNG file at `scale` pixels for each of its own; less where it would grow beyond reason.

    Raises SetupError where the picture holds Chinese, Japanese or Korean text and no font on the machine has it.
    """
    scale = _possible(picture, scale)
    out = io.BytesIO()
    _Painter(picture, scale).image().save(out, "PNG", optimize=False, dpi=(96 * scale, 96 * scale))
    return out.getvalue()


def jpeg(picture: Picture, scale: float, quality: int) -> bytes:
    """The picture as a JPEG file, as `png` does it."""
    out = io.BytesIO()
    _Painter(picture, _possible(picture, scale)).image().save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _possible(picture: Picture, scale: float) -> float:
    return min(scale, math.sqrt(_MOST_PIXELS / (picture.width * picture.height)))


class _Painter:
    """Draws shape after shape on one image; edges are smoothed by masks drawn larger and shrunk."""

    def __init__(self, picture: Picture, scale: float) -> None:
        self._picture = picture
        self._scale = scale
        cjk = any(isinstance(shape, Text) and has_cjk(shape.text) for shape in picture.shapes)
        self._fonts = Fonts(picture.language, cjk)
        size = (round(picture.width * scale), round(picture.height * scale))
        self._image = Image.new("RGB", size, "#FFFFFF")
        self._pen = ImageDraw.Draw(self._image)

    def image(self) -> Image.Image:
        for shape in self._picture.shapes:
            self._paint(shape)
        return self._image

    def _paint(self, shape: Shape) -> None:
        match shape:
            case Rect():
                self._rect(shape)
            case Hatch():
                self._hatch(shape)
            case Stroke():
                self._stroke(shape)
            case Text():
                self._vertical(shape) if shape.vertical else self._horizontal(shape)
            case Route():
                self._route(shape)
            case Raster():
                self._raster(shape)

    def _scaled(self, box: Box) -> Box:
        return Box(*(value * self._scale for value in box))

    def _rect(self, shape: Rect) -> None:
        box = self._scaled(shape.box)
        if shape.fill and not shape.radius:
            self._fill(box, shape)
        elif shape.fill:
            self._rounded(box, shape, fill=True)
        if shape.stroke and shape.dashed:
            self._dashes(box, shape)
        elif shape.stroke:
            self._rounded(box, shape, fill=False)

    def _fill(self, box: Box, shape: Rect) -> None:
        corners = (round(box.x0), round(box.y0), round(box.x1), round(box.y1))
        size = (corners[2] - corners[0], corners[3] - corners[1])
        if shape.fill and min(size) > 0:
            mask = Image.new("L", size, round(shape.opacity * 255))
            self._image.paste(shape.fill, corners, mask)

    def _rounded(self, box: Box, shape: Rect, fill: bool) -> None:
        """The inside or the outline of a rectangle with round corners, by way of a smooth mask."""
        reach = self._scale * shape.stroke_width
        left, top = int(box.x0 - reach) - 1, int(box.y0 - reach) - 1
        size = (int(box.x1 + reach) + 2 - left, int(box.y1 + reach) + 2 - top)
        mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH), 0)
        half = 0 if fill else reach / 2
        edges = (box.x0 - half - left, box.y0 - half - top, box.x1 + half - left, box.y1 + half - top)
        corners = [value * _SMOOTH for value in edges]
        if corners[2] <= corners[0] or corners[3] <= corners[1]:
            return
        radius = (shape.radius * self._scale + half) * _SMOOTH
        strength = round(shape.opacity * 255) if fill else 255
        if fill:
            ImageDraw.Draw(mask).rounded_rectangle(corners, radius, fill=strength)
        else:
            wide = max(round(reach * _SMOOTH), 1)
            ImageDraw.Draw(mask).rounded_rectangle(corners, radius, outline=strength, width=wide)
        colour = shape.fill if fill else shape.stroke
        if colour is not None:
            self._image.paste(colour, (left, top), mask.reduce(_SMOOTH))

    def _dashes(self, box: Box, shape: Rect) -> None:
        wide = max(round(shape.stroke_width * self._scale), 1)
        dash, gap = 4 * self._scale, 3 * self._scale
        for x0, y0, x1, y1 in (
            (box.x0, box.y0, box.x1, box.y0),
            (box.x1, box.y0, box.x1, box.y1),
            (box.x0, box.y1, box.x1, box.y1),
            (box.x0, box.y0, box.x0, box.y1),
        ):
            length = max(x1 - x0, y1 - y0)
            along = (x1 > x0, y1 > y0)
            at = 0.0
            while at < length:
                end = min(at + dash, length)
                ends = (x0 + at * along[0], y0 + at * along[1], x0 + end * along[0], y0 + end * along[1])
                self._pen.line(ends, fill=shape.stroke, width=wide)
                at += dash + gap

    def _hatch(self, shape: Hatch) -> None:
        box = self._scaled(shape.box)
        left, top = round(box.x0), round(box.y0)
        wide, high = round(box.x1) - left, round(box.y1) - top
        if wide <= 0 or high <= 0:
            return
        mask = Image.new("L", (wide * _SMOOTH, high * _SMOOTH), 0)
        pen = ImageDraw.Draw(mask)
        step = shape.gap * self._scale * _SMOOTH
        strength = round(shape.opacity * 255)
        stroke = max(round(self._scale * _SMOOTH * 0.8), 1)
        for ends in _hatch_lines(shape.pattern, mask.width, mask.height, step):
            pen.line(ends, fill=strength, width=stroke)
        self._image.paste(shape.colour, (left, top), mask.reduce(_SMOOTH))

    def _stroke(self, shape: Stroke) -> None:
        ends = [value * self._scale for value in (shape.x0, shape.y0, shape.x1, shape.y1)]
        self._pen.line(ends, fill=shape.colour, width=max(round(shape.width * self._scale), 1))

    def _route(self, shape: Route) -> None:
        """The line on its light edge and the arrow's head, smoothed by masks."""
        line = curve(shape.points, head_size(shape.width) * 0.8 if shape.arrow else 0.0)
        tip = head(shape.points, shape.width) if shape.arrow else ()
        reach = head_size(shape.width) + ROUTE_EDGE_WIDTH
        left, top = (int((min(values) - reach) * self._scale) for values in zip(*shape.points, strict=True))
        right, bottom = (ceil((max(values) + reach) * self._scale) for values in zip(*shape.points, strict=True))
        fine = self._scale * _SMOOTH

        def placed(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
            return [(x * fine - left * _SMOOTH, y * fine - top * _SMOOTH) for x, y in points]

        size = ((right - left) * _SMOOTH, (bottom - top) * _SMOOTH)
        edge, ink = Image.new("L", size, 0), Image.new("L", size, 0)
        _polyline(edge, placed(line), (shape.width + ROUTE_EDGE_WIDTH) * fine, 217)
        strokes = dashes(placed(line), 5 * fine, 3.5 * fine) if shape.dashed else [placed(line)]
        for stroke in strokes:
            _polyline(ink, stroke, shape.width * fine, 255)
        if tip:
            ImageDraw.Draw(ink).polygon(placed(tip), fill=255)
        self._image.paste(ROUTE_EDGE, (left, top), edge.reduce(_SMOOTH))
        self._image.paste(shape.colour, (left, top), ink.reduce(_SMOOTH))

    def _raster(self, shape: Raster) -> None:
        box = self._scaled(shape.box)
        left, top = round(box.x0), round(box.y0)
        size = (max(round(box.x1) - left, 1), max(round(box.y1) - top, 1))
        with Image.open(io.BytesIO(shape.png)) as picture:
            whole = picture.convert("RGBA")
        if whole.size != size:
            whole = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        self._image.paste(whole, (left, top), whole)

    def _horizontal(self, shape: Text) -> None:
        size = shape.size * self._scale
        font = self._fonts.face(shape.face, shape.bold, round(size, 1))
        if shape.room is not None and (long := font.getlength(shape.text)) > shape.room * self._scale:
            self._squeezed(shape, font, long)
            return
        anchor = {Anchor.START: "ls", Anchor.MIDDLE: "ms", Anchor.END: "rs"}[shape.anchor]
        place = (shape.x * self._scale, shape.y * self._scale)
        self._pen.text(place, shape.text, font=font, fill=shape.colour, anchor=anchor)

    def _squeezed(self, shape: Text, font: FreeTypeFont, long: float) -> None:
        """Text that is longer than its room, narrowed to it; its letters keep their height."""
        room = round((shape.room or 0) * self._scale)
        ascent, descent = font.getmetrics()
        if room < 1:
            return
        mask = Image.new("L", (ceil(long), ascent + descent), 0)
        ImageDraw.Draw(mask).text((0, ascent), shape.text, font=font, fill=255, anchor="ls")
        narrow = mask.resize((room, mask.height), Image.Resampling.LANCZOS)
        back = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[shape.anchor]
        place = (round(shape.x * self._scale - room * back), round(shape.y * self._scale) - ascent)
        self._image.paste(shape.colour, place, narrow)

    def _vertical(self, shape: Text) -> None:
        size = shape.size * self._scale
        font = self._fonts.face(shape.face, shape.bold, round(size, 1))
        for place, sign in enumerate(shape.text):
            at = (shape.x * self._scale, shape.y * self._scale + (place + 0.86) * size)
            self._pen.text(at, sign, font=font, fill=shape.colour, anchor="ms")


def _polyline(mask: Image.Image, points: list[tuple[float, float]], width: float, strength: int) -> None:
    pen = ImageDraw.Draw(mask)
    pen.line(points, fill=strength, width=max(round(width), 1), joint="curve")


def _hatch_lines(pattern: Pattern, wide: int, high: int, step: float) -> list[tuple[float, float, float, float]]:
    """Where a pattern's strokes begin and end in an area of wide × high pixels."""
    if pattern is Pattern.LEVEL:
        return [(0, at * step, wide, at * step) for at in range(1, int(high / step) + 1)]
    if pattern is Pattern.UPRIGHT:
        return [(at * step, 0, at * step, high) for at in range(1, int(wide / step) + 1)]
    count = int((wide + high) / step) + 1
    starts = [at * step for at in range(1, count + 1)]
    if pattern is Pattern.RISING:
        return [(start, 0, start - high, high) for start in starts]
    return [(wide - start, 0, wide - start + high, high) for start in starts]
