"""`layout-tool export`: formats by name, a file or a folder, one clear line where it cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest

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
