"""The plan of a run: order, names, clashes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from layout_tool.batch.plan import plan
from layout_tool.batch.selection import Selection
from layout_tool.errors import EmptyFolder, OutputError, UnreadableInput


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", "utf-8")


def outputs(root: Path, *paths: str) -> list[str]:
    return [
        job.output.relative_to(root / "out").as_posix() for job in plan([root / path for path in paths], root / "out")
    ]


def test_folders_keep_their_sub_folders_in_the_order_of_names(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "in/b.txt",
        "in/a.TXT",
        "in/sub/deep/c.txt",
        "in/sub/d.v2.txt",
        "in/notes.md",
        "in/.hidden/x.txt",
        "in/.y.txt",
    )
    assert outputs(tmp_path, "in") == ["a.json", "b.json", "sub/d.v2.json", "sub/deep/c.json"]


def test_a_named_file_counts_whatever_its_name(tmp_path: Path) -> None:
    tree(tmp_path, "page.dump", "bare")
    assert outputs(tmp_path, "page.dump", "bare", "missing.txt") == ["page.json", "bare.json", "missing.json"]


def test_a_file_given_twice_is_one_job(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    assert outputs(tmp_path, "in/a.txt", "in", "in/../in/a.txt") == ["a.json"]


def test_two_files_for_one_document_are_told_apart_by_refusing_the_second(tmp_path: Path) -> None:
    tree(tmp_path, "x/a.txt", "y/a.txt", "x/a.text")
    jobs = plan([tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a.text"], tmp_path / "out")
    refused = [job for job in jobs if job.refused]
    assert len(jobs) == 3
    assert len(refused) == 2
    assert all(
        isinstance(job.refused, OutputError) and job.refused.fields["reason"] == "reason_taken" for job in refused
    )
    assert len({job.output for job in jobs if not job.refused}) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that may not be read")
def test_a_closed_folder_is_reported(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "in/closed/b.txt")
    (tmp_path / "in" / "closed").chmod(0)
    jobs = plan([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "in" / "closed").chmod(0o700)
    assert [type(job.refused) for job in jobs] == [type(None), UnreadableInput]


def test_a_link_back_up_ends(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    assert outputs(tmp_path, "in") == ["a.json"]


def test_a_folder_without_pages_is_refused_by_name(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "bare/notes.md")
    first, second = plan([tmp_path / "in", tmp_path / "bare"], tmp_path / "out")
    assert first.refused is None
    assert isinstance(second.refused, EmptyFolder)
    assert second.refused.fields == {"path": str(tmp_path / "bare")}


def test_a_link_that_leads_to_itself_is_a_job_like_others(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    (tmp_path / "in" / "loop.txt").symlink_to("loop.txt")
    assert outputs(tmp_path, "in", "in/loop.txt") == ["a.json", "loop.json"]


def refusals(folder: Path, paths: list[str], *suffixes: str) -> dict[str, str]:
    jobs = plan([folder / path for path in paths], folder / "out", suffixes=(".json", *suffixes))
    return {job.path.name: str(job.refused.fields["reason"]) for job in jobs if job.refused}


def test_an_output_never_takes_the_place_of_another_ones_folder(tmp_path: Path) -> None:
    tree(tmp_path, "in/x.json/p.txt", "in/x.txt", "in/y.txt")
    assert refusals(tmp_path, ["in"]) == {"x.txt": "reason_taken"}


def test_an_output_never_takes_the_place_of_an_input(tmp_path: Path) -> None:
    tree(tmp_path, "out/a.pdf", "out/a.txt", "out/b.txt", "c.txt")
    assert refusals(tmp_path, ["out/a.pdf", "c.txt"], ".txt") == {}
    assert refusals(tmp_path, ["out/b.txt", "out/a.txt"], ".txt") == {"a.txt": "reason_input", "b.txt": "reason_input"}
    (tmp_path / "out" / "linked").symlink_to("../in", target_is_directory=True)
    tree(tmp_path, "in/d.txt", "more/linked/d.pdf")
    assert refusals(tmp_path, ["in", "more"], ".txt") == {"d.pdf": "reason_input"}


def test_an_output_never_takes_the_place_of_the_report(tmp_path: Path) -> None:
    tree(tmp_path, "in/summary.txt", "in/sub/summary.txt")
    assert refusals(tmp_path, ["in"]) == {}
    assert refusals(tmp_path, ["in"], ".html") == {"summary.txt": "reason_own_report"}


def test_shards_agree_on_what_is_refused(tmp_path: Path) -> None:
    tree(tmp_path, *(f"in/{name}{suffix}" for name in "abcdefgh" for suffix in (".pdf", ".txt")))
    shards = [plan([tmp_path / "in"], tmp_path / "out", Selection(shard=(turn, 3))) for turn in (1, 2, 3)]
    whole = plan([tmp_path / "in"], tmp_path / "out")
    assert sorted(job.path for shard in shards for job in shard) == sorted(job.path for job in whole)
    assert all(job.refused is None for shard in shards for job in shard if job.path.suffix == ".pdf")
    assert all(job.refused is not None for shard in shards for job in shard if job.path.suffix == ".txt")
