"""A PDF as a source: its facts, its pages one by one, what is wrong with it."""

from __future__ import annotations

import gc
import hashlib
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from layout_tool.errors import EmptyInput, MissingInput, PasswordNeeded, UnreadableInput, UnreadablePdf, UsageError
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.made import Leaf, made_pdf, text, write_pdf

PAGES = tuple(Leaf(text(f"page {number}")) for number in range(1, 8))


def words(page: GlyphPage) -> str:
    return "".join(page.glyphs.text.tolist())


@pytest.mark.parametrize("isolated", [True, False])
def test_facts_and_pages(tmp_path: Path, isolated: bool) -> None:
    path = write_pdf(tmp_path / "版.pdf", *PAGES)
    opened = open_pdf(path, isolated=isolated)
    source = opened.source
    assert (source.id, source.name, source.media_type, source.encoding) == ("s1", "版.pdf", "application/pdf", None)
    assert (source.sha256, source.bytes) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
    assert json.loads(source.extra or "") == {"reader": "pdfium"}
    pages = list(opened.pages)
    assert opened.page_count == len(pages) == 7
    assert [page.index for page in pages] == list(range(7))
    assert [words(page) for page in pages] == [f"page {number}" for number in range(1, 8)]


def test_chosen_pages_keep_their_numbers(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    opened = open_pdf(path, pages="7,2-3", isolated=False)
    assert opened.page_count == 3
    assert [(page.index, words(page)) for page in opened.pages] == [(1, "page 2"), (2, "page 3"), (6, "page 7")]
    with pytest.raises(UsageError):
        open_pdf(path, pages="8", isolated=False)


def test_the_child_reads_what_this_process_reads(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    for near, far in zip(open_pdf(path, isolated=False).pages, open_pdf(path).pages, strict=True):
        assert (near.width, near.rulings, near.notes) == (far.width, far.rulings, far.notes)
        for name in ("text", "origin", "box", "size", "font", "colour", "span", "visible"):
            np.testing.assert_array_equal(getattr(near.glyphs, name), getattr(far.glyphs, name))


def test_two_files_are_read_side_by_side(tmp_path: Path) -> None:
    one = open_pdf(write_pdf(tmp_path / "one.pdf", *PAGES)).pages
    other = open_pdf(write_pdf(tmp_path / "other.pdf", *reversed(PAGES))).pages
    both = [(words(first), words(second)) for first, second in zip(one, other, strict=True)]
    assert both == [(f"page {number}", f"page {8 - number}") for number in range(1, 8)]


def test_what_is_no_pdf(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(EmptyInput):
        open_pdf(empty)
    with pytest.raises(MissingInput):
        open_pdf(tmp_path / "none.pdf")
    noise = tmp_path / "noise.pdf"
    noise.write_bytes(b"%PDF-1.4\n" + b"no such thing\n" * 50)
    with pytest.raises(UnreadablePdf) as refused:
        open_pdf(noise)
    assert refused.value.fields == {"path": str(noise), "reason": "reason_pdf_damaged"}


def test_a_truncated_file_gives_what_is_left_or_is_refused(tmp_path: Path) -> None:
    whole = made_pdf(*PAGES)
    outcomes: set[str] = set()
    for share in range(1, 10):
        path = tmp_path / f"{share}.pdf"
        path.write_bytes(whole[: len(whole) * share // 10])
        try:
            outcomes.update(words(page)[:4] for page in open_pdf(path, isolated=False).pages)
        except UnreadablePdf:
            outcomes.add("refused")
    assert "refused" in outcomes
    assert outcomes <= {"page", "", "refused"}


def test_a_file_that_changes_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    pages = open_pdf(path, isolated=False).pages
    next(pages)
    write_pdf(path, *PAGES[:3])
    with pytest.raises(UnreadableInput):
        list(pages)


def test_the_password_comes_by_argument_or_environment(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shared / "corpus" / "nasty" / "pdfminersix__aes-256.pdf"
    monkeypatch.delenv("LAYOUT_TOOL_PASSWORD", raising=False)
    for wrong in (None, "", "bar"):
        with pytest.raises(PasswordNeeded) as refused:
            open_pdf(path, password=wrong)
        assert refused.value.fields == {"path": str(path), "variable": "LAYOUT_TOOL_PASSWORD"}
        assert refused.value.exit_code == 3
    assert [words(page) for page in open_pdf(path, password="foo").pages] == ["Secret!"]
    monkeypatch.setenv("LAYOUT_TOOL_PASSWORD", "foo")
    assert len(list(open_pdf(path).pages)) == 1


def test_a_password_that_is_not_needed_does_no_harm(tmp_path: Path, shared: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", PAGES[0])
    blank = shared / "corpus" / "nasty" / "pypdf__r2-empty-password.pdf"
    for one in (path, blank):
        assert all(page.glyphs.count for page in open_pdf(one, password="not asked").pages)


def test_five_hundred_pages_in_bounded_memory(tmp_path: Path) -> None:
    line = "".join(text("the same old story over and over again", 20, y) for y in range(20, 280, 12))
    path = write_pdf(tmp_path / "long.pdf", *(Leaf(line) for _ in range(500)))
    tracemalloc.start()
    glyphs = sum(page.glyphs.count for page in open_pdf(path).pages)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert glyphs == 500 * 22 * 38
    assert peak < 4_000_000


def test_pages_that_nobody_reads_are_let_go(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    for isolated in (True, False):
        opened = open_pdf(path, isolated=isolated)
        del opened
        pages = open_pdf(path, isolated=isolated).pages
        next(pages)
        del pages
        gc.collect()
    assert words(next(open_pdf(path).pages)) == "page 1"


@pytest.mark.parametrize("isolated", [True, False])
def test_a_program_may_end_in_the_middle_of_a_file(tmp_path: Path, isolated: bool) -> None:
    path = write_pdf(tmp_path / "page.pdf", *PAGES)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from layout_tool.ingest.registry import open_source\n"
        "pages = open_source(Path(sys.argv[1]), isolated=len(sys.argv) > 2).pages\n"
        "print(''.join(next(pages).glyphs.text.tolist()))\n"
    )
    command = [sys.executable, "-X", "dev", "-c", program, str(path), *(["isolated"] if isolated else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "page 1\n", "")


def test_a_file_that_promises_more_pages_than_it_has(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(made_pdf(*PAGES).replace(b"/Count 7", b"/Count 900000"))
    opened = open_pdf(path, isolated=False)
    assert opened.page_count == 7
    assert [words(page) for page in opened.pages] == [f"page {number}" for number in range(1, 8)]
