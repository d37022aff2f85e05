"""Broken files among good pages, by the program itself: every good page done, every bad file reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.batch.journal import read_journal
from layout_tool.batch.stored import read_document
from tests.batch.program import documents, report, start

GOOD = ("trade-paper.flowed.txt", "evening-courier.flowed.txt", "river-evening.pdf", "halverton-courier.pdf")


@pytest.mark.slow
def test_nasty_files_stop_no_good_page(shared: Path, tmp_path: Path) -> None:
    nasty = sorted((shared / "corpus" / "nasty").glob("*.pdf"))
    good = [resources.path("samples", name) for name in GOOD]
    for number, source in enumerate([*nasty, *good]):
        name = f"{number * 17 % 64:02}-{source.name}"  # the good ones stand among the others
        for folder in ("in", "good")[: 1 + (source in good)]:
            (tmp_path / folder).mkdir(exist_ok=True)
            shutil.copyfile(source, tmp_path / folder / name)
    assert start(tmp_path / "good", tmp_path / "good-out").wait() == 0
    assert start(tmp_path / "in", tmp_path / "out").wait() == 1
    assert documents(tmp_path / "good-out").items() <= documents(tmp_path / "out").items()
    with read_journal(tmp_path / "out") as journal:
        rows = list(journal.rows())
    assert {row.path for row in rows} == set((tmp_path / "in").iterdir())
    for row in rows:
        assert row.output is not None
        assert (row.error is not None) is row.failed
        if not row.failed:
            read_document(tmp_path / "out" / row.output)
    said = {line["path"]: line["error"] for line in report(tmp_path / "out") if line["status"] != "done"}
    assert len(said) == sum(row.failed for row in rows) >= 8
    assert all(said.values())
