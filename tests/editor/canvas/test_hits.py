"""What lies where: as if every region were asked, only faster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layout_tool.editor.canvas.hits import HANDLES, RegionGrid, crossed, handle_at, handle_places, meet, resized
from layout_tool.model.document import Direction, Region
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role

sizes = st.floats(0, 120)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), sizes, sizes, sizes, sizes)


def regions(found: list[Box]) -> list[Region]:
    return [Region(f"r{turn}", Role.BODY, box, Direction.HORIZONTAL, ()) for turn, box in enumerate(found)]


@given(st.lists(boxes, max_size=30), sizes, sizes)
def test_the_grid_finds_what_lies_under_a_point(found: list[Box], x: float, y: float) -> None:
    made = regions(found)
    under = RegionGrid(made, 100, 100).under(x, y)
    assert set(under) == {one.id for one in made if meet(one.bbox, Box(x, y, x, y))}
    areas = {one.id: one.bbox.area for one in made}
    assert [areas[name] for name in under] == sorted(areas[name] for name in under)


@given(st.lists(boxes, max_size=30), boxes)
def test_the_grid_finds_what_a_box_touches(found: list[Box], box: Box) -> None:
    made = regions(found)
    assert RegionGrid(made, 100, 100).touched(box) == [one.id for one in made if meet(one.bbox, box)]


def test_each_handle_is_found_and_draws_its_edges() -> None:
    box = Box(10, 20, 110, 220)
    for handle in HANDLES:
        x, y = handle_places(box)[handle]
        assert handle_at(box, x + 2, y - 2, 4) == handle
        drawn = resized(box, handle, x + 5, y + 7)
        assert (drawn.x0 != box.x0) == ("w" in handle)
        assert (drawn.x1 != box.x1) == ("e" in handle)
        assert (drawn.y0 != box.y0) == ("n" in handle)
        assert (drawn.y1 != box.y1) == ("s" in handle)
    assert handle_at(box, 60, 120, 4) is None


@given(boxes, st.sampled_from(HANDLES), sizes, sizes)
def test_a_box_drawn_over_its_other_side_is_turned(box: Box, handle: str, x: float, y: float) -> None:
    drawn = resized(box, handle, x, y)  # type: ignore[arg-type]  # drawn from HANDLES
    assert drawn.x0 <= drawn.x1
    assert drawn.y0 <= drawn.y1


def test_a_stroke_enters_regions_in_its_order() -> None:
    made = regions([Box(0, 0, 10, 10), Box(20, 0, 30, 10), Box(40, 0, 50, 10)])
    grid = RegionGrid(made, 60, 60)
    assert crossed([(55, 5), (-5, 5)], grid, 1) == ["r2", "r1", "r0"]
    assert crossed([(5, 5), (5, 30), (25, 30), (25, 5)], grid, 1) == ["r0", "r1"]
