"""The page drawn from its stories: nothing overlaps, nothing leaves the page, and it looks like a newspaper."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.column_map import (
    ColumnShape,
    HeadRole,
    HeadShape,
    LineShape,
    PageAdvice,
    PageLayout,
    StoryShape,
    TextShape,
    bounding_boxes,
    lay_out,
)
from layout_tool.model.geometry import Box, overlap
from tests.engine.steps import steps

EPS = 1e-6


def column(lines: int, measure: float) -> ColumnShape:
    return ColumnShape(measure, tuple(LineShape(measure) for _ in range(lines)))


def headline(*widths: float) -> tuple[HeadShape, ...]:
    return tuple(HeadShape(HeadRole.HEADLINE, width) for width in widths)


def trade_page() -> list[StoryShape]:
    """A front page: a lead of five columns, one of four beside a deep one, a comment of two measures, a picture."""
    return [
        StoryShape((*headline(10, 14), HeadShape(HeadRole.BYLINE, 8)), (column(27, 15),) * 5),
        StoryShape(captions=(TextShape((50, 52, 51, 38)),)),
        StoryShape(headline(9, 8), (column(52, 15),)),
        StoryShape((*headline(14), HeadShape(HeadRole.BYLINE, 8)), (column(24, 15),) * 4),
        StoryShape((), (column(35, 23), column(27, 31))),
    ]


def assert_sound(layout: PageLayout) -> None:
    boxes = bounding_boxes(layout)
    for n, box in enumerate(boxes):
        assert -EPS <= box.x0 <= box.x1 <= layout.width + EPS
        assert -EPS <= box.y0 <= box.y1 <= layout.height + EPS
        for other in boxes[:n]:
            assert (
                overlap(box.x0, box.x1, other.x0, other.x1) < EPS or overlap(box.y0, box.y1, other.y0, other.y1) < EPS
            )
    for story in layout.stories:
        for text in [*story.columns, *story.captions]:
            assert_lines_inside(text.lines, text.box)
        for line, head in zip(story.head_lines, story.heads, strict=True):
            assert_lines_inside((line,), head)


def assert_lines_inside(lines: tuple[Box, ...], box: Box) -> None:
    for k, line in enumerate(lines):
        assert box.x0 - EPS <= line.x0 < line.x1 <= box.x1 + EPS
        assert box.y0 - EPS <= line.y0 < line.y1 <= box.y1 + EPS
        assert k == 0 or line.y0 >= lines[k - 1].y1 - EPS


def test_front_page_is_packed_like_a_newspaper() -> None:
    layout = lay_out(trade_page(), furniture=[TextShape((5,), masthead=True), TextShape((12,)), TextShape((9,))])
    assert_sound(layout)
    assert 0.5 < layout.width / layout.height < 0.85
    used = sum(box.area for box in bounding_boxes(layout))
    assert used > 0.65 * layout.width * layout.height
    lead = layout.stories[0]
    assert all(lead.box.y0 <= story.box.y0 and lead.box.x0 <= story.box.x0 for story in layout.stories)
    assert max(text.box.y1 for text in layout.furniture) <= lead.box.y0


def test_columns_are_level_and_the_head_spans_them() -> None:
    story = lay_out(trade_page()).stories[0]
    assert len({text.box.y0 for text in story.columns}) == 1
    assert story.heads[0].x0 == story.columns[0].box.x0
    assert story.heads[0].x1 >= story.columns[-1].box.x1 - EPS
    assert story.heads[-1].y1 <= story.columns[0].box.y0
    for left, right in zip(story.columns, story.columns[1:], strict=False):
        assert right.box.x0 - left.box.x1 >= PageAdvice().gutter - EPS


def test_the_lead_has_the_largest_headline() -> None:
    heads = [story.heads[0].height for story in lay_out(trade_page()).stories if story.heads]
    assert heads[0] == max(heads) > heads[1]


def test_line_boxes_follow_heights_and_indents() -> None:
    lines = (LineShape(13, indent=2.0), LineShape(8, height=3.0), LineShape(15))
    layout = lay_out([StoryShape((), (ColumnShape(15, lines),))])
    first, second, third = (layout.line_box(0, 0, k) for k in range(3))
    assert first.x0 == second.x0 + 2.0
    assert round(second.height / first.height, 6) == 3.0
    assert third.y0 == second.y1
    assert third.width == 15.0


def test_story_wider_than_its_page_goes_on_in_tiers() -> None:
    layout = lay_out([StoryShape(headline(12), (column(6, 15),) * 24)])
    assert_sound(layout)
    assert len({text.box.y0 for text in layout.stories[0].columns}) > 1


def test_empty_pages_are_drawn() -> None:
    assert_sound(lay_out([]))
    assert_sound(lay_out([StoryShape()]))
    assert_sound(lay_out([], furniture=[TextShape((8,))], adverts=[TextShape((30, 12))]))


widths = st.floats(0, 70, allow_nan=False)
columns = st.builds(
    lambda measure, lines: ColumnShape(measure, tuple(LineShape(*line) for line in lines)),
    st.floats(5, 40),
    st.lists(st.tuples(widths, st.sampled_from([1.0, 2.5]), st.sampled_from([0.0, 2.0])), max_size=40),
)
texts = st.builds(lambda rows: TextShape(tuple(rows)), st.lists(widths, min_size=1, max_size=4))
stories = st.builds(
    lambda heads, body, captions: StoryShape(tuple(heads), tuple(body), tuple(captions)),
    st.lists(st.builds(HeadShape, st.sampled_from(list(HeadRole)), widths), max_size=4),
    st.lists(columns, max_size=6),
    st.lists(texts, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(stories, max_size=8), st.lists(texts, max_size=3), st.lists(texts, max_size=2))
def test_any_page_is_sound(shapes: list[StoryShape], furniture: list[TextShape], adverts: list[TextShape]) -> None:
    layout = lay_out(shapes, furniture=furniture, adverts=adverts)
    assert_sound(layout)
    assert len(layout.stories) == len(shapes)
    for shape, story in zip(shapes, layout.stories, strict=True):
        assert [len(text.lines) for text in story.columns] == [len(body.lines) for body in shape.columns]
        assert len(story.heads) == len(shape.heads)
        assert len(story.captions) == len(shape.captions)
    assert layout == lay_out(shapes, furniture=furniture, adverts=adverts)


def test_twice_the_stories_are_hardly_more_than_four_times_the_work() -> None:
    shapes = [StoryShape(headline(8), (column(10 + 3 * (n % 7), 10 + n % 4),) * (1 + n % 5)) for n in range(20)]
    assert_sound(lay_out(shapes))
    assert steps(lambda: lay_out(shapes)) < 5 * steps(lambda: lay_out(shapes[:10]))
