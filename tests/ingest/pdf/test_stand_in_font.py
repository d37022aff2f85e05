"""Fonts that stand in for embedded ones: where they may, and that nothing is read otherwise for it."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from layout_tool.ingest.pdf import pdfium_calls as pdfium
from layout_tool.ingest.pdf import pdfium_reader
from layout_tool.ingest.pdf.raw_page import UNKNOWN, RawPage
from layout_tool.ingest.pdf.reading import PDFIUM
from layout_tool.ingest.pdf.stand_in_font import square_font, with_stand_ins
from layout_tool.model.glyphs import GlyphPage
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


def plain_and_light(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[GlyphPage, GlyphPage]:
    light = read_with(path, PDFIUM)
    monkeypatch.setattr(pdfium_reader, "_MOST_IN_MEMORY", 0)
    return read_with(path, PDFIUM), light


def same(first: GlyphPage, second: GlyphPage) -> bool:
    """Whether two readings agree; boxes to a quarter of an em, for a glyph without a character is as wide as its ink
    where the font's own program is read, and that may hang over."""
    columns = ("text", "origin", "size", "vertical", "font")
    return (
        first.notes == second.notes
        and all(np.array_equal(getattr(first.glyphs, name), getattr(second.glyphs, name)) for name in columns)
        and bool((np.abs(first.glyphs.box - second.glyphs.box) <= 0.25 * first.glyphs.size[:, None]).all())
    )


def test_glyphs_without_a_map_read_the_same(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identity-H, and nothing that says what the glyphs mean."""
    content = (shared / "corpus" / "synth" / "zh-modern-7-02.pdf").read_bytes()
    path = tmp_path / "page.pdf"
    path.write_bytes(content.replace(b"/ToUnicode", b"/ToUnicorn"))
    assert with_stand_ins(path.read_bytes()) is not None
    plain, light = plain_and_light(path, monkeypatch)
    assert plain.glyphs.count > 3000
    assert same(plain, light)


@pytest.mark.parametrize("lost", [1, 5000])
def test_a_page_with_unknown_glyphs_is_read_again_and_the_better_reading_counts(
    shared: Path, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    read, texts = pdfium_reader._read, []

    def forgets(document: int, index: int) -> RawPage:
        """The first reading does not know some characters."""
        page = read(document, index)
        texts.append(page)
        if len(texts) > 1:
            return page
        text = page.glyphs.text.copy()
        text[:lost] = UNKNOWN
        return replace(page, glyphs=replace(page.glyphs, text=text))

    monkeypatch.setattr(pdfium_reader, "_read", forgets)
    page = read_with(shared / "corpus" / "synth" / "zh-modern-7-02.pdf", PDFIUM)
    assert len(texts) == 2
    assert UNKNOWN not in page.glyphs.text


def revised(content: bytes, number: int, body: bytes) -> bytes:
    """The file with an update of one object at its end."""
    before = int(content.rsplit(b"startxref", 1)[1].split()[0])
    place = len(content)
    written = content + b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    size = re.search(rb"/Size (\d+)", content)
    assert size is not None
    end = b"trailer\n<</Size %d/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (int(size[1]), before, len(written))
    return written + table + end


def test_updates_of_a_file_are_read_the_same(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font's program is written once more, then a map to Unicode is taken away."""
    content = (shared / "corpus" / "synth" / "zh-modern-7-02.pdf").read_bytes()
    mark = content.index(b"/CIDFontType0C")
    start = content.rindex(b" 0 obj", 0, mark)
    number = int(content[:start].rsplit(maxsplit=1)[-1])
    program = content[start + len(b" 0 obj") : content.index(b"endobj", mark)].strip()
    font = next(
        found for found in re.finditer(rb"(\d+) 0 obj(.*?)endobj", content, re.DOTALL) if b"/ToUnicode" in found[2]
    )
    once = revised(content, number, program)
    twice = revised(once, int(font[1]), font[2].replace(b"/ToUnicode", b"/ToUnicorn").strip())
    first = read_with(shared / "corpus" / "synth" / "zh-modern-7-02.pdf", PDFIUM)
    for at, update in enumerate((once, twice)):
        path = tmp_path / f"{at}.pdf"
        path.write_bytes(update)
        changed = with_stand_ins(update)
        assert changed is not None
        assert len(changed) == len(update)
        with monkeypatch.context() as patch:
            plain, light = plain_and_light(path, patch)
        assert same(plain, light)
        assert same(first, light) == (update is once)


def test_a_file_that_is_refused_with_stand_ins_is_opened_without(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "load_memory", lambda *_: 0)
    assert read_with(shared / "corpus" / "synth" / "zh-modern-7-02.pdf", PDFIUM).glyphs.count > 3000
