"""The picture of a PDF's page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.picture import page_picture
from tests.ingest.pdf.made import Leaf, text, write_pdf


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return picture


def test_a_page_is_drawn_at_the_dots_asked_for(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf(text("one")), Leaf("0 0 0 rg 0 0 100 300 re f"))
    assert opened(page_picture(path, 0, 72)).size == (200, 300)
    second = opened(page_picture(path, 1, 144))
    assert second.size == (400, 600)
    assert second.getpixel((100, 300)) == (0, 0, 0)
    assert second.getpixel((300, 300)) == (255, 255, 255)


def test_it_is_turned_and_cropped_as_it_is_seen(tmp_path: Path) -> None:
    content = "0 0 0 rg 20 50 50 200 re f"
    path = write_pdf(tmp_path / "page.pdf", Leaf(content, crop=(20, 50, 120, 250), rotate=90))
    picture = opened(page_picture(path, 0, 72))
    assert picture.size == (200, 100)
    assert picture.getpixel((100, 25)) == (0, 0, 0)
    assert picture.getpixel((100, 75)) == (255, 255, 255)


def test_a_page_of_monstrous_size_has_fewer_dots(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf("", media=(0, 0, 14000, 14000)))
    assert opened(page_picture(path, 0, 600)).width <= 6400


@pytest.mark.parametrize("index", [-1, 1, 99])
def test_what_cannot_be_drawn_is_none(tmp_path: Path, index: int) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf())
    assert page_picture(path, index, 72) is None
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(path.read_bytes()[:120])
    assert page_picture(broken, 0, 72, limits=Limits(seconds=20)) is None
    assert page_picture(tmp_path / "missing.pdf", 0, 72) is None
