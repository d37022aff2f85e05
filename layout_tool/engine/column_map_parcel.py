"""One story set in type: head over columns, captions below them, all measured from its own upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout_tool.engine.column_map_shapes import (
    ColumnShape,
    HeadRole,
    PageAdvice,
    StoryBoxes,
    StoryShape,
    TextBoxes,
    TextShape,
    column_height,
    column_lines,
    text_boxes,
)
from layout_tool.model.geometry import Box, union

LEAD_HEADLINE_EM = 4.5
"""The largest headline, in em of the body."""

_SMALLEST_HEADLINE_EM = 1.3
_SPAN_TO_SIZE = 1 / 13
_BESIDE_LEAD = 0.8
_HEAD_LINE = 1.35
_HEAD_GAP = 0.8
_CAPTION_GAP = 0.8
_CAPTION_MEASURE = 36.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A rectangle with a ragged lower edge: `floor` are its stretches (left, right, bottom) from left to right.

    `gutters` is how many gutters could be widened.
    """

    width: float
    floor: tuple[tuple[float, float, float], ...]
    boxes: StoryBoxes
    gutters: int

    @property
    def area(self) -> float:
        """The area over the floor."""
        return sum((right - left) * bottom for left, right, bottom in self.floor)


def headline_size(story: StoryShape, span: float, lead: float | None) -> float:
    """The size of a story's headline in em of the body: what its span carries, less than the lead's unless it leads."""
    widest = max((head.width for head in story.heads if head.role is HeadRole.HEADLINE), default=0.0)
    if lead is None:
        ceiling = LEAD_HEADLINE_EM
    else:
        ceiling = max(_SMALLEST_HEADLINE_EM, min(_BESIDE_LEAD * lead, 0.6 + span * _SPAN_TO_SIZE))
    return max(_SMALLEST_HEADLINE_EM, min(ceiling, span / widest if widest else ceiling))


def natural_width(story: StoryShape, advice: PageAdvice) -> float:
    """The width of a story whose columns stand side by side, in em."""
    if story.columns:
        return _columns_width(story.columns, advice.gutter)
    texts = [min(width, _CAPTION_MEASURE * 1.5) for caption in story.captions for width in caption.widths]
    heads = [min(head.width * _SMALLEST_HEADLINE_EM, _CAPTION_MEASURE) for head in story.heads]
    return max([1.0, *texts, *heads])


def set_story(story: StoryShape, advice: PageAdvice, widest: float, gutter: float, lead: float | None) -> Parcel:
    """Set a story no wider than `widest` em with the given gutter; `lead` is the size of the lead's headline, or None.

    Columns that do not fit beside one another go on in a tier below.
    """
    tiers = _tiers(story.columns, max([widest, *(column.measure for column in story.columns)]), gutter)
    width = max([_columns_width(tier, gutter) for tier in tiers] or [min(widest, natural_width(story, advice))])
    heads, head_lines, top = _set_heads(story, width, headline_size(story, width, lead))
    columns: list[TextBoxes] = []
    for tier in tiers:
        set_tier = _set_tier(tier, top, gutter, advice.leading)
        columns += set_tier
        top = max(column.box.y1 for column in set_tier) + advice.leading
    last_tier = columns[len(columns) - len(tiers[-1]) :] if tiers else []
    captions = _set_captions(story.captions, last_tier, width, top, advice.leading)
    parts = [*heads, *(text.box for text in [*columns, *captions])] or [Box(0.0, 0.0, width, advice.leading)]
    boxes = StoryBoxes(union(parts), heads, head_lines, tuple(columns), tuple(captions))
    gutters = len(tiers[0]) - 1 if len(tiers) == 1 else 0
    return Parcel(width, _floor(parts, last_tier, width), boxes, gutters)


def moved(boxes: StoryBoxes, dx: float, dy: float) -> StoryBoxes:
    """A story's boxes, shifted."""
    return StoryBoxes(
        boxes.box.moved(dx, dy),
        tuple(box.moved(dx, dy) for box in boxes.heads),
        tuple(box.moved(dx, dy) for box in boxes.head_lines),
        tuple(moved_text(text, dx, dy) for text in boxes.columns),
        tuple(moved_text(text, dx, dy) for text in boxes.captions),
    )


def moved_text(text: TextBoxes, dx: float, dy: float) -> TextBoxes:
    """A text's boxes, shifted."""
    return TextBoxes(text.box.moved(dx, dy), tuple(line.moved(dx, dy) for line in text.lines))


def _columns_width(columns: Sequence[ColumnShape], gutter: float) -> float:
    return sum(column.measure for column in columns) + gutter * (len(columns) - 1)


def _tiers(columns: Sequence[ColumnShape], widest: float, gutter: float) -> list[list[ColumnShape]]:
    """Columns in rows no wider than `widest`, rows as even as can be."""
    if not columns:
        return []
    rows = max(1, round(_columns_width(columns, gutter) / widest + 0.499))
    for count in range(rows, len(columns) + 1):
        each = -(-len(columns) // count)
        tiers = [list(columns[k : k + each]) for k in range(0, len(columns), each)]
        if all(_columns_width(tier, gutter) <= widest + 1e-6 for tier in tiers):
            return tiers
    return [[column] for column in columns]


def _set_heads(story: StoryShape, width: float, size: float) -> tuple[tuple[Box, ...], tuple[Box, ...], float]:
    """Head boxes across the story, boxes of their lines, and where the body starts."""
    heads, lines = [], []
    top = 0.0
    for head in story.heads:
        type_size = _type_size(head.role, size)
        rows = max(1, -int(-(head.width * type_size - 0.5) // width))
        height = rows * type_size * _HEAD_LINE
        heads.append(Box(0.0, top, width, top + height))
        lines.append(Box(0.0, top, min(width, max(0.5, head.width * type_size)), top + height))
        top += height
    return tuple(heads), tuple(lines), top + (_HEAD_GAP if heads else 0.0)


def _type_size(role: HeadRole, headline: float) -> float:
    if role is HeadRole.HEADLINE:
        return headline
    return 1.0 if role is HeadRole.BYLINE else min(1.8, max(1.1, 0.5 * headline))


def _set_tier(columns: Sequence[ColumnShape], top: float, gutter: float, leading: float) -> list[TextBoxes]:
    """Columns side by side, level at the top."""
    tier = []
    left = 0.0
    for column in columns:
        box = Box(left, top, left + column.measure, top + max(leading, column_height(column, leading)))
        tier.append(TextBoxes(box, column_lines(column, box, leading)))
        left = box.x1 + gutter
    return tier


def _set_captions(
    captions: Sequence[TextShape], tier: Sequence[TextBoxes], width: float, top: float, leading: float
) -> list[TextBoxes]:
    """Captions under the columns that are just wide enough for them, as high as can be."""
    stretches = [column.box for column in tier] or [Box(0.0, top, width, top - _CAPTION_GAP)]
    floor = [box.y1 for box in stretches]
    placed = []
    for caption in captions:
        wanted = min(max(caption.widths, default=1.0), stretches[-1].x1)
        first, stop = _window(stretches, floor, wanted)
        left, right = stretches[first].x0, stretches[stop - 1].x1
        text = text_boxes(caption, left, max(floor[first:stop]) + _CAPTION_GAP, right - left, leading)
        placed.append(text)
        floor[first:stop] = [text.box.y1] * (stop - first)
    return placed


def _window(stretches: Sequence[Box], floor: Sequence[float], wanted: float) -> tuple[int, int]:
    """The neighbouring stretches that carry a width, the highest lying, then the narrowest, then the leftmost."""
    best: tuple[tuple[float, float, int], int] | None = None
    for first in range(len(stretches)):
        for stop in range(first + 1, len(stretches) + 1):
            span = stretches[stop - 1].x1 - stretches[first].x0
            if span + 1e-6 < wanted:
                continue
            key = (max(floor[first:stop]), span, first)
            if best is None or key < best[0]:
                best = (key, stop)
            break
    return (best[0][2], best[1]) if best else (0, len(stretches))


def _floor(parts: Sequence[Box], tier: Sequence[TextBoxes], width: float) -> tuple[tuple[float, float, float], ...]:
    """The lower edge: a stretch for each column of the last tier, as deep as the deepest part over it."""
    edges = [column.box.x0 for column in tier] or [0.0]
    rights = [*edges[1:], max(width, *(box.x1 for box in parts))]
    return tuple(
        (left, right, max((box.y1 for box in parts if box.x0 < right and box.x1 > left), default=0.0))
        for left, right in zip(edges, rights, strict=True)
    )
