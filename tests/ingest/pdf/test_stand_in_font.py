"""Fonts that stand in for embedded ones: where they may, and that nothing is read otherwise for it."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf import pdfium_reader
from layout_tool.ingest.pdf.reading import PDFIUM
from layout_tool.ingest.pdf.stand_in_font import square_font, with_stand_ins
from tests.ingest.pdf.agreement import agreement, placed, read_with
from tests.ingest.pdf.made import Leaf, Part, deflated, made_pdf

PROGRAM = np.random.default_rng(5).bytes(3000)  # compresses badly, as fonts do


def test_the_font_is_one() -> None:
    font = ImageFont.truetype(io.BytesIO(square_font()), 1000, layout_engine=ImageFont.Layout.BASIC)
    assert font.getmetrics() == (1000, 0)


@pytest.mark.parametrize(
    ("part", "replaced"),
    [
        (deflated(PROGRAM, "/Subtype /CIDFontType0C"), True),
        (deflated(PROGRAM, "/Subtype/CIDFontType0C /Length1 9"), True),
        (deflated(PROGRAM, "/Subtype /Type1C"), False),
        (deflated(PROGRAM, "/Length1 3000"), False),
        (deflated(b"short", "/Subtype /CIDFontType0C"), False),
        (deflated(PROGRAM, "/Subtype /CIDFontType0C /DecodeParms << /Predictor 12 >>"), False),
        (Part("/Subtype /CIDFontType0C", PROGRAM), False),
        (Part("/Subtype /CIDFontType0C /Filter [/ASCIIHexDecode /FlateDecode]", PROGRAM), False),
        (Part("/Subtype /CIDFontType0C"), False),
    ],
)
def test_only_plain_programs_of_cid_fonts_are_replaced(part: Part, replaced: bool) -> None:
    content = made_pdf(Leaf("q Q"), parts=[part])
    changed = with_stand_ins(content)
    assert (changed is not None) == replaced
    if changed is not None:
        assert len(changed) == len(content)
        start = changed.index(b"stream\n") + len(b"stream\n")
        assert zlib.decompressobj().decompress(bytes(changed[start:])) == square_font()
        assert changed[: start - 1] == content[: start - 1]
        assert changed[changed.index(b"endstream") :] == content[content.index(b"endstream") :]


def test_an_encrypted_file_is_left_as_it_is() -> None:
    content = made_pdf(Leaf("q Q"), parts=[deflated(PROGRAM, "/Subtype /CIDFontType0C")], trailer="/Encrypt 3 0 R")
    assert with_stand_ins(content) is None


@pytest.mark.parametrize("name", ["zh-modern-7-02", "zh-modern-7-03", "zh-vertical-7-04", "mixed-hard-7-00"])
def test_a_page_reads_the_same(shared: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = shared / "corpus" / "synth" / f"{name}.pdf"
    assert with_stand_ins(path.read_bytes()) is not None
    light = read_with(path, PDFIUM)
    monkeypatch.setattr(pdfium_reader, "_MOST_IN_MEMORY", 0)
    plain = read_with(path, PDFIUM)
    found = agreement(placed(plain), placed(light))
    assert found.only_first == ()
    assert all(not sign.strip() for sign, _, _ in found.only_second)  # blanks that PDFium leaves out by their ink
    assert light.glyphs.vertical.sum() == plain.glyphs.vertical.sum()
    assert (light.rulings, light.images, light.glyphs.fonts) == (plain.rulings, plain.images, plain.glyphs.fonts)


def test_a_file_that_is_refused_with_stand_ins_is_opened_without(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "load_memory", lambda *_: 0)
    assert read_with(shared / "corpus" / "synth" / "zh-modern-7-02.pdf", PDFIUM).glyphs.count > 3000
