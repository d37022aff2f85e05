"""Glyphs of small pages, by both readers: where they stand, what they look like, which are left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from layout_tool.ingest.pdf.reading import PDFIUM, READERS
from layout_tool.model.glyphs import Font, GlyphPage, Glyphs
from tests.ingest.pdf.agreement import agreement, both_readings, placed, read_with
from tests.ingest.pdf.made import FONTS, Leaf, Part, made_pdf, packed_pdf, text, write_pdf

pytestmark = pytest.mark.parametrize("reader", READERS)


def read(folder: Path, reader: str, *leaves: Leaf) -> GlyphPage:
    return read_with(write_pdf(folder / "page.pdf", *leaves), reader)


def words(glyphs: Glyphs) -> str:
    return "".join(glyphs.text.tolist())


def test_a_line(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf("0.2 0.4 0.6 rg\n" + text("Hi l", 20, 200, 12)))
    glyphs = page.glyphs
    assert (page.width, page.height, page.reader, page.notes) == (200, 300, reader, ())
    assert words(glyphs) == "Hi l"
    np.testing.assert_allclose(glyphs.origin[:2], np.array([(20, 100), (20 + 0.722 * 12, 100)]), atol=0.01)
    np.testing.assert_allclose(glyphs.box[0, [0, 2]], [20, 20 + 0.722 * 12], atol=0.01)
    assert glyphs.box[0, 1] < 100 < glyphs.box[0, 3]
    assert glyphs.box[0, 3] - glyphs.box[0, 1] == pytest.approx(12)
    assert glyphs.size.tolist() == [12] * 4
    assert glyphs.angle.tolist() == [0] * 4
    assert not glyphs.vertical.any()
    assert glyphs.visible.all()
    assert glyphs.colour.tolist() == [0x336699] * 4
    assert glyphs.fonts == (Font("Helvetica"),)
    assert glyphs.span.tolist() == [0] * 4


def test_glyphs_come_in_the_order_of_the_stream(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf(text("low", y=50) + text("right", x=120, y=250) + text("left", y=250)))
    assert words(page.glyphs) == "lowrightleft"
    assert page.glyphs.span.tolist() == [0] * 3 + [1] * 5 + [2] * 4


@pytest.mark.parametrize(
    ("matrix", "angle", "size"),
    [("1 0 0 1", 0, 10), ("0 1 -1 0", 270, 10), ("0 -1 1 0", 90, 10), ("-1 0 0 -1", 180, 10), ("2 0 0 3", 0, 30)],
)
def test_the_text_matrix(tmp_path: Path, reader: str, matrix: str, angle: float, size: float) -> None:
    page = read(tmp_path, reader, Leaf(f"BT /F1 10 Tf {matrix} 100 150 Tm (HH) Tj ET"))
    glyphs = page.glyphs
    assert set(glyphs.angle.tolist()) == {angle}
    assert set(glyphs.size.tolist()) == {size}
    assert glyphs.origin[0].tolist() == [100, 150]
    step = glyphs.origin[1] - glyphs.origin[0]
    assert np.degrees(np.arctan2(step[1], step[0])) % 360 == pytest.approx(angle)
    wide, high = glyphs.box[0, 2] - glyphs.box[0, 0], glyphs.box[0, 3] - glyphs.box[0, 1]
    along = 0.722 * (20 if "2" in matrix else 10)
    assert sorted([wide, high]) == pytest.approx(sorted([along, size]), abs=0.01)


@pytest.mark.parametrize(("rotate", "corner"), [(0, (20, 100)), (90, (200, 20)), (180, (180, 200)), (270, (100, 180))])
def test_a_turned_page_is_seen_turned(tmp_path: Path, reader: str, rotate: int, corner: tuple[int, int]) -> None:
    page = read(tmp_path, reader, Leaf(text("H"), rotate=rotate))
    assert (page.width, page.height) == ((200, 300) if rotate in (0, 180) else (300, 200))
    assert page.glyphs.origin[0].tolist() == list(corner)
    assert page.glyphs.angle.tolist() == [rotate]


def test_a_media_box_off_the_origin_and_a_crop(tmp_path: Path, reader: str) -> None:
    content = text("in", 120, 220) + text("out", 20, 20)
    page = read(tmp_path, reader, Leaf(content, media=(-50, -60, 350, 440), crop=(100, 100, 300, 300)))
    assert (page.width, page.height) == (200, 200)
    assert words(page.glyphs) == "in"
    assert page.glyphs.origin[0].tolist() == [20, 80]


def test_a_crop_beyond_the_media_box_is_cut(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf(text("H"), crop=(-100, 50, 150, 900)))
    assert (page.width, page.height) == (150, 250)
    assert page.glyphs.origin[0].tolist() == [20, 100]


@pytest.mark.parametrize(
    ("entries", "unit"), [("/UserUnit 2", 2), ("/UserUnit 0.5", 0.5), ("/UserUnit -3", 1), ("/UserUnit (x)", 1)]
)
def test_the_unit_of_the_user_space(tmp_path: Path, reader: str, entries: str, unit: float) -> None:
    drawn = "1 w 20 250 100 30 re S q 50 0 0 40 20 100 cm /I Do Q\n"
    picture = Part(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"a"
    )
    leaf = Leaf(drawn + text("H"), entries=entries, rotate=90, resources=f"{FONTS} /XObject << /I 3 0 R >>")
    path = tmp_path / "page.pdf"
    path.write_bytes(made_pdf(leaf, parts=[picture]))
    page = read_with(path, reader)
    assert (page.width, page.height) == (300 * unit, 200 * unit)
    assert page.glyphs.origin[0].tolist() == [200 * unit, 20 * unit]
    assert page.glyphs.size.tolist() == [10 * unit]
    assert page.glyphs.box[0, 3] - page.glyphs.box[0, 1] == pytest.approx(7.22 * unit, abs=0.01)
    (frame,) = page.rulings
    assert tuple(frame.bbox) == pytest.approx([250 * unit, 20 * unit, 280 * unit, 120 * unit])
    assert [tuple(box) for box in page.images] == [(100 * unit, 20 * unit, 140 * unit, 70 * unit)]


def test_a_unit_in_a_packed_dictionary(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(packed_pdf("/UserUnit 3", text("H")))
    page = read_with(path, reader)
    assert (page.width, page.height, page.glyphs.size.tolist()) == (600, 900, [30])
    path.write_bytes(packed_pdf("", text("H")))
    page = read_with(path, reader)
    assert (page.width, page.height, page.glyphs.size.tolist()) == (200, 300, [10])


def test_a_letter_painted_twice_counts_once(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf(text("full hall", 20) + text("full hall", 20.4)))
    assert words(page.glyphs) == "full hall"
    assert page.glyphs.origin[0, 0] == 20


def test_a_shadow_counts_once(tmp_path: Path, reader: str) -> None:
    grey = "0.7 g " + text("Sun", 21, 199, 30) + "0 g " + text("Sun", 20, 200, 30)
    assert words(read(tmp_path, reader, Leaf(grey)).glyphs) == "Sun"


def test_twins_beside_each_other_are_two(tmp_path: Path, reader: str) -> None:
    narrow = "BT /F1 10 Tf 60 Tz 20 200 Td (illli) Tj ET " + text("ll", y=180) + text("ll", x=24.5, y=180)
    assert words(read(tmp_path, reader, Leaf(narrow)).glyphs) == "illlillll"


def test_a_stroked_fill_is_bold(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf("2 Tr " + text("bold") + "0 Tr " + text("plain", y=150)))
    assert page.glyphs.fonts == (Font("Helvetica", 700), Font("Helvetica", 400))
    assert page.glyphs.font.tolist() == [0] * 4 + [1] * 5


def test_invisible_text_is_kept_and_marked(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf("3 Tr " + text("ocr") + "0 Tr " + text("ink", y=150)))
    assert words(page.glyphs) == "ocrink"
    assert page.glyphs.visible.tolist() == [False] * 3 + [True] * 3


def test_a_hyphen_at_the_end_of_a_line_is_one(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf(text("news-", y=200) + text("paper", y=188)))
    assert words(page.glyphs) == "news-paper"


def test_rise_moves_the_pen(tmp_path: Path, reader: str) -> None:
    page = read(tmp_path, reader, Leaf("BT /F1 10 Tf 20 200 Td (a) Tj 4 Ts (b) Tj ET"))
    assert page.glyphs.origin[:, 1].tolist() == [100, 96]


def test_text_in_a_form_has_its_place(tmp_path: Path, reader: str) -> None:
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 30 40] /Resources << {FONTS} >>"
    leaf = Leaf("q 2 0 0 2 0 0 cm /X Do Q", resources="/XObject << /X 3 0 R >>")
    path = tmp_path / "form.pdf"
    path.write_bytes(made_pdf(leaf, parts=[Part(form, text("f", 5, 10).encode())]))
    glyphs = read_with(path, reader).glyphs
    assert glyphs.origin[0].tolist() == [70, 200]
    assert glyphs.size.tolist() == [20]


def test_both_readers_agree(tmp_path: Path, reader: str) -> None:
    del reader
    content = text("A line; (its words)".replace("(", "\\(").replace(")", "\\)")) + text("and\\222more", 30, 90, 7)
    path = write_pdf(tmp_path / "page.pdf", Leaf(content, media=(10, 20, 310, 420), rotate=90))
    first, second = both_readings(path)
    assert agreement(placed(first), placed(second)).share == 1
    np.testing.assert_allclose(first.glyphs.box[:, [0, 3]], second.glyphs.box[:, [0, 3]], atol=0.6)


def test_what_a_text_actually_reads(tmp_path: Path, reader: str) -> None:
    content = "BT /F1 10 Tf 20 200 Td /Span << /ActualText (Abcd) >> BDC (WXYZ) Tj EMC ( end) Tj ET"
    glyphs = read(tmp_path, reader, Leaf(content)).glyphs
    width = 9.44 + 6.67 + 6.67 + 6.11
    if reader == PDFIUM:
        assert words(glyphs) == "Abcd end"
        steps = np.array([20 + width / 4 * number for number in range(4)])
        np.testing.assert_allclose(glyphs.origin[:4, 0], steps, atol=0.5)
        np.testing.assert_allclose(glyphs.box[:4, 2] - glyphs.box[:4, 0], np.full(4, width / 4), atol=0.5)
    else:
        assert words(glyphs) == "WXYZ end"
    assert glyphs.origin[4, 0] == pytest.approx(20 + width, abs=0.1)


def test_a_ligature_has_several_letters_and_one_box(tmp_path: Path, reader: str) -> None:
    lines = "1 beginbfchar <61> <006600660069> endbfchar 1 beginbfchar <62> <D867DE3D> endbfchar"
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    widths = f"/FirstChar 97 /LastChar 122 /Widths [556 556 {'500 ' * 24}]"
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Gill /ToUnicode 4 0 R {widths} >>"
    path = tmp_path / "page.pdf"
    leaf = Leaf("BT /F1 10 Tf 20 200 Td (xaby) Tj ET", resources="/Font << /F1 3 0 R >>")
    parts = [Part(font), Part("", f"{head}{lines} endcmap end".encode())]
    path.write_bytes(made_pdf(leaf, parts=parts))
    glyphs = read_with(path, reader).glyphs
    assert glyphs.text.tolist() == ["x", "ffi", "\U00029e3d", "y"]
    np.testing.assert_allclose(glyphs.box[:, 2] - glyphs.box[:, 0], np.array([5.0, 5.56, 5.56, 5.0]), atol=0.2)
