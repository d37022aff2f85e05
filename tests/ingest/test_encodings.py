"""Detection: every encoding named right, on whole texts and on scraps of them."""

from __future__ import annotations

import codecs

import pytest

from layout_tool.ingest.encodings import Sample, canonical, detect, settle
from tests.ingest.passages import JAPANESE, SIMPLIFIED, TRADITIONAL, WESTERN

EAST = [
    *((encoding, SIMPLIFIED) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")),
    *((encoding, TRADITIONAL) for encoding in ("utf-8", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be")),
    *((encoding, JAPANESE) for encoding in ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")),
]


def reads_back(text: str, encoding: str) -> bool:
    raw = text.encode(encoding)
    guess = detect(raw)
    if guess is None:
        return False
    for name in guess.family():
        try:
            return raw[guess.mark :].decode(name) == text
        except UnicodeDecodeError:
            continue
    return False


@pytest.mark.parametrize(("encoding", "texts"), EAST)
def test_whole_passages_are_read_back(encoding: str, texts: tuple[str, ...]) -> None:
    for text in (*texts, "\n".join(texts)):
        assert reads_back(text, encoding), text


@pytest.mark.parametrize(("encoding", "texts"), EAST)
def test_scraps_of_twelve_characters_are_read_back(encoding: str, texts: tuple[str, ...]) -> None:
    whole = "\n".join(texts)
    scraps = [whole[start : start + 12] for start in range(0, len(whole) - 12, 3)]
    right = sum(reads_back(scrap, encoding) for scrap in scraps)
    assert right / len(scraps) >= 0.98


@pytest.mark.parametrize("text", WESTERN[:4])
def test_western_text_is_the_last_resort_and_doubtful(text: str) -> None:
    guess = detect(text.encode("cp1252"))
    assert guess is not None
    assert guess.encoding == "cp1252"
    assert guess.doubtful


@pytest.mark.parametrize("text", [*SIMPLIFIED[:3], *TRADITIONAL[:3], *JAPANESE[:3], WESTERN[0], "plain ASCII"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides(text: str, mark: bytes, encoding: str) -> None:
    guess = detect(mark + text.encode(encoding))
    assert guess is not None
    assert (guess.encoding, guess.mark, guess.doubtful) == (encoding, len(mark), False)


def test_ascii_in_sixteen_bits_without_a_mark() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        guess = detect("Bush hid the facts\n".encode(encoding))
        assert guess is not None
        assert guess.encoding == encoding
    plain = detect(b"Bush hid the facts")
    assert plain is not None
    assert plain.encoding == "utf-8"


def test_japanese_behind_escape_sequences() -> None:
    guess = detect("\n".join(JAPANESE).encode("iso2022_jp"))
    assert guess is not None
    assert guess.encoding == "iso2022_jp"


@pytest.mark.parametrize(("encoding", "texts"), EAST)
def test_characters_cut_at_the_borders_of_the_sample_do_no_harm(encoding: str, texts: tuple[str, ...]) -> None:
    raw = ("\n".join(texts) * 4).encode(encoding)
    for cut in range(4):
        middle = len(raw) // 8 * 4
        sample = Sample(raw[: 401 + cut], (raw[middle : middle + 503 + cut], raw[-400:]))
        guess = detect(sample)
        assert guess is not None
        assert "\n".join(texts).encode(guess.family()[-1]) == "\n".join(texts).encode(encoding)


def test_other_alphabets_are_read_but_doubted() -> None:
    text = "Вчера мэр города объявил, что новый мост откроют только весной."
    guess = detect(text.encode("cp1251"))
    assert guess is not None
    assert (guess.encoding, guess.doubtful) == ("cp1251", True)


def test_a_scrap_that_reads_like_nothing_gets_no_guess() -> None:
    assert detect("Вчера мэр".encode("koi8_r")) is None


def test_a_few_foreign_lines_do_not_change_the_main_encoding() -> None:
    lines = [SIMPLIFIED[0].encode()] * 6 + [SIMPLIFIED[1].encode("gb18030")]
    guess = detect(b"\n".join(lines))
    assert guess is not None
    assert guess.encoding == "utf-8"


@pytest.mark.parametrize(
    ("name", "settled"),
    [("UTF8", "utf-8"), ("utf_8_sig", "utf-8"), ("GB2312", "gb2312"), ("rot13", None), ("hex", None), ("x\0y", None)],
)
def test_names_of_encodings(name: str, settled: str | None) -> None:
    assert canonical(name) == settled


def test_utf_16_by_name_takes_its_byte_order_from_the_text() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        assert settle("utf-16", Sample(SIMPLIFIED[0].encode(order))).encoding == order
