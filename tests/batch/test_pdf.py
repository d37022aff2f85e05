"""PDFs from file to document: pages chosen, passwords, notes, pages without text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layout_tool import propose
from layout_tool.batch.notes import Notes
from layout_tool.batch.propose import assemble, iter_proposals
from layout_tool.batch.reading import Reading
from layout_tool.errors import PasswordNeeded, UsageError, phrase
from layout_tool.export.json_writer import write_pages
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Unit
from layout_tool.model.locks import RoleLock
from layout_tool.model.roles import Role
from tests.ingest.pdf.made import Leaf, text, write_pdf

STORY = [
    "The council voted on Monday to",
    "repair the old stone bridge that",
    "links both halves of the town and",
    "will close it until the autumn.",
]


def leaf(title: str) -> Leaf:
    lines = "".join(text(line, 20, 240 - 12 * at) for at, line in enumerate(STORY))
    return Leaf(text(title, 20, 262, 20) + lines)


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """Four pages, the third without text."""
    return write_pdf(tmp_path / "issue.pdf", leaf("Bridge to close"), leaf("Second page"), Leaf(), leaf("Last page"))


def test_a_page_becomes_an_article(issue: Path) -> None:
    document = propose(issue, pages="1")
    (article,) = document.articles
    assert article.headline == "Bridge to close"
    assert [paragraph.text for paragraph in article.paragraphs] == [" ".join(STORY)]
    (page,) = document.pages
    assert (page.unit, page.width, page.height) == (Unit.PT, 200, 300)
    (source,) = document.sources
    assert (source.media_type, json.loads(source.extra or "")) == ("application/pdf", {"reader": "pdfium"})
    assert from_json(to_json(document), "x") == document


def test_pages_are_chosen_and_keep_their_place_in_the_source(issue: Path) -> None:
    document = propose(issue, pages="4,1-2")
    assert [(page.number, page.index) for page in document.pages] == [(1, 0), (2, 1), (3, 3)]
    assert [article.headline for article in document.articles] == ["Bridge to close", "Second page", "Last page"]
    with pytest.raises(UsageError):
        propose(issue, pages="5")
    with pytest.raises(UsageError):
        propose(issue, pages="one")


def test_pages_of_a_text_are_chosen_too(tmp_path: Path) -> None:
    page = tmp_path / "three.txt"
    page.write_text("First page here.\n\fSecond page here.\n\fThird page here.\n", "utf-8")
    proposal = iter_proposals(page, reading=Reading(pages="2-"))
    assert proposal.count == 2
    assert [proposed.page.index for proposed in proposal.pages] == [1, 2]
    with pytest.raises(UsageError):
        iter_proposals(page, reading=Reading(pages="4"))


def test_a_page_without_text_is_there_with_a_note(issue: Path) -> None:
    proposal = iter_proposals(issue, reading=Reading(pages="3"))
    notes = Notes(proposal.notes)
    (proposed,) = notes.of(proposal.pages)
    assert (proposed.articles, proposed.outside, proposed.page.regions) == ((), (), ())
    assert notes.kept() == (phrase("note_page_bare", page="3"),)
    assert json.loads(proposed.page.extra or "") == {
        "reader": "pdfium", "notes": [{"key": "note_page_bare", "page": "3"}],
    }  # fmt: skip


def test_many_notes_of_a_kind_are_counted() -> None:
    notes = Notes([phrase("note_page_bare", page=str(number)) for number in range(1, 10)])
    notes.add([phrase("note_page_picture", page="4")])
    kept = notes.kept()
    assert kept[:5] == tuple(phrase("note_page_bare", page=str(number)) for number in range(1, 6))
    assert kept[5:] == (phrase("note_page_picture", page="4"), phrase("note_more", count=4))


def test_the_same_file_gives_the_same_bytes_whole_and_page_by_page(issue: Path, tmp_path: Path) -> None:
    whole = to_json(assemble(iter_proposals(issue)))
    proposal = iter_proposals(issue)
    assert proposal.count == 4
    write_pages(tmp_path / "out.json", proposal.generator, (proposal.source,), proposal.pages)
    assert (tmp_path / "out.json").read_bytes() == whole


def test_locks_hold_on_a_pdf(issue: Path) -> None:
    first = propose(issue, pages="1").articles[0].paragraphs[0].lines[0]
    document = propose(issue, pages="1", locks=[RoleLock(first, Role.CAPTION)])
    (region,) = [region for region in document.regions() if first in [line.id for line in region.lines]]
    assert region.role is Role.CAPTION


def test_passwords(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shared / "corpus" / "nasty" / "pdfminersix__rc4-40.pdf"
    monkeypatch.delenv("LAYOUT_TOOL_PASSWORD", raising=False)
    with pytest.raises(PasswordNeeded):
        propose(path)
    words = [line.text for region in propose(path, password="foo").regions() for line in region.lines]
    assert "".join(words).startswith("Secret!")
    monkeypatch.setenv("LAYOUT_TOOL_PASSWORD", "foo")
    assert [line.text for region in propose(path).regions() for line in region.lines] == words
    assert "foo" not in repr(Reading(password="foo"))
