"""Fonts that write downwards, by both readers: where the pen stands, and how far each glyph carries it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from layout_tool.ingest.pdf.reading import PDFIUM, PDFPLUMBER, READERS, PdfFile
from layout_tool.ingest.pdf.stand_in_font import square_font
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.agreement import read_with
from tests.ingest.pdf.made import Leaf, Part, deflated, made_pdf

SIGNS = "縱橫漢字"
TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    f"{len(SIGNS)} beginbfchar\n"
    + "".join(f"<{code:04X}> <{ord(sign):04X}>\n" for code, sign in enumerate(SIGNS, start=1))
    + "endbfchar endcmap CMapName currentdict /CMap defineresource pop end end\n"
)
RESOURCES = "/Font << /F1 3 0 R >>"


def parts(encoding: str, metrics: str, embedded: bool = True) -> tuple[Part, ...]:
    """A font; its codes 1 to 4 are the four signs."""
    program = "/FontFile2 7 0 R" if embedded else ""
    return (
        Part(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding}"
            " /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"
        ),
        Part(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /FontDescriptor 5 0 R /CIDToGIDMap /Identity"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 {metrics} >>"
        ),
        Part(
            "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
            f" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 {program} >>"
        ),
        Part("", TO_UNICODE.encode()),
        deflated(square_font()),
    )


def read(folder: Path, reader: str, content: str, encoding: str = "Identity-V", metrics: str = "") -> GlyphPage:
    path = folder / "page.pdf"
    path.write_bytes(made_pdf(Leaf(content, resources=RESOURCES), parts=parts(encoding, metrics)))
    page = read_with(path, reader)
    assert (page.reader, page.notes) == (reader, ())
    return page


each_reader = pytest.mark.parametrize("reader", READERS)


@each_reader
@pytest.mark.parametrize(
    ("metrics", "step"), [("", 20), ("/DW2 [880 -1000]", 20), ("/DW2 [700 -900]", 18), ("/DW2 [700 -1100]", 22)]
)
def test_the_pen_goes_down(tmp_path: Path, reader: str, metrics: str, step: float) -> None:
    glyphs = read(tmp_path, reader, "BT /F1 20 Tf 100 250 Td <0001000200030004> Tj ET", metrics=metrics).glyphs
    assert "".join(glyphs.text.tolist()) == SIGNS
    assert glyphs.vertical.all()
    assert glyphs.angle.tolist() == [0] * 4
    pens = [(100, 50 + step * number) for number in range(4)]
    np.testing.assert_allclose(glyphs.origin, np.array(pens, np.float64), atol=0.01)
    boxes = [(90, y, 110, y + step) for _, y in pens]
    np.testing.assert_allclose(glyphs.box, np.array(boxes, np.float64), atol=0.01)


@each_reader
@pytest.mark.parametrize("matrix", ["1 0 0 1", "2 0 0 2", "0 1 -1 0", "0 -1 1 0"])
def test_turned_and_enlarged(tmp_path: Path, reader: str, matrix: str) -> None:
    a, b, c, d = map(int, matrix.split())
    glyphs = read(tmp_path, reader, f"BT /F1 10 Tf {matrix} 100 150 Tm <00010002> Tj <0003> Tj ET").glyphs
    assert glyphs.vertical.all()
    pens = [(100 - 10 * number * c, 150 + 10 * number * d) for number in range(3)]
    np.testing.assert_allclose(glyphs.origin, np.array(pens, np.float64), atol=0.01)
    assert glyphs.size.tolist() == [10 * max(abs(a), abs(b))] * 3


@each_reader
def test_one_glyph_an_object(tmp_path: Path, reader: str) -> None:
    content = "".join(f"BT /F1 12 Tf 60 {240 - 12 * at} Td <000{at}> Tj ET\n" for at in range(1, 5))
    glyphs = read(tmp_path, reader, content).glyphs
    assert glyphs.vertical.all()
    assert glyphs.origin[:, 0].tolist() == [60] * 4
    assert glyphs.origin[:, 1].tolist() == [72, 84, 96, 108]
    assert glyphs.span.tolist() == [0, 1, 2, 3]


@each_reader
def test_the_same_font_written_across(tmp_path: Path, reader: str) -> None:
    glyphs = read(tmp_path, reader, "BT /F1 20 Tf 50 250 Td <00010002> Tj ET", "Identity-H").glyphs
    assert not glyphs.vertical.any()
    assert glyphs.origin.tolist() == [[50, 50], [70, 50]]
    np.testing.assert_allclose(glyphs.box[0], np.array((50, 32.4, 70, 52.4)), atol=0.01)


@each_reader
def test_both_ways_on_a_page(tmp_path: Path, reader: str) -> None:
    across = "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    path = tmp_path / "page.pdf"
    content = "BT /F1 10 Tf 100 250 Td <00010002> Tj ET BT /F2 10 Tf 20 100 Td (ab) Tj ET"
    leaf = Leaf(content, resources=f"/Font << /F1 3 0 R {across} >>")
    path.write_bytes(made_pdf(leaf, parts=parts("Identity-V", "")))
    glyphs = read_with(path, reader).glyphs
    assert glyphs.vertical.tolist() == [True, True, False, False]


@each_reader
def test_a_glyph_with_an_origin_of_its_own(tmp_path: Path, reader: str) -> None:
    content = "BT /F1 20 Tf 100 250 Td <0001000200030004> Tj ET"
    glyphs = read(tmp_path, reader, content, metrics="/DW2 [880 -1000] /W2 [2 [-500 500 880]]").glyphs
    pens = [(100, 50), (100, 70), (100, 80), (100, 100)]
    np.testing.assert_allclose(glyphs.origin, np.array(pens, np.float64), atol=0.01)


@pytest.mark.parametrize("content", ["<00010002> Tj", "<0001> Tj 0 -20 Td <0002> Tj"])
def test_a_font_that_nobody_has_loses_no_text(tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.pdf"
    leaf = Leaf(f"BT /F1 20 Tf 100 250 Td {content} ET", resources=RESOURCES)
    path.write_bytes(made_pdf(leaf, parts=parts("Identity-V", "", embedded=False)))
    file = PdfFile(path)
    page = file.read(0)
    file.close()
    assert "".join(page.glyphs.text.tolist()) == SIGNS[:2]
    assert page.glyphs.origin.tolist() == [[100, 50], [100, 70]]
    if page.reader != PDFIUM:
        assert page.notes == (("note_page_reader", (("page", "1"), ("reader", PDFPLUMBER))),)
