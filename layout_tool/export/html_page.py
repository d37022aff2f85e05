"""A page in the HTML export: its picture, or the lines of its text as bars, under the regions of the articles."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from PIL import Image

from layout_tool.export.picture import Printed
from layout_tool.export.signs import escape
from layout_tool.export.words import Words
from layout_tool.model.document import Direction, Line, Page, Region, Unit
from layout_tool.model.geometry import Box
from layout_tool.model.roles import HEADING_ROLES

_DPI, _QUALITY = 110.0, 82
_GRAIN = 10
"""Units of the drawing for an em: browsers show no type of less than one unit well."""
_LETTERS_DOWN = 75
"""Letters of articles, so many to the shorter side of a page."""
_BAR = 0.45
"""The thickness of a bar that stands for a line, of the line's own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells an article from the others: its letter, and the number of its colour."""

    letter: str
    tone: int


def page_figure(
    page: Page, owners: Mapping[str, str], marks: Mapping[str, Mark], words: Words, printed: Printed | None
) -> str:
    """The page; `owners` are the articles of its regions, `marks` those of the articles."""
    page = _drawn(page)
    label = escape(words.text("export_page", number=page.label or str(page.number)))
    picture = _picture(page, printed)
    size = f'width="{page.width:g}" height="{page.height:g}"'
    image = f'<image href="{picture}" {size}/>' if picture else ""
    shapes = "".join(_shapes(page, owners, marks, words, bars=picture is None))
    return (
        f'<figure><svg viewBox="0 0 {page.width:g} {page.height:g}" role="img" aria-label="{label}" '
        f'class="{"printed" if picture else "drawn"}"><rect class="paper" {size}/>{image}{shapes}</svg>'
        f'<figcaption aria-hidden="true">{label}</figcaption></figure>'
    )


def _drawn(page: Page) -> Page:
    """The page in units of the drawing."""
    if page.unit is not Unit.EM:
        return page
    regions = tuple(
        replace(
            region,
            bbox=_grained(region.bbox),
            lines=tuple(replace(line, bbox=_grained(line.bbox)) for line in region.lines),
        )
        for region in page.regions
    )
    return replace(page, width=page.width * _GRAIN, height=page.height * _GRAIN, regions=regions)


def _grained(box: Box) -> Box:
    return Box(*(edge * _GRAIN for edge in box))


def _shapes(
    page: Page, owners: Mapping[str, str], marks: Mapping[str, Mark], words: Words, *, bars: bool
) -> Iterator[str]:
    """The regions, those outside first; the letters last, so that no region covers one."""
    letters: list[str] = []
    for region in sorted(page.regions, key=lambda one: one.id in owners):
        owner = owners.get(region.id)
        role = words.text(f"role_{region.role}")
        lines = f'<path class="bars" d="{"".join(map(_bar, region.lines))}"/>' if bars and region.lines else ""
        shape = f'<rect class="box" {_place(region.bbox)}/>{lines}'
        if owner is None:
            yield f'<g class="outside"><title>{escape(role)}</title>{shape}</g>'
            continue
        mark = marks[owner]
        kind = "head" if region.role in HEADING_ROLES else "text"
        group = f'class="region {kind} c{mark.tone}" data-article="{escape(owner)}"'
        title = f"<title>{mark.letter}: {escape(role)}</title>"
        yield f"<g {group}>{title}{shape}</g>"
        letters.append(f"<g {group}>{title}{_chip(page, region, mark)}</g>")
    yield from letters


def _chip(page: Page, region: Region, mark: Mark) -> str:
    """The letter beside the region, in the gutter before its first line."""
    size = min(page.width, page.height) / _LETTERS_DOWN
    width, height = size * (0.6 + 0.7 * len(mark.letter)), size * 1.3
    box = region.bbox
    if region.direction is Direction.VERTICAL:
        x, y = box.x1 - width, max(0, box.y0 - height)
    else:
        x, y = max(0, box.x0 - width), box.y0
    place = _place(Box(x, y, x + width, y + height))
    return (
        f'<rect class="chip" {place} rx="{size / 5:.4g}"/>'
        f'<text x="{x + width / 2:.5g}" y="{y + size:.5g}" font-size="{size:.4g}">{mark.letter}</text>'
    )


def _place(box: Box) -> str:
    return f'x="{box.x0:.6g}" y="{box.y0:.6g}" width="{box.width:.6g}" height="{box.height:.6g}"'


def _bar(line: Line) -> str:
    """A line of text as a bar along its middle."""
    box = line.bbox
    if box.height > box.width and len(line.text) > 1:
        thick = box.width * _BAR
        return f"M{(box.x0 + box.x1 - thick) / 2:.5g} {box.y0:.5g}h{thick:.4g}v{box.height:.5g}h-{thick:.4g}z"
    thick = box.height * _BAR
    return f"M{box.x0:.5g} {(box.y0 + box.y1 - thick) / 2:.5g}h{box.width:.5g}v{thick:.4g}h-{box.width:.5g}z"


def _picture(page: Page, printed: Printed | None) -> str | None:
    """The page picture as a data URI; None where there is none."""
    png = printed(page, _DPI) if printed is not None and page.unit is Unit.PT else None
    if png is None:
        return None
    made = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(made, "JPEG", quality=_QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(made.getvalue()).decode("ascii")
