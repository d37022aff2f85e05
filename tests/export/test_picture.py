"""The map of a page: what it shows, its look, and both painters."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageFont

from layout_tool.errors import OutputError, SetupError
from layout_tool.export import picture_fonts
from layout_tool.export.picture import _frame, _sheet, draw_page
from layout_tool.export.picture_colours import PALETTE, letter, looks, mixed
from layout_tool.export.picture_png import png
from layout_tool.export.picture_shapes import Face, Hatch, Picture, Rect, Text
from layout_tool.export.picture_sheet import measure_mark
from layout_tool.export.picture_svg import svg
from layout_tool.export.picture_tags import meet, tags
from layout_tool.export.registry import write_pictures
from layout_tool.messages import Language, load
from layout_tool.model.document import Document
from layout_tool.model.geometry import Box
from tests.export.made import document, vertical, western

GOLDEN = Path(__file__).parent / "golden"
REGENERATE = "REGENERATE_GOLDEN"
"""Set this variable to write the goldens anew; look at the difference before you commit it."""
SVG = "{http://www.w3.org/2000/svg}"


def drawn(whole: Document, language: Language = Language.EN) -> Picture:
    return draw_page(whole, whole.pages[0], load(language))


def texts(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize(
    ("name", "whole", "language"),
    [
        ("page.en.svg", document(), Language.EN),
        ("page.zh.svg", document(), Language.ZH),
        ("vertical.svg", vertical(), Language.EN),
    ],
)
def test_golden(name: str, whole: Document, language: Language) -> None:
    painted = svg(drawn(whole, language))
    golden = GOLDEN / name
    if os.environ.get(REGENERATE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(painted)
    assert painted == golden.read_bytes(), f"{name} differs: look, then set {REGENERATE}=1"


def test_regions_have_the_letters_of_article_and_role() -> None:
    shown = texts(drawn(document()))
    for label in ("A·H", "A", "B·H", "B", "C·C"):
        assert label in shown


def test_columns_carry_depth_and_measure() -> None:
    assert texts(drawn(document())).count("8 × 13 em") == 2
    page = document().pages[0]
    marks = [measure_mark(page, region) for region in page.regions]
    assert marks == ["", "8 × 13 em", "8 × 13 em", "", "3 × 13 em", "", ""]


@pytest.mark.parametrize("whole", [document(), vertical(), western()])
def test_no_tag_or_mark_covers_words(whole: Document) -> None:
    page = whole.pages[0]
    sheet = _sheet(whole, page, _frame(page), load(Language.EN))
    placed = tags(sheet)
    words = [placed[region.id].moved(sheet.place(line.bbox)) for region in page.regions for line in region.lines]
    told = [box for tag in placed.values() for box in (tag.chip, tag.spot, tag.mark) if box is not None]
    assert len(told) >= 2
    assert not [(box, line) for box in told for line in words if meet(box, line)]
    assert not [(one, other) for place, one in enumerate(told) for other in told[:place] if meet(one, other)]


def test_words_move_aside_only_where_the_gutter_is_taken() -> None:
    page = document().pages[0]
    sheet = _sheet(document(), page, _frame(page), load(Language.EN))
    caption, heading = (tags(sheet)[name] for name in ("p1r6", "p1r1"))
    assert caption.area == caption.whole
    assert heading.chip is not None
    assert heading.area.x0 > heading.chip.x1


def test_reading_order_is_numbered_where_there_is_a_choice() -> None:
    shown = texts(drawn(document()))
    assert (shown.count("1"), shown.count("2"), shown.count("3")) == (1, 1, 0)


def test_the_legend_names_every_article_and_what_is_outside() -> None:
    shown = texts(drawn(document()))
    assert {"河湾里的新码头", "Ferry resumes", "林舟 · 208 characters", "93 %", "55 %"} <= set(shown)
    assert any(text.startswith("(no headline) 图为渡口") for text in shown)
    assert "folio · 03版 城事" in shown


def test_outside_regions_are_hatched_and_dashed() -> None:
    picture = drawn(document())
    folio = document().pages[0].regions[-1]
    wide = {round(shape.box.width / shape.box.height, 1) for shape in picture.shapes if isinstance(shape, Hatch)}
    assert len([shape for shape in picture.shapes if isinstance(shape, Rect) and shape.dashed]) == 2  # page and legend
    assert any(ratio > 3 for ratio in wide), folio


def test_headings_are_tinted_more_than_text() -> None:
    shares = {shape.opacity for shape in drawn(document()).shapes if isinstance(shape, Rect) and shape.fill in PALETTE}
    assert shares == {0.62, 0.34}


def test_text_of_the_page_is_on_the_picture() -> None:
    shown = "".join(texts(drawn(document())))
    for words in ("停了两条船。", "half past six.", "Ferry resumes"):
        assert words in shown


BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.floats(0, 60)] * 2, *[st.floats(1, 30)] * 2)


@given(st.lists(st.lists(BOXES, min_size=1, max_size=3), min_size=1, max_size=16))
def test_neighbours_never_look_the_same(articles: list[list[Box]]) -> None:
    boxes = {f"a{place}": own for place, own in enumerate(articles)}
    chosen = looks({name: place for place, name in enumerate(boxes)}, boxes, reach=2)
    assert len({look.letter for look in chosen.values()}) == len(boxes)
    for one, first in chosen.items():
        for other, second in chosen.items():
            apart = all(
                a.x0 > b.x1 + 2 or b.x0 > a.x1 + 2 or a.y0 > b.y1 + 2 or b.y0 > a.y1 + 2
                for a in boxes[one]
                for b in boxes[other]
            )
            if one != other and not apart and len(boxes) <= len(PALETTE):
                assert first.colour != second.colour


def test_after_ten_articles_patterns_begin() -> None:
    boxes = {f"a{place}": [Box(0, 0, 1, 1)] for place in range(12)}
    chosen = list(looks({name: place for place, name in enumerate(boxes)}, boxes, reach=1).values())
    assert sorted(look.colour for look in chosen[:10]) == sorted(PALETTE)
    assert [look.pattern is None for look in chosen] == [True] * 10 + [False] * 2
    assert letter(27) == "AB"


def test_svg_is_sound_and_self_contained() -> None:
    whole = document()
    strange = replace(whole.sources[0], name="a\x00<b>&\ud800.txt")
    painted = svg(drawn(replace(whole, sources=(strange,))))
    root = etree.fromstring(painted, etree.XMLParser(resolve_entities=False))
    assert root.tag == SVG + "svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    links = [name for node in root.iter() for name in node.attrib if "href" in name]
    assert not links
    used = {fill for node in root.iter() if (fill := node.get("fill", "")).startswith("url(")}
    assert used == {f"url(#{node.get('id')})" for node in root.iter(SVG + "pattern")}
    assert root.findtext(SVG + "title") is not None


def test_vertical_lines_run_down() -> None:
    root = etree.fromstring(svg(drawn(vertical())))
    columns = [list(node) for node in root.iter(SVG + "text") if len(node)]
    signs = next(column for column in columns if "".join(span.text or "" for span in column) == "﹁川﹂の水︑澄む︒")
    places = [float(span.get("y", "")) for span in signs]
    assert places == sorted(set(places))
    assert len({span.get("x") for span in signs}) == 1


def cjk_fonts() -> bool:
    try:
        picture_fonts.Fonts("zh-Hans", True).face(Face.SANS, False, 12)
    except SetupError:
        return False
    return True


@pytest.mark.skipif(not cjk_fonts(), reason="no Chinese font on this machine")
@pytest.mark.parametrize("whole", [document(), vertical()])
def test_png_has_the_size_and_the_colours_of_the_picture(whole: Document) -> None:
    picture = drawn(whole)
    painted = png(picture, 1.5)
    assert painted == png(picture, 1.5)
    image = Image.open(io.BytesIO(painted)).convert("RGB")
    assert image.size == (round(picture.width * 1.5), round(picture.height * 1.5))
    found = image.getcolors(image.width * image.height)
    assert found is not None
    colours = {int.from_bytes(bytes(colour)) for _, colour in found if isinstance(colour, tuple)}
    near = [abs(int(mixed(PALETTE[0], "#FFFFFF", 0.34)[1:], 16) - colour) for colour in colours]
    assert min(near) <= 0x010101


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise OSError("cannot open resource")

    picture_fonts._open.cache_clear()
    built_in = ImageFont.load_default(12)
    monkeypatch.setattr(ImageFont, "truetype", missing)
    monkeypatch.setattr(ImageFont, "load_default", lambda *_: built_in)


@pytest.mark.usefixtures("no_fonts")
def test_a_machine_without_chinese_letters_is_told_the_package() -> None:
    with pytest.raises(SetupError) as caught:
        png(drawn(document()))
    assert caught.value.fields["what"] == "setup_cjk_font"
    assert "font" in str(caught.value.fields["remedy"]).lower()
    assert Image.open(io.BytesIO(png(drawn(western())))).format == "PNG"


def test_one_picture_a_page(tmp_path: Path) -> None:
    written = list(write_pictures(document(3), tmp_path / "out.svg", load(Language.EN)))
    assert [path.name for path in written] == ["out.svg", "out-2.svg", "out-3.svg"]
    assert "page 2 of 3" in written[1].read_text("utf-8")
    assert "G·H" in written[2].read_text("utf-8")


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        list(write_pictures(document(), tmp_path / "out.gif", load(Language.EN)))
    assert not list(tmp_path.iterdir())
