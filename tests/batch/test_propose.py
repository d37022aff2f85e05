"""One file from opening to document, with the engine itself on the shipped samples."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.batch.propose import assemble, iter_proposals, propose
from layout_tool.errors import EmptyInput, LockConflict, MissingInput, UnknownLine
from layout_tool.export.json_writer import write_pages
from layout_tool.model.contract import to_json
from layout_tool.model.locks import CannotLink, Lock, MustLink, RoleLock
from layout_tool.model.roles import Role

SAMPLES = sorted(resources.path("samples").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_character_of_a_sample_is_in_the_document_once(sample: Path) -> None:
    document = propose(sample)
    spans = sorted(line.span for region in document.regions() for line in region.lines if line.span is not None)
    source = sample.read_bytes().decode("utf-8")
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    placed_text = "".join("".join(source[start:end].split()) for start, end in spans)
    assert placed_text == "".join(source.split())
    placed = [name for article in document.articles for name in article.regions] + list(document.outside)
    assert sorted(placed) == sorted(region.id for region in document.regions())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_same_file_gives_the_same_bytes_whole_and_page_by_page(sample: Path, tmp_path: Path) -> None:
    whole = to_json(propose(sample))
    proposal = iter_proposals(sample)
    write_pages(tmp_path / "out.json", proposal.generator, (proposal.source,), proposal.pages)
    assert (tmp_path / "out.json").read_bytes() == whole


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    page = tmp_path / "two.txt"
    page.write_text("第一版的文字在这里。\n\f第二版的文字在这里。\n", "utf-8")
    document = assemble(iter_proposals(page))
    assert [(each.index, each.number) for each in document.pages] == [(0, 1), (1, 2)]


def test_pages_are_made_one_at_a_time(tmp_path: Path) -> None:
    page = tmp_path / "many.txt"
    page.write_text("\f".join(f"Page {number} speaks.\n" for number in range(2000)), "utf-8")
    proposal = iter_proposals(page)
    assert [next(proposal.pages).page.number for _ in range(3)] == [1, 2, 3]


def test_errors_come_before_any_page(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        propose(tmp_path / "none.txt")
    (tmp_path / "empty.txt").touch()
    with pytest.raises(EmptyInput):
        iter_proposals(tmp_path / "empty.txt")


def test_a_lock_on_a_line_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownLine) as caught:
        propose(SAMPLES[0], locks=[RoleLock("p1-l1", Role.OTHER), RoleLock("p1-l99999", Role.BODY)])
    assert caught.value.fields == {"path": "locks", "lock": "role p1-l99999 body", "line": "p1-l99999"}


def test_a_conflict_says_where_the_locks_come_from() -> None:
    locks: list[Lock] = [MustLink("p1-l2", "p1-l3"), CannotLink("p1-l2", "p1-l3")]
    with pytest.raises(LockConflict) as caught:
        assemble(iter_proposals(SAMPLES[0], locks=locks, locks_name="monday.json"))
    assert caught.value.fields["path"] == "monday.json"
