"""Where the lines of a page's truth are in a document's lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from layout_tool.model.document import Direction, Line
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

_POINTS = 48
_STRAY = 2  # points of a line that may lie in the next one
_SLACK = 0.5  # units of the page
_REACH = 0.8  # of a line's thickness
_ROLES = {"ad": Role.ADVERTISEMENT}
_COARSE = {
    Role.DATELINE: "body",
    Role.NOTE: "body",
    Role.PULLQUOTE: "body",
    Role.SIGNOFF: "byline",
    Role.CREDIT: "caption",
    Role.MASTHEAD: "furniture",
    Role.FOLIO: "furniture",
    Role.INDEX: "furniture",
    Role.ADVERTISEMENT: "furniture",
    Role.OTHER: "furniture",
}


def kind_of(role: Role) -> str:
    """Roles of one kind may stand in one region, and need no correction."""
    return _COARSE.get(role, role.value)


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line of the truth: its article and its place there, None and 0 for what is outside."""

    id: str
    box: Box
    role: Role
    article: str | None
    rank: int

    @property
    def key(self) -> tuple[str | None, str]:
        """What may stand in one region with it."""
        return self.article, kind_of(self.role)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a document's line that is in one true line; `start` in code points."""

    line: TrueLine
    start: int
    size: float


@dataclass
class Truth:
    """A page's truth. `spans` are (start, end, line) in the text of a dump; empty for a printed page."""

    lines: Mapping[str, TrueLine]
    spans: Sequence[tuple[int, int, str]] = ()
    _known: dict[tuple[str, Box], tuple[Part, ...]] = field(default_factory=dict)

    @cached_property
    def articles(self) -> dict[str, list[TrueLine]]:
        """The lines of each article in reading order."""
        found: dict[str, list[TrueLine]] = {}
        for line in self.lines.values():
            if line.article is not None:
                found.setdefault(line.article, []).append(line)
        return {name: sorted(lines, key=lambda line: line.rank) for name, lines in found.items()}

    def parts(self, line: Line, direction: Direction) -> tuple[Part, ...]:
        """What a document's line holds of the truth, from its beginning on."""
        key = (line.id, line.bbox)
        if key not in self._known:
            self._known[key] = tuple(self._by_span(line) if self.spans else self._by_box(line, direction))
        return self._known[key]

    def _by_span(self, line: Line) -> list[Part]:
        assert line.span is not None
        start, end = line.span
        return [
            Part(self.lines[name], max(0, first - start), min(last, end) - max(first, start))
            for first, last, name in self.spans
            if first < end and last > start
        ]

    def _by_box(self, line: Line, direction: Direction) -> list[Part]:
        x0, y0, x1, y1 = line.bbox
        thick = min(x1 - x0, y1 - y0)
        near = [
            one
            for one in self.lines.values()
            if one.box.x0 - thick <= x1 and one.box.x1 + thick >= x0
            if one.box.y0 - thick <= y1 and one.box.y1 + thick >= y0
            if not _is_initial_of_earlier(one.box, line.bbox)
        ]
        points = [
            ((x0 + x1) / 2, y0 + share * (y1 - y0))
            if direction is Direction.VERTICAL
            else (x0 + share * (x1 - x0), (y0 + y1) / 2)
            for share in ((number + 0.5) / _POINTS for number in range(_POINTS))
        ]
        hits = [_holding(near, x, y) for x, y in points]
        if not any(hits):
            hits = [_nearest(near, x, y) for x, y in points]
        found, at = [], 0
        for hit, run in groupby(hits):
            count = len(list(run))
            if hit is not None and count >= max(_STRAY, _POINTS / 2 / max(1, len(line.text))):
                found.append(Part(hit, round(len(line.text) * at / _POINTS), len(line.text) * count / _POINTS))
            at += count
        return found


def _holding(near: Sequence[TrueLine], x: float, y: float) -> TrueLine | None:
    """The true line at a point."""
    holding = [one for one in near if _gap(one.box, x, y) <= _SLACK]
    return min(holding, key=lambda one: one.box.area, default=None)


def _nearest(near: Sequence[TrueLine], x: float, y: float) -> TrueLine | None:
    """The true line that is nearest to a point."""
    reached = [one for one in near if _gap(one.box, x, y) <= _REACH * min(one.box.width, one.box.height)]
    return min(reached, key=lambda one: _gap(one.box, x, y), default=None)


def _is_initial_of_earlier(box: Box, line: Box) -> bool:
    """Whether the box is of an initial that reaches down from a line further up."""
    thick = line.height
    return box.y1 - box.y0 > 2 * thick and line.width > thick and line.y0 - box.y0 > thick and box.width < line.width


def _gap(box: Box, x: float, y: float) -> float:
    return max(box.x0 - x, 0.0, x - box.x1) + max(box.y0 - y, 0.0, y - box.y1)


def read_truth(path: Path, dump: Path | None = None, mapping: Path | None = None) -> Truth:
    """The truth in a file; of a text dump with the text and its map."""
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    kinds = {region["id"]: region["type"] for region in record["regions"]}
    places = {
        name: (article["id"], rank) for article in record["articles"] for rank, name in enumerate(article["lines"])
    }
    lines = {}
    for line in record["lines"]:
        kind = line.get("role") or kinds[line["region"]]
        article, rank = places.get(line["id"], (None, 0))
        lines[line["id"]] = TrueLine(line["id"], Box(*line["bbox"]), _ROLES.get(kind) or Role(kind), article, rank)
    spans: list[tuple[int, int, str]] = []
    if dump is not None and mapping is not None:
        starts, at = [], 0
        for row in dump.read_bytes().decode("utf-8").split("\n"):
            starts.append(at)
            at += len(row) + 1
        rows = json.loads(mapping.read_text("utf-8"))["lines"]
        for number, runs in rows.items():
            spans += [
                (starts[int(number) - 1] + first, starts[int(number) - 1] + last, name) for first, last, name in runs
            ]
    return Truth(lines, sorted(spans))
