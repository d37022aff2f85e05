"""What paths, lists and patterns stand for, on real folders."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from layout_tool.batch.plan import plan
from layout_tool.batch.selection import Selection
from layout_tool.errors import InputError, MissingInput, NothingFits
from tests.batch.test_plan import tree

OUT = Path("out")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def outputs(*words: str, selection: Selection | None = None) -> list[str]:
    jobs = plan([Path(word) for word in words], OUT, selection)
    assert all(job.refused is None for job in jobs)
    return [job.output.relative_to(OUT).as_posix() for job in jobs]


def standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_pattern_keeps_the_folders_that_its_signs_stand_for() -> None:
    tree(Path(), "in/1999/p1.pdf", "in/1999/p2.txt", "in/2000/p1.pdf", "in/2000/x/p1.pdf", "in/notes.pdf", "p1.pdf")
    assert outputs("in/*/p1.pdf") == ["1999/p1.json", "2000/p1.json"]
    assert outputs("in/**/p1.pdf") == ["1999/p1.json", "2000/p1.json", "2000/x/p1.json"]
    assert outputs("in/[!2]*/*") == ["1999/p1.json", "1999/p2.json"]
    assert outputs("*.pdf") == ["p1.json"]


def test_a_folder_that_a_pattern_fits_stands_for_its_pages() -> None:
    tree(Path(), "in/1999/p1.pdf", "in/1999/deep/p.txt", "in/1999/notes.md", "in/2000/p1.pdf")
    assert outputs("in/19*") == ["1999/p1.json", "1999/deep/p.json"]


def test_a_pattern_names_files_of_any_extension_but_anything_means_pages() -> None:
    tree(Path(), "in/a.dump", "in/b.txt", "in/c.jpg")
    assert outputs("in/*.dump") == ["a.json"]
    assert outputs("in/*") == ["b.json"]
    assert outputs("in/**") == ["b.json"]


def test_a_file_whose_name_looks_like_a_pattern_or_a_list_is_that_file() -> None:
    tree(Path(), "a[1].txt", "a1.txt", "@b.txt")
    assert outputs("a[1].txt") == ["a[1].json"]
    assert outputs("@b.txt") == ["@b.json"]


def test_a_pattern_that_nothing_fits_is_refused_by_name() -> None:
    tree(Path(), "in/a.txt")
    _, refused = plan([Path("in/a.txt"), Path("in/*.pdf")], OUT)
    assert isinstance(refused.refused, NothingFits)
    assert refused.refused.fields == {"path": "in/*.pdf"}


def test_a_list_keeps_whole_paths() -> None:
    tree(Path(), "in/1999/p1.txt", "in/2000/p1.txt", "more/sub/a.txt", "more/b.txt")
    Path("list.txt").write_bytes(b"\xef\xbb\xbfin/1999/p1.txt\r\n\nin/2000/../2000/p1.txt\n./more\n")
    assert outputs("@list.txt") == ["in/1999/p1.json", "in/2000/p1.json", "more/b.json", "more/sub/a.json"]


def test_a_list_from_standard_input_ended_by_zeros(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tree(Path(), "in/a\nb.txt", "in/c.txt")
    standard_input(monkeypatch, b"in/a\nb.txt\0" + os.fsencode(tmp_path) + b"/in/c.txt\0")
    whole = tmp_path.relative_to(tmp_path.anchor).as_posix()
    assert outputs("-") == ["in/a\nb.json", f"{whole}/in/c.json"]


def test_a_path_in_a_list_that_leads_out_is_kept_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(Path(), "in/a.txt", "here/x")
    monkeypatch.chdir("here")
    standard_input(monkeypatch, b"../in/a.txt\n")
    assert outputs("-") == [f"{tmp_path.relative_to(tmp_path.anchor).as_posix()}/in/a.json"]


@pytest.mark.parametrize("word", ["@none.txt", "@in"])
def test_a_list_that_cannot_be_read_is_an_error(word: str) -> None:
    tree(Path(), "in/a.txt")
    with pytest.raises(InputError):
        plan([Path(word)], OUT)


def test_a_file_that_a_list_names_in_vain_is_a_job_like_others() -> None:
    Path("list.txt").write_text("none.txt\n", "utf-8")
    (job,) = plan([Path("@list.txt")], OUT)
    assert (job.path, job.refused) == (Path("none.txt"), None)


def test_include_and_exclude_hold_for_all() -> None:
    tree(Path(), "in/a.txt", "in/b.txt", "in/drafts/a.txt", "drafts/a.txt", "c.txt")
    Path("list.txt").write_text("drafts/a.txt\nin/a.txt\n", "utf-8")
    chosen = Selection(include=("a.*",), exclude=("drafts",))
    assert outputs("in", "c.txt", selection=chosen) == ["a.json"]
    assert outputs("@list.txt", selection=chosen) == ["in/a.json"]
    assert outputs("i*/**/*.txt", selection=chosen) == ["in/a.json"]


def test_links_to_folders_are_followed_once_and_never_upwards() -> None:
    tree(Path(), "in/sub/a.txt", "in/b.txt", "away/c.txt", "away/deep/d.txt")
    for link, target in {
        "in/again": "..", "in/sub/loop": ".", "in/sub/up": "../..", "in/0same": "sub", "in/away": "../away",
        "away/deep/back": "../../in", "in/sub/root": "/",
    }.items():  # fmt: skip
        Path(link).symlink_to(target, target_is_directory=True)
    assert outputs("in") == ["b.json", "sub/a.json", "away/c.json", "away/deep/d.json"]
    assert outputs("in/**/*.txt") == outputs("in")


def test_links_to_files_are_the_files() -> None:
    tree(Path(), "in/b.txt")
    Path("in/a.txt").symlink_to("b.txt")
    (job,) = plan([Path("in")], OUT)
    assert job.path == Path("in/a.txt")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always text")
def test_names_with_odd_bytes() -> None:
    name = os.fsdecode(b"\xff\xfe p.txt")
    tree(Path(), f"in/{name}")
    Path("list.txt").write_bytes(b"in/" + os.fsencode(name) + b"\n")
    (job,) = plan([Path("in"), Path("@list.txt")], OUT)
    assert job.path.exists()
    assert os.fsencode(job.output) == b"out/\xff\xfe p.json"


def test_the_output_folder_is_no_input() -> None:
    tree(Path(), "in/a.txt", "in/out/b.txt", "in/out/sub/c.txt")
    jobs = plan([Path("in"), Path("in/**/*.txt")], Path("in/out"))
    assert [job.path for job in jobs] == [Path("in/a.txt")]
    named = plan([Path("in/out")], Path("in/out"))
    assert [job.path for job in named] == [Path("in/out/b.txt"), Path("in/out/sub/c.txt")]


def test_a_missing_list_names_the_list() -> None:
    with pytest.raises(MissingInput) as caught:
        plan([Path("@none")], OUT)
    assert caught.value.fields["path"] == "none"
