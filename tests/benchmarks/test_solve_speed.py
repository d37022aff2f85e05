"""What an edit with the page solved again around it takes, on the corpus's pages and on one of 500 fragments.

Times are printed, none asserted. A turn is what the window does after an edit: the facts that it fixed, the solve, and
the page with the solution's articles on the regions that are there.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest

from layout_tool.engine.geometry.glyph_page import OpenGlyphPage
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import OpenTextPage
from layout_tool.errors import LockConflict
from layout_tool.model import edits
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import locks_in
from layout_tool.model.held import held_on
from layout_tool.model.page_facts import facts_on, fixed
from layout_tool.model.page_reading import reading_of
from layout_tool.model.proposal import TextPage
from tests.corpus.corrections import PDF, open_page
from tests.corpus.figures import slugs
from tests.corpus.pdf_figures import KINDS
from tests.corpus.perturbed import read_dump

EDITS = 3
LARGE = 500
DUMPS = ("seedlike", "pdftotext", "pdfminer")
Opened = OpenGlyphPage | OpenTextPage


def _document(page: Opened, source: Source) -> Document:
    made = page.propose()
    return Document(
        Generator("0", load_profile().label), (source,), (made.page,), made.articles, made.outside, made.decisions,
        made.publication,
    )  # fmt: skip


def _turn(page: Opened, before: Document, after: Document) -> Document:
    """The document after an edit and what follows from it."""
    name = before.pages[0].id
    after = fixed(before, after)
    facts = list(facts_on(after.pages[0]))
    try:
        proposal = page.propose_again(locks_in(facts), reading_of(after, name, before))
    except LockConflict:
        return after
    return resolved_page(after, name, proposal, held_on(after.pages[0], facts))


def _edits(document: Document) -> Iterator[Document]:
    """Articles merged with the next, articles parted before their last region, regions put outside."""
    articles = [article for article in document.articles if len(article.regions) > 1]
    for one, other in pairwise(articles):
        yield edits.merge_articles(document, one.id, [other.id])
        yield edits.split_article(document, one.regions[-1])
        yield edits.assign(document, [other.regions[-1]], None)


def _times(page: Opened, source: Source, most: int = EDITS) -> list[float]:
    """Milliseconds of each turn on a page; the page is read, and solved once, before."""
    document = _document(page, source)
    found = []
    for after in islice(_edits(document), most):
        started = time.perf_counter()
        _turn(page, document, after)
        found.append(1000 * (time.perf_counter() - started))
    return found


def _print(name: str, times: Sequence[float]) -> None:
    sys.stdout.write(
        f"{name:40} turns={len(times)} median={statistics.median(times):.0f} ms worst={max(times):.0f} ms\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("dump", [PDF, *DUMPS])
def test_pages_of_the_corpus(shared: Path, dump: str) -> None:
    for kind in KINDS:
        pages = [open_page(shared, slug, dump) for slug in slugs(shared, f"{kind}-*")]
        times = [taken for page, source in pages for taken in _times(page, source)]
        assert times
        _print(f"{kind} {dump}", times)


@pytest.mark.slow
def test_a_page_of_many_fragments(shared: Path) -> None:
    """Dumps of several pages, one behind the other, as one page."""
    text = ""
    for slug in slugs(shared, "zh-modern-*"):
        text += read_dump(shared / "corpus" / "synth", slug, "seedlike").text + "\n\n"
        source = Source("s1", "page.txt", "text/plain", "0" * 64, len(text.encode()))
        page = OpenTextPage(TextPage(0, 0, text), source.id, 1, load_profile())
        fragments = len(page.solver.solve(()).fragments)
        if fragments >= LARGE:
            break
    assert fragments >= LARGE
    _print(f"{fragments} fragments", _times(page, source))
