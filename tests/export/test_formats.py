"""Every format holds every letter, whatever the paper prints, and is the same bytes each time."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image

from layout_tool import propose, resources
from layout_tool.errors import ExportRefused, OutputError
from layout_tool.export.article_text import article_text, outside_text, regions_by_id
from layout_tool.export.checks import Severity, findings, letters
from layout_tool.export.formats import FORMATS, Format, preview, write_format, written
from layout_tool.export.html_writer import html_of
from layout_tool.export.signs import one_line, squeezed
from layout_tool.messages import Language, load
from layout_tool.model.article import Article, Paragraph
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Document, Page, Region
from layout_tool.model.roles import Role
from tests.export.made import document as made
from tests.export.made import vertical
from tests.export.test_picture import GOLDEN, REGENERATE
from tests.model.documents import newspaper

EN = load(Language.EN)
SAMPLES = sorted(path for path in resources.path("samples").iterdir() if path.suffix in (".txt", ".pdf"))
HOSTILE = (
    *("<script>alert(1)</script>", "</article>", "&amp; &#0;", "# one", "1. two", "- three", "*four* _five_", "a|b"),
    *("[x](http://y)", "`code`", "שלום", "\u202eright", "\x00\x07", "> six", "=====", "\\", "\"'", "---"),
)


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


def shown_by_markdown(written: bytes) -> tuple[str, list[str]]:
    """What a reader of CommonMark shows of it, and the tags that it makes."""
    shown = Shown()
    shown.feed(MarkdownIt("commonmark").render(written.decode()))
    return "".join(shown.text), shown.tags


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
    written_json = (tmp_path / "1.json").read_bytes()
    assert to_json(from_json(written_json, "1.json")) == written_json


printed_texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(printed_texts, min_size=1, max_size=6))
def test_no_text_of_the_paper_becomes_markup_or_is_lost(texts: list[str]) -> None:
    document = with_texts([text if text.strip() else "x" for text in texts])
    plain = with_texts(["x"] * len(texts))
    wanted = [squeezed(one_line(line.text)) for line in document.pages[0].regions[8].lines]
    shown, expected = Shown(), Shown()
    shown.feed(written(document, "html", "-", EN).content.decode())
    expected.feed(written(plain, "html", "-", EN).content.decode())
    assert shown.tags == expected.tags
    rendered, tags = shown_by_markdown(written(document, "markdown", "-", EN).content)
    assert tags == shown_by_markdown(written(plain, "markdown", "-", EN).content)[1]
    for seen in ("".join(shown.text), rendered, written(document, "text", "-", EN).content.decode()):
        assert "".join(wanted) in squeezed(seen)
        assert "\0" not in seen


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("text", [*HOSTILE, "a #", "\u3000deep\u3000", "two\r# lines", "$1.75 and $9", "wide\u200f"])
def test_every_role_is_safe_in_markdown(text: str, role: Role) -> None:
    document = with_texts([text])
    first, second = document.articles
    paragraph = replace(second.paragraphs[0], role=role)
    rendered, tags = shown_by_markdown(
        written(
            replace(document, articles=(first, replace(second, paragraphs=(paragraph,)))), "markdown", "-", EN
        ).content
    )
    assert squeezed(one_line(text)) in squeezed(rendered)
    assert "**" not in rendered.replace(one_line(text), "")
    assert not set(tags) - {"h1", "h2", "h3", "p", "em", "strong", "blockquote", "ul", "li", "hr"}


@pytest.mark.parametrize("form", [form for form in FORMATS.values() if form.name != "json"], ids=lambda form: form.name)
@pytest.mark.parametrize(("name", "whole"), [("page", made()), ("vertical", vertical())])
def test_golden(form: Format, name: str, whole: Document) -> None:
    golden = GOLDEN / f"{name}{form.suffix}"
    content = written(whole, form.name, "-", EN).content
    if os.environ.get(REGENERATE):
        golden.write_bytes(content)
    assert content == golden.read_bytes(), f"{golden.name} differs: look, then set {REGENERATE}=1"


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_writer_leaves_out_is_noticed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = newspaper()
    form = FORMATS[name]
    whole = form.write(document, EN, None)
    for lost in ("收购商早早", "渔网批发"):
        broken = replace(form, write=lambda *_, lost=lost: whole.replace(lost.encode(), b""))
        monkeypatch.setattr("layout_tool.export.formats.FORMATS", {**FORMATS, name: broken})
        with pytest.raises(ExportRefused):
            write_format(document, name, tmp_path / "out", EN)
    assert list(tmp_path.iterdir()) == []


def test_texts_in_another_order_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    form = FORMATS["text"]
    parts = form.write(newspaper(), EN, None).decode().split("─" * 40)
    turned = replace(form, write=lambda *_: "".join(reversed(parts)).encode())
    monkeypatch.setattr("layout_tool.export.formats.FORMATS", {**FORMATS, "text": turned})
    with pytest.raises(ExportRefused):
        written(newspaper(), "text", "-", EN)


def test_half_a_character_is_refused_in_a_sentence() -> None:
    document = newspaper()
    first, second = document.articles
    for broken in (
        replace(second, headline="a\ud800"),
        replace(second, paragraphs=(replace(second.paragraphs[0], text="\udfff"),)),
    ):
        for name in FORMATS:
            with pytest.raises(ExportRefused) as refused:
                written(replace(document, articles=(first, broken)), name, "-", EN)
            EN.error(refused.value).encode()


def test_signs_that_clean_text_leaves_away_are_no_loss() -> None:
    document = with_texts(["שלום\u200f עולם\u00ad"])
    first, second = document.articles
    clean = replace(second.paragraphs[0], text="שלום עולם")
    assert findings(replace(document, articles=(first, replace(second, paragraphs=(clean,))))) == ()


def test_doubts_are_told_and_do_not_stop() -> None:
    document = with_texts(["a\x00b"])
    first, second = document.articles
    more = replace(second, headline=f"{second.headline} 99")
    found = findings(replace(document, articles=(first, more)))
    assert {finding.severity for finding in found} == {Severity.DOUBT}
    said = [str(EN.words(finding.words)) for finding in found]
    assert said[0] == "2 characters of “Harbour reopens 99” stand in none of its lines: 9"
    assert all(sentence.endswith("shown as ␀") for sentence in said[1:])
    assert len(said) == 3


def test_a_preview_is_the_beginning_of_the_file() -> None:
    whole = written(newspaper(), "text", "-", EN).content.decode()
    text, more = preview(newspaper(), "text", EN, 5)
    assert whole.startswith(text)
    assert len(text.split("\n")) == 5
    assert more == whole.count("\n") - 5
    assert preview(newspaper(), "text", EN, 1000) == (whole.rstrip("\n"), 0)


@pytest.mark.parametrize("whole", [newspaper(), vertical(), made(2)])
def test_the_html_names_what_may_run_and_needs_no_network(whole: Document) -> None:
    html = html_of(whole, EN)
    assert not re.search(r"\sstyle=|\son[a-z]+=|href=|src=[^']*//|url\(|@import", html.replace("-src", ""))
    assert html.count("<script>") == html.count("<style>") == 1
    assert "unsafe" not in html
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = re.findall(r' id="([^"]*)"', html)
    assert names == [article.id for article in whole.articles]


def test_vertical_text_runs_downwards_in_html() -> None:
    html = html_of(vertical(), EN)
    assert '<div class="downwards"' in html
    assert '<div class="downwards"' not in html_of(newspaper(), EN)


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
