"""The unit of a page's user space (/UserUnit), where it is not the point: large sheets are drawn in larger units.

Neither reader minds it. PDFium does not even tell it, so the file's bytes are searched for the word; only where it
stands, or could stand behind a cipher, the page's dictionary is asked, by the reference reader.
"""

from __future__ import annotations

import math
import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from layout_tool.ingest.pdf.raw_page import Drawing, RawPage, Sheet, Stretch
from layout_tool.model.geometry import Box

_KEY = b"/UserUnit"
_PACKED = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400  # bytes within which the stream of packed objects begins after the word
_MOST_UNPACKED = 8_000_000  # bytes of one such stream
_LARGEST = 75_000.0  # as far as the format's own limits make sense


def sound_unit(written: object) -> float:
    """The points of a unit as a page's dictionary has it; 1 where it says none, or none that can be.

    >>> sound_unit(2), sound_unit(None), sound_unit(-3.0)
    (2.0, 1.0, 1.0)
    """
    sound = isinstance(written, (int, float)) and math.isfinite(written) and 0 < written <= _LARGEST
    return float(written) if sound and isinstance(written, (int, float)) else 1.0


def may_have_units(path: Path) -> bool:
    """Whether any page of a file may have a unit of its own."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(_KEY) >= 0:
            return True
        packed = [found.end() for found in _PACKED.finditer(content)]
        if packed and content.find(b"/Encrypt") >= 0:
            return True
        return any(_KEY in objects for objects in _unpacked(content, packed))


def _unpacked(content: mmap.mmap, places: list[int]) -> Iterator[bytes]:
    """What streams of packed objects hold, as far as it can be had; the word `/ObjStm` ends at these places."""
    for place in places:
        start = _STREAM.search(content, place, place + _DICTIONARY)
        if start is None:
            continue
        end = content.find(b"endstream", start.end())
        body = content[start.end() : end if end >= 0 else len(content)]
        try:
            yield zlib.decompressobj().decompress(body, _MOST_UNPACKED)
        except zlib.error:
            yield body


def in_points(raw: RawPage, unit: float) -> RawPage:
    """The page in a user space whose unit is the point."""
    if unit == 1.0:
        return raw
    glyphs = raw.glyphs
    return replace(
        raw,
        sheet=Sheet(_grown(raw.sheet.box, unit), raw.sheet.rotation),
        glyphs=replace(glyphs, origin=glyphs.origin * unit, advance=glyphs.advance * unit, size=glyphs.size * unit),
        drawings=tuple(_drawn(drawing, unit) for drawing in raw.drawings),
        images=tuple(_grown(box, unit) for box in raw.images),
    )


def _drawn(drawing: Drawing, unit: float) -> Drawing:
    stretches = tuple(Stretch(part.points * unit, part.closed, part.curved) for part in drawing.stretches)
    return replace(drawing, stretches=stretches, width=drawing.width * unit)


def _grown(box: Box, unit: float) -> Box:
    return Box(box.x0 * unit, box.y0 * unit, box.x1 * unit, box.y1 * unit)
