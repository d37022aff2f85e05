"""`layout-tool export`: formats by name, a file or a folder, one clear line where it cannot be done."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.cli.app import run
from layout_tool.messages import Recorder
from layout_tool.model.contract import to_json
from tests.model.documents import newspaper


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.json"
    path.write_bytes(to_json(newspaper()))
    return path


def call(*words: object) -> tuple[int, Recorder]:
    door = Recorder()
    return run([*map(str, words), "--lang", "en"], door), door


def test_one_format_is_a_file(document: Path, tmp_path: Path) -> None:
    code, door = call("export", document, "-o", tmp_path / "out.txt", "--format", "text")
    assert (code, door.warned) == (0, [])
    assert "渔港清晨开市忙" in (tmp_path / "out.txt").read_text("utf-8")


def test_several_formats_are_a_folder(document: Path, tmp_path: Path) -> None:
    code, _ = call("export", document, "-o", tmp_path / "out", "--format", "text,markdown,html,json")
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "harbour.html",
        "harbour.json",
        "harbour.md",
        "harbour.txt",
    ]
    assert (tmp_path / "out" / "harbour.json").read_bytes() == document.read_bytes()


def test_a_document_is_never_its_own_export(document: Path) -> None:
    before = document.read_bytes()
    code, door = call("export", document, "-o", document, "--format", "json")
    assert code == 4
    assert len(door.warned) == 1
    assert document.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"), [(["--format", "word"], 2), (["--format", ","], 2), (["--format", "text,json", "-o", "-"], 2)]
)
def test_wrong_use_is_said(document: Path, tmp_path: Path, words: list[str], code: int) -> None:
    found, door = call("export", document, "-o", tmp_path / "out", *words)
    assert found == code
    assert len(door.warned) == 1


def test_standard_output_takes_one_format(
    document: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, door = call("export", document, "-o", "-", "--format", "markdown")
    assert (code, door.said, door.warned) == (0, [], [])
    call("export", document, "-o", tmp_path / "a.md", "--format", "markdown")
    assert capfdbinary.readouterr().out == (tmp_path / "a.md").read_bytes()


def test_the_page_picture_is_found_beside_the_document_or_where_it_is_said(tmp_path: Path) -> None:
    beside, apart = tmp_path / "beside", tmp_path / "apart"
    for folder in (beside, apart):
        folder.mkdir()
    page = Path(shutil.copy(resources.path("samples", "river-evening.pdf"), beside))
    assert call("propose", page, "-o", beside / "a.json")[0] == 0
    shutil.copy(beside / "a.json", apart)
    call("export", beside / "a.json", "-o", beside / "a.html", "--format", "html")
    call("export", apart / "a.json", "-o", apart / "none.html", "--format", "html")
    call("export", apart / "a.json", "-o", apart / "a.html", "--format", "html", "--source", page)
    assert b"data:image/jpeg" in (beside / "a.html").read_bytes()
    assert b"data:image/jpeg" not in (apart / "none.html").read_bytes()
    assert (apart / "a.html").read_bytes() == (beside / "a.html").read_bytes()


def test_a_loss_is_refused_with_a_remedy(document: Path, tmp_path: Path) -> None:
    told = json.loads(document.read_bytes())
    told["articles"][1]["paragraphs"][0]["text"] = "The harbour"
    document.write_text(json.dumps(told), "utf-8")
    code, door = call("export", document, "-o", tmp_path / "out.md", "--format", "markdown")
    assert code == 4
    (said,) = door.warned
    assert "“Harbour reopens”" in said
    assert said.endswith("undo what was done last, or propose the page again")
    assert not (tmp_path / "out.md").exists()


def test_a_batch_writes_further_formats(tmp_path: Path) -> None:
    source = resources.path("samples", "trade-paper.layout.txt")
    code, _ = call("batch", source, "-o", tmp_path, "--format", "text,markdown")
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "report.csv",
        "report.jsonl",
        "summary.html",
        "trade-paper.layout.json",
        "trade-paper.layout.md",
        "trade-paper.layout.txt",
    ]
    call("export", tmp_path / "trade-paper.layout.json", "-o", tmp_path / "a.txt", "--format", "text")
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "trade-paper.layout.txt").read_bytes()
    assert call("batch", source, "-o", tmp_path, "--format", "word")[0] == 2


def test_a_batch_never_writes_over_its_input(tmp_path: Path) -> None:
    page = Path(shutil.copy(resources.path("samples", "trade-paper.layout.txt"), tmp_path))
    before = page.read_bytes()
    shutil.copy(resources.path("samples", "harbour-daily.pdf"), tmp_path / "trade-paper.layout.pdf")
    assert call("batch", tmp_path, "-o", tmp_path, "--format", "text")[0] == 1
    assert page.read_bytes() == before
    assert "it is the input itself" in (tmp_path / "report.csv").read_text("utf-8-sig")
