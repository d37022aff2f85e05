"""The summary of a run: a page that needs nothing else, with pictures that can be drawn."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from layout_tool import resources
from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.summary import write_summary
from layout_tool.batch.tally import MOST_FAILED, MOST_WEAK, Tally, tally
from layout_tool.batch.task import Done, PageRow, Task
from layout_tool.batch.work import work
from layout_tool.errors import EmptyInput, phrase
from layout_tool.messages import Language, load
from tests.batch.runs import go, write_pages

ENGLISH = load(Language.EN)
DOUBTS = {"river-evening": 7, "trade-paper.flowed": 7, "page-000": 1, "page-002": 0}


def doubtful(task: Task) -> Done:
    """Work that finds doubts by the name of the file."""
    if task.path.stem == "page-001":
        return Done(error=EmptyInput(path=str(task.path)))
    sure = 0.4 if task.path.stem.startswith("trade") else 0.75
    row = PageRow(1, 4, DOUBTS.get(task.path.stem, 0), sure, 1.0, (phrase("note_controls", count=2),))
    return replace(work(task), pages=(row,))


@pytest.fixture
def rows(tmp_path: Path) -> list[FileRow]:
    write_pages(tmp_path / "in", 3)
    for name in ("river-evening.pdf", "trade-paper.flowed.txt"):
        shutil.copy(resources.path("samples", name), tmp_path / "in")
    (tmp_path / "in" / "river-evening.pdf").rename(tmp_path / "in" / "<b>&.pdf")
    DOUBTS["<b>&"] = 7
    return go([tmp_path / "in"], tmp_path / "out", work=doubtful).rows


def page(folder: Path) -> tuple[str, etree._Element]:
    text = (folder / "summary.html").read_text("utf-8")
    return text, etree.fromstring(text, etree.HTMLParser(recover=False))


@pytest.mark.parametrize("language", Language)
def test_it_is_sound_and_needs_nothing_else(rows: list[FileRow], tmp_path: Path, language: Language) -> None:
    write_summary(tmp_path / "out", tally(rows), load(language))
    text, tree = page(tmp_path / "out")
    assert tree.get("lang") == load(language).tag
    assert not tree.xpath("//script | //link | //*[@style] | //*[starts-with(name(@*), 'on')]")
    assert {source[:23] for source in tree.xpath("//img/@src")} == {"data:image/jpeg;base64,"}
    (style,) = tree.xpath("//style/text()")
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in tree.xpath("//meta/@content")[2]
    assert "prefers-color-scheme:dark" in style
    assert "<b>&." not in text


def test_what_failed_and_the_weakest_pages_stand_on_it(rows: list[FileRow], tmp_path: Path) -> None:
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    _, tree = page(tmp_path / "out")
    counts = dict(zip(tree.xpath("//dt/text()"), tree.xpath("//dd/text()"), strict=True))
    assert list(counts.items()) == [
        *(("files done", "4"), ("files failed", "1"), ("pages", "4"), ("articles", "16")),
        *(("doubts", "15"), ("pages with doubts", "3")),
    ]
    assert [cell.strip() for cell in tree.xpath("//td/text()")] == [
        str(tmp_path / "in" / "page-001.txt"),
        "there is no text in it; make the file again",
    ]
    names = [Path(name).name for name in tree.xpath("//figcaption/b/text()")]
    assert names == ["trade-paper.flowed.txt", "<b>&.pdf", "page-000.txt"]
    links = tree.xpath("//figcaption//a/@href")
    assert links == ["./trade-paper.flowed.json", "./%3Cb%3E%26.json", "./page-000.json"]


def test_its_pictures_are_pages(rows: list[FileRow], tmp_path: Path) -> None:
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    _, tree = page(tmp_path / "out")
    for source in tree.xpath("//img/@src"):
        with Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))) as picture:
            assert min(picture.size) > 300
            assert len(picture.resize((60, 60)).getcolors(3600) or ()) > 20


def test_it_is_drawn_again_only_where_something_changed(rows: list[FileRow], tmp_path: Path) -> None:
    place = tmp_path / "out" / "summary.html"
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    first = place.read_bytes()
    place.write_bytes(first[:-1])
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    assert place.read_bytes() == first[:-1]
    write_summary(tmp_path / "out", tally(rows[:-1]), ENGLISH)
    assert place.read_bytes() not in (first, first[:-1])
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    assert place.read_bytes() == first


def test_a_run_that_was_stopped_draws_no_pictures(rows: list[FileRow], tmp_path: Path) -> None:
    place = tmp_path / "out" / "summary.html"
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    assert "<img" in place.read_text("utf-8")
    write_summary(tmp_path / "out", tally([*rows, replace(rows[0], state=State.PLANNED, rows=())]), ENGLISH)
    assert "<img" not in place.read_text("utf-8")
    assert "<figcaption" in place.read_text("utf-8")


def test_a_document_that_is_gone_has_no_picture(rows: list[FileRow], tmp_path: Path) -> None:
    (tmp_path / "out" / "trade-paper.flowed.json").unlink()
    (tmp_path / "out" / "page-000.json").write_text("{", "utf-8")
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    _, tree = page(tmp_path / "out")
    assert (len(tree.xpath("//figure")), len(tree.xpath("//img"))) == (3, 1)


def test_a_page_of_too_many_regions_has_no_picture(
    rows: list[FileRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layout_tool.batch.weak_picture._MOST_REGIONS", 2)
    write_summary(tmp_path / "out", tally(rows), ENGLISH)
    _, tree = page(tmp_path / "out")
    assert (len(tree.xpath("//figure")), len(tree.xpath("//img"))) == (3, 1)


def test_a_tally_holds_few_rows(rows: list[FileRow]) -> None:
    done = next(row for row in rows if row.state is State.DONE)
    failed = next(row for row in rows if row.failed)
    weak = (replace(done, position=turn, rows=(PageRow(1, 1, 1, turn / 1000),)) for turn in reversed(range(1000)))
    whole: Tally = tally([*weak, *[failed] * (MOST_FAILED + 5)])
    assert (len(whole.weakest), len(whole.failed)) == (MOST_WEAK, MOST_FAILED)
    assert [each.row.position for each in whole.weakest] == list(range(MOST_WEAK))
    assert (whole.failures, whole.doubtful) == (MOST_FAILED + 5, 1000)


def test_more_failures_than_one_reads_are_counted(rows: list[FileRow], tmp_path: Path) -> None:
    failed = next(row for row in rows if row.failed)
    write_summary(tmp_path / "out", tally([failed] * (MOST_FAILED + 5)), ENGLISH)
    text, _ = page(tmp_path / "out")
    assert re.search(r"and 5 more; report\.csv has them all", text)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always text")
def test_a_page_whose_name_is_no_text_has_its_picture(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff\n\x1b.txt")
    shutil.copy(resources.path("samples", "trade-paper.layout.txt"), odd)
    DOUBTS[odd.stem] = 1
    write_summary(tmp_path / "out", tally(go([odd], tmp_path / "out", work=doubtful).rows), ENGLISH)
    _, tree = page(tmp_path / "out")
    assert tree.xpath("//figcaption//a/@href") == ["./%FF%0A%1B.json"]
    assert len(tree.xpath("//img")) == 1
