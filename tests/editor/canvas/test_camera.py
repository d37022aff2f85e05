"""The camera: there and back, zoom where the pointer is, the whole page in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.editor.canvas.camera import Camera, Viewport, fitted, showing
from layout_tool.model.geometry import Box

PORT = Viewport(800, 600, 1000, 1400)
places = st.floats(-2000, 2000)
cameras = st.builds(Camera, st.floats(0.05, 20), places, places)


@given(cameras, places, places)
def test_a_point_comes_back(camera: Camera, x: float, y: float) -> None:
    assert camera.to_page(*camera.to_view(x, y, PORT), PORT) == pytest.approx((x, y), abs=1e-6)


@given(cameras, st.floats(0.1, 8), st.floats(0, 800), st.floats(0, 600))
def test_zoom_keeps_what_is_under_the_pointer(camera: Camera, factor: float, x: float, y: float) -> None:
    zoomed = camera.zoomed(factor, (x, y), PORT)
    assert zoomed.to_page(x, y, PORT) == pytest.approx(camera.to_page(x, y, PORT), abs=1e-6)


@given(st.floats(50, 2000), st.floats(50, 2000), st.floats(1, 3000), st.floats(1, 3000))
def test_a_page_that_fits_is_seen_whole(width: float, height: float, page_width: float, page_height: float) -> None:
    port = Viewport(width, height, page_width, page_height)
    seen = fitted(port).seen(port)
    assert seen.x0 <= 1e-6
    assert seen.y0 <= 1e-6
    assert seen.x1 >= page_width - 1e-6
    assert seen.y1 >= page_height - 1e-6


@given(cameras)
def test_a_camera_is_held_over_the_page(camera: Camera) -> None:
    held = camera.held(PORT)
    assert 0 <= held.x <= PORT.page_width
    assert 0 <= held.y <= PORT.page_height


def test_what_is_seen_is_not_moved() -> None:
    camera = fitted(PORT)
    assert showing(camera, Box(10, 10, 20, 20), PORT) == camera


@given(st.floats(0, 900), st.floats(0, 1300))
def test_what_is_shown_is_seen(x: float, y: float) -> None:
    box = Box(x, y, x + 50, y + 50)
    seen = showing(Camera(2.0, 500, 700), box, PORT).seen(PORT)
    assert seen.x0 <= box.x0 + 1e-6
    assert seen.x1 >= box.x1 - 1e-6
    assert seen.y0 <= box.y0 + 1e-6
    assert seen.y1 >= box.y1 - 1e-6


def test_panning_moves_the_page_with_the_hand() -> None:
    camera = Camera(2.0, 100, 100)
    before = camera.to_view(50, 60, PORT)
    after = camera.panned(30, -10).to_view(50, 60, PORT)
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((30, -10))
