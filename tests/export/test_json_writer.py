"""The JSON writer: whole or not at all, the same bytes page by page, in bounded memory."""

from __future__ import annotations

import io
import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout_tool.errors import OutputError
from layout_tool.export.json_writer import stream_pages, write_document, write_pages
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.proposal import PageProposal
from tests.export.made import GENERATOR, SOURCE, document, proposal


def pages(count: int) -> Iterator[PageProposal]:
    return map(proposal, range(1, count + 1))


@pytest.mark.parametrize("count", [1, 3])
def test_page_by_page_gives_the_bytes_of_the_whole(count: int, tmp_path: Path) -> None:
    write_pages(tmp_path / "streamed.json", GENERATOR, (SOURCE,), pages(count))
    write_document(document(count), tmp_path / "whole.json")
    streamed = (tmp_path / "streamed.json").read_bytes()
    assert streamed == (tmp_path / "whole.json").read_bytes() == to_json(document(count))
    assert from_json(streamed, "streamed.json") == document(count)


def test_no_pages_are_a_document_too() -> None:
    out = io.BytesIO()
    stream_pages(out, GENERATOR, (SOURCE,), iter(()))
    assert from_json(out.getvalue(), "none").pages == ()


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    peaks = []
    for count in (300, 1500):
        tracemalloc.start()
        write_pages(tmp_path / "long.json", GENERATOR, (SOURCE,), pages(count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / "long.json").stat().st_size > 5_000_000
    assert peaks[1] < 1.5 * peaks[0] + 3_000_000


def test_a_page_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")

    def failing() -> Iterator[PageProposal]:
        yield proposal(1)
        raise RuntimeError("the second page is broken")

    with pytest.raises(RuntimeError):
        write_pages(out, GENERATOR, (SOURCE,), failing())
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_the_input_is_never_overwritten_by_any_of_its_names(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("words")
    link = tmp_path / "link.json"
    link.symlink_to(page)
    for out in (page, link, tmp_path / "." / "page.txt"):
        with pytest.raises(OutputError) as caught:
            write_document(document(), out, never=page)
        assert caught.value.fields["reason"] == "reason_input"
    assert page.read_text() == "words"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_document(document(), tmp_path)
    assert caught.value.fields["reason"] == "reason_folder"


def test_folders_are_made_and_links_followed(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er" / "out.json"
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write_document(document(), link)
    assert link.is_symlink()
    assert from_json(target.read_bytes(), "out.json") == document()


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_permissions_are_those_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    plain, old = tmp_path / "plain", tmp_path / "old.json"
    plain.touch()
    old.touch()
    old.chmod(0o640)
    write_document(document(), old)
    write_document(document(), tmp_path / "new.json")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert (tmp_path / "new.json").stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="No space left"):
        write_document(document(), Path("/dev/full"))


def test_a_parent_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write_document(document(), tmp_path / "file" / "out.json")
