"""A page made ready to be painted often: regions grouped by how they look, in page units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from layout_tool.editor.canvas.context import MARKS
from layout_tool.editor.doubts import Doubts
from layout_tool.export.picture_colours import Look
from layout_tool.model.document import Page, Region
from layout_tool.model.roles import HEADING_ROLES, Role


@dataclass(frozen=True, slots=True)
class Style:
    """How a region looks: `look` is its article's but for the letter, None outside."""

    look: Look | None
    heading: bool


@dataclass(frozen=True, slots=True)
class Tagged:
    """A region's letters; `heading` where its words may stand in it, `doubtful` where a decision on it is,
    `locked` where something is fixed about it."""

    region: Region
    tag: str
    heading: bool
    doubtful: bool
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` and `boxes` (n × 4, page units) are the page's regions in its order; `groups` are their boxes by style."""

    rows: tuple[Tagged, ...]
    boxes: NDArray[np.float64]
    groups: Mapping[Style, list[QRectF]]


def prepared(page: Page, doubts: Doubts, looks: Mapping[str, Look]) -> Sheet:
    """The page's regions, ready to be painted."""
    groups: dict[Style, list[QRectF]] = {}
    rows: list[Tagged] = []
    index, doubtful = doubts.index, doubts.doubtful
    locked = index.locked_on(page.id)
    inks = {article: replace(look, letter="") for article, look in looks.items()}
    for region in page.regions:
        owner = index.owners.get(region.id, "")
        look = looks.get(owner)
        style = Style(inks.get(owner), region.role in HEADING_ROLES)
        box = region.bbox
        groups.setdefault(style, []).append(QRectF(box.x0, box.y0, box.width, box.height))
        heading = style.heading and look is not None
        rows.append(Tagged(region, tag_of(look, region.role), heading, region.id in doubtful, region.id in locked))
    boxes = np.array([region.bbox for region in page.regions], dtype=float).reshape(-1, 4)
    return Sheet(tuple(rows), boxes, groups)


def tag_of(look: Look | None, role: Role) -> str:
    """The letters of a region: its article's, and its role's where it is not body text; none outside."""
    if look is None:
        return ""
    mark = MARKS.get(role, "")
    return f"{look.letter}·{mark}" if mark else look.letter
