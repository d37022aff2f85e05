"""Where the pictures of printed pages come from."""

from __future__ import annotations

from pathlib import Path

from layout_tool.batch.printed_pages import printed_pages
from layout_tool.batch.propose import propose
from tests.ingest.pdf.made import Leaf, text, write_pdf


def test_the_pdf_itself_or_its_unchanged_neighbour(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf(text("a line of words")))
    document = propose(path)
    page = document.pages[0]
    assert printed_pages(document, path)(page, 72) is not None
    stored = tmp_path / "page.json"
    stored.touch()
    assert printed_pages(document, stored)(page, 72) is not None
    write_pdf(path, Leaf(text("other words")))
    assert printed_pages(document, stored)(page, 72) is None


def test_a_text_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("A headline\n\nWords of a story that goes on for a while.\n", "utf-8")
    document = propose(path)
    assert printed_pages(document, path)(document.pages[0], 72) is None
