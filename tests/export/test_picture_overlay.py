"""The proposal over a printed page: tints below the ink, arrows along gutters, letters beside the words."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

from lxml import etree
from PIL import Image

from layout_tool.export.picture import draw_page
from layout_tool.export.picture_colours import DOUBTFUL, PALETTE, looks
from layout_tool.export.picture_curves import curve, dashes
from layout_tool.export.picture_ink import ink
from layout_tool.export.picture_png import png
from layout_tool.export.picture_routes import Stop, route
from layout_tool.export.picture_shapes import Picture, Raster, Rect, Route, Text
from layout_tool.export.picture_svg import svg
from layout_tool.messages import Language, load
from layout_tool.model.article import Article
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Direction, Document, ImageArea, Line, Page, Region, Unit
from layout_tool.model.geometry import Box, overlap, union
from layout_tool.model.roles import Role
from tests.export.made import GENERATOR, SOURCE, vertical

WHITE = 255


def column(name: str, x: float, top: float, count: int, role: Role = Role.BODY) -> Region:
    lines = tuple(
        Line(f"{name}-l{n}", "words of a line", Box(x, top + 12 * n, x + 100, top + 12 * n + 10)) for n in range(count)
    )
    return Region(name, role, union(line.bbox for line in lines), Direction.HORIZONTAL, lines)


def printed_document(margin: float = 9.0) -> Document:
    """A headline over two columns with a gutter of 16 points, a picture, and a folio outside."""
    head = Line("h-l1", "A headline", Box(40, 40, 256, 70))
    regions = (
        Region("h", Role.HEADLINE, head.bbox, Direction.HORIZONTAL, (head,)),
        column("one", 40, 80, 12),
        column("two", 156, 80, 10),
        column("folio", 40, 10, 1, Role.FOLIO),
    )
    link = Decision("d1", DecisionKind.LINK, ("one-l11", "two-l0"), 2.0, margin, ())
    page = Page(
        "p1", "s1", 0, 1, 300, 300, Unit.PT, Direction.HORIZONTAL, regions=regions,
        images=(ImageArea("i1", Box(156, 210, 256, 260)),),
    )  # fmt: skip
    article = Article("a1", "A headline", ("h", "one", "two"), (), 0.9, images=("i1",))
    return Document(GENERATOR, (SOURCE,), (page,), (article,), ("folio",), (link,))


def blank(page: Page, dpi: float) -> bytes:
    """A white page with one black stroke."""
    scale = dpi / 72
    picture = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "#FFFFFF")
    picture.paste("#000000", (10, 10, 40, 14))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def drawn(whole: Document) -> Picture:
    return draw_page(whole, whole.pages[0], load(Language.EN), blank)


def routes(picture: Picture) -> list[Route]:
    """Those on the page; the legend has two."""
    return [shape for shape in picture.shapes if isinstance(shape, Route)][:-2]


def test_the_page_stands_over_its_tints_at_twice_its_size() -> None:
    picture = drawn(printed_document())
    (raster,) = (shape for shape in picture.shapes if isinstance(shape, Raster))
    with Image.open(io.BytesIO(raster.png)) as page:
        assert abs(page.width - 2 * raster.box.width) <= 1
    at = picture.shapes.index(raster)
    tints = [n for n, shape in enumerate(picture.shapes) if isinstance(shape, Rect) and shape.opacity < 0.7]
    assert any(n < at for n in tints)
    assert not any(isinstance(shape, Text) and shape.text == "words of a line" for shape in picture.shapes)


def test_an_arrow_leads_through_the_gutter_and_crosses_no_words() -> None:
    picture = drawn(printed_document())
    (arrow,) = routes(picture)
    (raster,) = (shape for shape in picture.shapes if isinstance(shape, Raster))
    scale = raster.box.width / 300
    words = [
        Box(*(value * scale for value in line.bbox)).moved(raster.box.x0, raster.box.y0)
        for region in printed_document().pages[0].regions
        for line in region.lines
    ]
    for x, y in curve(arrow.points):
        assert not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in words)
    assert not arrow.dashed


def test_a_doubtful_link_is_dashed_in_amber() -> None:
    (arrow,) = routes(drawn(printed_document(margin=0.5)))
    assert arrow.dashed
    assert arrow.colour == DOUBTFUL


def test_letters_and_numbers_stand_beside_the_words() -> None:
    picture = drawn(printed_document())
    labels = [
        shape for shape in picture.shapes if isinstance(shape, Text) and shape.bold and shape.text in ("A", "A·H")
    ]
    (raster,) = (shape for shape in picture.shapes if isinstance(shape, Raster))
    on_page = [label for label in labels if label.x < raster.box.x1]
    assert sorted(label.text for label in on_page) == ["A", "A", "A·H"]
    scale = raster.box.width / 300
    for region in printed_document().pages[0].regions:
        for line in region.lines:
            box = Box(*(value * scale for value in line.bbox)).moved(raster.box.x0, raster.box.y0)
            for label in on_page:
                half = 0.35 * len(label.text) * label.size
                across = overlap(label.x - half, label.x + half, box.x0, box.x1)
                down = overlap(label.y - label.size * 0.7, label.y, box.y0, box.y1)
                assert across <= 0 or down <= 0, (label, box)


def test_both_painters_draw_it() -> None:
    picture = drawn(printed_document(margin=0.5))
    painted = svg(picture)
    root = etree.fromstring(painted)
    (image,) = root.iter("{http://www.w3.org/2000/svg}image")
    kind, _, content = str(image.get("href")).partition(",")
    assert kind == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(content))) as page:
        assert page.mode == "LA"
    assert painted == svg(drawn(printed_document(margin=0.5)))
    with Image.open(io.BytesIO(png(picture, 1.0))) as whole:
        assert whole.size == (round(picture.width), round(picture.height))
        colours = {colour for _, colour in whole.convert("RGB").getcolors(1 << 20) or []}
    assert (0xE0, 0xA0, 0x30) in colours


def test_without_a_picture_of_the_page_the_words_are_drawn() -> None:
    whole = printed_document()
    picture = draw_page(whole, whole.pages[0], load(Language.EN), lambda _page, _dpi: None)
    assert sum(isinstance(shape, Text) and shape.text == "words of a line" for shape in picture.shapes) == 23
    assert not any(isinstance(shape, Raster | Route) for shape in picture.shapes)


def test_pages_of_inferred_places_are_drawn_as_before() -> None:
    whole = printed_document()
    page = replace(whole.pages[0], unit=Unit.EM)
    picture = draw_page(replace(whole, pages=(page,)), page, load(Language.EN), blank)
    assert not any(isinstance(shape, Raster) for shape in picture.shapes)


def test_a_vertical_page_is_read_from_foot_to_the_next_head_on_the_left() -> None:
    right, left = Box(200, 20, 280, 100), Box(100, 20, 180, 100)
    start = Stop(right, Box(200, 20, 210, 60), Box(268, 6, 280, 18))
    goal = Stop(left, Box(100, 20, 110, 100), Box(168, 6, 180, 18))
    lines = [Box(x, 20, x + 10, 100) for x in range(100, 280, 14)]
    points = route(start, goal, [*lines], vertical=True, width=300)
    assert points[0][0] < 212
    x, y = points[-1]
    assert 166 <= x <= 182
    assert 4 <= y <= 20
    assert drawn(vertical()).shapes


def test_ink_on_white_looks_as_before() -> None:
    for colours in (["#FFFFFF", "#808080", "#000000"], ["#FFFFFF", "#C04030", "#102040"]):
        page = Image.new("RGB", (3, 1))
        for at, colour in enumerate(colours):
            page.paste(colour, (at, 0, at + 1, 1))
        out = io.BytesIO()
        page.save(out, "PNG")
        with Image.open(io.BytesIO(ink(out.getvalue()))) as clear:
            layer = clear.convert("RGBA")
        assert layer.getpixel((0, 0))[3] == 0  # type: ignore[index]
        sheet = Image.new("RGBA", (3, 1), "#FFFFFF")
        sheet.alpha_composite(layer)
        for at in range(3):
            pair = zip(sheet.convert("RGB").getpixel((at, 0)), page.getpixel((at, 0)), strict=True)  # type: ignore[arg-type]
            assert all(abs(one - other) <= 1 for one, other in pair)


def test_dashes_turn_corners() -> None:
    strokes = dashes([(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)], 4, 2)
    assert strokes[0] == [(0.0, 0.0), (4.0, 0.0)]
    assert strokes[1][0] == (5.0, 1.0)


def test_neighbours_have_no_colours_that_look_alike() -> None:
    turns = {name: place for place, name in enumerate("abcdefgh")}
    boxes = {name: [Box(100 * place, 0, 100 * place + 10, 10)] for name, place in turns.items()}
    apart = looks(turns, boxes, reach=5)
    assert (apart["e"].colour, apart["h"].colour) == (PALETTE[4], PALETTE[7])
    boxes["h"] = [Box(412, 0, 420, 10)]
    together = looks(turns, boxes, reach=5)
    assert together["h"].colour not in (PALETTE[4], PALETTE[7])
