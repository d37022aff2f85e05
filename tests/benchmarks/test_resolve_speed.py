"""How long an edit with its facts and the page solved again takes: the archivist's own edits on the corpus's pages.

Run with `pytest -s tests/benchmarks/test_resolve_speed.py`. Figures in ms of the process's own time.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest

from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import OpenTextPage
from layout_tool.model import edits
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.proposal import TextPage
from layout_tool.model.roles import Role
from tests.corpus.archivist import Archivist, Policy
from tests.corpus.corrections import PDF, labels_of, open_page
from tests.corpus.figures import slugs
from tests.corpus.perturbed import read_dump

pytestmark = pytest.mark.benchmark

MOST_EDITS = 6
FRAGMENTS = 500


class Timed(Archivist):
    """An archivist who notes how long each edit with what follows takes; `times` in ms."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.times: list[float] = []

    def _take(self, after: Document) -> None:
        start = time.process_time()
        super()._take(after)
        self.times.append((time.process_time() - start) * 1000)


def _proposed(page: object, source: Source) -> Document:
    made = page.propose()  # type: ignore[attr-defined]
    return Document(
        Generator("0", load_profile().label), (source,), (made.page,), made.articles, made.outside, made.decisions,
        made.publication,
    )  # fmt: skip


def _times(shared: Path, slug: str, dump: str) -> list[float]:
    page, source = open_page(shared, slug, dump)
    document = _proposed(page, source)
    archivist = Timed(document, labels_of(shared, slug, dump, document), page.propose_again, Policy())
    archivist.work()
    return archivist.times[:MOST_EDITS]


@pytest.mark.parametrize("dump", [PDF, "pdftotext"])
def test_an_edit_and_what_follows(shared: Path, dump: str) -> None:
    found: list[float] = []
    for kind in ("zh-modern", "mixed-hard", "en-broadsheet"):
        for slug in slugs(shared, f"{kind}-*")[:4]:
            found += _times(shared, slug, dump)
    assert found
    print(f"\n{dump}: {len(found)} edits, median {statistics.median(found):.0f} ms, worst {max(found):.0f} ms")


def test_a_page_of_very_many_fragments(shared: Path) -> None:
    text = ""
    number = 0
    while True:
        number += 1
        text += "\n\n" + read_dump(shared / "corpus" / "synth", f"zh-modern-7-{number:02}", "seedlike").text
        page = OpenTextPage(TextPage(0, 0, text), "s1", 1, load_profile())
        document = _proposed(page, Source("s1", "page.txt", "text/plain", "0" * 64, len(text.encode())))
        fragments = len(page.solver.solve(()).fragments)
        if fragments >= FRAGMENTS:
            break
    archivist = Timed(document, {}, page.propose_again, Policy())
    bodies = [region for region in document.regions() if region.role is Role.BODY]
    for region in bodies[:: len(bodies) // 5]:
        archivist._take(edits.new_article(archivist.document, [region.id]))
    print(
        f"\n{fragments} fragments: median {statistics.median(archivist.times):.0f} ms, "
        f"worst {max(archivist.times):.0f} ms"
    )
