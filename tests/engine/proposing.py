"""Pages proposed from plain text, ways to look things up in them, and what must hold in every proposal."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np

from layout_tool.engine.column_measures import line_measures
from layout_tool.engine.cues import Lexicon
from layout_tool.engine.fragments import Fragment, find_fragments
from layout_tool.engine.lines import TextLine, read_lines
from layout_tool.engine.options import TextMode, TextOptions
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import propose_text_page
from layout_tool.model.article import Article
from layout_tool.model.contract import check, from_json, to_json
from layout_tool.model.document import Document, Generator, Line, Region, Source
from layout_tool.model.locks import Lock
from layout_tool.model.proposal import PageProposal, TextPage
from layout_tool.model.text_lines import iter_lines

_NOT_PRINTED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def propose_text(text: str, locks: Sequence[Lock] = (), mode: TextMode = "auto", start: int = 0) -> PageProposal:
    """The proposal for a page of the text, as page 1 of the source s1."""
    return propose_text_page(TextPage(0, start, text), "s1", 1, load_profile(), TextOptions(mode), locks)


def lines_of(text: str) -> list[TextLine]:
    """The lines of a text as the engine reads them."""
    return read_lines(iter_lines(TextPage(0, 0, text)))


def fragments_of(text: str, lexicon: Lexicon, *, latin: bool = False, measure: float | None = None) -> list[Fragment]:
    """The fragments of a text; `measure` (em) sets one measure for all lines."""
    lines = lines_of(text)
    measures = line_measures(lines, latin=latin) if measure is None else np.full(len(lines), measure)
    return find_fragments(lines, measures, lexicon, latin=latin)


def as_document(proposal: PageProposal) -> Document:
    """The proposal as a document of one page."""
    return Document(
        Generator("0", load_profile().label),
        (Source("s1", "page.txt", "text/plain", "0" * 64, 0),),
        (proposal.page,),
        proposal.articles,
        proposal.outside,
        proposal.decisions,
        proposal.publication,
    )


def all_lines(proposal: PageProposal) -> list[Line]:
    """Every line of the page in the order of the source."""
    lines = [line for region in proposal.page.regions for line in region.lines]
    return sorted(lines, key=lambda line: line.span or (0, 0))


def line_with(proposal: PageProposal, text: str) -> Line:
    """The one line that holds the text."""
    (line,) = [line for line in all_lines(proposal) if text in line.text]
    return line


def region_of(proposal: PageProposal, line: str) -> Region:
    (region,) = [region for region in proposal.page.regions if any(each.id == line for each in region.lines)]
    return region


def article_of(proposal: PageProposal, line: str) -> Article | None:
    """The article that holds the line, None where it stands outside."""
    region = region_of(proposal, line)
    return next((article for article in proposal.articles if region.id in article.regions), None)


def reading_order(proposal: PageProposal, article: Article) -> list[str]:
    """The ids of the article's lines."""
    regions = {region.id: region for region in proposal.page.regions}
    return [line.id for name in article.regions for line in regions[name].lines]


def follows(proposal: PageProposal, before: str, after: str) -> bool:
    """Whether the second line is read directly after the first."""
    article = article_of(proposal, before)
    order = reading_order(proposal, article) if article else []
    return (before, after) in itertools.pairwise(order)


def printed(text: str) -> Counter[str]:
    """The characters that leave ink, with their number."""
    return Counter(ch for ch in text if unicodedata.category(ch) not in _NOT_PRINTED)


def assert_sound(text: str, proposal: PageProposal, start: int = 0) -> None:
    """What holds for every page: nothing lost or doubled, spans true, every region placed once, the contract kept."""
    lines = all_lines(proposal)
    spans = [line.span for line in lines if line.span is not None]
    assert len(spans) == len(lines)
    for line, (first, last) in zip(lines, spans, strict=True):
        assert text[first - start : last - start] == line.text
    for (_, left), (right, _) in itertools.pairwise(spans):
        assert left <= right
    assert sum((printed(line.text) for line in lines), Counter()) == printed(text)
    placed = Counter(name for article in proposal.articles for name in article.regions) + Counter(proposal.outside)
    assert placed == Counter(region.id for region in proposal.page.regions)
    document = as_document(proposal)
    assert check(document) == []
    written = to_json(document)
    assert to_json(from_json(written, "page.json")) == written
