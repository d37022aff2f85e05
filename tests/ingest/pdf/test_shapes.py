"""Rules, frames, tints and pictures of small pages, by both readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.ingest.pdf.reading import PDFIUM, READERS
from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.agreement import read_with
from tests.ingest.pdf.made import Leaf, Part, made_pdf

RULE, FRAME, TINT = SeparatorKind.RULE, SeparatorKind.FRAME, SeparatorKind.TINT
PIXEL = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
INLINE = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI"


def read(folder: Path, reader: str, leaf: Leaf, *parts: Part) -> GlyphPage:
    path = folder / "page.pdf"
    path.write_bytes(made_pdf(leaf, parts=parts))
    return read_with(path, reader)


def shapes(page: GlyphPage) -> list[tuple[SeparatorKind, tuple[float, ...]]]:
    return [(one.kind, tuple(round(edge, 1) for edge in one.bbox)) for one in page.rulings]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("operators", "found"),
    [
        ("1 w 20 200 m 180 200 l S", [(RULE, (20, 100, 180, 100))]),
        ("100 20 m 100 280 l S", [(RULE, (100, 20, 100, 280))]),
        ("20 200 160 0.8 re f", [(RULE, (20, 99.2, 180, 100))]),
        ("20 200 100 50 re S", [(FRAME, (20, 50, 120, 100))]),
        ("20 200 m 120 200 l 120 250 l 20 250 l h S", [(FRAME, (20, 50, 120, 100))]),
        ("0.9 g 20 200 100 50 re f", [(TINT, (20, 50, 120, 100))]),
        ("0.9 g 0 G 20 200 100 50 re B", [(TINT, (20, 50, 120, 100)), (FRAME, (20, 50, 120, 100))]),
        ("12 w 20 200 m 120 200 l S", [(TINT, (20, 94, 120, 106))]),
        ("20 200 m 120 200 l 120 250 l S", [(RULE, (20, 100, 120, 100)), (RULE, (120, 50, 120, 100))]),
        ("20 200 100 0.5 re 20 100 100 0.5 re f", [(RULE, (20, 99.5, 120, 100)), (RULE, (20, 199.5, 120, 200))]),
        ("1 g 20 200 100 50 re f", []),
        ("0.5 g 0 0 200 300 re f", []),
        ("20 200 100 50 re n", []),
        ("20 200 m 90 250 l S", []),
        ("20 200 2 2 re f", []),
        ("0 g 20 200 100 50 re 21 201 98 48 re f*", [(FRAME, (20, 50, 120, 100))]),
        ("0 g 20 200 100 50 re f 1 g 21 201 98 48 re f", [(FRAME, (20, 50, 120, 100))]),
        ("0.8 g 20 200 100 50 re f 1 g 20 200 100 50 re f", []),
        ("0.8 g 20 200 100 50 re f 1 g 40 210 60 30 re f", [(TINT, (20, 50, 120, 100))]),
        ("0.8 g 20 200 100 50 re f 0.5 g 21 201 98 48 re f", [(TINT, (20, 50, 120, 100)), (TINT, (21, 51, 119, 99))]),
        ("20 500 m 180 500 l S", []),
    ],
    ids=str,
)
def test_paths(
    tmp_path: Path, reader: str, operators: str, found: list[tuple[SeparatorKind, tuple[float, ...]]]
) -> None:
    assert shapes(read(tmp_path, reader, Leaf(operators))) == found


@pytest.mark.parametrize("reader", READERS)
def test_a_box_with_rounded_corners_is_a_frame(tmp_path: Path, reader: str) -> None:
    corners = (
        "30 200 m 110 200 l 116 200 120 204 120 210 c 120 240 l 120 246 116 250 110 250 c"
        " 30 250 l 24 250 20 246 20 240 c 20 210 l 20 204 24 200 30 200 c h S"
    )
    assert shapes(read(tmp_path, reader, Leaf(corners))) == [(FRAME, (20, 50, 120, 100))]


@pytest.mark.parametrize("reader", READERS)
def test_shapes_turn_with_the_page(tmp_path: Path, reader: str) -> None:
    leaf = Leaf("20 200 m 180 200 l S 10 20 30 40 re S", rotate=90, media=(0, 0, 200, 300))
    assert shapes(read(tmp_path, reader, leaf)) == [(RULE, (200, 20, 200, 180)), (FRAME, (20, 10, 60, 40))]


@pytest.mark.parametrize("reader", READERS)
def test_a_shape_in_a_form_has_its_place(tmp_path: Path, reader: str) -> None:
    form = Part("/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 10 20]", b"0 0 m 50 0 l S")
    page = read(tmp_path, reader, Leaf("q 2 0 0 2 0 0 cm /X Do Q", resources="/XObject << /X 3 0 R >>"), form)
    assert shapes(page) == [(RULE, (20, 260, 120, 260))]


@pytest.mark.parametrize("reader", READERS)
def test_pictures(tmp_path: Path, reader: str) -> None:
    content = f"q 60 0 0 40 20 200 cm /X Do Q q 30 0 0 30 100 100 cm {INLINE} Q q 9 0 0 9 500 500 cm /X Do Q"
    page = read(tmp_path, reader, Leaf(content, resources="/XObject << /X 3 0 R >>"), Part(PIXEL, b"\x80"))
    assert page.images == (Box(20, 60, 80, 100), Box(100, 170, 130, 200))
    assert [key for key, _ in page.notes] == ["note_page_no_text"]


@pytest.mark.parametrize("reader", READERS)
def test_a_picture_as_thin_as_a_rule_is_one(tmp_path: Path, reader: str) -> None:
    content = "q 160 0 0 1 20 200 cm /X Do Q q 2 0 0 2 20 100 cm /X Do Q"
    page = read(tmp_path, reader, Leaf(content, resources="/XObject << /X 3 0 R >>"), Part(PIXEL, b"\x80"))
    assert page.images == ()
    assert shapes(page) == [(RULE, (20, 99, 180, 100))]


@pytest.mark.parametrize("reader", READERS)
def test_a_picture_in_a_form(tmp_path: Path, reader: str) -> None:
    form = "/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Resources << /XObject << /I 4 0 R >> >>"
    parts = (Part(form, b"q 60 0 0 40 20 30 cm /I Do Q"), Part(PIXEL, b"\x80"))
    leaf = Leaf("q 1 0 0 1 5 10 cm /X Do Q", resources="/XObject << /X 3 0 R >>")
    assert read(tmp_path, reader, leaf, *parts).images == (Box(25, 220, 85, 260),)


def test_a_picture_shows_as_far_as_its_clip(tmp_path: Path) -> None:
    content = "q 20 200 50 30 re W n 200 0 0 200 0 100 cm /X Do Q"
    page = read(tmp_path, PDFIUM, Leaf(content, resources="/XObject << /X 3 0 R >>"), Part(PIXEL, b"\x80"))
    assert page.images == (Box(20, 70, 70, 100),)


@pytest.mark.parametrize("reader", READERS)
def test_a_picture_of_a_page_is_said_to_be_one(tmp_path: Path, reader: str) -> None:
    leaf = Leaf("q 200 0 0 300 0 0 cm /X Do Q", resources="/XObject << /X 3 0 R >>")
    page = read(tmp_path, reader, leaf, Part(PIXEL, b"\x80"))
    assert page.notes == (("note_page_picture", (("page", "1"),)),)


@pytest.mark.parametrize("reader", READERS)
def test_a_blank_page_is_said_to_be_one(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf(""))
    assert (page.width, page.height, page.glyphs.count) == (200, 300, 0)
    assert page.notes == (("note_page_bare", (("page", "1"),)),)
