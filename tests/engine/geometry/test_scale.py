"""A page is read alike whatever its unit is: points, or the pixels of a scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.geometry.reading import read_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.document import SeparatorKind
from layout_tool.model.geometry import Box
from layout_tool.model.glyphs import GlyphPage, Ruling
from layout_tool.model.roles import Role
from layout_tool.resources import path
from tests.engine.geometry.test_glyph_page import two_stories

SAMPLES = ("harbour-daily", "river-evening", "halverton-courier")


def scaled(page: GlyphPage, factor: float) -> GlyphPage:
    """The page with all its lengths so many times as long."""

    def box(b: Box) -> Box:
        return Box(*(factor * edge for edge in b))

    glyphs = page.glyphs
    made = replace(glyphs, origin=factor * glyphs.origin, box=factor * glyphs.box, size=factor * glyphs.size)
    return replace(
        page,
        width=factor * page.width,
        height=factor * page.height,
        glyphs=made,
        rulings=tuple(Ruling(box(ruling.bbox), ruling.kind) for ruling in page.rulings),
        images=tuple(box(image) for image in page.images),
    )


def articles(page: GlyphPage) -> list[list[tuple[Role, tuple[str, ...]]]]:
    """The text of each article's regions with their roles, in reading order."""
    proposal = propose_glyph_page(page, "source", 1, load_profile())
    regions = {region.id: region for region in proposal.page.regions}
    owned = [*(article.regions for article in proposal.articles), proposal.outside]
    return [[(regions[k].role, tuple(line.text for line in regions[k].lines)) for k in group] for group in owned]


def ruled() -> GlyphPage:
    sheet = two_stories()
    sheet.rule(50, 85, 550, 88)
    sheet.rule(40, 40, 560, 700, SeparatorKind.FRAME)
    return sheet.page()


def sample(name: str) -> GlyphPage:
    (page,) = open_pdf(path("samples", f"{name}.pdf"), isolated=False).pages
    return page


def pages() -> Iterator[tuple[str, Callable[[], GlyphPage]]]:
    yield "ruled", ruled
    for name in SAMPLES:
        yield name, lambda name=name: sample(name)  # type: ignore[misc]


@pytest.mark.parametrize("factor", [0.25, 4.0])
@pytest.mark.parametrize("make", [make for _, make in pages()], ids=[name for name, _ in pages()])
def test_articles_do_not_depend_on_the_unit(make: Callable[[], GlyphPage], factor: float) -> None:
    given = make()
    assert articles(scaled(given, factor)) == articles(given)


@pytest.mark.parametrize("factor", [0.25, 4.0])
def test_what_stands_around_the_text_does_not_depend_on_the_unit(factor: float) -> None:
    given = read_glyph_page(ruled())
    found = read_glyph_page(scaled(ruled(), factor))
    assert (len(given.around.level), len(given.around.frames)) == (4, 1)
    for name in ("level", "walls", "frames"):
        assert getattr(found.around, name) == pytest.approx(getattr(given.around, name))
    assert [line.text for line in found.typeset.lines] == [line.text for line in given.typeset.lines]
    assert found.typeset.body.size == pytest.approx(factor * given.typeset.body.size)
    assert found.typeset.body.leading == pytest.approx(factor * given.typeset.body.leading)
