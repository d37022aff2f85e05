"""Every format holds every letter, whatever the paper prints, and is the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from layout_tool import propose, resources
from layout_tool.errors import ExportRefused, OutputError
from layout_tool.export.article_text import article_text, outside_text, regions_by_id
from layout_tool.export.checks import Severity, findings, letters
from layout_tool.export.formats import FORMATS, write_format
from layout_tool.export.markdown_writer import escaped
from layout_tool.messages import Language, load
from layout_tool.model.article import Article, Paragraph
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.roles import Role
from tests.model.documents import newspaper

EN = load(Language.EN)
SAMPLES = sorted(path for path in resources.path("samples").iterdir() if path.suffix in (".txt", ".pdf"))
HOSTILE = (
    *("<script>alert(1)</script>", "</article>", "&amp; &#0;", "# one", "1. two", "- three", "*four* _five_", "a|b"),
    *("[x](http://y)", "`code`", "שלום", "\u202eright", "\x00\x07", "> six", "=====", "\\", "\"'", "---"),
)
PICTURES = {number: 0x2400 + number for number in range(32) if chr(number) not in "\t\n"} | {127: 0x2421}


class Shown(HTMLParser):
    """The text that a reader of the file sees, and the tags that there are."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert all(not name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def with_texts(texts: list[str]) -> Document:
    """The newspaper with these texts in the lines of its second article and of an advertisement."""
    document = newspaper()
    page = document.pages[0]
    regions = list(page.regions)
    for place in (8, 10):
        region = regions[place]
        lines = tuple(
            replace(region.lines[0], id=f"{region.id}-x{turn}", text=text, span=None) for turn, text in enumerate(texts)
        )
        regions[place] = replace(region, lines=lines)
    return _replaced(document, page, regions, texts)


def _replaced(document: Document, page: Page, regions: list[Region], texts: list[str]) -> Document:
    body = regions[8]
    paragraphs = tuple(Paragraph(text, Role.BODY, (line.id,)) for text, line in zip(texts, body.lines, strict=True))
    first, second = document.articles
    return replace(
        document,
        pages=(replace(page, regions=tuple(regions)), *document.pages[1:]),
        articles=(first, replace(second, paragraphs=paragraphs)),
    )


def letters_of(document: Document) -> int:
    return letters(line.text for region in document.regions() for line in region.lines).total()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_exported_without_loss(path: Path, tmp_path: Path) -> None:
    document = propose(path)
    assert [finding for finding in findings(document) if finding.severity is Severity.LOSS] == []
    regions = regions_by_id(document)
    shown = [passage.text for article in document.articles for passage in article_text(article, regions)]
    outside = [passage.text for passage in outside_text(document)]
    printed = letters(line.text for region in document.regions() for line in region.lines)
    assert not printed - letters([*shown, *outside])
    for name, form in FORMATS.items():
        first, second = tmp_path / f"1{form.suffix}", tmp_path / f"2{form.suffix}"
        for place in (first, second):
            write_format(document, name, place, EN)
        assert first.read_bytes() == second.read_bytes()
        if name in ("text", "markdown"):
            written = letters([first.read_text("utf-8").replace("\\", "")])
            assert not letters(text.replace("\\", "") for text in shown) - written
    written_json = (tmp_path / "1.json").read_bytes()
    assert to_json(from_json(written_json, "1.json")) == written_json


printed_texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(printed_texts, min_size=1, max_size=6))
def test_no_text_of_the_paper_becomes_markup(texts: list[str]) -> None:
    document = with_texts([" ".join(text.splitlines()) or "x" for text in texts])
    plain = with_texts(["x"] * len(texts))
    shown, expected = Shown(), Shown()
    shown.feed(FORMATS["html"].write(document, EN, None).decode())
    expected.feed(FORMATS["html"].write(plain, EN, None).decode())
    assert shown.tags == expected.tags
    for text in (line.text for line in document.pages[0].regions[8].lines):
        wanted = letters([text.translate(PICTURES)])
        assert not wanted - letters(shown.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_letters_themselves(text: str) -> None:
    shown = escaped(text)
    assert not shown.startswith(("#", "-", "+", ">", "="))
    assert "<" not in shown.replace("\\<", "")
    assert shown.replace("\\", "") == " ".join(text.split("\n")).strip(" \t").replace("\\", "")


def test_a_loss_is_refused_and_nothing_written(tmp_path: Path) -> None:
    document = newspaper()
    first, second = document.articles
    cut = replace(second.paragraphs[0], text=second.paragraphs[0].text[:-9])
    lost = replace(document, articles=(first, replace(second, paragraphs=(cut,))))
    assert [finding.ids for finding in findings(lost)] == [("p1-a2",)]
    with pytest.raises(ExportRefused) as refused:
        write_format(lost, "text", tmp_path / "out.txt", EN)
    assert "Harbour reopens" in EN.error(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_lines_in_no_paragraph_are_told_where_they_are_read() -> None:
    document = newspaper()
    first, second = document.articles
    bare = replace(document, articles=(first, replace(second, paragraphs=())))
    shown = article_text(bare.articles[1], regions_by_id(bare))
    assert [passage.role for passage in shown] == [Role.HEADLINE, Role.BODY]
    assert findings(bare) == ()


def test_an_article_without_a_headline_says_so() -> None:
    document = newspaper()
    headless: Article = replace(document.articles[1], regions=document.articles[1].regions[1:], headline=None)
    outside = (*document.outside, document.articles[1].regions[0])
    changed = replace(document, articles=(document.articles[0], headless), outside=outside)
    for name in ("markdown", "html"):
        assert "(no headline)" in FORMATS[name].write(changed, EN, None).decode()


def test_the_page_picture_goes_into_the_html() -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(made, "PNG")
    document = propose(resources.path("samples", "river-evening.pdf"))
    written = FORMATS["html"].write(document, EN, lambda _page, _dpi: made.getvalue()).decode()
    assert "data:image/jpeg;base64," in written
    assert "http" not in written.replace("http-equiv", "").split("<script>")[0].replace("http://www.w3.org", "")


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    with pytest.raises(OutputError):
        write_format(newspaper(), "json", path, EN, never=path)
    assert path.read_bytes() == b"{}"
