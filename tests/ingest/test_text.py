"""The text reader: letter for letter, page by page."""

from __future__ import annotations

import codecs
import hashlib
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.errors import BinaryInput, EmptyInput, UndecodableInput, UsageError, phrase
from layout_tool.ingest.text import open_text
from layout_tool.model.proposal import TextPage
from layout_tool.model.text_lines import iter_lines
from tests.ingest.passages import JAPANESE, SIMPLIFIED, TRADITIONAL, WESTERN


def written(folder: Path, raw: bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def pages_of(path: Path, encoding: str | None = None) -> list[TextPage]:
    return list(open_text(path, encoding).pages)


@pytest.mark.parametrize(
    ("encoding", "texts", "reported"),
    [
        ("utf-8", SIMPLIFIED, "utf-8"),
        ("utf-16-le", SIMPLIFIED, "utf-16-le"),
        ("utf-16-be", TRADITIONAL, "utf-16-be"),
        ("gb18030", SIMPLIFIED, "gb18030"),
        ("gbk", SIMPLIFIED, "gb18030"),
        ("big5", TRADITIONAL, "big5"),
        ("shift_jis", JAPANESE, "shift_jis"),
        ("euc_jp", JAPANESE, "euc_jp"),
        ("cp1252", WESTERN[:4], "cp1252"),
        ("iso2022_jp", JAPANESE, "iso2022_jp"),
    ],
)
def test_every_encoding_is_detected_reported_and_kept(
    tmp_path: Path, encoding: str, texts: tuple[str, ...], reported: str
) -> None:
    text = "\r\n".join(texts)
    raw = text.encode(encoding)
    opened = open_text(written(tmp_path, raw))
    assert opened.source.encoding == reported
    assert opened.source.media_type == "text/plain"
    assert opened.source.name == "page.txt"
    assert opened.source.bytes == len(raw)
    assert opened.source.sha256 == hashlib.sha256(raw).hexdigest()
    assert list(opened.pages) == [TextPage(0, 0, text)]


@pytest.mark.parametrize(
    ("extra", "encoding", "texts"),
    [
        ("①㈱髙﨑", "cp932", JAPANESE),
        ("①㈱", "euc_jis_2004", JAPANESE),
        ("碁銹裏墻", "cp950", TRADITIONAL),
        ("喺嘅咗", "big5hkscs", TRADITIONAL),
        ("㐂𠮷😀", "gb18030", SIMPLIFIED),
    ],
)
def test_characters_beyond_the_old_standard_widen_the_encoding(
    tmp_path: Path, extra: str, encoding: str, texts: tuple[str, ...]
) -> None:
    text = "\n".join(texts) + extra
    opened = open_text(written(tmp_path, text.encode(encoding)))
    assert opened.source.encoding == encoding
    assert [page.text for page in opened.pages] == [text]
    assert not opened.notes


def test_a_byte_order_mark_is_no_part_of_the_text_and_moves_no_offset(tmp_path: Path) -> None:
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        path = written(tmp_path, mark + "新桥\n\ufeff通车".encode(encoding))
        (page,) = pages_of(path)
        assert page == TextPage(0, 0, "新桥\n\ufeff通车")
        assert pages_of(path, encoding) == [page]


def test_white_space_and_control_characters_stay(tmp_path: Path) -> None:
    text = "\u3000\u3000一\t二\r三\r\n四\u200b\u00ad五\x00\x02六\v七\u2028八\x85\ufeff九 \u00a0 " + "字" * 30
    opened = open_text(written(tmp_path, text.encode()))
    assert [page.text for page in opened.pages] == [text]
    assert opened.notes == (phrase("note_controls", count=2),)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("一\f二", [(0, "一"), (2, "二")]),
        ("一\n\f二\n\f", [(0, "一\n"), (3, "二\n")]),
        ("一\f\f三\f\f \n\f", [(0, "一"), (2, ""), (3, "三")]),
        ("\f二", [(0, ""), (1, "二")]),
        ("一\n\f\u3000\n\u200b\f", [(0, "一\n")]),
    ],
)
def test_form_feeds_part_pages_and_blank_ends_make_none(
    tmp_path: Path, text: str, pages: list[tuple[int, str]]
) -> None:
    found = pages_of(written(tmp_path, text.encode()), "utf-8")
    assert [(page.start, page.text) for page in found] == pages
    assert [page.index for page in found] == list(range(len(pages)))


ANY_TEXT = st.text(alphabet=st.one_of(st.sampled_from("\f\r\n \u3000\u200b\ufeff\x1c字"), st.characters(codec="utf-8")))


@given(
    before=ANY_TEXT,
    filling=st.sampled_from(["", "字" * 400]),
    after=ANY_TEXT,
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-16", "gb18030"]),
)
def test_nothing_is_lost(before: str, filling: str, after: str, encoding: str) -> None:
    text = before + filling + after
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), text.encode(encoding))
        try:
            pages = pages_of(path, encoding)
        except EmptyInput:
            assert not text.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad" + _white(text))
            return
        except BinaryInput:
            assert any(unicodedata.category(sign) == "Cc" for sign in text)
            return
    source = _without_mark(text, encoding)
    joined = "\f".join(page.text for page in pages)
    assert source.startswith(joined)
    rest = source[len(joined) :]
    assert not rest.strip("\u200b\u200c\u200d\u2060\ufeff\u00ad" + _white(rest))
    for page in pages:
        assert source[page.start : page.start + len(page.text)] == page.text
        for start, end, line in iter_lines(page):
            assert source[start:end] == line


def _white(text: str) -> str:
    return "".join(sign for sign in set(text) if sign.isspace())


def _without_mark(text: str, encoding: str) -> str:
    return text.removeprefix("\ufeff") if encoding != "utf-16" else text


@pytest.mark.parametrize(("encoding", "texts"), [("gb18030", SIMPLIFIED), ("big5", TRADITIONAL), ("euc_jp", JAPANESE)])
def test_a_large_file_that_is_ascii_where_it_is_sampled(tmp_path: Path, encoding: str, texts: tuple[str, ...]) -> None:
    plain = "The harvest was good this year.\n" * 4000
    text = plain + "\n".join(texts) + plain * 2
    opened = open_text(written(tmp_path, text.encode(encoding)))
    assert opened.source.encoding == encoding
    assert [page.text for page in opened.pages] == [text]
    assert not opened.notes


def test_bytes_in_mid_file_never_pass_for_a_byte_order_mark(tmp_path: Path) -> None:
    plain = b"The harvest was good this year.\n" * 4000
    opened = open_text(written(tmp_path, plain + b"\xff\xfe\n" + plain * 2), "utf-8")
    assert "".join(page.text for page in opened.pages) == (plain + b"\\xff\\xfe\n" + plain * 2).decode()
    detected = open_text(written(tmp_path, plain + b"\xff\xfe\n" + plain * 2))
    assert "".join(page.text for page in detected.pages).startswith(plain.decode())


def test_foreign_bytes_stay_visible_and_are_counted(tmp_path: Path) -> None:
    foreign = "国中".encode("gb18030")
    raw = (SIMPLIFIED[0] + "\\xb1\n").encode() + foreign + ("\n" + SIMPLIFIED[1]).encode()
    opened = open_text(written(tmp_path, raw))
    shown = "".join(f"\\x{byte:02x}" for byte in foreign)
    assert [page.text for page in opened.pages] == [SIMPLIFIED[0] + "\\xb1\n" + shown + "\n" + SIMPLIFIED[1]]
    place = raw.index(foreign)
    assert opened.notes == (phrase("note_flaws", count=4, encoding="utf-8", first=place),)


def test_a_character_cut_at_the_end_of_the_file_is_shown(tmp_path: Path) -> None:
    opened = open_text(written(tmp_path, "新桥通车首日车流平稳".encode()[:-1]))
    assert [page.text for page in opened.pages] == ["新桥通车首日车流平\\xe7\\xa8"]
    assert len(opened.notes) == 1


def test_a_character_cut_by_a_chunk_is_whole(tmp_path: Path) -> None:
    for shift in range(4):
        text = "a" * shift + "字😀" * 80_000
        for encoding in ("utf-8", "gb18030", "utf-16-be"):
            opened = open_text(written(tmp_path, text.encode(encoding)), encoding)
            assert "".join(page.text for page in opened.pages) == text
            assert not opened.notes


def test_an_encoding_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, "価格は10〜12円".encode("shift_jis"))
    assert pages_of(path, "Shift-JIS")[0].text == "価格は10〜12円"
    assert pages_of(path, "cp932")[0].text == "価格は10\uff5e12円"
    with pytest.raises(UsageError):
        open_text(path, "klingon")


def test_a_wrong_encoding_by_name_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "\n".join(SIMPLIFIED).encode("gb18030"))
    with pytest.raises(UndecodableInput) as refused:
        open_text(path, "utf-8")
    assert refused.value.fields == {"path": str(path), "encoding": "utf-8", "offset": 0}


def test_same_file_same_answer(tmp_path: Path) -> None:
    path = written(tmp_path, "\f".join(TRADITIONAL).encode("big5"))
    first, second = open_text(path), open_text(path)
    assert first.source == second.source
    assert first.notes == second.notes
    assert list(first.pages) == list(second.pages)


def test_text_in_no_known_encoding_asks_for_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, "Вчера мэр".encode("koi8_r"))
    with pytest.raises(UndecodableInput) as refused:
        open_text(path)
    assert refused.value.fields == {"path": str(path), "encoding": phrase("reason_known_encoding"), "offset": 0}
    assert [page.text for page in open_text(path, "koi8-r").pages] == ["Вчера мэр"]
