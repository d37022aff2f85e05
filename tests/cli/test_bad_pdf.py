"""PDFs that are malformed, encrypted or no PDFs at all, on the command line: one clear line, or an honest document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from layout_tool.cli.app import run
from layout_tool.messages import Language, Recorder
from tests.ingest.pdf.made import Leaf, text, write_pdf

REFUSED = {
    "ocrmypdf__invalid": "damaged",
    "opendataloader-pdf__fake-jpg": "an image",
    "pdfminersix__aes-256": "--password-file",
    "pdfjs__poppler-742-0-fuzzed": "damaged",
    "qpdf__fuzz-16214": "damaged",
}
HONEST = {  # the notes of the first page that is not as usual
    "ocrmypdf__enormous": "note_page_picture",
    "pdfjs__PDFBOX-4352-0": "note_page_bare",
    "pdfjs__poppler-90-0-fuzzed": "note_page_bare",
    "opendataloader-pdf__invalid-chars": "note_glyphs_unknown",
    "pdfminersix__issue-1113-evil-xobjects": None,
}


@pytest.fixture
def nasty(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LAYOUT_TOOL_PASSWORD", raising=False)
    return shared / "corpus" / "nasty"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, language: Language, nasty: Path, tmp_path: Path) -> None:
    path, output, door = nasty / f"{name}.pdf", tmp_path / "out.json", Recorder()
    assert run(["propose", str(path), "-o", str(output), "--lang", str(language)], door) == 3
    (sentence,) = door.warned
    assert path.name in sentence
    assert "\n" not in sentence
    assert language is Language.ZH or REFUSED[name] in sentence
    assert not output.exists()


@pytest.mark.parametrize("name", HONEST)
def test_what_is_hardly_a_page_becomes_an_honest_document(name: str, nasty: Path, tmp_path: Path) -> None:
    path, output, door = nasty / f"{name}.pdf", tmp_path / "out.json", Recorder()
    assert run(["propose", str(path), "-o", str(output)], door) == 0
    document = json.loads(output.read_text("utf-8"))
    noted = [note["key"] for page in document["pages"] for note in page.get("notes", [])]
    assert noted[:1] == ([HONEST[name]] if HONEST[name] else [])
    assert bool(door.warned) == bool(noted)
    for sentence in door.warned:
        assert sentence.startswith(str(path))


def test_a_batch_goes_on_after_bad_pdfs(nasty: Path, tmp_path: Path) -> None:
    pages = tmp_path / "in"
    pages.mkdir()
    for name in REFUSED:
        shutil.copy(nasty / f"{name}.pdf", pages)
    for name in ("a-good", "z-good"):
        write_pdf(pages / f"{name}.pdf", Leaf(text("A good page has a line.")))
    assert run(["batch", str(pages), "-o", str(tmp_path / "out"), "--lang", "en"], Recorder()) == 1
    lines = (tmp_path / "out" / "report.jsonl").read_text("utf-8").splitlines()
    rows = {Path(row["path"]).stem: row for row in map(json.loads, lines)}
    assert {name for name, row in rows.items() if row["status"] == "done"} == {"a-good", "z-good"}
    for name, reason in REFUSED.items():
        assert reason in rows[name]["error"]


def test_a_password_is_read_from_a_file(nasty: Path, tmp_path: Path) -> None:
    secret, output = tmp_path / "secret.txt", tmp_path / "out.json"
    command = ["propose", str(nasty / "pdfminersix__aes-256.pdf"), "-o", str(output), "--password-file", str(secret)]
    door = Recorder()
    assert run(command, door) == 3
    assert "secret.txt" in door.warned[0]
    secret.write_text("wrong\n", "utf-8")
    assert run(command, Recorder()) == 3
    secret.write_text("foo\n", "utf-8")
    assert run(command, Recorder()) == 0
    assert "Secret!" in output.read_text("utf-8")


@pytest.mark.parametrize(("pages", "code"), [("1", 0), ("2", 2), ("x", 2), ("3-1", 2)])
def test_pages_are_chosen(pages: str, code: int, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "page.pdf", Leaf(text("One page.")))
    assert run(["propose", str(path), "-o", str(tmp_path / "out.json"), "--pages", pages], Recorder()) == code
