"""Every kind of file gets its reader, or a refusal that says what it is."""

from __future__ import annotations

import gzip
import io
import json
import random
import sqlite3
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from layout_tool.errors import BinaryInput, EmptyInput, InputError, UnknownFormat, UnreadablePdf, UsageError
from layout_tool.ingest.registry import PDF, READERS, TEXT, open_source, reader_for, suffixes
from layout_tool.ingest.text import open_text
from layout_tool.model.glyphs import GlyphSource
from layout_tool.model.proposal import TextPage, TextSource
from tests.ingest.passages import SIMPLIFIED
from tests.ingest.pdf.made import Leaf, made_pdf, text


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (40, 30), 200).save(buffer, kind)
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "x" * 50)
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("page.txt"))
    return buffer.getvalue()


DOCUMENTS: list[tuple[str, bytes, str]] = [
    *((f"scan.{kind}", picture(kind), "kind_image") for kind in ("png", "jpeg", "gif", "bmp", "tiff", "webp")),
    ("page.docx", zipped("[Content_Types].xml", "word/document.xml"), "kind_office"),
    ("page.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kind_office"),
    ("book.epub", zipped("mimetype"), "kind_epub"),
    ("page.rtf", rb"{\rtf1\ansi text}", "kind_rtf"),
    ("page.json", json.dumps({"pages": []}).encode(), "kind_json"),
    ("list.json", json.dumps([{"pages": []}]).encode("utf-8-sig"), "kind_json"),
    ("doc.json", json.dumps({"format": "layout-tool/document"}).encode(), "kind_document"),
    ("alto.xml", b'<?xml version="1.0"?>\n<alto xmlns="http://x"><Layout/></alto>', "kind_alto"),
    ("page.xml", b'<?xml version="1.0"?>\n<!-- by hand -->\n<pc:PcGts xmlns:pc="http://x"/>', "kind_page_xml"),
    ("page.hocr", b"<!DOCTYPE html><html><body><div class='ocr_page'></div></body></html>", "kind_hocr"),
    ("page.html", b"<!DOCTYPE html>\n<html><p>text</p></html>", "kind_html"),
    ("wide.xml", '<?xml version="1.0"?><notes/>'.encode("utf-16"), "kind_xml"),
]

NO_PAGES: list[tuple[str, bytes, str]] = [
    ("pages.zip", zipped("a.txt"), "kind_zip"),
    ("page.txt.gz", gzip.compress(b"text"), "kind_archive"),
    ("pages.tar", tarred(), "kind_archive"),
    ("noise.bin", random.Random(3).randbytes(5000), "kind_binary"),
    ("noise.pdf", random.Random(4).randbytes(5000), "kind_damaged"),
    ("page.pdf", SIMPLIFIED[0].encode(), "kind_damaged"),
    ("page.DOCX", b"oops", "kind_damaged"),
    ("nul.txt", bytes(3000), "kind_binary"),
    ("half.txt", b"text" * 500 + bytes(3000), "kind_binary"),
    ("tail.txt", ("文" * 9_000).encode() + random.Random(6).randbytes(60_000), "kind_binary"),
    ("late.txt", (("文" * 30_000).encode() + random.Random(6).randbytes(150_000)) * 4, "kind_binary"),
]


@pytest.mark.parametrize(("name", "raw", "kind"), DOCUMENTS)
def test_documents_without_a_reader_are_named(tmp_path: Path, name: str, raw: bytes, kind: str) -> None:
    refuses(tmp_path, name, raw, UnknownFormat, kind)


@pytest.mark.parametrize(("name", "raw", "kind"), NO_PAGES)
def test_what_is_no_page_is_named(tmp_path: Path, name: str, raw: bytes, kind: str) -> None:
    refuses(tmp_path, name, raw, BinaryInput, kind)


def refuses(folder: Path, name: str, raw: bytes, error: type[InputError], kind: str) -> None:
    path = folder / name
    path.write_bytes(raw)
    for opener in (open_source, open_text):
        with pytest.raises(error) as refused:
            opener(path)
        fields = refused.value.fields
        assert (fields["path"], fields["kind"]) == (str(path), kind)
        assert ("claimed" in fields) == (kind == "kind_damaged")


def test_a_program_and_a_database_are_named(tmp_path: Path) -> None:
    with pytest.raises(BinaryInput):
        open_source(Path(sys.executable))
    database = tmp_path / "pages.db"
    connection = sqlite3.connect(database)
    connection.execute("create table page (id)")
    connection.commit()
    connection.close()
    with pytest.raises(BinaryInput) as refused:
        open_source(database)
    assert refused.value.fields["kind"] == "kind_database"


@pytest.mark.parametrize("name", ["page.txt", "page", "page.md", "page.json", "第1版.TXT", "1.2"])
@pytest.mark.parametrize(
    "words",
    [
        SIMPLIFIED[0],
        "[本报讯] 昨日上午",
        "<<新桥通车>>\n图为现场",
        "{下转第四版}",
        "BM is short for the museum",
        "MZ, the old firm, has closed",
        "The PK11 engine",
        "see <table 3> for the harvest",
    ],
)
def test_text_is_text_whatever_its_name(tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(words, "utf-8")
    assert reader_for(path) is TEXT
    opened = open_source(path)
    assert isinstance(opened, TextSource)
    assert [page.text for page in opened.pages] == [words]


@pytest.mark.parametrize(
    ("name", "before"),
    [("page.pdf", b""), ("page.txt", b"\n junk before\n"), ("Page.PDF", b"\x1f\x8b\x08 garbage" + bytes(900))],
)
def test_a_pdf_is_one_by_its_content(tmp_path: Path, name: str, before: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(before + made_pdf(Leaf(text("Harvest"))))
    assert reader_for(path) is PDF
    opened = open_source(path, isolated=False)
    assert isinstance(opened, GlyphSource)
    assert ["".join(page.glyphs.text) for page in opened.pages] == ["Harvest"]


def test_a_pdf_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    with pytest.raises(UnreadablePdf) as refused:
        open_source(path)
    assert refused.value.fields == {"path": str(path), "reason": "reason_pdf_damaged"}
    with pytest.raises(UnknownFormat):
        open_text(path)


def test_pages_of_a_text_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("一\f二\f三\f四", "utf-8")
    chosen = [page.text for page in open_source(path, pages="4,1-2").pages if isinstance(page, TextPage)]
    assert chosen == ["一", "二", "四"]
    with pytest.raises(UsageError):
        list(open_source(path, pages="3-5").pages)
    with pytest.raises(UsageError):
        open_source(path, pages="first")


def test_the_registry_has_one_reader_a_name() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert suffixes() >= {".txt", ".pdf"}
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes())


def test_an_empty_file_has_no_reader(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.touch()
    with pytest.raises(EmptyInput):
        reader_for(path)
