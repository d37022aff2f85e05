"""Parts of a PDF's pages, drawn in a child of their own."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from layout_tool.ingest.pdf import guard
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.picture import PagePictures, Tile, page_picture
from layout_tool.ingest.pdf.wire import send
from layout_tool.model.geometry import Box
from tests.ingest.pdf.made import Leaf, text, write_pdf

CONTENT = (
    text("headline", 30, 230, 24)
    + text("small words", 40, 120, 9)
    + "1 0 0 rg 60 60 40 30 re f 0 0 1 rg 130 70 9 9 re f"
)


@pytest.fixture
def leaves(tmp_path: Path) -> Iterator[PagePictures]:
    path = write_pdf(
        tmp_path / "page.pdf",
        Leaf(CONTENT),
        Leaf(CONTENT, rotate=90),
        Leaf(CONTENT, crop=(20, 50, 151, 250)),
        Leaf(CONTENT, crop=(20, 50, 151, 250), rotate=270),
        Leaf(CONTENT, media=(-10, -20, 190.4, 280.7), rotate=180),
    )
    pictures = PagePictures(path)
    yield pictures
    pictures.close()


def colours(tile: Tile | None) -> NDArray[np.uint8]:
    """Red, green and blue by row and column."""
    assert tile is not None
    return np.frombuffer(tile.pixels, np.uint8).reshape(tile.height, tile.width, 4)[..., 2::-1]


def whole(path: Path, index: int, dpi: float) -> NDArray[np.uint8]:
    content = page_picture(path, index, dpi)
    assert content is not None
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("RGB"))


@pytest.mark.parametrize("index", range(5))
@pytest.mark.parametrize("dpi", [72, 130, 300])
def test_a_tile_is_the_crop_of_the_whole_picture(leaves: PagePictures, tmp_path: Path, index: int, dpi: float) -> None:
    picture = whole(tmp_path / "page.pdf", index, dpi)
    scale = dpi / 72
    for box in (Box(0, 0, 50, 70), Box(33.3, 41.7, 110.2, 128.9), Box(70, 20, 400, 400)):
        tile = leaves.tile(index, dpi, box)
        part = colours(tile)
        assert tile is not None
        left, top = round(tile.box.x0 * scale), round(tile.box.y0 * scale)
        crop = picture[top : top + tile.height, left : left + tile.width]
        assert crop.shape == part.shape
        assert np.abs(crop.astype(int) - part).mean() < 1.0
        assert tile.box.x0 <= box.x0
        assert tile.box.y0 <= box.y0
        assert box.x0 - tile.box.x0 < 1.1 / scale
    assert picture.min() < 100


def test_a_page_with_a_unit_of_its_own_is_drawn_by_its_size_in_points(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf("0 0 0 rg 0 150 100 150 re f", entries="/UserUnit 2"))
    pictures = PagePictures(path)
    tile = pictures.tile(0, 36, Box(180, 280, 220, 320), (400, 600))
    pictures.close()
    part = colours(tile)
    assert part.shape == (20, 20, 3)
    assert part[:10, :10].max() == 0
    assert part[10:].min() == 255
    assert part[:, 10:].min() == 255


def test_a_monstrous_request_has_fewer_dots(tmp_path: Path) -> None:
    pictures = PagePictures(write_pdf(tmp_path / "page.pdf", Leaf("", media=(0, 0, 14000, 14000))))
    tile = pictures.tile(0, 600, Box(0, 0, 14000, 14000))
    small = pictures.tile(0, 1e9, Box(10, 10, 11, 11))
    pictures.close()
    assert tile is not None
    assert tile.width <= 4001
    assert small is not None
    assert small.width < 100


def test_what_cannot_be_drawn_is_none(leaves: PagePictures, tmp_path: Path) -> None:
    box = Box(0, 0, 10, 10)
    assert leaves.tile(-1, 72, box) is None
    assert leaves.tile(5, 72, box) is None
    assert leaves.tile(0, 72, Box(500, 0, 600, 10)) is None
    assert leaves.tile(0, 72, box) is not None
    broken = tmp_path / "broken.pdf"
    broken.write_bytes((tmp_path / "page.pdf").read_bytes()[:120])
    for path in (broken, tmp_path / "missing.pdf"):
        pictures = PagePictures(path, limits=Limits(seconds=20))
        assert pictures.tile(0, 72, box) is None
        pictures.close()


def test_a_child_that_died_is_replaced_and_none_outlives_the_end(leaves: PagePictures) -> None:
    box = Box(0, 0, 10, 10)
    assert leaves.tile(0, 72, box) is not None
    nursery = leaves._child._nursery
    first = nursery._child
    assert first is not None
    first._process.kill()
    first._process.wait()
    assert leaves.tile(0, 72, box) is not None
    second = nursery._child
    assert second is not None
    leaves.close()
    leaves.close()
    assert second._process.poll() is not None
    assert leaves.tile(0, 72, box) is None
    assert nursery._child is None


def test_it_gets_ready_before_the_first_tile(leaves: PagePictures) -> None:
    leaves.get_ready()
    child = leaves._child._nursery._child
    assert child is not None
    assert leaves.tile(0, 72, Box(0, 0, 10, 10)) is not None
    assert leaves._child._nursery._child is child


def test_closing_ends_a_drawing_at_once(leaves: PagePictures, monkeypatch: pytest.MonkeyPatch) -> None:
    assert leaves.tile(0, 72, Box(0, 0, 10, 10)) is not None
    begun = threading.Event()

    def slow(stream: object, order: object) -> None:
        begun.set()
        time.sleep(0.2)
        send(stream, order)  # type: ignore[arg-type]

    monkeypatch.setattr(guard, "send", slow)
    found: list[Tile | None] = []
    worker = threading.Thread(target=lambda: found.append(leaves.tile(1, 72, Box(0, 0, 10, 10))))
    worker.start()
    begun.wait(5)
    leaves.close()
    worker.join(5)
    assert found == [None]
    assert leaves._child._nursery._child is None
