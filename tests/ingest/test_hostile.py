"""Files that are no files, that change, that are huge: one clear error, in bounded time and memory."""

from __future__ import annotations

import os
import socket
import time
import tracemalloc
from pathlib import Path

import pytest

from layout_tool.errors import BinaryInput, EmptyInput, FolderInput, InputError, MissingInput, UnreadableInput
from layout_tool.ingest import survey
from layout_tool.ingest.registry import open_source
from layout_tool.ingest.text import open_text
from layout_tool.model.text_lines import iter_lines
from tests.ingest.passages import SIMPLIFIED

BODY = "\n".join(SIMPLIFIED) + "\n"
unix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and permissions of Unix")


def refused(path: Path, error: type[InputError]) -> InputError:
    for opener in (open_text, open_source):
        with pytest.raises(error) as caught:
            opener(path)
        assert caught.value.fields["path"] in (str(path), ascii(str(path)))
    return caught.value


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("text")
    for path in (tmp_path / "none.txt", tmp_path / "page.txt" / "inside.txt", Path("a\0b"), tmp_path / "none" / "a"):
        refused(path, MissingInput)


def test_folders(tmp_path: Path) -> None:
    refused(tmp_path, FolderInput)


@unix
def test_pipes_sockets_and_devices_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", UnreadableInput)
    refused(Path("/dev/zero"), UnreadableInput)
    refused(Path("/dev/null"), UnreadableInput)
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's whole path must be short
        server.bind("socket")
        refused(Path("socket"), UnreadableInput)


@unix
def test_links_are_followed_and_loops_refused(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(SIMPLIFIED[0], "utf-8")
    (tmp_path / "link.txt").symlink_to("page.txt")
    assert [page.text for page in open_text(tmp_path / "link.txt").pages] == [SIMPLIFIED[0]]
    (tmp_path / "loop").symlink_to("loop")
    refused(tmp_path / "loop", UnreadableInput)
    (tmp_path / "nowhere").symlink_to("gone")
    refused(tmp_path / "nowhere", MissingInput)


@unix
def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 300), UnreadableInput)


@unix
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(SIMPLIFIED[0], "utf-8")
    path.chmod(0)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(65534)
    try:
        assert refused(path, UnreadableInput).fields["reason"] == "reason_denied"
    finally:
        if as_root:
            os.seteuid(0)


@unix
def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd0\xc2.txt"))
    path.write_text(SIMPLIFIED[0], "utf-8")
    source = open_text(path).source
    assert source.name.encode("utf-8").endswith(b".txt")


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", b" \t\r\n\f\f", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff\u3000\n\u200b\xa0".encode(), b"\xff\xfe\n\0"],
)
def test_empty_and_blank_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    refused(path, EmptyInput)


def test_a_file_is_opened_for_reading_only_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(BODY, "utf-8")
    path.chmod(0o444)
    before = path.stat()
    list(open_text(path).pages)
    after = path.stat()
    assert (before.st_mtime_ns, before.st_size, before.st_mode) == (after.st_mtime_ns, after.st_size, after.st_mode)


@pytest.mark.parametrize("change", ["grown", "replaced", "gone", "same size"])
def test_a_file_that_changes_between_the_passes_is_noticed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text("一页\f二页\f三页", "utf-8")
    facts = path.stat()
    opened = open_text(path)
    if change == "grown":
        path.write_text("一页\f二页\f三页四", "utf-8")
    elif change == "replaced":
        (tmp_path / "new").write_text("一页\f二页\f三页", "utf-8")
        (tmp_path / "new").replace(path)
    elif change == "gone":
        path.unlink()
    else:
        path.write_text("一页\f二页\f四页", "utf-8")
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    with pytest.raises(MissingInput if change == "gone" else UnreadableInput):
        list(opened.pages)


def test_a_file_stays_open_only_while_its_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("一页\f二页\f三页", "utf-8")
    pages = open_text(path).pages
    assert next(pages).text == "一页"
    del pages  # an open file left behind would warn, and a warning fails
    assert [page.text for page in open_text(path).pages] == ["一页", "二页", "三页"]


def test_many_pages_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "issue.txt"
    page = BODY * 8
    with path.open("w", encoding="utf-8", newline="") as stream:
        for _ in range(20_000_000 // len(page.encode())):
            stream.write(page + "\f")
    tracemalloc.start()
    opened = open_text(path)
    count = sum(len(list(iter_lines(each))) > 0 for each in opened.pages)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000_000 // len(page.encode())
    assert peak < 5_000_000


@pytest.mark.parametrize("sign", ["x", "字"])
def test_a_line_of_fifty_megabytes_is_read(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "line.txt"
    size = 50_000_000 // len(sign.encode())
    path.write_bytes((sign * 1000).encode() * (size // 1000))
    tracemalloc.start()
    (page,) = open_text(path).pages
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(page.text) == size // 1000 * 1000
    assert peak < 130_000_000


def test_a_page_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.txt"
    path.write_text(BODY * 100, "utf-8")
    monkeypatch.setattr(survey, "LONGEST_PAGE", 30_000)
    fields = refused(path, UnreadableInput).fields
    assert (fields["reason"], fields["number"], fields["most"]) == ("reason_page_too_long", 1, "30,000")


def test_millions_of_pages_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"a\f" * 5_000_000)
    begin = time.process_time()
    assert refused(path, UnreadableInput).fields["reason"] == "reason_too_many_pages"
    assert time.process_time() - begin < 10


@unix
def test_a_huge_file_of_holes_is_refused_by_its_sample(tmp_path: Path) -> None:
    path = tmp_path / "holes.txt"
    with path.open("wb") as stream:
        stream.write(BODY.encode())
        stream.truncate(1 << 40)
    begin = time.process_time()
    refused(path, BinaryInput)
    assert time.process_time() - begin < 5
