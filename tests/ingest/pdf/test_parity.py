"""The fast reader against the reference reader and against pdfplumber itself, on pages of the corpus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytest

from layout_tool.ingest.pdf.raw_page import Sheet
from layout_tool.ingest.pdf.reading import PDFIUM
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.agreement import Placed, agreement, both_readings, placed, read_with

BAR = 0.998
WORST = 0.997  # a page with two blanks that PDFium leaves out and few other glyphs
SAMPLE = ("zh-modern-7-01", "zh-vertical-7-02", "zh-vertical-7-05", "mixed-hard-7-03", "en-broadsheet-7-04")
SHIFT = (-37.5, -81.0)
CROP = (100.0, 150.0, 700.0, 900.0)
VARIANTS = {
    "turned by 90": (90, False, False),
    "turned by 180": (180, False, False),
    "turned by 270": (270, False, False),
    "cropped": (0, False, True),
    "shifted": (0, True, False),
    "shifted, cropped, turned by 90": (90, True, True),
    "shifted, cropped, turned by 270": (270, True, True),
}


@pytest.fixture(scope="module")
def synth(shared: Path) -> Path:
    return shared / "corpus" / "synth"


def variant(source: Path, target: Path, rotation: int, shifted: bool, cropped: bool) -> tuple[Path, Sheet]:
    """A copy of a page with other boxes, and what is seen of it."""
    document = pypdfium2.PdfDocument(source)
    page = document[0]
    width, height = page.get_size()
    x, y = SHIFT if shifted else (0.0, 0.0)
    page.set_mediabox(x, y, x + width, y + height)
    box = Box(x, y, x + width, y + height)
    if cropped:
        page.set_cropbox(*CROP)
        box = Box(*CROP)
    page.set_rotation(rotation)
    document.save(target)
    page.close()
    document.close()
    return target, Sheet(box, rotation)


def by_pdfplumber(path: Path, sheet: Sheet) -> list[Placed]:
    """pdfplumber's own characters in the seen space; it counts from the turned media box."""
    with pdfplumber.open(path) as document:
        page = document.pages[0]
        x0, y0, x1, y1 = page.page_obj.mediabox
        seen, whole = sheet.matrix(), Sheet(Box(x0, y0, x1, y1), sheet.rotation)
        offset = (
            np.array((0.0, 0.0)) @ seen[0] + seen[1] - (np.array((0.0, 0.0)) @ whole.matrix()[0] + whole.matrix()[1])
        )
        found = []
        for char in page.chars:
            x, y = char["matrix"][4] + offset[0], whole.height - char["matrix"][5] + offset[1]
            if 0 <= x <= sheet.width and 0 <= y <= sheet.height:
                found.append((char["text"], float(x), float(y)))
        return found


def look_alike(first: GlyphPage, second: GlyphPage) -> bool:
    return (first.width, first.height, first.rulings, len(first.images)) == (
        second.width,
        second.height,
        second.rulings,
        len(second.images),
    )


@pytest.mark.slow
def test_the_readers_agree_on_the_whole_corpus(synth: Path) -> None:
    same = total = 0
    for path in sorted(synth.glob("*.pdf")):
        fast, reference = both_readings(path)
        found = agreement(placed(fast), placed(reference))
        same += found.same
        total += found.same + max(len(found.only_first), len(found.only_second))
        assert found.share >= WORST, (path.stem, found.only_first[:9], found.only_second[:9])
        assert look_alike(fast, reference), path.stem
    print(f"glyphs on which both readers agree: {same} of {total}, {same / total:.3%}")  # noqa: T201
    assert same >= BAR * total


@pytest.mark.parametrize("name", SAMPLE)
def test_the_readers_agree_in_all_they_say_of_a_glyph(synth: Path, name: str) -> None:
    first, second = (page.glyphs for page in both_readings(synth / f"{name}.pdf"))
    places = {
        spot: at
        for at, spot in enumerate(
            zip(second.text.tolist(), map(tuple, np.round(second.origin, 1).tolist()), strict=True)
        )
    }
    pairs = [
        (at, places[spot])
        for at, spot in enumerate(zip(first.text.tolist(), map(tuple, np.round(first.origin, 1).tolist()), strict=True))
        if spot in places
    ]
    assert len(pairs) > 0.95 * first.count
    one, other = np.array(pairs).T
    assert np.abs(first.box[one] - second.box[other]).max() < 0.1
    assert np.abs(first.size[one] - second.size[other]).max() < 0.01
    for field in ("angle", "vertical", "colour", "visible"):
        np.testing.assert_array_equal(getattr(first, field)[one], getattr(second, field)[other])
    assert [first.fonts[at] for at in first.font[one]] == [second.fonts[at] for at in second.font[other]]
    assert (np.diff(other) > 0).all()  # both in the order of the stream
    assert (np.diff(first.span[one]).astype(bool) == np.diff(second.span[other]).astype(bool)).all()


@pytest.mark.parametrize("how", VARIANTS)
@pytest.mark.parametrize("name", ["zh-modern-7-02", "zh-vertical-7-05", "en-broadsheet-7-04"])
def test_turned_cropped_and_shifted_pages(synth: Path, tmp_path: Path, name: str, how: str) -> None:
    path, sheet = variant(synth / f"{name}.pdf", tmp_path / "copy.pdf", *VARIANTS[how])
    fast, reference = both_readings(path)
    assert (fast.width, fast.height) == (sheet.width, sheet.height)
    assert agreement(placed(fast), placed(reference)).share >= BAR
    assert look_alike(fast, reference)
    inner = [spot for spot in placed(fast) if 2 < spot[1] < sheet.width - 2 and 2 < spot[2] < sheet.height - 2]
    strangers = agreement(inner, by_pdfplumber(path, sheet)).only_first
    assert len(strangers) <= (1 - BAR) * len(inner)


@pytest.mark.parametrize(
    ("name", "least"), [("zh-vertical-7-01", 5000), ("zh-vertical-7-00", 0), ("zh-modern-7-02", 0)]
)
def test_vertical_fonts_are_told(synth: Path, name: str, least: int) -> None:
    glyphs = read_with(synth / f"{name}.pdf", PDFIUM).glyphs
    assert int(glyphs.vertical.sum()) == (glyphs.count if least else 0)
    assert glyphs.count >= least
    if least:
        middle = (glyphs.box[:, 0] + glyphs.box[:, 2]) / 2
        np.testing.assert_allclose(middle, glyphs.origin[:, 0], atol=0.01)
        np.testing.assert_allclose(glyphs.box[:, 1], glyphs.origin[:, 1], atol=0.01)
