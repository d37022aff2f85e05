"""What happens to the child that reads happens to no one else."""

from __future__ import annotations

import os
import signal
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO

import pytest

from layout_tool.errors import UnreadablePdf
from layout_tool.ingest.pdf import guard
from layout_tool.ingest.pdf.guard import GuardedFile, ReadingEnded
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.reading import PDFIUM, Reading, others
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.ingest.pdf.wire import Answer, Order, Read, send
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.made import Leaf, Part, made_pdf, text, write_pdf

MEMORY = 420_000_000  # of a child of these tests alone: enough for both readers, too little for a bomb
QUICK = 1.0  # seconds
PAGES = tuple(Leaf(text(f"page {number}")) for number in range(1, 5))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of Unix")


@pytest.fixture
def limits() -> Iterator[Limits]:
    """Limits of a child that no other test uses; it ends with the test."""
    limits = Limits(memory=MEMORY)
    yield limits
    guard._nursery(MEMORY, os.getpid()).stop()


def words(page: GlyphPage) -> str:
    return "".join(page.glyphs.text.tolist())


def keys(page: GlyphPage) -> list[str]:
    return [key for key, _ in page.notes]


def child_of(limits: Limits) -> int:
    child = guard._nursery(limits.memory, os.getpid())._child
    assert child is not None
    return child._process.pid


@cache
def blanks() -> Part:
    """Half a gigabyte of blanks, deflated twice."""
    squeezer = zlib.compressobj(1)
    once = b"".join(squeezer.compress(b" " * 1_000_000) for _ in range(500)) + squeezer.flush()
    return Part("/Filter [/FlateDecode /FlateDecode]", zlib.compress(once, 9))


def bomb(path: Path, *, at: int) -> Path:
    """Four pages, of which the one at `at` is too much for anyone."""
    whole = made_pdf(*PAGES, parts=[blanks()])
    place = f"/Contents {4 + 2 * at + 1} 0 R".encode()
    assert place in whole
    path.write_bytes(whole.replace(place, b"/Contents 3 0 R".ljust(len(place))))
    return path


def test_one_child_serves_files_and_pages(tmp_path: Path, limits: Limits) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    children = set()
    for _ in range(3):
        for page in open_pdf(path, limits=limits).pages:
            assert words(page) == f"page {page.index + 1}"
            children.add(child_of(limits))
    assert len(children) == 1
    assert os.getpid() not in children


def test_a_child_that_dies_is_replaced(tmp_path: Path, limits: Limits) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    pages, others = open_pdf(path, limits=limits).pages, open_pdf(path, limits=limits).pages
    assert [words(next(pages)), words(next(others))] == ["page 1", "page 1"]
    first = child_of(limits)
    os.kill(first, signal.SIGSEGV)
    guard._nursery(limits.memory, os.getpid())._child._process.wait()  # type: ignore[union-attr]
    assert [words(page) for page in pages] == ["page 2", "page 3", "page 4"]
    assert [words(page) for page in others] == ["page 2", "page 3", "page 4"]
    assert child_of(limits) != first


def dawdle(monkeypatch: pytest.MonkeyPatch, *indices: int) -> None:
    """From now on these pages take longer than the limits of these tests."""

    def late(stream: IO[bytes], message: Order | Answer) -> None:
        if isinstance(message, Order) and isinstance(message.request, Read) and message.request.index in indices:
            time.sleep(1.5 * message.seconds)
        send(stream, message)

    monkeypatch.setattr(guard, "send", late)


def test_a_page_that_takes_too_long_is_left_empty(
    tmp_path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    list(open_pdf(path, limits=limits).pages)  # the child is up
    dawdle(monkeypatch, 1)
    pages = list(open_pdf(path, limits=replace(limits, seconds=QUICK)).pages)
    assert [words(page) for page in pages] == ["page 1", "", "page 3", "page 4"]
    assert pages[1].notes == (("note_page_slow", (("page", "2"), ("seconds", f"{QUICK:g}"))),)


def test_a_file_of_slow_pages_is_given_up_page_by_page(
    tmp_path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES, *PAGES)
    list(open_pdf(path, limits=limits).pages)
    dawdle(monkeypatch, *range(1, 8))
    quick = replace(limits, seconds=QUICK, slow_pages=2)
    opened = open_pdf(path, limits=quick)
    pages = list(opened.pages)
    assert [page.index for page in pages] == list(range(8))
    assert opened.page_count == 8
    assert [keys(page) for page in pages] == [[], *[["note_page_slow"]] * 4, *[["note_page_left"]] * 3]
    assert [dict(page.notes[0][1]) for page in pages[2:6]] == [
        {"page": "3", "seconds": f"{QUICK:g}"},
        {"page": "4", "seconds": f"{QUICK / 4:g}"},
        {"page": "5", "seconds": f"{QUICK / 4:g}"},
        {"page": "6"},
    ]
    with pytest.raises(UnreadablePdf) as refused:
        list(open_pdf(path, pages="2-", limits=quick).pages)
    assert refused.value.fields["reason"] == "reason_pdf_slow"
    assert words(next(open_pdf(path, limits=limits).pages)) == "page 1"


def test_a_page_in_time_restores_the_patience(tmp_path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES, *PAGES)
    list(open_pdf(path, limits=limits).pages)
    dawdle(monkeypatch, 1, 2, 4, 5)
    pages = list(open_pdf(path, limits=replace(limits, seconds=QUICK, slow_pages=2)).pages)
    assert [words(page) for page in pages] == ["page 1", "", "", "page 4", "", "", "page 3", "page 4"]
    assert dict(pages[4].notes[0][1])["seconds"] == f"{QUICK:g}"


def test_a_bomb_costs_its_page_and_no_other(tmp_path: Path, limits: Limits) -> None:
    path = bomb(tmp_path / "bomb.pdf", at=1)
    pages = list(open_pdf(path, limits=limits).pages)
    assert [words(page) for page in pages] == ["page 1", "", "page 3", "page 4"]
    assert keys(pages[1])[0] in ("note_page_heavy", "note_page_crash", "note_page_damaged", "note_page_bare")


def test_a_file_without_a_page_that_can_be_read_is_an_error(tmp_path: Path, limits: Limits) -> None:
    path = bomb(tmp_path / "bomb.pdf", at=0)
    with pytest.raises(UnreadablePdf):
        list(open_pdf(path, pages="1", limits=limits).pages)


def test_an_ended_reading_says_so(tmp_path: Path, limits: Limits) -> None:
    file = GuardedFile(bomb(tmp_path / "bomb.pdf", at=2), limits=limits)
    with pytest.raises(ReadingEnded):
        file.read(2)
    assert words(file.read(3)) == "page 4"
    file.close()
    file.close()


def test_a_second_reading_that_fails_costs_nothing(
    tmp_path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = GuardedFile(write_pdf(tmp_path / "page.pdf", *PAGES), limits=limits)
    read = file._read

    def loses_and_dies(index: int, readers: tuple[str, ...], seconds: float) -> Reading:
        if readers == others(PDFIUM):
            raise ReadingEnded("crash")
        return read(index, readers, seconds)._replace(lost=True)

    monkeypatch.setattr(file, "_read", loses_and_dies)
    assert words(file.read(1)) == "page 2"
    file.close()
