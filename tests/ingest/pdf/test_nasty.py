"""Malformed, fuzzed, encrypted and huge files of well-known test suites: a clear error or an honest document."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from layout_tool import messages
from layout_tool.errors import BinaryInput, InputError, LayoutToolError, PasswordNeeded, UnknownFormat, UnreadablePdf
from layout_tool.ingest.registry import open_source
from layout_tool.model.glyphs import GlyphPage, GlyphSource

SECONDS = 60
MEMORY = 1_500_000_000
REFUSED: dict[str, type[InputError]] = {
    "ocrmypdf__invalid": UnreadablePdf,
    "opendataloader-pdf__fake-jpg": UnknownFormat,
    "pdfjs__REDHAT-1531897-0": UnreadablePdf,
    "pdfjs__poppler-742-0-fuzzed": UnreadablePdf,
    "pdfjs__poppler-937-0-fuzzed": UnreadablePdf,
    "pdfminersix__aes-256": PasswordNeeded,
    "pdfminersix__rc4-40": PasswordNeeded,
    "pypdf__r6-user-password": PasswordNeeded,
    "qpdf__bad1": BinaryInput,
    "qpdf__fuzz-16214": BinaryInput,
    "qpdf__issue-141a": BinaryInput,
}
UNKNOWN = {  # the least share of glyphs, in percent, that the file names no characters for
    "opendataloader-pdf__cid-font-no-tounicode": 90,
    "opendataloader-pdf__invalid-chars": 2,
    "pdfminersix__issue-791-non-unicode-cmap": 90,
    "pdfpig__GHOSTSCRIPT-696547-0.zip-7": 90,
    "pdfpig__GHOSTSCRIPT-698363-0": 50,
    "pymupdf4llm__test_ocr_loremipsum_FFFD": 50,
}


@pytest.fixture(scope="module")
def nasty(shared: Path) -> Path:
    return shared / "corpus" / "nasty"


def pages_of(path: Path, password: str | None = None) -> list[GlyphPage]:
    opened = open_source(path, password=password)
    assert isinstance(opened, GlyphSource)
    return list(opened.pages)


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAYOUT_TOOL_PASSWORD", raising=False)


def test_every_file_is_read_or_refused_in_one_line(nasty: Path) -> None:
    refused = {}
    for path in sorted(nasty.glob("*.pdf")):
        start = time.monotonic()
        try:
            pages = pages_of(path)
        except LayoutToolError as error:
            refused[path.stem] = type(error)
            for language in messages.Language:
                sentence = messages.load(language).error(error)
                assert path.name in sentence
                assert not {"\n", "{"} & set(sentence)
        else:
            assert pages
            for page in pages:
                assert page.glyphs.count or page.notes
        assert time.monotonic() - start < SECONDS, path.name
    assert refused == REFUSED


_READ_ALL = """
import atexit, contextlib, resource, sys
from pathlib import Path
from layout_tool.errors import LayoutToolError
from layout_tool.ingest.registry import open_source
if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
        with contextlib.suppress(LayoutToolError):
            for page in open_source(path).pages:
                pass
    atexit._run_exitfuncs()  # ends the child that read them
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks POSIX for the memory of children")
def test_none_needs_more_memory_than_allowed(nasty: Path, tmp_path: Path) -> None:
    """Measured in a program of its own: other tests have children that need more."""
    program = tmp_path / "read_all.py"
    program.write_text(_READ_ALL, encoding="utf-8")
    run = subprocess.run([sys.executable, str(program), str(nasty)], capture_output=True, check=True, text=True)
    most = int(run.stdout) * (1 if sys.platform == "darwin" else 1024)
    assert 0 < most < MEMORY


@pytest.mark.parametrize("name", UNKNOWN)
def test_glyphs_without_characters_are_reported(nasty: Path, name: str) -> None:
    (page, *_) = pages_of(nasty / f"{name}.pdf")
    ((key, fields),) = page.notes
    assert key == "note_glyphs_unknown"
    assert int(dict(fields)["share"]) >= UNKNOWN[name]


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("pdfminersix__aes-256", "foo", "Secret!"),
        ("pdfminersix__rc4-40", "foo", "Secret!"),
        ("pypdf__r6-user-password", "asdfzxcv", "pdfencryption"),
    ],
)
def test_the_right_password_opens(nasty: Path, name: str, password: str, words: str) -> None:
    (page,) = pages_of(nasty / f"{name}.pdf", password)
    assert "".join(page.glyphs.text.tolist()).startswith(words)
    with pytest.raises(PasswordNeeded):
        pages_of(nasty / f"{name}.pdf", "wrong")


def test_vertical_fonts_that_are_not_embedded(nasty: Path) -> None:
    page = pages_of(nasty / "pdfjs__vertical.pdf")[0]
    assert page.glyphs.vertical.all()
    assert sorted(set(page.glyphs.origin[:, 0].tolist())) == pytest.approx([218.27, 233.86])


def test_pictures_of_pages_and_hidden_text(nasty: Path) -> None:
    (picture,) = pages_of(nasty / "ocrmypdf__enormous.pdf")
    assert [key for key, _ in picture.notes] == ["note_page_picture"]
    (hidden,) = pages_of(nasty / "pocs__invisible.pdf")
    assert hidden.glyphs.count
    assert not hidden.glyphs.visible.all()
