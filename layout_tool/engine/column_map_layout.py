"""The map of a text page: all its stories, furniture and advertisements on one believable page, in em of the body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import log, sqrt

from layout_tool.engine.column_map_pack import Packing, pack
from layout_tool.engine.column_map_parcel import Parcel, headline_size, moved, natural_width, set_story
from layout_tool.engine.column_map_shapes import PageAdvice, PageLayout, StoryShape, TextBoxes, TextShape, text_boxes
from layout_tool.model.geometry import Box

_STRETCH_EM = 1.6
_WIDTHS_TRIED, _FEWEST_WIDTHS = 6, 1
_MANY = 110
"""Stories times page widths: of a page of more than a few dozen stories fewer widths are tried."""
_SUMMED_WIDTHS = 12
_NARROWEST, _WIDEST = 0.72, 1.25
_ASPECT_WEIGHT = 0.6
_FURNITURE_GAP = 1.5
_WIDEST_ASPECT, _NARROWEST_ASPECT = 0.9, 0.45


def lay_out(
    stories: Sequence[StoryShape],
    advice: PageAdvice | None = None,
    *,
    furniture: Sequence[TextShape] = (),
    adverts: Sequence[TextShape] = (),
) -> PageLayout:
    """Lay out a page from its stories in page order, the lead first; boxes come back in the order given.

    Heads span their columns, columns stand side by side and level at the top, captions below; furniture stands at the
    top of the page, advertisements go in last. No two boxes overlap and none leaves the page. Several page widths are
    tried; the one that leaves few holes and comes near the aspect of a newspaper is taken.
    """
    advice = advice or PageAdvice()
    shapes = [*stories, *(StoryShape(captions=(advert,)) for advert in adverts)]
    packing, width = _best_packing(shapes, advice) if shapes else (None, _furniture_width(furniture))
    content = max([width, *(placed.x + placed.parcel.width for placed in packing.placements)] if packing else [width])
    bands, top = _set_furniture(furniture, content, advice)
    height = top + (packing.height - advice.gap if packing else 0.0)
    placed = (
        {p.story: moved(p.parcel.boxes, p.x + advice.margin, p.y + top) for p in packing.placements} if packing else {}
    )
    page_width = max(content + 2 * advice.margin, _NARROWEST_ASPECT * (height + advice.margin))
    page_height = max(height + advice.margin, page_width / _WIDEST_ASPECT)
    return PageLayout(
        page_width,
        page_height,
        advice.leading,
        tuple(placed[n] for n in range(len(stories))),
        tuple(bands),
        tuple(placed[n].captions[0] for n in range(len(stories), len(shapes))),
    )


def _best_packing(shapes: Sequence[StoryShape], advice: PageAdvice) -> tuple[Packing, float]:
    """The best page over several widths, and its width without margins."""
    natural = [natural_width(shape, advice) for shape in shapes]
    rough = [set_story(shape, advice, width, advice.gutter, None) for shape, width in zip(shapes, natural, strict=True)]
    area = sum((parcel.width + advice.gutter) * (parcel.area / parcel.width + advice.gap) for parcel in rough)
    pages: list[tuple[float, Packing, float]] = []
    for width in _widths_to_try(natural, area, advice):
        packing = _pack_at(shapes, advice, width)
        waste = (width + advice.gutter) * packing.height / area
        aspect = (width + 2 * advice.margin) / (packing.height + 2 * advice.margin)
        score = waste + _ASPECT_WEIGHT * abs(log(aspect / advice.aspect)) + packing.turns / area
        pages.append((score, packing, width))
    _, packing, width = min(pages, key=lambda page: (round(page[0], 9), page[2]))
    return packing, width


def _widths_to_try(natural: Sequence[float], area: float, advice: PageAdvice) -> list[float]:
    """Page widths that some stories fill side by side, near the width of a page of this area and aspect."""
    wanted = sqrt(area * advice.aspect)
    least = min(max(natural), _WIDEST * wanted)
    some = sorted(natural, reverse=True)[:_SUMMED_WIDTHS]
    sums = {
        round(sum(chosen) + advice.gutter * (count - 1), 2)
        for count in (1, 2, 3, 4)
        for chosen in combinations(some, count)
    }
    near = [width for width in sums if max(least, _NARROWEST * wanted) <= width + 1e-6 and width <= _WIDEST * wanted]
    near.sort(key=lambda width: (abs(log(width / wanted)), width))
    tried = max(_FEWEST_WIDTHS, min(_WIDTHS_TRIED, _MANY // len(natural)))
    return sorted({max(least, wanted), *near[:tried]})


def _pack_at(shapes: Sequence[StoryShape], advice: PageAdvice, width: float) -> Packing:
    """Set every story for a page width, the lead first so that no other headline is larger, and pack them."""
    lead_width = min(width, natural_width(shapes[0], advice))
    lead = headline_size(shapes[0], lead_width, None)

    def set_number(n: int, slack: float) -> Parcel:
        gutters = max(1, len(shapes[n].columns) - 1)
        return set_story(shapes[n], advice, width, advice.gutter + slack / gutters, None if n == 0 else lead)

    set_number = lru_cache(maxsize=None)(set_number)
    parcels = [set_number(n, 0.0) for n in range(len(shapes))]
    widest = max([width, *(parcel.width for parcel in parcels)])
    return pack(parcels, widest, advice.gutter, advice.gap, set_number, _STRETCH_EM)


def _furniture_width(furniture: Sequence[TextShape]) -> float:
    return max([40.0, *(width for text in furniture for width in text.widths)])


def _set_furniture(furniture: Sequence[TextShape], width: float, advice: PageAdvice) -> tuple[list[TextBoxes], float]:
    """Mastheads large across the page, other furniture in rows below; and where the stories start."""
    bands: dict[int, TextBoxes] = {}
    top = advice.margin
    for n, text in enumerate(furniture):
        if text.masthead:
            widest = max([1.0, *text.widths])
            size = min(5.0, max(1.0, 0.6 * width / widest))
            scaled = TextShape(tuple(size * w for w in text.widths))
            bands[n] = text_boxes(scaled, advice.margin, top, width, 1.35 * size)
            top = bands[n].box.y1 + 0.5
    left, bottom = advice.margin, top
    for n, text in enumerate(furniture):
        if text.masthead:
            continue
        measure = min(width, max([1.0, *text.widths]))
        if left > advice.margin and left + measure > advice.margin + width:
            left, top = advice.margin, bottom + 0.3
        bands[n] = text_boxes(text, left, top, measure, advice.leading)
        left, bottom = bands[n].box.x1 + advice.gutter, max(bottom, bands[n].box.y1)
    used = [text.box.y1 for text in bands.values()]
    return [bands[n] for n in range(len(furniture))], max(used) + _FURNITURE_GAP if used else advice.margin


def page_depth(lines: float, measure: float, advice: PageAdvice | None = None) -> float:
    """How many body lines stand one below another on a page that holds so many lines of a measure (em) in all.

    For `infer_columns`: a column cannot be deeper than its page.

    >>> round(page_depth(400, 15))
    95
    """
    advice = advice or PageAdvice()
    area = 1.2 * lines * advice.leading * (measure + advice.gutter)
    return max(30.0, sqrt(area / advice.aspect) / advice.leading)


def bounding_boxes(layout: PageLayout) -> list[Box]:
    """Every box of a layout that no other may overlap: heads, columns, captions, furniture, advertisements."""
    boxes = [text.box for text in [*layout.furniture, *layout.adverts]]
    for story in layout.stories:
        boxes += [*story.heads, *(text.box for text in [*story.columns, *story.captions])]
    return boxes
